"""What must be true of every window: names for all that takes the focus, no clipped words."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QScrollArea, QScrollBar, QWidget

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
