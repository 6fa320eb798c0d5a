"""Row by row in the dry run: H skips, S merges, N makes a new one, Space takes the other value."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from registerdesk.ui.background import Runner
from registerdesk.ui.imports.match_table import MatchPanel
from registerdesk.ui.imports.steps import DONE
from registerdesk.ui.pages.imports import ImportsPage
from tests.makers import SmallOffice, an_office
from tests.ui.office_window import open_page
from tests.ui.pages.test_imports import a_file, confirm, on, settled, tiles, to_trial
from tests.usecases.test_imports import ANNA, HEADER, register, taken
from tests.usecases.test_imports import a_file as an_export

KNOWN = "1001;Anna Ek;19780412-2385;Storgatan 1;;123 45;Nyby;;"
NAMESAKE = "2002;Anna Lindqvist;;Nygatan 2;;123 45;Ekby;;"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    """Give an office with Anna as customer 1001."""
    made = an_office(tmp_path)
    taken(made, an_export(tmp_path, ANNA))
    made.clock.forward(minutes=1)
    yield made
    made.close()


@pytest.fixture
def page(office: SmallOffice, runner: Runner, tmp_path: Path, qtbot: QtBot) -> ImportsPage:
    """Give the dry run of a row about Anna, and of one about her namesake."""
    window, made = open_page(ImportsPage, office, "handl", runner)
    qtbot.addWidget(window)
    assert isinstance(made, ImportsPage)
    to_trial(made, a_file(tmp_path, f"{HEADER}\n{KNOWN}\n{NAMESAKE}\n"), qtbot)
    qtbot.waitUntil(lambda: len(made.report.matches.views) == 2)
    return made


def press(page: ImportsPage, row: int, key: Qt.Key, qtbot: QtBot) -> None:
    """Press a key on a row, and wait until the numbers are those of the file again."""
    table = page.report.matches.table
    table.setCurrentIndex(table.rows.index(row, 0))
    table.setFocus()
    QTest.keyClick(table, key)
    settled(page, qtbot)
    qtbot.waitUntil(lambda: len(page.report.matches.views) == 2)


def shown(panel: MatchPanel, row: int) -> list[str]:
    """Return the cells of a match."""
    found = panel.table.rows.row(row)
    assert found is not None
    return [cell.text for cell in found.cells]


def test_rows_that_fit_somebody_are_shown_with_what_would_change(page: ImportsPage) -> None:
    panel = page.report.matches
    assert panel.words.text() == "2 rader stämmer med någon som är känd."
    known = ["1", "Anna Ek", "1001 Anna Lindqvist", "Samma nummer", "namn, ort", "Slås ihop"]
    assert shown(panel, 0) == known
    assert [shown(panel, 1)[at] for at in (1, 3, 5)] == [
        *("Anna Lindqvist", "Samma namn", "Blir en ny"),
    ]


def test_each_row_is_treated_by_a_key_of_its_own(page: ImportsPage, qtbot: QtBot) -> None:
    assert tiles(page) == ["1", "1", "0", "0"]
    press(page, 0, Qt.Key.Key_H, qtbot)
    assert (tiles(page), shown(page.report.matches, 0)[5]) == (["1", "0", "0", "1"], "Hoppas över")
    press(page, 1, Qt.Key.Key_S, qtbot)
    assert tiles(page) == ["0", "1", "0", "1"]
    press(page, 1, Qt.Key.Key_N, qtbot)
    press(page, 0, Qt.Key.Key_S, qtbot)
    assert tiles(page) == ["1", "1", "0", "0"]


def test_a_row_with_a_taken_number_cannot_become_a_new_one(page: ImportsPage, qtbot: QtBot) -> None:
    panel = page.report.matches
    press(page, 0, Qt.Key.Key_N, qtbot)
    assert not panel.why_not.isHidden()
    assert "Rad 1 har ett nummer som är upptaget" in panel.why_not.text()
    assert tiles(page) == ["1", "1", "0", "0"]
    press(page, 1, Qt.Key.Key_N, qtbot)
    assert panel.why_not.isHidden()


def test_space_keeps_what_the_register_says_in_one_field(
    page: ImportsPage, office: SmallOffice, qtbot: QtBot
) -> None:
    fields = page.report.matches.fields
    page.report.matches.table.setCurrentIndex(page.report.matches.table.rows.index(0, 0))
    assert fields.rows.rowCount() == 2
    fields.setFocus()
    fields.setCurrentIndex(fields.rows.index(0, 0))
    QTest.keyClick(fields, Qt.Key.Key_Space)
    row = fields.rows.row(0)
    assert row is not None
    assert [cell.text for cell in row.cells] == ["Namn", "Anna Lindqvist", "Anna Ek", "registret"]
    press(page, 1, Qt.Key.Key_H, qtbot)
    confirm(page)
    qtbot.waitUntil(lambda: page.step == DONE)
    ((_number, name, _kind, _identity, place, *_more),) = register(office)
    assert (name, place[0][2]) == ("Anna Lindqvist", "Nyby")
    assert page.report.matches.isHidden()


def test_the_fields_of_a_row_that_is_not_merged_are_out_of_sight(
    page: ImportsPage, qtbot: QtBot
) -> None:
    table, fields = page.report.matches.table, page.report.matches.fields
    table.setCurrentIndex(table.rows.index(1, 0))
    assert fields.isHidden()
    table.setCurrentIndex(table.rows.index(0, 0))
    assert not fields.isHidden()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert fields.isHidden()
    QTest.keyClick(fields, Qt.Key.Key_Space)
    on(page)
    assert page.question is not None
    page.question.reject()
