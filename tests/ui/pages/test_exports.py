"""Out of the list into a file: marks, the dialog with its numbers, and the page of exports."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.exports import ExportColumn, ExportFormat, ExportState, ExportWish
from registerdesk.domain.fields import Purpose
from registerdesk.domain.party_lists import ListQuery
from registerdesk.ui.background import Runner
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.exports import ExportsPage
from registerdesk.ui.pages.parties import PartiesPage
from registerdesk.ui.pages.today import TodayPage
from registerdesk.ui.register.export_dialog import ExportDialog
from registerdesk.usecases.export_approvals import approve_export, list_exports
from registerdesk.usecases.exports import propose_export
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.private_files import UnseenFile
from registerdesk.usecases.purposes import change_purpose, list_purposes
from tests.makers import bare
from tests.ui.pages.windows import Register, a_register, a_window, fill_the_disk, shown

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Give a small register."""
    return a_register(tmp_path)


def customers(register: Register, runner: Runner, qtbot: QtBot, user: str = "handl") -> PartiesPage:
    """Return the open list of customers."""
    window = shown(a_window(register.office, user, runner), qtbot)
    window.navigate("customers")
    page = window.page()
    assert isinstance(page, PartiesPage)
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() >= 3)
    return page


def counted(page: PartiesPage, qtbot: QtBot) -> ExportDialog:
    """Return the dialog once its numbers are there."""
    dialog = page.list.flow.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.preview is not None)
    return dialog


def exports_page(window: MainWindow, argument: str = "") -> ExportsPage:
    """Open the page of exports."""
    window.navigate("exports", argument)
    page = window.page()
    assert isinstance(page, ExportsPage)
    return page


def proposed(register: Register) -> UUID:
    """Let a list of more than twenty people wait for the ombud."""
    for number in range(21):
        register.office.do("handl", register_party, bare(f"Kund {number:02}"))
    register.office.finish("handl", propose_export, ExportWish(query=ListQuery()))
    return register.office.do("handl", list_exports)[0].export.id


def test_rows_are_marked_by_keys_and_counted(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    page = customers(register, runner, qtbot)
    table, bar = page.list.table, page.list.bar
    assert not bar.isVisible()
    QTest.keyClick(table, KEY.Key_Space)
    assert (bar.count.text(), bar.isVisible()) == ("1 markerade", True)
    QTest.keyClick(table, KEY.Key_Down, SHIFT)
    assert bar.count.text() == "2 markerade"
    QTest.keyClick(table, KEY.Key_Up, SHIFT)
    QTest.keyClick(table, KEY.Key_Space)
    assert bar.count.text() == "1 markerade"
    QTest.keyClick(table, KEY.Key_A, CONTROL)
    assert bar.count.text() == "3 markerade"
    QTest.keyClick(table, KEY.Key_Space)
    assert not bar.isVisible()
    QTest.keyClick(table, KEY.Key_Space)
    QTest.keyClick(table, KEY.Key_Escape)
    assert not table.marks


def test_the_mouse_marks_with_control_and_with_shift(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    table = customers(register, runner, qtbot).list.table
    places = [table.visualRect(table.rows.index(at, 0)).center() for at in range(3)]
    button = Qt.MouseButton.LeftButton
    QTest.mouseClick(table.viewport(), button, CONTROL, places[0])
    assert table.marked_count() == 1
    QTest.mouseClick(table.viewport(), button, SHIFT, places[2])
    assert table.marked_count() == 3
    QTest.mouseClick(table.viewport(), button, Qt.KeyboardModifier.NoModifier, places[1])
    assert table.marked_count() == 3
    assert not table.grab().isNull()


def test_the_marked_rows_alone_are_written_to_the_file(
    register: Register, runner: Runner, qtbot: QtBot, tmp_path: Path
) -> None:
    page = customers(register, runner, qtbot)
    place = tmp_path / "kunder.csv"
    page.list.flow.choose_file = lambda _name: str(place)
    table = page.list.table
    row = next(at for at in range(3) if (table.rows.row(at) or table).id == str(register.anna))  # type: ignore[union-attr]  # the test knows that it is there
    table.setCurrentIndex(table.rows.index(row, 0))
    QTest.keyClick(table, KEY.Key_Space)
    page.list.export()
    dialog = counted(page, qtbot)
    assert dialog.numbers.text() == "1 person tas ut."
    assert dialog.columns[ExportColumn.PHONE].isChecked()
    assert not dialog.columns[ExportColumn.PERSONAL].isChecked()
    dialog.format.setCurrentIndex(dialog.format.findData(ExportFormat.CSV.value))
    dialog.recipient.setText("Tryckeriet")
    dialog.verb.click()
    qtbot.waitUntil(lambda: page.list.flow.dialog is None)
    text = place.read_bytes().decode("utf-8-sig")
    assert "Anna Lindqvist" in text
    assert "Fet" not in text
    assert place.stat().st_mode & 0o777 == 0o600
    (row_kept,) = register.office.do("handl", list_exports)
    assert (row_kept.export.count, row_kept.export.recipient) == (1, "Tryckeriet")


def test_the_numbers_come_first_and_follow_the_purpose(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    page = customers(register, runner, qtbot)
    page.list.export()
    dialog = counted(page, qtbot)
    assert dialog.numbers.text() == "2 personer tas ut."
    assert dialog.behind.text() == "1 utelämnas – skyddade personuppgifter: 1."
    dialog.purpose.setCurrentIndex(dialog.purpose.findData(Purpose.MARKETING.value))
    qtbot.waitUntil(lambda: dialog.numbers.text() == "0 personer tas ut.")
    assert not dialog.verb.isEnabled()
    dialog.reject()


def test_purposes_go_by_the_names_that_the_office_gave_them(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    proposed(register)
    setting = next(
        one for one in register.office.do("ombud", list_purposes) if one.purpose is Purpose.CONTRACT
    )
    words = {"text_sv": "Leverans & avtal"}
    register.office.do("ombud", change_purpose, setting.id, setting.version, words)
    page = customers(register, runner, qtbot)
    page.list.export()
    dialog = counted(page, qtbot)
    assert dialog.purpose.currentText() == "Leverans & avtal"
    page.list.flow.close()
    window = page.window()
    assert isinstance(window, MainWindow)
    listed = exports_page(window)
    qtbot.waitUntil(lambda: bool(listed.rows))
    first = listed.table.rows.row(0)
    assert first is not None
    assert "Leverans & avtal" in [cell.text for cell in first.cells]
    (row,) = listed.rows.values()
    listed.detail.show_row(row, listed.context.today())
    assert "Leverans & avtal" in [each.text() for each in listed.detail.findChildren(QLabel)]


def test_without_a_place_nothing_is_made_and_a_bad_place_is_told(
    register: Register, runner: Runner, qtbot: QtBot, tmp_path: Path
) -> None:
    page = customers(register, runner, qtbot)
    places = iter(["", str(tmp_path / ("x" * 300)), str(tmp_path / "x.xlsx")])
    page.list.flow.choose_file = lambda _name: next(places)
    page.list.export()
    dialog = counted(page, qtbot)
    dialog.verb.click()
    dialog.verb.click()
    qtbot.waitUntil(dialog.error.isVisible)
    assert register.office.do("handl", list_exports) == ()
    dialog.verb.click()
    qtbot.waitUntil(lambda: page.list.flow.dialog is None)
    assert (tmp_path / "x.xlsx").read_bytes().startswith(b"PK")


def test_a_print_needs_a_printer_and_says_when_it_is_silent(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    page = customers(register, runner, qtbot)
    page.list.flow.printers = list
    QTest.keyClick(page.list.table, KEY.Key_P, CONTROL)
    dialog = counted(page, qtbot)
    assert not dialog.verb.isEnabled()
    assert "Ingen skrivare" in dialog.plain.text()
    dialog.reject()
    page.list.flow.printers = lambda: ["no such printer"]
    page.list.print()
    dialog = counted(page, qtbot)
    assert dialog.printer.isVisible()
    dialog.verb.click()
    qtbot.waitUntil(dialog.error.isVisible)
    assert "Skrivaren svarade inte" in dialog.error.text()


def test_a_reader_marks_but_takes_nothing_out(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    page = customers(register, runner, qtbot, "lasare")
    QTest.keyClick(page.list.table, KEY.Key_Space)
    assert page.list.bar.isVisible()
    assert not page.list.bar.export.isVisible()
    page.list.export()
    page.list.print()
    assert page.list.flow.dialog is None


def test_more_than_twenty_are_asked_for_approved_from_today_and_fetched(
    register: Register, runner: Runner, qtbot: QtBot, tmp_path: Path
) -> None:
    for number in range(21):
        register.office.do("handl", register_party, bare(f"Kund {number:02}"))
    page = customers(register, runner, qtbot)
    page.list.export()
    dialog = counted(page, qtbot)
    assert dialog.verb.text() == "Begär godkännande"
    QTest.keyClick(dialog, KEY.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: page.list.flow.dialog is None)
    ombud = shown(a_window(register.office, "ombud", runner), qtbot)
    ombud.navigate("today")
    today = ombud.page()
    assert isinstance(today, TodayPage)
    qtbot.waitUntil(lambda: today.day is not None and today.day.count == 1)
    export_id = str(register.office.do("ombud", list_exports)[0].export.id)
    today.list.opened.emit(f"exports:{export_id}", KEY.Key_Return)
    exports = ombud.page()
    assert isinstance(exports, ExportsPage)
    qtbot.waitUntil(exports.detail.approve.isVisible)
    exports.primary()
    assert exports.question is not None
    exports.question.number.setText("23")
    exports.question.deed.click()
    qtbot.waitUntil(lambda: not exports.detail.approve.isVisible())
    mine = exports_page(shown(a_window(register.office, "handl", runner), qtbot), export_id)
    qtbot.waitUntil(mine.detail.fetch.isVisible)
    place = tmp_path / "lista.xlsx"
    mine.flow.choose_file = lambda _name: str(place)
    mine.primary()
    qtbot.waitUntil(place.exists)
    qtbot.waitUntil(lambda: not mine.detail.fetch.isVisible())
    QTest.keyClick(mine, KEY.Key_Escape)
    assert not mine.detail.isVisible()


def test_what_is_not_approved_says_why(register: Register, runner: Runner, qtbot: QtBot) -> None:
    export_id = proposed(register)
    page = exports_page(shown(a_window(register.office, "ombud", runner), qtbot), str(export_id))
    qtbot.waitUntil(page.detail.reject.isVisible)
    page.detail.reject.click()
    dialog = page.dialog
    assert dialog is not None
    dialog.verb.click()
    qtbot.waitUntil(dialog.error.isVisible)
    dialog.reason.setText("För många.")
    dialog.verb.click()
    qtbot.waitUntil(lambda: not page.detail.reject.isVisible())
    (row,) = register.office.do("handl", list_exports)
    assert (row.export.state, row.export.reason) == (ExportState.REJECTED, "För många.")


def test_an_approval_that_comes_too_late_is_told(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    export_id = proposed(register)
    page = exports_page(shown(a_window(register.office, "ombud", runner), qtbot), str(export_id))
    qtbot.waitUntil(page.detail.approve.isVisible)
    register.office.do("ombud", approve_export, export_id)
    page.primary()
    assert page.question is not None
    page.question.number.setText("23")
    page.question.deed.click()
    qtbot.waitUntil(lambda: not page.detail.approve.isVisible())


def test_the_ombud_alone_gives_a_reason_after_a_day(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    for number in range(21):
        register.office.do("handl", register_party, bare(f"Kund {number:02}"))
    register.office.finish("ombud", propose_export, ExportWish(query=ListQuery()))
    register.office.clock.forward(hours=25)
    export_id = register.office.do("ombud", list_exports)[0].export.id
    page = exports_page(shown(a_window(register.office, "ombud", runner), qtbot), str(export_id))
    qtbot.waitUntil(page.detail.approve.isVisible)
    page.primary()
    assert page.dialog is not None
    page.dialog.reason.setText("Ensam ombud.")
    page.dialog.verb.click()
    qtbot.waitUntil(page.detail.fetch.isVisible)


def test_an_approved_print_without_a_printer_is_told(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    for number in range(21):
        register.office.do("handl", register_party, bare(f"Kund {number:02}"))
    paper = ExportWish(query=ListQuery(), format=ExportFormat.PAPER)
    register.office.finish("handl", propose_export, paper)
    export_id = register.office.do("handl", list_exports)[0].export.id
    register.office.do("ombud", approve_export, export_id)
    window = shown(a_window(register.office, "handl", runner), qtbot)
    page = exports_page(window, str(export_id))
    qtbot.waitUntil(page.detail.fetch.isVisible)
    page.flow.printers = list
    page.primary()
    page.flow.printers = lambda: ["no such printer"]
    page.primary()
    qtbot.waitUntil(lambda: "svarade inte" in window.toasts.label.text())
    state = register.office.do("handl", list_exports)[0].export.state
    assert state is ExportState.APPROVED


def test_a_file_that_could_not_be_written_is_made_but_once(
    register: Register,
    runner: Runner,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = customers(register, runner, qtbot)
    page.list.flow.choose_file = lambda _name: str(tmp_path / "x.xlsx")

    def is_gone(_file: UnseenFile) -> None:
        monkeypatch.undo()
        raise InvalidInput("Gone")

    monkeypatch.setattr(UnseenFile, "keep", is_gone)
    page.list.export()
    dialog = counted(page, qtbot)
    dialog.verb.click()
    qtbot.waitUntil(dialog.error.isVisible)
    dialog.verb.click()
    qtbot.waitUntil(lambda: page.list.flow.dialog is None)
    assert len(register.office.do("handl", list_exports)) == 1


def test_no_exports_and_a_full_disk_have_their_own_views(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    page = exports_page(shown(a_window(register.office, "handl", runner), qtbot))
    qtbot.waitUntil(lambda: page.states.state() == "empty")
    assert page.panes()
    fill_the_disk(register.office)
    page.refresh()
    qtbot.waitUntil(page.states.error.isVisible)
