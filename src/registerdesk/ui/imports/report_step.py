"""What an import would do, or has done: four numbers and what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from registerdesk.domain.imports import TREATMENT_LABELS, Report, Treatment
from registerdesk.domain.texts import _
from registerdesk.ui.imports.error_table import ErrorTable
from registerdesk.ui.imports.match_table import Fetch, MatchPanel
from registerdesk.ui.imports.steps import UNDO_KEY
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.field_column import choices
from registerdesk.ui.kit.labels import Label, data_label
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.text import number, tr
from registerdesk.ui.kit.theme import theme
from registerdesk.usecases.imports import Prepared

TILES = (
    ("new", _("new"), "ok"),
    ("updated", _("are updated"), "accent"),
    ("duplicates", _("duplicates"), "warn"),
    ("skipped", _("skipped"), "danger"),
)


class ReportStep(QWidget):
    """Tiles, a progress bar while something runs, and the table of errors."""

    def __init__(self, settings: Settings) -> None:
        """Begin empty."""
        super().__init__()
        self.words = Label(role="section", wrap=True)
        self.tiles = {name: data_label("–", "number") for name, _words, _tone in TILES}
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr(_("How far the import has come")))
        self.told = Label(role="secondary")
        self._clock, self._last = QElapsedTimer(), 0
        self.table = ErrorTable(settings)
        self.matches = MatchPanel(settings)
        self.help = Label(_("Enter corrects the value. Space skips the row."), "secondary")
        self.export = Button(_("Export rows with errors …"))
        self.undo = Button(_("Undo import …"), key=UNDO_KEY)
        self.undo_help = Label(_("The import can be undone for 24 hours."), "secondary")
        self.duplicates = choices({t.value: words for t, words in TREATMENT_LABELS.items()})
        self.known = choices({t.value: TREATMENT_LABELS[t] for t in reversed(Treatment)})
        self.choice = self._choice_row()
        self.left_out = Label(role="secondary", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.words)
        column.addLayout(self._tile_row())
        for widget in (self.progress, self.told, self.left_out, self.choice):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addWidget(self.help, 1)
        row.addWidget(self.undo_help, 1)
        for button in (self.export, self.undo):
            row.addWidget(button)
        column.addLayout(row)
        column.addWidget(self.matches)
        column.addStretch(0)
        self.show_progress(0, 0)

    def show_progress(self, done: int, total: int) -> None:
        """Show how many rows are done; nothing when there are none."""
        self.progress.setVisible(total > 0)
        self.told.setVisible(total > 0)
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        words = _("{done} of {total} rows, {speed} rows a second")
        speed = number(self._speed(done))
        self.told.set_message(words, done=number(done), total=number(total), speed=speed)

    def hold(self, *, held: bool) -> None:
        """Let nothing be changed while something runs."""
        self.table.close_editor()
        for widget in (self.table, self.choice, self.export, self.undo, self.matches):
            widget.setEnabled(not held)

    def show_report(
        self,
        report: Report,
        message: str,
        prepared: Prepared | None = None,
        fetch: Fetch | None = None,
    ) -> None:
        """Show the numbers and the errors under a sentence; with the file they can be put right."""
        self.show_progress(0, 0)
        self.words.set_message(message, count=number(report.rows))
        for name, label in self.tiles.items():
            label.say(number(getattr(report, name)))
        self.table.show_errors(report.errors, prepared)
        self.matches.show_matches(report, prepared, fetch)
        self.help.setVisible(bool(report.errors) and prepared is not None)
        wrong = any(not error.is_warning for error in report.errors)
        self.export.setVisible(wrong and prepared is not None)
        self.choice.setVisible(prepared is not None)
        for widget in (self.undo, self.undo_help):
            widget.setVisible(report.run_id is not None)
        self.left_out.setVisible(bool(report.left_out))
        names = ", ".join(report.left_out)
        self.left_out.set_message(_("Left out: {names}"), names=names)

    def _speed(self, done: int) -> int:
        """Return the rows a second since the work under way began."""
        if done <= self._last or not self._clock.isValid():
            self._clock.start()
        self._last = done
        return done * 1000 // max(self._clock.elapsed(), 1) if self._clock.elapsed() else 0

    def _choice_row(self) -> QWidget:
        """Return the two choices of what is done with those who are there already."""
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        for message, box in (
            (_("A number twice in the file"), self.duplicates),
            (_("Already in the register"), self.known),
        ):
            label = Label(message, "secondary")
            label.setBuddy(box)
            box.setAccessibleName(tr(message))
            row.addWidget(label)
            row.addWidget(box)
            row.addSpacing(theme.px(16))
        row.addStretch(1)
        return whole

    def _tile_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        for name, words, tone in TILES:
            tile = QFrame()
            tile.setProperty("part", "card")
            column = QVBoxLayout(tile)
            column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
            self.tiles[name].set_tone(tone)
            for label in (self.tiles[name], Label(words, "secondary")):
                label.setAlignment(Qt.AlignmentFlag.AlignLeft)
                column.addWidget(label)
            row.addWidget(tile, 1)
        return row
