"""How a row of a table is drawn: tint, bar, chip, focus ring."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from registerdesk.ui.kit.icons import pixmap
from registerdesk.ui.kit.theme import theme

ROW_ROLE = Qt.ItemDataRole.UserRole
CHIP_INK = {
    "neutral": ("neutral", "muted"),
    "info": ("accsoft", "acctxt"),
    "ok": ("oksoft", "ok"),
    "warn": ("warnsoft", "warn"),
    "danger": ("dangersoft", "danger"),
    "violet": ("violetsoft", "violet"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell: text that is data, and how it is drawn; `spoken` where a reader needs more."""

    text: str
    chip: str = ""
    icon: str = ""
    strong: bool = False
    tone: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: the record's id as text, and a cell for each column."""

    id: str
    cells: tuple[Cell, ...]


_EDGE = 0.5


def is_selected(option: QStyleOptionViewItem) -> bool:
    """Tell whether a row is drawn with the tint of the selected one."""
    return bool(option.state & QStyle.StateFlag.State_Selected)


def draw_chip(
    painter: QPainter, right: int, area: QRect, words: str, kind: str, *, edged: bool
) -> int:
    """Draw a chip that ends at `right`, edged on a row of its own tint; return where it begins."""
    back, ink = CHIP_INK[kind]
    font = theme.font(12, 600)
    width = QFontMetrics(font).horizontalAdvance(words) + theme.px(16)
    height = theme.px(22)
    box = QRectF(right - width, area.center().y() - height / 2 + 1, width, height)
    edge = QColor(theme.colour(ink))
    edge.setAlphaF(_EDGE)
    painter.setPen(edge if edged else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(back))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(5), theme.px(5))
    painter.setPen(theme.colour(ink))
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
    return round(box.left())


def draw_back(painter: QPainter, option: QStyleOptionViewItem, *, first: bool, last: bool) -> None:
    """Draw tint and bar of a selected row, the line under each, the ring of the focused one."""
    area = option.rect
    selected = is_selected(option)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    if selected or hovered:
        painter.fillRect(area, theme.colour("sel" if selected else "hover"))
    painter.fillRect(area.left(), area.bottom(), area.width(), 1, theme.colour("line"))
    if selected and first:
        painter.fillRect(area.left(), area.top(), 3, area.height(), theme.colour("selb"))
    view = option.widget
    if selected and view is not None and view.hasFocus():
        edge, line = theme.colour("accent"), 2
        painter.fillRect(area.left(), area.top(), area.width(), line, edge)
        painter.fillRect(area.left(), area.bottom() - line + 1, area.width(), line, edge)
        if last:
            painter.fillRect(area.right() - line + 1, area.top(), line, area.height(), edge)


def _last_shown(view: QWidget | None, count: int) -> int:
    """Return the column that ends a row: the last one that is not left out."""
    shown = range(count - 1, -1, -1)
    if isinstance(view, QTableView):
        seen = [at for at in shown if not view.isColumnHidden(at)]
        return max(seen, key=view.horizontalHeader().visualIndex, default=count - 1)
    return count - 1


def _is_flush(view: QWidget | None) -> bool:
    """Tell whether a table fills its page from edge to edge, its text in line with the head."""
    return view is not None and view.property("flush") == "true"


class TableDelegate(QStyledItemDelegate):
    """Draws cells in one line, elided where they do not fit."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of a row."""
        return QSize(theme.px(80), theme.row_height())

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Tell the whole of a text that is cut off, to the mouse that rests on it."""
        row = index.data(ROW_ROLE)
        words = row.cells[index.column()].text if isinstance(row, Row) else ""
        room = option.rect.width() - theme.px(16)
        cut = QFontMetrics(theme.font(13, 600)).horizontalAdvance(words) > room
        plain = f"<span>{escape(words)}</span>" if cut else ""
        QToolTip.showText(event.globalPos(), plain, view)
        return cut

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one cell."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        last = index.column() == _last_shown(option.widget, index.model().columnCount())
        draw_back(painter, option, first=index.column() == 0, last=last)
        row = index.data(ROW_ROLE)
        edge = theme.px(24 if index.column() == 0 and _is_flush(option.widget) else 10)
        area = option.rect.adjusted(edge, 0, -theme.px(6), 0)
        if isinstance(row, Row):
            edged = is_selected(option)
            self._paint_cell(painter, area, row.cells[index.column()], index, edged=edged)
        painter.restore()

    def _paint_cell(
        self,
        painter: QPainter,
        area: QRect,
        cell: Cell,
        index: QModelIndex | QPersistentModelIndex,
        *,
        edged: bool,
    ) -> None:
        if cell.chip:
            words = QFontMetrics(theme.font(12, 600)).elidedText(
                cell.text, Qt.TextElideMode.ElideRight, area.width() - theme.px(16)
            )
            width = QFontMetrics(theme.font(12, 600)).horizontalAdvance(words) + theme.px(16)
            draw_chip(painter, area.left() + width, area, words, cell.chip, edged=edged)
            return
        if cell.icon:
            size = theme.px(15)
            top = area.center().y() - size // 2 + 1
            painter.drawPixmap(area.left(), top, pixmap(cell.icon, cell.tone or "muted", 15))
            area.setLeft(area.left() + size + theme.px(7))
        font = theme.font(13, 600 if cell.strong else 400)
        painter.setFont(font)
        painter.setPen(theme.colour(cell.tone or "text"))
        words = QFontMetrics(font).elidedText(cell.text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(index.data(Qt.ItemDataRole.TextAlignmentRole)), words)
