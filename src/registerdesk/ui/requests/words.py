"""Requests as the window words them: pure functions from a view to chips, marks and steps."""

from __future__ import annotations

from datetime import date, timedelta

from registerdesk.domain import calendar
from registerdesk.domain.calendar import Urgency
from registerdesk.domain.fields import Compartment, is_withheld
from registerdesk.domain.request_steps import StepStatus
from registerdesk.domain.rights_requests import (
    DECISION_LABELS,
    STEP_LABELS,
    RequestState,
    Right,
    Step,
)
from registerdesk.domain.texts import _
from registerdesk.ui.kit.moments import local, local_date
from registerdesk.ui.kit.stepper import Step as Shown
from registerdesk.ui.kit.text import number, tr
from registerdesk.ui.kit.timeline import Mark
from registerdesk.usecases.request_collection import Collection
from registerdesk.usecases.request_review import ReviewView
from registerdesk.usecases.rights_requests import RequestRow, RequestView

URGENCY_CHIPS = {Urgency.NEUTRAL: "neutral", Urgency.WARN: "warn", Urgency.DANGER: "danger"}
COMPARTMENT_LABELS = {
    Compartment.PNR: _("Identity numbers"),
    Compartment.CREDIT: _("Content of credit checks"),
    Compartment.PAYMENT: _("Payment amounts"),
    Compartment.PROTECTED: _("Protected personal data"),
    Compartment.INCIDENT: _("Incidents"),
    Compartment.AUDIT: _("Log review"),
}
AT_WORK = {
    Step.IDENTITY: _("Identity being checked"),
    Step.COLLECT: _("Being collected"),
    Step.REVIEW: _("Under review"),
    Step.DECIDE: _("Being decided"),
    Step.SEND: _("Being sent"),
}


def counted(count: int, one: str, many: str) -> str:
    """Return a number with its noun, by the messages for one and for many."""
    return tr(one) if count == 1 else tr(many, n=number(count))


def values_words(count: int) -> str:
    """Return how many values there are."""
    return counted(count, _("1 value"), _("{n} values"))


def name_words(row: RequestRow) -> str:
    """Return the person's name, or what stands for it."""
    if is_withheld(row.name) or (row.is_protected and not row.name):
        return tr(_("Protected personal data"))
    return str(row.name) or tr(_("Unknown caller"))


def days_words(row: RequestRow, today: date) -> str:
    """Return how near the last day is, in words."""
    if row.answered_on is not None:
        return tr(_("Answered"))
    if row.is_paused:
        return tr(_("Clock paused"))
    message, parameters = calendar.time_left(row.answer_by, today)
    return tr(message, **parameters)


def days_chip(row: RequestRow) -> str:
    """Return the tint of the days left."""
    if row.answered_on is not None:
        return "ok"
    return "neutral" if row.is_paused else URGENCY_CHIPS[row.urgency]


def status_words(row: RequestRow) -> tuple[str, str]:
    """Return where the case stands, as a message and its tint."""
    if row.state is RequestState.ANSWERED:
        return _("Answered"), "ok"
    if row.state is RequestState.UNDONE:
        return _("Undone"), "neutral"
    if row.right is Right.UNCLASSIFIED:
        return _("To be classified"), "warn"
    return AT_WORK[row.step], "info"


def marks_of(view: RequestView, today: date) -> list[Mark]:
    """Return the days of the axis: what happened, today, the goal, the last day."""
    row, request = view.row, view.request
    received = local(request.received_at)
    start = Mark(
        day=row.received_on,
        title=tr(_("Received")),
        fact=f"{row.received_on.isoformat()} {received:%H:%M}",
        kind="start",
    )
    marks = [start, _now(view, today), *_events(view)]
    if row.answered_on is None:
        target = view.deadline.target
        goal = Mark(day=target, title=tr(_("Your goal")), fact=target.isoformat(), kind="goal")
        marks.append(goal)
    last = view.deadline.answer_by
    limit = tr(_("Answer by"))
    return [*marks, Mark(day=last, title=limit, fact=last.isoformat(), kind="deadline")]


def _now(view: RequestView, today: date) -> Mark:
    """Return today's mark, or the day of the answer."""
    answered = view.row.answered_on
    if answered is not None:
        return Mark(day=answered, title=tr(_("Answered")), fact=answered.isoformat(), kind="today")
    day = (today - view.row.received_on).days
    title = tr(_("Today, day {n}"), n=day)
    return Mark(day=today, title=title, fact=days_words(view.row, today), kind="today")


def _events(view: RequestView) -> list[Mark]:
    """Return what has happened on the way."""
    happened: list[tuple[date, str]] = []
    if view.request.collected_at is not None:
        happened.append((local_date(view.request.collected_at), _("Collected")))
    if view.request.decided_at is not None and view.request.decision is not None:
        happened.append((local_date(view.request.decided_at), _("Decided")))
    if view.extension is not None:
        happened.append((view.extension.posted_on, _("Extended")))
    happened += [(pause.posted_on, _("Clock paused")) for pause in view.pauses]
    return [Mark(day=day, title=tr(title), fact=f"{day:%m-%d}") for day, title in happened]


def hatched(view: RequestView, today: date) -> list[tuple[date, date]]:
    """Return the pauses from the day after the letter to their last day as known."""
    until = view.row.answered_on or today
    spans = [(p.posted_on + timedelta(days=1), p.as_pause().last_day(until)) for p in view.pauses]
    return [(start, end) for start, end in spans if end >= start]


def steps_shown(
    view: RequestView, collection: Collection | None, review: ReviewView | None
) -> list[Shown]:
    """Return the steps with what each has come to."""
    return [
        Shown(
            title=tr(STEP_LABELS[state.step]),
            fact=_fact(state.step, view, collection, review),
            done=state.status is StepStatus.DONE,
        )
        for state in view.steps
    ]


def _fact(
    step: Step, view: RequestView, collection: Collection | None, review: ReviewView | None
) -> str:
    """Return the small line under a step's title."""
    if step is Step.IDENTITY:
        return counted(len(view.identity), _("1 check"), _("{n} checks"))
    if step is Step.COLLECT:
        return values_words(collection.count) if collection else tr(_("Not collected"))
    if step is Step.REVIEW:
        return _review_fact(review)
    if step is Step.DECIDE:
        decision = view.request.decision
        return tr(DECISION_LABELS[decision] if decision else _("Disclose, in part, refuse"))
    posted = view.row.answered_on
    return posted.isoformat() if posted else tr(_("Print and mark"))


def _review_fact(review: ReviewView | None) -> str:
    if review is None:
        return tr(_("Data about others"))
    left = review.undecided
    return tr(_("{n} left to judge"), n=left) if left else tr(_("Nothing left to judge"))


def computation(view: RequestView) -> list[str]:
    """Return how the last day was reached, a sentence for each rule."""
    lines = [tr(message, **parameters) for message, parameters in view.deadline.computation]
    if view.deadline.plan_by != view.deadline.answer_by:
        day = view.deadline.plan_by.isoformat()
        lines.append(tr(_("The office is open for the last time before it on {day}."), day=day))
    return lines
