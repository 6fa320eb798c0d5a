"""Calls: one act keeps the contact and opens the cases, for whoever takes the phone."""

from __future__ import annotations

import pytest

from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed
from registerdesk.domain.fields import Compartment, is_withheld
from registerdesk.domain.letters import Addressee, ProtectedRoute
from registerdesk.domain.parties import Language, Protection
from registerdesk.domain.rights_requests import Decision, RequestState, Right
from registerdesk.domain.stored_letters import LetterKind
from registerdesk.usecases.calls import Call, CallOutcome, Matter, record_call, undo_call
from registerdesk.usecases.letter_facts import LetterOrder
from registerdesk.usecases.letter_making import make_letter, preview_letter, set_addressee
from registerdesk.usecases.letter_sending import show_letter
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.protection import mark_protected
from registerdesk.usecases.request_answers import decide
from registerdesk.usecases.request_opening import NewRequest, open_request, open_request_of
from registerdesk.usecases.request_work import (
    classify_request,
    hand_over,
    link_request,
    take_request,
)
from registerdesk.usecases.rights_requests import list_requests, view_request
from registerdesk.usecases.tasks import dismiss_task, list_tasks
from tests.makers import SmallOffice, a_person
from tests.usecases.cases import TWO_CHECKS, a_customer, an_access_call, collected, reviewed
from tests.usecases.test_rights_requests import text_of

NO_DATA = LetterOrder(kind=LetterKind.NO_DATA)
RECEIPT = LetterOrder(kind=LetterKind.RECEIPT)


def a_strangers_call(office: SmallOffice, name: str = "Xenia Quist") -> CallOutcome:
    """Take a call from somebody who is not in the register."""
    call = Call(
        caller_name=name,
        call_back="070-174 06 99",
        caller_address="Ekgatan 7\n123 45 Ekby",
        identity=TWO_CHECKS,
        matters=(Matter(digit=1),),
        note="Vill veta vad vi har.",
    )
    return office.do("handl", record_call, call)


def test_eight_keeps_a_note_and_opens_no_case(office: SmallOffice) -> None:
    party_id = a_customer(office)
    call = Call(party_id=party_id, matters=(Matter(digit=8),), note="Bad om nytt fakturadatum.")
    outcome = office.do("handl", record_call, call)
    assert outcome.requests == ()
    assert office.do("handl", list_requests).total == 0
    kept = office.inside("handl", lambda visit: visit.office.contacts.get(outcome.contact_id))
    assert kept.note == "Bad om nytt fakturadatum."
    assert kept.case_id is None


def test_one_call_opens_several_cases_and_the_contact_names_the_first(office: SmallOffice) -> None:
    party_id = a_customer(office)
    matters = (Matter(digit=1), Matter(digit=3, text="Allt utom fakturorna."), Matter(digit=9))
    outcome = office.do(
        "handl", record_call, Call(party_id=party_id, matters=matters, note="Ring.")
    )
    assert [one.right for one in outcome.requests] == [Right.ACCESS, Right.ERASURE, Right.OTHER]
    assert [message for message, _parameters in outcome.spoken] == [
        "Request {number} registered. Answer by {day}."
    ] * 3
    erasure = office.do("handl", view_request, outcome.requests[1].id)
    assert erasure.request.wish == "Allt utom fakturorna."
    kept = office.inside("handl", lambda visit: visit.office.contacts.get(outcome.contact_id))
    assert kept.case_id == outcome.requests[0].id


@pytest.mark.parametrize("digit", [0, 10, -1])
def test_another_digit_means_nothing(office: SmallOffice, digit: int) -> None:
    party_id = a_customer(office)
    with pytest.raises(InvalidInput):
        office.do("handl", record_call, Call(party_id=party_id, matters=(Matter(digit=digit),)))
    assert "call.recorded" not in office.acts()


def test_a_call_from_nobody_is_not_kept(office: SmallOffice) -> None:
    with pytest.raises(InvalidInput):
        office.do("handl", record_call, Call(note="Vem?"))


def test_a_reader_opens_one_case_to_be_classified(office: SmallOffice) -> None:
    party_id = a_customer(office)
    call = Call(party_id=party_id, matters=(Matter(digit=1), Matter(digit=3)), note="Begär något.")
    (opened,) = office.do("lasare", record_call, call).requests
    assert opened.right is Right.UNCLASSIFIED
    assert opened.owner is None
    assert [row.case_number for row in office.do("handl", list_tasks)] == [opened.number]
    seen = office.do("kredit", view_request, opened.id)
    assert seen.may_take_over
    assert not seen.is_open_to_me
    assert seen.request.wish == "Begär något."
    with pytest.raises(InvalidInput):
        office.do("handl", classify_request, opened.id, Right.UNCLASSIFIED)
    office.do("handl", classify_request, opened.id, Right.ACCESS)
    assert office.do("handl", list_tasks) == ()
    assert office.do("handl", view_request, opened.id).is_mine
    assert opened.deadline == office.do("handl", view_request, opened.id).deadline


def test_a_task_is_dismissed_by_whom_it_is_for(office: SmallOffice) -> None:
    office.do("lasare", record_call, Call(party_id=a_customer(office), matters=(Matter(digit=1),)))
    (task,) = office.do("handl", list_tasks)
    with pytest.raises(NotAllowed):
        office.do("ekonomi", dismiss_task, task.task.id)
    office.do("handl", dismiss_task, task.task.id)
    assert office.do("handl", list_tasks) == ()


def test_an_open_request_of_the_same_kind_is_offered_and_added_to(office: SmallOffice) -> None:
    party_id = a_customer(office)
    first = an_access_call(office, party_id)
    offered = office.do("handl", open_request_of, party_id, Right.ACCESS)
    assert offered is not None
    assert offered.number == first.number
    assert office.do("handl", open_request_of, party_id, Right.ERASURE) is None
    assert office.do("lasare", open_request_of, party_id, Right.ACCESS) is None
    more = Call(
        party_id=party_id, matters=(Matter(digit=1, add_to=first.id),), note="Även gamla notiser."
    )
    outcome = office.do("handl", record_call, more)
    assert outcome.requests == ()
    assert [one.id for one in outcome.added_to] == [first.id]
    assert (
        office.do("handl", view_request, first.id).request.wish == "Vill se.\nÄven gamla notiser."
    )


def test_a_call_is_not_added_to_another_persons_request(office: SmallOffice) -> None:
    first = an_access_call(office, a_customer(office))
    other = office.do("handl", register_party, a_person(number="K-2", identity_number=""))
    with pytest.raises(Conflict):
        office.do(
            "handl",
            record_call,
            Call(party_id=other, matters=(Matter(digit=1, add_to=first.id),)),
        )


def test_a_call_is_undone_within_its_seconds_by_who_took_it(office: SmallOffice) -> None:
    party_id = a_customer(office)
    call = Call(party_id=party_id, matters=(Matter(digit=1), Matter(digit=2)))
    outcome = office.do("handl", record_call, call)
    with pytest.raises(NotAllowed):
        office.do("kredit", undo_call, outcome.contact_id)
    assert len(office.do("handl", undo_call, outcome.contact_id)) == 2
    assert office.do("handl", list_requests).total == 0
    undone = office.do("handl", view_request, outcome.requests[0].id)
    assert undone.request.state is RequestState.UNDONE
    late = office.do("handl", record_call, call)
    office.clock.forward(seconds=30)
    with pytest.raises(Conflict):
        office.do("handl", undo_call, late.contact_id)


def test_a_stranger_gets_the_answer_that_nothing_is_held(office: SmallOffice) -> None:
    a_customer(office)
    request = a_strangers_call(office).requests[0]
    collected(office, request.id)
    reviewed(office, request.id)
    office.do("handl", decide, request.id, Decision.ALL)
    letter = office.do("handl", make_letter, request.id, NO_DATA)
    text = text_of(office.do("handl", show_letter, letter.id).pdf)
    assert "Xenia Quist" in text
    assert "070-174 06 99" in text
    assert "Ekgatan 7" in text


def test_nobody_is_told_that_nothing_is_held_while_the_name_stands_there(
    office: SmallOffice,
) -> None:
    party_id = a_customer(office)
    request = a_strangers_call(office, "anna lindqvist").requests[0]
    collected(office, request.id)
    reviewed(office, request.id)
    office.do("handl", decide, request.id, Decision.ALL)
    with pytest.raises(Conflict, match="same name"):
        office.do("handl", preview_letter, request.id, NO_DATA)
    office.do("handl", link_request, request.id, party_id)
    assert office.do("handl", view_request, request.id).row.name == "Anna Lindqvist"
    with pytest.raises(Conflict):
        office.do("handl", link_request, request.id, party_id)


def test_all_that_a_stranger_asked_for_follows_once_it_is_known_who_called(
    office: SmallOffice,
) -> None:
    party_id = a_customer(office)
    call = Call(
        caller_name="Anna L",
        call_back="070-174 06 99",
        matters=(Matter(digit=1, text="Vill se."), Matter(digit=3, text="Bort med allt.")),
        note="Ringer igen.",
    )
    access, erasure = office.do("handl", record_call, call).requests
    assert set(office.do("handl", link_request, access.id, party_id)) == {access.id, erasure.id}
    for one, wish in ((access, "Vill se."), (erasure, "Bort med allt.")):
        view = office.do("handl", view_request, one.id)
        assert view.row.known_party
        assert view.request.party_id == party_id
        assert view.request.wish == wish


def test_a_case_of_the_call_that_a_colleague_has_taken_is_left_to_the_colleague(
    office: SmallOffice,
) -> None:
    party_id = a_customer(office)
    call = Call(caller_name="Anna L", matters=(Matter(digit=1), Matter(digit=3)))
    access, erasure = office.do("handl", record_call, call).requests
    office.do("handl", hand_over, erasure.id, office.keys("handl2").user_id)
    assert office.do("handl", link_request, access.id, party_id) == (access.id,)
    assert not office.do("handl2", view_request, erasure.id).row.known_party


def test_the_receipt_is_in_the_persons_own_language_unless_another_is_chosen(
    office: SmallOffice,
) -> None:
    party_id = office.do("handl", register_party, a_person(language=Language.ENGLISH))
    request = an_access_call(office, party_id)
    english = office.do("handl", make_letter, request.id, RECEIPT)
    assert english.language is Language.ENGLISH
    assert "23 December 2026" in text_of(office.do("handl", show_letter, english.id).pdf)
    swedish = LetterOrder(kind=LetterKind.RECEIPT, language=Language.SWEDISH)
    kept = office.do("handl", make_letter, request.id, swedish)
    assert "23 december 2026" in text_of(office.do("handl", show_letter, kept.id).pdf)


def test_hostile_text_stands_in_the_letter_as_it_was_said(office: SmallOffice) -> None:
    hostile = '<b>&amp;</b> <a href="http://x">länk</a> <img src="a.png"/> =1+1 {name} %s'
    call = Call(party_id=a_customer(office), matters=(Matter(digit=1, text=hostile),), note=hostile)
    request = office.do("handl", record_call, call).requests[0]
    letter = office.do("handl", make_letter, request.id, RECEIPT)
    pdf = office.do("handl", show_letter, letter.id).pdf
    assert hostile in " ".join(text_of(pdf).split())
    assert b"/URI" not in pdf


def test_a_protected_persons_case_goes_to_somebody_named_and_shows_no_address(
    office: SmallOffice,
) -> None:
    party_id = a_customer(office)
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    taken = office.do("kredit", record_call, Call(party_id=party_id, matters=(Matter(digit=1),)))
    owner = taken.requests[0].owner
    named = {office.keys(user).user_id for user in ("handl", "handl2", "ombud")}
    assert owner in named
    request = office.do("handl", open_request, NewRequest(right=Right.ACCESS, party_id=party_id))
    assert is_withheld(office.do("kredit", list_requests).rows[0].name)
    with pytest.raises(Conflict):
        office.do("handl", preview_letter, request.id, RECEIPT)
    plain = Addressee(name="Anna Lindqvist", address_lines=("Björkvägen 3", "123 45 EKBY"))
    with pytest.raises(NotAllowed):
        office.do("handl", set_addressee, request.id, plain, Language.SWEDISH)
    route = Addressee(name="Anna Lindqvist", protected_route=ProtectedRoute.TAX_AGENCY)
    office.do("handl", set_addressee, request.id, route, Language.SWEDISH)
    letter = office.do("handl", make_letter, request.id, RECEIPT)
    assert "Björkvägen" not in text_of(office.do("handl", show_letter, letter.id).pdf)


def test_what_a_protected_person_asked_moves_out_of_sight(office: SmallOffice) -> None:
    party_id = a_customer(office)
    request = an_access_call(office, party_id)
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    assert office.do("handl", view_request, request.id).request.wish == "Vill se."
    seen = office.inside("kredit", lambda visit: visit.office.requests.get(request.id))
    assert is_withheld(seen.wish)
    assert not office.keys("kredit").holds(Compartment.PROTECTED)


def test_a_case_that_nobody_owns_is_taken_once(office: SmallOffice) -> None:
    call = Call(party_id=a_customer(office), matters=(Matter(digit=1),))
    (opened,) = office.do("lasare", record_call, call).requests
    office.do("kredit", take_request, opened.id)
    with pytest.raises(Conflict):
        office.do("handl", take_request, opened.id)
