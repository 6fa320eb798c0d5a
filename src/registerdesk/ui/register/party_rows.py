"""A customer or supplier as a row of the list: its columns, its cells, its state."""

from __future__ import annotations

from registerdesk.domain.party_lists import ListRow
from registerdesk.domain.texts import _
from registerdesk.ui.kit.table import Cell, Column, Row
from registerdesk.ui.kit.text import tr

COLUMNS = (
    Column(key="name", title=_("Name"), width=180, stretch=True),
    Column(key="number", title=_("Number"), width=96),
    Column(key="phone", title=_("Phone"), width=140, spare=4),
    Column(key="town", title=_("Town"), width=130, spare=3),
    Column(key="since", title=_("Since"), width=100, spare=1),
    Column(key="ended", title=_("Status"), width=110, spare=2),
)
NARROW = 2
"""So many columns stand beside an open card."""


def row_of(row: ListRow) -> Row:
    """Return one line of the list; of a protected person number and flag."""
    name = row.name or tr(_("Protected personal data"))
    icon = "shield" if row.is_protected else "lock" if row.is_restricted else ""
    return Row(
        id=str(row.party_id),
        cells=(
            Cell(text=name, strong=True, icon=icon, tone="violet" if row.is_protected else ""),
            Cell(text=row.number, tone="muted"),
            Cell(text=row.phone),
            Cell(text=row.town),
            Cell(text=row.since.isoformat() if row.since else "–", tone="muted"),
            _state(row),
        ),
    )


def _state(row: ListRow) -> Cell:
    if row.is_protected:
        return Cell(text=tr(_("Protected")), chip="violet")
    if row.is_restricted:
        return Cell(text=tr(_("Restricted")), chip="warn")
    if row.deceased:
        return Cell(text=tr(_("Deceased")), chip="neutral")
    if row.is_minor:
        return Cell(text=tr(_("Under age")), chip="warn")
    if row.ended is not None:
        return Cell(text=tr(_("Ended")), chip="neutral")
    return Cell(text=tr(_("Active")), chip="ok")
