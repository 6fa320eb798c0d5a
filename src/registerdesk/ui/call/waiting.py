"""The calls that wait: whose each is, how its tab names it, and the drafts of an earlier day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from PySide6.QtCore import QObject

from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.phones import PhoneNumber
from registerdesk.domain.texts import _
from registerdesk.ui.call.notes import KIND, CallNotes, DraftKeeper, from_text
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.moments import when
from registerdesk.ui.kit.text import tr
from registerdesk.usecases.calls import callers_named
from registerdesk.usecases.drafts import OpenDraft, open_drafts, own_drafts


@dataclass(slots=True, kw_only=True)
class Parked:
    """A call that waits: its notes and draft, or the number of one that nobody has taken yet."""

    at: int
    """When it began, UTC microseconds."""
    keeper: DraftKeeper
    notes: CallNotes
    name: str = ""
    """The caller's name; empty for a protected person, and for somebody who gave none."""
    is_aside: bool = False
    """Put aside for a second call, so it comes back when that one is over."""
    ringing: str = ""
    """The number of a call that nobody has taken yet; it has no draft."""
    is_kept: bool = False
    """Its draft holds its notes, so that nothing is to be written at a lock."""

    def keep(self, failed: Callable[[RegisterDeskError], object]) -> None:
        """Write its draft."""

        def kept(_none: None) -> None:
            self.is_kept = True

        self.keeper.keep(self.notes, kept, failed)

    def title(self, today: date) -> str:
        """Return how its tab is called: by the caller, by the number, or by when it began."""
        notes = self.notes
        called = self.name or notes.caller_name or notes.call_back
        return (
            called or _as_read(self.ringing) or tr(_("Call from {when}"), when=when(self.at, today))
        )


class KeptCalls(QObject):
    """Finds the calls that the person left unsaved, with the names of their callers."""

    def __init__(self, context: WindowContext, found: Callable[[list[Parked]], object]) -> None:
        """Take who is told of them, the latest first."""
        super().__init__()
        self._context, self._found = context, found

    def find(self) -> None:
        """Look for drafts; where there are none nothing is opened."""
        self._context.ask(own_drafts, KIND, done=lambda drafts: self._open(bool(drafts)))

    def _open(self, some: bool) -> None:  # noqa: FBT001 - an answer
        if some:
            self._context.ask(open_drafts, KIND, done=self._name)

    def _name(self, drafts: Sequence[OpenDraft]) -> None:
        calls = [_parked(self._context, each) for each in drafts]
        known = {call.notes.party_id for call in calls if call.notes.party_id is not None}
        if known:
            self._context.ask(
                callers_named, tuple(known), done=lambda names: self._tell(calls, names)
            )
        else:
            self._tell(calls, {})

    def _tell(self, calls: Iterable[Parked], names: Mapping[UUID, str]) -> None:
        for call in calls:
            if call.notes.party_id is not None:
                call.name = names.get(call.notes.party_id, "")
        self._found(sorted(calls, key=lambda call: call.at, reverse=True))


@lru_cache(maxsize=64)
def _as_read(number: str) -> str:
    """Return a number that rings as people read it, or as it came."""
    try:
        return PhoneNumber.parse(number).shown
    except InvalidInput:
        return number


def _parked(context: WindowContext, draft: OpenDraft) -> Parked:
    """Return the call of a draft."""
    notes, keeper = from_text(draft.text), DraftKeeper(context, draft.draft_id)
    return Parked(at=notes.started_at, keeper=keeper, notes=notes, is_kept=True)
