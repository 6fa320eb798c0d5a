"""Import: file, columns, dry run, import; nothing is taken in before the last step."""

from __future__ import annotations

import dataclasses
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.import_runs import ImportRun, UndoOutlook
from registerdesk.domain.imports import Report
from registerdesk.domain.texts import _
from registerdesk.ui.background import Task
from registerdesk.ui.imports.columns_step import ColumnsStep
from registerdesk.ui.imports.file_step import FileStep
from registerdesk.ui.imports.frame import lay_out
from registerdesk.ui.imports.question import import_question
from registerdesk.ui.imports.report_step import ReportStep
from registerdesk.ui.imports.rows_done import RowsDone
from registerdesk.ui.imports.steps import COLUMNS, DONE, FILE, TRIAL, VERBS, steps_at
from registerdesk.ui.imports.trial import Trial
from registerdesk.ui.imports.undoing import Undoing, desk_of, told_of
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.confirm import ConfirmDialog
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.notices import ErrorBar
from registerdesk.ui.kit.page import Page
from registerdesk.ui.kit.stepper import Stepper
from registerdesk.ui.kit.text import number, tr, tr_error
from registerdesk.usecases.import_job import importing, trying
from registerdesk.usecases.import_previews import previewing
from registerdesk.usecases.import_undo import UndoStopped
from registerdesk.usecases.imports import ImportCancelled, ImportOptions, Prepared, Preview


class ImportsPage(Page):
    """Four steps; Esc stops what runs, and then nothing of it is kept."""

    def __init__(self, context: WindowContext) -> None:
        """Build the steps."""
        super().__init__(context)
        self.step = FILE
        self._preview: Preview | None = None
        self._options: ImportOptions | None = None
        self._reading: Task | None = None
        self._rows: RowsDone | None = None
        self._run_id: UUID | None = None
        self.question: ConfirmDialog | None = None
        self.file = FileStep(context)
        self.columns = ColumnsStep()
        self.report = ReportStep(context.settings)
        self.stack = QStackedWidget()
        for step in (self.file, self.columns, self.report):
            self.stack.addWidget(step)
        self.stepper = Stepper()
        self.stepper.chosen.connect(self._turn_back)
        self.error = ErrorBar()
        self.back = Button(_("Back"))
        self.stop = Button(_("Stop"), key="Esc", kind="danger")
        self.go_on = Button(VERBS[FILE], key="Ctrl+Return", kind="primary")
        self._desk, settled = partial(desk_of, context), self.go_on.setEnabled
        self.trial = Trial(context, self.report, self._desk, settled=settled, failed=self._failed)
        hooks = (self._begin, self._settled, self._undone, self._failed, lambda: self._rows)
        self.undoing = Undoing(self, context, self._desk, hooks)
        self.file.below.addWidget(self.undoing.recent)
        self.stack.addWidget(self.undoing.progress)
        self.report.undo.clicked.connect(self._ask_undo)
        self.undoing.buttons.append(self.report.undo)
        self.back.clicked.connect(lambda _checked=False: self._turn_back(self.step - 1))
        self.stop.clicked.connect(self.cancel)
        self.go_on.clicked.connect(self.primary)
        self.file.chosen.connect(self._look)
        self.setAcceptDrops(True)
        lay_out(self, self.stepper, (self.error, self.stack), (self.back, self.stop, self.go_on))
        self._show(FILE)

    def open(self, argument: str) -> None:
        """Go to the file."""
        del argument
        self.refresh()
        self.file.path.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the latest imports."""
        self.undoing.refresh(self._show_recent)

    def leave(self) -> bool:
        """Stay while something runs."""
        if self._rows is not None:
            self.context.toast(tr(_("The import is running. Stop it first.")))
        return self._rows is None

    def closed(self) -> None:
        """Let go of the rows of the file."""
        self.undoing.end()
        self.cancel()
        self._forget()

    def primary(self) -> None:
        """Go on to the next step."""
        if not self.go_on.isEnabled():
            return
        self.error.hide()
        deeds = (self._to_columns, self._try, self._import, self._again)
        deeds[self.step]()

    def cancel(self) -> None:
        """Stop what runs; the register is as it was."""
        if self._rows is not None:
            self._rows.stopped.set()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stop with Esc."""
        if event.key() == Qt.Key.Key_Escape and self._rows is not None:
            self.cancel()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, as long as none is chosen for good."""
        if event.mimeData().hasUrls() and self.step == FILE:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file that was dropped."""
        self.file.take(event.mimeData().urls()[0].toLocalFile())
        event.acceptProposedAction()

    def _look(self) -> None:
        """Read the file's first rows; a file that is chosen meanwhile makes this void."""
        path, kind = self.file.file(), self.file.kind()
        self._preview = None
        if self._reading is not None:
            self._reading.cancel()
        self._reading = self.context.work(
            lambda: previewing(path, kind),
            done=lambda found: self._looked(found) if path == self.file.file() else None,
            failed=lambda error: self.file.refuse(tr_error(error)),
        )

    def _looked(self, found: Preview) -> None:
        self._preview = found
        self.undoing.recent.hide()
        self.file.show_preview(found)
        self.context.announce(self.file.words.text())

    def _to_columns(self) -> None:
        self._options = self.file.options()
        if self._options is None:
            return
        if self._preview is None:
            self._look()
            return
        self.columns.show_columns(self._preview)
        self.columns.recall(self._options.kind, self.context.settings)
        self._show(COLUMNS)
        self.columns.boxes[0].setFocus()

    def _try(self) -> None:
        """Check every row, and say what the import would do."""
        options = self._options
        if options is None:
            return
        wrong = self.columns.refuse(options.kind)
        if wrong is not None:
            self.error.tell(tr_error(wrong))
            return
        seen, desk = self._preview, self._desk()
        if seen is None or desk is None:
            return
        self.columns.remember(options.kind, self.context.settings)
        chosen = dataclasses.replace(options, columns=self.columns.columns())
        path, rows = self.file.file(), self._begin()
        self.context.work(
            lambda: trying(desk, path, chosen, seen.digest, rows),
            done=lambda found: self._tried(path, *found),
            failed=self._failed,
        )

    def _tried(self, path: Path, prepared: Prepared, report: Report) -> None:
        self._end()
        self.trial.forget()
        self.trial.take(path, prepared, report)
        self._show(TRIAL)

    def _import(self) -> None:
        """Ask for the own password, then take in the whole file as one act."""
        prepared, report = self.trial.prepared, self.trial.report
        if prepared is not None and report is not None:
            self.question = question = import_question(self, prepared, report)
            question.accepted.connect(self._confirmed)
            question.open()
            question.password.setFocus()

    def _confirmed(self) -> None:
        prepared, desk, path = self.trial.prepared, self._desk(), self.file.file()
        question, self.question = self.question, None
        if prepared is None or desk is None or question is None:
            return
        password = question.password.text()
        question.deleteLater()
        rows = self._begin()
        self.context.work(
            lambda: importing(desk, path, prepared, password, rows),
            done=self._imported,
            failed=self._failed,
        )

    def _imported(self, report: Report) -> None:
        self._end()
        self.trial.forget()
        self.report.show_report(report, _("The import is done: {count} rows."))
        self._run_id = report.run_id
        self._show(DONE)
        taken = number(report.new + report.updated)
        self.context.toast(tr(_("Imported customers and suppliers: {count}."), count=taken))

    def _show_recent(self, runs: tuple[ImportRun, ...]) -> None:
        """Show the latest imports as long as no file is under way."""
        self.undoing.recent.setVisible(bool(runs) and self._preview is None)

    def _ask_undo(self) -> None:
        if self._run_id is not None:
            self.error.hide()
            self.undoing.ask(self._run_id)

    def _undone(self, outlook: UndoOutlook) -> None:
        self._end()
        self._again()
        self.context.toast(told_of(outlook))

    def _failed(self, error: RegisterDeskError) -> None:
        self._settled()
        stopped = isinstance(error, ImportCancelled | UndoStopped)
        kept = tr(_("Nothing was taken in.")) if not stopped and FILE < self.step < DONE else ""
        self.error.tell(tr_error(error), kept)

    def _begin(self, of: RowsDone | None = None) -> RowsDone:
        """Show that something runs, and how it is stopped."""
        self._rows = rows = of or RowsDone()
        shown = self.undoing.progress if of else self.report
        rows.told.connect(shown.show_progress)
        self.stack.setCurrentWidget(shown)
        self.go_on.setEnabled(False)
        self.back.setEnabled(False)
        self.report.hold(held=True)
        self.stop.show()
        self.stop.setFocus()
        return rows

    def _settled(self) -> None:
        self._end()
        self._show(self.step)

    def _end(self) -> None:
        self._rows = None
        self.report.show_progress(0, 0)
        self.report.hold(held=False)
        self.go_on.setEnabled(True)
        self.back.setEnabled(True)
        self.stop.hide()

    def _again(self) -> None:
        self._forget()
        self._show(FILE)
        self.refresh()

    def _forget(self) -> None:
        self._preview = self._options = None
        self.trial.forget()
        self.file.path.clear()
        self.file.forget()

    def _turn_back(self, step: int) -> None:
        """Go back to an earlier step; forwards is by the button alone."""
        if self._rows is None and 0 <= step < self.step < DONE:
            self._show(step)

    def _show(self, step: int) -> None:
        self.step = step
        self.stepper.show_steps(steps_at(step), step)
        self.stack.setCurrentIndex(min(step, TRIAL))
        self.go_on.set_message(VERBS[step])
        self.back.setVisible(FILE < step < DONE)
        self.stop.setVisible(self._rows is not None)

    def panes(self) -> list[QWidget]:
        """Return the stepper and the open step."""
        return [self.stepper, self.stack]
