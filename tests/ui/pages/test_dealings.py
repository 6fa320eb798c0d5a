"""The tab of business history: added and corrected by keyboard, filtered, summed, by role."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from registerdesk.domain.fields import Purpose
from registerdesk.domain.parties import AddressKind
from registerdesk.domain.restrictions import Restriction, RestrictionGround
from registerdesk.domain.sources import Channel, Source
from registerdesk.ui.background import Runner
from registerdesk.ui.kit.editors import EnumCombo, KronorEdit
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.parties import PartiesPage
from registerdesk.ui.register.dealing_question import DealingQuestion
from registerdesk.ui.register.party_card import PartyCard
from registerdesk.ui.register.value_question import ValueQuestion
from registerdesk.usecases.dealings import record_dealing
from registerdesk.usecases.parties import end_relation
from tests.makers import TODAY, SmallOffice, an_origin
from tests.ui.keys import type_text
from tests.ui.pages.windows import Register, a_register, a_window, shown

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
BOOKED = an_origin(purpose=Purpose.BOOKKEEPING)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Give a small register."""
    return a_register(tmp_path)


@pytest.fixture
def opened(register: Register, runner: Runner, qtbot: QtBot) -> Callable[..., PartyCard]:
    """Open somebody's business history as a member of staff."""

    def opening(user: str, party_id: UUID | None = None, page: str = "customers") -> PartyCard:
        window = shown(a_window(register.office, user, runner), qtbot)
        window.navigate(page, str(party_id or register.anna))
        current = window.page()
        assert isinstance(current, PartiesPage)
        qtbot.waitUntil(lambda: current.card.card is not None)
        card = current.card
        card.tabs.setCurrentIndex(card.tab_pages.index(card.dealings))
        return card

    return opening


def bought(office: SmallOffice, party_id: UUID, what: str, amount_ore: int) -> None:
    """Keep a purchase."""
    given = {"bought_on": date(2026, 11, 2), "what": what, "amount_ore": amount_ore}
    office.do("ekonomi", record_dealing, party_id, "purchases", given, an_origin())


def invoiced(office: SmallOffice, party_id: UUID, number: str) -> None:
    """Keep an original invoice."""
    given = {
        "number": number,
        "invoiced_on": date(2026, 11, 10),
        "financial_year_end": date(2026, 12, 31),
        "amount_ore": 431_250,
    }
    office.do("ekonomi", record_dealing, party_id, "invoices", given, BOOKED)


def texts(card: PartyCard) -> list[tuple[str, ...]]:
    """Return the words of each row of the timeline."""
    rows = card.dealings.table.rows
    found = [rows.row(at) for at in range(rows.rowCount())]
    return [tuple(cell.text for cell in row.cells) for row in found if row is not None]


def line(dialog: DealingQuestion | ValueQuestion, name: str) -> QWidget:
    """Return the editor of a field."""
    assert dialog.form is not None
    return dialog.form.editor(name)


def fill(dialog: DealingQuestion | ValueQuestion, name: str, words: str) -> None:
    """Type into a field."""
    editor = line(dialog, name)
    assert isinstance(editor, QLineEdit)
    editor.clear()
    type_text(editor, words)


def go_on(dialog: DealingQuestion | ValueQuestion, qtbot: QtBot) -> None:
    """Press the key of the form's verb, once the form has the keyboard."""
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, KEY.Key_Return, CONTROL)


def kept_of(register: Register, card: PartyCard, qtbot: QtBot, name: str) -> list[Any]:
    """Return what is kept of Anna, asked for after all that the window has asked for."""
    found: list[list[Any]] = []
    card.context.runner.ask(
        lambda: register.office.inside(
            "ombud", lambda visit: getattr(visit.office, name).of(register.anna)
        ),
        found.append,
    )
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def test_finance_adds_an_invoice_by_keyboard_with_its_clock(
    register: Register, opened: Callable[..., PartyCard], qtbot: QtBot
) -> None:
    card = opened("ekonomi")
    QTest.keyClick(card.dealings.table, KEY.Key_N)
    dialog = card.dealing_questions.dialog
    assert dialog is not None
    offered = [dialog.kind.itemText(at) for at in range(dialog.kind.count())]
    assert offered == ["Köp", "Leverans", "Faktura", "Betalning", "Konto"]
    dialog.choose("invoices")
    fill(dialog, "number", "F-1001")
    fill(dialog, "amount_ore", "4 312,5")
    dialog.source.set_source(Source.AGREEMENT)
    go_on(dialog, qtbot)
    qtbot.waitUntil(lambda: card.dealings.table.rows.rowCount() == 1)
    assert texts(card) == [
        ("2026-11-23", "Faktura", "F-1001", "4\u00a0312,50\u00a0kr", "2033-12-31")
    ]
    assert card.dealings.total.text() == "Fakturor 4\u00a0312,50\u00a0kr"
    (kept,) = kept_of(register, card, qtbot, "invoices")
    assert (kept.financial_year_end, kept.amount_ore) == (date(2026, 12, 31), 431_250)
    assert kept.purpose is Purpose.BOOKKEEPING
    assert "Affärer  1" in card.tabs.words()


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    opened: Callable[..., PartyCard], qtbot: QtBot
) -> None:
    card = opened("ekonomi")
    QTest.keyClick(card.dealings.table, KEY.Key_N)
    dialog = card.dealing_questions.dialog
    assert dialog is not None
    dialog.choose("payment_details")
    fill(dialog, "account", "5050-1056")
    dialog.verb.click()
    assert dialog.error.text() == "Ange var uppgiften kommer från."
    dialog.source.set_source(Source.SUBJECT)
    dialog.verb.click()
    editor = line(dialog, "account")
    qtbot.waitUntil(lambda: "bankgironummer" in editor.accessibleDescription())
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "5050-1056"
    dialog.choose("purchases")
    fill(dialog, "amount_ore", "mycket")
    dialog.verb.click()
    assert "kronor" in line(dialog, "amount_ore").accessibleDescription()
    dialog.reject()


def test_tab_goes_down_the_form_as_one_reads_whatever_kind_is_chosen(
    opened: Callable[..., PartyCard], qtbot: QtBot
) -> None:
    card = opened("ekonomi")
    QTest.keyClick(card.dealings.table, KEY.Key_N)
    dialog = card.dealing_questions.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    for register in ("invoices", "purchases"):
        dialog.choose(register)
        assert dialog.form is not None
        qtbot.waitUntil(dialog.form.isVisible)
        dialog.kind.setFocus()
        for editor in (*map(dialog.form.editor, dialog.form.names()), dialog.source):
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, KEY.Key_Tab)
            assert QApplication.focusWidget() is editor
    dialog.reject()


def test_somebody_with_one_kind_to_add_begins_in_its_first_field(
    opened: Callable[..., PartyCard], qtbot: QtBot
) -> None:
    card = opened("handl")
    QTest.keyClick(card.dealings.table, KEY.Key_N)
    dialog = card.dealing_questions.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.kind.count() == 1
    assert line(dialog, "what").hasFocus()
    dialog.reject()


def test_an_account_that_was_added_is_taken_back_at_once(
    register: Register, opened: Callable[..., PartyCard], qtbot: QtBot
) -> None:
    card = opened("ekonomi")
    QTest.keyClick(card.dealings.table, KEY.Key_N)
    dialog = card.dealing_questions.dialog
    assert dialog is not None
    dialog.choose("payment_details")
    fill(dialog, "account", "5050-1055")
    dialog.source.set_source(Source.SUBJECT)
    dialog.verb.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert len(kept_of(register, card, qtbot, "payment_details")) == 1
    window = card.window()
    assert isinstance(window, MainWindow)
    window.toasts.undo()
    qtbot.waitUntil(lambda: kept_of(register, card, qtbot, "payment_details") == [])


def test_a_purchase_is_corrected_with_e_and_put_back(
    register: Register, opened: Callable[..., PartyCard], qtbot: QtBot
) -> None:
    bought(register.office, register.anna, "Två bord", 200_000)
    card = opened("ekonomi")
    qtbot.waitUntil(lambda: card.dealings.table.rows.rowCount() == 1)
    QTest.keyClick(card.dealings.table, KEY.Key_E)
    dialog = card.dealing_questions.dialog
    assert dialog is not None
    amount = line(dialog, "amount_ore")
    assert isinstance(amount, KronorEdit)
    assert amount.text() == "2\u00a0000,00"
    fill(dialog, "amount_ore", "2500")
    dialog.source.set_source(Source.SUBJECT)
    dialog.verb.click()
    qtbot.waitUntil(lambda: "2\u00a0500,00" in card.dealings.total.text())
    QTest.keyClick(card.dealings.table, KEY.Key_E)
    again = card.dealing_questions.dialog
    assert again is not dialog
    assert again is not None
    again.source.set_source(Source.SUBJECT)
    again.verb.click()  # nothing changed: nothing is written
    assert not again.isVisible()
    (kept,) = kept_of(register, card, qtbot, "purchases")
    assert (kept.amount_ore, kept.version) == (250_000, 2)


def test_a_purchase_is_taken_out_with_delete_and_put_back_and_an_invoice_stays(
    register: Register, opened: Callable[..., PartyCard], qtbot: QtBot
) -> None:
    bought(register.office, register.anna, "Två bord", 200_000)
    invoiced(register.office, register.anna, "F-1")
    card = opened("ekonomi")
    tab = card.dealings
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 2)
    QTest.keyClick(tab.table, KEY.Key_Delete)
    tab.filter("purchases")
    QTest.keyClick(tab.table, KEY.Key_Delete)
    qtbot.waitUntil(lambda: [row[1] for row in texts(card)] == ["Faktura"])
    window = card.window()
    assert isinstance(window, MainWindow)
    window.toasts.undo()
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 2)
    assert [p.amount_ore for p in kept_of(register, card, qtbot, "purchases")] == [200_000]


def test_nothing_is_added_corrected_or_taken_out_while_the_processing_is_restricted(
    register: Register, opened: Callable[..., PartyCard], qtbot: QtBot
) -> None:
    bought(register.office, register.anna, "Två bord", 200_000)
    card = opened("ekonomi")
    assert card.card is not None
    restricted = Restriction(
        id=uuid4(), party_id=register.anna, source=Source.SUBJECT, channel=Channel.PHONE,
        collected_on=TODAY, purpose=Purpose.RIGHTS, recorded_by=uuid4(), recorded_at=1,
        since=TODAY, ground=RestrictionGround.ACCURACY,
    )  # fmt: skip
    card.deeds.card = dataclasses.replace(card.card, restriction=restricted)
    qtbot.waitUntil(lambda: card.dealings.table.rows.rowCount() == 1)
    card.deeds.card = dataclasses.replace(card.card, restriction=restricted)
    for key in (KEY.Key_N, KEY.Key_E, KEY.Key_Delete):
        QTest.keyClick(card.dealings.table, key)
    assert card.dealing_questions.dialog is None
    assert len(kept_of(register, card, qtbot, "purchases")) == 1


def test_chips_show_one_kind_with_its_sum(
    register: Register, opened: Callable[..., PartyCard], qtbot: QtBot
) -> None:
    bought(register.office, register.anna, "Två bord", 200_000)
    bought(register.office, register.anna, "En stol", 50_000)
    invoiced(register.office, register.anna, "F-1")
    card = opened("ombud")
    qtbot.waitUntil(lambda: card.dealings.table.rows.rowCount() == 3)
    tab = card.dealings
    assert [k for k, chip in tab.chips.items() if not chip.isHidden()] == ["purchases", "invoices"]
    QTest.keyClick(tab.chips["purchases"], KEY.Key_Space)
    assert {row[2] for row in texts(card)} == {"Två bord", "En stol"}
    assert tab.total.text() == "Köp 2\u00a0500,00\u00a0kr"
    QTest.keyClick(tab.chips["purchases"], KEY.Key_Space)
    assert tab.table.rows.rowCount() == 3
    assert tab.add.isHidden()


def test_an_original_is_not_edited_and_a_case_officer_sees_no_amount(
    register: Register, opened: Callable[..., PartyCard], qtbot: QtBot
) -> None:
    bought(register.office, register.anna, "Två bord", 200_000)
    invoiced(register.office, register.anna, "F-1")
    card = opened("ekonomi")
    qtbot.waitUntil(lambda: card.dealings.table.rows.rowCount() == 2)
    QTest.keyClick(card.dealings.table, KEY.Key_E)
    assert card.dealing_questions.dialog is None
    officer = opened("handl")
    qtbot.waitUntil(lambda: officer.dealings.table.rows.rowCount() == 2)
    assert officer.dealings.total.isHidden()
    assert officer.dealings.table.isColumnHidden(3)
    assert {row[3] for row in texts(officer)} == {""}
    QTest.keyClick(officer.dealings.table, KEY.Key_E)
    assert officer.dealing_questions.dialog is None


def test_a_reader_has_no_such_tab(register: Register, runner: Runner, qtbot: QtBot) -> None:
    window = shown(a_window(register.office, "lasare", runner), qtbot)
    window.navigate("customers", str(register.anna))
    page = window.page()
    assert isinstance(page, PartiesPage)
    qtbot.waitUntil(lambda: page.card.card is not None)
    assert page.card.dealings not in page.card.tab_pages
    assert page.card.agreements not in page.card.tab_pages


def test_n_adds_the_first_agreement_where_it_is_said(
    register: Register, opened: Callable[..., PartyCard], qtbot: QtBot
) -> None:
    card = opened("handl", register.haulier, "suppliers")
    card.tabs.setCurrentIndex(card.tab_pages.index(card.agreements))
    empty = card.agreements.states.empty
    assert empty.under.text() == "N lägger till ett."
    for place in (empty, card.tabs):
        place.setFocus()
        qtbot.waitUntil(place.hasFocus)
        QTest.keyClick(place, KEY.Key_N)
        dialog = card.dealing_questions.dialog
        assert dialog is not None
        assert (dialog.isVisible(), dialog.register()) == (True, "agreements")
        dialog.reject()
    card.agreements.add.click()
    dialog = card.dealing_questions.dialog
    assert dialog is not None
    fill(dialog, "what", "Ramavtal frakt")
    dialog.source.set_source(Source.AGREEMENT)
    dialog.verb.click()
    qtbot.waitUntil(lambda: card.agreements.table.rows.rowCount() == 1)
    QTest.keyClick(card.agreements.table, KEY.Key_N)
    qtbot.waitUntil(lambda: card.dealing_questions.dialog is not dialog)


def test_who_may_not_add_is_not_told_how(
    register: Register, opened: Callable[..., PartyCard]
) -> None:
    card = opened("ekonomi", register.haulier, "suppliers")
    card.tabs.setCurrentIndex(card.tab_pages.index(card.agreements))
    assert card.agreements.states.empty.under.text() == ""
    assert card.agreements.add.isHidden()
    QTest.keyClick(card.agreements, KEY.Key_N)
    assert card.dealing_questions.dialog is None


def test_a_supplier_has_its_agreements_on_a_tab_and_a_customer_not(
    register: Register, opened: Callable[..., PartyCard], qtbot: QtBot
) -> None:
    card = opened("handl", register.haulier, "suppliers")
    QTest.keyClick(card.dealings.table, KEY.Key_N)
    dialog = card.dealing_questions.dialog
    assert dialog is not None
    assert dialog.register() == "agreements"
    fill(dialog, "what", "Ramavtal frakt")
    fill(dialog, "ends_on", "2027-12-31")
    fill(dialog, "file_number", "D-17")
    dialog.source.set_source(Source.AGREEMENT)
    dialog.verb.click()
    qtbot.waitUntil(lambda: "Avtal  1" in card.tabs.words())
    row = card.agreements.table.rows.row(0)
    assert row is not None
    assert [cell.text for cell in row.cells] == [
        "Ramavtal frakt", "2026-11-23", "2027-12-31", "D-17",
    ]  # fmt: skip
    assert card.tab_pages.index(card.agreements) in card.tabs.present()
    QTest.keyClick(card.dealings.table, KEY.Key_E)
    again = card.dealing_questions.dialog
    assert again is not None
    fill(again, "file_number", "D-18")
    again.source.set_source(Source.AGREEMENT)
    again.verb.click()
    qtbot.waitUntil(lambda: any("D-18" in row[2] for row in texts(card)))
    customer = opened("handl")
    assert customer.tab_pages.index(customer.agreements) not in customer.tabs.present()


def test_nothing_is_offered_once_the_relation_has_ended_but_what_the_law_demands(
    register: Register, opened: Callable[..., PartyCard], qtbot: QtBot
) -> None:
    office = register.office
    (relation,) = office.inside("handl", lambda v: v.office.relations.of(register.anna))
    office.do("handl", end_relation, relation.id, TODAY, "")
    card = opened("ekonomi")
    QTest.keyClick(card.dealings.table, KEY.Key_N)
    dialog = card.dealing_questions.dialog
    assert dialog is not None
    assert [dialog.kind.itemText(at) for at in range(dialog.kind.count())] == [
        "Faktura", "Betalning",
    ]  # fmt: skip
    dialog.reject()
    officer = opened("handl")
    QTest.keyClick(officer.dealings.table, KEY.Key_N)
    assert officer.dealing_questions.dialog is None


def test_a_selection_and_web_data_are_added_among_the_values_with_their_purpose(
    register: Register, opened: Callable[..., PartyCard], qtbot: QtBot
) -> None:
    card = opened("handl")
    card.questions.ask_value()
    dialog = card.questions.dialog
    assert isinstance(dialog, ValueQuestion)
    assert dialog.purpose.isHidden()
    dialog.choose("web_records")
    assert not dialog.purpose.isHidden()
    assert not dialog.source.isEnabled()
    fill(dialog, "what", "Beställde nyhetsbrev")
    fill(dialog, "happened_on", "2026-11-01")
    dialog.verb.click()
    assert line(dialog, "consent_reference").accessibleDescription() == "Fyll i fältet."
    fill(dialog, "consent_reference", "CMP-118")
    dialog.verb.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    (kept,) = kept_of(register, card, qtbot, "web_records")
    assert (kept.consent_reference, kept.source) == ("CMP-118", Source.WEB)
    assert kept.purpose is Purpose.MARKETING


def test_a_delivery_address_is_added_among_the_values(
    register: Register, opened: Callable[..., PartyCard], qtbot: QtBot
) -> None:
    card = opened("handl")
    card.questions.ask_value()
    dialog = card.questions.dialog
    assert isinstance(dialog, ValueQuestion)
    dialog.choose("addresses")
    kind = line(dialog, "kind")
    assert isinstance(kind, EnumCombo)
    kind.set_value(AddressKind.DELIVERY)
    fill(dialog, "street", "Lastkajen 2")
    fill(dialog, "postal_code", "169 72")
    fill(dialog, "town", "Solna")
    dialog.source.set_source(Source.SUBJECT)
    dialog.verb.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    kinds = {address.kind for address in kept_of(register, card, qtbot, "addresses")}
    assert kinds == {AddressKind.POSTAL, AddressKind.DELIVERY}


def test_an_account_is_corrected_among_the_values_by_finance_alone(
    register: Register, opened: Callable[..., PartyCard], qtbot: QtBot
) -> None:
    office = register.office
    given = {"route": "bankgiro", "account": "5050-1055"}
    office.do("ekonomi", record_dealing, register.anna, "payment_details", given, an_origin())
    card = opened("ekonomi")
    qtbot.waitUntil(lambda: card.values.table.rows.rowCount() > 0)
    card.tabs.setCurrentIndex(card.tab_pages.index(card.values))
    card.values.select("payment_details", "account")
    card.values.edit()
    assert card.values.editor is not None
    inner = card.values.editor.inner
    assert isinstance(inner, QLineEdit)
    inner.selectAll()
    type_text(inner, "991-2346")
    assert card.values.source is not None
    card.values.source.set_source(Source.SUBJECT)
    card.values.save()
    qtbot.waitUntil(lambda: not card.values.is_editing())
    (kept,) = kept_of(register, card, qtbot, "payment_details")
    assert kept.account == "991-2346"
