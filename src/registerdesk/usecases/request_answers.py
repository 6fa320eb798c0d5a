"""Step 4: what the answer says beyond the data, and the decision."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from registerdesk.domain.case_answers import (
    Answers,
    Refusal,
    answers_from_json,
    answers_to_json,
    refusal_from_json,
    refusal_to_json,
)
from registerdesk.domain.case_materials import MaterialKind
from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.four_eyes import Act, Proposal
from registerdesk.domain.letters import COMMENT_LIMIT, NONE
from registerdesk.domain.plain_text import clean
from registerdesk.domain.request_steps import check_decision
from registerdesk.domain.rights_requests import Decision, RightsRequest
from registerdesk.domain.staff import Permission, Role
from registerdesk.domain.stored_letters import LetterKind
from registerdesk.domain.tasks import TaskKind
from registerdesk.domain.texts import _
from registerdesk.usecases.case_access import CaseAccess, CaseFile
from registerdesk.usecases.case_progress import CaseProgress
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.four_eyes import FourEyes
from registerdesk.usecases.tasks import Tasks

_ANSWERS: Final = MaterialKind.ANSWERS
_COMMENT: Final = "comment:"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAnswers:
    """What has been filled in and decided, for the owner and the ombud."""

    answers: Answers | None
    refusal: Refusal | None
    proposal: Proposal | None
    rejection: str
    """Why a second person did not agree."""
    written_at: int = 0
    """When what is filled in was last changed, UTC microseconds; 0 for never."""
    comments: Mapping[LetterKind, str] = field(default_factory=dict)
    """The free paragraph of each kind of letter that has one."""


@use_case(Permission.HANDLE_REQUEST)
def set_answers(visit: Visit, request_id: UUID, answers: Answers) -> None:
    """Fill in recipients, transfers and automated decisions, or say expressly none."""
    access = CaseAccess(visit)
    request = access.handled(request_id)
    answers.check()
    progress = CaseProgress(visit, access, request)
    if answers.automated_decisions is NONE and _has_automated(progress):
        raise InvalidInput(
            _("A credit check was decided by automated means only. Explain its logic."),
            field="automated_decisions",
        )
    if answers.automated_decisions is NONE and _is_profiled(progress):
        raise InvalidInput(
            _("The person stands in a selection made by profiling. Tell how it is made."),
            field="automated_decisions",
        )
    access.case_file(request).write(MaterialKind.ANSWERS, answers_to_json(answers))
    _step_on(visit, access, request)
    visit.note("request.answers_set", request_id, case=request_id)


@use_case(Permission.HANDLE_REQUEST)
def keep_comment(visit: Visit, request_id: UUID, kind: LetterKind, comment: str) -> None:
    """Keep the free paragraph of one kind of letter with the case; an empty one is erased."""
    access = CaseAccess(visit)
    file = access.case_file(access.handled(request_id))
    words = clean(comment, limit=COMMENT_LIMIT, field="comment", lines=True)
    if words:
        file.write(MaterialKind.ANSWERS, {"text": words}, _COMMENT + kind.value)
    else:
        file.remove(MaterialKind.ANSWERS, _COMMENT + kind.value)
    visit.note("letter.comment_kept", request_id, case=request_id, purpose=kind.value)


def _comments(file: CaseFile) -> dict[LetterKind, str]:
    """Return the free paragraphs that the case keeps."""
    names = file.names(_ANSWERS)
    kinds = [kind for kind in LetterKind if _COMMENT + kind.value in names]
    kept = {kind: file.read(_ANSWERS, _COMMENT + kind.value) for kind in kinds}
    return {kind: str(one["text"]) for kind, one in kept.items() if one is not None}


def _written_at(file: CaseFile) -> int:
    """Return when the answers or the grounds of a refusal were last written."""
    pieces = (file.piece(_ANSWERS), file.piece(MaterialKind.REASON))
    return max((piece.made_at for piece in pieces if piece is not None), default=0)


def _has_automated(progress: CaseProgress) -> bool:
    """Tell whether the person has met a decision made by automated means only (Article 22)."""
    items = progress.snapshot.items if progress.snapshot else ()
    return any(i.register == "credit_checks" and i.field == "automated" for i in items)


def _is_profiled(progress: CaseProgress) -> bool:
    """Tell whether the person stands in a selection, so that profiling takes place (4(4))."""
    items = progress.snapshot.items if progress.snapshot else ()
    return any(i.register == "segments" for i in items)


@use_case(Permission.HANDLE_REQUEST)
def decide(
    visit: Visit, request_id: UUID, decision: Decision, *, refusal: Refusal | None = None
) -> Proposal | None:
    """Decide what the answer gives; a refusal is a proposal until a second person agrees."""
    access = CaseAccess(visit)
    request = access.handled(request_id)
    progress = CaseProgress(visit, access, request)
    check_decision(request, progress.progress, decision, has_marks=progress.review.withholds)
    file = access.case_file(request)
    proposal = None
    if decision is Decision.REFUSE:
        proposal = _propose(visit, file, request, refusal)
    else:
        FourEyes(visit).withdraw(Act.REFUSAL, request_id)
        Tasks(visit).close(TaskKind.APPROVE_REFUSAL, request_id)
    request = access.save(dataclasses.replace(request, decision=decision, decided_at=visit.now))
    _step_on(visit, access, request)
    visit.note("request.decided", request_id, case=request_id, purpose=decision.value)
    return proposal


def _propose(
    visit: Visit, file: CaseFile, request: RightsRequest, refusal: Refusal | None
) -> Proposal:
    """Seal the grounds to the case and ask the ombud to agree."""
    visit.require(Permission.PROPOSE_REFUSAL)
    if refusal is None:
        raise InvalidInput(_("State the reason."), field="reason")
    refusal.check()
    content = refusal_to_json(refusal)
    file.write(MaterialKind.REASON, content)
    proposal = FourEyes(visit).propose(Act.REFUSAL, request.id, content)
    Tasks(visit).ask(TaskKind.APPROVE_REFUSAL, request.id, role=Role.DATA_PROTECTION_OFFICER)
    visit.note("proposal.made", proposal.id, request.id, case=request.id)
    return proposal


def _step_on(visit: Visit, access: CaseAccess, request: RightsRequest) -> None:
    """Keep the step on which the request stands now."""
    current = access.office.requests.get(request.id)
    access.save(CaseProgress(visit, access, current).stepped())


@use_case(Permission.HANDLE_REQUEST)
def view_answers(visit: Visit, request_id: UUID) -> CaseAnswers:
    """Return what has been filled in and decided."""
    access = CaseAccess(visit)
    file = access.case_file(access.seen(request_id))
    visit.note("request.answers_viewed", request_id, case=request_id)
    answers, reason = file.read(MaterialKind.ANSWERS), file.read(MaterialKind.REASON)
    proposals = access.office.proposals.find(object_id=request_id, act=Act.REFUSAL)
    proposal = proposals[-1] if proposals else None
    said = file.read(MaterialKind.REASON, f"proposal:{proposal.id}") if proposal else None
    return CaseAnswers(
        answers=answers_from_json(answers) if answers else None,
        refusal=refusal_from_json(reason) if reason else None,
        proposal=proposal,
        rejection=said["reason"] if said else "",
        written_at=_written_at(file),
        comments=_comments(file),
    )
