"""One event of the log as one row of the table: pure functions, no names out of a register."""

from __future__ import annotations

from datetime import date

from registerdesk.domain.fields import PURPOSE_LABELS, Purpose
from registerdesk.domain.log_words import LogGroup, label_of
from registerdesk.domain.protection import OPENING_REASON_LABELS, OpeningReason
from registerdesk.domain.staff import ROLE_LABELS, Role
from registerdesk.domain.texts import _
from registerdesk.ui.kit.moments import when
from registerdesk.ui.kit.table import Cell, Column, Row
from registerdesk.ui.kit.text import number, tr
from registerdesk.usecases.audit import LogLine

COLUMNS = (
    Column(key="at", title=_("Time"), width=130, sortable=False),
    Column(key="who", title=_("User"), width=130, sortable=False),
    Column(key="act", title=_("Event"), width=200, stretch=True, sortable=False),
    Column(key="object", title=_("Object"), width=110, sortable=False),
    Column(key="detail", title=_("Detail"), width=90, sortable=False),
    Column(key="reason", title=_("Reason"), width=130, sortable=False),
    Column(key="station", title=_("Computer"), width=90, sortable=False),
)


def row_of(line: LogLine, today: date) -> Row:
    """Return an event's row; refused acts stand out."""
    row, event = line.row, line.row.event
    denied = line.group is LogGroup.DENIED
    return Row(
        id=str(row.number),
        cells=(
            Cell(text=when(row.at, today) if row.at else "–"),
            Cell(text=line.who or (tr(_("Recovery key")) if row.actor else "")),
            Cell(text=tr(label_of(event.act)), tone="danger" if denied else ""),
            Cell(text=", ".join(line.numbers)),
            Cell(text=detail_of(line)),
            Cell(text=reason_of(event.purpose)),
            Cell(text=row.station),
        ),
    )


def detail_of(line: LogLine) -> str:
    """Return how many, or which roles: what the event counts."""
    event = line.row.event
    roles = [tr(ROLE_LABELS[Role(code)]) for code in event.fields if code in set(Role)]
    if roles:
        return ", ".join(roles)
    if event.act == "office.verified":
        return tr(_("{count} findings"), count=event.count) if event.count else tr(_("no findings"))
    if event.count is not None:
        return tr(_("{count} items"), count=number(event.count))
    if event.fields:
        return tr(_("{count} fields"), count=number(len(event.fields)))
    return ""


def reason_of(code: str) -> str:
    """Return why, in words; a code that is no reason says nothing."""
    if code in set(Purpose):
        return tr(PURPOSE_LABELS[Purpose(code)])
    if code.upper() in OpeningReason.__members__:
        return tr(OPENING_REASON_LABELS[OpeningReason[code.upper()]])
    return ""
