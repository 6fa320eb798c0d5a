"""Step 5: a letter is looked at, made, sealed to the case, and never changed."""

from __future__ import annotations

import dataclasses
from hashlib import sha256
from typing import Final
from uuid import UUID

from registerdesk.domain.case_materials import MaterialKind
from registerdesk.domain.errors import Conflict
from registerdesk.domain.four_eyes import Act
from registerdesk.domain.letters import Addressee, LetterFacts
from registerdesk.domain.parties import Language
from registerdesk.domain.request_steps import check_open, locks_of
from registerdesk.domain.rights_requests import Decision, Right, RightsRequest, Step
from registerdesk.domain.staff import Permission
from registerdesk.domain.stored_letters import LetterKind, StoredLetter
from registerdesk.domain.texts import _
from registerdesk.letters import catalogue
from registerdesk.letters.document import Letter
from registerdesk.letters.envelope import C5_H2, PROFILES, Profile
from registerdesk.usecases.case_access import CaseAccess
from registerdesk.usecases.case_progress import CaseProgress
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.four_eyes import FourEyes
from registerdesk.usecases.letter_facts import CaseFacts, LetterOrder
from registerdesk.usecases.letter_frame import CaseAddressee

DISCLOSING: Final = frozenset({LetterKind.ACCESS, LetterKind.NO_DATA})


@use_case(Permission.HANDLE_REQUEST)
def letter_facts(visit: Visit, request_id: UUID, order: LetterOrder) -> LetterFacts:
    """Return what a letter would say, from the case as it stands."""
    access = CaseAccess(visit)
    request = access.handled(request_id)
    visit.note("letter.facts_viewed", request_id, case=request_id, purpose=order.kind.value)
    return CaseFacts(visit, access, request).facts(order)


@use_case(Permission.HANDLE_REQUEST)
def preview_letter(visit: Visit, request_id: UUID, order: LetterOrder) -> Letter:
    """Return the letter as it would be; nothing is kept."""
    access = CaseAccess(visit)
    request = access.handled(request_id)
    visit.note("letter.previewed", request_id, case=request_id, purpose=order.kind.value)
    return _rendered(CaseFacts(visit, access, request), order)


@use_case(Permission.HANDLE_REQUEST)
def make_letter(visit: Visit, request_id: UUID, order: LetterOrder) -> StoredLetter:
    """Make the letter and seal it to the case; both its hashes go to the log, which is signed."""
    access = CaseAccess(visit)
    request = access.handled(request_id)
    _refuse_early(visit, access, request, order.kind)
    gathered = CaseFacts(visit, access, request)
    letter = _rendered(gathered, order)
    stored = _store(visit, access, request, letter, order, gathered.language(order))
    visit.note("letter.made", stored.id, request_id, case=request_id, digest=letter.sha256)
    visit.note(
        "letter.sealed", stored.id, request_id, case=request_id, digest=stored.sealed_sha256.hex()
    )
    visit.signs_log = True
    return stored


def _rendered(gathered: CaseFacts, order: LetterOrder) -> Letter:
    """Return the letter as a PDF; LetterIncomplete while a required element is missing."""
    return catalogue.render(
        order.kind.value,
        gathered.facts(order),
        language=gathered.language(order).value,
        profile=profile_named(gathered.envelope()),
    )


def profile_named(name: str) -> Profile:
    """Return the office's envelope by its name; C5 H2 where it has none."""
    wanted = name.replace("_", " ").casefold()
    return next((p for p in PROFILES if p.name.casefold() == wanted), C5_H2)


def _refuse_early(
    visit: Visit, access: CaseAccess, request: RightsRequest, kind: LetterKind
) -> None:
    """Stop an answer whose step is locked, or that says something else than the decision."""
    if kind in DISCLOSING:
        progress = CaseProgress(visit, access, request).progress
        if kind is LetterKind.NO_DATA:
            progress = dataclasses.replace(progress, answers_given=True)
        locks = locks_of(Step.SEND, request, progress)
        if request.right is not Right.ACCESS or request.decision is Decision.REFUSE:
            raise Conflict(_("The decision and the letter do not say the same."))
        if locks:
            raise Conflict(locks[0])
    if kind is LetterKind.REFUSAL:
        if request.decision is not Decision.REFUSE:
            raise Conflict(_("The decision and the letter do not say the same."))
        content = access.case_file(request).read(MaterialKind.REASON) or {}
        FourEyes(visit).check(Act.REFUSAL, request.id, content)


def _store(
    visit: Visit,
    access: CaseAccess,
    request: RightsRequest,
    letter: Letter,
    order: LetterOrder,
    language: Language,
) -> StoredLetter:
    """Seal the PDF to the case with what was chosen for it."""
    file, letter_id = access.case_file(request), visit.new_id()
    piece = file.write_bytes(MaterialKind.LETTER, letter.pdf, str(letter_id))
    chosen = {
        "question": order.question.value,
        "cause": order.cause.value if order.cause else None,
        "file_name": letter.file_name,
        "is_protected": request.is_protected,
    }
    file.write(MaterialKind.ANSWERS, chosen, f"letter:{letter_id}")
    stored = StoredLetter(
        id=letter_id,
        case_id=request.id,
        kind=order.kind,
        language=language,
        made_at=visit.now,
        made_by=visit.actor,
        pdf_sha256=sha256(letter.pdf).digest(),
        sealed_sha256=sha256(piece.cell).digest(),
        text_version=letter.wording_version,
        pages=letter.pages,
    )
    visit.office.letters.add(stored)
    return stored


@use_case(Permission.HANDLE_REQUEST)
def view_addressee(visit: Visit, request_id: UUID) -> tuple[Addressee, Language]:
    """Return the case's own copy of name, address and language."""
    access = CaseAccess(visit)
    request = access.handled(request_id)
    visit.note("letter.addressee_viewed", request_id, request.party_id, case=request_id)
    return CaseAddressee(visit, access, request).get(access.case_file(request))


@use_case(Permission.HANDLE_REQUEST)
def register_addressee(visit: Visit, request_id: UUID) -> tuple[Addressee, Language]:
    """Return name, address and language as the register has them today; the case keeps its own."""
    access = CaseAccess(visit)
    request = access.handled(request_id)
    visit.note("letter.addressee_viewed", request_id, request.party_id, case=request_id)
    return CaseAddressee(visit, access, request).from_register()


@use_case(Permission.HANDLE_REQUEST)
def set_addressee(visit: Visit, request_id: UUID, addressee: Addressee, language: Language) -> None:
    """Change the case's copy: an agent, a route for a protected person, another language."""
    access = CaseAccess(visit)
    request = access.handled(request_id)
    check_open(request)
    CaseAddressee(visit, access, request).keep(access.case_file(request), addressee, language)
    act = "letter.protected_route_chosen" if request.is_protected else "letter.addressee_changed"
    visit.note(act, request_id, request.party_id, case=request_id)
