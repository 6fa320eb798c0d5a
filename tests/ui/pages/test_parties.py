"""Customers and suppliers: the list, and the form of a new one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from registerdesk.domain.parties import RelationKind
from registerdesk.domain.sources import Source
from registerdesk.ui.background import Runner
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.parties import PartiesPage
from tests.makers import an_office
from tests.ui.keys import type_text
from tests.ui.pages.windows import (
    NUMBER,
    Register,
    a_register,
    a_window,
    fill_the_disk,
    shown,
)

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Give a small register."""
    return a_register(tmp_path)


def _page(window: MainWindow) -> PartiesPage:
    page = window.page()
    assert isinstance(page, PartiesPage)
    return page


def _customers(register: Register, runner: Runner, qtbot: QtBot, user: str) -> MainWindow:
    window = shown(a_window(register.office, user, runner), qtbot)
    window.navigate("customers")
    qtbot.waitUntil(lambda: _page(window).list.table.rows.rowCount() == 3)
    return window


def test_enter_in_the_list_opens_the_card_beside_it(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window = _customers(register, runner, qtbot, "handl")
    page = _page(window)
    QTest.keyClick(page.list.table, KEY.Key_Down)
    QTest.keyClick(page.list.table, KEY.Key_Return)
    qtbot.waitUntil(lambda: page.card.card is not None)
    assert page.card.head.name.text() == "Anna Lindqvist"
    assert page.list.isVisible()
    assert page.list.table.isColumnHidden(2)
    QTest.keyClick(page.card.tabs, KEY.Key_Escape)
    assert not page.card.isVisible()


def test_below_1180_pixels_list_and_card_still_have_room_and_at_200_percent_take_turns(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    from registerdesk.ui.kit.theme import Appearance, theme

    theme.apply(Appearance(scheme="light", percent=200))
    window = shown(a_window(register.office, "handl", runner, (1024, 700)), qtbot)
    window.navigate("customers", str(register.anna))
    page = _page(window)
    qtbot.waitUntil(page.card.isVisible)
    assert not page.list.isVisible()
    window.navigate("customers")
    assert page.list.isVisible()


def test_the_filter_narrows_the_list_and_the_count_says_so(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    page = _page(_customers(register, runner, qtbot, "handl"))
    QTest.keyClicks(page.list.table, "/")
    assert page.list.filter.hasFocus()
    type_text(page.list.filter, "anna")
    qtbot.waitUntil(lambda: page.list.count.text() == "1")
    page.list.filter.clear()
    page.list.chips[next(iter(page.list.chips))].click()
    qtbot.waitUntil(lambda: page.list.count.text() == "3")


def test_a_filter_that_nobody_fits_says_so_and_gives_the_rows_back(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    page = _page(_customers(register, runner, qtbot, "handl"))
    page.list.filter.setFocus()
    type_text(page.list.filter, "xyz")
    qtbot.waitUntil(lambda: page.list.states.state() == "unfit")
    assert page.list.states.unfit.label.text() == "Inget stämmer med filtret."
    assert page.list.filter.hasFocus()
    page.list.filter.clear()
    qtbot.waitUntil(lambda: page.list.states.state() == "content")


def test_the_header_sorts_where_the_rows_are_kept(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    page = _page(_customers(register, runner, qtbot, "handl"))
    page.list.table.sort_wanted.emit("number", True)
    qtbot.waitUntil(lambda: page.list.table.rows.row(0) is not None)
    first = page.list.table.rows.row(0)
    assert first is not None
    qtbot.waitUntil(lambda: _number(page) == "K-10003")


def _number(page: PartiesPage) -> str:
    row = page.list.table.rows.row(0)
    return row.cells[1].text if row else ""


def test_a_new_customer_is_registered_with_its_source(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window = shown(a_window(register.office, "handl", runner), qtbot)
    window.navigate("customers", "new")
    page = _page(window)
    form = page.form
    assert form is not None
    type_text(form.forms["party"].editor("display_name"), "Per Åkesson")
    type_text(form.forms["phone"].editor("typed"), "070-174 06 77")
    page.primary()
    assert form.source_error.text() == "Ange var uppgiften kommer från."
    assert not page.leave()
    form.source.set_source(Source.SUBJECT)
    page.primary()
    qtbot.waitUntil(lambda: page.card.card is not None)
    assert _page(window).form is None
    assert page.card.head.name.text() == "Per Åkesson"
    assert window.toasts.label.text() != ""


def test_a_known_number_is_told_while_it_is_typed(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window = shown(a_window(register.office, "handl", runner), qtbot)
    window.navigate("customers", "new")
    page = _page(window)
    form = page.form
    assert form is not None
    type_text(form.forms["phone"].editor("typed"), "070-174 06 05")
    qtbot.waitUntil(lambda: not form.hint.isHidden())
    assert form.hint.label.text() == "Finns redan: K-10001 Anna Lindqvist."
    form.hint.open_wanted.emit(str(register.anna))
    qtbot.waitUntil(lambda: page.card.card is not None)


def test_a_wrong_identity_number_is_told_under_its_field(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window = shown(a_window(register.office, "handl", runner), qtbot)
    window.navigate("suppliers", "new")
    form = _page(window).form
    assert form is not None
    type_text(form.forms["party"].editor("display_name"), "Åkeriet")
    type_text(form.forms["number"].editor("organisation"), "559999-016")
    form.save()
    told = form.forms["number"].editor("organisation").accessibleDescription()
    assert "siffror" in told
    assert form.relation is RelationKind.SUPPLIER


def test_a_refusal_of_the_desk_keeps_what_was_written(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window = shown(a_window(register.office, "handl", runner), qtbot)
    window.navigate("customers", "new")
    form = _page(window).form
    assert form is not None
    type_text(form.forms["party"].editor("display_name"), "Anna Igen")
    type_text(form.forms["number"].editor("personal"), NUMBER)
    form.source.set_source(Source.SUBJECT)
    form.save()
    editor = form.forms["number"].editor("personal")
    qtbot.waitUntil(lambda: bool(editor.accessibleDescription()) or not form.error.isHidden())
    assert _page(window).form is form


def test_an_empty_office_says_how_the_first_customer_comes_about(
    tmp_path: Path, runner: Runner, qtbot: QtBot
) -> None:
    window = shown(a_window(an_office(tmp_path), "handl", runner), qtbot)
    window.navigate("customers")
    page = _page(window)
    assert page.list.states.state() == "loading"
    qtbot.waitUntil(lambda: page.list.states.state() == "empty")
    assert page.list.states.empty.label.text() == "Inga kunder ännu."


def test_a_list_that_fails_says_so_and_offers_to_try_again(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    page = _page(_customers(register, runner, qtbot, "handl"))
    fill_the_disk(register.office)
    page.refresh()
    qtbot.waitUntil(lambda: not page.list.states.error.isHidden())
    assert page.list.states.state() == "content"
