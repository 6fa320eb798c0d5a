"""What must be true of every window: names for all that takes the focus, no clipped words."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from registerdesk.ui.kit.labels import ElideLabel, Label


def nameless(window: QWidget) -> list[str]:
    """Return what takes the focus by Tab without having an accessible name."""
    return [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and _needs_name(widget) and not widget.accessibleName()
    ]


def clipped(window: QWidget) -> list[str]:
    """Return the words of labels and buttons that do not fit where they stand."""
    return [words for widget in window.findChildren(QWidget) if (words := _cut(widget))]


def _needs_name(widget: QWidget) -> bool:
    tabbed = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tabbed and not isinstance(widget, (QScrollArea, QScrollBar))


def _cut(widget: QWidget) -> str:
    if not widget.isVisible() or isinstance(widget, ElideLabel):
        return ""
    if isinstance(widget, QLabel) and widget.text():
        return widget.text() if _label_cut(widget) else ""
    if isinstance(widget.parentWidget(), QLineEdit):
        return ""  # a picture inside a field
    if isinstance(widget, QAbstractButton) and widget.sizeHint().width() > widget.width() + 1:
        return widget.text()
    return ""


def _label_cut(label: QLabel) -> bool:
    """Tell whether a label is narrower or lower than its words, or hangs over an edge."""
    area = label.contentsRect()
    metrics = QFontMetrics(label.font())
    if label.wordWrap():
        flags = Qt.TextFlag.TextWordWrap.value
        room = QRect(0, 0, area.width(), 10_000)
        return metrics.boundingRect(room, flags, label.text()).height() > area.height() + 2
    wide = label.sizeHint().width() > label.width() + 1
    return wide or metrics.height() > label.height() + 2


def marked_up(window: QWidget) -> list[str]:
    """Return labels that would read markup in what they show."""
    return [
        label.text()
        for label in window.findChildren(QLabel)
        if label.text()
        and not isinstance(label, Label)
        and label.textFormat() != Qt.TextFormat.PlainText
    ]


def out_of_reach(page: QWidget) -> list[str]:
    """Return words, buttons and fields that hang over an edge where nothing scrolls to them."""
    kinds = (QLabel, QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
    shown = [each for each in page.findChildren(QWidget) if isinstance(each, kinds)]
    return [
        f"{_words(each)} in {edge}"
        for each in shown
        if each.isVisible()
        and not isinstance(each.parentWidget(), QLineEdit)
        and (edge := _edge_over(each))
    ]


def _words(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)) else ""
    return text or widget.accessibleName() or type(widget).__name__


def _edge_over(widget: QWidget) -> str:
    """Return what cuts the widget, or nothing; what an area scrolls to is not cut."""
    node, area = widget, widget.rect()
    while (parent := node.parentWidget()) is not None and not node.isWindow():
        area.translate(node.pos())
        room = parent.rect().adjusted(-2, -2, 2, 2)
        outer = parent.parentWidget()
        if isinstance(outer, QAbstractScrollArea) and outer.viewport() is parent:
            room = _reach(outer, room)
            if not room.contains(area):
                return type(outer).__name__
            area = area.intersected(parent.rect())
            if area.isEmpty():
                return ""  # scrolled out of sight, and back again
        elif not room.contains(area):
            return f"{type(parent).__name__} by {_over(area, room)} px"
        node = parent
    return ""


def _reach(area: QAbstractScrollArea, room: QRect) -> QRect:
    """Return the room of an area with what its bars scroll to."""
    far = 100_000
    sides = (area.horizontalScrollBar(), area.verticalScrollBar())
    off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    policies = (area.horizontalScrollBarPolicy(), area.verticalScrollBarPolicy())
    wide, tall = (
        bar.maximum() > bar.minimum() and policy != off
        for bar, policy in zip(sides, policies, strict=True)
    )
    return room.adjusted(-far * wide, -far * tall, far * wide, far * tall)


def _over(area: QRect, room: QRect) -> int:
    return max(
        room.left() - area.left(),
        room.top() - area.top(),
        area.right() - room.right(),
        area.bottom() - room.bottom(),
    )
