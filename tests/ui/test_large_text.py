"""At 200 % text in the smallest window nothing is cut: it folds, or something scrolls to it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from registerdesk.domain.rights_requests import Right
from registerdesk.ui.background import Runner
from registerdesk.ui.call_panel import CallPanel
from registerdesk.ui.kit.room import Roomy
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.theme import Appearance, theme
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.office_window import OfficeWindow
from registerdesk.ui.pages.parties import PartiesPage
from registerdesk.usecases.office_profile import view_office
from registerdesk.usecases.request_opening import NewRequest, open_request
from tests.ui.looks import clipped, out_of_reach
from tests.ui.office_window import a_session
from tests.ui.pages.windows import Register, a_register, a_window, shown

SMALLEST = (1024, 700)
PAGES = {
    "handl": (
        "today", "search", "customers", "suppliers", "contacts", "requests",
        "duplicates", "imports", "exports", "policy", "settings", "account",
    ),
    "kredit": ("credit_checks",),
    "ombud": ("today", "policy", "log", "requests", "exports"),
    "admin": ("today", "settings", "customers"),
    "lasare": ("customers", "log"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _large_text(plain_look: None) -> None:
    """Let the text be as large as it goes."""
    theme.apply(Appearance(scheme="light", percent=200))


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Give an office with a few people."""
    return a_register(tmp_path)


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until what the page asked for stands in it."""
    for _round in range(4):
        came: list[bool] = []
        window.context.runner.ask(lambda: True, came.append)
        qtbot.waitUntil(partial(bool, came))
    for _round in range(5):
        QApplication.processEvents()


def cut(part: QWidget) -> list[str]:
    """Return what cannot be read or reached in a part of the window."""
    return [*out_of_reach(part), *clipped(part)]


@pytest.mark.parametrize("user", list(PAGES))
def test_nothing_of_any_page_is_cut(
    user: str, register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window = shown(a_window(register.office, user, runner, SMALLEST), qtbot)
    found: dict[str, list[str]] = {}
    for key in PAGES[user]:
        window.navigate(key)
        settle(window, qtbot)
        assert window.size().toTuple() == SMALLEST
        if wrong := cut(window.stack.currentWidget()):
            found[key] = wrong
    assert found == {}


def test_no_tab_of_a_card_is_cut(register: Register, runner: Runner, qtbot: QtBot) -> None:
    window = shown(a_window(register.office, "handl", runner, SMALLEST), qtbot)
    window.navigate("customers", str(register.anna))
    settle(window, qtbot)
    page = window.page()
    assert isinstance(page, PartiesPage)
    found: dict[int, list[str]] = {}
    for tab in range(page.card.tabs.count()):
        page.card.tabs.setCurrentIndex(tab)
        settle(window, qtbot)
        if wrong := cut(page):
            found[tab] = wrong
    assert found == {}


def test_a_request_and_its_letter_stand_under_each_other(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    opened = register.office.do(
        "handl", open_request, NewRequest(right=Right.ACCESS, party_id=register.anna)
    )
    window = shown(a_window(register.office, "handl", runner, SMALLEST), qtbot)
    window.navigate("requests", str(opened.id))
    settle(window, qtbot)
    assert cut(window.stack.currentWidget()) == []


def test_nothing_of_the_call_panel_is_cut(register: Register, runner: Runner, qtbot: QtBot) -> None:
    office = register.office
    session, profile = a_session(office, "handl"), office.do("handl", view_office)
    window = shown(OfficeWindow(session, profile, Settings(), runner), qtbot)
    window.resize(*SMALLEST)
    window.call_wanted.emit(None)
    settle(window, qtbot)
    panel = window.frame.panel
    assert isinstance(panel, CallPanel)
    assert cut(panel) == []
    panel.foot.ask(asking=True)
    settle(window, qtbot)
    assert cut(panel) == []


@pytest.mark.parametrize(
    ("percent", "size", "pages"),
    [(100, SMALLEST, PAGES["handl"]), (150, (1440, 900), ("customers", "requests"))],
)
def test_a_page_that_has_room_does_not_scroll(
    percent: int,
    size: tuple[int, int],
    pages: tuple[str, ...],
    register: Register,
    runner: Runner,
    qtbot: QtBot,
) -> None:
    theme.apply(Appearance(scheme="light", percent=percent))
    window = shown(a_window(register.office, "handl", runner, size), qtbot)
    for key in pages:
        window.navigate(key)
        settle(window, qtbot)
        holders = [each for each in window.findChildren(Roomy) if each.isVisible()]
        assert [each.verticalScrollBar().maximum() for each in holders] == [0], key


def test_the_look_out_for_what_is_out_of_reach_finds_it(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    box.resize(100, 40)
    whole, half = QLabel("Hel", box), QPushButton("Spara", box)
    half.resize(80, 30)
    half.move(QPoint(60, 5))
    box.show()
    assert whole.isVisible()
    assert out_of_reach(box) == ["Spara in QWidget by 38 px"]
