"""How one merge is carried out and taken back: rows move, values are chosen, the rest is kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.fields import Compartment, Field, fields_of
from registerdesk.domain.parties import Party
from registerdesk.domain.party_merges import CHOSEN_BY_ITSELF, PartyMerge, Trace, is_stronger
from registerdesk.domain.snapshots import says_nothing
from registerdesk.domain.sources import Recorded, ValueOrigin
from registerdesk.domain.texts import _
from registerdesk.storage.history import FIELD_HISTORY, OldValue
from registerdesk.storage.parties import PARTY, VALUE_ORIGIN
from registerdesk.storage.values import from_bytes, to_bytes
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.party_writing import PartyWriting

CHOSEN: Final = tuple(f for f in fields_of(Party) if f.name not in CHOSEN_BY_ITSELF)
"""The single-valued fields that are chosen one by one."""


class OldMerges:
    """Merges whose undo ends: with the day, or since the person is to be protected."""

    def __init__(self, visit: Visit) -> None:
        """Take the visit."""
        self._visit, self._moves = visit, visit.office.moves

    def expire(self) -> int:
        """Forget those whose day has passed, and empty the rows they left; return how many."""
        passed = self._moves.passed(self._visit.now)
        for merge_id, absorbed in passed:
            self._end(merge_id, absorbed)
        if passed:
            self._visit.note("merges.expired", count=len(passed))
        return len(passed)

    def settle(self, party_id: UUID) -> None:
        """End the undo of a person's merges at once, so that no value lies elsewhere."""
        for merge in self._visit.office.party_merges.find(survivor_id=party_id):
            self._end(merge.id, merge.absorbed_id)

    def _end(self, merge_id: UUID, absorbed: UUID) -> None:
        self._moves.empty(absorbed)
        self._moves.forget(merge_id)


class Merging:
    """Carries out one merge, or takes it back, within one visit."""

    def __init__(self, visit: Visit, merge: PartyMerge) -> None:
        """Take the visit and the merge."""
        self._visit, self._merge = visit, merge
        self._office = visit.office

    def carry_out(
        self, survivor: Party, absorbed: Party, taken: frozenset[str]
    ) -> tuple[tuple[str, ...], tuple[UUID, ...]]:
        """Move, choose and point; return the fields that differed and the ids of old values."""
        moves = self._office.moves
        differing = _differing(survivor, absorbed)
        chosen = self._chosen(survivor, absorbed, taken)
        origins = {field.name: self._origin(absorbed, field) for field in chosen}
        moves.move(self._merge.id, absorbed.id, survivor.id)
        history = self._choose(survivor, absorbed, chosen, differing)
        self._keep_origins(survivor, origins)
        moves.remember_own(self._merge.id, survivor.id)
        moves.point(absorbed.id, self._visit.now)
        self._office.party_merges.add(self._merge)
        self._find_anew()
        return tuple(field.name for field in differing), history

    def _remember(self, trace: Trace, history: Iterable[UUID]) -> None:
        """Remember old values that go when the merge is undone."""
        rows: list[tuple[UUID, int | None]] = [(row, None) for row in history]
        self._office.moves.remember(self._merge.id, trace, FIELD_HISTORY.c.party_id, rows)

    def take_back(self, survivor: Party) -> None:
        """Put every row and every chosen value back where it was."""
        moves, merge = self._office.moves, self._merge
        before = {row: self._old(row) for row in moves.made(merge.id, Trace.REPLACED)}
        if before:
            values = dict(before.values())
            change = self._office.parties.replace(dataclasses.replace(survivor, **values))
            for row in change.history_ids:
                self._office.history.remove(row)
        moves.point(merge.absorbed_id, None)
        moves.move_back(merge)
        moves.forget(merge.id)
        self._find_anew()

    def _chosen(self, survivor: Party, absorbed: Party, taken: frozenset[str]) -> list[Field]:
        """Return the fields that the absorbed person gives; of protections the stronger."""
        unknown = taken - {field.name for field in CHOSEN}
        if unknown:
            raise InvalidInput(_("There is no such field."), field=min(unknown))
        if is_stronger(absorbed.protection, survivor.protection):
            taken |= {"protection"}
        return [f for f in _differing(survivor, absorbed) if f.name in taken]

    def _choose(
        self, survivor: Party, absorbed: Party, chosen: list[Field], differing: list[Field]
    ) -> tuple[UUID, ...]:
        """Write the chosen values; what was not chosen becomes an old value of who stays."""
        new = {field.name: getattr(absorbed, field.name) for field in chosen}
        replaced = self._office.parties.replace(dataclasses.replace(survivor, **new)).history_ids
        lost = [f for f in differing if f not in chosen]
        said = {f: getattr(absorbed, f.name) for f in lost}
        kept = tuple(
            self._keep_old(PARTY.name, survivor, f, value)
            for f, value in said.items()
            if not says_nothing(value)
        )
        self._remember(Trace.REPLACED, replaced)
        self._remember(Trace.MADE, kept)
        return (*replaced, *kept)

    def _keep_old(self, table: str, stays: Recorded, field: Field, value: object) -> UUID:
        """Keep a value that lost as an old one of the row that stays, sealed as the field is."""
        kept_as, data = self._visit.new_id(), to_bytes(value)
        into = field.about.sealed
        if stays.is_protected and field.about.moves:
            into = Compartment.PROTECTED
        sealed = None
        if into is not None:
            sealed = self._visit.keys.seal(into, field.about.seal_name, stays.id, data)
        self._office.history.add(
            OldValue(
                id=kept_as,
                party_id=stays.party_id,
                table_name=table,
                row_id=stays.id,
                field=field.name,
                old_value=None if sealed else data.decode(),
                old_cell=sealed,
                compartment=into or "",
                changed_at=self._visit.now,
                changed_by=self._visit.actor,
            )
        )
        return kept_as

    def _old(self, history_id: UUID) -> tuple[str, Any]:
        """Return the field and the value that a kept old value holds."""
        row = self._office.history.get(history_id)
        field = next(f for f in fields_of(Party) if f.name == row.field)
        if row.old_cell is None:
            data = (row.old_value or "null").encode()
        else:
            place = row.compartment, field.about.seal_name, row.row_id
            data = self._visit.keys.open(*place, row.old_cell)
        return row.field, from_bytes(data, field.type)

    def _origin(self, absorbed: Party, field: Field) -> ValueOrigin | Party:
        """Return where a value of the absorbed person came from."""
        found = self._office.origins.find(row_id=absorbed.id, field=field.name)
        return found[-1] if found else absorbed

    def _keep_origins(self, survivor: Party, origins: dict[str, ValueOrigin | Party]) -> None:
        """Let each chosen value keep its own origin; the latest of several is the one told of."""
        for name, origin in origins.items():
            kept = ValueOrigin(
                id=self._visit.new_id(),
                party_id=survivor.id,
                row_id=survivor.id,
                field=name,
                source=origin.source,
                channel=origin.channel,
                collected_on=origin.collected_on,
                purpose=origin.purpose,
                source_detail=origin.source_detail,
                recorded_by=origin.recorded_by,
                recorded_at=origin.recorded_at,
            )
            self._office.origins.add(kept)
            column = VALUE_ORIGIN.c.party_id
            self._office.moves.remember(self._merge.id, Trace.MADE, column, [(kept.id, None)])

    def _find_anew(self) -> None:
        """Bring in line what finds the two."""
        writing = PartyWriting(self._visit)
        for party_id in (self._merge.survivor_id, self._merge.absorbed_id):
            writing.found_anew(party_id)
            self._office.quiet_relations.take_anew(party_id)


def _differing(one: Recorded, other: Recorded) -> list[Field]:
    """Return the declared fields in which two rows of one kind are not the same."""
    kind: type = type(one)
    return [f for f in fields_of(kind) if getattr(one, f.name) != getattr(other, f.name)]
