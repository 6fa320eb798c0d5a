"""Import: file, columns, dry run, import; nothing is taken in before the last step."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.imports import Report
from registerdesk.domain.texts import _
from registerdesk.ui.background import Task
from registerdesk.ui.imports.columns_step import ColumnsStep
from registerdesk.ui.imports.file_step import FileStep
from registerdesk.ui.imports.question import import_question
from registerdesk.ui.imports.report_step import ReportStep
from registerdesk.ui.imports.rows_done import RowsDone
from registerdesk.ui.imports.trial import Trial
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.confirm import ConfirmDialog
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.notices import ErrorBar
from registerdesk.ui.kit.page import Page, PageHead
from registerdesk.ui.kit.stepper import Step, Stepper
from registerdesk.ui.kit.text import number, tr, tr_error
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.kit.wrap_row import scrolling
from registerdesk.usecases.desk import Desk
from registerdesk.usecases.import_checking import previewing
from registerdesk.usecases.import_job import importing, trying
from registerdesk.usecases.imports import ImportCancelled, ImportOptions, Prepared, Preview
from registerdesk.usecases.offices import Session

FILE, COLUMNS, TRIAL, DONE = range(4)
TITLES = (_("File and source"), _("Map columns"), _("Dry run"), _("Import"))
FACTS = (
    _("CSV or XLSX"),
    _("What each column fills"),
    _("Nothing is written"),
    _("All of it or nothing"),
)
VERBS = (_("Continue"), _("Dry run"), _("Import"), _("Import another file"))


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
        self.trial = Trial(
            context,
            self.report,
            self._desk,
            settled=self.go_on.setEnabled,
            failed=self._failed,
        )
        self.back.clicked.connect(lambda _checked=False: self._turn_back(self.step - 1))
        self.stop.clicked.connect(self.cancel)
        self.go_on.clicked.connect(self.primary)
        self.file.chosen.connect(self._look)
        self.setAcceptDrops(True)
        self._layout()
        self._show(FILE)

    def open(self, argument: str) -> None:
        """Go to the file."""
        del argument
        self.file.path.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> bool:
        """Stay while something runs."""
        if self._rows is not None:
            self.context.toast(tr(_("The import is running. Stop it first.")))
        return self._rows is None

    def closed(self) -> None:
        """Let go of the rows of the file."""
        self.cancel()
        self._start_over()

    def primary(self) -> None:
        """Go on to the next step."""
        if not self.go_on.isEnabled():
            return
        self.error.hide()
        deeds = (self._to_columns, self._try, self._import, self._start_over)
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

    def _desk(self) -> Desk | None:
        session = self.context.extras.get("session")
        return session.desk if isinstance(session, Session) else None

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
        self._show(DONE)
        taken = number(report.new + report.updated)
        self.context.toast(
            tr(_("{count} customers or suppliers are in the register."), count=taken)
        )

    def _failed(self, error: RegisterDeskError) -> None:
        self._end()
        self._show(self.step)
        kept = "" if isinstance(error, ImportCancelled) else tr(_("Nothing was taken in."))
        self.error.tell(tr_error(error), kept)

    def _begin(self) -> RowsDone:
        """Show that something runs, and how it is stopped."""
        self._rows = rows = RowsDone()
        rows.told.connect(self.report.show_progress)
        self.stack.setCurrentWidget(self.report)
        self.go_on.setEnabled(False)
        self.back.setEnabled(False)
        self.report.hold(held=True)
        self.stop.show()
        self.stop.setFocus()
        return rows

    def _end(self) -> None:
        self._rows = None
        self.report.show_progress(0, 0)
        self.report.hold(held=False)
        self.go_on.setEnabled(True)
        self.back.setEnabled(True)
        self.stop.hide()

    def _start_over(self) -> None:
        self._preview = self._options = None
        self.trial.forget()
        self.file.path.clear()
        self.file.forget()
        self._show(FILE)

    def _turn_back(self, step: int) -> None:
        """Go back to an earlier step; forwards is by the button alone."""
        if self._rows is None and 0 <= step < self.step < DONE:
            self._show(step)

    def _show(self, step: int) -> None:
        self.step = step
        steps = [
            Step(title=tr(title), fact=tr(FACTS[at]), done=at < step)
            for at, title in enumerate(TITLES)
        ]
        self.stepper.show_steps(steps, step)
        self.stack.setCurrentIndex(min(step, TRIAL))
        self.go_on.set_message(VERBS[step])
        self.back.setVisible(FILE < step < DONE)
        self.stop.setVisible(self._rows is not None)

    def _layout(self) -> None:
        head = PageHead(_("Import"))
        head.below.addWidget(self.stepper)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        edge = theme.px(24)
        room = QVBoxLayout()
        room.setContentsMargins(edge, theme.px(16), edge, theme.px(16))
        room.setSpacing(theme.px(12))
        room.addWidget(self.error)
        room.addWidget(scrolling(self.stack), 1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        for widget in (self.back, self.stop):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.go_on)
        room.addLayout(row)
        whole.addLayout(room, 1)

    def panes(self) -> list[QWidget]:
        """Return the stepper and the open step."""
        return [self.stepper, self.stack]
