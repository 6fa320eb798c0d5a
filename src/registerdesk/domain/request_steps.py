"""What each step of a request waits for, and which acts its state refuses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from registerdesk.domain.case_materials import OutsideStore
from registerdesk.domain.errors import Conflict, InvalidInput
from registerdesk.domain.fields import Compartment
from registerdesk.domain.identity_checks import IdentityLevel
from registerdesk.domain.letters import ExtensionCause
from registerdesk.domain.rights_requests import (
    Deadline,
    Decision,
    RequestExtension,
    RequestPause,
    RequestState,
    Right,
    RightsRequest,
    Step,
    is_paused,
)
from registerdesk.domain.texts import _


class StepStatus(StrEnum):
    """How far a step has come."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepState:
    """One step with what locks it, as sentences."""

    step: Step
    status: StepStatus
    locks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What has been done in a case, as far as its owner sees."""

    level: IdentityLevel = IdentityLevel.UNCONFIRMED
    collected: bool = False
    unreadable: int = 0
    """Categories that could not be read."""
    unreleased: frozenset[Compartment] = frozenset()
    undecided: int = 0
    """Suggestions of the review without a decision."""
    outside: frozenset[OutsideStore] = frozenset()
    """Places outside the program that have an answer."""
    answers_given: bool = False
    """Recipients, transfers and automated decisions are filled in, or expressly none."""
    refusal_approved: bool = False


ACCESS_STEPS: Final = tuple(Step)
OTHER_STEPS: Final = (Step.IDENTITY, Step.DECIDE, Step.SEND)


def steps_of(request: RightsRequest, progress: Progress) -> tuple[StepState, ...]:
    """Return the request's steps in order, each with its status and what locks it."""
    steps = ACCESS_STEPS if request.right is Right.ACCESS else OTHER_STEPS
    states: list[StepState] = []
    current_found = False
    for step in steps:
        locks = locks_of(step, request, progress)
        done = not locks and _is_done(step, request, progress)
        status = StepStatus.DONE if done else StepStatus.LOCKED if locks else StepStatus.AHEAD
        if not done and not current_found and not locks:
            status, current_found = StepStatus.CURRENT, True
        states.append(StepState(step=step, status=status, locks=locks))
    return tuple(states)


def locks_of(step: Step, request: RightsRequest, progress: Progress) -> tuple[str, ...]:
    """Return what a step waits for; nothing when it can be worked on."""
    if request.right is Right.UNCLASSIFIED:
        return (_("The request must be classified first."),)
    if request.owner is None and request.state is RequestState.OPEN:
        return (_("The case has no owner yet."),)
    if step in {Step.IDENTITY, Step.COLLECT}:
        return ()
    if step is Step.REVIEW:
        return _collection_locks(progress)
    if step is Step.DECIDE:
        return decide_locks(request, progress)
    return _send_locks(request, progress)


def decide_locks(request: RightsRequest, progress: Progress) -> tuple[str, ...]:
    """Return what the decision waits for."""
    if request.right is not Right.ACCESS:
        return ()
    locks = list(_collection_locks(progress))
    if set(OutsideStore) - progress.outside:
        locks.append(_("Answer for each place outside the program."))
    if progress.undecided:
        locks.append(_("The review is not finished."))
    return tuple(locks)


def _collection_locks(progress: Progress) -> tuple[str, ...]:
    """Return what is missing of the collection."""
    if not progress.collected:
        return (_("The data has not been collected yet."),)
    return (_("A category could not be read. Collect again."),) if progress.unreadable else ()


def _send_locks(request: RightsRequest, progress: Progress) -> tuple[str, ...]:
    """Return what the answer waits for."""
    if request.decision is None:
        return (_("Nothing has been decided yet."),)
    if request.decision is Decision.REFUSE:
        approved = progress.refusal_approved
        return () if approved else (_("The refusal waits for the approval of a second person."),)
    locks = list(decide_locks(request, progress))
    if progress.level is IdentityLevel.UNCONFIRMED:
        locks.append(_("The identity is not confirmed."))
    if progress.unreleased:
        locks.append(_("Sealed data has not been released to the case yet."))
    if not progress.answers_given:
        locks.append(_("Recipients, transfers and automated decisions are not filled in."))
    return tuple(locks)


def _is_done(step: Step, request: RightsRequest, progress: Progress) -> bool:
    """Tell whether a step that nothing locks is finished."""
    return {
        Step.IDENTITY: progress.level is not IdentityLevel.UNCONFIRMED,
        Step.COLLECT: progress.collected and not progress.unreadable,
        Step.REVIEW: progress.undecided == 0,
        Step.DECIDE: request.decision is not None,
        Step.SEND: request.state is RequestState.ANSWERED,
    }[step]


def current_step(states: Iterable[StepState]) -> Step:
    """Return the first step that is not done, which is the one that lists show."""
    steps = tuple(states)
    return next((s.step for s in steps if s.status is not StepStatus.DONE), steps[-1].step)


def check_open(request: RightsRequest) -> None:
    """Refuse to work on a request that has been answered or undone."""
    if request.state is RequestState.ANSWERED:
        raise Conflict(_("The request has been answered. Nothing in it changes any more."))
    if request.state is RequestState.UNDONE:
        raise Conflict(_("The request has been undone."))


def check_pause(
    request: RightsRequest, pauses: Iterable[RequestPause], *, posted_on: date, today: date
) -> None:
    """Refuse a pause that is not lawful: twice at once, before the receipt, in the future."""
    check_open(request)
    if is_paused(pauses, today):
        raise Conflict(_("The clock stands still already."))
    _check_posted(request, posted_on, today)


def check_reply(pause: RequestPause, *, replied_on: date, today: date) -> None:
    """Refuse a reply that came before the question, in the future, or twice."""
    if pause.replied_on is not None:
        raise Conflict(_("The reply has been noted already."))
    if not pause.posted_on <= replied_on <= today:
        raise InvalidInput(
            _("The reply must have come between {first} and {last}."),
            field="replied_on",
            first=pause.posted_on,
            last=today,
        )


def check_extension(
    request: RightsRequest,
    extension: RequestExtension | None,
    deadline: Deadline,
    *,
    cause: ExtensionCause | None,
    posted_on: date,
    today: date,
) -> None:
    """Refuse an extension without a lawful cause or told too late (GDPR Article 12(3))."""
    check_open(request)
    if extension is not None:
        raise Conflict(_("The time limit has been extended already."))
    if cause is None:
        raise InvalidInput(
            _("Only complexity or the number of requests allows more time."), field="cause"
        )
    if posted_on > deadline.month_one:
        raise Conflict(
            _("The person must be told by {day}. That day has passed."), day=deadline.month_one
        )
    _check_posted(request, posted_on, today)


def may_pause(request: RightsRequest, pauses: Iterable[RequestPause], *, today: date) -> bool:
    """Tell whether the clock can be paused today."""
    return request.state is RequestState.OPEN and not is_paused(pauses, today)


def may_extend(
    request: RightsRequest,
    extension: RequestExtension | None,
    deadline: Deadline,
    *,
    today: date,
) -> bool:
    """Tell whether more time can still be taken today."""
    is_open = request.state is RequestState.OPEN
    return is_open and extension is None and today <= deadline.month_one


def check_decision(
    request: RightsRequest, progress: Progress, decision: Decision, *, has_marks: bool
) -> None:
    """Refuse a decision that comes too early or says something else than the review."""
    check_open(request)
    if request.right is not Right.ACCESS and decision is not Decision.REFUSE:
        raise Conflict(_("This kind of request can only be refused here."))
    if decision is Decision.REFUSE:
        return
    locks = decide_locks(request, progress)
    if locks:
        raise Conflict(locks[0])
    if decision is Decision.ALL and has_marks:
        raise Conflict(_("Something is masked or left out, so the data is disclosed in part."))


def _check_posted(request: RightsRequest, posted_on: date, today: date) -> None:
    """Refuse a day of posting that cannot be."""
    if not request.received_on <= posted_on <= today:
        raise InvalidInput(
            _("The letter must have been posted between {first} and {last}."),
            field="posted_on",
            first=request.received_on,
            last=today,
        )
