"""Two rows of one person become one, value by value; for a day it can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from registerdesk.domain.errors import Conflict, InvalidInput
from registerdesk.domain.fields import fields_of
from registerdesk.domain.four_eyes import ProposalState
from registerdesk.domain.parties import Party
from registerdesk.domain.party_merges import (
    Choice,
    MergeWish,
    PartyMerge,
    Touched,
)
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.storage.parties import PARTY
from registerdesk.storage.tables import METADATA, RECORD_TYPES
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.party_merging import CHOSEN, Merging, OldMerges
from registerdesk.usecases.party_registers import Reach, number_of

CHANGED: Final = _("Somebody else has changed this meanwhile. Look at it again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeSide:
    """One of two persons who may be the same."""

    party_id: UUID
    version: int
    name: str
    number: str
    rows: int
    """How many rows would move from here: phones, addresses, contacts, requests and the rest."""
    identity_numbers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two persons side by side; the one with the most rows is first, and is who stays."""

    first: MergeSide
    second: MergeSide
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeDone:
    """What a merge came to."""

    merge_id: UUID
    survivor_id: UUID
    moved: int
    undone_until: int
    """UTC microseconds."""


@use_case(Permission.EDIT_PARTY)
def compare_parties(visit: Visit, one: UUID, other: UUID) -> Comparison:
    """Return two persons side by side; refused where the reader does not reach one of them."""
    pair = _pair(visit, one, other)
    sides = sorted((_side(visit, p) for p in pair), key=lambda s: (-s.rows, s.party_id))
    first, second = (visit.office.parties.get(side.party_id) for side in sides)
    visit.note("parties.compared", first.id, second.id)
    return Comparison(
        first=sides[0],
        second=sides[1],
        choices=tuple(
            Choice(
                field=field.name,
                label=field.about.label,
                first=getattr(first, field.name),
                second=getattr(second, field.name),
            )
            for field in CHOSEN
        ),
    )


@use_case(Permission.EDIT_PARTY)
def merge_parties(visit: Visit, wish: MergeWish) -> MergeDone:
    """Let all that belongs to one person belong to the other; nothing is lost, both histories stay.

    Conflict if one was changed since it was read; InvalidInput for two that cannot be one.
    """
    survivor, absorbed = _pair(visit, wish.survivor_id, wish.absorbed_id)
    if (survivor.version, absorbed.version) != (wish.survivor_version, wish.absorbed_version):
        raise Conflict(CHANGED)
    OldMerges(visit).expire()
    merge = PartyMerge(
        id=visit.new_id(),
        survivor_id=survivor.id,
        absorbed_id=absorbed.id,
        merged_at=visit.now,
        merged_by=visit.actor,
        moved=visit.office.moves.count(absorbed.id),
    )
    fields, history = Merging(visit, merge).carry_out(survivor, absorbed, wish.taken)
    ids = (survivor.id, absorbed.id, merge.id)
    visit.note("party.merged", *ids, fields=fields, history=history, count=merge.moved)
    return _done(merge)


@use_case(Permission.EDIT_PARTY)
def unmerge_parties(visit: Visit, merge_id: UUID) -> UUID:
    """Undo a merge within its day and return the person who is there again; Touched says if not."""
    merge = visit.office.party_merges.get(merge_id)
    survivor = Reach(visit).party(merge.survivor_id)
    if not merge.can_be_undone(visit.now):
        raise Conflict(_("The day in which a merge can be undone has passed."))
    touched = visit.office.moves.touched(merge)
    if touched:
        raise Touched(tuple(_label_of(table) for table in touched))
    Merging(visit, merge).take_back(survivor)
    ids = (survivor.id, merge.absorbed_id, merge.id)
    visit.note("party.unmerged", *ids, count=merge.moved)
    return merge.absorbed_id


@use_case(Permission.EDIT_PARTY)
def undoable_merge(visit: Visit, party_id: UUID) -> MergeDone | None:
    """Return the person's latest merge, if its day has not passed."""
    visit.note("merge.looked_for", party_id)
    found = visit.office.party_merges.find(survivor_id=party_id)
    open_still = [merge for merge in found if merge.can_be_undone(visit.now)]
    newest = max(open_still, key=lambda merge: (merge.merged_at, merge.id), default=None)
    return None if newest is None else _done(newest)


def _done(merge: PartyMerge) -> MergeDone:
    """Return what the window is told of a merge."""
    return MergeDone(
        merge_id=merge.id,
        survivor_id=merge.survivor_id,
        moved=merge.moved,
        undone_until=merge.undone_until,
    )


def _pair(visit: Visit, one: UUID, other: UUID) -> tuple[Party, Party]:
    """Return two persons that can be one; refuse any others."""
    reach = Reach(visit)
    first, second = reach.party(one), reach.party(other)
    if first.id == second.id:
        raise InvalidInput(_("Choose two different people."))
    if first.kind is not second.kind:
        raise InvalidInput(_("A person and a company cannot be merged."))
    if first.is_protected is not second.is_protected:
        raise InvalidInput(
            _("Only one of them has a protected identity. Mark the other one as protected first.")
        )
    for party in (first, second):
        if visit.office.proposals.find(object_id=party.id, state=ProposalState.OPEN):
            raise Conflict(_("A proposal about one of them waits for a second person."))
    return first, second


def _side(visit: Visit, party: Party) -> MergeSide:
    """Return one of two persons as the window shows it."""
    numbers = [row for row in visit.office.party_numbers.of(party.id) if row.personal]
    return MergeSide(
        party_id=party.id,
        version=party.version,
        name=party.display_name,
        number=number_of(visit.office.relations.of(party.id)),
        rows=visit.office.moves.count(party.id),
        identity_numbers=len(numbers),
    )


def _label_of(table: str) -> str:
    """Return the message id that names what a table's rows are."""
    record = RECORD_TYPES.get(METADATA.tables[table])
    declared = fields_of(record) if record is not None else ()
    return declared[0].about.label if declared and table != PARTY.name else _("Name and birth date")
