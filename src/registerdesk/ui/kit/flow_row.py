"""A row of widgets in their natural width that goes on below where there is no more room."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidgetItem

from registerdesk.ui.kit.theme import theme


class FlowRow(QLayout):
    """Never squeezes a widget: what does not fit in a line stands in the next one."""

    def __init__(self, gap: int = 8) -> None:
        """Keep `gap` px at 100 % between the widgets and between the lines."""
        super().__init__()
        self.setSpacing(theme.px(gap))
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        """Put a widget last."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many widgets there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return a widget's place, or None past the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take a widget out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more room than the lines need."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Grow with each line that is needed."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines that this width makes."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        """Return the room of one line."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(len(hints) - 1, 0)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """Return the room of the widest widget."""
        hints = [item.sizeHint() for item in self._shown()]
        widest = max((hint.width() for hint in hints), default=0)
        return QSize(widest, max((hint.height() for hint in hints), default=0))

    def setGeometry(self, area: QRect) -> None:
        """Place the widgets, line by line."""
        super().setGeometry(area)
        self._place(area, move=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if isinstance(item, QWidgetItem) and _seen(item)]

    def _place(self, area: QRect, *, move: bool) -> int:
        """Return the height of all lines, each widget moved to its place if wanted."""
        left, top, height = area.left(), area.top(), self.sizeHint().height()
        for item in self._shown():
            size = item.sizeHint()
            if left > area.left() and left + size.width() > area.left() + area.width():
                left, top = area.left(), top + height + self.spacing()
            if move:
                middle = top + (height - size.height()) // 2
                item.setGeometry(QRect(QPoint(left, middle), size))
            left += size.width() + self.spacing()
        return top + height - area.top()


def _seen(item: QWidgetItem) -> bool:
    widget = item.widget()
    return widget is not None and not widget.isHidden()
