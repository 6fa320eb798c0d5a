"""Whose cards were opened last in this window; kept in memory alone."""

from __future__ import annotations

from uuid import UUID

from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.results import Entry, Heading
from registerdesk.ui.kit.text import tr

MOST = 8
_KEY = "latest_opened"


def remember(context: WindowContext, party_id: UUID, name: str, number: str) -> None:
    """Put somebody first among those opened last."""
    line = (str(party_id), name, number)
    others = [each for each in latest_opened(context) if each[0] != line[0]]
    context.extras[_KEY] = [line, *others][:MOST]


def latest_opened(context: WindowContext) -> list[tuple[str, str, str]]:
    """Return id, name and number of those opened last, latest first."""
    kept = context.extras.get(_KEY)
    return list(kept) if isinstance(kept, list) else []


def opened_rows(context: WindowContext) -> list[Entry | Heading]:
    """Return those opened last as rows under their heading; nothing where there are none."""
    opened = latest_opened(context)
    rows = [Entry(id=each, title=name, line=number) for each, name, number in opened]
    return [Heading(words=tr(_("Opened last"))), *rows] if rows else []


def forget(context: WindowContext) -> None:
    """Let go of the names."""
    context.extras.pop(_KEY, None)
