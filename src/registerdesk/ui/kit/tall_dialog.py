"""Dialogs that have no room: the middle scrolls, and none hangs out of the screen."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QDialog, QFrame, QLayout, QScrollArea, QWidget

from registerdesk.ui.kit.theme import theme
from registerdesk.ui.kit.wrap_row import scrolling

_EDGE = 40


def keep_inside(dialog: QDialog, column: QBoxLayout, at: int) -> QScrollArea | None:
    """Let what stands at that place of the column scroll if the dialog has no room; once."""
    parent = dialog.parentWidget()
    if parent is None:
        return None
    most = parent.window().height() - theme.px(_EDGE)
    item = column.itemAt(at)
    if item is None or dialog.sizeHint().height() <= most:
        return None
    middle = _as_widget(column, at)
    area = scrolling(middle)
    area.setFrameShape(QFrame.Shape.NoFrame)
    column.insertWidget(at, area, 1)
    dialog.setFixedHeight(most)
    return area


def keep_on_screen(dialog: QDialog) -> None:
    """Move a dialog that grew until its buttons are on the screen; its title stays there too."""
    frame = dialog.frameGeometry()
    screen = QGuiApplication.screenAt(frame.topLeft()) or QGuiApplication.primaryScreen()
    room = screen.availableGeometry()
    below = frame.bottom() - room.bottom()
    if below > 0:
        dialog.move(frame.x(), max(room.top(), frame.top() - below))


def _as_widget(column: QBoxLayout, at: int) -> QWidget:
    """Take what stands at a place out of its column, as one widget."""
    item = column.takeAt(at)
    if isinstance(item, QLayout):
        item.setParent(None)
        room = QWidget()
        room.setLayout(item)
        return room
    widget = item.widget() if item is not None else None
    return widget if widget is not None else QWidget()
