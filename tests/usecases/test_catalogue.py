"""Every stored field about a person is declared whole: no column without its rules (P8)."""

from __future__ import annotations

import dataclasses
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

import pytest
from babel.messages.pofile import read_po

from registerdesk.domain.field_sets import GOVERNED
from registerdesk.domain.fields import (
    BASIS_OF,
    CATEGORY_LABELS,
    Category,
    Field,
    RetentionClass,
    fields_of,
)
from registerdesk.domain.retention import SHIPPED
from registerdesk.domain.sources import Recorded, ValueOrigin
from registerdesk.domain.value_labels import label_of_code
from registerdesk.storage.tables import RECORD_TYPES, plain_type
from registerdesk.usecases.party_registers import KEPT_TYPES
from registerdesk.usecases.person_data import personal_registers

CARRIED: Final = frozenset(field.name for field in dataclasses.fields(Recorded))
OFFICE_S_OWN: Final = frozenset(
    {
        *(("parties", "merged_at"), ("contacts", "case_id"), ("contacts", "known_party")),
        *(("requests", name) for name in ("state", "step", "decision", "owner", "contact_id")),
        *(("requests", name) for name in ("received_at", "collected_at", "decided_at")),
        *(("requests", name) for name in ("closed_at", "answered_way", "oral_answer")),
        *(("requests", name) for name in ("case_public", "known_party")),
        *(("restrictions", "case_id"), ("exported_people", "export_id")),
        *(("attachments", name) for name in ("removed_at", "use")),
    }
)
"""Links, states and fingerprints of the office's own work: nothing that they say of anybody."""

PO: Final = Path("resources/locale/sv/LC_MESSAGES/registerdesk.po")
with (Path(__file__).parents[2] / PO).open("rb") as file:
    SWEDISH: Final = list(read_po(file, locale="sv"))

FIELDS: Final = [
    (register, field)
    for register, record_type in personal_registers().items()
    for field in fields_of(record_type)
]


def named(place: tuple[str, Field]) -> str:
    """Return how a field is called in the outcome of a test."""
    return f"{place[0]}.{place[1].name}"


def test_every_table_of_people_is_a_register_that_the_answer_walks() -> None:
    walked = set(personal_registers().values())
    about_people = {kind for kind in RECORD_TYPES.values() if issubclass(kind, Recorded)} - {
        ValueOrigin
    }
    assert about_people == walked


@pytest.mark.parametrize("register", [*personal_registers()])
def test_every_column_of_a_register_of_people_is_declared(register: str) -> None:
    record_type = personal_registers()[register]
    declared = {field.name for field in fields_of(record_type)}
    open_ = {f.name for f in dataclasses.fields(record_type)} - declared - CARRIED
    assert declared
    assert {(register, name) for name in open_} <= OFFICE_S_OWN


@pytest.mark.parametrize("place", FIELDS, ids=named)
def test_a_field_has_category_purpose_basis_and_retention(place: tuple[str, Field]) -> None:
    _register, field = place
    about = field.about
    assert about.category in CATEGORY_LABELS
    assert about.purposes
    assert all(BASIS_OF[purpose] for purpose in about.purposes)
    assert about.retention is not RetentionClass.OFFICE or about.category is Category.OFFICE
    last = SHIPPED.erase_by(about.retention, date(2026, 11, 23))
    assert last is not None
    assert last > date(2026, 11, 23)


@pytest.mark.parametrize("place", FIELDS, ids=named)
def test_a_field_has_its_name_and_its_codes_in_both_languages(place: tuple[str, Field]) -> None:
    _register, field = place
    labels = [field.about.label]
    kind = plain_type(field.type)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        labels += [label_of_code(code) for code in kind]
    said = {message.id for message in SWEDISH if message.string}
    assert all(labels)
    assert set(labels) <= said


@pytest.mark.parametrize("place", FIELDS, ids=named)
def test_a_sealed_field_keeps_a_name_of_its_own(place: tuple[str, Field]) -> None:
    _register, field = place
    sealed = field.about.sealed is not None or field.about.identifying
    assert bool(field.about.seal_name) is sealed
    assert not sealed or [f.about.seal_name for _r, f in FIELDS].count(field.about.seal_name) == 1


def test_what_may_be_collected_is_said_of_registers_that_there_are() -> None:
    assert personal_registers().keys() >= GOVERNED


def test_every_register_of_a_card_is_said_to_be_for_somebody() -> None:
    between_two_people = {"links"}
    assert KEPT_TYPES.keys() - GOVERNED == between_two_people
