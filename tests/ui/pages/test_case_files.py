"""The files of a case, over its page: added, marked, removed; read alone by the ombud."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from registerdesk.ui.background import Runner
from registerdesk.ui.kit.text import tr
from registerdesk.ui.requests.case_files import CaseFilesDialog
from registerdesk.usecases.guarded_files import GuardedFiles
from registerdesk.usecases.places import Station
from tests.makers import SmallOffice, an_office
from tests.ui.keys import type_text
from tests.ui.requests_window import CONTROL, Opened
from tests.usecases.cases import a_customer, an_access_call
from tests.usecases.files import PDF, a_file


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    """Give an office."""
    made = an_office(tmp_path)
    yield made
    made.close()


def the_dialog(opened: Opened, case: UUID, folder: Path) -> CaseFilesDialog:
    """Open the files of a case by the case's menu."""
    guarded = GuardedFiles(Station("desk-1", folder / "state"))
    opened.window.context.extras |= {"files": guarded, "folder": folder / "office"}
    menu = opened.open_case(case).menu
    shown = QMenu()
    menu.fill(shown)
    words = tr("Files of the case …")
    next(action for action in shown.actions() if action.text() == words).trigger()
    dialog = menu.dialog
    assert isinstance(dialog, CaseFilesDialog)
    opened.qtbot.waitUntil(lambda: dialog.files.states.state() in ("empty", "content"))
    return dialog


def test_the_owner_adds_opens_marks_copies_and_removes(
    office: SmallOffice,
    runner: Runner,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = an_access_call(office, a_customer(office)).id
    opened = Opened(office, "handl", runner, qtbot)
    dialog = the_dialog(opened, case, tmp_path)
    view, table = dialog.files, dialog.files.table
    view.ask()
    question = view.dialog
    assert question is not None
    assert not question.report.isVisible()
    type_text(question.path, str(a_file(tmp_path / "in")))
    question.verb.click()
    qtbot.waitUntil(lambda: table.rows.rowCount() == 1)
    shown: list[str] = []

    def show(url: QUrl) -> bool:
        shown.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", show)
    QTest.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(shown) == 1)
    assert Path(shown[0]).read_bytes() == PDF
    QTest.keyClick(table, Qt.Key.Key_I)
    qtbot.waitUntil(lambda: table.rows.index(0, 3).data() == "Intern")
    target = tmp_path / "kopia.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    QTest.keyClick(table, Qt.Key.Key_S)
    qtbot.waitUntil(target.exists)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: table.rows.rowCount() == 0)

    qtbot.waitUntil(dialog.said.undo.isVisible)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(table, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: table.rows.rowCount() == 1)
    assert not dialog.said.isVisible()
    dialog.reject()


def test_the_ombud_reads_and_adds_nothing(
    office: SmallOffice, runner: Runner, qtbot: QtBot, tmp_path: Path
) -> None:
    case = an_access_call(office, a_customer(office)).id
    opened = Opened(office, "ombud", runner, qtbot)
    dialog = the_dialog(opened, case, tmp_path)
    assert dialog.files.states.state() == "empty"
    assert not dialog.files.add.isVisible()
    dialog.files.ask()
    assert dialog.files.dialog is None
    dialog.reject()


def test_a_lock_hides_the_dialog_and_unlocking_shows_it_again(
    office: SmallOffice, runner: Runner, qtbot: QtBot, tmp_path: Path
) -> None:
    case = an_access_call(office, a_customer(office)).id
    opened = Opened(office, "handl", runner, qtbot)
    dialog = the_dialog(opened, case, tmp_path)
    opened.window.show_cover(QWidget())
    assert not dialog.isVisible()
    opened.window.uncover()
    assert dialog.isVisible()
    dialog.reject()
