"""What can be undone: values removed and added, contacts corrected; and what two people change."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from registerdesk.domain.sources import Source
from registerdesk.ui.background import Runner
from registerdesk.ui.kit.editors import EnumCombo
from registerdesk.ui.kit.free_text_notice import FreeTextNotice
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.contacts import ContactsPage
from registerdesk.ui.pages.parties import PartiesPage
from registerdesk.ui.register.party_card import PartyCard
from registerdesk.ui.register.value_question import ValueQuestion
from registerdesk.usecases.contacts import correct_contact
from registerdesk.usecases.parties import add_value, change_party, change_value
from registerdesk.usecases.value_removal import remove_value
from tests.makers import an_origin
from tests.ui.pages.windows import Register, a_register, a_window, shown, the_contact

KEY = Qt.Key
Opened = Callable[..., PartyCard]


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Give a small register in which Anna has a note too."""
    made = a_register(tmp_path)
    note = {"text": "Vill ha faktura på papper."}
    made.office.do("handl", add_value, made.anna, "notes", note, an_origin())
    return made


@pytest.fixture
def opened(register: Register, runner: Runner, qtbot: QtBot) -> Opened:
    """Give what opens Anna's card at its values."""

    def open_it() -> PartyCard:
        window = shown(a_window(register.office, "handl", runner), qtbot)
        window.navigate("customers", str(register.anna))
        page = window.page()
        assert isinstance(page, PartiesPage)
        qtbot.waitUntil(lambda: page.card.card is not None)
        page.card.tabs.setCurrentIndex(1)
        _rest(page.card, qtbot)
        return page.card

    return open_it


def _has(came: list[bool], count: int) -> bool:
    return len(came) >= count


def _rest(card: PartyCard | MainWindow, qtbot: QtBot) -> None:
    """Wait until nothing is asked of the office any more: its database serves one at a time."""
    came: list[bool] = []
    for count in range(1, 6):
        card.context.runner.ask(lambda: True, came.append)
        qtbot.waitUntil(partial(_has, came, count))


def _window(card: PartyCard) -> MainWindow:
    window = card.window()
    assert isinstance(window, MainWindow)
    return window


def _numbers(register: Register) -> list[str]:
    phones = register.office.inside("handl", lambda v: v.office.phones.of(register.anna))
    return [phone.typed for phone in phones]


def _undo(card: PartyCard, qtbot: QtBot) -> None:
    _window(card).toasts.undo()
    _rest(card, qtbot)


def test_delete_takes_a_value_out_and_its_toast_puts_it_back(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    card = opened()
    card.values.select("phones", "typed")
    QTest.keyClick(card.values.table, KEY.Key_Delete)
    _rest(card, qtbot)
    assert _numbers(register) == []
    assert "070" not in card.head.facts.text()
    _undo(card, qtbot)
    assert _numbers(register) == ["070-174 06 05"]
    assert "value.put_back" in register.office.acts()


def test_a_name_a_relation_and_a_final_note_are_not_removed(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    card = opened()
    said: list[str] = []
    card.context.toast = lambda words, *_more: said.append(words)
    for place in (("parties", "display_name"), ("relations", "number")):
        card.values.select(*place)
        QTest.keyClick(card.values.table, KEY.Key_Delete)
    assert said == ["Den här uppgiften tas inte bort här."] * 2
    notes = register.office.inside("handl", lambda v: v.office.notes.of(register.anna))
    assert len(notes) == 1


def test_an_added_value_is_taken_back_by_its_toast(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    card = opened()
    card.questions.ask_value()
    dialog = card.questions.dialog
    assert isinstance(dialog, ValueQuestion)
    assert dialog.form is not None
    dialog.form.set_value("typed", "08-465 004 44")
    dialog.source.set_source(Source.SUBJECT)
    dialog.verb.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    _rest(card, qtbot)
    assert set(_numbers(register)) == {"070-174 06 05", "08-465 004 44"}
    _window(card).toasts.undo()
    _rest(card, qtbot)
    assert _numbers(register) == ["070-174 06 05"]


def test_what_somebody_else_has_changed_since_is_not_undone(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    card = opened()
    _type(card, "phones", "typed", "08-465 004 45")
    card.values.save()
    qtbot.waitUntil(lambda: not card.values.is_editing())
    _rest(card, qtbot)
    (phone,) = register.office.inside("handl", lambda v: v.office.phones.of(register.anna))
    other = (phone.id, phone.version, "typed", "08-465 004 46", an_origin())
    register.office.do("kredit", change_value, "phones", *other)
    _undo(card, qtbot)
    assert _numbers(register) == ["08-465 004 46"]
    assert "Någon annan" in _window(card).toasts.label.text()


@pytest.mark.parametrize(
    ("kind", "field", "mine", "theirs"),
    [
        ("parties", "display_name", "Anna Ek", "Anna Berg"),
        ("phones", "typed", "08-465 004 41", "08-465 004 42"),
        ("emails", "address", "a@exempel.se", "b@exempel.se"),
        ("addresses", "street", "Ekgatan 1", "Björkvägen 2"),
        ("notes", "text", "Vill ha e-faktura.", "Vill ha brev."),
        ("relations", "number", "K-70001", "K-70002"),
    ],
)
def test_two_desks_at_one_value_lose_nothing(
    register: Register, opened: Opened, qtbot: QtBot, kind: str, field: str, mine: str, theirs: str
) -> None:
    card = opened()
    _type(card, kind, field, mine)
    value = card.values.current()
    assert value is not None
    place = (kind, value.row_id, value.version, field, theirs, an_origin())
    register.office.do("kredit", change_value, *place)
    card.values.save()
    qtbot.waitUntil(lambda: not card.values.bar.isHidden())
    assert card.values.bar.under.text() == f"Nu står där: {theirs}"
    card.values.bar.keep_button.click()
    qtbot.waitUntil(lambda: not card.values.is_editing())
    _rest(card, qtbot)
    row = register.office.inside("handl", lambda v: getattr(v.office, kind).get(value.row_id))
    assert getattr(row, field) == mine
    old = register.office.inside("handl", lambda v: v.office.history.find(row_id=value.row_id))
    assert any(theirs in str(each.old_value) for each in old if each.field == field)


def test_two_desks_at_two_fields_of_one_row_keep_both(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    card = opened()
    _type(card, "addresses", "street", "Ekgatan 1")
    value = card.values.current()
    assert value is not None
    moved = {"town": "Sundbyberg"}
    place = ("addresses", value.row_id, value.version, moved, an_origin())
    register.office.do("kredit", change_party, *place)
    card.values.save()
    qtbot.waitUntil(lambda: not card.values.is_editing())
    _rest(card, qtbot)
    (row,) = register.office.inside("handl", lambda v: v.office.addresses.of(register.anna))
    assert (row.street, row.town) == ("Ekgatan 1", "Sundbyberg")


def test_a_value_removed_by_another_desk_is_refused_and_what_was_typed_stays(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    card = opened()
    _type(card, "phones", "typed", "08-465 004 41")
    value = card.values.current()
    assert value is not None
    register.office.do("kredit", remove_value, "phones", value.row_id, value.version)
    card.values.save()
    qtbot.waitUntil(lambda: not card.values.error.isHidden())
    assert card.values.editor is not None
    inner = card.values.editor.inner
    assert isinstance(inner, QLineEdit)
    assert inner.text() == "08-465 004 41"


def _type(card: PartyCard, kind: str, field: str, words: str) -> None:
    card.values.select(kind, field)
    card.values.edit()
    assert card.values.editor is not None
    assert card.values.source is not None
    inner = card.values.editor.inner
    assert not isinstance(inner, EnumCombo)
    if isinstance(inner, QPlainTextEdit):
        inner.setPlainText(words)
    else:
        assert isinstance(inner, QLineEdit)
        inner.setText(words)
    card.values.source.set_source(Source.SUBJECT)


@pytest.fixture
def contacts(register: Register, runner: Runner, qtbot: QtBot) -> ContactsPage:
    """Give the page of contacts, Anna's one being corrected."""
    contact = the_contact(register.office, register.anna)
    window = shown(a_window(register.office, "handl", runner), qtbot)
    window.navigate("contacts", str(contact.id))
    page = window.page()
    assert isinstance(page, ContactsPage)
    qtbot.waitUntil(page.detail.correct.isVisible)
    _rest(window, qtbot)
    page.detail.correct.click()
    assert page.form is not None
    page.form.form.set_value("note", "Ville veta beloppet.")
    return page


def test_a_corrected_contact_is_put_back_and_all_words_are_kept(
    register: Register, contacts: ContactsPage, qtbot: QtBot
) -> None:
    contacts.primary()
    qtbot.waitUntil(lambda: contacts.form is None)
    window = contacts.window()
    assert isinstance(window, MainWindow)
    _rest(window, qtbot)
    assert the_contact(register.office, register.anna).note == "Ville veta beloppet."
    window.toasts.undo()
    _rest(window, qtbot)
    contact = the_contact(register.office, register.anna)
    assert contact.note == "Ville veta förfallodagen."
    old = register.office.inside("handl", lambda v: v.office.history.find(row_id=contact.id))
    words = {each.old_value for each in old}
    assert words == {'"Ville veta förfallodagen."', '"Ville veta beloppet."'}


def test_a_contact_that_another_desk_has_corrected_is_refused_and_the_words_stay(
    register: Register, contacts: ContactsPage, qtbot: QtBot
) -> None:
    contact = the_contact(register.office, register.anna)
    given = {"note": "Ville veta allt."}
    register.office.do("kredit", correct_contact, contact.id, contact.version, given)
    contacts.primary()
    form = contacts.form
    assert form is not None
    qtbot.waitUntil(form.error.isVisible)
    window = contacts.window()
    assert isinstance(window, MainWindow)
    _rest(window, qtbot)
    note = form.form.editor("note")
    assert isinstance(note, QPlainTextEdit)
    assert note.toPlainText() == "Ville veta beloppet."
    assert the_contact(register.office, register.anna).note == "Ville veta allt."


def test_a_note_corrected_in_place_is_watched_and_keeps_its_lines(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    card = opened()
    _type(card, "notes", "text", "Rad ett.\nHar cancer.")
    (notice,) = card.values.findChildren(FreeTextNotice)
    notice.look()
    assert notice.isVisible()
    QTest.keyClick(card.values.editor.inner if card.values.editor else card, KEY.Key_F7)
    card.values.save()
    qtbot.waitUntil(lambda: not card.values.is_editing())
    _rest(card, qtbot)
    (note,) = register.office.inside("handl", lambda v: v.office.notes.of(register.anna))
    assert note.text == "Rad ett.\nHar."
    assert "free_text.kept" not in register.office.acts()
