"""Which file, whom it lists, and where its data came from."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from registerdesk.domain.fields import PURPOSE_LABELS, Purpose
from registerdesk.domain.identity_numbers import mask_typed
from registerdesk.domain.imports import IMPORT_KIND_LABELS, ImportKind
from registerdesk.domain.imports import Column as FileColumn
from registerdesk.domain.processing import PurposeSetting
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.field_column import FieldColumn, choices
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.table import Cell, Column, Row, Table
from registerdesk.ui.kit.text import language, number, tr
from registerdesk.ui.kit.theme import theme
from registerdesk.usecases.imports import ImportOptions, Preview
from registerdesk.usecases.purposes import usable_purposes

SOURCE_LIMIT = 200
_KINDS = "CSV, XLSX, vCard (*.csv *.txt *.xlsx *.vcf)"
_WIDTH = 130


class FileStep(QWidget):
    """The path, typed, picked or dropped; kind, source and purpose; the first eight rows."""

    chosen = Signal()

    def __init__(self, context: WindowContext) -> None:
        """Begin without a file."""
        super().__init__()
        self._context = context
        self.fields = FieldColumn()
        self.path, self.source = QLineEdit(), QLineEdit()
        self.source.setMaxLength(SOURCE_LIMIT)
        for line in (self.path, self.source):
            line.setAcceptDrops(False)  # the page takes what is dropped, wherever it falls
        self.browse = Button(_("Browse …"))
        self.browse.clicked.connect(self._browse)
        kinds = choices({kind.value: message for kind, message in IMPORT_KIND_LABELS.items()})
        self.fields.add("path", _("File: CSV, XLSX or vCard"), self.path)
        self.fields.add_pair(
            ("kind", _("The file lists"), kinds), ("source", _("Source of the data"), self.source)
        )
        self.purposes = choices({Purpose.CONTRACT.value: PURPOSE_LABELS[Purpose.CONTRACT]})
        self.fields.add("purpose", _("Purpose"), self.purposes)
        kinds.currentIndexChanged.connect(lambda _index: self._picked())
        self.path.editingFinished.connect(self._picked)
        self.words = Label(_("Drop a file here, or choose it."), "secondary", wrap=True)
        self._room = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.fields)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.browse)
        column.addLayout(row)
        self.below = QVBoxLayout()
        column.addLayout(self._room, 1)
        column.addLayout(self.below)
        column.addStretch(0)

    def file(self) -> Path:
        """Return the file that is named."""
        return Path(self.path.text().strip()).expanduser()

    def kind(self) -> ImportKind:
        """Return whom the file lists."""
        return ImportKind(self.fields.text("kind"))

    def options(self) -> ImportOptions | None:
        """Return what is known of the file, or None after pointing at what is missing."""
        self.fields.clear_errors()
        if not self.path.text().strip():
            self.fields.point_at("path", tr(_("Fill in this field.")))
        elif not self.source.text().strip():
            self.fields.point_at("source", tr(_("State where the data comes from.")))
        else:
            purpose = Purpose(self.fields.text("purpose"))
            source = self.source.text().strip()
            return ImportOptions(kind=self.kind(), source=source, purpose=purpose)
        return None

    def showEvent(self, event: QShowEvent) -> None:
        """Offer the purposes that the office has in use now."""
        super().showEvent(event)
        self._context.ask(usable_purposes, done=self._offer, latest="imports.purposes")

    def show_preview(self, preview: Preview) -> None:
        """Show the first rows as the file has them."""
        self.forget()
        columns = [
            Column(key=f"c{at}", title=name, width=_WIDTH, sortable=False)
            for at, name in enumerate(preview.header)
        ]
        table = Table(columns, tr(_("The first rows of the file")), Settings())
        rows = [Row(id=str(n), cells=_cells(row)) for n, row in enumerate(shown_rows(preview))]
        table.rows.show(rows)
        self._room.addWidget(table)
        words = _("{count} rows, read as {format}. The first ones look like this.")
        self.words.set_message(words, count=number(preview.count), format=_format(preview))

    def forget(self) -> None:
        """Take the preview away."""
        while (item := self._room.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.words.set_message(_("Drop a file here, or choose it."))

    def refuse(self, words: str) -> None:
        """Say under the path what is wrong with the file."""
        self.forget()
        self.fields.point_at("path", words)

    def take(self, path: str) -> None:
        """Name a file that was picked or dropped, and look at it."""
        if path:
            self.path.setText(path)
            self._picked()

    def _offer(self, settled: tuple[PurposeSetting, ...]) -> None:
        """Offer these purposes, by the office's own names; what was chosen stays chosen."""
        chosen = self.fields.text("purpose")
        self.purposes.clear()
        for setting in settled:
            self.purposes.addItem(setting.text_in(language.code), setting.purpose.value)
        self.fields.set_text("purpose", chosen)

    def _browse(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, "", "", _KINDS)
        self.take(chosen)

    def _picked(self) -> None:
        if self.path.text().strip():
            self.fields.show_error("path", "")
            self.chosen.emit()


_ENCODINGS: Final = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "utf-16": "UTF-16"}
_SEPARATORS: Final = {";": _("semicolons"), ",": _("commas"), "\t": _("tabs")}


def _format(preview: Preview) -> str:
    """Return how the file was read: letters and separator, or a workbook."""
    if not preview.encoding:
        return "XLSX"
    letters = _ENCODINGS.get(preview.encoding, "Windows-1252")
    return tr(
        _("{letters} with {separators}"),
        letters=letters,
        separators=tr(_SEPARATORS[preview.separator]),
    )


def shown_rows(preview: Preview) -> list[tuple[str, ...]]:
    """Return the first rows, identity numbers masked."""
    sealed = {at for at, column in enumerate(preview.columns) if column is FileColumn.IDENTITY}
    return [
        tuple(mask_typed(value) if at in sealed else value for at, value in enumerate(row))
        for row in preview.rows
    ]


def _cells(row: tuple[str, ...]) -> tuple[Cell, ...]:
    return tuple(Cell(text=value) for value in row)
