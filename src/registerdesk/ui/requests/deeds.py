"""What is done in a case: each deed goes to the desk, and the page is read anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.rights_requests import UNDO_MICROSECONDS
from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import Door, WindowContext
from registerdesk.ui.kit.text import tr
from registerdesk.ui.requests.words import values_words
from registerdesk.usecases.letter_sending import drop_grants_after_sending, undo_posted
from registerdesk.usecases.person_data import Cancelled
from registerdesk.usecases.request_collection import collect

T = TypeVar("T")
Job = Callable[[Door, UUID], T]
Failed = Callable[[RegisterDeskError], object]


class CaseDeeds(QObject):
    """Runs the deeds of the open case; `changed` says that it must be read again."""

    changed = Signal()
    refused = Signal(object)
    progressed = Signal(int, int)
    stopped = Signal()

    def __init__(self, context: WindowContext) -> None:
        """Take the window's services; a case is opened by `open`."""
        super().__init__()
        self.context = context
        self.case: UUID | None = None
        self._cancelled = False
        self._tidy_after: int | None = 0

    def open(self, request_id: UUID) -> None:
        """Do everything in this case from now on."""
        self.case = request_id

    def today(self) -> date:
        """Return the day at the office."""
        return self.context.today()

    def run(
        self,
        job: Job[T],
        *,
        said: str = "",
        done: Callable[[T], object] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Do one deed; then say so, tell `done`, and have the case read again."""
        case, desk = self.case, self.context.desk
        if case is None:
            return

        def finished(outcome: T) -> None:
            if done is not None:
                done(outcome)
            if said:
                self.context.toast(said)
            self.changed.emit()

        self.context.runner.ask(lambda: job(desk, case), finished, failed or self.refused.emit)

    def read(self, job: Job[T], done: Callable[[T], object], *, latest: str = "") -> None:
        """Read something of the case without changing it."""
        case, desk = self.case, self.context.desk
        if case is not None:
            self.context.runner.ask(lambda: job(desk, case), done, self.refused.emit, latest=latest)

    def collect(self) -> None:
        """Collect everything stored on the person; `progressed` tells how far it has come."""
        self._cancelled = False
        self.progressed.emit(0, 0)

        def tell(done: int, total: int) -> bool:
            self.context.runner.tell(lambda: self.progressed.emit(done, total), lambda: True)
            return not self._cancelled

        self.run(
            lambda desk, case: desk.do(collect, case, tell=tell),
            done=lambda found: self._collected(found.count),
            failed=self._not_collected,
        )

    def cancel(self) -> None:
        """Stop the collection before its next register."""
        self._cancelled = True

    def sent(self, letter_id: UUID, posted_on: date, *, is_answer: bool) -> None:
        """Say that a letter is marked as sent, with ten seconds to take an answer back."""
        words = tr(_("The letter is marked as sent on {day}."), day=posted_on.isoformat())
        if not is_answer:
            self.context.toast(words)
            return
        self._tidy_after = self.context.clock() + UNDO_MICROSECONDS
        self.context.toast(words, lambda: self._undo(letter_id))

    def tidy(self) -> None:
        """Give up the keys of own cases whose ten seconds have passed."""
        desk, after = self.context.desk, self._tidy_after
        if after is None or self.context.clock() <= after:
            return
        self._tidy_after = None
        self.context.runner.do_last(lambda: desk.do(drop_grants_after_sending))

    def _undo(self, letter_id: UUID) -> None:
        self.run(
            lambda desk, _case: desk.do(undo_posted, letter_id),
            said=tr(_("The letter is not marked as sent any more.")),
        )

    def _collected(self, count: int) -> None:
        self.stopped.emit()
        self.context.announce(values_words(count))

    def _not_collected(self, error: RegisterDeskError) -> None:
        self.stopped.emit()
        if isinstance(error, Cancelled):
            self.context.toast(tr(error.message))
        else:
            self.refused.emit(error)
