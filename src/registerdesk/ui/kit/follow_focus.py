"""What has the focus can be seen: areas that scroll follow a focus that is moved for the user."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from registerdesk.ui.kit.focus import tell_of_focus
from registerdesk.ui.kit.theme import theme


class FollowFocus(QObject):
    """Scrolls to a field that got the focus out of sight, with room for the words under it."""

    def __init__(self, window: QWidget) -> None:
        """Watch the focus as long as the window is there."""
        super().__init__(window)
        self._window = window
        tell_of_focus(self._moved)

    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._window.isAncestorOf(now):
            QTimer.singleShot(0, now, lambda: _reveal(now))


def _reveal(widget: QWidget) -> None:
    """Scroll the nearest area; what is seen at all stays where it is, under the mouse."""
    if not widget.hasFocus() or not widget.visibleRegion().isEmpty():
        return
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if isinstance(area, QScrollArea):
        area.ensureWidgetVisible(widget, 0, theme.px(48))
