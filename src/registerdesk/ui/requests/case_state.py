"""All that the page shows of one case, read in one go on the worker's thread."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from registerdesk.domain.case_materials import OutsideStore
from registerdesk.domain.request_steps import StepStatus
from registerdesk.domain.rights_requests import Decision, RequestState, Right, Step
from registerdesk.domain.tasks import TaskKind
from registerdesk.ui.kit.context import Door
from registerdesk.usecases.request_answers import CaseAnswers, view_answers
from registerdesk.usecases.request_collection import Collection, view_collection
from registerdesk.usecases.request_review import ReviewView, open_review
from registerdesk.usecases.rights_requests import RequestView, view_request
from registerdesk.usecases.staff import names_of_staff
from registerdesk.usecases.tasks import TaskRow, list_tasks


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseState:
    """One case as far as the reader reaches; what is sealed for the reader is None."""

    view: RequestView
    collection: Collection | None
    review: ReviewView | None
    answers: CaseAnswers | None
    tasks: tuple[TaskRow, ...]
    """What waits for the reader in this case."""
    names: dict[UUID, str]

    @property
    def is_open(self) -> bool:
        """Whether the clock of the request still runs."""
        return self.view.row.state is RequestState.OPEN

    @property
    def works(self) -> bool:
        """Whether the reader is responsible for an open case."""
        return self.view.is_mine and self.is_open

    @property
    def is_access(self) -> bool:
        """Whether everything stored is to be answered with."""
        return self.view.row.right is Right.ACCESS

    def status(self, step: Step) -> StepStatus | None:
        """Return how far a step has come; None where the request has no such step."""
        return next((s.status for s in self.view.steps if s.step is step), None)

    def locks(self, step: Step) -> tuple[str, ...]:
        """Return what a step waits for, as messages."""
        return next((s.locks for s in self.view.steps if s.step is step), ())

    def waits(self, kind: TaskKind) -> tuple[TaskRow, ...]:
        """Return the reader's tasks of one kind."""
        return tuple(row for row in self.tasks if row.task.kind is kind)


def read_case(desk: Door, request_id: UUID, *, review_again: bool = False) -> CaseState:
    """Read a case; with `review_again` the review is opened although something is decided."""
    view = desk.do(view_request, request_id)
    tasks = tuple(r for r in desk.do(list_tasks) if r.task.object_id == request_id)
    opened = view.is_open_to_me
    state = CaseState(
        view=view,
        collection=desk.do(view_collection, request_id) if opened else None,
        review=None,
        answers=desk.do(view_answers, request_id) if opened else None,
        tasks=tasks,
        names=dict(desk.do(names_of_staff)),
    )
    if not _reviews(state, again=review_again):
        return state
    review = desk.do(open_review, request_id)
    return CaseState(
        view=desk.do(view_request, request_id),
        collection=state.collection,
        review=review,
        answers=state.answers,
        tasks=tasks,
        names=state.names,
    )


def _reviews(state: CaseState, *, again: bool) -> bool:
    """Tell whether the review is opened, which takes a decision back."""
    if not state.works or not state.is_access or state.collection is None:
        return False
    decided = state.view.request.decision is not None
    return again or not decided or state.status(Step.REVIEW) is not StepStatus.DONE


def at_work(state: CaseState) -> Step:
    """Return the step at work; the answer's other contents come before the letter."""
    step = state.view.row.step
    decided = state.view.request.decision in {Decision.ALL, Decision.PARTLY}
    unfilled = state.answers is not None and state.answers.answers is None
    return Step.DECIDE if step is Step.SEND and decided and unfilled else step


def step_to_show(state: CaseState, shown: Step | None, before: Step | None) -> Step | None:
    """Return the step to show: the one shown, or the next when a deed has finished it.

    `before` was the step at work when the case was last read; None when it has just been opened.
    """
    steps = [each.step for each in state.view.steps]
    current = at_work(state)
    if before is None and state.waits(TaskKind.APPROVE_REFUSAL):
        return Step.DECIDE
    if shown not in steps:
        return current if current in steps else steps[0] if steps else None
    unanswered = state.is_access and len(state.view.outside) < len(OutsideStore)
    stays = shown is Step.COLLECT and unanswered
    moved = before is shown and current is not before and current in steps
    return current if moved and not stays else shown
