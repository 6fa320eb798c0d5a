"""The panel's words: matters, prefilled notes, and what to say to the caller."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from registerdesk.domain.formats import running, with_weekday
from registerdesk.domain.identity_checks import IdentityLevel
from registerdesk.domain.rights_requests import RIGHT_LABELS, Right
from registerdesk.domain.texts import _
from registerdesk.ui.call.notes import CallNotes
from registerdesk.ui.kit.text import language, tr
from registerdesk.usecases.calls import NOTE_ONLY, Call, CallOutcome, Matter
from registerdesk.usecases.request_opening import OpenedRequest


@dataclass(frozen=True, slots=True)
class MatterWords:
    """One digit of the third step: what it is called, what the caller says, the note."""

    title: str
    under: str
    note: str


MATTERS: Final = MappingProxyType(
    {
        1: MatterWords(
            RIGHT_LABELS[Right.ACCESS],
            _("Wants to know what we have"),
            _("Asks by phone for access to personal data."),
        ),
        2: MatterWords(
            RIGHT_LABELS[Right.RECTIFICATION],
            _("Something is wrong"),
            _("Asks by phone for rectification:"),
        ),
        3: MatterWords(
            RIGHT_LABELS[Right.ERASURE],
            _("Wants to be removed"),
            _("Asks by phone for erasure:"),
        ),
        4: MatterWords(
            RIGHT_LABELS[Right.RESTRICTION],
            _("Wants the use paused"),
            _("Asks by phone for restriction:"),
        ),
        5: MatterWords(
            RIGHT_LABELS[Right.PORTABILITY],
            _("Wants a file"),
            _("Asks by phone for data portability:"),
        ),
        6: MatterWords(
            RIGHT_LABELS[Right.OBJECTION],
            _("Stop advertising and the like"),
            _("Objects by phone to the use:"),
        ),
        7: MatterWords(
            _("Withdraw consent"),
            _("Newsletter, cookies …"),
            _("Withdraws consent by phone:"),
        ),
        NOTE_ONLY: MatterWords(_("Just a note"), _("No request"), ""),
        9: MatterWords(
            _("Something else"),
            _("Reconsideration, question about the use"),
            _("Asks by phone:"),
        ),
    }
)
READERS_DIGIT: Final = 9
"""What a reader's one key sends; whoever may classify says later what it is."""

_HOW_ANSWERED: Final = MappingProxyType(
    {
        IdentityLevel.UNCONFIRMED: _("The identity is not confirmed."),
        IdentityLevel.BY_POST: _("Answer by post to the registered address."),
        IdentityLevel.FOR_DISCLOSURE: _("The identity is confirmed."),
    }
)


def note_for(digits: Sequence[int], level: IdentityLevel, *, classifies: bool) -> str:
    """Return the note that is prefilled; one goes on writing at its end."""
    if not classifies:
        return tr(_("Asks for something about personal data.")) if digits else ""
    asked = [tr(MATTERS[digit].note) for digit in digits if MATTERS[digit].note]
    if not asked:
        return ""
    whole = [words for words in asked if not words.endswith(":")]
    open_ended = [words for words in asked if words.endswith(":")]
    first = " ".join([*whole, tr(_HOW_ANSWERED[level])])
    lines = [first, *(f"{words} " for words in open_ended)]
    return "\n".join(lines) if open_ended else f"{first} "


def heading_for(digits: Sequence[int], *, classifies: bool) -> str:
    """Return the heading of the contact."""
    if not classifies and digits:
        return tr(RIGHT_LABELS[Right.UNCLASSIFIED])
    named = [tr(MATTERS[digit].title) for digit in digits if digit != NOTE_ONLY]
    return ", ".join(named) or tr(_("Call"))


def call_of(notes: CallNotes, *, classifies: bool) -> Call:
    """Return the call as it is saved."""
    add_to = dict(notes.add_to)
    return Call(
        party_id=notes.party_id,
        caller_name=notes.caller_name,
        call_back=notes.call_back,
        caller_address=notes.caller_address,
        identity=notes.identity,
        matters=tuple(Matter(digit=digit, add_to=add_to.get(digit)) for digit in notes.digits),
        heading=heading_for(notes.digits, classifies=classifies),
        note=notes.note.strip(),
        started_at=notes.started_at,
    )


def day_words(day: date) -> str:
    """Return "onsdag 2026-12-23"."""
    return with_weekday(day, language.code)


def spoken_day(day: date) -> str:
    """Return "23 december", as one says it."""
    return running(day, language.code).rsplit(" ", 1)[0]


def spoken_number(number: str) -> str:
    """Return "B 2026 0152", as one says it."""
    return number.replace("-", " ")


def outcome_words(outcome: CallOutcome) -> str:
    """Return what came of the call, for the toast and for the screen reader."""
    said = [_case(_REGISTERED, case) for case in outcome.requests]
    said += [_case(_ADDED, case) for case in outcome.added_to]
    return " ".join(said) or tr(_("The call is saved."))


_REGISTERED = _("Request {number} registered. Answer by {day}.")
_ADDED = _("Added to request {number}. Answer by {day}.")


def _case(message: str, case: OpenedRequest) -> str:
    return tr(message, number=case.number, day=day_words(case.deadline.answer_by))
