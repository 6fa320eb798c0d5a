"""What has been noted of one call so far, and its draft in the office."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.identity_checks import IdentityMethod
from registerdesk.ui.kit.context import Door, WindowContext
from registerdesk.usecases.calls import Call, CallOutcome, record_call
from registerdesk.usecases.drafts import discard_draft, save_draft

KIND = "call"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNotes:
    """One call as far as it has come; `started_at` is UTC microseconds."""

    started_at: int
    party_id: UUID | None = None
    is_unknown: bool = False
    caller_name: str = ""
    call_back: str = ""
    caller_address: str = ""
    identity: tuple[IdentityMethod, ...] = ()
    digits: tuple[int, ...] = ()
    add_to: tuple[tuple[int, UUID], ...] = ()
    """The open requests that matters are added to, by digit."""
    separate: tuple[int, ...] = ()
    """The digits for which a new request was chosen although one is open."""
    note: str = ""
    is_note_typed: bool = False

    @property
    def has_content(self) -> bool:
        """Whether anything would be lost."""
        typed = (self.caller_name, self.call_back, self.caller_address)
        return bool(self.party_id or self.digits or self.is_note_typed or any(typed))


def as_text(notes: CallNotes) -> str:
    """Return the notes as the draft keeps them."""
    return json.dumps(
        {
            "started_at": notes.started_at,
            "party_id": str(notes.party_id) if notes.party_id else None,
            "is_unknown": notes.is_unknown,
            "caller": [notes.caller_name, notes.call_back, notes.caller_address],
            "identity": [method.value for method in notes.identity],
            "digits": notes.digits,
            "add_to": [[digit, str(request)] for digit, request in notes.add_to],
            "separate": notes.separate,
            "note": notes.note,
            "is_note_typed": notes.is_note_typed,
        },
        ensure_ascii=False,
    )


def from_text(text: str) -> CallNotes:
    """Return the notes of a draft."""
    kept = json.loads(text)
    name, call_back, address = kept["caller"]
    return CallNotes(
        started_at=kept["started_at"],
        party_id=UUID(kept["party_id"]) if kept["party_id"] else None,
        is_unknown=kept["is_unknown"],
        caller_name=name,
        call_back=call_back,
        caller_address=address,
        identity=tuple(IdentityMethod(code) for code in kept["identity"]),
        digits=tuple(kept["digits"]),
        add_to=tuple((digit, UUID(request)) for digit, request in kept["add_to"]),
        separate=tuple(kept["separate"]),
        note=kept["note"],
        is_note_typed=kept["is_note_typed"],
    )


class DraftKeeper:
    """The draft of one call: every job runs on the worker, so none meets an outdated id."""

    def __init__(self, context: WindowContext, draft_id: UUID | None = None) -> None:
        """Take the draft that there is, or none yet."""
        self._context = context
        self.draft_id = draft_id
        self.outcome: CallOutcome | None = None
        self._over = False

    def keep(
        self,
        notes: CallNotes,
        done: Callable[[None], object],
        failed: Callable[[RegisterDeskError], object],
    ) -> None:
        """Write the draft, in place of the one before."""
        desk, text = self._context.desk, as_text(notes)
        self._context.runner.ask(lambda: self._write(desk, text), done, failed)

    def keep_last(self, notes: CallNotes) -> None:
        """Write the draft before a lock; nothing makes this void."""
        desk, text = self._context.desk, as_text(notes)
        self._context.runner.do_last(lambda: self._write(desk, text))

    def drop(self) -> None:
        """Erase the draft, if one was written."""
        desk = self._context.desk
        self._context.runner.do_last(lambda: self._erase(desk))

    def record(
        self,
        call: Call,
        done: Callable[[CallOutcome], object],
        failed: Callable[[RegisterDeskError], object],
    ) -> None:
        """Save the call and erase its draft, in one act."""
        desk = self._context.desk
        self._context.runner.ask(lambda: self._record(desk, call), done, failed)

    def _write(self, desk: Door, text: str) -> None:
        if not self._over:
            self.draft_id = desk.do(save_draft, KIND, text, self.draft_id)

    def _erase(self, desk: Door) -> None:
        self._over = True
        if self.draft_id is not None:
            desk.do(discard_draft, self.draft_id)
            self.draft_id = None

    def _record(self, desk: Door, call: Call) -> CallOutcome:
        self.outcome = desk.do(record_call, call, self.draft_id)
        self._over, self.draft_id = True, None
        return self.outcome
