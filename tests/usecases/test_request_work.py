"""Work on a case: identity, pauses, extension, take-over, and what the answer must explain."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from registerdesk.domain.calendar import PauseReason
from registerdesk.domain.case_answers import Answers, Refusal
from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed
from registerdesk.domain.four_eyes import Act
from registerdesk.domain.identity_checks import IdentityLevel, IdentityMethod
from registerdesk.domain.letter_rows import RecipientRow, TransferRow, WithheldRow
from registerdesk.domain.letters import RefusalGround
from registerdesk.domain.parties import Protection
from registerdesk.domain.rights_requests import Decision, PostedWay, RequestState, Right
from registerdesk.domain.stored_letters import LetterKind
from registerdesk.keyring import administration
from registerdesk.keyring.keyring import Keyring
from registerdesk.usecases.credit_checks import record_credit_check
from registerdesk.usecases.desk import Desk
from registerdesk.usecases.four_eyes import approve_proposal
from registerdesk.usecases.letter_facts import LetterOrder
from registerdesk.usecases.letter_making import letter_facts, make_letter, view_addressee
from registerdesk.usecases.letter_sending import mark_posted, note_print, undo_posted
from registerdesk.usecases.places import Places
from registerdesk.usecases.protection import mark_protected
from registerdesk.usecases.request_answers import decide, set_answers, view_answers
from registerdesk.usecases.request_opening import NewRequest, open_request
from registerdesk.usecases.request_work import (
    add_identity_check,
    ask_to_take_over,
    classify_request,
    hand_over,
    pause_request,
    resume_request,
)
from registerdesk.usecases.rights_requests import view_request
from registerdesk.usecases.tasks import list_tasks
from tests.makers import PASSWORD, TODAY, SmallOffice, a_credit_check
from tests.usecases.cases import (
    MORE_TIME,
    NOTHING_TO_TELL,
    TOO_MUCH,
    a_customer,
    a_request,
    an_access_call,
    collected,
    posted,
)

TOLD = Answers(
    recipients=(
        RecipientRow(name="Bud AB", what="Namn, adress", country="Sverige", protection="Avtal"),
    ),
    transfers=(TransferRow(recipient="Moln Inc", country="USA", safeguard="DPF"),),
    automated_decisions="Poängen vägs mot en gräns; en människa kan ändra beslutet.",
)


def test_identity_is_checked_step_by_step(office: SmallOffice) -> None:
    new = NewRequest(right=Right.ACCESS, party_id=a_customer(office))
    request = office.do("handl", open_request, new)
    assert office.do("handl", view_request, request.id).level is IdentityLevel.UNCONFIRMED
    office.do("handl", add_identity_check, request.id, IdentityMethod.BANKID)
    view = office.do("handl", view_request, request.id)
    assert view.level is IdentityLevel.FOR_DISCLOSURE
    assert view.identity[0].by == office.keys("handl").user_id


def test_a_scope_question_pauses_until_its_day_at_the_latest(office: SmallOffice) -> None:
    request = a_request(office, a_customer(office))
    with pytest.raises(InvalidInput):
        office.do(
            "handl",
            pause_request,
            request.id,
            reason=PauseReason.SCOPE,
            posted_on=TODAY,
            reply_by=TODAY,
        )
    office.do("handl", pause_request, request.id, reason=PauseReason.SCOPE, posted_on=TODAY)
    office.clock.forward(days=20)
    view = office.do("handl", view_request, request.id)
    assert not view.row.is_paused
    assert view.deadline.paused_days == 14
    assert view.deadline.answer_by == date(2027, 1, 7)
    with pytest.raises(InvalidInput):
        office.do("handl", resume_request, request.id, replied_on=date(2026, 11, 22))


def test_an_extension_moves_the_day_by_two_months(office: SmallOffice) -> None:
    request = a_request(office, a_customer(office))
    letters = [office.do("handl", make_letter, request.id, MORE_TIME) for _copy in range(2)]
    posted(office, letters[0])
    days = office.do("handl", view_request, request.id).deadline
    assert days.answer_by == date(2027, 2, 23)
    with pytest.raises(Conflict):
        posted(office, letters[1])


def test_whoever_wants_a_case_asks_its_owner(office: SmallOffice) -> None:
    request = an_access_call(office, a_customer(office))
    with pytest.raises(Conflict):
        office.do("handl", ask_to_take_over, request.id)
    office.do("kredit", ask_to_take_over, request.id)
    office.do("kredit", ask_to_take_over, request.id)
    assert [row.asked_by for row in office.do("handl", list_tasks)] == ["Kredit Ek"]
    office.do("handl", hand_over, request.id, office.keys("kredit").user_id)
    assert office.do("handl", list_tasks) == ()
    with pytest.raises(Conflict):
        office.do("kredit", hand_over, request.id, office.keys("kredit").user_id)


def test_a_protected_persons_case_stays_with_those_named(office: SmallOffice) -> None:
    party_id = a_customer(office)
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    request = an_access_call(office, party_id)
    with pytest.raises(NotAllowed):
        office.do("handl", hand_over, request.id, office.keys("kredit").user_id)
    office.do("handl", hand_over, request.id, office.keys("handl2").user_id)
    addressee, _language = office.do("handl2", view_addressee, request.id)
    assert addressee.address_lines == ()


def test_only_the_owner_classes_a_case_anew(office: SmallOffice) -> None:
    request = an_access_call(office, a_customer(office))
    with pytest.raises(NotAllowed):
        office.do("kredit", classify_request, request.id, Right.ERASURE)
    office.do("handl", classify_request, request.id, Right.ERASURE)
    assert office.do("handl", view_request, request.id).request.right is Right.ERASURE


def test_an_automated_decision_must_be_explained(office: SmallOffice) -> None:
    party_id = a_customer(office)
    office.do("kredit", record_credit_check, party_id, a_credit_check(automated=True))
    request = an_access_call(office, party_id)
    collected(office, request.id)
    with pytest.raises(InvalidInput, match="logic"):
        office.do("handl", set_answers, request.id, NOTHING_TO_TELL)
    office.do("handl", set_answers, request.id, TOLD)
    assert office.do("handl", view_answers, request.id).answers == TOLD


@pytest.mark.parametrize(
    "changes",
    [
        {"refused": ()},
        {"refused": (WithheldRow(what="Utdraget", reason="", rule="12.5"),)},
        {"demonstration": " "},
        {"ground": RefusalGround.UNIDENTIFIED},
    ],
)
def test_a_refusal_accounts_for_itself(office: SmallOffice, changes: dict[str, Any]) -> None:
    request = a_request(office, a_customer(office), right=Right.ERASURE)
    given: dict[str, Any] = {
        "ground": TOO_MUCH.ground,
        "refused": TOO_MUCH.refused,
        "demonstration": TOO_MUCH.demonstration,
    }
    with pytest.raises(InvalidInput):
        office.do(
            "handl", decide, request.id, Decision.REFUSE, refusal=Refusal(**(given | changes))
        )
    assert office.inside("ombud", lambda v: v.office.proposals.find(act=Act.REFUSAL)) == []


def test_a_refusal_that_was_sent_by_mistake_is_taken_back_approved(office: SmallOffice) -> None:
    request = a_request(office, a_customer(office), right=Right.ERASURE)
    proposal = office.do("handl", decide, request.id, Decision.REFUSE, refusal=TOO_MUCH)
    assert proposal is not None
    office.do("ombud", approve_proposal, proposal.id)
    order = LetterOrder(kind=LetterKind.REFUSAL)
    assert office.do("handl", letter_facts, request.id, order).frame.case_number == request.number
    letter = office.do("handl", make_letter, request.id, order)
    office.do("handl", note_print, letter.id)
    office.do("handl", mark_posted, letter.id, posted_on=TODAY, way=PostedWay.REGISTERED)
    office.do("handl", undo_posted, letter.id)
    assert office.do("handl", view_request, request.id).request.state is RequestState.OPEN
    office.do("handl", mark_posted, letter.id, posted_on=TODAY, way=PostedWay.REGISTERED)
    done = office.do("handl", view_request, request.id).request
    assert done.state is RequestState.ANSWERED
    assert done.answered_way is PostedWay.REGISTERED


def test_a_case_is_not_handed_to_who_has_left(office: SmallOffice) -> None:
    request = a_request(office, a_customer(office))
    left = office.keys("handl2").user_id
    administration.disable(office.keys("admin"), left)
    again = Keyring.load(Places(office.folder).keyring).unlock("handl", PASSWORD)
    handler = Desk(office.database, again, clock=office.clock, station="desk-1", heads=office.heads)
    with pytest.raises(NotAllowed, match="role"):
        handler.do(hand_over, request.id, left)


@pytest.mark.parametrize("text", ["a\x00b", "a\u202eb", "a\ud800b", "x" * 20_001])
def test_an_answer_that_no_letter_can_print_is_refused_where_it_is_written(
    office: SmallOffice, text: str
) -> None:
    request = a_request(office, a_customer(office))
    wanting = dataclasses.replace(NOTHING_TO_TELL, automated_decisions=text)
    with pytest.raises(InvalidInput):
        office.do("handl", set_answers, request.id, wanting)
    rows = (RecipientRow(name="Posten", what=text, country="", protection=""),)
    told = dataclasses.replace(NOTHING_TO_TELL, recipients=rows)
    with pytest.raises(InvalidInput):
        office.do("handl", set_answers, request.id, told)
