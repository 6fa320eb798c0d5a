"""The log as the ombud reads it: who did what to which numbers, never a name out of a register."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from registerdesk.domain.audit import LogRow
from registerdesk.domain.log_words import LogGroup, group_of
from registerdesk.domain.staff import Permission
from registerdesk.storage.object_numbers import numbers_of
from registerdesk.usecases.desk import Visit, use_case

PAGE_ROWS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One event: who by name, and the numbers of what it touched."""

    row: LogRow
    group: LogGroup
    who: str
    """The member of staff's name; empty for the recovery key and the program itself."""
    numbers: tuple[str, ...]
    """Customer, supplier and case numbers; what has none is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """One page of events, newest first; `upto` is the row at which the reading began."""

    lines: tuple[LogLine, ...]
    total: int
    upto: int


@use_case(Permission.VIEW_LOG)
def list_events(
    visit: Visit,
    group: LogGroup | None = None,
    *,
    upto: int | None = None,
    offset: int = 0,
    limit: int = PAGE_ROWS,
) -> LogPage:
    """Return a page of the log as it stood at row `upto`; a group leaves the others out."""
    log = visit.office.log
    upto = log.head().number if upto is None else upto
    acts = None if group is None else [act for act in log.acts() if group_of(act) is group]
    rows = log.page(upto=upto, acts=acts, offset=offset, limit=limit)
    visit.note("log.listed", count=len(rows))
    return LogPage(lines=_lines(visit, rows), total=log.count(upto=upto, acts=acts), upto=upto)


def _lines(visit: Visit, rows: list[LogRow]) -> tuple[LogLine, ...]:
    """Put names of staff and numbers of objects to the ids."""
    names = {person.user_id: person.display_name for person in visit.keys.people()}
    touched = {each for row in rows for each in _objects(row)}
    numbers = numbers_of(visit.office.connection, touched)
    return tuple(
        LogLine(
            row=row,
            group=group_of(row.event.act),
            who=names.get(row.actor, "") if row.actor else "",
            numbers=tuple(dict.fromkeys(numbers[i] for i in _objects(row) if i in numbers)),
        )
        for row in rows
    )


def _objects(row: LogRow) -> tuple[UUID, ...]:
    """Return every id of an event, its case last."""
    case = row.event.case
    return (*row.event.objects, case) if case else row.event.objects
