"""The call panel: empty, with a caller, an unknown one, and as somebody without the keys."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from registerdesk.ui.call.save_step import SaveStep
from registerdesk.ui.call_panel import CallPanel
from tests.shots.demo import DemoScene, Desk


def _call(keys: str, desk: Desk) -> None:
    """Open the panel and type; a line break is Enter, a space between digits a pause."""
    desk.go("today")
    desk.window.activateWindow()
    desk.window.context.open_call(None)
    desk.settle()
    for letter in keys:
        target = QApplication.focusWidget() or desk.window
        if letter == "\n":
            desk.settle()
            QTest.keyClick(target, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(target, letter)
    desk.settle()


def _beside(key: str, words: str, desk: Desk) -> None:
    """Open the panel beside a page, with somebody's card in it if there are words."""
    desk.go(key, str(desk.party(words)) if words else "")
    desk.window.context.open_call(None)
    desk.settle()


def _guarded(desk: Desk) -> None:
    """Type what does not belong in a note."""
    _call("0605\n12\n1", desk)
    panel = desk.window.frame.panel
    assert isinstance(panel, CallPanel)
    note = panel.findChild(SaveStep)
    assert isinstance(note, SaveStep)
    note.note.setPlainText("Säger sitt personnummer 19780412-2385 och att hon har diabetes.")
    note.guard.look()
    desk.settle()


SCENES = (
    DemoScene(name="call-guarded", show=_guarded),
    DemoScene(name="call-empty", show=partial(_call, "")),
    DemoScene(name="call-hits", show=partial(_call, "lind")),
    DemoScene(name="call-identity", show=partial(_call, "0605\n")),
    DemoScene(name="call-matter", show=partial(_call, "0605\n12\n")),
    DemoScene(name="call-filled", show=partial(_call, "0605\n12\n1")),
    DemoScene(name="call-unknown", show=partial(_call, "zzqqx\n")),
    DemoScene(name="call-reader", show=partial(_call, "lind\n"), user="lina"),
    DemoScene(name="call-beside-card", show=partial(_beside, "customers", "Anna Lindqvist")),
    *(
        DemoScene(name=f"call-beside-{key}", show=partial(_beside, key, ""))
        for key in ("customers", "contacts", "requests", "settings")
    ),
)
