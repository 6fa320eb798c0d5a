"""The boxes before and beside the window: what they tell is text, whatever it holds."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from registerdesk.domain.errors import Crash, InvalidInput
from registerdesk.ui.entrance import Entrance, show_crash

MARKUP = "<b>Kontoret</b><img src='/etc/hostname'>"


def test_a_name_with_markup_is_told_as_it_stands(qtbot: QtBot) -> None:
    entrance = Entrance()
    qtbot.addWidget(entrance)
    entrance.tell(InvalidInput("The file {name} could not be read.", name=MARKUP))
    box = entrance.findChild(QMessageBox)
    assert box is not None
    assert MARKUP in box.text()
    assert box.textFormat() is Qt.TextFormat.PlainText


def test_a_crash_is_told_in_a_window_behind_others_and_no_markup_works_in_it(qtbot: QtBot) -> None:
    entrance = Entrance()
    qtbot.addWidget(entrance)
    entrance.show()
    show_crash(Crash(kind="ValueError", place="registerdesk.ui:<lambda>:1"))
    box = entrance.findChild(QMessageBox)
    assert box is not None
    assert "<lambda>" in box.informativeText()
    assert box.textFormat() is Qt.TextFormat.PlainText
