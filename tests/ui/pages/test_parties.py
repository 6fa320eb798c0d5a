"""Customers and suppliers: the list, the card, its tabs, the form of a new one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from registerdesk.domain.parties import Protection, RelationKind
from registerdesk.domain.sources import Source
from registerdesk.ui.background import Runner
from registerdesk.ui.kit.notices import DeniedView
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.parties import PartiesPage
from registerdesk.ui.register.dialogs import EndRelationDialog, ProtectDialog
from registerdesk.ui.register.party_card import PartyCard
from tests.makers import an_office
from tests.ui.keys import type_text
from tests.ui.pages.windows import (
    HOSTILE,
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


def _card(register: Register, runner: Runner, qtbot: QtBot, user: str = "handl") -> PartyCard:
    window = shown(a_window(register.office, user, runner), qtbot)
    window.navigate("customers", str(register.anna))
    card = _page(window).card
    qtbot.waitUntil(lambda: card.card is not None)
    return card


def _tabs(card: PartyCard) -> list[str]:
    return [card.tabs.tabText(at).split("  ")[0] for at in range(card.tabs.count())]


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


def test_the_card_shows_each_value_with_source_and_date(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    card = _card(register, runner, qtbot)
    words = {label.text() for label in card.overview.findChildren(QLabel)}
    assert {"Storgatan 14 B, 169 72 Solna", "070-174 06 05", "Kunden", "2026-11-23"} <= words
    assert "Inkommande samtal – fråga om faktura" in words
    assert _tabs(card) == ["Översikt", "Uppgifter", "Kontakter", "Kreditprövningar", "Historik"]


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
    card.tabs.setCurrentIndex(4)
    qtbot.waitUntil(lambda: card.history.table.rows.rowCount() > 0)


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
    qtbot.waitUntil(lambda: card.card is not None)
    assert card.pages.currentWidget() is card.gate
    assert card.head.name.text() == "Skyddade personuppgifter"
    assert "Lindgren" not in " ".join(label.text() for label in card.findChildren(QLabel))
    card.gate.setFocus()
    QTest.keyClick(card.gate, KEY.Key_2)
    qtbot.waitUntil(lambda: card.head.name.text() == "Maria Lindgren")
    assert "party.protected_opened" in register.office.acts()


def test_somebody_not_named_for_protected_persons_is_told_who_can_open(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window = shown(a_window(register.office, "kredit", runner), qtbot)
    window.navigate("customers", str(register.maria))
    card = _page(window).card
    qtbot.waitUntil(lambda: card.card is not None)
    QTest.keyClick(card.gate, KEY.Key_1)
    assert "skyddade personuppgifter" in card.gate.accessibleName()
    assert "party.protected_opened" not in register.office.acts()


def test_ending_a_relation_says_at_once_until_when_the_data_is_kept(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    card = _card(register, runner, qtbot)
    card.deeds.ask_end()
    dialog = card.deeds.dialog
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
    assert card.head.menu().actions()[0].text() == "Markera som skyddad …"


def test_marking_a_person_as_protected_closes_the_card_behind_the_question(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    card = _card(register, runner, qtbot)
    card.deeds.ask_protect()
    dialog = card.deeds.dialog
    assert isinstance(dialog, ProtectDialog)
    dialog.choose(Protection.SHELTERED)
    dialog.verb.click()
    qtbot.waitUntil(lambda: card.card is not None and card.card.is_locked)
    assert card.head.name.text() == "Skyddade personuppgifter"


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
