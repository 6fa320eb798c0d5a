"""Undoing an import from the window: what it would do in numbers, the password, the outcome."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.import_runs import ImportRun, UndoOutlook
from registerdesk.domain.texts import _
from registerdesk.ui.imports.recent import RecentImports
from registerdesk.ui.imports.rows_done import RowsDone
from registerdesk.ui.imports.steps import UNDO_KEY
from registerdesk.ui.imports.undo_progress import UndoProgress
from registerdesk.ui.kit.confirm import ConfirmDialog
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.text import number, tr
from registerdesk.ui.register.colleagues import colleagues
from registerdesk.usecases.desk import Desk
from registerdesk.usecases.import_runs import recent_imports
from registerdesk.usecases.import_undo import look_at_undo, undoing
from registerdesk.usecases.offices import Session

SLOW_MS: Final = 2_000
"""What takes longer shows how far it is, and can be stopped."""
Hooks = tuple[
    Callable[[RowsDone], RowsDone],
    Callable[[], object],
    Callable[[UndoOutlook], object],
    Callable[[RegisterDeskError], object],
    Callable[[], RowsDone | None],
]


def desk_of(context: WindowContext) -> Desk | None:
    """Return the desk of the session that is open now."""
    session = context.extras.get("session")
    return session.desk if isinstance(session, Session) else None


class Undoing(QObject):
    """Asks, carries out and tells; the page shows the progress."""

    def __init__(
        self,
        page: QWidget,
        context: WindowContext,
        desk: Callable[[], Desk | None],
        hooks: Hooks,
    ) -> None:
        """Take the page, what it does as something runs, is over, undone or fails; what runs."""
        super().__init__(page)
        self._page, self._context, self._desk = page, context, desk
        self._begin, self._settled, self._undone, self._failed, self._running = hooks
        context.holds.append(self._hold)
        self._looking: RowsDone | None = None
        self.progress = UndoProgress()
        self.slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self.slow.timeout.connect(self._show_looking)
        self.recent = RecentImports(context.settings)
        self.recent.asked.connect(lambda run: self.ask(run.id))
        self.buttons = [self.recent.undo]
        """What offers an undo: the key presses the one that is seen."""
        words = _("Undo import …")
        context.shortcuts.add(UNDO_KEY, "imports", words, page, self._press)
        self.question: ConfirmDialog | None = None

    def refresh(self, then: Callable[[tuple[ImportRun, ...]], object]) -> None:
        """Fetch the latest imports, and hand them over once they are shown."""

        def show(runs: tuple[ImportRun, ...]) -> None:
            def told(names: dict[str, str], now: int) -> None:
                self.recent.show_runs(runs, names, now)
                then(runs)

            desk = self._desk()
            if desk is not None:
                colleagues(self._context, lambda names: told(names, desk.now()))

        self._context.ask(recent_imports, done=show, latest="imports.recent")

    def ask(self, run_id: UUID) -> None:
        """Look at what the undo of an import would do, and ask for the own password."""
        desk = self._desk()
        if desk is None or self._looking is not None:
            return
        self._looking = rows = RowsDone()
        self.slow.start()
        self._context.work(
            lambda: desk.doing(look_at_undo, run_id, rows),
            done=self._question,
            failed=self._not_looked,
        )

    def end(self) -> None:
        """Hear of no lock any more: the page goes."""
        self._context.holds.remove(self._hold)

    def _hold(self) -> None:
        """Take what runs as stopped, as a lock stops it: nobody tells of its end any more."""
        self._looking = None
        if self._running() is not None:
            self._settled()

    def _press(self) -> None:
        for button in self.buttons:
            if button.isVisible():
                button.click()

    def _show_looking(self) -> None:
        if self._looking is not None:
            self.progress.begin(_("Looking at what the undo would do"))
            self._begin(self._looking)

    def _not_looked(self, error: RegisterDeskError) -> None:
        self._looking = None
        self._failed(error)

    def _question(self, outlook: UndoOutlook) -> None:
        self._looking = None
        self._settled()
        self.question = question = undo_question(self._page, outlook)
        question.accepted.connect(lambda: self._confirmed(outlook.run.id))
        question.open()
        question.password.setFocus()

    def _confirmed(self, run_id: UUID) -> None:
        question, self.question = self.question, None
        desk = self._desk()
        if question is None or desk is None:
            return
        password = question.password.text()
        question.deleteLater()
        self.progress.begin(_("Undoing the import"))
        rows = self._begin(RowsDone())
        self._context.work(
            lambda: undoing(desk, run_id, password, rows), done=self._undone, failed=self._failed
        )


def undo_question(parent: QWidget, outlook: UndoOutlook) -> ConfirmDialog:
    """Return the question; `password` holds what was typed once it is accepted."""
    words = []
    if outlook.removed:
        words.append(
            tr(
                _("{count} that the file brought are removed with everything about them."),
                count=number(outlook.removed),
            )
        )
    if outlook.restored:
        words.append(
            tr(
                _("{count} that were here before get back the values they had."),
                count=number(outlook.restored),
            )
        )
    if outlook.stay:
        words.append(
            tr(
                _("{stay} of {count} have been changed since, and stay as they are."),
                stay=number(outlook.stay),
                count=number(outlook.concerned),
            )
        )
    if not words:
        words.append(tr(_("The import changed nothing, so nothing is written back.")))
    words.append(tr(_("Until it is done, Esc stops it, and then nothing is undone.")))
    return ConfirmDialog(
        parent,
        title=tr(_("Undo import {number}?"), number=number(outlook.run.number)),
        consequence=" ".join(words),
        verb=tr(_("Undo import {number}"), number=number(outlook.run.number)),
    )


def told_of(outlook: UndoOutlook) -> str:
    """Return in one sentence what an undo came to."""
    return tr(
        _("Import {number} is undone: {removed} removed, {restored} restored, {stay} stay."),
        number=number(outlook.run.number),
        removed=number(outlook.removed),
        restored=number(outlook.restored),
        stay=number(outlook.stay),
    )
