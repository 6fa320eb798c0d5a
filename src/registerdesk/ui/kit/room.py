"""Room for large text: frames that are not squeezed, rows that turn, pages that scroll."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QStackedLayout,
    QStackedWidget,
    QWidget,
)

from registerdesk.ui.kit.theme import theme

_BOTH = 2


def least_height(widget: QWidget, width: int) -> int:
    """Return the height below which something in the widget is cut, in pixels."""
    layout = widget.layout()
    if layout is not None and layout.hasHeightForWidth():
        return layout.totalMinimumHeightForWidth(width)
    return max(widget.minimumSizeHint().height(), widget.minimumHeight())


class Unsqueezed(QFrame):
    """A frame that is never lower than its content needs at its width."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Need another height at another width."""
        super().resizeEvent(event)
        self._hold()

    def event(self, event: QEvent) -> bool:
        """Follow what is shown in it."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._hold()
        return done

    def _hold(self) -> None:
        layout = self.layout()
        if layout is None:
            return
        folds = layout.hasHeightForWidth()
        size = layout.totalMinimumSize().height()
        least = layout.totalMinimumHeightForWidth(self.width()) if folds else size
        if least != self.minimumHeight():
            self.setMinimumHeight(least)
            layout.invalidate()  # what stands in it was placed for the height before


class TurningRow(QLayout):
    """Two parts beside each other, or under each other where there is no room beside."""

    def __init__(
        self, first: QLayout, last: QLayout, *, apart: bool = True, top: bool = False
    ) -> None:
        """Put the last part at the right edge if `apart`; at the first one's middle or `top`."""
        super().__init__()
        self._parts: list[QLayoutItem] = [first, last]
        self._apart, self._top = apart, top
        for part in (first, last):
            self.addChildLayout(part)
        self.setSpacing(theme.px(8))

    def addItem(self, item: QLayoutItem) -> None:
        """Take no third part: there are two from the beginning."""

    def count(self) -> int:
        """Return how many parts there are."""
        return len(self._parts)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return a part, or None past the last."""
        return self._parts[index] if 0 <= index < len(self._parts) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take a part out."""
        return self._parts.pop(index) if 0 <= index < len(self._parts) else None

    def hasHeightForWidth(self) -> bool:
        """Be higher where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        return max((area.bottom() + 1 for area in self._areas(width)), default=0)

    def sizeHint(self) -> QSize:
        """Return the room of both beside each other."""
        hints = [part.sizeHint() for part in self._parts]
        width = sum(hint.width() for hint in hints) + self._gap()
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """Return the room of the wider part: they can stand under each other."""
        sizes = [part.minimumSize() for part in self._parts]
        widest = max((size.width() for size in sizes), default=0)
        return QSize(widest, max((size.height() for size in sizes), default=0))

    def setGeometry(self, area: QRect) -> None:
        """Place both."""
        super().setGeometry(area)
        for part, place in zip(self._parts, self._areas(area.width()), strict=True):
            part.setGeometry(place.translated(area.topLeft()))

    def _gap(self) -> int:
        empty = any(part.sizeHint().width() == 0 for part in self._parts)
        return 0 if empty or len(self._parts) < _BOTH else self.spacing()

    def _areas(self, width: int) -> list[QRect]:
        """Return the place of each part in a row of that width."""
        hints = [part.sizeHint().width() for part in self._parts]
        beside = sum(hints) + self._gap() <= width
        widths = hints if beside else [width] * len(hints)
        if beside and self._apart and hints:
            widths = [width - sum(hints[1:]) - self._gap(), *hints[1:]]
        heights = [_height(part, at) for part, at in zip(self._parts, widths, strict=True)]
        areas, left, top = list[QRect](), 0, 0
        for wide, high in zip(widths, heights, strict=True):
            middle = 0 if self._top or not beside else (max(heights) - high) // 2
            areas.append(QRect(left, top + middle, wide, high))
            left += (wide + self._gap()) * beside
            top += 0 if beside else high + self._gap()
        return areas


def _height(part: QLayoutItem, width: int) -> int:
    folds = part.hasHeightForWidth()
    return part.heightForWidth(width) if folds else part.sizeHint().height()


class Roomy(QScrollArea):
    """Holds a widget as wide as itself and as high as that needs; scrolls only where it must."""

    def __init__(self, content: QWidget) -> None:
        """Take the widget; the area is no stop for Tab."""
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        content.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the widget anew."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what the widget needs."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        content, room = self.widget(), self.maximumViewportSize()
        if content is None:
            return
        bar = self.verticalScrollBar().sizeHint().width()
        width = room.width()
        if least_height(content, width) > room.height():
            width -= bar
        content.resize(width, max(least_height(content, width), room.height()))


class OneAtATime(QStackedLayout):
    """Shows one of its widgets; the hidden ones ask for no room."""

    def __init__(self, parent: QWidget) -> None:
        """Lie in a widget."""
        super().__init__(parent)
        self.currentChanged.connect(lambda _index: self.invalidate())

    def minimumSize(self) -> QSize:
        """Return the least room of the widget that is shown."""
        shown = self.currentWidget()
        if shown is None:
            return QSize()
        return shown.minimumSizeHint().expandedTo(shown.minimumSize())

    def hasHeightForWidth(self) -> bool:
        """Take the height that there is: each widget folds in it."""
        return False


class PageStack(QStackedWidget):
    """Shows one page at a time; a page that needs more height than there is scrolls whole."""

    def addWidget(self, page: QWidget) -> int:
        """Take a page."""
        return super().addWidget(Roomy(page))

    def currentWidget(self) -> QWidget:
        """Return the page that is shown, or the empty stack itself."""
        holder = super().currentWidget()
        page = holder.widget() if isinstance(holder, Roomy) else None
        return page or self

    def setCurrentWidget(self, page: QWidget) -> None:
        """Show a page."""
        super().setCurrentWidget(self._holder(page))

    def removeWidget(self, page: QWidget) -> None:
        """Let go of a page, which belongs to nobody then."""
        holder = self._holder(page)
        super().removeWidget(holder)
        holder.takeWidget()
        holder.deleteLater()

    def _holder(self, page: QWidget) -> Roomy:
        holders = (self.widget(at) for at in range(self.count()))
        return next(h for h in holders if isinstance(h, Roomy) and h.widget() is page)
