"""What an import would do, or has done: four numbers and what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from registerdesk.domain.imports import COLUMN_LABELS, Report, RowError
from registerdesk.domain.imports import Column as FileColumn
from registerdesk.domain.texts import _
from registerdesk.ui.kit.labels import Label, data_label
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.table import Cell, Column, Row, Table
from registerdesk.ui.kit.text import number, tr
from registerdesk.ui.kit.theme import theme

COLUMNS = (
    Column(key="row", title=_("Row"), width=70, right=True, sortable=False),
    Column(key="field", title=_("Field"), width=180, sortable=False),
    Column(key="value", title=_("Value"), width=150, sortable=False),
    Column(key="error", title=_("Error"), width=260, stretch=True, sortable=False),
)
TILES = (
    ("new", _("new"), "ok"),
    ("updated", _("are updated"), "accent"),
    ("duplicates", _("duplicates"), "warn"),
    ("skipped", _("skipped"), "danger"),
)


def row_of(place: int, error: RowError) -> Row:
    """Return one error as a row; the value is masked already."""
    known = error.field in set(FileColumn)
    field = tr(COLUMN_LABELS[FileColumn(error.field)]) if known else error.field
    return Row(
        id=str(place),
        cells=(
            Cell(text=number(error.row)),
            Cell(text=field),
            Cell(text=error.value_masked),
            Cell(text=tr(error.message, **error.parameters)),
        ),
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
        self.table = Table(COLUMNS, tr(_("Errors in the file")), settings)
        self.left_out = Label(role="secondary", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.words)
        column.addLayout(self._tile_row())
        for widget in (self.progress, self.told, self.left_out):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        self.show_progress(0, 0)

    def show_progress(self, done: int, total: int) -> None:
        """Show how many rows are done; nothing when there are none."""
        self.progress.setVisible(total > 0)
        self.told.setVisible(total > 0)
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        words = _("{done} of {total} rows")
        self.told.set_message(words, done=number(done), total=number(total))

    def show_report(self, report: Report, message: str) -> None:
        """Show the numbers and the errors under a sentence."""
        self.show_progress(0, 0)
        self.words.set_message(message, count=number(report.rows))
        for name, label in self.tiles.items():
            label.say(number(getattr(report, name)))
        self.table.rows.show([row_of(at, error) for at, error in enumerate(report.errors)])
        self.table.setVisible(bool(report.errors))
        self.left_out.setVisible(bool(report.left_out))
        names = ", ".join(report.left_out)
        self.left_out.set_message(_("Left out: {names}"), names=names)

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
