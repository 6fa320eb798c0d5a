"""The choice to search in notes too, from its key to the row with the word marked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from registerdesk.ui.background import Runner
from registerdesk.ui.kit.results import Entry
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.search import SearchPage
from registerdesk.ui.register.search_trace import SETTLE_MS
from registerdesk.usecases.contacts import NewContact, record_contact
from tests.ui.keys import type_text
from tests.ui.pages.windows import HOSTILE, Register, a_register, a_window, shown

KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Give a small register with two calls about hallonsaft."""
    made = a_register(tmp_path)
    for party_id, note in (
        (made.anna, "Undrar om <b>hallonsaften</b> finns i lager."),
        (made.haulier, "Kör hallonsaft på torsdag."),
    ):
        made.office.do("handl", record_contact, NewContact(party_id=party_id, note=note))
    return made


def _open(
    register: Register, runner: Runner, qtbot: QtBot, user: str = "handl"
) -> tuple[MainWindow, SearchPage]:
    window = shown(a_window(register.office, user, runner), qtbot)
    window.navigate("search")
    page = window.page()
    assert isinstance(page, SearchPage)
    window.search.setFocus()
    return window, page


def _type(window: MainWindow, page: SearchPage, qtbot: QtBot, text: str) -> None:
    type_text(window.search, text)
    qtbot.waitUntil(lambda: page._shown == text)


def _rows(page: SearchPage) -> list[Entry]:
    model = page.results.list.entries
    rows = [model.entry(at) for at in range(model.rowCount())]
    return [row for row in rows if isinstance(row, Entry)]


def _wait_for(page: SearchPage, qtbot: QtBot, *titles: str) -> None:
    qtbot.waitUntil(lambda: [row.title for row in _rows(page)] == list(titles))


def test_alt_n_in_the_field_finds_people_by_their_notes_with_the_word_marked(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window, page = _open(register, runner, qtbot)
    _type(window, page, qtbot, "hallon")
    assert _rows(page) == []
    QTest.keyClick(window.search, KEY.Key_N, ALT)
    assert page.notes.is_on()
    assert window.search.text() == "hallon"
    _wait_for(page, qtbot, "Anna Lindqvist", "Lindholms Åkeri AB")
    anna, haulier = _rows(page)
    assert anna.line == "Anteckning: Undrar om <b>hallonsaften</b> finns i lager."
    assert [anna.line[at : at + length] for at, length in anna.line_marks] == ["hallon"]
    assert anna.spoken.endswith("Anteckning: Undrar om <b>hallonsaften</b> finns i lager.")
    assert haulier.line == "Anteckning: Kör hallonsaft på torsdag."
    QTest.keyClick(window.search, KEY.Key_N, ALT)
    qtbot.waitUntil(lambda: _rows(page) == [])


def test_the_key_works_among_the_results_too_and_the_box_by_itself(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window, page = _open(register, runner, qtbot)
    _type(window, page, qtbot, "lindh")
    page.results.list.setFocus()
    QTest.keyClick(page.results.list, KEY.Key_N, ALT)
    assert page.notes.is_on()
    page.notes.box.click()
    assert not page.notes.is_on()
    assert page.notes.box.text() == "Sök även i anteckningar"
    assert page.notes.box.accessibleName() == "Sök även i anteckningar, Alt N"
    assert "Alt+N" in {key for each in window.shortcuts.entries() for key in each.keys}


def test_a_settled_search_in_notes_is_logged_once_and_as_such(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window, page = _open(register, runner, qtbot)
    QTest.keyClick(window.search, KEY.Key_N, ALT)
    _type(window, page, qtbot, "hallon")
    _wait_for(page, qtbot, "Anna Lindqvist", "Lindholms Åkeri AB")
    qtbot.waitUntil(lambda: "search.in_notes" in register.office.acts(), timeout=SETTLE_MS * 10)
    assert register.office.acts().count("search.in_notes") == 1
    assert "search" not in register.office.acts()
    QTest.keyClick(window.search, KEY.Key_N, ALT)
    qtbot.waitUntil(lambda: register.office.acts()[-1] == "search", timeout=SETTLE_MS * 10)


@pytest.mark.parametrize("way", ["cleared", "turned off", "left", "locked", "a command"])
def test_notes_that_were_shown_are_in_the_log_however_soon_they_go(
    register: Register, runner: Runner, qtbot: QtBot, way: str
) -> None:
    window, page = _open(register, runner, qtbot)
    page.settling.setInterval(60_000)
    QTest.keyClick(window.search, KEY.Key_N, ALT)
    _type(window, page, qtbot, "hallon")
    _wait_for(page, qtbot, "Anna Lindqvist", "Lindholms Åkeri AB")
    if way == "cleared":
        QTest.keyClick(window.search, KEY.Key_Escape)
    elif way == "turned off":
        page.notes.box.click()
    elif way == "left":
        window.navigate("customers")
    elif way == "a command":
        window.search.setText(">")
    else:
        for hold in window.context.holds:
            hold()
        runner.forget()
    qtbot.waitUntil(lambda: "search.in_notes" in register.office.acts())
    assert register.office.acts().count("search.in_notes") == 1
    assert "search" not in register.office.acts()


def test_a_word_typed_on_supersedes_its_beginning_in_the_log(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window, page = _open(register, runner, qtbot)
    page.settling.setInterval(60_000)
    QTest.keyClick(window.search, KEY.Key_N, ALT)
    _type(window, page, qtbot, "hallon")
    type_text(window.search, "s")
    qtbot.waitUntil(lambda: page._shown == "hallons")
    assert "search.in_notes" not in register.office.acts()
    page.settling.timeout.emit()
    qtbot.waitUntil(lambda: register.office.acts().count("search.in_notes") == 1)


@pytest.mark.parametrize("user", ["lasare", "admin"])
def test_who_may_not_read_notes_has_neither_box_nor_key(
    register: Register, runner: Runner, qtbot: QtBot, user: str
) -> None:
    window = shown(a_window(register.office, user, runner), qtbot)
    if user == "admin":
        assert window.search.isHidden()
        return
    window, page = _open(register, runner, qtbot, user)
    _type(window, page, qtbot, "hallon")
    QTest.keyClick(window.search, KEY.Key_N, ALT)
    page.notes.turn()
    assert page.notes.isHidden()
    assert not page.notes.is_on()
    assert "Alt+N" not in {key for each in window.shortcuts.entries() for key in each.keys}
    assert "denied.search_notes" not in register.office.acts()


def test_a_new_search_begins_without_notes(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window, page = _open(register, runner, qtbot)
    QTest.keyClick(window.search, KEY.Key_N, ALT)
    assert page.notes.is_on()  # before anything is typed
    _type(window, page, qtbot, "hallon")
    QTest.keyClick(window.search, KEY.Key_Escape)
    assert not page.notes.is_on()
    _type(window, page, qtbot, "hallon")
    assert _rows(page) == []
    QTest.keyClick(window.search, KEY.Key_N, ALT)
    _wait_for(page, qtbot, "Anna Lindqvist", "Lindholms Åkeri AB")
    window.navigate("customers")
    window.back()
    qtbot.waitUntil(lambda: page._shown == "hallon")
    assert not page.notes.is_on()
    assert _rows(page) == []


def test_a_lock_leaves_nothing_of_notes_behind(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window, page = _open(register, runner, qtbot)
    QTest.keyClick(window.search, KEY.Key_N, ALT)
    _type(window, page, qtbot, "hallon")
    _wait_for(page, qtbot, "Anna Lindqvist", "Lindholms Åkeri AB")
    for hold in window.context.holds:
        hold()
    assert not page.notes.is_on()
    assert _rows(page) == []
    window.close_pages()
    assert window.context.holds == []


def test_what_is_found_by_name_stands_before_what_is_found_by_notes(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    office = register.office
    note = NewContact(party_id=register.hostile, note="Frågade efter Anna Lindqvist.")
    office.do("handl", record_contact, note)
    window, page = _open(register, runner, qtbot)
    QTest.keyClick(window.search, KEY.Key_N, ALT)
    _type(window, page, qtbot, "anna l")
    _wait_for(page, qtbot, "Anna Lindqvist", HOSTILE)
    anna, other = _rows(page)
    assert anna.line_marks == ()
    assert [other.line[at : at + length] for at, length in other.line_marks] == ["Anna", "L"]
