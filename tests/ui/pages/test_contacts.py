"""Contacts: the list, one contact, a new one, and words corrected."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from registerdesk.domain.contacts import Direction, Way
from registerdesk.ui.background import Runner
from registerdesk.ui.kit.notices import DeniedView
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.contacts import ContactsPage
from registerdesk.ui.register.contact_words import checks_words
from registerdesk.usecases.contacts import NewContact, record_contact
from tests.makers import an_office
from tests.ui.keys import type_text
from tests.ui.pages.windows import (
    HOSTILE,
    Register,
    a_register,
    a_window,
    fill_the_disk,
    shown,
    the_contact,
)

KEY = Qt.Key


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Give a small register."""
    return a_register(tmp_path)


def _open(
    register: Register, runner: Runner, qtbot: QtBot, user: str = "handl", argument: str = ""
) -> tuple[MainWindow, ContactsPage]:
    window = shown(a_window(register.office, user, runner), qtbot)
    window.navigate("contacts", argument)
    page = window.page()
    assert isinstance(page, ContactsPage)
    return window, page


def _words(page: ContactsPage) -> set[str]:
    return {label.text() for label in page.detail.findChildren(QLabel)}


def test_enter_shows_the_whole_note_and_who_wrote_it(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    _window, page = _open(register, runner, qtbot)
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 1)
    QTest.keyClick(page.list.table, KEY.Key_Return)
    qtbot.waitUntil(page.detail.isVisible)
    found = {"Anna Lindqvist", "fråga om faktura", "Ville veta förfallodagen.", "Handl Ek"}
    assert found <= _words(page)


def test_n_writes_a_letter_down(register: Register, runner: Runner, qtbot: QtBot) -> None:
    _window, page = _open(register, runner, qtbot)
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 1)
    QTest.keyClick(page.list.table, KEY.Key_N)
    form = page.form
    assert form is not None
    page.primary()
    assert form.picker.error.text() == "Välj vem kontakten var med."
    type_text(form.picker.field, "anna l")
    qtbot.waitUntil(form.picker.list.isVisible)
    QTest.keyClick(form.picker.field, KEY.Key_Return)
    way = form.form.editor("way")
    assert isinstance(way, QComboBox)
    way.setCurrentIndex(1)
    type_text(form.form.editor("heading"), HOSTILE)
    page.primary()
    qtbot.waitUntil(page.detail.isVisible)
    assert HOSTILE in _words(page)
    assert page.detail.head.title.textFormat() == Qt.TextFormat.PlainText


def test_e_corrects_the_words_and_the_old_ones_are_kept(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    contact = the_contact(register.office, register.anna)
    _window, page = _open(register, runner, qtbot, argument=str(contact.id))
    qtbot.waitUntil(page.detail.isVisible)
    QTest.keyClick(page.detail.area, KEY.Key_E)
    form = page.form
    assert form is not None
    form.form.set_value("heading", "fråga om påminnelse")
    page.primary()
    qtbot.waitUntil(lambda: "fråga om påminnelse" in _words(page))
    old = register.office.inside("handl", lambda visit: visit.office.history.of(register.anna))
    assert [value.field for value in old] == ["heading"]


def test_an_unsaved_contact_is_not_left_in_passing(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window, page = _open(register, runner, qtbot, argument="new")
    form = page.form
    assert form is not None
    type_text(form.form.editor("heading"), "viktigt")
    window.navigate("customers")
    assert window.page() is page
    assert window.toasts.label.text() == "Det du skrev är inte sparat."
    window.toasts.undo()
    assert page.form is None


def test_a_reader_sees_own_calls_alone(register: Register, runner: Runner, qtbot: QtBot) -> None:
    register.office.do("lasare", record_contact, NewContact(heading="egen anteckning"))
    _window, page = _open(register, runner, qtbot, "lasare")
    qtbot.waitUntil(lambda: page.list.count.text() == "1")
    row = page.list.table.rows.row(0)
    assert row is not None
    assert row.cells[1].text == "Okänd uppringare"
    assert page.detail.correct.isHidden()
    QTest.keyClick(page.list.table, KEY.Key_N)
    assert page.form is None


def test_filter_and_chips_narrow_the_list(register: Register, runner: Runner, qtbot: QtBot) -> None:
    _window, page = _open(register, runner, qtbot)
    qtbot.waitUntil(lambda: page.list.count.text() == "1")
    QTest.keyClicks(page.list.table, "/")
    type_text(page.list.filter, "annat")
    qtbot.waitUntil(lambda: page.list.count.text() == "0")
    page.list.filter.clear()
    next(iter(page.list.filters.ways.values())).click()
    qtbot.waitUntil(lambda: page.list.count.text() == "1")


def test_empty_denied_failing_and_loading_each_say_so(
    tmp_path: Path, runner: Runner, qtbot: QtBot
) -> None:
    office = an_office(tmp_path)
    window = shown(a_window(office, "handl", runner), qtbot)
    window.navigate("contacts")
    page = window.page()
    assert isinstance(page, ContactsPage)
    assert page.list.states.state() == "loading"
    qtbot.waitUntil(lambda: page.list.states.state() == "empty")
    assert page.list.states.empty.label.text() == "Inga kontakter i perioden."
    fill_the_disk(office)
    page.refresh()
    qtbot.waitUntil(lambda: not page.list.states.error.isHidden())
    assert "full" in page.list.states.error.what.text()
    closed = shown(a_window(office, "admin", runner), qtbot)
    closed.navigate("contacts")
    assert isinstance(closed.stack.currentWidget(), DeniedView)


def test_identity_checks_are_told_in_words() -> None:
    told = checks_words("last_four,postal_address")
    assert told == "Personnummer, fyra sista, Postadress"
    assert checks_words("") == ""


def test_contacts_are_narrowed_by_person_days_and_direction(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    new = NewContact(party_id=register.hostile, way=Way.LETTER, heading="brev", note="Skickat.")
    register.office.do("handl", record_contact, replace(new, direction=Direction.OUT))
    _window, page = _open(register, runner, qtbot)
    table, filters = page.list.table, page.list.filters
    qtbot.waitUntil(lambda: table.rows.rowCount() == 2)
    type_text(filters.person.field, "anna l")
    qtbot.waitUntil(filters.person.list.isVisible)
    QTest.keyClick(filters.person.field, KEY.Key_Return)
    qtbot.waitUntil(lambda: table.rows.rowCount() == 1)
    filters.person.field.clear()
    qtbot.waitUntil(lambda: table.rows.rowCount() == 2)
    filters.directions[Direction.OUT].click()
    qtbot.waitUntil(lambda: table.rows.rowCount() == 1)
    filters.directions[Direction.OUT].click()
    filters.last.setText("-1")
    filters.last.editingFinished.emit()
    qtbot.waitUntil(lambda: page.list.states.state() == "empty")
    said = {label.text() for label in page.list.states.empty.findChildren(QLabel)}
    assert "Inga kontakter i perioden." in said
    filters.clear.click()
    qtbot.waitUntil(lambda: table.rows.rowCount() == 2)
    filters.first.setText("idag")
    filters.first.editingFinished.emit()
    qtbot.waitUntil(lambda: filters.query.since is not None)
    filters.first.setText("i går förra veckan")
    filters.first.editingFinished.emit()
    assert filters.first.property("invalid") == "true"
    assert filters.query.since is None
