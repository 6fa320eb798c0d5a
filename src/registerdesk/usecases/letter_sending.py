"""Letters are printed by number, posted on a day, and shown again byte for byte."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from registerdesk.domain.case_materials import MaterialKind
from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed, RegisterDeskError
from registerdesk.domain.four_eyes import Act
from registerdesk.domain.letters import ExtensionCause, Question
from registerdesk.domain.request_steps import check_extension, check_open, check_pause
from registerdesk.domain.rights_requests import (
    REPLY_DAYS,
    UNDO_MICROSECONDS,
    PostedWay,
    RequestExtension,
    RequestPause,
    RequestState,
    RightsRequest,
    Step,
)
from registerdesk.domain.staff import Permission
from registerdesk.domain.stored_letters import ANSWERS, LetterKind, LetterPrint, StoredLetter
from registerdesk.domain.texts import _
from registerdesk.letters.stamp import copy_for_print
from registerdesk.storage.rights_requests import drop_grant
from registerdesk.usecases.case_access import CaseAccess, CaseFile
from registerdesk.usecases.desk import Visit, local_day, use_case
from registerdesk.usecases.four_eyes import FourEyes
from registerdesk.usecases.letter_facts import PAUSING

_ADDRESSED: Final = _(
    "The letter was made before the person became protected, and bears the address. Make it anew."
)


class LetterDamaged(RegisterDeskError):
    """The stored letter is not the one that the log knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLetter:
    """A stored letter with its bytes, as they were made."""

    letter: StoredLetter
    pdf: bytes
    file_name: str
    """Case, kind and date; no name of a person."""


class _SentCase:
    """One letter of a case in the hands of its owner, or of the ombud."""

    def __init__(self, visit: Visit, letter_id: UUID) -> None:
        self.visit = visit
        self.access = CaseAccess(visit)
        self.letter = visit.office.letters.get(letter_id)
        self.request: RightsRequest = self.access.seen(self.letter.case_id)
        self.file: CaseFile = self.access.case_file(self.request)

    def pdf(self) -> bytes:
        """Return the bytes, or say that they are not what was made."""
        piece = self.file.piece(MaterialKind.LETTER, str(self.letter.id))
        pdf = self.file.open_piece(piece) if piece else b""
        if sha256(pdf).digest() != self.letter.pdf_sha256:
            raise LetterDamaged(_("The stored letter has been changed. Tell the ombud now."))
        return pdf

    def chosen(self) -> dict[str, Any]:
        """Return what was chosen when the letter was made."""
        return self.file.read(MaterialKind.ANSWERS, f"letter:{self.letter.id}") or {}


@use_case(Permission.VIEW_REQUESTS)
def show_letter(visit: Visit, letter_id: UUID) -> ShownLetter:
    """Return a letter byte for byte as it was made; only the owner and the ombud."""
    case = _SentCase(visit, letter_id)
    pdf = case.pdf()
    visit.note("letter.viewed", letter_id, case.request.id, case=case.request.id)
    return ShownLetter(letter=case.letter, pdf=pdf, file_name=case.chosen()["file_name"] or "")


@use_case(Permission.VIEW_REQUESTS)
def note_print(visit: Visit, letter_id: UUID) -> bytes:
    """Return a copy to be printed, with its number; from the second on it says "Kopia"."""
    case = _SentCase(visit, letter_id)
    if case.request.state is not RequestState.ANSWERED:
        check_open(case.request)
    if case.request.is_protected and not case.chosen().get("is_protected"):
        raise NotAllowed(_ADDRESSED)
    number = len(visit.office.letter_prints.find(letter_id=letter_id)) + 1
    copy = copy_for_print(
        case.pdf(), print_number=number, copy_of=visit.today if number > 1 else None
    )
    visit.office.letter_prints.add(
        LetterPrint(
            id=visit.new_id(),
            letter_id=letter_id,
            print_number=number,
            at=visit.now,
            by=visit.actor,
        )
    )
    visit.note("letter.printed", letter_id, case.request.id, case=case.request.id, count=number)
    return copy


@use_case(Permission.HANDLE_REQUEST)
def mark_posted(visit: Visit, letter_id: UUID, *, posted_on: date, way: PostedWay) -> None:
    """Say when and how a letter left: an answer closes the clock, others pause or extend it."""
    case = _SentCase(visit, letter_id)
    request = case.access.handled(case.request.id)
    _refuse_unprinted(case, posted_on, way)
    visit.office.letters.replace(dataclasses.replace(case.letter, posted_on=posted_on, way=way))
    if case.letter.kind in ANSWERS:
        _close(case, request, posted_on, way)
    elif case.letter.kind is LetterKind.IDENTITY:
        _pause(case, request, posted_on)
    elif case.letter.kind is LetterKind.EXTENSION:
        _extend(case, request, posted_on)
    visit.note("letter.sent", letter_id, request.id, case=request.id, purpose=way.value)


def _refuse_unprinted(case: _SentCase, posted_on: date, way: PostedWay) -> None:
    """Stop what cannot have been posted: not printed, sent already, on an impossible day."""
    if case.letter.posted_on is not None:
        raise Conflict(_("The letter is marked as sent already."))
    prints = case.visit.office.letter_prints.find(letter_id=case.letter.id)
    if not prints and way is not PostedWay.ENCRYPTED_EMAIL:
        raise Conflict(_("The letter has not been printed yet."))
    if not local_day(case.letter.made_at) <= posted_on <= case.visit.today:
        raise InvalidInput(
            _("The letter must have been posted between {first} and {last}."),
            field="posted_on",
            first=local_day(case.letter.made_at),
            last=case.visit.today,
        )


def _close(case: _SentCase, request: RightsRequest, posted_on: date, way: PostedWay) -> None:
    """Close the clock: the request is answered."""
    if case.letter.kind is LetterKind.REFUSAL:
        content = case.file.read(MaterialKind.REASON) or {}
        FourEyes(case.visit).execute(Act.REFUSAL, request.id, content)
    case.access.save(
        dataclasses.replace(
            request,
            state=RequestState.ANSWERED,
            step=Step.SEND,
            answered_on=posted_on,
            answered_way=way,
            closed_at=case.visit.now,
        )
    )
    case.visit.note("request.answered", request.id, request.party_id, case=request.id)


def _pause(case: _SentCase, request: RightsRequest, posted_on: date) -> None:
    """Stop the clock from the day after the question was posted."""
    pauses = case.access.pauses(request.id)
    check_pause(request, pauses, posted_on=posted_on, today=case.visit.today)
    question = Question(case.chosen()["question"] or Question.IDENTITY)
    case.access.office.pauses.add(
        RequestPause(
            id=case.visit.new_id(),
            case_id=request.id,
            reason=PAUSING[question],
            posted_on=posted_on,
            reply_by=local_day(case.letter.made_at) + timedelta(days=REPLY_DAYS),
        )
    )
    case.visit.note("request.paused", request.id, case=request.id, purpose=PAUSING[question].value)


def _extend(case: _SentCase, request: RightsRequest, posted_on: date) -> None:
    """Take two more months, if the letter was posted in time."""
    chosen = case.chosen()["cause"]
    cause = ExtensionCause(chosen) if chosen else None
    check_extension(
        request,
        case.access.extension(request.id),
        case.access.deadline(request),
        cause=cause,
        posted_on=posted_on,
        today=case.visit.today,
    )
    extension = RequestExtension(
        id=case.visit.new_id(),
        case_id=request.id,
        cause=cause or ExtensionCause.COMPLEX,
        posted_on=posted_on,
    )
    case.access.office.extensions.add(extension)
    case.visit.note("request.extended", request.id, case=request.id)


@use_case(Permission.HANDLE_REQUEST)
def undo_posted(visit: Visit, letter_id: UUID) -> None:
    """Take back an answer's mark within its ten seconds; after that the case is closed."""
    case = _SentCase(visit, letter_id)
    request = case.request
    if request.owner != visit.actor or case.letter.kind not in ANSWERS:
        raise NotAllowed(_("Only the person responsible can take an answer back."))
    if request.closed_at is None or visit.now - request.closed_at > UNDO_MICROSECONDS:
        raise Conflict(_("It is too late to undo."))
    case.access.save(
        dataclasses.replace(
            request,
            state=RequestState.OPEN,
            answered_on=None,
            answered_way=None,
            closed_at=None,
        )
    )
    visit.office.letters.replace(dataclasses.replace(case.letter, posted_on=None, way=None))
    if case.letter.kind is LetterKind.REFUSAL:
        FourEyes(visit).reopen(Act.REFUSAL, request.id)
    visit.note("letter.sent_undone", letter_id, request.id, case=request.id)


@use_case(Permission.HANDLE_REQUEST)
def drop_grants_after_sending(visit: Visit) -> int:
    """Drop the owner's key of each own case whose undo has passed; the ombud's remains."""
    dropped = 0
    answered = CaseAccess(visit).office.requests.find(
        owner=visit.actor, state=RequestState.ANSWERED
    )
    for request in answered:
        if request.closed_at is not None and visit.now - request.closed_at > UNDO_MICROSECONDS:
            dropped += drop_grant(visit.office.connection, request.id, visit.actor)
    visit.note("case.grants_dropped", count=dropped)
    return dropped
