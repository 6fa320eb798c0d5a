"""All of a person is in the card, in the search and in the answer: they never disagree."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final
from uuid import UUID, uuid4

import pytest

from registerdesk.domain.fields import PURPOSE_LABELS, Area, fields_of
from registerdesk.domain.search_hits import Hit, MatchedField
from registerdesk.domain.snapshots import Item, Review, Snapshot, says_nothing
from registerdesk.letters import catalogue
from registerdesk.resources.language import translate
from registerdesk.usecases.attachments import list_attachments
from registerdesk.usecases.dealings import view_dealings
from registerdesk.usecases.letter_values import LetterValues
from registerdesk.usecases.party_cards import reveal_identity_number, view_card
from registerdesk.usecases.person_data import PersonData, personal_registers
from registerdesk.usecases.rights_requests import requests_of, view_request
from registerdesk.usecases.search import find, find_in_notes
from tests.letters.facts import ACCESS
from tests.letters.reading import squeezed, whole_text
from tests.makers import NOON, TODAY, SmallOffice
from tests.usecases.whole_person import Seeded, seed

TABS: Final = (view_card, view_dealings, requests_of, list_attachments)
"""What the tabs of the card ask for; a request opens from its tab."""


@dataclasses.dataclass(frozen=True)
class Whole:
    """The person and every value that is kept."""

    office: SmallOffice
    party_id: UUID
    values: tuple[Seeded, ...]


@pytest.fixture
def whole(office: SmallOffice) -> Whole:
    """Give the person."""
    party_id = uuid4()
    return Whole(office, party_id, office.do("ombud", seed, party_id))


def test_every_register_of_people_has_its_row(whole: Whole) -> None:
    assert {value.register for value in whole.values} == set(personal_registers())


def test_the_answer_holds_every_value(whole: Whole) -> None:
    found = {(item.register, item.field): item for item in items_of(whole)}
    absent = [
        f"{value.register}.{value.field}"
        for value in whole.values
        if (value.register, value.field) not in found and not says_nothing(value.value)
    ]
    assert absent == []
    assert not [key for key, item in found.items() if item.is_sealed]


def test_the_letter_prints_every_value(whole: Whole) -> None:
    items = items_of(whole)
    values = LetterValues(snapshot_of(items), Review(scanned={}, marks=()), "sv")
    chosen = values.choices(lambda purpose: translate(PURPOSE_LABELS[purpose], "sv"))
    facts = dataclasses.replace(ACCESS, data=values.tables(), consents=chosen)
    text = squeezed(whole_text(catalogue.render("L03", facts, language="sv").pdf))
    absent = [
        f"{item.register}.{item.field}: {words}"
        for item in items
        if squeezed(words := values.value(item)) not in text
    ]
    assert absent == []


def test_the_card_of_somebody_who_reads_everything_holds_every_value(whole: Whole) -> None:
    shown = set[str]()
    for act in TABS:
        shown |= set(leaves(whole.office.do("ombud", act, whole.party_id)))
    (request,) = {v.row_id for v in whole.values if v.register == "requests"}
    shown |= set(leaves(whole.office.do("ombud", view_request, request)))
    (number,) = [v for v in whole.values if v.field == "personal"]
    shown.add(whole.office.do("ombud", reveal_identity_number, number.row_id).replace("-", ""))
    absent = [
        f"{value.register}.{value.field}"
        for value in whole.values
        if value.register not in ELSEWHERE and as_leaf(value.value) not in shown
    ]
    assert absent == []


ELSEWHERE: Final = frozenset({"restrictions", "exported_people"})
"""What the card shows the present state of alone: the answer has what was lifted and exported."""


SEARCHED: Final = {
    MatchedField.NAME: ("parties", "display_name"),
    MatchedField.FORMER_NAME: ("former_names", "name"),
    MatchedField.NUMBER: ("relations", "number"),
    MatchedField.ORGANISATION: ("party_numbers", "organisation"),
    MatchedField.PHONE: ("phones", "typed"),
    MatchedField.EMAIL: ("emails", "address"),
    MatchedField.BIRTH_DATE: ("parties", "birth_date"),
}
"""What people are found by, and where it is kept."""
NOTED: Final = (("notes", "text"), ("contacts", "note"))
"""What they are found by where notes are searched too."""


def test_the_search_finds_the_person_by_everything_that_it_covers(whole: Whole) -> None:
    values = {(v.register, v.field): as_leaf(v.value) for v in whole.values}
    missed = [
        matched
        for matched, place in SEARCHED.items()
        if whole.party_id not in {hit.party_id for hit in found_by(whole, values[place])}
    ]
    assert missed == []


def test_the_search_in_notes_finds_the_person_by_every_note(whole: Whole) -> None:
    values = {(v.register, v.field): as_leaf(v.value) for v in whole.values}
    for place in NOTED:
        found = found_by(whole, values[place], find_in_notes)
        assert [hit.party_id for hit in found] == [whole.party_id], place
        assert not [hit for hit in found_by(whole, values[place]) if hit.name]


def found_by(whole: Whole, words: str, act: Any = find) -> tuple[Hit, ...]:  # noqa: ANN401 - an act
    """Return the people that somebody finds by the words."""
    hits = whole.office.do("ombud", act, words)
    return (*hits.persons, *hits.companies)


def items_of(whole: Whole) -> tuple[Item, ...]:
    """Return what is collected, as somebody who holds every key."""
    return whole.office.inside("ombud", lambda visit: PersonData(visit, whole.party_id).items())


def snapshot_of(items: tuple[Item, ...]) -> Snapshot:
    """Return the items as a case keeps them."""
    return Snapshot(at=NOON, on=TODAY, items=items)


def leaves(found: Any) -> Iterator[str]:  # noqa: ANN401 - whatever an act returns
    """Yield every plain value within what an act returned."""
    if dataclasses.is_dataclass(found) and not isinstance(found, type):
        for field in dataclasses.fields(found):
            yield from leaves(getattr(found, field.name))
    elif isinstance(found, Mapping):
        for value in found.values():
            yield from leaves(value)
    elif isinstance(found, tuple | list | frozenset):
        for value in found:
            yield from leaves(value)
    else:
        yield as_leaf(found)


def as_leaf(value: object) -> str:
    """Return a value as one text."""
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else str(value)


def test_every_area_is_read_by_the_role_that_the_test_reads_with(whole: Whole) -> None:
    read = {f.about.area for kind in personal_registers().values() for f in fields_of(kind)}
    reader = whole.office.inside("ombud", lambda visit: visit.office.reader)
    assert read <= reader.areas < set(Area) | {None}
