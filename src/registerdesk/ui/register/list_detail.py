"""List and detail beside each other, or one at a time where there is no room for both."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.theme import theme

LIST_WIDTH, LIST_LEAST, BOTH = 372, 300, 748


class ListDetail(QSplitter):
    """Two panes with a hair line between; the list's width is remembered by its key."""

    arranged = Signal(bool)
    """Whether list and detail now stand beside each other."""

    def __init__(
        self,
        first: QWidget,
        detail: QWidget,
        settings: Settings,
        key: str,
        *,
        stays: bool = False,
    ) -> None:
        """Take both panes; the detail begins closed, and `stays` in sight when it is empty."""
        super().__init__(Qt.Orientation.Horizontal)
        self.first, self.detail = first, detail
        self._settings, self._key = settings, f"{key}.list"
        self._opened, self._stays = False, stays
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(first)
        self.addWidget(detail)
        self.setStretchFactor(1, 1)
        self.splitterMoved.connect(lambda at, _index: self._remember(at))
        detail.hide()

    def show_detail(self, *, opened: bool) -> bool:
        """Open or close the detail; return whether both panes are seen."""
        self._opened = opened
        return self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the panes take turns where there is no room for both."""
        super().resizeEvent(event)
        self._arrange()

    def panes(self) -> list[QWidget]:
        """Return the panes that are seen."""
        return [pane for pane in (self.first, self.detail) if pane.isVisible()]

    def _arrange(self) -> bool:
        room = self.width() >= theme.px(BOTH)
        self.first.setVisible(room or not self._opened)
        self.detail.setVisible(self._opened or (self._stays and room))
        self.first.setMinimumWidth(theme.px(LIST_LEAST))
        both = room and not self.detail.isHidden()
        if both:
            width = theme.px(self._settings.number(self._key, LIST_WIDTH))
            self.setSizes([width, self.width() - width])
        self.arranged.emit(both)
        return both

    def _remember(self, at: int) -> None:
        self._settings.set(self._key, str(round(at * 100 / theme.px(100))))
