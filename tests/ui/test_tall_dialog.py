"""A dialog that grows keeps its buttons where one can press them."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from registerdesk.ui.kit.question import Question


def test_a_dialog_that_grows_low_on_the_screen_moves_up_until_its_buttons_are_seen(
    qtbot: QtBot,
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    screen = window.screen().availableGeometry()
    window.resize(screen.width(), screen.height())
    window.show()
    dialog = Question(window, "Take out a list", "Export")
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.move(QPoint(20, screen.bottom() - dialog.frameGeometry().height()))
    room = QWidget()
    room.setFixedHeight(screen.height() // 2)
    dialog.add_field("Columns", room)
    qtbot.waitUntil(lambda: dialog.height() > room.height())
    qtbot.waitUntil(lambda: dialog.frameGeometry().bottom() <= screen.bottom())
    assert dialog.frameGeometry().top() >= screen.top()
    assert dialog.x() == 20, "it moves up and not aside"
