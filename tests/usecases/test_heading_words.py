"""Words of headings: contacts are found by them, whoever writes, and they go with the heading."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from registerdesk.domain.contact_lists import ContactQuery
from registerdesk.domain.contacts import Way
from registerdesk.domain.parties import Protection
from registerdesk.domain.restrictions import RestrictionGround
from registerdesk.storage import contact_lists
from registerdesk.storage.heading_words import words_in
from registerdesk.usecases.contacts import (
    NewContact,
    correct_contact,
    list_contacts,
    record_contact,
)
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.protection import mark_protected, propose_unmarking, unmark_protected
from registerdesk.usecases.restrictions import NewRestriction, restrict
from tests.makers import MINUTE, NOON, TODAY, SmallOffice, a_person, bare

HEADINGS = ("Ringde om faktura", "Fråga om avtal", "Avtal/offert (nytt)", "Faktura: betald")


@pytest.fixture
def told(office: SmallOffice) -> SmallOffice:
    """Return an office with four contacts of one person, the first the oldest."""
    anna = office.do("handl", register_party, a_person())
    for turn, heading in enumerate(HEADINGS):
        at = NOON - (9 - turn) * MINUTE
        new = NewContact(party_id=anna, heading=heading, at=at, way=list(Way)[turn % 2])
        office.do("handl", record_contact, new)
    return office


def headings(office: SmallOffice, text: str, user: str = "handl", **narrowed: Any) -> list[str]:  # noqa: ANN401 - fields by their names
    query = ContactQuery(text=text, **narrowed)
    return [row.heading for row in office.do(user, list_contacts, query).rows]


def kept(office: SmallOffice) -> set[str]:
    """Return every word that is kept."""
    return office.inside(
        "handl",
        lambda visit: set(
            visit.office.connection.exec_driver_sql("SELECT word FROM heading_word").scalars()
        ),
    )


@pytest.fixture(params=["few", "many"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read as where the words stand in few headings, and as where they stand in many."""
    if request.param == "many":
        monkeypatch.setattr(contact_lists, "MOST_NAMED", 0)


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("faktura", [HEADINGS[3], HEADINGS[0]]),
        ("FAKT", [HEADINGS[3], HEADINGS[0]]),
        ("om avt", [HEADINGS[1]]),
        ("avtal offert", [HEADINGS[2]]),
        ("(nytt", [HEADINGS[2]]),
        ("FRÅ", [HEADINGS[1]]),
        ("fra", []),
        ("aktura", []),
        ("faktura avtal", []),
        ("%", []),
        ("...", []),
        ("  ", list(HEADINGS[::-1])),
    ],
)
def test_a_contact_is_found_by_how_words_of_its_heading_begin(
    told: SmallOffice, text: str, found: list[str]
) -> None:
    assert headings(told, text) == found
    assert headings(told, text, oldest_first=True) == found[::-1]


@pytest.mark.usefixtures("either")
def test_words_narrow_together_with_every_other_filter(told: SmallOffice) -> None:
    (row, _older) = told.do("handl", list_contacts, ContactQuery(text="faktura")).rows
    first, last = Way.CALL, Way.LETTER
    assert headings(told, "faktura", way=last) == [HEADINGS[3]]
    assert headings(told, "faktura", way=first, party_id=row.party_id) == [HEADINGS[0]]
    assert headings(told, "faktura", since=row.at) == [HEADINGS[3]]
    assert headings(told, "faktura", before=row.at) == [HEADINGS[0]]
    assert headings(told, "faktura", limit=1, offset=1) == [HEADINGS[0]]
    assert told.do("handl", list_contacts, ContactQuery(text="faktura", limit=1)).total == 2
    told.do("lasare", record_contact, NewContact(heading="Faktura igen"))
    assert headings(told, "faktura", user="lasare") == ["Faktura igen"]


@pytest.mark.usefixtures("either")
def test_who_is_restricted_is_not_found_by_words(told: SmallOffice) -> None:
    (row, *_more) = told.do("handl", list_contacts, ContactQuery()).rows
    assert row.party_id is not None
    ground = RestrictionGround.ACCURACY
    told.do("handl", restrict, row.party_id, NewRestriction(ground=ground, since=TODAY))
    assert headings(told, "faktura") == []


def test_words_go_with_their_heading(told: SmallOffice) -> None:
    assert {"betald", "fr~aga", "nytt"} <= kept(told)
    (row, *_more) = told.do("handl", list_contacts, ContactQuery()).rows
    told.do("handl", correct_contact, row.contact_id, 1, {"heading": "Krediterad"})
    assert "betald" not in kept(told)
    assert headings(told, "krediterad") == ["Krediterad"]
    told.do("handl", correct_contact, row.contact_id, 2, {"heading": ""})
    assert "krediterad" not in kept(told)

    def erase(contact_id: UUID) -> None:
        told.inside(
            "handl",
            lambda visit: visit.office.connection.exec_driver_sql(
                "DELETE FROM contact WHERE id = ?", (contact_id.bytes,)
            ),
        )

    for each in told.do("handl", list_contacts, ContactQuery()).rows:
        erase(each.contact_id)
    assert kept(told) == set()


def test_the_words_of_a_protected_persons_headings_are_kept_nowhere(told: SmallOffice) -> None:
    (row, *_more) = told.do("handl", list_contacts, ContactQuery()).rows
    assert row.party_id is not None
    told.do("handl", mark_protected, row.party_id, Protection.SHELTERED)
    assert kept(told) == set()
    assert headings(told, "faktura") == []
    told.do("handl", record_contact, NewContact(party_id=row.party_id, heading="Hemligt"))
    assert kept(told) == set()
    told.do("handl2", unmark_protected, told.do("handl", propose_unmarking, row.party_id))
    assert "hemligt" in kept(told)


@pytest.mark.parametrize(
    "heading",
    [
        "Å Ä Ö å ä ö É é Ü", 'Han sa "nej"', "bak\\streck \\n \\u0041", "a-b–c/d", "'; --",
        "dubbla  mellanrum", "[1, 2]", '","', "null", "ŁÓDŹ ß İ", "100 % 5*", "‘x’ ”y”", "a\u00a0b",
    ],
)  # fmt: skip
def test_the_database_and_the_filter_know_the_same_words(office: SmallOffice, heading: str) -> None:
    party_id = office.do("handl", register_party, bare("Bo"))
    office.do("handl", record_contact, NewContact(party_id=party_id, heading=heading))
    (row,) = office.do("handl", list_contacts, ContactQuery()).rows
    assert kept(office) == set(words_in(row.heading))
    assert headings(office, heading) == ([row.heading] if kept(office) else [])
