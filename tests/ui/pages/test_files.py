"""The card's files by keys and by drop: added, opened outside, marked, copied, removed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from registerdesk.domain.attachments import AttachmentUse
from registerdesk.ui.background import Runner
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.parties import PartiesPage
from registerdesk.ui.register.files_view import FilesView
from registerdesk.usecases.attachments import add_attachment
from registerdesk.usecases.guarded_files import GuardedFiles
from registerdesk.usecases.places import Station
from tests.ui.keys import type_text
from tests.ui.pages.windows import Register, a_register, a_window, shown
from tests.usecases.files import PDF, PNG, a_file

KEY = Qt.Key
HOSTILE_NAME = "<img src=x><b>brev.pdf"


class Viewer(QObject):
    """Another program that shows files."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Path] = []

    @Slot(QUrl)
    def show_file(self, url: QUrl) -> None:
        """Take a file."""
        self.shown.append(Path(url.toLocalFile()))


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """Give a small register."""
    made = a_register(tmp_path)
    yield made
    made.office.close()


@pytest.fixture
def viewer() -> Iterator[Viewer]:
    """Give the program that the desktop opens files with."""
    made = Viewer()
    QDesktopServices.setUrlHandler("file", made, "show_file")  # type: ignore[arg-type]  # on purpose, or fields by their names
    yield made
    QDesktopServices.unsetUrlHandler("file")


class Desk:
    """A colleague at Anna's files."""

    def __init__(
        self, register: Register, runner: Runner, qtbot: QtBot, user: str, folder: Path
    ) -> None:
        self.register, self.bot, self.folder = register, qtbot, folder
        self.window: MainWindow = shown(a_window(register.office, user, runner), qtbot)
        guarded = GuardedFiles(Station("desk-1", folder / "state"))
        self.window.context.extras |= {"files": guarded, "folder": register.office.folder}
        self.window.navigate("customers", str(register.anna))
        page = self.window.page()
        assert isinstance(page, PartiesPage)
        self.card = page.card
        qtbot.waitUntil(lambda: self.card.card is not None)
        self.view: FilesView = self.card.parts.files
        if self.view in self.card.tab_pages:
            self.card.tabs.setCurrentIndex(self.card.tab_pages.index(self.view))
            qtbot.waitUntil(lambda: self.view.states.state() in ("empty", "content"))

    def rows(self) -> list[list[str]]:
        """Return what the table shows."""
        model = self.view.table.rows
        return [
            [str(model.index(row, column).data() or "") for column in range(4)]
            for row in range(model.rowCount())
        ]

    def until_rows(self, count: int) -> None:
        """Wait for so many files."""
        self.bot.waitUntil(lambda: self.view.table.rows.rowCount() == count)

    def press(self, key: Qt.Key) -> None:
        """Press a key in the table."""
        QTest.keyClick(self.view.table, key)

    def add(self, path: Path) -> None:
        """Add a file by its typed path."""
        if self.view.states.state() == "empty":
            QTest.keyClick(self.view.add, KEY.Key_N)
        else:
            self.press(KEY.Key_N)
        dialog = self.view.dialog
        assert dialog is not None
        type_text(dialog.path, str(path))
        dialog.verb.click()

    def toast(self, words: str) -> None:
        """Wait for a toast."""

        def said() -> bool:
            toasts = self.window.toasts
            if words in toasts.label.text():
                return True
            toasts._next()
            return False

        self.bot.waitUntil(said)

    def drop(self, *paths: Path) -> bool:
        """Drag files over the table and let them fall."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        copy, left, none = (
            Qt.DropAction.CopyAction,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        here = QPointF(5, 5)
        self.view.dragEnterEvent(QDragEnterEvent(here.toPoint(), copy, data, left, none))
        self.view.table.dragMoveEvent(QDragMoveEvent(here.toPoint(), copy, data, left, none))
        event = QDropEvent(here, copy, data, left, none)
        self.view.dropEvent(event)
        return event.isAccepted()


@pytest.fixture
def desk(register: Register, runner: Runner, qtbot: QtBot, tmp_path: Path) -> Desk:
    """Give a case officer's desk."""
    return Desk(register, runner, qtbot, "handl", tmp_path)


def test_a_file_is_added_opened_marked_and_removed_by_keys(
    desk: Desk, tmp_path: Path, viewer: Viewer
) -> None:
    assert desk.view.states.state() == "empty"
    desk.add(a_file(tmp_path / "in", HOSTILE_NAME))
    desk.until_rows(1)
    assert desk.rows() == [[HOSTILE_NAME, "PDF", "51 byte", "Hör till svaret"]]
    desk.toast("Filen är tillagd.")
    desk.press(KEY.Key_Return)
    desk.bot.waitUntil(lambda: len(viewer.shown) == 1)
    assert viewer.shown[0].read_bytes() == PDF
    desk.press(KEY.Key_I)
    desk.bot.waitUntil(lambda: desk.rows()[0][3] == "Intern")
    desk.press(KEY.Key_I)
    desk.bot.waitUntil(lambda: desk.rows()[0][3] == "Hör till svaret")
    desk.press(KEY.Key_Delete)
    desk.until_rows(0)
    desk.toast("Filen är borttagen.")
    desk.window.toasts.undo()
    desk.until_rows(1)
    desk.press(KEY.Key_Delete)
    desk.until_rows(0)
    desk.register.office.clock.forward(seconds=61)
    desk.view._look_again()
    desk.bot.waitUntil(lambda: "attachments.erased" in desk.register.office.acts())


def test_what_is_refused_is_said_in_the_dialog_and_nothing_is_lost(
    desk: Desk, tmp_path: Path
) -> None:
    desk.add(a_file(tmp_path / "in", "program.exe", b"MZ" + bytes(90)))
    dialog = desk.view.dialog
    assert dialog is not None
    desk.bot.waitUntil(dialog.error.isVisible)
    assert "Använd PDF" in dialog.error.text()
    assert dialog.path.text().endswith("program.exe")
    dialog.path.clear()
    dialog.verb.click()
    assert dialog.error.text() == "Ange filen."
    dialog.reject()
    assert desk.rows() == []


def test_files_can_be_dropped_and_picked(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = a_file(tmp_path / "in"), a_file(tmp_path / "in", "bild.png", PNG)
    assert desk.drop(one, two)
    dialog = desk.view.dialog
    assert dialog is not None
    assert dialog.path.text() == "brev.pdf; bild.png"
    dialog.use.setCurrentIndex(dialog.use.findData(AttachmentUse.INTERNAL.value))
    dialog.verb.click()
    desk.until_rows(2)
    assert [row[3] for row in desk.rows()] == ["Intern", "Intern"]
    desk.view.ask()
    picking = desk.view.dialog
    assert picking is not None
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_given: ([str(one)], ""))
    picking._browse()
    picking.verb.click()
    desk.until_rows(3)
    nothing = QMimeData()  # an event does not keep it alive
    empty = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        nothing,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    empty.ignore()
    desk.view.dropEvent(empty)
    assert not empty.isAccepted()


def test_a_large_file_shows_how_far_it_is_and_can_be_stopped(desk: Desk, tmp_path: Path) -> None:
    place = a_file(tmp_path / "in", "stor.pdf", PDF + b" " * 3_000_000)
    desk.view.ask()
    dialog = desk.view.dialog
    assert dialog is not None
    type_text(dialog.path, str(place))
    dialog.verb.click()
    assert desk.view.progress.isVisible()
    desk.view.progress.cancel.click()
    desk.bot.waitUntil(dialog.error.isVisible)
    assert dialog.error.text() == "Det avbröts. Ingenting sparades."
    assert desk.rows() == []


def test_a_copy_is_saved_where_it_is_asked_for(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add(a_file(tmp_path / "in"))
    desk.until_rows(1)
    target = tmp_path / "kopia.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    desk.press(KEY.Key_S)
    desk.toast("Kopian är sparad.")
    assert target.read_bytes() == PDF
    target = desk.register.office.folder / "office.db"
    desk.press(KEY.Key_S)
    desk.toast("office.db")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: ("", ""))
    desk.press(KEY.Key_S)


def test_a_computer_without_a_viewer_says_so(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add(a_file(tmp_path / "in"))
    desk.until_rows(1)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    desk.press(KEY.Key_Return)
    desk.toast("Inget program på den här datorn")


def test_somebody_who_only_reads_can_open_and_nothing_else(
    register: Register, runner: Runner, qtbot: QtBot, tmp_path: Path, viewer: Viewer
) -> None:
    register.office.do("handl", add_attachment, register.anna, a_file(tmp_path / "in"))
    desk = Desk(register, runner, qtbot, "ekonomi", tmp_path)
    desk.until_rows(1)
    assert not desk.view.add.isVisible()
    QTest.keyClick(desk.view, KEY.Key_N)
    for key in (KEY.Key_N, KEY.Key_I, KEY.Key_Delete):
        desk.press(key)
    assert desk.view.dialog is None
    desk.press(KEY.Key_Return)
    desk.bot.waitUntil(lambda: len(viewer.shown) == 1)
    assert desk.rows()[0][3] == "Hör till svaret"


def test_a_credit_officer_can_add_a_report(
    register: Register, runner: Runner, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = Desk(register, runner, qtbot, "kredit", tmp_path)
    desk.view.ask([str(a_file(tmp_path / "in"))])
    dialog = desk.view.dialog
    assert dialog is not None
    dialog.report.setChecked(True)
    dialog.verb.click()
    desk.until_rows(1)
    assert desk.rows()[0][0] == "kreditupplysning.pdf"


def test_a_role_without_the_register_has_no_tab_of_files(
    register: Register, runner: Runner, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = Desk(register, runner, qtbot, "lasare", tmp_path)
    assert desk.view not in desk.card.tab_pages
