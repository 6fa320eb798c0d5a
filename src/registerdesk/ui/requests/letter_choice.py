"""Which letter a case needs now: a draft, one that is made and not sent, or one that was sent."""

from __future__ import annotations

from registerdesk.domain.rights_requests import Decision
from registerdesk.domain.stored_letters import ANSWERS, LetterKind, StoredLetter
from registerdesk.ui.requests.case_state import CaseState


def answer_kind(state: CaseState) -> LetterKind:
    """Return the kind of letter that answers the request; the receipt where none does here."""
    if state.view.request.decision is Decision.REFUSE:
        return LetterKind.REFUSAL
    if not state.is_access:
        return LetterKind.RECEIPT
    return LetterKind.ACCESS if state.view.row.known_party else LetterKind.NO_DATA


def is_current(letter: StoredLetter, state: CaseState) -> bool:
    """Tell whether a letter was made after the last change to what it answers with."""
    request = state.view.request
    written = state.answers.written_at if state.answers else 0
    changes = (request.decided_at or 0, request.collected_at or 0, written)
    return letter.kind not in ANSWERS or letter.made_at >= max(changes)


def waiting_letter(state: CaseState, kind: LetterKind) -> StoredLetter | None:
    """Return the letter of a kind that is made and has not left, if what it says still holds."""
    found = [
        letter
        for letter in state.view.letters
        if letter.kind is kind and letter.posted_on is None and is_current(letter, state)
    ]
    return max(found, key=lambda letter: letter.made_at, default=None)


def latest_sent(state: CaseState) -> StoredLetter | None:
    """Return the letter that was sent last."""
    sent = [letter for letter in state.view.letters if letter.posted_on is not None]
    return max(sent, key=lambda letter: letter.made_at, default=None)


def is_printed(state: CaseState, letter: StoredLetter) -> bool:
    """Tell whether a letter is on paper."""
    return any(printed.letter_id == letter.id for printed in state.view.prints)
