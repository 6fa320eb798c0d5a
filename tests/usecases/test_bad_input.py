"""Every field of the catalogue against what nobody should type: kept clean, or refused by name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import UUID
from zlib import crc32

import pytest

from registerdesk.domain.contacts import Contact
from registerdesk.domain.errors import Conflict, InvalidInput
from registerdesk.domain.fields import Area, Field, fields_of
from registerdesk.domain.notes import NoteStage
from registerdesk.domain.party_values import cleaned
from registerdesk.domain.restrictions import RestrictionGround
from registerdesk.usecases.calls import Call, record_call
from registerdesk.usecases.contacts import NewContact, correct_contact, record_contact
from registerdesk.usecases.desk import UseCase, Visit
from registerdesk.usecases.parties import (
    add_value,
    change_payment_terms,
    change_value,
    register_party,
)
from registerdesk.usecases.party_registers import RECORD_TYPES
from registerdesk.usecases.party_writing import NOT_CHANGED_ALONE, area_of
from registerdesk.usecases.person_data import personal_registers
from registerdesk.usecases.restrictions import NewRestriction, lift_restriction, restrict
from tests.hostile_values import HOSTILE
from tests.makers import TODAY, SmallOffice, a_person, an_origin

FEW = 7
FIELDS = [(name, field) for name, kind in personal_registers().items() for field in fields_of(kind)]


def _must_name(error: InvalidInput, kind: type, value: object) -> None:
    """Find fault with a refusal that does not say at which field of the record it stands."""
    if error.field not in {field.name for field in fields_of(kind)} or not str(error):
        pytest.fail(f"{value!r:.60} was refused at {error.field!r}: {error}")


@pytest.mark.parametrize(
    ("register", "field"), FIELDS, ids=[f"{name}.{field.name}" for name, field in FIELDS]
)
def test_a_value_is_cleaned_once_for_all_or_refused_by_the_name_of_its_field(
    register: str, field: Field
) -> None:
    kind = personal_registers()[register]
    for value in HOSTILE:
        try:
            stored = cleaned(kind, field.name, value, {}, TODAY)
        except InvalidInput as error:
            _must_name(error, kind, value)
            continue
        for name, kept in stored.items():
            _must_be_whole(kept)
            if kept is not None:
                again = cleaned(kind, name, kept, stored, TODAY)
                assert again[name] == kept, (value, kept, again)


def _must_be_whole(kept: object) -> None:
    """Find fault with what no database, letter or log can carry."""
    if isinstance(kept, str):
        kept.encode("utf-8")
        assert len(kept) <= 20_000
        assert not any(ord(char) < 32 and char != "\n" for char in kept)
        assert not any(char in kept for char in "\u202e\u2066\u200f\ufeff")
    if isinstance(kept, int):
        assert -(2**63) <= kept < 2**63


def _sample(place: str, *, everything: bool) -> list[object]:
    """Return all hostile values, or a few that are the same at each run."""
    if everything:
        return list(HOSTILE)
    start = crc32(place.encode()) % len(HOSTILE)
    return [HOSTILE[(start + turn * 11) % len(HOSTILE)] for turn in range(FEW)]


def _rows(register: str, party_id: UUID, visit: Visit) -> list[Any]:
    return list(getattr(visit.office, register).of(party_id))


class _Desk:
    """One person with a row in every register of the card, and the way to change each field."""

    def __init__(self, office: SmallOffice) -> None:
        self.office = office
        self.party = office.do("handl", register_party, a_person())
        for register, given in (
            ("former_names", {"name": "Anna Ek"}),
            ("notes", {"text": "Minns.", "stage": NoteStage.DRAFT}),
        ):
            office.do("handl", add_value, self.party, register, given, an_origin())
        new = NewContact(party_id=self.party, heading="Fråga")
        self.contact = office.do("handl", record_contact, new)

    def rows(self) -> Iterator[tuple[str, type, UUID]]:
        """Yield a row of each register that has one."""
        for register, kind in RECORD_TYPES.items():
            rows: list[Any] = self.office.inside("handl", partial(_rows, register, self.party))
            if rows:
                yield register, kind, rows[0].id

    def _is_untouched(self, register: str, row_id: UUID, version: int) -> bool:
        assert self.row(register, row_id).version == version
        return False

    def row(self, register: str, row_id: UUID) -> Any:  # noqa: ANN401 - a record of any register
        """Return a row as it stands."""
        return self.office.inside("ekonomi", lambda v: getattr(v.office, register).get(row_id))

    def try_one(self, register: str, kind: type, row_id: UUID, field: str, value: object) -> bool:
        """Change a field; tell whether it was kept, and fail for anything but a named refusal."""
        version = self.row(register, row_id).version
        user, act, place = _way(register, field)
        try:
            self.office.do(user, act, *place, row_id, version, field, value, an_origin())
        except InvalidInput as error:
            _must_name(error, kind, value)
            return self._is_untouched(register, row_id, version)
        except Conflict:
            return False
        wanted = cleaned(kind, field, value, {"country": ""}, TODAY)
        if area_of(register, field) is not Area.PNR:
            kept = self.office.inside(user, lambda v: getattr(v.office, register).get(row_id))
            assert getattr(kept, field) == wanted[field]
        return True


def _way(register: str, field: str) -> tuple[str, UseCase[..., int], tuple[str, ...]]:
    if area_of(register, field) is Area.PAYMENT_TERMS:
        return "ekonomi", change_payment_terms, ()
    return "handl", change_value, (register,)


def _fuzz(office: SmallOffice, *, everything: bool) -> tuple[int, int]:
    desk, kept, refused = _Desk(office), 0, 0
    for register, kind, row_id in list(desk.rows()):
        for field in fields_of(kind):
            for value in _sample(f"{register}.{field.name}", everything=everything):
                if (register, field.name) in NOT_CHANGED_ALONE:
                    continue
                if desk.try_one(register, kind, row_id, field.name, value):
                    kept += 1
                else:
                    refused += 1
    for field in fields_of(Contact):
        for value in _sample(f"contacts.{field.name}", everything=everything):
            version = desk.row("contacts", desk.contact).version
            try:
                office.do("handl", correct_contact, desk.contact, version, {field.name: value})
            except InvalidInput as error:
                _must_name(error, Contact, value)
    return kept, refused


def test_a_few_bad_values_in_every_field_go_through_the_desk_without_a_crash(
    office: SmallOffice,
) -> None:
    kept, refused = _fuzz(office, everything=False)
    assert kept > 20
    assert refused > 60


@pytest.mark.parametrize("field", ["heading", "note", "caller_name", "call_back", "caller_address"])
def test_what_is_typed_in_a_call_is_kept_clean_or_refused_by_its_field(
    office: SmallOffice, field: str
) -> None:
    for value in [v for v in _sample(field, everything=True) if isinstance(v, str)][::5]:
        call = Call(**{"caller_name": "Bo", field: value})  # type: ignore[arg-type]  # on purpose, or fields by their names
        try:
            outcome = office.do("handl", record_call, call)
        except InvalidInput as error:
            assert error.field in {field, "caller"}  # noqa: PT017 - either outcome is right
            continue
        contact = office.inside("handl", partial(_contact, outcome.contact_id))
        _must_be_whole(getattr(contact, field))


def _contact(contact_id: UUID, visit: Visit) -> Contact:
    return visit.office.contacts.get(contact_id)


@pytest.mark.parametrize("field", ["asked_by", "reason", "since", "ground"])
def test_what_is_typed_of_a_restriction_is_kept_clean_or_refused_by_its_field(
    office: SmallOffice, field: str
) -> None:
    party_id = office.do("handl", register_party, a_person())
    given = {"ground": RestrictionGround.CLAIMS, "since": TODAY}
    for value in _sample(field, everything=True)[::4]:
        try:
            new = NewRestriction(**(given | {field: value}))  # type: ignore[arg-type]  # on purpose, or fields by their names
            restriction = office.do("handl", restrict, party_id, new)
        except InvalidInput as error:
            assert error.field == field  # noqa: PT017 - either outcome is right
            continue
        office.do("handl", lift_restriction, restriction, 1, TODAY, "Klart")


@pytest.mark.long
def test_every_bad_value_in_every_field_goes_through_the_desk_without_a_crash(
    office: SmallOffice,
) -> None:
    kept, refused = _fuzz(office, everything=True)
    assert kept > 200
    assert refused > 600
