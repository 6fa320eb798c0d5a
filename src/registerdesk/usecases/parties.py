"""The register of people and companies: registering, changing, ending a relation."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from registerdesk.domain.errors import Conflict, InvalidInput
from registerdesk.domain.fields import Area
from registerdesk.domain.parties import Relation, RelationKind
from registerdesk.domain.party_values import cleaned
from registerdesk.domain.sources import Origin
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.new_parties import NewParty, own_row, rows_beside
from registerdesk.usecases.party_registers import DEALING_TYPES, RECORD_TYPES, Reach, ends_of
from registerdesk.usecases.party_writing import PartyWriting, area_of

REMOVED_ONE_BY_ONE = frozenset(RECORD_TYPES) - {"parties", "relations"} - DEALING_TYPES.keys()
ADDED_ONE_BY_ONE = REMOVED_ONE_BY_ONE - {"links"}
"""A link has an act of its own, which looks at both people."""


@use_case(Permission.EDIT_PARTY)
def register_party(visit: Visit, new: NewParty) -> UUID:
    """Register a person or company and return its id; Conflict names whose number is taken."""
    party_id = visit.new_id()
    writing = PartyWriting(visit)
    carried = writing.carried(party_id, new.origin, protected=False)
    writing.refuse_unchangeable("parties", new.own)
    writing.keep("parties", carried, own_row(new), party_id)
    for register, given in rows_beside(new):
        writing.keep(register, carried, given)
    if new.relation is not None:
        writing.start(carried, new.relation, new.number, new.started)
    writing.found_anew(party_id)
    visit.note("party.registered", party_id, purpose=new.origin.purpose)
    return party_id


@use_case(Permission.EDIT_PARTY)
def add_value(
    visit: Visit, party_id: UUID, register: str, given: Mapping[str, Any], origin: Origin
) -> UUID:
    """Add a phone, address, note, agreement, selection or the like; return its row id.

    InvalidInput where the person's relation or the purpose does not allow it.
    """
    if register not in ADDED_ONE_BY_ONE:
        raise InvalidInput(_("There is no such register."))
    party, writing = Reach(visit).party(party_id), PartyWriting(visit)
    writing.refuse_outside(register, party_id, origin)
    carried = writing.carried(party_id, origin, protected=party.is_protected)
    row_id = writing.keep(register, carried, given)
    writing.found_anew(party_id)
    visit.note("value.added", row_id, party_id, fields=tuple(given), purpose=origin.purpose)
    return row_id


@use_case(Permission.EDIT_PARTY)
def change_value(
    visit: Visit,
    register: str,
    row_id: UUID,
    version: int,
    field: str,
    value: object,
    origin: Origin,
) -> int:
    """Change one value, with its source; the old one is kept. Return the row's new version."""
    writing = PartyWriting(visit)
    writing.refuse_unchangeable(register, [field])
    return writing.change(register, row_id, version, {field: value}, origin)


@use_case(Permission.EDIT_PARTY)
def change_party(
    visit: Visit,
    register: str,
    row_id: UUID,
    version: int,
    given: Mapping[str, Any],
    origin: Origin,
) -> int:
    """Change several values of one row at once, such as an address after a move."""
    writing = PartyWriting(visit)
    writing.refuse_unchangeable(register, given)
    return writing.change(register, row_id, version, given, origin)


@use_case(Permission.EDIT_PAYMENT_TERMS)
def change_payment_terms(
    visit: Visit, relation_id: UUID, version: int, field: str, value: object, origin: Origin
) -> int:
    """Change the payment terms or the credit limit of a relation; return its new version."""
    if area_of("relations", field) is not Area.PAYMENT_TERMS:
        raise InvalidInput(_("This is not changed here."), field=field)
    return PartyWriting(visit).change("relations", relation_id, version, {field: value}, origin)


@use_case(Permission.EDIT_PARTY)
def start_relation(
    visit: Visit,
    party_id: UUID,
    kind: RelationKind,
    origin: Origin,
    number: str = "",
    started: date | None = None,
) -> UUID:
    """Begin a relation as customer or supplier; return its id."""
    party, writing = Reach(visit).party(party_id), PartyWriting(visit)
    for relation in visit.office.relations.of(party_id):
        if relation.kind is kind and relation.ended is None:
            raise Conflict(_("The relation runs already, as {number}."), number=relation.number)
    carried = writing.carried(party_id, origin, protected=party.is_protected)
    relation_id = writing.start(carried, kind, number, started)
    writing.found_anew(party_id)
    visit.note("relation.started", relation_id, party_id, purpose=origin.purpose)
    return relation_id


@use_case(Permission.EDIT_PARTY)
def take_back_relation(visit: Visit, relation_id: UUID) -> None:
    """Take back a relation just begun by mistake; only as long as nobody has changed it."""
    relation = visit.office.relations.get(relation_id)
    Reach(visit).party(relation.party_id)
    if relation.version != 1 or relation.recorded_by != visit.actor:
        raise Conflict(_("Somebody else has changed this meanwhile. Look at it again."))
    PartyWriting(visit).refuse_late(relation)
    visit.office.relations.remove(relation_id)
    PartyWriting(visit).found_anew(relation.party_id)
    visit.note("relation.taken_back", relation_id, relation.party_id)


@use_case(Permission.EDIT_PARTY)
def end_relation(visit: Visit, relation_id: UUID, ended: date, reason: str) -> date | None:
    """End a relation; return the day by which the data is erased.

    None while the person is something else to the office, or where no period is settled.
    """
    relation = visit.office.relations.get(relation_id)
    Reach(visit).party(relation.party_id)
    if relation.ended is not None:
        raise Conflict(_("The relation has ended already, on {day}."), day=relation.ended)
    if relation.started is not None and ended < relation.started:
        raise InvalidInput(_("The relation cannot end before it began."), field="ended")
    if ended > visit.today:
        raise InvalidInput(_("The day has not come yet."), field="ended")
    values = cleaned(Relation, "end_reason", reason, {}, visit.today) | {"ended": ended}
    change = visit.office.relations.replace(dataclasses.replace(relation, **values))
    visit.note(
        "relation.ended",
        relation_id,
        relation.party_id,
        fields=change.fields,
        history=change.history_ids,
    )
    return visit.office.periods.party_erase_by(ends_of(visit.office, relation.party_id))
