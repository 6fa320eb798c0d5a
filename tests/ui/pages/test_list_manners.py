"""Lists: what has the focus, what is marked, what a row says, and what a reader is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QMenu,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from registerdesk.domain.parties import PartyKind, RelationKind
from registerdesk.domain.party_lists import Chip
from registerdesk.domain.restrictions import RestrictionGround
from registerdesk.ui.background import Runner
from registerdesk.ui.kit.entries import FACTS, fitted
from registerdesk.ui.kit.keycap import KeyHints
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.contacts import ContactsPage
from registerdesk.ui.pages.parties import PartiesPage
from registerdesk.usecases.new_parties import NewParty
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.restrictions import NewRestriction, restrict
from tests.makers import TODAY, an_office, an_origin
from tests.ui.pages.windows import Register, a_register, a_window, shown


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Give a small register."""
    return a_register(tmp_path)


def _opened(window: MainWindow, key: str, argument: str = "") -> PartiesPage:
    window.activateWindow()
    window.navigate(key, argument)
    page = window.page()
    assert isinstance(page, PartiesPage)
    return page


def test_an_empty_list_keeps_the_focus_so_that_its_keys_act(
    tmp_path: Path, runner: Runner, qtbot: QtBot
) -> None:
    window = shown(a_window(an_office(tmp_path), "handl", runner), qtbot)
    page = _opened(window, "customers")
    qtbot.waitUntil(lambda: page.list.states.state() == "empty")
    qtbot.waitUntil(page.list.states.empty.hasFocus)
    assert "Inga kunder ännu." in page.list.states.empty.accessibleName()
    QTest.keyClick(page.list.states.empty, Qt.Key.Key_Slash)
    assert page.list.filter.hasFocus()


def test_a_list_takes_the_focus_when_its_rows_have_come(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window = shown(a_window(register.office, "handl", runner), qtbot)
    page = _opened(window, "customers")
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 3)
    qtbot.waitUntil(page.list.table.hasFocus)


def test_a_restricted_person_has_a_lock_in_the_list(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    new = NewRestriction(ground=RestrictionGround.ACCURACY, since=TODAY, reason="Bestrider den.")
    register.office.do("handl", restrict, register.anna, new)
    window = shown(a_window(register.office, "handl", runner), qtbot)
    page = _opened(window, "customers")
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 3)
    rows = [page.list.table.rows.row(at) for at in range(3)]
    anna = next(row for row in rows if row is not None and row.id == str(register.anna))
    assert (anna.cells[0].icon, anna.cells[5].text) == ("lock", "Begränsad")


def test_no_other_row_is_marked_while_the_open_card_stands_further_down(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    for number in range(101):
        register.office.do("handl", register_party, _a_person(f"Bo {number:03}"))
    last = register.office.do("handl", register_party, _a_person("Östen Öst"))
    window = shown(a_window(register.office, "handl", runner), qtbot)
    page = _opened(window, "customers", str(last))
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 105)
    assert page.list.table.current_id() == ""
    page.list.table.scrollToBottom()
    qtbot.waitUntil(lambda: page.list.table.current_id() == str(last))


def test_the_question_above_the_quiet_ones_teaches_its_keys(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window = shown(a_window(register.office, "handl", runner), qtbot)
    page = _opened(window, "customers")
    page.list.show_quiet()
    qtbot.waitUntil(page.list.quiet.label.isVisible)
    words = [label.text() for label in page.list.quiet.label.findChildren(QLabel)]
    assert words[:2] == ["Är de fortfarande kvar?", "1"]
    taught = {key for each in window.shortcuts.entries() if each.context == "customers"
              for key in each.keys}  # fmt: skip
    assert {"1", "2"} <= taught


def test_the_keys_of_the_rows_act_from_the_filter_chips_too(
    register: Register, runner: Runner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = shown(a_window(register.office, "handl", runner), qtbot)
    page = _opened(window, "customers")
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 3)
    chip = page.list.chips[Chip.QUIET]
    opened: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: opened.append(menu))
    chip.setFocus()
    qtbot.waitUntil(chip.hasFocus)
    QTest.keyClick(chip, Qt.Key.Key_V)
    assert len(opened) == 1
    QTest.keyClick(chip, Qt.Key.Key_Right)
    assert not chip.hasFocus()
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Down)
    qtbot.waitUntil(page.list.table.hasFocus)
    QTest.keyClick(page.list.filter, Qt.Key.Key_V)
    assert page.list.filter.text() == "v"
    assert len(opened) == 1


def test_the_question_above_the_quiet_ones_is_answered_from_its_chip(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window = shown(a_window(register.office, "handl", runner), qtbot)
    page = _opened(window, "customers")
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 3)
    chip, answered = page.list.chips[Chip.QUIET], list[str]()
    page.list.table.answered.connect(answered.append)
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Space)
    assert chip.isChecked()
    QTest.keyClick(chip, Qt.Key.Key_2)
    assert answered == ["2"]


def test_a_reader_is_told_that_the_contacts_are_their_own(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window = shown(a_window(register.office, "lasare", runner), qtbot)
    window.navigate("contacts")
    page = window.page()
    assert isinstance(page, ContactsPage)
    words = [label.text() for label in page.list.findChildren(QLabel)]
    assert "Du ser de kontakter som du själv har antecknat." in words
    qtbot.waitUntil(lambda: page.list.states.state() == "empty")
    assert page.list.states.empty.label.text() == "Du har inte antecknat några kontakter ännu."
    parties = _opened(window, "customers", str(register.anna))
    qtbot.waitUntil(lambda: parties.card.card is not None)
    said = [label.text() for label in parties.card.findChildren(QLabel)]
    assert "Du har inte antecknat några kontakter här." in said


def test_a_text_that_is_cut_off_is_told_whole_to_the_mouse(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window = shown(a_window(register.office, "handl", runner), qtbot)
    page = _opened(window, "suppliers")
    table = page.list.table
    qtbot.waitUntil(lambda: table.rows.rowCount() == 1)
    index, option = table.rows.index(0, 0), QStyleOptionViewItem()
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), table.mapToGlobal(QPoint(5, 5)))
    option.rect = table.visualRect(index)
    delegate = table.itemDelegate()
    assert not delegate.helpEvent(event, table, option, index)
    option.rect.setWidth(theme.px(60))
    assert delegate.helpEvent(event, table, option, index)
    assert "Lindholms Åkeri AB" in QToolTip.text()
    QToolTip.hideText()
    QApplication.processEvents()


def test_a_line_without_room_leaves_out_its_middle_facts_before_it_is_cut() -> None:
    line = FACTS.join(("1978-04-12", "Solna", "070-174 06 05"))
    metrics = QFontMetrics(theme.font(12))
    wide = metrics.horizontalAdvance(line)
    assert fitted(line, metrics, wide) == line
    assert fitted(line, metrics, wide - 1) == FACTS.join(("1978-04-12", "070-174 06 05"))


def _a_person(name: str) -> NewParty:
    return NewParty(
        kind=PartyKind.PERSON, name=name, relation=RelationKind.CUSTOMER, origin=an_origin()
    )


ADDING = [
    ("Uppgifter", "Lägg till uppgift"),
    ("Affärer", "Lägg till i affärshistoriken"),
    ("Filer", "Lägg till en fil"),
]


@pytest.mark.parametrize(("tab", "asked"), ADDING)
def test_n_adds_also_while_the_tab_has_the_focus(
    register: Register, runner: Runner, qtbot: QtBot, tab: str, asked: str
) -> None:
    window = shown(a_window(register.office, "handl", runner), qtbot)
    page = _opened(window, "customers", str(register.anna))
    qtbot.waitUntil(lambda: page.card.card is not None)
    tabs = page.card.tabs
    at = next(i for i in range(tabs.count()) if tabs.tabText(i).startswith(tab))
    tabs.setCurrentIndex(at)
    tabs.setFocus()
    qtbot.waitUntil(tabs.hasFocus)
    QTest.keyClick(tabs, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(QDialog)))
    (dialog,) = [each for each in window.findChildren(QDialog) if each.isVisible()]
    assert dialog.windowTitle() == asked
    dialog.reject()


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700)])
def test_a_toast_covers_neither_the_keys_nor_the_buttons_in_the_foot_of_a_page(
    register: Register, runner: Runner, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window = shown(a_window(register.office, "handl", runner), qtbot)
    window.resize(*size)
    page = _opened(window, "customers", str(register.anna))
    qtbot.waitUntil(lambda: page.card.card is not None)
    page.card.tabs.setCurrentIndex(page.card.tab_pages.index(page.card.values))
    window.toasts.say("Ändringen är sparad.", lambda: None)
    feet: list[QWidget] = [page.card.values.add, *_keys_in(page.card.values)]
    assert not any(_covers(window, each) for each in feet)
    page = _opened(window, "customers")
    page.list.table.mark_all()
    qtbot.waitUntil(page.list.bar.isVisible)
    qtbot.waitUntil(lambda: not _covers(window, page.list.bar))
    for key in ("search", "today"):
        window.navigate(key)
        qtbot.waitUntil(lambda: bool(_keys_in(window.stack)))
        assert not any(_covers(window, each) for each in _keys_in(window.stack))


def _keys_in(place: QWidget) -> list[QWidget]:
    """Return the rows of keys that are seen."""
    QApplication.processEvents()
    return [each for each in place.findChildren(KeyHints) if each.isVisible()]


def _covers(window: MainWindow, widget: QWidget) -> bool:
    """Tell whether the toast stands over a widget."""
    seen = QRect(widget.mapToGlobal(QPoint()), widget.size())
    toast = QRect(window.toasts.mapToGlobal(QPoint()), window.toasts.size())
    return window.toasts.isVisible() and toast.intersects(seen)
