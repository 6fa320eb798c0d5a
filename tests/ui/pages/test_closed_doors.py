"""A closed page says who can open it, and can be asked for; the administrators answer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from registerdesk.ui.background import Runner
from registerdesk.ui.kit.notices import DeniedView
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.today import TodayPage
from tests.makers import SmallOffice, an_office
from tests.ui.pages.windows import a_window, shown


def _ask(office: SmallOffice, runner: Runner, qtbot: QtBot) -> DeniedView:
    window = shown(a_window(office, "lasare", runner), qtbot)
    window.activateWindow()
    window.navigate("credit_checks")
    door = window.stack.currentWidget()
    assert isinstance(door, DeniedView)
    door.setFocus()
    qtbot.waitUntil(door.ask.hasFocus)
    QTest.keyClick(door.ask, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not door.ask.isEnabled())
    return door


def _today(office: SmallOffice, runner: Runner, qtbot: QtBot) -> TodayPage:
    window = shown(a_window(office, "admin", runner), qtbot)
    window.context.extras["session"] = None
    window.navigate("today")
    page = window.page()
    assert isinstance(page, TodayPage)
    return page


def test_asking_at_a_closed_door_is_said_and_logged(
    tmp_path: Path, runner: Runner, qtbot: QtBot
) -> None:
    office = an_office(tmp_path)
    door = _ask(office, runner, qtbot)
    assert door.ask.text() == "Du har bett om åtkomst"
    assert [e.fields for e in (r.event for r in office.log()) if e.act == "access.asked"] == [
        ("view_credit_checks",)
    ]


def test_an_administrator_sees_who_asks_and_says_no_with_delete(
    tmp_path: Path, runner: Runner, qtbot: QtBot
) -> None:
    office = an_office(tmp_path)
    _ask(office, runner, qtbot)
    page = _today(office, runner, qtbot)
    qtbot.waitUntil(lambda: page.list.current_id().startswith("settings:staff:"))
    entry = page.list.entries.entry(page.list.currentIndex().row())
    assert getattr(entry, "title", "") == "Ge åtkomst eller säg nej"
    assert getattr(entry, "line", "").startswith("Kreditprövningar  ·  ")
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not page.list.current_id())
    window = _ask(office, runner, qtbot).window()
    assert isinstance(window, MainWindow)
    assert window.toasts.label.text() == (
        "Administratörerna har sett det i dag. Du kan fråga igen i morgon."
    )


def test_enter_on_who_asks_leads_to_the_staff(tmp_path: Path, runner: Runner, qtbot: QtBot) -> None:
    office = an_office(tmp_path)
    _ask(office, runner, qtbot)
    page = _today(office, runner, qtbot)
    qtbot.waitUntil(lambda: page.list.current_id().startswith("settings:staff:"))
    went: list[tuple[str, str]] = []

    def go(key: str, argument: str = "") -> None:
        went.append((key, argument))

    page.context.navigate = go
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert went == [("settings", "staff")]


def test_a_page_that_no_role_opens_is_not_asked_for(
    tmp_path: Path, runner: Runner, qtbot: QtBot
) -> None:
    window = shown(a_window(an_office(tmp_path), "lasare", runner), qtbot)
    window.navigate("nowhere")
    door = window.stack.currentWidget()
    assert isinstance(door, DeniedView)
    assert door.ask.isHidden()
