"""One registry of shortcuts: no key twice in a context, and F1 shows them all."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from registerdesk.ui.kit.keycap import key_words
from registerdesk.ui.kit.shortcut_sheet import ShortcutSheet
from registerdesk.ui.kit.shortcuts import EVERYWHERE, Shortcuts


class Window:
    """A window with a panel inside."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        self.panel = QWidget()
        self.outer, self.inner = QLineEdit(), QLineEdit()
        QVBoxLayout(self.panel).addWidget(self.inner)
        column = QVBoxLayout(self.window)
        column.addWidget(self.outer)
        column.addWidget(self.panel)
        self.shortcuts = Shortcuts()
        self.done: list[str] = []
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()


@pytest.fixture
def scene(qtbot: QtBot) -> Window:
    """Give the window."""
    return Window(qtbot)


def test_a_key_does_what_it_is_given_for(scene: Window, qtbot: QtBot) -> None:
    scene.shortcuts.add("F2", EVERYWHERE, "New call", scene.window, lambda: scene.done.append("F2"))
    QTest.keyClick(scene.outer, Qt.Key.Key_F2)
    QTest.keyClick(scene.inner, Qt.Key.Key_F2)
    assert scene.done == ["F2", "F2"]


def test_the_same_key_twice_in_one_context_is_an_error(scene: Window) -> None:
    scene.shortcuts.add("F5", "list", "Refresh", scene.panel, lambda: None)
    with pytest.raises(ValueError, match="F5"):
        scene.shortcuts.add(("F5", "Ctrl+R"), "list", "Read again", scene.panel, lambda: None)
    scene.shortcuts.add("F5", "card", "Refresh", scene.window, lambda: None)


def test_the_narrower_context_wins_while_it_has_the_focus(scene: Window, qtbot: QtBot) -> None:
    add = scene.shortcuts.add
    add("Alt+1", EVERYWHERE, "Recipients", scene.window, lambda: scene.done.append("wide"))
    add("Alt+1", "call", "Step 1", scene.panel, lambda: scene.done.append("narrow"))
    scene.outer.setFocus()
    QTest.keyClick(scene.outer, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    scene.inner.setFocus()
    QTest.keyClick(scene.inner, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert scene.done == ["wide", "narrow"]


def test_a_closed_widget_takes_its_shortcuts_with_it(scene: Window) -> None:
    owner = QWidget()
    scene.shortcuts.add("E", "card", "Edit", owner, lambda: None)
    scene.shortcuts.teach("V", "card", "Reveal", owner)
    assert len(scene.shortcuts.entries()) == 2
    owner.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert scene.shortcuts.entries() == []


def test_the_sheet_shows_the_open_page_first_and_searches(scene: Window, qtbot: QtBot) -> None:
    scene.shortcuts.add("F2", EVERYWHERE, "New call", scene.window, lambda: None)
    scene.shortcuts.add("Ctrl+E", "card", "Correct", scene.panel, lambda: None)
    sheet = ShortcutSheet(scene.shortcuts, "card", scene.window)
    qtbot.addWidget(sheet)
    assert [entry.message for entry in sheet.shown()] == ["Correct", "New call"]
    sheet.filter.setText("ctrl")
    assert [entry.keys for entry in sheet.shown()] == [("Ctrl+E",)]
    sheet.filter.setText("no such thing")
    assert sheet.shown() == []


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("Ctrl+Return", "Ctrl Enter"),
        ("Ctrl++", "Ctrl +"),
        ("Space", "Mellanslag"),
        ("Ctrl+,", "Ctrl ,"),
        ("F2", "F2"),
        ("Up", "↑"),
    ],
)
def test_caps_say_what_stands_on_the_keyboard(key: str, words: str) -> None:
    assert key_words(key) == words
