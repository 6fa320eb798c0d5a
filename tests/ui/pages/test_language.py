"""Every page is built anew when the language changes, and its keys with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from registerdesk.ui.background import Runner
from registerdesk.ui.kit.page import Page
from registerdesk.ui.kit.text import language
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.page_list import PAGES
from registerdesk.usecases.purposes import usable_purposes
from tests.ui.pages.windows import a_register, a_window, shown

_USERS = {"credit_checks": "kredit", "policy": "ombud", "log": "ombud"}


@pytest.mark.parametrize("user", ["handl", "kredit", "ombud"])
def test_the_language_changes_and_changes_back_while_any_page_is_open(
    user: str, tmp_path: Path, runner: Runner, qtbot: QtBot
) -> None:
    window = shown(a_window(a_register(tmp_path).office, user, runner), qtbot)
    for key in (spec.key for spec in PAGES if _USERS.get(spec.key, "handl") == user):
        window.navigate(key)
        _there_and_back(window, qtbot)


def _there_and_back(window: MainWindow, qtbot: QtBot) -> None:
    """Change the language twice: a new page each time, with the keys of the one before."""
    page = window.page()
    assert page is not None
    before = _keys(window, page)
    for code in ("en", "sv"):
        language.switch(code)
        assert window.page() is not page
        page = window.page()
        assert page is not None
        assert _keys(window, page) == before


def _keys(window: MainWindow, page: Page) -> list[tuple[str, tuple[str, ...]]]:
    """Return every key that is in force within a page, with its context."""
    inside = [
        e for e in window.shortcuts.entries() if e.owner is page or page.isAncestorOf(e.owner)
    ]
    return sorted((entry.context, entry.keys) for entry in inside)


def test_a_page_goes_on_at_the_new_desk_after_a_lock(
    tmp_path: Path, runner: Runner, qtbot: QtBot
) -> None:
    office = a_register(tmp_path).office
    window = shown(a_window(office, "handl", runner), qtbot)
    window.navigate("customers")
    page = window.page()
    assert page is not None
    desk = office.desk("handl")
    window.context.go_on_at(desk)
    assert page.context.desk is desk


def test_no_answer_reaches_a_page_that_is_closed(
    tmp_path: Path, runner: Runner, qtbot: QtBot
) -> None:
    window = shown(a_window(a_register(tmp_path).office, "handl", runner), qtbot)
    window.navigate("exports")
    page = window.page()
    assert page is not None
    heard: list[object] = []
    page.context.ask(usable_purposes, done=heard.append)
    window.close_pages()
    came: list[object] = []
    window.context.ask(usable_purposes, done=came.append)
    qtbot.waitUntil(lambda: bool(came))
    assert heard == []
