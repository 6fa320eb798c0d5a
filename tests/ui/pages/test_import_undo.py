"""Undoing an import from the wizard: from its last step, and from the list of imports."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from registerdesk.ui.background import Runner
from registerdesk.ui.imports.steps import COLUMNS, DONE, FILE
from registerdesk.ui.kit.toast import Toasts
from registerdesk.ui.pages.imports import ImportsPage
from registerdesk.usecases.contacts import NewContact, record_contact
from tests.makers import PASSWORD, SmallOffice, an_office
from tests.ui.keys import type_text
from tests.ui.office_window import open_page
from tests.ui.pages.test_imports import HEADER, a_file, confirm, name_file, on, to_trial


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    """Give an office of six people."""
    made = an_office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def page(office: SmallOffice, runner: Runner, qtbot: QtBot) -> ImportsPage:
    """Give the import in the case officer's window."""
    window, page = open_page(ImportsPage, office, "handl", runner)
    qtbot.addWidget(window)
    assert isinstance(page, ImportsPage)
    return page


def ask_undo(page: ImportsPage, button: QPushButton, qtbot: QtBot) -> None:
    """Press the button, and wait for the question."""
    button.click()
    qtbot.waitUntil(lambda: page.undoing.question is not None)


def answer_undo(page: ImportsPage, password: str) -> None:
    """Answer the question with a password."""
    assert page.undoing.question is not None
    type_text(page.undoing.question.password, password)
    QTest.mouseClick(page.undoing.question.deed, Qt.MouseButton.LeftButton)


def test_an_import_is_undone_from_its_last_step(
    page: ImportsPage, office: SmallOffice, tmp_path: Path, qtbot: QtBot
) -> None:
    to_trial(page, a_file(tmp_path), qtbot)
    assert page.report.undo.isHidden()
    confirm(page)
    qtbot.waitUntil(lambda: page.step == DONE)
    assert not page.report.undo.isHidden()
    office.clock.forward(minutes=1)
    ask_undo(page, page.report.undo, qtbot)
    answer_undo(page, PASSWORD)
    qtbot.waitUntil(lambda: page.step == FILE)
    qtbot.waitUntil(lambda: not page.undoing.recent.isHidden())
    assert office.inside("handl", lambda visit: visit.office.relations.find()) == []
    row = page.undoing.recent.table.rows.row(0)
    assert row is not None
    assert [cell.text for cell in row.cells][-1] == "Ångrad"
    assert not page.undoing.recent.undo.isEnabled()


def test_the_key_beside_an_undo_asks_for_it_at_the_last_step_and_in_the_list(
    page: ImportsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    to_trial(page, a_file(tmp_path), qtbot)
    confirm(page)
    qtbot.waitUntil(lambda: page.step == DONE)
    (toasts,) = page.window().findChildren(Toasts)
    assert toasts.label.text() == "Importerade kunder och leverantörer: 1."
    for button in (page.report.undo, page.undoing.recent.undo):
        qtbot.waitUntil(button.isVisible)
        assert button.accessibleName() == "Ångra import …, Alt Z"
        page.window().activateWindow()
        page.go_on.setFocus()
        qtbot.waitUntil(page.go_on.hasFocus)
        QTest.keyClick(page.go_on, Qt.Key.Key_Z, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda: page.undoing.question is not None)
        assert page.undoing.question is not None
        page.undoing.question.reject()
        page.undoing.question = None
        page.primary()


def test_an_earlier_import_is_undone_from_the_list_and_what_is_touched_is_told_first(
    page: ImportsPage, office: SmallOffice, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = "K-1;Anna;;123 45;Ekby;;\nK-2;Bo;;123 45;Ekby;;\n"
    to_trial(page, a_file(tmp_path, HEADER + rows), qtbot)
    confirm(page)
    qtbot.waitUntil(lambda: page.step == DONE)
    office.clock.forward(minutes=1)
    (bo,) = office.inside("handl", lambda visit: visit.office.relations.find(number="K-2"))
    office.do("handl", record_contact, NewContact(party_id=bo.party_id, heading="Ringde"))
    on(page)
    recent = page.undoing.recent
    qtbot.waitUntil(lambda: not recent.isHidden() and recent.table.rows.rowCount() == 1)
    recent.table.setFocus()
    QTest.keyClick(recent.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.undoing.question is not None)
    assert page.undoing.question is not None
    told = [label.text() for label in page.undoing.question.findChildren(QLabel)]
    assert any("1 av 2 har ändrats sedan dess och blir kvar" in words for words in told)
    answer_undo(page, "fel")
    qtbot.waitUntil(lambda: not page.error.isHidden())
    assert page.error.what.text() == "Fel lösenord."
    assert len(office.inside("handl", lambda visit: visit.office.relations.find())) == 2
    ask_undo(page, recent.undo, qtbot)
    answer_undo(page, PASSWORD)
    qtbot.waitUntil(lambda: not recent.undo.isEnabled())
    left = office.inside("handl", lambda visit: visit.office.relations.find())
    assert [relation.number for relation in left] == ["K-2"]


def test_a_file_under_way_hides_the_earlier_imports(
    page: ImportsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    to_trial(page, a_file(tmp_path), qtbot)
    confirm(page)
    qtbot.waitUntil(lambda: page.step == DONE)
    on(page)
    qtbot.waitUntil(lambda: not page.undoing.recent.isHidden())
    name_file(page, a_file(tmp_path), qtbot)
    qtbot.waitUntil(lambda: page._preview is not None)
    assert page.undoing.recent.isHidden()


def test_an_import_whose_day_has_passed_is_not_undone(
    page: ImportsPage, office: SmallOffice, tmp_path: Path, qtbot: QtBot
) -> None:
    to_trial(page, a_file(tmp_path), qtbot)
    confirm(page)
    qtbot.waitUntil(lambda: page.step == DONE)
    office.clock.forward(hours=25)
    on(page)
    recent = page.undoing.recent
    qtbot.waitUntil(lambda: not recent.isHidden())
    row = recent.table.rows.row(0)
    assert row is not None
    assert [cell.text for cell in row.cells][-1] == "Dygnet har gått"
    QTest.keyClick(recent.table, Qt.Key.Key_Return)
    assert page.undoing.question is None


def test_looking_at_a_long_import_shows_how_far_it_is_and_is_stopped(
    page: ImportsPage, office: SmallOffice, tmp_path: Path, runner: Runner, qtbot: QtBot
) -> None:
    to_trial(page, a_file(tmp_path), qtbot)
    confirm(page)
    qtbot.waitUntil(lambda: page.step == DONE)
    office.clock.forward(minutes=1)
    page.undoing.slow.setInterval(0)
    busy = threading.Event()
    runner.ask(lambda: busy.wait(10), lambda _none: None)
    page.report.undo.click()
    page.report.undo.click()
    qtbot.waitUntil(lambda: not page.stop.isHidden())
    assert not page.report.undo.isEnabled()
    assert page.stack.currentWidget() is page.undoing.progress
    QTest.keyClick(page, Qt.Key.Key_Escape)
    busy.set()
    qtbot.waitUntil(lambda: not page.error.isHidden())
    assert page.undoing.progress.told.text() == "1 av 1 personer"
    assert page.error.what.text() == "Ångringen stoppades. Importen står som den var."
    assert (page.undoing.question, page.stop.isHidden()) == (None, True)
    ask_undo(page, page.report.undo, qtbot)
    answer_undo(page, PASSWORD)
    qtbot.waitUntil(lambda: page.step == FILE)


def test_an_undo_that_is_stopped_says_that_the_import_stands(
    page: ImportsPage, office: SmallOffice, tmp_path: Path, runner: Runner, qtbot: QtBot
) -> None:
    to_trial(page, a_file(tmp_path), qtbot)
    confirm(page)
    qtbot.waitUntil(lambda: page.step == DONE)
    office.clock.forward(minutes=1)
    before = office.inside("handl", lambda visit: visit.office.relations.find())
    ask_undo(page, page.report.undo, qtbot)
    busy = threading.Event()
    runner.ask(lambda: busy.wait(10), lambda _none: None)
    answer_undo(page, PASSWORD)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    busy.set()
    qtbot.waitUntil(lambda: not page.error.isHidden())
    assert "Importen står som den var" in page.error.what.text()
    assert office.inside("handl", lambda visit: visit.office.relations.find()) == before
    assert "import.undone" not in office.acts()


@pytest.mark.parametrize("what", ["trial", "import", "look", "undo"])
def test_a_lock_stops_what_runs_and_leaves_the_page_to_go_on_with(
    page: ImportsPage, office: SmallOffice, tmp_path: Path, runner: Runner, qtbot: QtBot, what: str
) -> None:
    to_trial(page, a_file(tmp_path), qtbot)
    if what in {"look", "undo"}:
        confirm(page)
        qtbot.waitUntil(lambda: page.step == DONE)
        office.clock.forward(minutes=1)
    if what == "undo":
        ask_undo(page, page.report.undo, qtbot)
    step, acts, busy = page.step, office.acts(), threading.Event()
    runner.ask(lambda: busy.wait(10), lambda _none: None)
    page.undoing.slow.setInterval(0)
    if what == "trial":
        page._turn_back(COLUMNS)
        page.primary()
        step = COLUMNS
    elif what == "import":
        confirm(page)
    elif what == "look":
        page.report.undo.click()
    else:
        answer_undo(page, PASSWORD)
    qtbot.waitUntil(lambda: not page.stop.isHidden())
    for hold in page.context.holds:
        hold()
    runner.forget()
    busy.set()
    assert (page.step, page.stop.isHidden(), page.go_on.isEnabled()) == (step, True, True)
    assert page.leave()
    qtbot.waitUntil(lambda: not runner._waiting.are_there())
    assert office.acts() == acts
    if what in {"look", "undo"}:
        ask_undo(page, page.report.undo, qtbot)
        answer_undo(page, PASSWORD)
        qtbot.waitUntil(lambda: page.step == FILE)
