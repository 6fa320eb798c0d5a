"""Contacts: who writes and reads them, corrections, lists and the latest callers."""

from __future__ import annotations

import pytest

from registerdesk.domain.contact_lists import ContactQuery
from registerdesk.domain.contacts import Direction, Way
from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from registerdesk.usecases.contacts import (
    NewContact,
    correct_contact,
    latest_callers,
    list_contacts,
    record_contact,
    view_contact,
)
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.party_history import view_history
from tests.makers import MINUTE, NOON, SmallOffice, a_person, bare


def test_an_unknown_caller_is_a_contact_of_nobody(office: SmallOffice) -> None:
    new = NewContact(caller_name="Okänd Olle", call_back="070-174 06 05", heading="Fråga")
    contact_id = office.do("lasare", record_contact, new)
    (row,) = office.do("handl", list_contacts, ContactQuery()).rows
    assert (row.contact_id, row.party_id, row.name, row.number) == (
        contact_id, None, "Okänd Olle", "",
    )  # fmt: skip
    contact = office.do("handl", view_contact, contact_id)
    assert (contact.party_id, contact.known_party) == (contact_id, False)
    office.do("handl", correct_contact, contact_id, 1, {"heading": "Frågor"})
    assert office.do("handl", view_contact, contact_id).heading == "Frågor"


def test_a_reader_writes_calls_and_reads_their_own(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    other = office.do("handl", record_contact, NewContact(party_id=party_id, way=Way.VISIT))
    own = office.do("lasare", record_contact, NewContact(party_id=party_id, heading="Ringde"))
    with pytest.raises(NotAllowed):
        office.do("lasare", record_contact, NewContact(party_id=party_id, way=Way.LETTER))
    assert [r.contact_id for r in office.do("lasare", list_contacts, ContactQuery()).rows] == [own]
    assert office.do("lasare", view_contact, own).heading == "Ringde"
    with pytest.raises(NotFound):
        office.do("lasare", view_contact, other)
    with pytest.raises(NotAllowed):
        office.do("lasare", correct_contact, own, 1, {"heading": "x"})
    with pytest.raises(NotAllowed):
        office.do("admin", list_contacts, ContactQuery())


def test_contacts_are_narrowed_and_sorted(office: SmallOffice) -> None:
    anna = office.do("handl", register_party, a_person())
    for minute, (way, direction, heading) in enumerate(
        [
            (Way.CALL, Direction.IN, "Faktura 10 %"),
            (Way.LETTER, Direction.OUT, "Svar"),
            (Way.EMAIL, Direction.IN, "Adress"),
        ]
    ):
        new = NewContact(
            party_id=anna if minute else None, way=way, direction=direction, heading=heading,
            at=NOON - (10 - minute) * MINUTE,
        )  # fmt: skip
        office.do("handl", record_contact, new)

    def headings(**narrowed: object) -> list[str]:
        query = ContactQuery(**narrowed)  # type: ignore[arg-type]  # on purpose, or fields by their names
        return [row.heading for row in office.do("ekonomi", list_contacts, query).rows]

    assert headings() == ["Adress", "Svar", "Faktura 10 %"]
    assert headings(oldest_first=True) == ["Faktura 10 %", "Svar", "Adress"]
    assert headings(party_id=anna) == ["Adress", "Svar"]
    assert headings(way=Way.LETTER) == headings(direction=Direction.OUT) == ["Svar"]
    assert headings(since=NOON - 9 * MINUTE, before=NOON - 8 * MINUTE) == ["Svar"]
    assert headings(text="10 %") == ["Faktura 10 %"]
    assert headings(limit=1, offset=1) == ["Svar"]
    assert office.do("handl", list_contacts, ContactQuery(limit=1)).total == 3


def test_the_latest_callers_come_once_each(office: SmallOffice) -> None:
    anna = office.do("handl", register_party, a_person())
    bo = office.do("handl", register_party, bare("Bo"))
    for party_id in (anna, bo, anna, None):
        office.clock.forward(minutes=1)
        office.do("handl", record_contact, NewContact(party_id=party_id))
    office.do("handl", record_contact, NewContact(party_id=bo, way=Way.LETTER))
    callers = office.do("handl", latest_callers)
    assert [(c.party_id, c.name) for c in callers] == [(anna, "Anna Lindqvist"), (bo, "Bo")]
    assert office.do("handl", latest_callers, 1)[0].number == "K-10482"
    assert office.do("lasare", latest_callers) == ()


def test_a_correction_keeps_the_old_words(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    contact_id = office.do("handl", record_contact, NewContact(party_id=party_id, note="Före"))
    assert office.do("ekonomi", correct_contact, contact_id, 1, {"note": "Efter"}) == 2
    with pytest.raises(Conflict):
        office.do("ekonomi", correct_contact, contact_id, 1, {"note": "För sent"})
    with pytest.raises(InvalidInput):
        office.do("ekonomi", correct_contact, contact_id, 2, {"at": 1})
    (former,) = office.do("handl", view_history, party_id)
    assert (former.field, former.value) == ("note", "Före")


def test_a_contact_lies_not_in_the_future(office: SmallOffice) -> None:
    with pytest.raises(InvalidInput):
        office.do("handl", record_contact, NewContact(at=NOON + 1))
