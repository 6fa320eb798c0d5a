"""The frame of the window: sidebar, bars, the content, and room for the call panel."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from registerdesk.ui.kit.room import PageStack
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.sidebar import Sidebar
from registerdesk.ui.kit.status_bar import StatusBar
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.kit.top_bar import TopBar

_NARROW, _SIDEBAR = 1180, 212
_PANEL, _PANEL_LEAST, _PAGE_BESIDE = 600, 520, 448
_LEAST, _FIRST, _TITLE_BAR = QSize(1024, 700), QSize(1440, 900), 40


def take_first_size(window: QWidget) -> None:
    """Give a window its reference size, or as much of it as the screen can show.

    The application is asked for the screen: a window that was asked keeps it as its own, and
    takes it away when it is collected.
    """
    room = QGuiApplication.primaryScreen().availableSize() - QSize(0, _TITLE_BAR)
    window.setMinimumSize(_LEAST)
    window.resize(_FIRST.boundedTo(room).expandedTo(_LEAST))


class Frame(QWidget):
    """Arranges the parts for every width and text size; pages stand in `stack`."""

    def __init__(
        self, sidebar: Sidebar, top_bar: TopBar, status: StatusBar, settings: Settings
    ) -> None:
        """Take the parts."""
        super().__init__()
        self.sidebar = sidebar
        self.stack = PageStack()
        self.panel: QWidget | None = None
        self._settings = settings
        self._narrow_wanted = settings.get("sidebar") == "narrow"
        self._origin: QWidget | None = None
        for part in (top_bar, self.stack, status, sidebar):
            part.setParent(self)  # the order of Tab
        self._body = QHBoxLayout()
        self._body.setSpacing(0)
        self._body.addWidget(self.stack, 1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(top_bar)
        right.addLayout(self._body, 1)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(sidebar)
        upper.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper, 1)
        column.addWidget(status)
        theme.changed.connect(self.arrange)

    def dock(self, panel: QWidget) -> None:
        """Put the call panel at the right; the focus moves into it."""
        self.undock()
        self._origin = QApplication.focusWidget()
        self.panel = panel
        self._body.addWidget(panel)
        self.arrange()
        panel.show()
        panel.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def undock(self) -> None:
        """Take the call panel away; the focus returns to where it was."""
        panel, self.panel = self.panel, None
        if panel is None:
            return
        self._body.removeWidget(panel)
        panel.hide()
        panel.deleteLater()
        self.arrange()
        if self._origin is not None and self._origin.isVisible():
            self._origin.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle_sidebar(self) -> None:
        """Collapse the sidebar to icons, or show the words again."""
        self._narrow_wanted = not self._narrow_wanted
        self._settings.set("sidebar", "narrow" if self._narrow_wanted else "wide")
        self.arrange()

    def arrange(self) -> None:
        """Collapse the sidebar below 1180 px, and give the panel its width."""
        least = max(_NARROW, theme.px(_NARROW - _SIDEBAR))
        self.sidebar.collapse(narrow=self._narrow_wanted or self.width() < least)
        self.stack.setMinimumWidth(0 if self.panel is None else 1)  # a page beside a call yields
        if self.panel is None:
            self.stack.setVisible(True)
            return
        room = self.width() - self.sidebar.width()
        alone = theme.px(_PANEL_LEAST) > room * 2 // 3
        wanted = min(theme.px(_PANEL), max(room - _PAGE_BESIDE, _PANEL_LEAST))
        self.panel.setFixedWidth(room if alone else wanted)
        self.stack.setVisible(not alone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew."""
        super().resizeEvent(event)
        self.arrange()
