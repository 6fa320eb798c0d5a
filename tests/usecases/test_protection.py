"""Protected identity: everything moves in one step, comes back whole, and is found by no search."""

from __future__ import annotations

from uuid import UUID

import pytest

from registerdesk.domain.contact_lists import ContactQuery
from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed
from registerdesk.domain.parties import Protection
from registerdesk.domain.party_lists import Chip, ListQuery
from registerdesk.domain.protection import NUMBER_HASH, PHONE_HASH, OpeningReason
from registerdesk.domain.rights_requests import Right
from registerdesk.domain.staff import Permission
from registerdesk.storage.history import OldValue
from registerdesk.storage.tables import METADATA
from registerdesk.usecases.calls import Call, Matter, record_call
from registerdesk.usecases.contacts import (
    NewContact,
    correct_contact,
    list_contacts,
    record_contact,
    view_contact,
)
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.parties import add_value, change_value, register_party
from registerdesk.usecases.party_cards import Card, open_protected, view_card
from registerdesk.usecases.party_history import view_history
from registerdesk.usecases.party_lists import list_parties
from registerdesk.usecases.protection import mark_protected, propose_unmarking, unmark_protected
from registerdesk.usecases.request_opening import open_request_of
from registerdesk.usecases.request_work import link_request
from tests.makers import SmallOffice, a_person, an_origin

HIDDEN = ("lindqvist", "björkvägen", "701740605", "anna.l", "papper", "2385", "ringde", "1978")


def written(office: SmallOffice) -> str:
    """Everything that lies open in the database, in one text."""

    def look(visit: Visit) -> str:
        rows = []
        for table in METADATA.sorted_tables:
            rows += [str(tuple(row)) for row in visit.office.connection.execute(table.select())]
        return "\n".join(rows).casefold()

    return office.inside("handl", look)


def somebody(office: SmallOffice) -> UUID:
    """Register a person with history, contacts and an earlier identity number."""
    party_id = office.do("handl", register_party, a_person(identity_number="198112289874"))
    card = office.do("handl", view_card, party_id)
    (number,), (phone,) = card.numbers, card.phones
    origin = an_origin()
    office.do(
        "handl", change_value, "party_numbers", number.row_id, 1, "personal", "197804122385", origin
    )
    office.do("handl", change_value, "phones", phone.id, 1, "typed", "070-174 06 05 ", origin)
    office.do("handl", change_value, "parties", party_id, 1, "display_name", "A Lindqvist", origin)
    office.do("handl", change_value, "parties", party_id, 2, "language", "en", origin)
    office.do("handl", record_contact, NewContact(party_id=party_id, heading="Ringde om faktura"))
    return party_id


def opened(office: SmallOffice, party_id: UUID) -> Card:
    return office.do("ombud", open_protected, party_id, OpeningReason.REQUEST)


def test_no_value_of_a_protected_person_lies_open_anywhere(office: SmallOffice) -> None:
    party_id = somebody(office)
    assert [word for word in HIDDEN if word in written(office)] == list(HIDDEN[:5] + HIDDEN[6:])
    office.do("handl", mark_protected, party_id, Protection.SHELTERED)
    assert [word for word in HIDDEN if word in written(office)] == []
    former = {(f.field, f.value) for f in office.do("ombud", view_history, party_id)}
    assert ("display_name", "Anna Lindqvist") in former
    assert ("personal", "19811228-••••") in former
    with pytest.raises(NotAllowed):
        office.do("kredit", view_history, party_id)


def test_what_moved_in_comes_back_whole(office: SmallOffice) -> None:
    party_id = somebody(office)
    before = office.do("handl", view_card, party_id)
    history = office.do("handl", view_history, party_id)
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    proposal = office.do("handl", propose_unmarking, party_id)
    office.do("handl2", unmark_protected, proposal)
    after = office.do("handl", view_card, party_id)
    assert [(v.field, v.shown) for v in after.values] == [(v.field, v.shown) for v in before.values]
    assert [c.heading for c in after.contacts] == ["Ringde om faktura"]
    assert {(f.field, str(f.value)) for f in office.do("handl", view_history, party_id)} == {
        (f.field, str(f.value)) for f in history
    } | {("protection", "marked"), ("protection", "none")}
    with pytest.raises(Conflict):
        office.do("handl", register_party, a_person(number="K-1"))


def test_a_company_and_empty_fields_come_back_too(office: SmallOffice) -> None:
    company = a_person(kind="company", identity_number="556000-0167", birth_date=None, note="")
    party_id = office.do("handl", register_party, company)
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    office.do("handl2", unmark_protected, office.do("handl", propose_unmarking, party_id))
    assert office.do("handl", view_card, party_id).numbers[0].shown == "556000-0167"


def test_lists_show_number_and_flag(office: SmallOffice) -> None:
    party_id = somebody(office)
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    for user, name in (("kredit", ""), ("lasare", ""), ("ombud", "A Lindqvist")):
        (row,) = office.do(user, list_parties, ListQuery()).rows
        assert (row.number, row.name, row.phone, row.email, row.town) == (
            "K-10482", name, "", "", "",
        )  # fmt: skip
        assert row.is_protected
        query = ListQuery(chips=frozenset({Chip.PROTECTED}))
        assert office.do(user, list_parties, query).total == 1
        assert office.do(user, list_parties, ListQuery(text="lind")).total == 0
    (contact,) = office.do("kredit", list_contacts, ContactQuery()).rows
    assert (contact.name, contact.heading, contact.number) == ("", "", "K-10482")
    assert not office.do("ombud", view_contact, contact.contact_id).heading


def test_an_exact_phone_or_number_finds_the_flag(office: SmallOffice) -> None:
    party_id = somebody(office)
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    phone = opened(office, party_id).phones[0]
    office.do("ombud", open_protected, party_id, OpeningReason.REQUEST)

    def found(purpose: str, value: str) -> list[UUID]:
        return office.inside(
            "lasare", lambda visit: visit.office.protected_people.found_by(purpose, value)
        )

    assert found(PHONE_HASH, "+46701740605") == found(NUMBER_HASH, "k-10482") == [party_id]
    office.do(
        "handl", change_value, "phones", phone.id, phone.version, "typed", "08-465 004 01",
        an_origin(),
    )  # fmt: skip
    assert found(PHONE_HASH, "+46701740605") == []
    assert found(PHONE_HASH, "+46846500401") == [party_id]


def test_what_is_written_about_a_protected_person_is_sealed_at_once(office: SmallOffice) -> None:
    party_id = somebody(office)
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    contact_id = office.do("lasare", record_contact, NewContact(party_id=party_id, note="Xyzzy"))
    office.do("handl", add_value, party_id, "emails", {"address": "xyzzy@example.com"}, an_origin())
    assert "xyzzy" not in written(office)
    assert {c.note for c in opened(office, party_id).contacts} == {"", "Xyzzy"}
    with pytest.raises(NotAllowed):
        office.do("kredit", correct_contact, contact_id, 1, {"note": "Fel"})
    with pytest.raises(NotAllowed):
        office.do("kredit", add_value, party_id, "notes", {"text": "Fel"}, an_origin())
    office.do("handl", correct_contact, contact_id, 1, {"note": "Plugh"})
    assert "plugh" not in written(office)


def test_only_those_named_mark_and_release(office: SmallOffice) -> None:
    party_id = somebody(office)
    for user in ("kredit", "ekonomi", "lasare", "admin"):
        with pytest.raises(NotAllowed):
            office.do(user, mark_protected, party_id, Protection.MARKED)
    with pytest.raises(InvalidInput):
        office.do("handl", mark_protected, party_id, Protection.NONE)
    with pytest.raises(InvalidInput):
        office.do("handl", propose_unmarking, party_id)


def test_the_kind_of_protection_can_change(office: SmallOffice) -> None:
    party_id = somebody(office)
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    office.do("handl", mark_protected, party_id, Protection.SHELTERED)
    assert office.do("lasare", view_card, party_id).party.protection is Protection.SHELTERED
    assert opened(office, party_id).party.display_name == "A Lindqvist"


def test_a_protected_person_s_number_is_named_without_the_name(office: SmallOffice) -> None:
    party_id = somebody(office)
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    with pytest.raises(Conflict) as told:
        office.do("handl", register_party, a_person(identity_number=""))
    assert told.value.parameters["who"] == "K-10482"


def test_who_proposed_the_release_does_not_approve_it(office: SmallOffice) -> None:
    party_id = somebody(office)
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    proposal = office.do("handl", propose_unmarking, party_id)
    with pytest.raises(NotAllowed):
        office.do("handl", unmark_protected, proposal)
    office.do("handl2", unmark_protected, proposal)
    with pytest.raises(Conflict):
        office.do("handl2", unmark_protected, proposal)


def test_the_history_of_a_case_is_not_told_on_the_card(office: SmallOffice) -> None:
    party_id = somebody(office)
    shown = len(office.do("handl", view_history, party_id))

    @use_case(Permission.OWN_PROFILE)
    def of_a_case(visit: Visit) -> None:
        visit.office.history.add(
            OldValue(
                id=visit.new_id(), party_id=party_id, table_name="rights_request",
                row_id=visit.new_id(), field="heading", old_value='"x"', old_cell=None,
                compartment="", changed_at=visit.now, changed_by=visit.actor,
            )
        )  # fmt: skip
        visit.note("changed", party_id)

    office.do("handl", of_a_case)
    assert len(office.do("handl", view_history, party_id)) == shown


def test_what_a_linked_stranger_said_is_sealed_with_the_person(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    said = ("sjöstigen", "okända", "0555-123", "viskade", "tidigare", "numera")
    call = Call(
        caller_name="Okända Anna", call_back="0555-123", caller_address="Sjöstigen 4",
        heading="Tidigare rubrik", note="Viskade något.", matters=(Matter(digit=1),),
    )  # fmt: skip
    outcome = office.do("handl", record_call, call)
    changed = {"heading": "Numera en annan rubrik"}
    office.do("handl", correct_contact, outcome.contact_id, 1, changed)
    office.do("handl", link_request, outcome.requests[0].id, party_id)
    query = ContactQuery(party_id=party_id)
    (contact,) = office.do("handl", list_contacts, query).rows
    assert contact.contact_id == outcome.contact_id
    assert [word for word in said if word not in written(office)] == []
    assert office.do("handl", open_request_of, party_id, Right.ACCESS) is not None
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    assert [word for word in said if word in written(office)] == []
    assert office.do("handl", view_contact, outcome.contact_id).is_protected


def test_who_is_named_registers_no_protected_person_again(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    again = a_person(number="K-2", phones=(), emails=())
    with pytest.raises(Conflict, match=r"already: K-10482\.$"):
        office.do("handl", register_party, again)
    (number,) = opened(office, party_id).numbers
    with pytest.raises(InvalidInput):
        office.do(
            "handl", change_value, "party_numbers", number.row_id, 2, "personal", "1", an_origin()
        )
    same = "197804122385"
    office.do(
        "handl", change_value, "party_numbers", number.row_id, 2, "personal", same, an_origin()
    )
