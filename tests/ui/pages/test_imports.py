"""The import wizard by keyboard: preview, columns, dry run, import, and stopping it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from registerdesk.ui.background import Runner
from registerdesk.ui.imports.error_table import VALUE
from registerdesk.ui.imports.steps import COLUMNS, DONE, FILE, TRIAL
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.imports import ImportsPage
from tests.makers import PASSWORD, SmallOffice, an_office
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


def to_trial(page: ImportsPage, path: Path, qtbot: QtBot) -> None:
    to_columns(page, path, qtbot)
    on(page)
    qtbot.waitUntil(lambda: page.step == TRIAL)


def confirm(page: ImportsPage, password: str = PASSWORD) -> None:
    """Answer the question before the import."""
    on(page)
    assert page.question is not None
    type_text(page.question.password, password)
    QTest.mouseClick(page.question.deed, Qt.MouseButton.LeftButton)


def settled(page: ImportsPage, qtbot: QtBot) -> None:
    """Wait until the numbers are those of the file again."""
    qtbot.waitUntil(page.go_on.isEnabled)


def tiles(page: ImportsPage) -> list[str]:
    return [label.text() for label in page.report.tiles.values()]


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
    confirm(page)
    qtbot.waitUntil(lambda: page.step == DONE)
    found = office.inside("handl", lambda visit: visit.office.relations.find())
    assert [relation.number for relation in found] == ["K-1"]
    on(page)
    assert page.step == FILE
    assert page.file.path.text() == ""


def test_contacts_map_themselves_and_are_numbered(
    page: ImportsPage, office: SmallOffice, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "kontakter.vcf"
    contact = "BEGIN:VCARD\nVERSION:4.0\nFN:{}\nORG:Ekbacken\nTEL:070-174 06 05\nEND:VCARD\n"
    path.write_text(contact.format("Anna Lindqvist") + contact.format("Åsa Öberg"), "utf-8")
    to_trial(page, path, qtbot)
    assert page.report.tiles["new"].text() == "2"
    assert "ORG" in page.report.left_out.text()
    confirm(page)
    qtbot.waitUntil(lambda: page.step == DONE)
    found = office.inside("handl", lambda visit: visit.office.relations.find())
    assert len({relation.number for relation in found if relation.number}) == 2


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


def test_a_column_whose_values_and_header_do_not_agree_is_amber(
    page: ImportsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    header = "Kundnr;Namn;Kontakt;Telefon;Rabatt\n"
    rows = "K-1;Anna;anna@example.com;anna@example.com;10\nK-2;Bo;bo@example.com;;5\n"
    to_columns(page, a_file(tmp_path, header + rows), qtbot)
    told = [chip.text() for chip in page.columns.chips]
    assert told[2:] == ["Utelämnas, liknar e-post", "Se över värdena", "Utelämnas"]
    assert [chip.property("chip") for chip in page.columns.chips][2:] == ["warn", "warn", "neutral"]
    assert page.columns.columns()[2] is None
    assert "UTF-8 med semikolon" in page.file.words.text()


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
    qtbot.waitUntil(lambda: page.step == TRIAL)
    confirm(page)
    assert not page.report.choice.isEnabled()
    assert not page.leave()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page._rows is None)
    assert page.error.what.text() == "Importen stoppades. Inget har lästs in."
    assert page.step == TRIAL
    assert page.report.choice.isEnabled()
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


def test_a_wrong_value_is_put_right_in_its_cell(
    page: ImportsPage, office: SmallOffice, tmp_path: Path, qtbot: QtBot
) -> None:
    to_trial(page, a_file(tmp_path), qtbot)
    table = page.report.table
    assert [error.code for error in table.errors] == [
        "invalid_identity_number",
        "invalid_postal_code",
    ]
    table.setFocus()
    table.setCurrentIndex(table.rows.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert table.editor is not None
    assert table.editor.text() == ""
    QTest.keyClick(table.editor, Qt.Key.Key_Escape)
    assert page.report.table.editor is None
    assert table.indexWidget(table.rows.index(0, VALUE)) is None
    table.setCurrentIndex(table.rows.index(1, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert table.editor.text() == "12"
    table.editor.clear()
    type_text(table.editor, "12346")
    QTest.keyClick(table.editor, Qt.Key.Key_Return)
    assert table.indexWidget(table.rows.index(1, VALUE)) is None
    settled(page, qtbot)
    assert tiles(page) == ["2", "0", "0", "0"]
    assert [error.code for error in table.errors] == ["invalid_identity_number"]
    confirm(page)
    qtbot.waitUntil(lambda: page.step == DONE)
    assert page.report.export.isHidden()
    places = office.inside("handl", lambda visit: visit.office.addresses.find())
    assert {place.postal_code for place in places} == {"123 45", "123 46"}


def test_a_hint_says_what_becomes_of_its_row(
    page: ImportsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    header = "Kundnr;Namn;Orgnr/Personnr;Postnr;Ort;Telefon;E-post\n"
    rows = "K-1;Anna;19780412-2386;123 45;;070;\nK-2;Bo;19780412-2386;123 45;;;\n"
    to_trial(page, a_file(tmp_path, header + rows), qtbot)
    table = page.report.table
    shown = [row.cells for at in range(5) if (row := table.rows.row(at)) is not None]
    hints = {(cells[0].text, cells[2].text): cells[4].text for cells in shown}
    outside = "Raden tas inte in: den har fler fel."
    assert hints == {
        ("1", "19780412-••••"): f"Rätta numret. {outside}",
        ("1", "070"): "Skriv numret med riktnummer.",
        ("1", ""): f"Skriv orten. {outside}",
        ("2", "19780412-••••"): "Rätta numret. Utan det tas raden in utan nummer.",
        ("2", ""): "Raden läses in utan ort. Skriv den om du vet den.",
    }


def test_a_faulty_value_stands_open_while_it_can_be_put_right_and_a_warning_is_amber(
    page: ImportsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    header = "Kundnr;Namn;Orgnr/Personnr;Postnr;Ort;Telefon;E-post\n"
    rows = "K-1;Anna;19780412-2386;123 45;;070;anna(at)example.com\n"
    to_trial(page, a_file(tmp_path, header + rows), qtbot)
    table = page.report.table
    shown = [table.rows.row(at) for at in range(table.rows.rowCount())]
    cells = {row.cells[1].text: row.cells for row in shown if row is not None}
    assert cells["E-post"][2].text == "anna(at)example.com"
    assert cells["Telefon"][2].text == "070"
    assert cells["Person- eller organisationsnummer"][2].text == "19780412-••••"
    assert cells["Ort"][3].chip == "warn"
    confirm(page)
    qtbot.waitUntil(lambda: page.step == DONE)
    after = [table.rows.row(at) for at in range(table.rows.rowCount())]
    assert not any("anna" in cell.text for row in after if row for cell in row.cells)


def test_space_skips_a_row_and_takes_it_back(
    page: ImportsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    to_trial(page, a_file(tmp_path, HEADER + "K-1;Anna;19780412-2386;123 45;Ekby;;\n"), qtbot)
    table = page.report.table
    table.setFocus()
    table.setCurrentIndex(table.rows.index(0, 0))
    for shown, hint in (("0", "Hoppas över"), ("1", "Rätta numret.")):
        QTest.keyClick(table, Qt.Key.Key_Space)
        settled(page, qtbot)
        assert tiles(page)[0] == shown
        row = table.rows.row(0)
        assert row is not None
        assert row.cells[4].text.startswith(hint)


def test_duplicates_and_known_ones_are_treated_as_chosen(
    page: ImportsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = "K-1;Anna;;123 45;Ekby;;\nK-1;Anna Ek;;123 45;Ekby;;\n"
    to_trial(page, a_file(tmp_path, HEADER + rows), qtbot)
    assert tiles(page) == ["1", "0", "1", "0"]
    page.report.duplicates.setFocus()
    QTest.keyClick(page.report.duplicates, Qt.Key.Key_Down)
    settled(page, qtbot)
    assert tiles(page) == ["1", "1", "0", "0"]
    confirm(page)
    qtbot.waitUntil(lambda: page.step == DONE)
    on(page)
    to_trial(page, a_file(tmp_path, HEADER + rows), qtbot)
    assert tiles(page) == ["0", "1", "1", "0"]
    QTest.keyClick(page.report.known, Qt.Key.Key_Down)
    settled(page, qtbot)
    assert tiles(page) == ["0", "0", "1", "1"]


def test_the_rows_with_errors_go_to_a_file(
    page: ImportsPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_trial(page, a_file(tmp_path), qtbot)
    target = tmp_path / "felrader på ö.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    page.report.export.click()
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: len(target.read_text("utf-8-sig").splitlines()) == 2)


def test_a_wrong_password_takes_in_nothing(
    page: ImportsPage, office: SmallOffice, tmp_path: Path, qtbot: QtBot
) -> None:
    to_trial(page, a_file(tmp_path), qtbot)
    confirm(page, "fel")
    qtbot.waitUntil(lambda: not page.error.isHidden())
    assert page.error.what.text() == "Fel lösenord."
    assert office.inside("handl", lambda visit: visit.office.relations.find()) == []


def test_a_file_that_changes_after_the_preview_is_noticed(
    page: ImportsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    to_columns(page, a_file(tmp_path), qtbot)
    a_file(tmp_path, HEADER + ROWS + "K-3;Eva;;123 45;Ekby;;\n")
    on(page)
    qtbot.waitUntil(lambda: not page.error.isHidden())
    assert "har ändrats" in page.error.what.text()
    assert page.step == COLUMNS


def test_a_file_is_dropped_onto_the_page(page: ImportsPage, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "Ärenden på ön"
    folder.mkdir()
    path = a_file(folder)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    given = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, CONTROL)
    enter = QDragEnterEvent(page.file.path.rect().center(), *given)
    QApplication.sendEvent(page.file.path, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(5, 5), *given))
    qtbot.waitUntil(lambda: page._preview is not None)
    assert page.file.file() == path


def test_what_one_chose_for_a_column_is_chosen_next_time(
    page: ImportsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    to_columns(page, a_file(tmp_path), qtbot)
    page.columns.boxes[5].setCurrentIndex(0)
    on(page)
    qtbot.waitUntil(lambda: page.step == TRIAL)
    page._again()
    to_columns(page, a_file(tmp_path), qtbot)
    assert page.columns.columns()[5] is None
    assert page.columns.columns()[1] is not None


def test_a_long_import_says_before_it_begins_how_long_search_waits(
    page: ImportsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    to_trial(page, a_file(tmp_path), qtbot)
    assert page.trial.prepared is not None
    page.trial.prepared = replace(page.trial.prepared, count=60_000)
    on(page)
    assert page.question is not None
    words = [label.text() for label in page.question.findChildren(QLabel)]
    assert any("i ungefär 20 sekunder" in text for text in words)
    page.question.reject()


def test_progress_tells_rows_a_second(page: ImportsPage, qtbot: QtBot) -> None:
    page.report.show_progress(0, 3000)
    qtbot.wait(20)
    page.report.show_progress(250, 3000)
    assert page.report.told.text().startswith("250 av ")
    assert page.report._speed(250) == 0
    qtbot.wait(20)
    assert 0 < page.report._speed(500) <= 25_000


def test_short_work_goes_first_while_a_file_is_checked(
    page: ImportsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = "".join(f"K-{n};Person {n};;123 45;Ekby;;0\n" for n in range(5000))
    to_columns(page, a_file(tmp_path, HEADER + rows), qtbot)
    order: list[str] = []
    on(page)
    page.context.runner.ask(lambda: "search", order.append)
    qtbot.waitUntil(lambda: bool(order) or page.step == TRIAL)
    assert page.step == COLUMNS
    assert order == ["search"]
    qtbot.waitUntil(lambda: page.step == TRIAL)
