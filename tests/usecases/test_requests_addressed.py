"""To whom a letter goes: the living, the dead, the young, the far away and the unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed
from registerdesk.domain.letters import ProtectedRoute
from registerdesk.domain.parties import Language, Protection
from registerdesk.domain.party_links import LinkKind
from registerdesk.domain.rights_requests import Decision, Right
from registerdesk.domain.stored_letters import LetterKind
from registerdesk.letters.pages import texts
from registerdesk.usecases.calls import Call, Matter, record_call
from registerdesk.usecases.four_eyes import (
    reject_proposal,
)
from registerdesk.usecases.letter_facts import LetterOrder
from registerdesk.usecases.letter_forwarding import forwarding_sheet
from registerdesk.usecases.letter_making import (
    letter_facts,
    make_letter,
    register_addressee,
    set_addressee,
    view_addressee,
)
from registerdesk.usecases.new_parties import NewAddress
from registerdesk.usecases.office_profile import change_office, view_office
from registerdesk.usecases.parties import end_relation, register_party
from registerdesk.usecases.party_links import NewLink, add_link
from registerdesk.usecases.party_states import mark_deceased
from registerdesk.usecases.protection import mark_protected
from registerdesk.usecases.request_answers import decide
from registerdesk.usecases.request_collection import collect
from registerdesk.usecases.request_opening import NewRequest, open_request
from registerdesk.usecases.request_work import (
    ask_to_take_over,
    classify_request,
    hand_over,
    link_request,
    take_request,
)
from registerdesk.usecases.rights_requests import view_request
from tests.makers import TODAY, SmallOffice, a_person, an_origin, bare
from tests.usecases.cases import (
    EXTRACT,
    TOO_MUCH,
    TWO_CHECKS,
    a_customer,
    a_request,
    an_access_call,
    decided,
)

RECEIPT = LetterOrder(kind=LetterKind.RECEIPT)
NO_DATA = LetterOrder(kind=LetterKind.NO_DATA)


@pytest.mark.parametrize(
    ("changes", "name", "greeting"),
    [
        ({}, "Anna Lindqvist", "Anna"),
        ({"language": Language.ENGLISH}, "Anna Lindqvist", "Anna Lindqvist"),
        ({"deceased": True}, "Dödsboet efter Anna Lindqvist", None),
        ({"minor": True, "birth_date": None}, "Vårdnadshavare för Anna Lindqvist", None),
        ({"birth_date": date(2012, 4, 12)}, "Vårdnadshavare för Anna Lindqvist", None),
        ({"minor": True}, "Anna Lindqvist", "Anna"),
    ],
)
def test_a_letter_is_addressed_to_who_may_open_it(
    office: SmallOffice, changes: dict[str, Any], name: str, greeting: str | None
) -> None:
    request = a_request(office, office.do("handl", register_party, a_person(**changes)))
    addressee, _language = office.do("handl", view_addressee, request.id)
    assert (addressee.name, addressee.greeting_name) == (name, greeting)


def test_a_child_s_letter_goes_to_the_guardian_by_name_and_address(office: SmallOffice) -> None:
    child = office.do("handl", register_party, a_person(birth_date=date(2012, 4, 12)))
    home = NewAddress(
        care_of="c/o Berg", street="Ekgatan 4", postal_code="12346", town="Ekby", country="Norge"
    )
    guardian = bare("Olof Lindqvist", address=home)
    for person in (guardian, bare("Eva Lindqvist")):
        link = NewLink(
            kind=LinkKind.GUARDIAN, for_id=child, person=person, origin=an_origin(), title=""
        )
        office.do("handl", add_link, link)
        office.clock.forward(minutes=1)
    addressee, _language = office.do("handl", view_addressee, a_request(office, child).id)
    assert addressee.name == "Vårdnadshavare för Anna Lindqvist"
    lines = ("Olof Lindqvist", "c/o Berg, Ekgatan 4", "12346 EKBY", "NORGE")
    assert addressee.address_lines == lines


def test_the_letter_follows_the_guardian_s_language_and_the_register_s_new_address_when_asked(
    office: SmallOffice,
) -> None:
    child = office.do("handl", register_party, a_person(birth_date=date(2012, 4, 12)))
    request = a_request(office, child)
    kept = office.do("handl", view_addressee, request.id)
    assert kept == office.do("handl", register_addressee, request.id)
    home = NewAddress(street="Ekgatan 4", postal_code="12346", town="Ekby")
    guardian = bare("Olof Lindqvist", address=home, language=Language.ENGLISH)
    link = NewLink(kind=LinkKind.GUARDIAN, for_id=child, person=guardian, origin=an_origin())
    office.do("handl", add_link, link)
    assert office.do("handl", view_addressee, request.id) == kept
    addressee, language = office.do("handl", register_addressee, request.id)
    assert (addressee.name, language) == ("The guardian of Anna Lindqvist", Language.ENGLISH)
    assert addressee.address_lines == ("Olof Lindqvist", "Ekgatan 4", "123 46 EKBY")
    with pytest.raises(NotAllowed):
        office.do("handl2", register_addressee, request.id)
    office.do("handl", set_addressee, request.id, addressee, language)
    assert office.do("handl", view_addressee, request.id) == (addressee, language)


def test_a_protected_or_dead_guardian_is_not_written_to(office: SmallOffice) -> None:
    child = office.do("handl", register_party, a_person(birth_date=date(2012, 4, 12)))
    for name in ("Olof Lindqvist", "Eva Lindqvist"):
        person = office.do("handl", register_party, bare(name))
        new = NewLink(kind=LinkKind.GUARDIAN, for_id=child, person=person, origin=an_origin())
        office.do("handl", add_link, new)
        if name == "Olof Lindqvist":
            office.do("handl", mark_protected, person, Protection.MARKED)
        else:
            office.do("handl", mark_deceased, person, 1, None, an_origin())
    addressee, _language = office.do("handl", view_addressee, a_request(office, child).id)
    assert addressee.address_lines == ("Björkvägen 3", "123 45 EKBY")


def test_a_person_without_an_address_has_none_on_the_letter(office: SmallOffice) -> None:
    request = a_request(office, office.do("handl", register_party, bare("Petra Sundholm")))
    addressee, _language = office.do("handl", view_addressee, request.id)
    assert addressee.address_lines == ()


def unknown_caller(office: SmallOffice, **changes: Any) -> UUID:  # noqa: ANN401 - any field
    """Take a call from somebody who is not in the register."""
    call = Call(
        **{
            "caller_name": "Sixten Kvarnbäck",
            "call_back": "070-174 06 99",
            "identity": TWO_CHECKS,
            "matters": (Matter(digit=1),),
        }
        | changes
    )
    return office.do("handl", record_call, call).requests[0].id


def test_an_unknown_callers_own_words_are_the_address(office: SmallOffice) -> None:
    case = unknown_caller(office, caller_address="Kvarnvägen 1\n123 45 Ekby")
    addressee, language = office.do("handl", view_addressee, case)
    assert addressee.name == "Sixten Kvarnbäck"
    assert addressee.address_lines == ("Kvarnvägen 1", "123 45 Ekby")
    assert language is Language.SWEDISH


def test_nobody_is_told_that_nothing_is_stored_while_a_namesake_is(office: SmallOffice) -> None:
    office.do("handl", register_party, bare("Sixten Kvarnbäck"))
    case = unknown_caller(office)
    with pytest.raises(Conflict, match="not been collected"):
        office.do("handl", letter_facts, case, NO_DATA)
    office.do("handl", collect, case)
    with pytest.raises(Conflict, match="same name or number"):
        office.do("handl", letter_facts, case, NO_DATA)


def test_a_letter_of_no_data_is_not_for_somebody_with_data(office: SmallOffice) -> None:
    request = decided(office, a_customer(office))
    with pytest.raises(Conflict, match="Answer with an extract"):
        office.do("handl", letter_facts, request.id, NO_DATA)


def test_a_past_customer_is_told_until_when(office: SmallOffice) -> None:
    party_id = a_customer(office)
    (relation,) = office.inside("handl", lambda v: v.office.relations.of(party_id))
    office.do("handl", end_relation, relation.id, TODAY, "Flyttar.")
    request = decided(office, party_id)
    facts: Any = office.do("handl", letter_facts, request.id, EXTRACT)
    assert [held.until for held in facts.confirmation] == [TODAY]


def test_somebody_who_is_no_customer_is_held_as_a_contact(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, bare("Petra Sundholm", relation=None))
    request = an_access_call(office, party_id)
    office.do("handl", collect, request.id)
    facts: Any = office.do("handl", letter_facts, request.id, EXTRACT)
    (held,) = facts.confirmation
    assert held.since == TODAY
    assert held.until is None


def test_no_letter_says_what_has_not_been_decided(office: SmallOffice) -> None:
    party_id = a_customer(office)
    request = decided(office, party_id)
    refusal = LetterOrder(kind=LetterKind.REFUSAL)
    with pytest.raises(Conflict, match="do not say the same"):
        office.do("handl", make_letter, request.id, refusal)
    with pytest.raises(Conflict, match="Nothing has been decided"):
        office.do("handl", letter_facts, request.id, refusal)
    other = a_request(office, party_id, right=Right.ERASURE)
    with pytest.raises(Conflict, match="do not say the same"):
        office.do("handl", make_letter, other.id, EXTRACT)


def test_an_approval_needs_what_was_proposed_and_happens_once(office: SmallOffice) -> None:
    request = an_access_call(office, a_customer(office))
    proposal = office.do("handl", decide, request.id, Decision.REFUSE, refusal=TOO_MUCH)
    assert proposal is not None
    office.do("ombud", reject_proposal, proposal.id, reason="Svara.")
    with pytest.raises(Conflict, match="dealt with already"):
        office.do("ombud", reject_proposal, proposal.id, reason="Svara.")


def test_a_request_is_from_somebody_and_not_of_tomorrow(office: SmallOffice) -> None:
    with pytest.raises(InvalidInput, match="who makes the request"):
        office.do("handl", open_request, NewRequest(right=Right.ACCESS))
    tomorrow = TODAY.replace(day=TODAY.day + 1)
    late = NewRequest(right=Right.ACCESS, party_id=a_customer(office), received_on=tomorrow)
    with pytest.raises(InvalidInput, match="not come yet"):
        office.do("handl", open_request, late)


def readers_request(office: SmallOffice, party_id: UUID) -> UUID:
    """Take a call as somebody who may not handle it."""
    call = Call(party_id=party_id, identity=TWO_CHECKS, matters=(Matter(digit=1),))
    return office.do("lasare", record_call, call).requests[0].id


def test_an_unclassified_request_waits_for_whoever_takes_it(office: SmallOffice) -> None:
    case = readers_request(office, a_customer(office))
    view = office.do("handl", view_request, case)
    assert view.may_take_over
    assert not view.is_open_to_me
    with pytest.raises(Conflict, match="nobody to ask"):
        office.do("handl", ask_to_take_over, case)
    with pytest.raises(NotAllowed, match="sealed to the person"):
        office.do("handl", hand_over, case, office.keys("handl2").user_id)
    office.do("handl", classify_request, case, Right.ACCESS)
    assert office.do("handl", view_request, case).is_mine


def test_a_case_without_an_owner_is_taken_once(office: SmallOffice) -> None:
    case = readers_request(office, a_customer(office))
    office.do("handl", take_request, case)
    with pytest.raises(Conflict, match="responsible for the case"):
        office.do("handl2", take_request, case)
    with pytest.raises(Conflict, match="already"):
        office.do("handl", hand_over, case, office.keys("handl").user_id)


def test_a_protected_persons_case_is_taken_by_who_is_named_alone(office: SmallOffice) -> None:
    party_id = a_customer(office)
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    case = readers_request(office, party_id)
    with pytest.raises(NotAllowed, match="protected identity"):
        office.do("kredit", take_request, case)


def test_a_caller_is_linked_once_and_to_nobody_protected(office: SmallOffice) -> None:
    case = unknown_caller(office)
    hidden = office.do("handl", register_party, bare("Sixten Kvarnbäck"))
    office.do("handl", mark_protected, hidden, Protection.MARKED)
    with pytest.raises(NotAllowed, match="request of their own"):
        office.do("handl", link_request, case, hidden)
    office.do("handl", link_request, case, a_customer(office))
    with pytest.raises(Conflict, match="already"):
        office.do("handl", link_request, case, hidden)


def test_what_is_added_to_a_request_is_its_own_persons(office: SmallOffice) -> None:
    case = an_access_call(office, a_customer(office)).id
    other = office.do("handl", register_party, bare("Nils Holm"))
    call = Call(party_id=other, matters=(Matter(digit=1, add_to=case),), note="Mer.")
    with pytest.raises(Conflict, match="another person"):
        office.do("handl", record_call, call)


def test_a_letter_by_way_of_the_tax_agency_comes_with_a_sheet_for_the_outer_envelope(
    office: SmallOffice,
) -> None:
    party_id = office.do("handl", register_party, a_person())
    request = a_request(office, party_id)
    office.do("handl", mark_protected, party_id, Protection.SHELTERED)
    addressee, language = office.do("handl", view_addressee, request.id)
    way = replace(addressee, protected_route=ProtectedRoute.TAX_AGENCY)
    office.do("handl", set_addressee, request.id, way, language)
    assert office.do("handl", forwarding_sheet, request.id) == b""  # no outer address is settled
    profile = office.do("admin", view_office)
    outer = {"forwarding": "Skatteverket, Förmedlingen, 123 45 EKBY"}
    office.do("admin", change_office, profile.version, outer)
    (page,) = texts(office.do("handl", forwarding_sheet, request.id))
    for shown in ("Skatteverket", "123 45 EKBY", "Anna Lindqvist", "19780412-2385", request.number):
        assert shown in page
    assert "Björkvägen" not in page
    assert office.acts()[-1] == "letter.forwarding_made"
    with pytest.raises(NotAllowed):
        office.do("handl2", forwarding_sheet, request.id)
    way = replace(way, protected_route=ProtectedRoute.COLLECTED)
    office.do("handl", set_addressee, request.id, way, language)
    assert office.do("handl", forwarding_sheet, request.id) == b""
