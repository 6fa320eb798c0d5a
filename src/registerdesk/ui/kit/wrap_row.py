"""Widgets beside each other that go on under each other where the width ends."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from registerdesk.ui.kit.theme import theme

_GAP = 8


class WrapRow(QWidget):
    """A row of chips or buttons that breaks like words in a line."""

    def __init__(self, widgets: Iterable[QWidget]) -> None:
        """Take the widgets in the order of reading and of Tab."""
        super().__init__()
        self._widgets = list(widgets)
        for widget in self._widgets:
            widget.setParent(self)
        self._arrange()

    def sizeHint(self) -> QSize:
        """Return the height of the present lines."""
        return QSize(theme.px(200), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow text size and language."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LanguageChange):
            self._arrange()

    def _arrange(self) -> None:
        left = top = 0
        high = max((widget.sizeHint().height() for widget in self._widgets), default=0)
        for widget in self._widgets:
            size = widget.sizeHint()
            if left and left + size.width() > self.width():
                left, top = 0, top + high + theme.px(_GAP)
            middle = top + (high - size.height()) // 2
            widget.setGeometry(left, middle, size.width(), size.height())
            left += size.width() + theme.px(_GAP)
        self.setFixedHeight(top + high)


def scrolling(content: QWidget) -> QScrollArea:
    """Return an area that scrolls where the content does not fit; it is no stop for Tab."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area
