"""Credit checks: the list, what is sealed, and the form that asks for the need."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from registerdesk.ui.background import Runner
from registerdesk.ui.kit.notices import DeniedView
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.credit_checks import CreditChecksPage
from registerdesk.ui.register.check_form import CheckForm
from tests.makers import an_office
from tests.ui.keys import type_text
from tests.ui.pages.windows import Register, a_register, a_window, fill_the_disk, shown

KEY = Qt.Key


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Give a small register."""
    return a_register(tmp_path)


def _open(
    register: Register, runner: Runner, qtbot: QtBot, user: str, argument: str = ""
) -> tuple[MainWindow, CreditChecksPage]:
    window = shown(a_window(register.office, user, runner), qtbot)
    window.navigate("credit_checks", argument)
    page = window.page()
    assert isinstance(page, CreditChecksPage)
    return window, page


def _form(page: CreditChecksPage) -> CheckForm:
    assert page.form is not None
    return page.form


def _pick_anna(form: CheckForm, qtbot: QtBot) -> None:
    type_text(form.picker.field, "anna l")
    qtbot.waitUntil(form.picker.list.isVisible)
    QTest.keyClick(form.picker.field, KEY.Key_Return)


def test_enter_shows_the_checks_of_the_person_with_what_the_role_may_read(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    _window, page = _open(register, runner, qtbot, "handl")
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 1)
    QTest.keyClick(page.table, KEY.Key_Return)
    qtbot.waitUntil(page.detail.isVisible)
    words = {label.text() for label in page.detail.findChildren(QLabel)}
    assert "Anna Lindqvist" in words
    assert "Godkänd" in words
    assert "Inga anmärkningar." not in words
    assert "Kreditköp" not in words
    assert not page.may_record


def test_the_holder_of_the_key_reads_need_and_assessment(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    _window, page = _open(register, runner, qtbot, "kredit", str(register.anna))
    qtbot.waitUntil(page.detail.isVisible)
    words = {label.text() for label in page.detail.findChildren(QLabel)}
    assert {"Inga anmärkningar.", "Kreditköp"} <= words


def test_nothing_is_saved_without_a_person_and_a_need(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window, page = _open(register, runner, qtbot, "kredit", "new")
    form = _form(page)
    assert form.picker.field.hasFocus()
    QTest.keyClick(form.picker.field, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.picker.error.text() == "Välj vem kreditprövningen gäller."
    _pick_anna(form, qtbot)
    page.primary()
    assert form.need_error.text() == "Ange varför kreditprövningen behövs."
    assert form.need.hasFocus()
    form.need.setCurrentIndex(3)
    type_text(form.question.editor("need_text"), "kort")
    page.primary()
    assert not form.need_error.isHidden()
    window.navigate("customers")
    assert window.page() is page


def test_a_check_younger_than_ninety_days_is_told_and_the_new_one_is_saved(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    _window, page = _open(register, runner, qtbot, "kredit", "new")
    form = _form(page)
    _pick_anna(form, qtbot)
    qtbot.waitUntil(lambda: not form.recent.isHidden())
    assert "2026-11-02" in form.recent.label.text()
    form.need.setCurrentIndex(0)
    page.primary()
    qtbot.waitUntil(page.detail.isVisible)
    assert page.detail.head.subtitle.text() == "Kreditprövningar: 2"
    assert register.office.acts().count("credit_check.recorded") == 2


def test_a_reader_is_told_that_the_page_is_closed(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    window = shown(a_window(register.office, "lasare", runner), qtbot)
    window.navigate("credit_checks")
    assert isinstance(window.stack.currentWidget(), DeniedView)


def test_an_empty_list_and_a_failing_one_say_so(
    tmp_path: Path, runner: Runner, qtbot: QtBot
) -> None:
    office = an_office(tmp_path)
    window = shown(a_window(office, "handl", runner), qtbot)
    window.navigate("credit_checks")
    page = window.page()
    assert isinstance(page, CreditChecksPage)
    assert page.states.state() == "loading"
    qtbot.waitUntil(lambda: page.states.state() == "empty")
    assert page.states.empty.label.text() == "Ingen kreditprövning registrerad."
    fill_the_disk(office)
    page.refresh()
    qtbot.waitUntil(lambda: not page.states.error.isHidden())


def test_a_chip_narrows_the_list_to_one_result(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    _window, page = _open(register, runner, qtbot, "handl")
    qtbot.waitUntil(lambda: page.count.text() == "1")
    list(page.chips.values())[2].click()
    qtbot.waitUntil(lambda: page.count.text() == "0")
    list(page.chips.values())[2].click()
    qtbot.waitUntil(lambda: page.count.text() == "1")
