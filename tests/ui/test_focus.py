"""Hearing of the focus: as long as the hearer lives, and no longer."""

import gc
import weakref

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from registerdesk.ui.kit.focus import tell_of_focus
from registerdesk.ui.kit.panes import next_pane


class Hearer(QWidget):
    """Counts what it hears."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[QWidget | None] = []
        tell_of_focus(self.hear)

    def hear(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Keep where the focus went."""
        self.heard.append(new)


class Window(QWidget):
    """Two fields that take the focus from one another."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__()
        self.first, self.second = QLineEdit(), QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.first)
        column.addWidget(self.second)
        qtbot.addWidget(self)
        self.show()
        self.activateWindow()
        self.first.setFocus()
        qtbot.waitUntil(self.first.hasFocus)


def test_a_hearer_hears_where_the_focus_goes(qtbot: QtBot) -> None:
    window, hearer = Window(qtbot), Hearer()
    window.second.setFocus()
    qtbot.waitUntil(lambda: bool(hearer.heard))
    assert hearer.heard[-1] is window.second


def test_hearing_keeps_nothing_alive_and_ends_with_the_hearer(qtbot: QtBot) -> None:
    window, hearer = Window(qtbot), Hearer()
    living = weakref.ref(hearer)
    del hearer
    gc.collect()
    assert living() is None
    window.second.setFocus()
    qtbot.waitUntil(window.second.hasFocus)


def test_a_hearer_that_qt_has_taken_apart_is_told_nothing(qtbot: QtBot) -> None:
    window, hearer = Window(qtbot), Hearer()
    delete(hearer)
    before = list(hearer.heard)
    window.second.setFocus()
    qtbot.waitUntil(window.second.hasFocus)
    assert hearer.heard == before


def test_f6_passes_a_pane_that_is_not_seen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    first, hidden, last = panes = [QLineEdit(), QLineEdit(), QLineEdit()]
    column = QVBoxLayout(window)
    for pane in panes:
        column.addWidget(pane)
    hidden.hide()
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    first.setFocus()
    next_pane(panes, 1)
    assert last.hasFocus()
    next_pane(panes, -1)
    assert first.hasFocus()
