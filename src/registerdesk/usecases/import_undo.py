"""Undoing an import within its day: new people go, known ones get back what they had."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from registerdesk.domain.audit import Event
from registerdesk.domain.errors import Conflict, RegisterDeskError
from registerdesk.domain.import_runs import ImportRun, UndoOutlook
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.storage.history import OldValue
from registerdesk.storage.import_runs import (
    PeopleMade,
    entries_of,
    out_of_reach,
    rows_changed_after,
)
from registerdesk.storage.tables import table_name_of
from registerdesk.usecases.desk import Desk, Visit, use_case
from registerdesk.usecases.import_writing import IN_ONE_LOG_ROW
from registerdesk.usecases.party_history import Earlier
from registerdesk.usecases.party_registers import KEPT_TYPES, register_of
from registerdesk.usecases.party_writing import PartyWriting
from registerdesk.usecases.slices import Slices
from registerdesk.usecases.staff import confirm_own_password
from registerdesk.usecases.value_removal import Removal

Progress = Callable[[int, int], bool]
"""Told people done and people in all; says no to stop, and then the import stands as it was."""

EVERY: Final = 200
"""Rows of the log, or people, that are looked at in one slice."""
FEW: Final = 10
"""People whose values are written back in one slice."""
_WRITTEN: Final = frozenset({"value.changed", "value.added"})
_ADDED: Final = ("addresses", "phones", "emails", "party_numbers", "relations", "web_records")
_REGISTER_OF: Final = {table_name_of(kind): name for name, kind in KEPT_TYPES.items()}


class UndoStopped(RegisterDeskError):
    """The person stopped the undo; the import stands as it was."""


@use_case(Permission.IMPORT)
def look_at_undo(
    visit: Visit, run_id: UUID, progress: Progress | None = None
) -> Slices[UndoOutlook]:
    """Return in numbers what the undo would do; nothing is changed."""
    run = _open_run(visit, run_id)
    undo = _Undo(visit, run, progress)
    visit.note("import.undo_looked_at", run.id)
    outlook = yield from undo.looking()
    undo.close()
    return outlook


@use_case(Permission.IMPORT)
def undo_import(
    visit: Visit, run_id: UUID, progress: Progress | None = None
) -> Slices[UndoOutlook]:
    """Undo a whole import within its day; what has been touched since stays as it is.

    People whom the file alone brought go with all their rows, keys and old values: they were
    never meant to be here. Values that it changed are written back, with history.
    """
    run = _open_run(visit, run_id)
    undo = _Undo(visit, run, progress)
    done = yield from undo.carrying_out()
    undo.close()
    kept = dataclasses.replace(run, undone_at=visit.now, undone_by=visit.actor, stayed=done.stay)
    visit.office.import_runs.replace(kept)
    visit.note("import.undone", run.id, count=done.concerned - done.stay, digest=run.digest)
    return dataclasses.replace(done, run=kept)


def undoing(desk: Desk, run_id: UUID, password: str, progress: Progress) -> Slices[UndoOutlook]:
    """Undo an import after the person's own password; all of it or nothing."""
    desk.do(confirm_own_password, password)
    yield
    return (yield from desk.doing(undo_import, run_id, progress))


def _open_run(visit: Visit, run_id: UUID) -> ImportRun:
    """Return an import that can be undone still; Conflict says why another cannot."""
    run = visit.office.import_runs.get(run_id)
    if run.undone_at is not None:
        raise Conflict(_("The import has been undone already."))
    if not run.can_be_undone(visit.now):
        raise Conflict(_("The day in which an import can be undone has passed."))
    return run


@dataclasses.dataclass(slots=True)
class _Known:
    """What an import did to somebody who was in the register before."""

    changed: dict[UUID, dict[str, UUID]] = dataclasses.field(default_factory=dict)
    """The first old value of each field, by row and field."""
    added: list[UUID] = dataclasses.field(default_factory=list)


class _Undo:
    """One undo within one visit."""

    def __init__(self, visit: Visit, run: ImportRun, progress: Progress | None = None) -> None:
        self._visit, self._office, self._run = visit, visit.office, run
        self._progress = progress
        self._writing = PartyWriting(visit)
        self._people = PeopleMade(visit.office.connection, run.taken_at)
        self._made: set[UUID] = set()
        self._known: dict[UUID, _Known] = {}

    def looking(self) -> Slices[UndoOutlook]:
        """Return what would be done."""
        yield from self._reading()
        there = untouched = done = stay = 0
        for some in _blocks(sorted(self._made)):
            there += self._people.take(some)
            untouched += len(self._people.untouched())
            done += len(some)
            self._tell(done)
            yield
        for looked, party_id in enumerate(self._known, 1):
            stay += not self._is_as_left(party_id)
            if looked % EVERY == 0:
                self._tell(done + looked)
                yield
        return self._summed(there, untouched, stay)

    def carrying_out(self) -> Slices[UndoOutlook]:
        """Remove and write back; return what was done."""
        yield from self._reading()
        there = untouched = done = stay = 0
        for some in _blocks(sorted(self._made)):
            there += self._people.take(some)
            untouched += self._remove(self._people.untouched())
            done += len(some)
            self._tell(done)
            yield
        for restored, party_id in enumerate(self._known, 1):
            stay += not self._restore(party_id)
            if restored % FEW == 0:
                self._tell(done + restored)
                yield
        return self._summed(there, untouched, stay)

    def close(self) -> None:
        """Let go of the lists."""
        self._people.close()

    def _summed(self, there: int, untouched: int, known_that_stay: int) -> UndoOutlook:
        return UndoOutlook(
            run=self._run,
            removed=untouched,
            restored=len(self._known) - known_that_stay,
            stay=there - untouched + known_that_stay,
        )

    def _reading(self) -> Slices[None]:
        """Read in the log whom the import made, and what it wrote about others."""
        written: list[Event] = []
        for read, entry in enumerate(entries_of(self._office.connection, self._run), 1):
            if entry.event.act == "party.imported":
                self._made.update(entry.event.objects)
            elif entry.event.act in _WRITTEN:
                written.append(entry.event)
            if read % EVERY == 0:
                self._tell(0)
                yield
        for event in written:
            self._sort(event)

    def _sort(self, event: Event) -> None:
        """Keep what was written about somebody whom the import did not make."""
        row_id, party_id = event.objects[:2]
        if party_id in self._made:
            return
        known = self._known.setdefault(party_id, _Known())
        if event.act == "value.added":
            known.added.append(row_id)
        else:
            first = known.changed.setdefault(row_id, {})
            for name, history_id in zip(event.fields, event.history, strict=True):
                first.setdefault(name, history_id)

    def _remove(self, gone: list[UUID]) -> int:
        """Take out those of whom nothing has been written since, with everything of them."""
        if gone:
            self._office.search.forget_all(gone)
            self._people.remove_untouched()
            self._visit.note("party.import_undone", *gone)
        return len(gone)

    def _is_as_left(self, party_id: UUID) -> bool:
        """Tell whether everything that the import wrote about somebody stands as it left it."""
        known = self._known[party_id]
        there = all(self._register_of_added(row_id) for row_id in known.added)
        rows = {*known.changed, *known.added}
        return there and party_id not in self._closed and self._later.isdisjoint(rows)

    @cached_property
    def _later(self) -> set[UUID]:
        """The rows that have been changed or taken out since the import."""
        return rows_changed_after(self._office.connection, self._run.taken_at)

    @cached_property
    def _closed(self) -> set[UUID]:
        """Those whom no undo reaches: protected, merged or restricted since."""
        closed = out_of_reach(self._office.connection, self._run.taken_at)
        return closed | set(self._office.restricted.among(self._known))

    def _register_of_added(self, row_id: UUID) -> str:
        """Return the register in which a row stands that the import added; empty if none does."""
        for name in _ADDED:
            if register_of(self._office, name).find(id=row_id):
                return name
        return ""

    def _restore(self, party_id: UUID) -> bool:
        """Write back what somebody had before, if nothing has touched it since."""
        if not self._is_as_left(party_id):
            return False
        known = self._known[party_id]
        history = {old.id: old for old in self._office.history.of(party_id)}
        old = {row: [history[one] for one in f.values()] for row, f in known.changed.items()}
        try:
            values = {row_id: self._former(row_id, rows) for row_id, rows in old.items()}
        except Conflict:  # somebody else has the number now
            return False
        for row_id, rows in old.items():
            self._write_back(row_id, _REGISTER_OF[rows[0].table_name], values[row_id])
        for row_id in known.added:
            name = self._register_of_added(row_id)
            version = register_of(self._office, name).get(row_id).version
            Removal(self._visit).take_out(name, row_id, version)
        self._writing.found_anew(party_id)
        return True

    def _former(self, row_id: UUID, old: list[OldValue]) -> dict[str, Any]:
        """Return the former values of one row; Conflict where another has the number now."""
        name, earlier = _REGISTER_OF[old[0].table_name], Earlier(self._visit)
        values = {each.field: earlier.opened(each, KEPT_TYPES[name]) for each in old}
        self._writing.refuse_taken(name, row_id, values)
        if name == "relations" and values.get("number"):
            kind = self._office.relations.get(row_id).kind
            self._writing.refuse_taken_number(row_id, kind, values["number"])
        return values

    def _write_back(self, row_id: UUID, name: str, values: dict[str, Any]) -> None:
        """Give one row its former values, as a change with history, from where they came."""
        register = register_of(self._office, name)
        row: Any = register.get(row_id)
        change = register.replace(dataclasses.replace(row, **values))
        for origin in self._office.origins.find(row_id=row_id, recorded_at=self._run.taken_at):
            if origin.field in values:
                self._office.origins.remove(origin.id)
        self._visit.note(
            *("value.changed", row.id, row.party_id),
            fields=change.fields,
            history=change.history_ids,
            purpose=row.purpose,
        )

    def _tell(self, done: int) -> None:
        """Tell of how many the undo is done; stop when the answer is no."""
        total = len(self._made) + len(self._known)
        if self._progress is not None and not self._progress(done, total):
            raise UndoStopped(_("The undo was stopped. The import stands as it was."))


def _blocks(ids: list[UUID]) -> Iterator[list[UUID]]:
    """Yield the people some at a time, so many as one row of the log names."""
    for start in range(0, len(ids), IN_ONE_LOG_ROW):
        yield ids[start : start + IN_ONE_LOG_ROW]
