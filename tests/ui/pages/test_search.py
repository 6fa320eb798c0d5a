"""Search as one types, from the field to the card."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from registerdesk.domain.parties import Protection
from registerdesk.domain.rights_requests import Right
from registerdesk.ui.background import Runner
from registerdesk.ui.kit.results import Entry, Heading
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.search import SearchPage
from registerdesk.ui.register.dialogs import ProtectDialog
from registerdesk.usecases.protection import mark_protected
from registerdesk.usecases.request_opening import NewRequest, OpenedRequest, open_request
from tests.ui.keys import type_text
from tests.ui.pages.windows import HOSTILE, Register, a_register, a_window, damage_the_search, shown

KEY = Qt.Key


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Give a small register."""
    return a_register(tmp_path)


def _searching(
    register: Register, runner: Runner, qtbot: QtBot, text: str, user: str = "handl"
) -> tuple[MainWindow, SearchPage]:
    window = shown(a_window(register.office, user, runner), qtbot)
    window.search.setFocus()
    type_text(window.search, text)
    page = window.page()
    assert isinstance(page, SearchPage)
    qtbot.waitUntil(lambda: page._shown == text)
    return window, page


def _titles(page: SearchPage) -> list[str]:
    model = page.results.list.entries
    rows = [model.entry(at) for at in range(model.rowCount())]
    return [row.title if isinstance(row, Entry) else "# " + row.words for row in rows if row]


def test_typing_shows_people_and_companies_in_groups_with_the_letters_marked(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window, page = _searching(register, runner, qtbot, "lind")
    titles = _titles(page)
    assert titles[0] == "# Personer"
    assert {"Anna Lindqvist", "Maria Lindgren", "Lindholms Åkeri AB", "# Företag"} <= set(titles)
    model = page.results.list.entries
    anna = next(
        row for at in range(model.rowCount())
        if isinstance(row := model.entry(at), Entry) and row.title == "Anna Lindqvist"
    )  # fmt: skip
    assert anna.marks == ((5, 4),)
    assert "Solna" in anna.line
    assert "född 1978-04-12" in anna.spoken
    assert window.search.hasFocus()
    heading = model.entry(0)
    assert isinstance(heading, Heading)
    assert heading.count == "2"


def test_enter_opens_the_card_and_alt_left_goes_back(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window, page = _searching(register, runner, qtbot, "anna l")
    QTest.keyClick(window.search, KEY.Key_Return)
    qtbot.waitUntil(lambda: page.card.card is not None)
    assert page.card.head.name.text() == "Anna Lindqvist"
    assert "19780412-••••" in page.card.head.facts.text()
    assert page.card.tabs.hasFocus()
    window.back()
    assert page.card.card is None
    assert window.search.hasFocus()


def test_enter_before_the_hits_have_come_opens_nobody_of_an_earlier_search(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window, page = _searching(register, runner, qtbot, "maria")
    window.search.clear()
    type_text(window.search, "anna l")
    assert page._shown != "anna l"
    QTest.keyClick(window.search, KEY.Key_Return)
    qtbot.waitUntil(lambda: page.card.card is not None)
    assert page.card.head.name.text() == "Anna Lindqvist"


def test_ctrl_enter_before_the_hits_have_come_logs_no_call_with_an_earlier_one(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window, _page = _searching(register, runner, qtbot, "maria")
    window.search.selectAll()
    type_text(window.search, "anna l")
    with qtbot.waitSignal(window.call_wanted) as caught:
        QTest.keyClick(window.search, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert caught.args == [register.anna]


def test_enter_is_forgotten_when_typing_goes_on(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window, page = _searching(register, runner, qtbot, "maria")
    type_text(window.search, " l")
    QTest.keyClick(window.search, KEY.Key_Return)
    type_text(window.search, "i")
    qtbot.waitUntil(lambda: page._shown == "maria li")
    assert page.card.card is None
    assert window.search.hasFocus()


def test_ctrl_enter_logs_a_call_with_the_chosen_hit(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window, _page = _searching(register, runner, qtbot, "anna l")
    with qtbot.waitSignal(window.call_wanted) as caught:
        QTest.keyClick(window.search, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert caught.args == [register.anna]


def test_no_hit_says_so_and_enter_registers_an_unknown_caller(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window, page = _searching(register, runner, qtbot, "zzzzqqqq")
    assert page.results.states.state() == "empty"
    assert page.results.empty.label.text() == "Ingen träff på ”zzzzqqqq”"
    with qtbot.waitSignal(window.call_wanted) as caught:
        QTest.keyClick(window.search, KEY.Key_Return)
    assert caught.args == [None]


def test_a_reader_who_types_an_identity_number_is_told_how_to_search(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    _window, page = _searching(register, runner, qtbot, "197804122399", user="lasare")
    assert page.results.empty.under.text() == "Sök på namn eller telefon."


def test_a_misspelt_name_is_told_with_what_was_meant(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    _window, page = _searching(register, runner, qtbot, "lindqvits")
    assert page.results.title.text() == "Ingen träff på ”lindqvits”"
    assert not page.results.suggestion.isHidden()


def test_a_settled_search_leaves_one_row_in_the_log_and_no_word_of_it(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    _window, page = _searching(register, runner, qtbot, "anna l")
    acts: list[list[str]] = []
    page.settling.stop()
    runner.ask(register.office.acts, acts.append)
    page.settling.timeout.emit()
    runner.ask(register.office.acts, acts.append)
    qtbot.waitUntil(lambda: len(acts) == 2)
    assert acts[1].count("search") == acts[0].count("search") + 1
    assert "anna" not in repr(register.office.log()[0]).casefold()


def test_a_reader_sees_no_birth_date_and_no_name_of_a_protected_person(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    _window, page = _searching(register, runner, qtbot, "lind", user="lasare")
    model = page.results.list.entries
    rows = [row for at in range(model.rowCount()) if isinstance(row := model.entry(at), Entry)]
    assert "Maria Lindgren" not in _titles(page)
    assert not any("1978" in row.line + row.spoken for row in rows)


def test_the_flag_of_a_protected_person_says_whom_to_ask(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    _window, page = _searching(register, runner, qtbot, "070-174 06 40", user="lasare")
    model = page.results.list.entries
    entries = (model.entry(at) for at in range(model.rowCount()))
    (row,) = [entry for entry in entries if isinstance(entry, Entry)]
    number = row.line.partition(" ")[0]
    assert number.startswith("K-")
    assert row.title == "Skyddade personuppgifter"
    assert row.line == f"{number}  ·  Kontakta Handl Ek."
    assert row.spoken.endswith(f"{number}, Kontakta Handl Ek.")


def test_markup_in_a_name_stays_what_was_typed(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window, page = _searching(register, runner, qtbot, "fet")
    assert HOSTILE in _titles(page)
    window.navigate("search", str(register.hostile))
    qtbot.waitUntil(lambda: page.card.card is not None)
    labels = [label for label in page.card.findChildren(QLabel) if label.text() == HOSTILE]
    assert labels
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


def test_a_greater_than_sign_finds_commands_and_enter_carries_one_out(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window = shown(a_window(register.office, "handl", runner), qtbot)
    window.search.setFocus()
    type_text(window.search, ">leverant")
    page = window.page()
    assert isinstance(page, SearchPage)
    assert _titles(page) == ["# Kommandon", "Leverantörer"]
    QTest.keyClick(window.search, KEY.Key_Return)
    assert window._now == ("suppliers", "")


def test_the_last_question_wins(register: Register, runner: Runner, qtbot: QtBot) -> None:
    window = shown(a_window(register.office, "handl", runner), qtbot)
    window.search.setFocus()
    type_text(window.search, "lindqvist")
    page = window.page()
    assert isinstance(page, SearchPage)
    qtbot.waitUntil(lambda: page._shown == "lindqvist")
    assert _titles(page) == ["# Personer", "Anna Lindqvist"]


def test_a_database_that_fails_is_told_and_old_results_stay(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window, page = _searching(register, runner, qtbot, "anna")
    damage_the_search(register.office)
    type_text(window.search, " l")
    qtbot.waitUntil(lambda: not page.results.states.error.isHidden())
    assert page.results.states.error.button.text() == "Försök igen"
    assert "Anna Lindqvist" in _titles(page)


def _a_case(register: Register, user: str = "handl") -> OpenedRequest:
    new = NewRequest(right=Right.ACCESS, party_id=register.anna)
    return register.office.do(user, open_request, new)


def test_a_case_is_found_by_its_serial_and_enter_opens_its_page(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    opened = _a_case(register)
    window, page = _searching(register, runner, qtbot, "1")
    assert _titles(page)[:2] == ["# Ärenden", opened.number]
    row = page.results.list.entries.entry(1)
    assert isinstance(row, Entry)
    assert row.line == "Registerutdrag  ·  Anna Lindqvist"
    assert row.chip == "30 dagar kvar"
    QTest.keyClick(window.search, KEY.Key_Return)
    assert window._now == ("requests", str(opened.id))


def test_a_person_s_open_case_stands_under_the_person(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    opened = _a_case(register)
    _window, page = _searching(register, runner, qtbot, "anna lind")
    assert _titles(page) == ["# Personer", "Anna Lindqvist", "# Ärenden", opened.number]
    page.results.chips["cases"].click()
    assert _titles(page) == ["# Ärenden", opened.number]


def test_a_reader_finds_no_case_of_somebody_else(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    opened = _a_case(register)
    _window, page = _searching(register, runner, qtbot, "anna", user="lasare")
    assert opened.number not in _titles(page)


def test_tab_goes_from_the_field_to_the_results(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window, page = _searching(register, runner, qtbot, "lind")
    QTest.keyClick(window.search, KEY.Key_Tab)
    assert page.results.list.hasFocus()
    before = page.results.list.current_id()
    QTest.keyClick(page.results.list, KEY.Key_Down)
    assert page.results.list.current_id() != before


def test_tab_goes_from_the_results_to_the_card_and_round_by_the_bar_above(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window, page = _searching(register, runner, qtbot, "anna lind")
    QTest.keyClick(window.search, KEY.Key_Return)
    qtbot.waitUntil(page.card.head.call_button.isVisible)
    qtbot.waitUntil(page.card.tabs.hasFocus)
    stops = []
    for _stop in range(60):
        widget = QApplication.focusWidget()
        assert widget is not None
        stops.append(widget)
        QTest.keyClick(widget, KEY.Key_Tab)
    reached = (page.card.head.more_button, window.search, page.results.list)
    assert set(reached) <= set(stops)
    assert "Nytt samtal, F2" in {widget.accessibleName() for widget in stops}


def test_filter_chips_keep_their_width_and_go_on_in_the_next_line(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    _a_case(register)
    _window, page = _searching(register, runner, qtbot, "lind")
    shown = [chip for chip in page.results.chips.values() if not chip.isHidden()]
    assert len(shown) == 4
    page.results.setFixedWidth(300)
    qtbot.waitUntil(lambda: shown[-1].y() > shown[0].y())
    for chip in shown:
        assert chip.width() >= chip.sizeHint().width()
        assert chip.geometry().right() < 300


def _opened(page: SearchPage, qtbot: QtBot, name: str) -> None:
    page.results.list.setFocus()
    QTest.keyClick(page.results.list, KEY.Key_Return)
    qtbot.waitUntil(lambda: page.card.card is not None and page.card.head.name.text() == name)


def test_the_hits_beside_a_card_are_read_again_when_it_changes(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    _window, page = _searching(register, runner, qtbot, "anna l")
    _opened(page, qtbot, "Anna Lindqvist")
    register.office.do("handl", mark_protected, register.anna, Protection.MARKED)
    page.card.deeds.done.emit()

    def states() -> list[str]:
        model = page.results.list.entries
        rows = [model.entry(at) for at in range(model.rowCount())]
        return [row.chip_kind for row in rows if isinstance(row, Entry)]

    qtbot.waitUntil(lambda: "violet" in states())
    assert page.results.list.current_id() == str(register.anna)


def test_who_becomes_protected_is_no_longer_named_among_those_opened_last(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window, page = _searching(register, runner, qtbot, "anna l")
    _opened(page, qtbot, "Anna Lindqvist")
    window.search.clear()
    assert "Anna Lindqvist" in _titles(page)
    register.office.do("handl", mark_protected, register.anna, Protection.MARKED)
    page.card.deeds.done.emit()
    qtbot.waitUntil(lambda: "Anna Lindqvist" not in _titles(page))


def test_without_hits_nobody_s_card_stays_open(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window, page = _searching(register, runner, qtbot, "anna l")
    _opened(page, qtbot, "Anna Lindqvist")
    window.search.setText("zzzzqqqq")
    qtbot.waitUntil(lambda: page._shown == "zzzzqqqq")
    assert page.card.party_id() is None


def test_what_was_searched_for_goes_with_the_page_and_comes_back_with_it(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window, page = _searching(register, runner, qtbot, "anna l")
    window.navigate("customers")
    assert window.search.text() == ""
    window.back()
    assert window.search.text() == "anna l"
    qtbot.waitUntil(lambda: "Anna Lindqvist" in _titles(page))


def test_the_menu_of_the_open_card_is_found_among_the_commands(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window, page = _searching(register, runner, qtbot, "anna l")
    _opened(page, qtbot, "Anna Lindqvist")
    window.search.setText(">som skyddad")
    assert _titles(page)[1:] == ["Markera som skyddad …"]
    QTest.keyClick(window.search, KEY.Key_Return)
    qtbot.waitUntil(lambda: isinstance(page.card.questions.dialog, ProtectDialog))


def test_shift_f10_and_enter_on_the_dots_open_the_menu_of_the_card(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    _window, page = _searching(register, runner, qtbot, "anna l")
    _opened(page, qtbot, "Anna Lindqvist")
    for target, key, held in (
        (page.card.tabs, KEY.Key_F10, Qt.KeyboardModifier.ShiftModifier),
        (page.card.head.more_button, KEY.Key_Return, Qt.KeyboardModifier.NoModifier),
    ):
        QTest.keyClick(target, key, held)
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
        menu = QApplication.activePopupWidget()
        assert menu is not None
        menu.close()
