"""A list's menu: views that are saved, columns that are chosen, and the way there by keys."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from registerdesk.domain.party_lists import Chip, Sort
from registerdesk.ui.background import Runner
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.parties import PartiesPage
from registerdesk.ui.register.column_choice import ColumnDialog
from registerdesk.ui.register.list_menu import ViewDialog
from registerdesk.ui.register.list_views import MOST_VIEWS, ListViews, SavedView
from tests.ui.pages.windows import Register, a_register, a_window, shown

KEY = Qt.Key
KEPT = "views.customer"


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Give a small register."""
    return a_register(tmp_path)


def a_list(register: Register, runner: Runner, qtbot: QtBot, user: str = "handl") -> MainWindow:
    """Return the window with the list of customers."""
    window = shown(a_window(register.office, user, runner), qtbot)
    return reopened(window, qtbot)


def reopened(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """Open the list of customers anew."""
    window.close_pages()
    window.navigate("customers")
    qtbot.waitUntil(lambda: page_of(window).list.table.rows.rowCount() > 0)
    return window


def page_of(window: MainWindow) -> PartiesPage:
    """Return the open list."""
    page = window.page()
    assert isinstance(page, PartiesPage)
    return page


def chosen(menu: QMenu, words: str) -> None:
    """Choose a line of a menu by its beginning."""
    next(each for each in menu.actions() if each.text().startswith(words)).trigger()


def save_as(page: PartiesPage, name: str, *, begins: bool = False) -> ViewDialog:
    """Save what is shown under a name."""
    chosen(page.list.menu.menu(), "Spara vyn")
    dialog = page.list.menu.dialog
    assert isinstance(dialog, ViewDialog)
    dialog.name.setText(name)
    dialog.begins.setChecked(begins)
    dialog.verb.click()
    return dialog


def columns_dialog(page: PartiesPage) -> ColumnDialog:
    """Return the open question about columns."""
    dialog = page.list.menu.dialog
    assert isinstance(dialog, ColumnDialog)
    return dialog


def titles(page: PartiesPage) -> list[str]:
    """Return the shown columns, from left to right."""
    table, choice = page.list.table, page.list.columns
    header = table.horizontalHeader()
    order = [header.logicalIndex(at) for at in range(header.count())]
    return [choice.columns[at].key for at in order if not table.isColumnHidden(at)]


def test_v_opens_the_menu_and_a_reader_finds_no_way_out_in_it(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    page = page_of(a_list(register, runner, qtbot, "lasare"))
    page.list.table.setFocus()
    QTest.keyClick(page.list.table, KEY.Key_V)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text().partition("\t")[0] for action in menu.actions()]
    menu.close()
    assert "Kolumner …" in words
    assert not [each for each in words if each.startswith(("Exportera", "Skriv ut", "Dubbletter"))]


def test_a_view_is_saved_shown_and_begun_with(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window = a_list(register, runner, qtbot)
    page = page_of(window)
    page.list.filter.setText("anna")
    page.list.chips[Chip.PERSON].setChecked(True)
    page.list.choose_columns(["phone", "number"])
    assert not save_as(page, "Annor & co", begins=True).isVisible()
    assert "Annor && co" in [action.text() for action in page.list.menu.menu().actions()]
    again = page_of(reopened(window, qtbot))
    assert again.list.filter.text() == "anna"
    assert again.list.query.chips == {Chip.PERSON}
    assert titles(again) == ["name", "phone", "number"]
    again.list.filter.setText("")
    chosen(again.list.menu.menu(), "Annor && co")
    assert again.list.filter.text() == "anna"
    qtbot.waitUntil(lambda: again.list.count.text() == "1")


def test_a_view_without_a_name_is_refused_and_one_of_the_same_name_replaced(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    page = page_of(a_list(register, runner, qtbot))
    dialog = save_as(page, "  ")
    assert dialog.isVisible()
    assert not page.list.menu.views.views
    save_as(page, "Alla")
    page.list.chips[Chip.COMPANY].setChecked(True)
    save_as(page, "ALLA")
    assert [(v.name, v.chips) for v in page.list.menu.views.views] == [
        ("ALLA", frozenset({Chip.COMPANY}))
    ]


def test_the_shown_view_is_removed_and_comes_back_with_undo(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window = a_list(register, runner, qtbot)
    page = page_of(window)
    save_as(page, "Alla")
    chosen(page.list.menu.menu(), "Ta bort vyn Alla")
    assert not page.list.menu.views.views
    QTest.keyClick(window, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(page.list.menu.views.views))


def test_columns_are_hidden_and_moved_by_keys_and_kept(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window = a_list(register, runner, qtbot)
    page = page_of(window)
    header = page.list.table.horizontalHeader()
    header.customContextMenuRequested.emit(QPoint(4, 4))
    dialog = columns_dialog(page)
    assert dialog.shown() == ["number", "phone", "town", "since", "ended"]
    QTest.keyClick(dialog.list, KEY.Key_Space)
    QTest.keyClick(dialog.list, KEY.Key_Down)
    QTest.keyClick(dialog.list, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(dialog.list, KEY.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(dialog.list, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    dialog.verb.click()
    assert titles(page) == ["name", "town", "phone", "since", "ended"]
    assert titles(page_of(reopened(window, qtbot))) == ["name", "town", "phone", "since", "ended"]


@pytest.mark.parametrize(
    "kept",
    ["[", "{}", "[1]", '[{"name": "x", "chips": ["weg"]}]', '[{"name": "x", "sort": "weg"}]', "3"],
)
def test_views_that_cannot_be_read_are_none(kept: str) -> None:
    settings = Settings({KEPT: kept})
    assert all(isinstance(view, SavedView) for view in ListViews(settings, "customer").views)


def test_views_are_so_many_at_most_and_one_of_them_begins() -> None:
    settings = Settings()
    views = ListViews(settings, "customer")
    for number in range(MOST_VIEWS):
        views.save(SavedView(name=f"Vy {number}", begins=True, sort=Sort.NUMBER))
    assert [view.begins for view in views.views].count(True) == 1
    with pytest.raises(Exception, match="views already"):
        views.save(SavedView(name="En till"))
    assert views.remove("Finns inte") is None
    assert len(json.loads(settings.get(KEPT))) == MOST_VIEWS
