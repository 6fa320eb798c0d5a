"""The import wizard by keyboard: preview, columns, dry run, import, and stopping it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from registerdesk.ui.background import Runner
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.imports import COLUMNS, DONE, FILE, TRIAL, ImportsPage
from tests.makers import SmallOffice, an_office
from tests.ui.keys import type_text
from tests.ui.office_window import open_page

CONTROL = Qt.KeyboardModifier.ControlModifier
HEADER = "Kundnr;Namn;Orgnr/Personnr;Postnr;Ort;Telefon;Rabatt\n"
ROWS = (
    "K-1;Anna Lindqvist;19780412-2385;123 45;Ekby;070-174 06 05;10\n"
    "K-2;Bo Ek;19780412-2386;12;Ekby;;0\n"
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    """Give an office of six people."""
    made = an_office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def window(office: SmallOffice, runner: Runner, qtbot: QtBot) -> MainWindow:
    """Give the case officer's window at the import."""
    made, _page = open_page(ImportsPage, office, "handl", runner)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def page(window: MainWindow) -> ImportsPage:
    """Give the page."""
    made = window.page()
    assert isinstance(made, ImportsPage)
    return made


def a_file(tmp_path: Path, text: str = HEADER + ROWS) -> Path:
    path = tmp_path / "kunder.csv"
    path.write_text(text, encoding="utf-8")
    return path


def on(page: ImportsPage) -> None:
    """Press Ctrl+Enter."""
    page.window().activateWindow()
    QApplication.processEvents()
    QTest.keyClick(page, Qt.Key.Key_Return, CONTROL)


def name_file(page: ImportsPage, path: Path, qtbot: QtBot) -> None:
    """Type path and source."""
    page.file.path.setFocus()
    type_text(page.file.path, str(path))
    QTest.keyClick(page.file.path, Qt.Key.Key_Return)
    page.file.source.setFocus()
    type_text(page.file.source, "Bokföringsprogrammet")


def to_columns(page: ImportsPage, path: Path, qtbot: QtBot) -> None:
    name_file(page, path, qtbot)
    qtbot.waitUntil(lambda: page._preview is not None)
    on(page)
    assert page.step == COLUMNS


def test_a_file_goes_through_all_steps_into_the_register(
    page: ImportsPage, office: SmallOffice, tmp_path: Path, qtbot: QtBot
) -> None:
    to_columns(page, a_file(tmp_path), qtbot)
    assert [chip.text() for chip in page.columns.chips][-1] == "Utelämnas"
    on(page)
    qtbot.waitUntil(lambda: page.step == TRIAL)
    assert page.report.tiles["new"].text() == "1"
    assert page.report.table.rows.rowCount() >= 1
    assert "Rabatt" in page.report.left_out.text()
    on(page)
    qtbot.waitUntil(lambda: page.step == DONE)
    found = office.inside("handl", lambda visit: visit.office.relations.find())
    assert [relation.number for relation in found] == ["K-1"]
    on(page)
    assert page.step == FILE
    assert page.file.path.text() == ""


def test_identity_numbers_are_masked_before_they_are_taken_in(
    page: ImportsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    to_columns(page, a_file(tmp_path), qtbot)
    shown = [label.text() for label in page.findChildren(QLabel)]
    assert any("Anna Lindqvist" in text for text in shown)
    assert not any("2385" in text for text in shown)


def test_the_source_must_be_stated(page: ImportsPage, tmp_path: Path, qtbot: QtBot) -> None:
    on(page)
    assert page.file.path.accessibleDescription() == "Fyll i fältet."
    page.file.path.setText(str(a_file(tmp_path)))
    on(page)
    assert page.file.source.accessibleDescription() == "Ange var uppgiften kommer från."


def test_a_file_that_is_no_table_is_told_under_its_path(
    page: ImportsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "bild.csv"
    path.write_bytes(bytes(range(256)) * 20)
    name_file(page, path, qtbot)
    qtbot.waitUntil(lambda: page.file.path.accessibleDescription() != "")
    assert page.step == FILE


def test_delete_leaves_a_column_out_and_a_file_without_names_is_refused(
    page: ImportsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    to_columns(page, a_file(tmp_path), qtbot)
    page.columns.boxes[1].setFocus()
    QTest.keyClick(page.columns.boxes[1], Qt.Key.Key_Delete)
    assert page.columns.columns()[1] is None
    on(page)
    assert not page.error.isHidden()
    assert page.step == COLUMNS


def test_two_columns_cannot_fill_one_field(page: ImportsPage, tmp_path: Path, qtbot: QtBot) -> None:
    to_columns(page, a_file(tmp_path), qtbot)
    page.columns.boxes[6].setCurrentIndex(page.columns.boxes[1].currentIndex())
    on(page)
    assert "samma fält" in page.error.what.text()


def test_stopping_keeps_nothing(
    page: ImportsPage, office: SmallOffice, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = "".join(f"K-{n};Person {n};;123 45;Ekby;;0\n" for n in range(3000))
    to_columns(page, a_file(tmp_path, HEADER + rows), qtbot)
    on(page)
    qtbot.waitUntil(lambda: page.step == TRIAL, timeout=30_000)
    on(page)
    assert not page.leave()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page._rows is None, timeout=30_000)
    assert not page.error.isHidden()
    assert page.step == TRIAL
    assert page.leave()
    assert office.inside("handl", lambda visit: visit.office.relations.find()) == []


def test_one_can_go_back_but_not_jump_ahead(
    page: ImportsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    page.stepper.setFocus()
    QTest.keyClick(page.stepper, Qt.Key.Key_Right)
    assert page.step == FILE
    to_columns(page, a_file(tmp_path), qtbot)
    QTest.keyClick(page.stepper, Qt.Key.Key_Left)
    assert page.step == FILE


def test_closing_lets_go_of_the_file(page: ImportsPage, tmp_path: Path, qtbot: QtBot) -> None:
    name_file(page, a_file(tmp_path), qtbot)
    qtbot.waitUntil(lambda: page._preview is not None)
    page.closed()
    assert page._preview is None
