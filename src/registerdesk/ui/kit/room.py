"""Room for large text: frames that are not squeezed, rows that turn, pages that scroll."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLayout, QScrollArea, QStackedWidget, QWidget

_BESIDE, _UNDER = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


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


class TurningRow(QBoxLayout):
    """Two parts beside each other, or under each other where there is no room beside."""

    def __init__(self, first: QLayout, last: QLayout, *, apart: bool = True) -> None:
        """Put the last part at the right edge, or right behind the first if not `apart`."""
        super().__init__(_BESIDE)
        self._parts = (first, last)
        self.addLayout(first, int(apart))
        self.addLayout(last)
        if not apart:
            self.addStretch(1)

    def hasHeightForWidth(self) -> bool:
        """Be higher where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        self._turn(width)
        return super().heightForWidth(width)

    def minimumHeightForWidth(self, width: int) -> int:
        """Return the least height at a width."""
        self._turn(width)
        return super().minimumHeightForWidth(width)

    def minimumSize(self) -> QSize:
        """Return the room of the wider part: they can stand under each other."""
        sizes = [part.minimumSize() for part in self._parts]
        return QSize(max(size.width() for size in sizes), super().minimumSize().height())

    def setGeometry(self, area: QRect) -> None:
        """Place both."""
        self._turn(area.width())
        super().setGeometry(area)

    def _turn(self, width: int) -> None:
        hints = [part.sizeHint().width() for part in self._parts]
        gap = self.spacing() if min(hints) else 0
        wanted = _BESIDE if sum(hints) + gap <= width else _UNDER
        if wanted != self.direction():
            self.setDirection(wanted)


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
