"""Requests: their days, what locks each step, and which acts are refused."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from registerdesk.domain.calendar import PauseReason
from registerdesk.domain.case_materials import OutsideStore
from registerdesk.domain.errors import Conflict, InvalidInput
from registerdesk.domain.fields import Compartment, Purpose
from registerdesk.domain.identity_checks import (
    IdentityLevel,
    IdentityMethod,
    call_questions,
    identity_level,
)
from registerdesk.domain.letters import ExtensionCause
from registerdesk.domain.request_steps import (
    Progress,
    StepStatus,
    check_decision,
    check_extension,
    check_open,
    check_pause,
    check_reply,
    current_step,
    may_extend,
    may_pause,
    steps_of,
)
from registerdesk.domain.rights_requests import (
    Decision,
    RequestExtension,
    RequestPause,
    RequestState,
    Right,
    RightsRequest,
    Step,
    deadline_of,
    is_paused,
    number_of,
)
from registerdesk.domain.sources import Channel, Source

RECEIVED = date(2026, 11, 9)
TODAY = date(2026, 11, 23)
DONE = Progress(
    level=IdentityLevel.BY_POST,
    collected=True,
    outside=frozenset(OutsideStore),
    answers_given=True,
)


def a_request(**changes: object) -> RightsRequest:
    """Return an access request with an owner."""
    given: dict[str, Any] = {
        "id": uuid4(),
        "party_id": uuid4(),
        "source": Source.SUBJECT,
        "channel": Channel.PHONE,
        "collected_on": RECEIVED,
        "purpose": Purpose.RIGHTS,
        "recorded_by": uuid4(),
        "recorded_at": 1,
        "number": "B-2026-0147",
        "right": Right.ACCESS,
        "received_on": RECEIVED,
        "received_at": 1,
        "owner": uuid4(),
    }
    return RightsRequest(**(given | changes))


def a_pause(**changes: object) -> RequestPause:
    """Return a pause for identity, posted on the 16th, that waits."""
    given: dict[str, Any] = {
        "id": uuid4(),
        "case_id": uuid4(),
        "reason": PauseReason.IDENTITY,
        "posted_on": date(2026, 11, 16),
        "reply_by": date(2026, 11, 30),
    }
    return RequestPause(**(given | changes))


AN_EXTENSION = RequestExtension(
    id=uuid4(), case_id=uuid4(), cause=ExtensionCause.COMPLEX, posted_on=TODAY
)


def test_a_case_number_has_its_year_and_four_digits() -> None:
    assert number_of(2026, 147) == "B-2026-0147"


def test_the_days_follow_from_the_receipt() -> None:
    days = deadline_of(a_request(), [], None, today=TODAY)
    assert days.answer_by == date(2026, 12, 9)
    assert days.month_one == days.answer_by
    assert days.target == date(2026, 11, 23)
    assert days.computation[-1][1] == {"day": days.answer_by}


def test_a_pause_adds_its_days_and_an_extension_its_months() -> None:
    pause = a_pause(replied_on=date(2026, 11, 20))
    days = deadline_of(a_request(), [pause], AN_EXTENSION, today=TODAY)
    assert days.paused_days == 4
    assert days.month_one == date(2026, 12, 14)
    assert days.answer_by == date(2027, 2, 15)
    assert days.is_extended


def test_the_days_stand_still_once_the_answer_is_posted() -> None:
    done = a_request(answered_on=date(2026, 11, 18))
    days = deadline_of(done, [a_pause()], None, today=date(2027, 5, 1))
    assert days.paused_days == 2


@pytest.mark.parametrize(
    ("pause", "expected"),
    [
        (a_pause(), True),
        (a_pause(replied_on=date(2026, 11, 20)), False),
        (a_pause(reason=PauseReason.SCOPE, reply_by=TODAY), True),
        (a_pause(reason=PauseReason.SCOPE, reply_by=date(2026, 11, 22)), False),
    ],
)
def test_a_question_of_scope_ends_by_itself_and_one_of_identity_waits(
    pause: RequestPause, expected: bool
) -> None:
    assert is_paused([pause], TODAY) is expected


@pytest.mark.parametrize(
    ("methods", "level"),
    [
        ((), IdentityLevel.UNCONFIRMED),
        ((IdentityMethod.LAST_FOUR,), IdentityLevel.UNCONFIRMED),
        ((IdentityMethod.LAST_FOUR, IdentityMethod.LAST_FOUR), IdentityLevel.UNCONFIRMED),
        ((IdentityMethod.LAST_FOUR, IdentityMethod.BIRTH_DATE), IdentityLevel.BY_POST),
        (tuple(IdentityMethod)[:3], IdentityLevel.BY_POST),
        (tuple(IdentityMethod)[1:4], IdentityLevel.FOR_DISCLOSURE),
        ((IdentityMethod.BANKID,), IdentityLevel.FOR_DISCLOSURE),
    ],
)
def test_what_the_checks_are_enough_for(
    methods: tuple[IdentityMethod, ...], level: IdentityLevel
) -> None:
    assert identity_level(methods) is level


def test_an_unclassified_request_locks_every_step() -> None:
    states = steps_of(a_request(right=Right.UNCLASSIFIED), Progress())
    assert {state.status for state in states} == {StepStatus.LOCKED}


def test_a_case_without_an_owner_locks_every_step() -> None:
    states = steps_of(a_request(owner=None), DONE)
    assert {state.status for state in states} == {StepStatus.LOCKED}


def test_steps_open_one_after_the_other() -> None:
    request = a_request()
    assert current_step(steps_of(request, Progress())) is Step.IDENTITY
    checked = Progress(level=IdentityLevel.BY_POST)
    assert current_step(steps_of(request, checked)) is Step.COLLECT
    assert current_step(steps_of(request, dataclasses.replace(DONE, undecided=1))) is Step.REVIEW
    assert current_step(steps_of(request, DONE)) is Step.DECIDE
    ready = a_request(decision=Decision.ALL)
    assert current_step(steps_of(ready, DONE)) is Step.SEND


@pytest.mark.parametrize(
    "missing",
    [
        {"level": IdentityLevel.UNCONFIRMED},
        {"unreleased": frozenset({Compartment.CREDIT})},
        {"answers_given": False},
        {"undecided": 1},
        {"outside": frozenset({OutsideStore.PAPER})},
        {"collected": False},
        {"unreadable": 1},
    ],
)
def test_nothing_is_sent_while_something_is_missing(missing: dict[str, Any]) -> None:
    ready = a_request(decision=Decision.ALL)
    send = steps_of(ready, dataclasses.replace(DONE, **missing))[-1]
    assert send.step is Step.SEND
    assert send.status is StepStatus.LOCKED
    assert send.locks


def test_a_refusal_waits_for_its_approval_alone() -> None:
    refused = a_request(decision=Decision.REFUSE)
    assert steps_of(refused, Progress())[-1].locks
    assert not steps_of(refused, Progress(refusal_approved=True))[-1].locks


def test_other_rights_have_no_collection_and_no_review() -> None:
    states = steps_of(a_request(right=Right.ERASURE), Progress())
    assert [state.step for state in states] == [Step.IDENTITY, Step.DECIDE, Step.SEND]


@pytest.mark.parametrize("state", [RequestState.ANSWERED, RequestState.UNDONE])
def test_what_is_closed_does_not_change(state: RequestState) -> None:
    with pytest.raises(Conflict):
        check_open(a_request(state=state))
    assert not may_pause(a_request(state=state), [], today=TODAY)


def test_the_clock_is_not_paused_twice_at_once() -> None:
    with pytest.raises(Conflict):
        check_pause(a_request(), [a_pause()], posted_on=TODAY, today=TODAY)
    assert not may_pause(a_request(), [a_pause()], today=TODAY)


@pytest.mark.parametrize("day", [date(2026, 11, 8), date(2026, 11, 24)])
def test_a_letter_is_posted_after_the_receipt_and_not_tomorrow(day: date) -> None:
    with pytest.raises(InvalidInput):
        check_pause(a_request(), [], posted_on=day, today=TODAY)


def test_a_reply_comes_once_and_after_the_question() -> None:
    with pytest.raises(InvalidInput):
        check_reply(a_pause(), replied_on=date(2026, 11, 15), today=TODAY)
    with pytest.raises(Conflict):
        check_reply(a_pause(replied_on=TODAY), replied_on=TODAY, today=TODAY)


def test_more_time_takes_a_lawful_cause_once_and_within_the_month() -> None:
    request = a_request()
    days = deadline_of(request, [], None, today=TODAY)
    cause = ExtensionCause.MANY
    check_extension(request, None, days, cause=cause, posted_on=TODAY, today=TODAY)
    with pytest.raises(InvalidInput):
        check_extension(request, None, days, cause=None, posted_on=TODAY, today=TODAY)
    with pytest.raises(Conflict):
        check_extension(request, AN_EXTENSION, days, cause=cause, posted_on=TODAY, today=TODAY)
    late = date(2026, 12, 10)
    with pytest.raises(Conflict):
        check_extension(request, None, days, cause=cause, posted_on=late, today=late)
    assert may_extend(request, None, days, today=date(2026, 12, 9))
    assert not may_extend(request, None, days, today=late)


def test_the_decision_says_the_same_as_the_review() -> None:
    with pytest.raises(Conflict):
        check_decision(a_request(), DONE, Decision.ALL, has_marks=True)
    check_decision(a_request(), DONE, Decision.PARTLY, has_marks=True)
    with pytest.raises(Conflict):
        check_decision(a_request(), Progress(), Decision.ALL, has_marks=False)
    check_decision(a_request(), Progress(), Decision.REFUSE, has_marks=False)
    with pytest.raises(Conflict):
        check_decision(a_request(right=Right.ERASURE), DONE, Decision.ALL, has_marks=False)


def test_a_company_is_asked_nothing_of_a_person_and_a_supplier_its_own_number() -> None:
    company = call_questions(is_company=True, is_customer=False, is_supplier=True)
    assert company[1] is IdentityMethod.ORGANISATION_NUMBER
    assert company[6] is IdentityMethod.SUPPLIER_NUMBER
    assert 5 not in company
    nobody = call_questions(is_company=False, is_customer=False, is_supplier=False)
    assert tuple(nobody) == (1, 2, 3, 4, 5), "a contact person has no number of their own"
