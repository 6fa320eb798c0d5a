"""How rows about a person are written: checked, with their origin, never a number twice."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from registerdesk.domain import field_sets
from registerdesk.domain.dealings import refuse_wrong_days
from registerdesk.domain.errors import Conflict, InvalidInput
from registerdesk.domain.fields import Area, fields_of
from registerdesk.domain.notes import check_stage
from registerdesk.domain.parties import Relation, RelationKind
from registerdesk.domain.party_values import cleaned
from registerdesk.domain.plain_text import NAME_LIMIT, clean
from registerdesk.domain.sources import Origin, Recorded, ValueOrigin
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.storage.parties import next_party_number
from registerdesk.storage.register import Change
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.kept_words import KeptWords, free_values
from registerdesk.usecases.party_registers import (
    DEALING_TYPES,
    KEPT_TYPES,
    Drafts,
    Reach,
    known_as,
    register_of,
)

_DAY = 24 * 3600 * 1_000_000
NOT_CHANGED_ALONE = frozenset(
    {("parties", "protection"), ("relations", "kind"), ("links", "kind"), ("links", "for_id")}
)


def area_of(register: str, field: str) -> Area | None:
    """Return the area of a declared field; None for one that is not declared."""
    kind = KEPT_TYPES.get(register)
    declared = fields_of(kind) if kind is not None else ()
    return next((f.about.area for f in declared if f.name == field), None)


def _must_be_given(kind: type) -> list[str]:
    """Return the declared fields that a new row cannot be without."""
    missing = dataclasses.MISSING
    declared = {field.name for field in fields_of(kind)}
    plain = [f for f in dataclasses.fields(kind) if f.name in declared]
    return [f.name for f in plain if f.default is missing and f.default_factory is missing]


def sourced(origin: Origin) -> dict[str, Any]:
    """Return where a value came from; its words are checked as all others are."""
    detail = clean(origin.source_detail, limit=NAME_LIMIT, field="source_detail")
    return dataclasses.asdict(origin) | {"source_detail": detail}


class PartyWriting:
    """Writes rows about people within one visit."""

    def __init__(self, visit: Visit, *, keeps_origins: bool = False) -> None:
        """Take the visit; an act that can be undone keeps where replaced values came from."""
        self._visit = visit
        self._office = visit.office
        self._keeps_origins = keeps_origins

    def carried(self, party_id: UUID, origin: Origin, *, protected: bool) -> dict[str, Any]:
        """Return what every row about a person carries."""
        return {
            "party_id": party_id,
            **sourced(origin),
            "recorded_by": self._visit.actor,
            "recorded_at": self._visit.now,
            "is_protected": protected,
        }

    def keep(
        self,
        register: str,
        carried: Mapping[str, Any],
        given: Mapping[str, Any],
        row_id: UUID | None = None,
    ) -> UUID:
        """Check the given values, field by field, and keep them as a new row."""
        row_id = row_id or self._visit.new_id()
        kind = KEPT_TYPES[register]
        values = self._cleaned(register, dict.fromkeys(_must_be_given(kind)) | dict(given), {})
        self.refuse_taken(register, row_id, values)
        record = kind(id=row_id, **carried, **values)
        refuse_wrong_days(record, self._visit.today)
        register_of(self._office, register).add(record)
        self._count_warned(register, values, row_id, carried["party_id"])
        return row_id

    def start(
        self,
        carried: Mapping[str, Any],
        kind: RelationKind,
        number: str,
        started: date | None,
    ) -> UUID:
        """Keep a new relation, with a number of its own."""
        row_id = self._visit.new_id()
        values = self._cleaned("relations", {"kind": kind, "number": number}, {})
        if values["number"]:
            self.refuse_taken_number(row_id, kind, values["number"])
        else:
            values["number"] = next_party_number(self._office.connection, kind)
        begun = started or self._visit.today
        self._office.relations.add(Relation(id=row_id, **carried, **values, started=begun))
        return row_id

    def refuse_outside(self, register: str, party_id: UUID, origin: Origin) -> None:
        """Stop what may not be collected about this person, by the field sets."""
        relations = self._office.relations.of(party_id)
        field_sets.refuse_outside(register, relations, origin, self._visit.today)

    def refuse_unchangeable(self, register: str, fields: Iterable[str]) -> None:
        """Stop changes that have an act of their own, or that the role does not include."""
        for field in fields:
            if register in DEALING_TYPES or (register, field) in NOT_CHANGED_ALONE:
                raise InvalidInput(_("This is not changed here."), field=field)
            if area_of(register, field) is Area.PAYMENT_TERMS:
                self._visit.require(Permission.EDIT_PAYMENT_TERMS)

    def change(
        self,
        register: str,
        row_id: UUID,
        version: int,
        given: Mapping[str, Any],
        origin: Origin,
    ) -> int:
        """Keep new values of one row, each with its origin; return the row's new version."""
        row: Any = register_of(self._office, register).get(row_id)
        Reach(self._visit).party(row.party_id)
        Drafts(self._visit).refuse(row)
        before = {f.name: getattr(row, f.name) for f in fields_of(KEPT_TYPES[register])}
        values = self._cleaned(register, given, before)
        self.refuse_taken(register, row_id, values)
        if register == "notes" and "stage" in values:
            check_stage(row.stage, values["stage"])
        if register == "relations" and values.get("number"):
            self.refuse_taken_number(row_id, row.kind, values["number"])
        self._count_warned(register, values, row_id, row.party_id)
        changed = dataclasses.replace(row, **values, version=version)
        refuse_wrong_days(changed, self._visit.today)
        if origin.purpose is not row.purpose:  # a correction stands under the purpose it has
            self._office.reader.admit(dataclasses.replace(changed, purpose=origin.purpose))
        change = register_of(self._office, register).replace(changed)
        for name in change.fields:
            self._keep_origin(row, name, origin)
        self.found_anew(row.party_id)
        self._note(row, change, origin)
        return version + 1

    def _count_warned(self, register: str, values: Mapping[str, Any], *objects: UUID) -> None:
        """Count in the log what is kept of what the guard of free text warned of."""
        KeptWords(self._visit).note(free_values(KEPT_TYPES[register], values), *objects)

    def refuse_late(self, row: Recorded) -> None:
        """Stop who would erase, without history, what has stood for more than a day."""
        if self._visit.now - row.recorded_at > _DAY:
            raise Conflict(_("It is too late to take this back. End it instead."))

    def found_anew(self, party_id: UUID) -> None:
        """Bring in line what finds the person: search keys, or a protected person's hashes."""
        self._office.search.refresh(party_id)
        if self._office.parties.get(party_id).is_protected:
            phones = [str(phone.e164) for phone in self._office.phones.of(party_id)]
            numbers = [relation.number for relation in self._office.relations.of(party_id)]
            self._office.protected_people.remember(party_id, phones, numbers)

    def _cleaned(
        self, register: str, given: Mapping[str, Any], before: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return the stored values for typed ones."""
        kind, row, values = KEPT_TYPES[register], {**before, **given}, dict[str, Any]()
        for name, value in given.items():
            values |= cleaned(kind, name, value, row, self._visit.today)
        return values

    def refuse_taken(self, register: str, row_id: UUID, values: Mapping[str, Any]) -> None:
        """Stop an identity number that the register has already."""
        if register != "party_numbers":
            return
        rows = []
        if values.get("personal"):
            self._refuse_protected(row_id, values["personal"])
            rows = self._office.party_numbers.by_index("personal", values["personal"])
        elif values.get("organisation"):
            rows = self._office.party_numbers.find(organisation=values["organisation"])
        self._refuse_others(row_id, [(row.id, row.party_id) for row in rows])

    def _refuse_protected(self, row_id: UUID, personal: str) -> None:
        """Stop an identity number that a protected person has; only those named can know it."""
        for taken in self._office.protected_people.identities().get(personal, frozenset()):
            if all(each.id != row_id for each in self._office.party_numbers.of(taken)):
                self._refuse_others(row_id, [(taken, taken)])

    def refuse_taken_number(self, row_id: UUID, kind: RelationKind, number: str) -> None:
        """Stop a customer or supplier number that somebody has already."""
        rows = self._office.relations.find(kind=kind, number=number)
        self._refuse_others(row_id, [(row.id, row.party_id) for row in rows])

    def _refuse_others(self, row_id: UUID, found: list[tuple[UUID, UUID]]) -> None:
        """Raise Conflict for a row that is another's, by the number that the office knows."""
        for other_row, party_id in found:
            if other_row != row_id:
                raise Conflict(
                    _("It is in the register already: {who}."), who=known_as(self._office, party_id)
                )

    def _keep_origin(self, row: Any, field: str, origin: Origin) -> None:  # noqa: ANN401 - any record
        """Keep where the new value came from, in place of what was said of the old one."""
        if not self._keeps_origins:
            for earlier in self._office.origins.find(row_id=row.id, field=field):
                self._office.origins.remove(earlier.id)
        self._office.origins.add(
            ValueOrigin(
                id=self._visit.new_id(),
                party_id=row.party_id,
                row_id=row.id,
                field=field,
                **sourced(origin),
                recorded_by=self._visit.actor,
                recorded_at=self._visit.now,
            )
        )

    def _note(self, row: Any, change: Change, origin: Origin) -> None:  # noqa: ANN401 - any record
        """Leave a trace of a change."""
        self._visit.note(
            "value.changed",
            row.id,
            row.party_id,
            fields=change.fields,
            history=change.history_ids,
            purpose=origin.purpose,
        )
