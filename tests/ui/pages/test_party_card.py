"""The card of a person: tabs by role, values edited in place, numbers revealed, deeds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from registerdesk.domain.parties import Protection
from registerdesk.domain.rights_requests import Right
from registerdesk.domain.sources import Source
from registerdesk.ui.background import Runner
from registerdesk.ui.kit.notices import DeniedView
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.parties import PartiesPage
from registerdesk.ui.register.card_head import CardHead
from registerdesk.ui.register.dialogs import ProtectDialog
from registerdesk.ui.register.party_card import PartyCard
from registerdesk.ui.register.standing_dialogs import EndRelationDialog
from registerdesk.ui.register.value_table import SOURCE, VALUE
from registerdesk.usecases.request_opening import NewRequest, open_request
from tests.ui.keys import type_text
from tests.ui.pages.windows import (
    HOSTILE,
    NUMBER,
    Register,
    a_register,
    a_window,
    shown,
)

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
_OFFICER_TABS = (
    *("Översikt", "Uppgifter", "Kontakter", "Affärer"),
    *("Kreditprövning", "Filer", "Begäranden", "Historik"),
)


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


def _card(register: Register, runner: Runner, qtbot: QtBot, user: str = "handl") -> PartyCard:
    window = shown(a_window(register.office, user, runner), qtbot)
    window.navigate("customers", str(register.anna))
    card = _page(window).card
    qtbot.waitUntil(lambda: card.card is not None)
    return card


def _tabs(card: PartyCard) -> list[str]:
    return [card.tabs.tabText(at).split("  ")[0] for at in card.tabs.present()]


def test_the_card_shows_each_value_with_source_and_date(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    card = _card(register, runner, qtbot)
    words = {label.text() for label in card.overview.findChildren(QLabel)}
    assert {"Storgatan 14 B, 169 72 Solna", "070-174 06 05", "Kunden", "2026-11-23"} <= words
    assert "Inkommande samtal – fråga om faktura" in words
    assert _tabs(card) == [*_OFFICER_TABS]


def test_e_edits_a_phone_in_place_and_asks_for_the_source(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    card = _card(register, runner, qtbot)
    QTest.keyClick(card.tabs, KEY.Key_Tab, CONTROL)
    assert card.pages.currentWidget() is card.values
    card.values.select("phones", "typed")
    card.values.table.setFocus()
    QTest.keyClick(card.values.table, KEY.Key_E)
    assert card.values.editor is not None
    inner = card.values.editor.inner
    assert isinstance(inner, QLineEdit)
    assert inner.hasFocus()
    type_text(inner, "070-174 06 99")
    QTest.keyClick(inner, KEY.Key_Return, CONTROL)
    assert card.values.error.text() == "Ange var uppgiften kommer från."
    assert card.values.source is not None
    card.values.source.set_source(Source.SUBJECT)
    QTest.keyClick(card.values.source, KEY.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: not card.values.is_editing())
    qtbot.waitUntil(lambda: "070-174 06 99" in card.head.facts.text())
    phones = register.office.inside("handl", lambda visit: visit.office.phones.of(register.anna))
    assert [phone.e164 for phone in phones] == ["+46701740699"]
    card.tabs.setCurrentIndex(card.tab_pages.index(card.history))
    qtbot.waitUntil(lambda: card.history.table.rows.rowCount() > 0)


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700)])
def test_values_days_and_the_choice_of_a_source_are_seen_whole(
    register: Register, runner: Runner, qtbot: QtBot, size: tuple[int, int]
) -> None:
    card = _card(register, runner, qtbot)
    card.window().resize(*size)
    table, edge = card.values.table, theme.px(16)
    card.tabs.setCurrentIndex(card.tab_pages.index(card.values))
    qtbot.waitUntil(lambda: table.isColumnHidden(SOURCE + 1) == (size[0] < 1440), timeout=5000)
    card.values.select("emails", "address")
    card.edit()
    assert card.values.source is not None
    source, words = card.values.source, QFontMetrics(theme.font(13)).horizontalAdvance
    qtbot.waitUntil(lambda: source.width() >= theme.px(150), timeout=5000)
    assert source.width() >= source.minimumSizeHint().width()
    before = table.columnWidth(SOURCE)
    card.values.stop()
    assert table.columnWidth(VALUE) - edge >= words("anna.lindqvist@exempel.se")
    assert table.columnWidth(SOURCE) <= before
    assert table.isColumnHidden(SOURCE + 1) == (size[0] < 1440)
    assert table.columnWidth(SOURCE + 1) - edge >= words("2026-11-23") or size[0] < 1440
    assert table.rowSpan(0, SOURCE) == table.columnSpan(0, SOURCE) == 1


def test_a_number_that_cannot_be_dialled_is_told_and_what_was_typed_stays(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    card = _card(register, runner, qtbot)
    card.tabs.setCurrentIndex(1)
    card.values.select("phones", "typed")
    card.values.edit()
    assert card.values.editor is not None
    assert card.values.source is not None
    inner = card.values.editor.inner
    assert isinstance(inner, QLineEdit)
    inner.setText("inte ett nummer")
    card.values.source.set_source(Source.SUBJECT)
    card.primary()
    qtbot.waitUntil(lambda: not card.values.error.isHidden())
    assert inner.text() == "inte ett nummer"
    assert inner.property("invalid") is None or card.values.is_editing()
    assert not card.may_leave()
    QTest.keyClick(inner, KEY.Key_Escape)
    assert card.may_leave()


def test_v_reveals_the_number_until_the_time_is_out_and_the_log_says_so(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    card = _card(register, runner, qtbot)
    number = card.overview.facts.number
    assert number is not None
    assert number.text() == "19780412-••••"
    QTest.keyClick(card.tabs, KEY.Key_V)
    qtbot.waitUntil(lambda: number.text() == NUMBER)
    assert "identity_number.revealed" in register.office.acts()
    assert card.deeds.masking.isActive()
    card.deeds.masking.timeout.emit()
    assert number.text() == "19780412-••••"


def test_what_is_typed_stays_when_the_time_of_a_revealed_number_is_out(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    card = _card(register, runner, qtbot)
    card.tabs.setCurrentIndex(card.tab_pages.index(card.values))
    card.deeds.reveal()
    qtbot.waitUntil(card.deeds.masking.isActive)
    card.values.select("phones", "typed")
    card.values.edit()
    assert card.values.editor is not None
    inner = card.values.editor.inner
    assert isinstance(inner, QLineEdit)
    inner.setText("070-174 06 99")
    card.deeds.masking.timeout.emit()
    card.values.reveal_number(card.values.table, NUMBER)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert card.values.is_editing()
    assert inner.text() == "070-174 06 99"


def test_a_narrow_head_moves_correcting_to_the_menu(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    card = _card(register, runner, qtbot)
    assert card.card is not None
    page = QWidget()
    qtbot.addWidget(page)
    head = CardHead()
    head.setParent(page)
    head.show_card(card.card, lambda _permission: True)
    page.show()
    for width, folded in ((800, False), (440, True), (800, False)):
        head.resize(width, 160)
        words = [action.text() for action in head.menu().actions()]
        assert head.edit_button.isHidden() == folded
        assert ("Rätta uppgift" in words) == folded


def test_the_number_is_masked_when_the_card_is_left(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    card = _card(register, runner, qtbot)
    number = card.overview.facts.number
    assert number is not None
    card.deeds.reveal()
    qtbot.waitUntil(lambda: number.text() == NUMBER)
    window = card.window()
    assert isinstance(window, MainWindow)
    window.navigate("suppliers")
    assert number.text() == "19780412-••••"


def test_a_reader_gets_contact_data_and_nothing_else(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    card = _card(register, runner, qtbot, "lasare")
    assert _tabs(card) == ["Översikt", "Kontakter"]
    words = " ".join(label.text() for label in card.findChildren(QLabel))
    assert "Storgatan 14 B" in words
    assert "1978" not in words
    assert card.overview.facts.number is None
    assert card.head.edit_button.isHidden()
    assert card.head.more_button.isHidden()
    QTest.keyClick(card.tabs, KEY.Key_V)
    assert "identity_number.revealed" not in register.office.acts()


def test_finance_sees_no_identity_number_and_an_administrator_no_page_at_all(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    card = _card(register, runner, qtbot, "ekonomi")
    assert "••••" not in card.head.facts.text()
    window = shown(a_window(register.office, "admin", runner), qtbot)
    window.navigate("customers")
    denied = window.stack.currentWidget()
    assert isinstance(denied, DeniedView)
    assert "Kunder" in denied.label.text()


def test_a_protected_card_opens_with_a_reason_and_is_logged_as_sensitive(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window = shown(a_window(register.office, "handl", runner), qtbot)
    window.navigate("customers", str(register.maria))
    card = _page(window).card
    card.focus_content()  # as a list does, before the card has arrived
    qtbot.waitUntil(lambda: card.card is not None)
    assert card.pages.currentWidget() is card.gate
    qtbot.waitUntil(card.gate.hasFocus)
    assert card.head.name.text() == "Skyddade personuppgifter"
    assert "Lindgren" not in " ".join(label.text() for label in card.findChildren(QLabel))
    QTest.keyClick(card.gate, KEY.Key_2)
    qtbot.waitUntil(lambda: card.head.name.text() == "Maria Lindgren")
    qtbot.waitUntil(card.tabs.hasFocus)
    assert "party.protected_opened" in register.office.acts()


def test_an_opened_protected_card_is_masked_again_when_nobody_writes_on_it(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window = shown(a_window(register.office, "handl", runner), qtbot)
    window.navigate("customers", str(register.maria))
    card = _page(window).card
    qtbot.waitUntil(lambda: card.card is not None)
    assert not card.closing.isActive()
    QTest.keyClick(card.gate, KEY.Key_2)
    qtbot.waitUntil(lambda: card.head.name.text() == "Maria Lindgren")
    assert card.closing.isActive()
    assert card.closing.interval() == 30_000
    card.questions.ask_request()
    qtbot.waitUntil(lambda: card.questions.dialog is not None)
    card.closing.timeout.emit()
    assert card.card is not None
    assert not card.card.is_locked
    assert card.questions.dialog is not None
    card.questions.dialog.reject()
    card.closing.timeout.emit()
    qtbot.waitUntil(lambda: card.card is not None and card.card.is_locked)
    assert card.head.name.text() == "Skyddade personuppgifter"
    assert not card.closing.isActive()


def test_somebody_not_named_for_protected_persons_is_told_who_can_open(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window = shown(a_window(register.office, "kredit", runner), qtbot)
    window.navigate("customers", str(register.maria))
    card = _page(window).card
    qtbot.waitUntil(lambda: card.card is not None)
    QTest.keyClick(card.gate, KEY.Key_1)
    assert "skyddade personuppgifter" in card.gate.accessibleName()
    assert card.gate.accessibleDescription().endswith(": Handl Ek, Handl2 Ek, Ombud Ek.")
    assert "party.protected_opened" not in register.office.acts()


def test_ending_a_relation_says_at_once_until_when_the_data_is_kept(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    card = _card(register, runner, qtbot)
    card.questions.ask_end()
    dialog = card.questions.dialog
    assert isinstance(dialog, EndRelationDialog)
    assert dialog.outcome.text() == "Uppgifterna gallras senast 2029-11-23."
    dialog.day.setText("2026-10-01")
    assert "2029-10-01" in dialog.outcome.text()
    dialog.day.setText("inte en dag")
    dialog.verb.click()
    assert not dialog.error.isHidden()
    dialog.day.setText("2026-10-01")
    dialog.verb.click()
    qtbot.waitUntil(lambda: "kund till 2026-10-01" in card.head.facts.text())
    assert "Avsluta relation …" not in [a.text() for a in card.head.menu().actions()]


def test_marking_a_person_as_protected_closes_the_card_behind_the_question(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    card = _card(register, runner, qtbot)
    card.questions.ask_protect()
    qtbot.waitUntil(lambda: card.questions.dialog is not None)
    dialog = card.questions.dialog
    assert isinstance(dialog, ProtectDialog)
    assert "Söknycklar som raderas" in dialog.numbers.text()
    assert dialog.readers.text() == "Kan öppna personen: Handl Ek, Handl2 Ek, Ombud Ek."
    dialog.choose(Protection.SHELTERED)
    dialog.verb.click()
    qtbot.waitUntil(lambda: card.card is not None and card.card.is_locked)
    assert card.head.name.text() == "Skyddade personuppgifter"


def test_hostile_text_stands_in_list_and_card_as_typed(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window = _customers(register, runner, qtbot, "handl")
    window.navigate("customers", str(register.hostile))
    card = _page(window).card
    qtbot.waitUntil(lambda: card.card is not None)
    assert card.head.name.text() == HOSTILE
    assert card.head.name.textFormat() == Qt.TextFormat.PlainText
    assert card.card is not None
    assert card.card.relations[0].started == date(2026, 11, 23)


def test_closing_the_pages_lets_go_of_the_person(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    card = _card(register, runner, qtbot)
    window = card.window()
    assert isinstance(window, MainWindow)
    _page(window).closed()
    assert card.card is None
    assert card.values.table.rows.rowCount() == 0


def test_an_open_request_stands_on_the_card_with_its_last_day(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    opened = register.office.do(
        "handl", open_request, NewRequest(right=Right.ACCESS, party_id=register.anna)
    )
    card = _card(register, runner, qtbot)
    qtbot.waitUntil(lambda: not card.overview.request.isHidden())
    assert card.overview.request.title.text() == "Registerutdrag"
    words = " ".join(label.text() for label in card.overview.request.findChildren(QLabel))
    assert opened.number in words
    assert "Svar senast" in words
    assert card.requests.table.rows.rowCount() == 1
    assert "Begäranden  1" in card.tabs.words()


def test_the_last_tabs_are_behind_more_beside_the_list_in_the_smallest_window(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    register.office.do(
        "handl", open_request, NewRequest(right=Right.ACCESS, party_id=register.anna)
    )
    window = shown(a_window(register.office, "handl", runner, (1024, 700)), qtbot)
    window.navigate("customers", str(register.anna))
    card = _page(window).card
    qtbot.waitUntil(lambda: "Begäranden  1" in card.tabs.words())
    tabs = card.tabs
    assert [tabs.tabText(at) for at in tabs.folded][-1] == "Historik"
    buttons = [button for button in tabs.findChildren(QToolButton) if button.isVisible()]
    assert buttons == [tabs.more]
    assert tabs.more.geometry().right() <= tabs.width()
    seen = [at for at in tabs.present() if at not in tabs.folded]
    assert all(tabs.tabRect(at).right() < tabs.more.x() for at in seen)
    for _at in tabs.present()[1:]:  # the keys reach every tab, also those behind "More"
        QTest.keyClick(tabs, KEY.Key_Right)
    assert card.pages.currentWidget() is card.history
    assert tabs.currentIndex() not in tabs.folded
    QTest.mouseClick(tabs.more, Qt.MouseButton.LeftButton)
    menu = tabs.findChild(QMenu)
    assert menu is not None
    first = tabs.folded[0]
    menu.actions()[0].trigger()
    menu.close()
    assert tabs.currentIndex() == first
