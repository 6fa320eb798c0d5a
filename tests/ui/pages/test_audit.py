"""The log page: read only, by keyboard, telling a broken chain in red."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from registerdesk.domain.log_words import LogGroup
from registerdesk.ui.background import Runner
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.audit import AuditPage
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.staff import list_staff
from tests.makers import SmallOffice, a_person, an_office
from tests.ui.office_window import open_page

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    """Give an office in which something has happened."""
    made = an_office(tmp_path)
    made.do("admin", list_staff)
    made.do("handl", register_party, a_person())
    yield made
    made.close()


@pytest.fixture
def page(office: SmallOffice, runner: Runner, qtbot: QtBot) -> AuditPage:
    """Give the ombud's log page with its rows."""
    return opened(office, runner, qtbot)


def opened(office: SmallOffice, runner: Runner, qtbot: QtBot, user: str = "ombud") -> AuditPage:
    window, made = open_page(AuditPage, office, user, runner)
    qtbot.addWidget(window)
    _kept.append(window)
    assert isinstance(made, AuditPage)
    if user == "ombud":
        qtbot.waitUntil(lambda: made.table.rows.row(0) is not None)
    return made


_kept: list[MainWindow] = []


@pytest.fixture(autouse=True)
def let_go() -> Iterator[None]:
    """Let the windows of a test go with it."""
    yield
    _kept.clear()


def cells(page: AuditPage, column: int) -> list[str]:
    rows = [page.table.rows.row(at) for at in range(page.table.rows.rowCount())]
    return [row.cells[column].text for row in rows if row]


def test_events_stand_newest_first_with_numbers_and_no_names(page: AuditPage) -> None:
    assert cells(page, 2)[0] == "Registrerade en kund eller leverantör"
    assert cells(page, 3)[0] == "K-10482"
    assert cells(page, 1)[0] == "Handl Ek"
    assert not any("Lindqvist" in text for column in range(7) for text in cells(page, column))


def test_a_chip_filters_by_keyboard(page: AuditPage, qtbot: QtBot) -> None:
    chip = page.chips[LogGroup.STAFF]
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 1)
    qtbot.waitUntil(lambda: cells(page, 2) == ["Listade användarna"])


def test_a_filter_without_events_says_so(page: AuditPage, qtbot: QtBot) -> None:
    page.chips[LogGroup.SENT].click()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)


def test_verifying_tells_that_the_chain_is_whole(page: AuditPage, qtbot: QtBot) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: "hel" in page.chain.text())
    assert page.broken.isHidden()
    assert "idag" in page.chain.text()


def test_a_broken_chain_is_a_red_band_that_stays(
    office: SmallOffice, page: AuditPage, qtbot: QtBot
) -> None:
    with office.database.transaction() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_log_no_update")
        connection.exec_driver_sql("UPDATE audit_log SET entry = x'7b7d' || entry WHERE number = 1")
    QTest.keyClick(page.table, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: not page.broken.isHidden())
    assert "1" in page.broken.under.text()
    assert page.chain.property("chip") == "danger"


def test_whoever_may_not_read_the_log_is_told(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    page = opened(office, runner, qtbot, "handl")
    qtbot.waitUntil(lambda: not page.error.isHidden())
    assert page.error.what.text()


def test_older_events_are_fetched_as_they_are_seen(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    for _round in range(120):
        office.do("admin", list_staff)
    page = opened(office, runner, qtbot)
    last = page.table.rows.rowCount() - 1
    page.table.rows.row(last)
    qtbot.waitUntil(lambda: page.table.rows.row(last) is not None)


def test_closing_lets_go_of_the_rows(page: AuditPage) -> None:
    page.closed()
    assert page.table.rows.rowCount() == 0
