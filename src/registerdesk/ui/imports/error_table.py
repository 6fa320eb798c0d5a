"""The rows with errors: put right in the cell, left out with Space."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from registerdesk.domain.import_hints import hint_for, rows_outside
from registerdesk.domain.imports import COLUMN_LABELS, RowError
from registerdesk.domain.imports import Column as FileColumn
from registerdesk.domain.texts import _
from registerdesk.ui.imports.heights import height_of
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.table import Cell, Column, Row, Table
from registerdesk.ui.kit.text import number, tr
from registerdesk.usecases.imports import Prepared

VALUE = 2
COLUMNS = (
    Column(key="row", title=_("Row"), width=48, right=True, sortable=False),
    Column(key="field", title=_("Field"), width=224, sortable=False),
    Column(key="value", title=_("Value"), width=132, sortable=False),
    Column(key="error", title=_("Error"), width=220, stretch=True, sortable=False),
    Column(key="hint", title=_("Suggestion"), width=220, stretch=True, sortable=False),
)


class CellEditor(QLineEdit):
    """A value under correction; Esc leaves it as it was."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter and Esc to itself."""
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        event.accept()


class ErrorTable(Table):
    """Row, field, value, error and suggestion; Enter edits the value, Space skips the row."""

    corrected = Signal(int, str, str)
    skipped = Signal(int)

    def __init__(self, settings: Settings) -> None:
        """Begin empty; errors cannot be edited until a file is shown."""
        super().__init__(COLUMNS, tr(_("Errors in the file")), settings, "import_errors")
        self.errors: Sequence[RowError] = ()
        self.editor: CellEditor | None = None
        self._edited = 0
        self._prepared: Prepared | None = None
        self.opened.connect(lambda _place: self.edit_value())

    def show_errors(self, errors: Sequence[RowError], prepared: Prepared | None) -> None:
        """Show the errors; with the file they can be put right."""
        self.close_editor()
        place = self.currentIndex().row()
        self.errors, self._prepared = errors, prepared
        outside = rows_outside(errors)
        self.rows.show([_row_of(at, each, prepared, outside) for at, each in enumerate(errors)])
        self.setFixedHeight(height_of(len(errors)))
        self.setVisible(bool(errors))
        if place >= 0 and errors:
            self.setCurrentIndex(self.rows.index(min(place, len(errors) - 1), 0))

    def edit_value(self) -> None:
        """Open the value of the row with the focus for writing; identity numbers begin empty."""
        error = self._current()
        if error is None or self._prepared is None:
            return
        self.close_editor()
        self.editor = editor = CellEditor(_value(self._prepared, error))
        editor.setPlaceholderText(error.value_masked)
        editor.setAccessibleName(tr(COLUMN_LABELS[FileColumn(error.field)]))
        editor.returnPressed.connect(lambda: self._settle(error, editor.text()))
        editor.left.connect(self.close_editor)
        self._edited = self.currentIndex().row()
        self.setIndexWidget(self.rows.index(self._edited, VALUE), editor)
        editor.selectAll()
        editor.setFocus()

    def close_editor(self) -> None:
        """Leave the value as it was."""
        editor, self.editor = self.editor, None
        if editor is not None:
            place = self.rows.index(self._edited, VALUE)
            # deleted by hand, Qt would go on showing it
            self.setIndexWidget(place, None)  # type: ignore[arg-type]  # the stubs know no taking out
            self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Skip the row with Space."""
        error = self._current()
        if event.key() == Qt.Key.Key_Space and error is not None and self._prepared is not None:
            self.skipped.emit(error.row)
        else:
            super().keyPressEvent(event)

    def _settle(self, error: RowError, text: str) -> None:
        self.close_editor()
        self.corrected.emit(error.row, error.field, text)

    def _current(self) -> RowError | None:
        place = self.currentIndex().row()
        return self.errors[place] if 0 <= place < len(self.errors) else None


def _value(prepared: Prepared, error: RowError) -> str:
    """Return what stands in the cell now; nothing of an identity number."""
    column = FileColumn(error.field)
    if column is FileColumn.IDENTITY or column not in prepared.columns:
        return ""
    cells = prepared.given.get(error.row, ("",) * len(prepared.columns))
    given = cells[prepared.columns.index(column)]
    return prepared.fixed.get(error.row, {}).get(column, given)


def _row_of(
    place: int, error: RowError, prepared: Prepared | None, outside: Collection[int]
) -> Row:
    """Return one error as a row; the value stands open only while it can be put right."""
    shown = _value(prepared, error) if prepared else ""
    return Row(
        id=str(place),
        cells=(
            Cell(text=number(error.row)),
            Cell(text=tr(COLUMN_LABELS[FileColumn(error.field)])),
            Cell(text=shown or error.value_masked),
            Cell(text=tr(error.message, **error.parameters), chip="warn" * error.is_warning),
            _suggestion(error, prepared, outside),
        ),
    )


def _suggestion(error: RowError, prepared: Prepared | None, outside: Collection[int]) -> Cell:
    """Say what to do, or that the row is skipped."""
    if prepared is not None and error.row in prepared.left:
        return Cell(text=tr(_("Is skipped")), chip="neutral")
    return Cell(text=tr(hint_for(error, outside)))
