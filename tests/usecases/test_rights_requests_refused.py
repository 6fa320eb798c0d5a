"""What a request refuses: the wrong person, the wrong order, the wrong day."""

from __future__ import annotations

from datetime import date

import pytest

from registerdesk.domain.calendar import PauseReason
from registerdesk.domain.case_answers import Answers
from registerdesk.domain.case_materials import OutsideAnswer, OutsideStore
from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed, RegisterDeskError
from registerdesk.domain.fields import Compartment
from registerdesk.domain.four_eyes import Act
from registerdesk.domain.letters import NONE, Question
from registerdesk.domain.rights_requests import Decision, PostedWay, RequestState, Right
from registerdesk.domain.snapshots import Verdict
from registerdesk.domain.stored_letters import LetterKind
from registerdesk.letters import catalogue
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.four_eyes import approve_proposal, reject_proposal
from registerdesk.usecases.letter_facts import LetterOrder
from registerdesk.usecases.letter_making import letter_facts, make_letter, preview_letter
from registerdesk.usecases.letter_sending import mark_posted, note_print, show_letter, undo_posted
from registerdesk.usecases.request_answers import (
    decide,
    keep_comment,
    set_answers,
    view_answers,
)
from registerdesk.usecases.request_collection import (
    answer_outside,
    ask_release,
    collect,
    release,
    view_collection,
)
from registerdesk.usecases.request_review import decide_passage, mark_passage, open_review
from registerdesk.usecases.request_work import (
    add_identity_check,
    hand_over,
    pause_request,
    resume_request,
    take_request,
)
from registerdesk.usecases.rights_requests import RequestFilter, list_requests, view_request
from registerdesk.usecases.tasks import list_tasks
from tests.makers import TODAY, SmallOffice
from tests.usecases.cases import (
    EXTRACT,
    MORE_TIME,
    NOTHING_TO_TELL,
    TOO_MUCH,
    TWO_CHECKS,
    a_customer,
    a_request,
    an_access_call,
    answered,
    collected,
    decided,
    posted,
    released,
    reviewed,
)

QUESTION = LetterOrder(
    kind=LetterKind.IDENTITY,
    question=Question.IDENTITY,
    doubt="Vi känner inte igen numret som du ringde från.",
    ways=("Svara på det här brevet från din registrerade adress.",),
)
NO = LetterOrder(kind=LetterKind.REFUSAL)


def test_another_officer_reaches_nothing_in_the_case(office: SmallOffice) -> None:
    party_id = a_customer(office)
    request, letter = answered(office, party_id)
    other = an_access_call(office, party_id)
    collected(office, other.id)
    for user in ("kredit", "handl2", "ekonomi", "lasare", "admin"):
        with pytest.raises(NotAllowed):
            office.do(user, view_collection, other.id)
        with pytest.raises(NotAllowed):
            office.do(user, open_review, other.id)
        with pytest.raises(NotAllowed):
            office.do(user, preview_letter, other.id, EXTRACT)
        with pytest.raises(NotAllowed):
            office.do(user, show_letter, letter.id)
        with pytest.raises(NotAllowed):
            office.do(user, add_identity_check, other.id, *TWO_CHECKS)
    assert request.id != other.id


def test_finance_sees_only_its_own_cases_and_can_read_them(office: SmallOffice) -> None:
    party_id = a_customer(office)
    theirs = an_access_call(office, party_id)
    own = an_access_call(office, party_id, "ekonomi")
    with pytest.raises(NotAllowed):
        office.do("ekonomi", view_request, theirs.id)
    assert office.do("ekonomi", view_request, own.id).request.wish == "Vill se."
    assert [row.id for row in office.do("ekonomi", list_requests).rows] == [own.id]
    found = office.do("ekonomi", collect, own.id)
    sealed = {c for category in found.categories for c in category.sealed}
    assert sealed == {Compartment.CREDIT, Compartment.PNR}


def test_a_reader_lists_no_requests(office: SmallOffice) -> None:
    an_access_call(office, a_customer(office))
    with pytest.raises(NotAllowed):
        office.do("lasare", list_requests)


def test_a_swapped_grant_does_not_open_a_case(office: SmallOffice) -> None:
    party_id = a_customer(office)
    mine = an_access_call(office, party_id, "kredit")
    theirs = an_access_call(office, party_id)
    collected(office, theirs.id)

    def swapped(visit: Visit) -> None:
        grants = visit.office.case_grants
        stolen = grants.find(case_id=mine.id)[0]
        target = grants.find(case_id=theirs.id)[0]
        request = visit.office.requests.get(theirs.id)
        for grant in (stolen.grant, target.grant):
            with pytest.raises(RegisterDeskError):
                visit.keys.open_case(theirs.id, request.case_public, grant)

    office.inside("kredit", swapped)


def test_only_a_holder_releases_and_only_what_was_asked_for(office: SmallOffice) -> None:
    request = an_access_call(office, a_customer(office))
    collected(office, request.id)
    with pytest.raises(Conflict):
        office.do("kredit", release, request.id, Compartment.CREDIT)
    office.do("handl", ask_release, request.id, Compartment.CREDIT)
    assert [row.case_number for row in office.do("kredit", list_tasks)] == [request.number]
    with pytest.raises(NotAllowed):
        office.do("handl", release, request.id, Compartment.CREDIT)
    with pytest.raises(NotAllowed):
        office.do("ekonomi", release, request.id, Compartment.CREDIT)
    assert office.do("kredit", release, request.id, Compartment.CREDIT) == 5
    assert office.do("kredit", list_tasks) == ()
    with pytest.raises(Conflict):
        office.do("handl", ask_release, request.id, Compartment.CREDIT)


def test_nothing_is_disclosed_out_of_order(office: SmallOffice) -> None:
    request = an_access_call(office, a_customer(office))
    for act in (open_review, make_letter):
        with pytest.raises(Conflict):
            office.do("handl", act, request.id, *([EXTRACT] if act is make_letter else []))
    collected(office, request.id)
    with pytest.raises(Conflict):
        office.do("handl", decide, request.id, Decision.ALL)
    reviewed(office, request.id)
    with pytest.raises(Conflict):
        office.do("handl", decide, request.id, Decision.ALL)
    office.do("handl", decide, request.id, Decision.PARTLY)
    with pytest.raises(Conflict, match="released"):
        office.do("handl", make_letter, request.id, EXTRACT)
    released(office, request.id)
    with pytest.raises(Conflict, match="review"):
        office.do("handl", make_letter, request.id, EXTRACT)
    reviewed(office, request.id)
    office.do("handl", decide, request.id, Decision.PARTLY)
    with pytest.raises(Conflict, match="Recipients"):
        office.do("handl", make_letter, request.id, EXTRACT)
    facts = office.do("handl", letter_facts, request.id, EXTRACT)
    missing = catalogue.missing(EXTRACT.kind.value, facts)
    assert {one.article for one in missing} == {"15.1 c", "15.1 h", "15.2"}


def test_what_is_withheld_has_a_reason(office: SmallOffice) -> None:
    request = an_access_call(office, a_customer(office))
    collected(office, request.id)
    place = office.do("handl", open_review, request.id).passages[0].mark.place
    with pytest.raises(InvalidInput):
        office.do("handl", decide_passage, request.id, place, Verdict.MASK)
    with pytest.raises(RegisterDeskError):
        office.do("handl", decide_passage, request.id, "nowhere/0-1", Verdict.INCLUDE)
    assert office.do("handl", decide_passage, request.id, place, Verdict.INCLUDE).undecided == 0


def test_a_passage_that_nobody_suggested_can_be_marked(office: SmallOffice) -> None:
    request = an_access_call(office, a_customer(office))
    collected(office, request.id)
    item = office.do("handl", open_review, request.id).passages[0].item
    assert office.do("handl", mark_passage, request.id, item.key, 0, 6).undecided == 2
    with pytest.raises(InvalidInput):
        office.do("handl", mark_passage, request.id, item.key, 5, 5_000)


def test_a_comment_is_kept_with_the_case_for_its_kind_of_letter_and_can_be_taken_away(
    office: SmallOffice,
) -> None:
    request = a_request(office, a_customer(office))
    office.do("handl", keep_comment, request.id, LetterKind.RECEIPT, "Ring gärna.")
    kept = office.do("handl", view_answers, request.id)
    assert kept.comments == {LetterKind.RECEIPT: "Ring gärna."}
    with pytest.raises(InvalidInput):
        office.do("handl", keep_comment, request.id, LetterKind.RECEIPT, "x" * 801)
    with pytest.raises(NotAllowed):
        office.do("kredit", keep_comment, request.id, LetterKind.RECEIPT, "Mitt.")
    office.do("handl", keep_comment, request.id, LetterKind.RECEIPT, "  ")
    assert office.do("handl", view_answers, request.id).comments == {}


def test_answers_are_filled_in_or_expressly_none(office: SmallOffice) -> None:
    request = an_access_call(office, a_customer(office))
    empty = Answers(recipients=(), transfers=NONE, automated_decisions=NONE)
    with pytest.raises(InvalidInput):
        office.do("handl", set_answers, request.id, empty)
    office.do("handl", set_answers, request.id, NOTHING_TO_TELL)
    assert office.do("handl", view_answers, request.id).answers == NOTHING_TO_TELL


def test_a_refusal_takes_a_second_person(office: SmallOffice) -> None:
    request = an_access_call(office, a_customer(office))
    with pytest.raises(InvalidInput):
        office.do("handl", decide, request.id, Decision.REFUSE)
    proposal = office.do("handl", decide, request.id, Decision.REFUSE, refusal=TOO_MUCH)
    assert proposal is not None
    assert proposal.expires_on == date(2026, 11, 30)
    with pytest.raises(Conflict):
        office.do("handl", make_letter, request.id, NO)
    with pytest.raises(NotAllowed):
        office.do("handl", approve_proposal, proposal.id)
    office.do("ombud", approve_proposal, proposal.id)
    with pytest.raises(Conflict):
        office.do("ombud", approve_proposal, proposal.id)
    letter = office.do("handl", make_letter, request.id, NO)
    posted(office, letter)
    done = office.do("handl", view_request, request.id)
    assert done.request.state is RequestState.ANSWERED
    found = office.inside("ombud", lambda v: v.office.proposals.find(act=Act.REFUSAL))
    assert [one.state for one in found] == ["executed"]


def test_an_approval_does_not_cover_what_was_changed_afterwards(office: SmallOffice) -> None:
    request = an_access_call(office, a_customer(office))
    first = office.do("handl", decide, request.id, Decision.REFUSE, refusal=TOO_MUCH)
    assert first is not None
    office.do("ombud", approve_proposal, first.id)
    office.do("handl", decide, request.id, Decision.REFUSE, refusal=TOO_MUCH)
    with pytest.raises(Conflict):
        office.do("handl", make_letter, request.id, NO)


def test_a_proposal_expires_and_a_rejection_says_why(office: SmallOffice) -> None:
    request = an_access_call(office, a_customer(office))
    first = office.do("handl", decide, request.id, Decision.REFUSE, refusal=TOO_MUCH)
    assert first is not None
    office.clock.forward(days=8)
    with pytest.raises(Conflict):
        office.do("ombud", approve_proposal, first.id)
    with pytest.raises(InvalidInput):
        office.do("ombud", reject_proposal, first.id, reason=" ")
    office.do("ombud", reject_proposal, first.id, reason="Svara honom.")
    assert office.do("handl", view_answers, request.id).rejection == "Svara honom."


def test_a_posted_question_stops_the_clock_and_the_reply_starts_it(office: SmallOffice) -> None:
    request = a_request(office, a_customer(office))
    letter = office.do("handl", make_letter, request.id, QUESTION)
    posted(office, letter)
    page = office.do("handl", list_requests, RequestFilter.PAUSED)
    assert [row.id for row in page.rows] == [request.id]
    with pytest.raises(Conflict):
        office.do("handl", pause_request, request.id, reason=PauseReason.SCOPE, posted_on=TODAY)
    office.clock.forward(days=5)
    day = date(2026, 11, 28)
    days = office.do("handl", resume_request, request.id, replied_on=day)
    assert days.paused_days == 5
    assert days.answer_by == date(2026, 12, 28)
    with pytest.raises(Conflict):
        office.do("handl", resume_request, request.id, replied_on=day)


def test_more_time_is_told_within_the_month_or_not_at_all(office: SmallOffice) -> None:
    party_id = a_customer(office)
    first, second = a_request(office, party_id), a_request(office, party_id, right=Right.ERASURE)
    posted(office, office.do("handl", make_letter, first.id, MORE_TIME))
    view = office.do("handl", view_request, first.id)
    assert view.deadline.answer_by == date(2027, 2, 23)
    assert not view.may_extend
    letter = office.do("handl", make_letter, second.id, MORE_TIME)
    office.do("handl", note_print, letter.id)
    late = date(2026, 12, 24)
    office.clock.forward(days=31)
    with pytest.raises(Conflict):
        office.do("handl", mark_posted, letter.id, posted_on=late, way=PostedWay.LETTER)
    with pytest.raises(InvalidInput, match=r"12\.3"):
        office.do("handl", make_letter, second.id, MORE_TIME)


def test_a_letter_is_printed_before_it_is_posted_and_posted_once(office: SmallOffice) -> None:
    request = decided(office, a_customer(office))
    letter = office.do("handl", make_letter, request.id, EXTRACT)
    with pytest.raises(Conflict):
        office.do("handl", mark_posted, letter.id, posted_on=TODAY, way=PostedWay.LETTER)
    office.do("handl", note_print, letter.id)
    with pytest.raises(InvalidInput):
        office.do(
            "handl", mark_posted, letter.id, posted_on=date(2026, 11, 24), way=PostedWay.LETTER
        )
    office.do("handl", mark_posted, letter.id, posted_on=TODAY, way=PostedWay.LETTER)
    with pytest.raises(RegisterDeskError):
        office.do("handl", mark_posted, letter.id, posted_on=TODAY, way=PostedWay.LETTER)
    with pytest.raises(Conflict):
        office.do("handl", collect, request.id)
    office.do("handl", undo_posted, letter.id)
    assert office.do("handl", view_request, request.id).request.state is RequestState.OPEN


def test_an_answer_is_not_taken_back_later(office: SmallOffice) -> None:
    _request, letter = answered(office, a_customer(office))
    office.clock.forward(seconds=30)
    with pytest.raises(RegisterDeskError):
        office.do("handl", undo_posted, letter.id)


def test_a_case_is_handed_over_with_its_key(office: SmallOffice) -> None:
    request = an_access_call(office, a_customer(office))
    collected(office, request.id)
    with pytest.raises(Conflict):
        office.do("kredit", take_request, request.id)
    with pytest.raises(NotAllowed):
        office.do("kredit", hand_over, request.id, office.keys("kredit").user_id)
    with pytest.raises(NotAllowed):
        office.do("handl", hand_over, request.id, office.keys("lasare").user_id)
    office.do("handl", hand_over, request.id, office.keys("kredit").user_id)
    assert office.do("kredit", view_collection, request.id) is not None
    with pytest.raises(NotAllowed):
        office.do("handl", view_collection, request.id)
    assert office.do("ombud", view_collection, request.id) is not None


def test_other_rights_are_not_collected(office: SmallOffice) -> None:
    request = a_request(office, a_customer(office), right=Right.ERASURE)
    with pytest.raises(Conflict):
        office.do("handl", collect, request.id)
    with pytest.raises(Conflict):
        office.do("handl", decide, request.id, Decision.ALL)


def test_a_collection_that_is_stopped_keeps_nothing(office: SmallOffice) -> None:
    request = an_access_call(office, a_customer(office))
    told: list[tuple[int, int]] = []

    def stop_at_the_third(done: int, whole: int) -> bool:
        told.append((done, whole))
        return done < 2

    with pytest.raises(RegisterDeskError):
        office.do("handl", collect, request.id, tell=stop_at_the_third)
    assert [done for done, _whole in told] == [0, 1, 2]
    assert office.do("handl", view_collection, request.id) is None


def test_a_place_outside_can_be_answered_anew(office: SmallOffice) -> None:
    request = an_access_call(office, a_customer(office))
    for answer in (OutsideAnswer.YES, OutsideAnswer.NO):
        office.do("handl", answer_outside, request.id, OutsideStore.PAPER, answer)
    view = office.do("handl", view_request, request.id)
    assert [one.answer for one in view.outside] == [OutsideAnswer.NO]
