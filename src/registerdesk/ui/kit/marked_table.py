"""A table whose rows can be marked: Space, Shift with an arrow, Ctrl+A; the marks outlast pages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from registerdesk.ui.kit.icons import pixmap
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.table import Column, Table
from registerdesk.ui.kit.table_delegate import ROW_ROLE, Row, TableDelegate
from registerdesk.ui.kit.theme import theme

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_SIGN = 13
_NO_BUTTON = Qt.KeyboardModifier.NoModifier


class MarkedTable(Table):
    """Marks rows by their ids; `all_marked` stands for every row that the list finds."""

    marks_changed = Signal()

    def __init__(
        self, columns: Sequence[Column], name: str, settings: Settings, key: str = ""
    ) -> None:
        """Begin without marks."""
        super().__init__(columns, name, settings, key)
        self.marks: dict[str, None] = {}
        self.all_marked = False
        self.setItemDelegate(_MarkDelegate(self))

    def is_marked(self, row_id: str) -> bool:
        """Tell whether a row is marked."""
        return self.all_marked or row_id in self.marks

    def mark_all(self) -> None:
        """Mark every row of the list, also those that are not read yet."""
        self.all_marked = self.rows.rowCount() > 0
        self._changed()

    def unmark(self) -> None:
        """Take all marks away."""
        self.marks.clear()
        self.all_marked = False
        self._changed()

    def marked_count(self) -> int:
        """Return how many rows are marked."""
        return self.rows.rowCount() if self.all_marked else len(self.marks)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark with Space, with Shift and an arrow, all with Ctrl+A; Esc unmarks."""
        key, held = Qt.Key(event.key()), event.modifiers()
        shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_Space and held in (_NO_BUTTON, control):
            self._toggle(self.currentIndex().row())
        elif key in _STEPS and held & shift:
            self._extend(_STEPS[key])
        elif key == Qt.Key.Key_A and held & control:
            self.mark_all()
        elif key == Qt.Key.Key_Escape and self.marked_count():
            self.unmark()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Mark with Ctrl and a click one row, with Shift all up to it."""
        before, held = self.currentIndex().row(), event.modifiers()
        super().mousePressEvent(event)
        row = self.indexAt(event.position().toPoint()).row()
        if row < 0 or event.button() != Qt.MouseButton.LeftButton:
            return
        if held & Qt.KeyboardModifier.ControlModifier:
            self._toggle(row)
        elif held & Qt.KeyboardModifier.ShiftModifier:
            self._mark(range(min(before, row), max(before, row) + 1))

    def _toggle(self, number: int) -> None:
        """Mark or unmark one row; where all are marked it takes the mark from all."""
        row = self.rows.row(number) if number >= 0 else None
        if row is None:
            return
        if self.all_marked:
            self.all_marked = False
            self.marks.clear()
        elif row.id in self.marks:
            del self.marks[row.id]
        else:
            self.marks[row.id] = None
        self._changed()

    def _extend(self, step: int) -> None:
        """Mark this row and the next one, and go there."""
        here = self.currentIndex().row()
        there = min(max(here + step, 0), self.rows.rowCount() - 1)
        if there >= 0:
            self._mark((here, there))
            self.setCurrentIndex(self.rows.index(there, max(self.currentIndex().column(), 0)))

    def _mark(self, numbers: Sequence[int]) -> None:
        """Mark rows by their place, as far as they are read."""
        rows = (self.rows.row(number) for number in numbers if number >= 0)
        self.marks |= {row.id: None for row in rows if row is not None}
        self._changed()

    def _changed(self) -> None:
        self.viewport().update()
        self.marks_changed.emit()


class _MarkDelegate(TableDelegate):
    """Draws marked rows with a tint, and a tick before the first column."""

    def __init__(self, table: MarkedTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one cell, the mark of its row beneath."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row) or not self._table.is_marked(row.id):
            super().paint(painter, option, index)
            return
        painter.fillRect(option.rect, theme.colour("accsoft"))
        super().paint(painter, option, index)
        if index.column() == 0:
            size = theme.px(_SIGN)
            top = option.rect.center().y() - size // 2 + 1
            left = option.rect.left() + theme.px(6)
            painter.drawPixmap(left, top, pixmap("check", "accent", _SIGN))
