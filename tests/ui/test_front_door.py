"""The front door after a bug: whoever signs in can try again, and the window can be closed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from registerdesk.ui.front_door import FrontDoor
from registerdesk.ui.main_window import MainWindow
from registerdesk.usecases import offices, preferences
from registerdesk.usecases.places import Station
from tests.makers import PASSWORD, an_office


@pytest.fixture
def door(tmp_path: Path, qtbot: QtBot) -> Iterator[FrontDoor]:
    """Give the door of an office, its sign-in page shown."""
    office = an_office(tmp_path / "office")
    office.database.close()
    door = FrontDoor(Station("disk", tmp_path / "own"), office.clock)
    qtbot.addWidget(door.entrance)
    door.show(office.folder)
    yield door
    door.close()


def test_a_thousand_calls_wake_the_window_once_and_then_for_the_newest(
    door: FrontDoor, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[str] = []
    monkeypatch.setattr(door, "wake", lambda: woken.append(door._caller))
    for number in range(1000):
        door.ring(f"{number:07}")
    assert woken == ["0000000"]
    assert door.entrance.sign_in_page().call.isVisible()
    qtbot.waitUntil(lambda: len(woken) > 1)
    assert woken == ["0000000", "0000999"]
    door.entrance.sign_in_page().submitted.emit("handl", PASSWORD)
    qtbot.waitUntil(lambda: door.window is not None and door.window.isVisible())
    assert door.window is not None
    panel = door.window.calls.panel
    assert panel is not None
    assert panel.caller.field.text() == "0000999"


def _crash(*_given: object, **_named: object) -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    "place",
    [(offices, "sign_in"), (preferences, "own_preferences"), (MainWindow, "navigate")],
)
def test_after_a_bug_at_sign_in_one_can_try_again(
    door: FrontDoor, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, place: tuple[object, str]
) -> None:
    page = door.entrance.sign_in_page()
    with monkeypatch.context() as broken:
        broken.setattr(*place, _crash)
        page.submitted.emit("handl", PASSWORD)
        assert page.is_deriving()
        qtbot.waitUntil(lambda: door.entrance.findChild(QMessageBox) is not None)
    assert not page.is_deriving()
    assert page.button.isEnabled()
    box = door.entrance.findChild(QMessageBox)
    assert box is not None
    assert not box.isModal()
    page.submitted.emit("handl", PASSWORD)
    qtbot.waitUntil(lambda: door.window is not None and door.window.isVisible())
    assert QApplication.activeWindow() is not box
