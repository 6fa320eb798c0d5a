"""While one types somebody new, the form says who is in the register already."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from registerdesk.domain.party_links import LinkKind
from registerdesk.ui.background import Runner
from registerdesk.ui.pages.parties import PartiesPage
from registerdesk.ui.register.duplicate_hint import DuplicateHint
from registerdesk.ui.register.link_question import LinkQuestion
from registerdesk.ui.register.party_form import PartyForm
from tests.ui.keys import type_text
from tests.ui.pages.windows import NUMBER, Register, a_register, a_window, shown

SAID = "Finns redan: K-10001 Anna Lindqvist."


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Give a small register."""
    return a_register(tmp_path)


def _form(
    register: Register, runner: Runner, qtbot: QtBot, page: str = "customers"
) -> tuple[PartiesPage, PartyForm]:
    window = shown(a_window(register.office, "handl", runner), qtbot)
    window.navigate(page, "new")
    parties = window.page()
    assert isinstance(parties, PartiesPage)
    assert parties.form is not None
    return parties, parties.form


def _type(form: PartyForm, **typed: str) -> None:
    for place, text in typed.items():
        part, _underline, name = place.partition("_")
        editor = form.forms[part].editor(name)
        assert isinstance(editor, QLineEdit)
        editor.clear()
        type_text(editor, text)


def _said(hint: DuplicateHint, qtbot: QtBot) -> str:
    qtbot.waitUntil(hint.isVisible)
    return hint.label.text()


@pytest.mark.parametrize(
    "typed",
    [
        {"number_personal": NUMBER},
        {"number_personal": "19811228-9874", "phone_typed": "070-174 06 05"},
        {"party_display_name": "Någon Annan", "phone_typed": "+46 70 174 06 05"},
        {"party_display_name": "anna lindqvist", "party_birth_date": "1978-04-12"},
    ],
)
def test_number_phone_or_name_and_birth_date_tell_of_somebody_who_is_there(
    register: Register, runner: Runner, qtbot: QtBot, typed: dict[str, str]
) -> None:
    parties, form = _form(register, runner, qtbot)
    _type(form, **typed)
    assert _said(form.hint, qtbot) == SAID
    form.hint.findChildren(QPushButton)[0].click()
    qtbot.waitUntil(lambda: parties.card.party_id() == register.anna)


def test_another_birth_date_is_another_person_and_a_supplier_is_looked_for_too(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    _parties, form = _form(register, runner, qtbot, "suppliers")
    _type(form, party_display_name="Lindholms Åkeri AB")
    qtbot.waitUntil(form.hint.isVisible)
    assert "Lindholms Åkeri AB" in form.hint.label.text()
    _type(form, party_display_name="Lindholms Åkeri i Mora AB")
    qtbot.waitUntil(form.hint.isHidden)
    _type(form, phone_typed="08-465 004 40")
    qtbot.waitUntil(form.hint.isVisible)


def _question(register: Register, runner: Runner, qtbot: QtBot, name: str) -> LinkQuestion:
    """Return the question of a contact person, somebody's name typed in it."""
    window = shown(a_window(register.office, "handl", runner), qtbot)
    place = (window, window.context, LinkKind.CONTACT_PERSON, register.haulier)
    question = LinkQuestion(*place)
    qtbot.addWidget(question)
    question.open()
    question.activateWindow()
    type_text(question.person.field, name)
    return question


def test_a_new_contact_person_whose_phone_is_known_can_be_chosen_instead(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    question = _question(register, runner, qtbot, "Ann Lind")
    question.phone.setText("070-174 06 05")
    assert _said(question.hint, qtbot) == SAID
    question.hint.findChildren(QPushButton)[0].click()
    assert question.person.party_id == register.anna
    assert question.hint.isHidden()


def test_the_offer_of_somebody_known_is_no_stop_on_the_way_down_the_fields(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    question = _question(register, runner, qtbot, "Xerxes")
    question.phone.setFocus()
    type_text(question.phone, "070-174 06 05")
    assert _said(question.hint, qtbot) == SAID
    for field in (question.email, question.title, question.day):
        QTest.keyClick(QApplication.focusWidget() or question, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() in (field, field.focusProxy())
    type_text(question.title, "Speditör")
    assert (question.title.text(), question.person.party_id) == ("Speditör", None)


def test_the_question_leaves_no_gap_where_hits_were(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    question = _question(register, runner, qtbot, "Lind")
    qtbot.waitUntil(question.person.list.isVisible)
    qtbot.waitUntil(lambda: question.height() == _needed(question))
    tall = question.height()
    type_text(question.person.field, "xyz")
    qtbot.waitUntil(question.person.list.isHidden)
    qtbot.waitUntil(lambda: question.height() == _needed(question) < tall)


def _needed(question: LinkQuestion) -> int:
    """Return the height that the question's content asks for."""
    column = question.layout()
    assert column is not None
    return column.totalHeightForWidth(question.width())
