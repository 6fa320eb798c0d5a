"""Before and beside the main window: sign-in, wizard, the crash dialog."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QStackedWidget, QWidget

from registerdesk.domain.errors import Crash, RegisterDeskError
from registerdesk.domain.texts import _
from registerdesk.ui.kit.frame import take_first_size
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.pages.sign_in import SignInPage

WAIT_MESSAGE = "Wrong password. Next attempt in {n} seconds."


class Entrance(QStackedWidget):
    """The window before anybody has signed in; one page at a time."""

    def __init__(self) -> None:
        """Begin empty, at the window's reference size."""
        super().__init__()
        self.setWindowTitle("RegisterDesk")
        take_first_size(self)

    def put(self, page: QWidget) -> None:
        """Show a page in the place of the last one, which is gone."""
        old = self.currentWidget()
        self.addWidget(page)
        self.setCurrentWidget(page)
        if old is not None:
            self.removeWidget(old)
            old.deleteLater()
        page.setFocus()

    def sign_in_page(self) -> SignInPage:
        """Return the sign-in page that is shown."""
        page = self.currentWidget()
        if not isinstance(page, SignInPage):
            raise TypeError("the sign-in page is not shown")
        return page

    def refuse(self, page: SignInPage, error: RegisterDeskError) -> None:
        """Say on the page why the office did not open."""
        if error.message == WAIT_MESSAGE:
            page.wrong_password(int(str(error.parameters["n"])))
        else:
            page.refused(tr_error(error))

    def tell(self, error: RegisterDeskError) -> None:
        """Say above the page why an office cannot be shown."""
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr_error(error))
        box.open()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the program with its last window."""
        super().closeEvent(event)
        QApplication.quit()


def show_crash(crash: Crash) -> None:
    """Say that the program has a fault: where, never what about."""
    box = QMessageBox(_window())  # without a window it would be gone as this ends
    box.setObjectName("crash")
    box.setIcon(QMessageBox.Icon.Critical)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("RegisterDesk")
    box.setText(tr(_("The program made a mistake. What was saved before is kept.")))
    where = re.sub(r"[^\w.:<> ]", "", f"{crash.kind} {crash.place}")
    box.setInformativeText(tr(_("Tell your support: {where}"), where=where))
    box.setModal(False)  # the window behind can be closed
    box.show()


def _window() -> QWidget | None:
    """Return the window that somebody looks at, or else one that is there to be looked at."""
    shown = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    return QApplication.activeWindow() or next(iter(shown), None)
