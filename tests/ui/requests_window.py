"""The page of requests in the real window, over a real office, worked by keys."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from registerdesk.domain.staff import Role
from registerdesk.ui.background import Runner
from registerdesk.ui.kit.context import Office, SignedIn
from registerdesk.ui.kit.page import PageSpec
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.requests import RequestsPage
from registerdesk.ui.requests.detail import CaseDetail
from registerdesk.ui.requests.printing import PRINT_DPI, PrintOrder
from tests.makers import SmallOffice

CONTROL = Qt.KeyboardModifier.ControlModifier


class Opened:
    """One person's window with the page of requests."""

    def __init__(self, office: SmallOffice, user: str, runner: Runner, qtbot: QtBot) -> None:
        keys = office.keys(user)
        spec = PageSpec(key="requests", title="Requests", icon="inbox", factory=RequestsPage)
        self.qtbot = qtbot
        self.window = MainWindow(
            runner=runner,
            desk=office.desk(user),
            user=SignedIn(
                user_id=keys.user_id,
                user_name=keys.user_name,
                display_name=keys.display_name,
                roles=frozenset(Role(code) for code in keys.roles),
            ),
            office=Office(name="Ekbackens Handel AB"),
            settings=Settings(),
            pages=[spec],
        )
        self.window.context.clock = office.clock
        self.window.resize(1440, 900)
        self.window.show()
        self.window.activateWindow()
        self.jobs: list[str] = []

    @property
    def page(self) -> RequestsPage:
        """The page, built when it is first opened."""
        page = self.window.page()
        assert isinstance(page, RequestsPage)
        return page

    @property
    def detail(self) -> CaseDetail:
        """The open case."""
        return self.page.detail

    def open_list(self) -> RequestsPage:
        """Open the list, and wait for its rows."""
        self.window.navigate("requests", "")
        self.qtbot.waitUntil(lambda: self.page.list.states.state() in {"content", "empty"})
        return self.page

    def open_case(self, case: object) -> CaseDetail:
        """Open a case, and wait until it stands there."""
        self.window.navigate("requests", str(case))
        self.settle()
        return self.detail

    def settle(self) -> None:
        """Wait until the case shown is the case kept, and the letter has come."""
        done: list[bool] = []
        self.window.context.runner.ask(lambda: True, done.append)
        self.qtbot.waitUntil(lambda: bool(done))
        more: list[bool] = []
        self.window.context.runner.ask(lambda: True, more.append)
        self.qtbot.waitUntil(lambda: bool(more))
        last: list[bool] = []
        self.window.context.runner.ask(lambda: True, last.append)
        self.qtbot.waitUntil(lambda: bool(last) and self.detail.state is not None)

    def activate(self) -> None:
        """Come to the front again after a dialog or another window."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def press(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a key where the focus is, and let what it starts come to its end."""
        QTest.keyClick(self.focus(), key, modifiers)
        self.settle()

    def focus(self) -> QWidget:
        """Return what has the focus, as the window knows it."""
        popup = QApplication.activeModalWidget()
        holder = popup or self.window
        return holder.focusWidget() or holder

    def prints_to(self, folder: Path) -> None:
        """Let the real printing draw into PDF files of a folder instead of on paper."""

        def printer_for(order: PrintOrder, job: str) -> QPrinter:
            self.jobs.append(job)
            printer = QPrinter(QPrinter.PrinterMode.HighResolution)
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(folder / f"{order.printer}-{len(self.jobs)}.pdf"))
            printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
            printer.setPageMargins(QMarginsF())
            printer.setFullPage(True)
            printer.setResolution(PRINT_DPI)
            return printer

        self.detail.letter.printers = lambda: ["papper"]
        self.detail.letter.printer_for = printer_for
