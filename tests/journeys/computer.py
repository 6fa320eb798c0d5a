"""The computer in the office: its one window as a person meets it, by keys and by what is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QDeadlineTimer,
    QEvent,
    QModelIndex,
    QObject,
    Qt,
)
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMessageBox,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from registerdesk.ui.entrance import Entrance
from registerdesk.ui.front_door import FrontDoor
from registerdesk.ui.kit.page import Page
from registerdesk.ui.office_window import OfficeWindow
from registerdesk.ui.pages.sign_in import LockPage, SignInPage
from registerdesk.usecases.offices import Session, sign_in
from registerdesk.usecases.places import Station
from tests.makers import PASSWORD, Clock
from tests.ui.keys import type_text

PATIENCE = 120_000
"""Milliseconds before a story that does not go on is given up; nothing is judged by it."""
MOST_STOPS = 300
_TOLD = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_WINDOWS = (QMainWindow, QDialog, Entrance)
W = TypeVar("W", bound=QWidget)
PageT = TypeVar("PageT", bound=Page)


class _Strays(QObject):
    """Sees widgets that show as windows of their own although they are parts of one."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # the test knows that it is there

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note what has no business to be a window."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            plain = watched.windowType() in (Qt.WindowType.Widget, Qt.WindowType.Window)
            if watched.isWindow() and plain and not isinstance(watched, _WINDOWS):
                self.seen.append(f"{watched} {' '.join(texts_of(watched))}")
        return False


class Computer:
    """The program at one office folder, from its sign-in page on."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        """Start the program."""
        self.folder, self.clock = folder, clock
        self.station = Station("desk-1", folder.parent / "state")
        self._strays = _Strays()
        self.door = FrontDoor(self.station, clock)
        self.door.show(folder)
        self._active(self.door.entrance)

    def close(self) -> None:
        """End the program."""
        self.door.close()
        for window in QApplication.topLevelWidgets():
            window.close()
            window.hide()
            window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert not self._strays.seen, f"shown as windows: {self._strays.seen}"

    @property
    def window(self) -> OfficeWindow:
        """The main window of whoever is signed in."""
        assert self.door.window is not None, "nobody is signed in"
        return self.door.window

    def page(self, kind: type[PageT]) -> PageT:
        """Return the open page, which is of this kind."""
        page = self.window.page()
        assert isinstance(page, kind), f"{type(page).__name__} is open, not {kind.__name__}"
        return page

    # What a person does

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        """Pick a name by its digit, type the password, press Enter, and wait for the window."""
        self.try_password(name, password)
        self.until(lambda: self.door.window is not None, f"{name} is signed in")
        self.until(self.window.isVisible, "the window shows")
        self._active(self.window)

    def try_password(self, name: str, password: str) -> None:
        """Pick a name by its digit, type the password, press Enter."""
        page = self.door.entrance.sign_in_page()
        numbers = [row.person.display_name for row in page.staff.rows]
        page.staff.rows[0].setFocus()
        self.type(str(numbers.index(name) + 1))
        assert QApplication.focusWidget() is page.password.field
        self.type(password)
        self.press("Return")

    def switch_to(self, name: str) -> None:
        """Let a colleague sit down: Ctrl+Shift+L, digit, password, Enter."""
        self.press("Ctrl+Shift+L")
        self.until(lambda: self.door.window is None, "the window is gone")
        self._active(self.door.entrance)
        self.sign_in(name)

    def lock(self) -> LockPage:
        """Lock (Ctrl+L), and return what covers the window."""
        self.press("Ctrl+L")
        return self.is_locked()

    def is_locked(self) -> LockPage:
        """Wait for the lock, and return what covers the window."""
        self.until(lambda: isinstance(self.window.cover.currentWidget(), LockPage), "it is locked")
        self.quiet()
        return self.window.locked_by()

    def unlock(self, password: str = PASSWORD) -> None:
        """Type the password over the lock, and wait for what was there."""
        self.window.locked_by().password.field.setFocus()
        self.type(password)
        self.press("Return")
        frame = self.window.frame
        self.until(lambda: self.window.cover.currentWidget() is frame, "it is unlocked")
        self.quiet()

    def press(self, *keys: str) -> None:
        """Press keys where the focus is, such as "F2" and "Ctrl+Return"."""
        for name in keys:
            combination = QKeySequence(name)[0]  # type: ignore[index]  # the stubs know no such index
            QTest.keyClick(self.focus(), combination.key(), combination.keyboardModifiers())

    def type(self, text: str) -> None:
        """Type a text, each letter where the focus is then."""
        for letter in text:
            type_text(self.focus(), letter)

    def walk_to(self, *widgets: QWidget) -> None:
        """Press Tab until one of the widgets has the focus; a trap on the way fails."""
        for _step in range(MOST_STOPS):
            if QApplication.focusWidget() in widgets:
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not reach {widgets[0].accessibleName() or widgets[0]}")

    def push(self, button: QAbstractButton) -> None:
        """Walk to a button and press Space."""
        self.until(lambda: button.isVisible() and button.isEnabled(), f"{button.text()} is there")
        self.walk_to(button)
        self.press("Space")

    def choose(self, button: QAbstractButton) -> None:
        """Walk to a row of choices by Tab, along it by Right, and press Space."""
        group = button.group().buttons()
        self.walk_to(*group)
        for _step in group:
            if QApplication.focusWidget() is not button:
                self.press("Right")
        assert QApplication.focusWidget() is button, button.accessibleName()
        if not button.isChecked():
            self.press("Space")

    # What a person sees

    def focus(self) -> QWidget:
        """Return where the next key goes."""
        if QApplication.activeWindow() is None:  # a window manager would, behind a closed dialog
            self._active(self.door.window or self.door.entrance)
        popup = QApplication.activePopupWidget()
        target = popup or QApplication.focusWidget() or QApplication.activeWindow()
        assert target is not None, "no window has the focus"
        return target

    def until(self, true: Callable[[], object], what: str) -> None:
        """Wait until something is so; a crash or the end of patience fails."""

        def is_so() -> bool:
            for box in QApplication.topLevelWidgets():
                if box.objectName() == "crash" and isinstance(box, QMessageBox):
                    raise AssertionError(f"crash: {box.informativeText()}")
            return bool(true())

        patience = QDeadlineTimer(PATIENCE)
        while not is_so():
            seen = "\n".join(self.screen()) if patience.hasExpired() else ""
            assert not patience.hasExpired(), f"in vain: {what}\n{seen}"
            QTest.qWait(5)

    def until_seen(self, words: str) -> None:
        """Wait until words stand on the screen."""
        self.until(lambda: any(words in text for text in self.screen()), f"see {words}")

    def hear(self, words: str) -> None:
        """Wait for a toast that says these words; those before it pass."""

        def passes() -> bool:
            toasts = self.window.toasts
            if toasts.isVisible() and words in toasts.label.text():
                return True
            toasts._next()
            return False

        self.until(passes, f"hear {words}")

    def until_focus(self, find: Callable[[], QWidget | None], what: str) -> None:
        """Wait until a widget has the focus."""
        self.until(lambda: QApplication.focusWidget() is find(), f"the focus is in {what}")

    def quiet(self) -> None:
        """Wait until the worker has told everything, thrice, for answers that ask again."""
        for _round in range(3):
            self._hear_from_the_worker()

    def _hear_from_the_worker(self) -> None:
        told: list[bool] = []
        self.door.runner.do_last(lambda: told.append(True))
        self.until(lambda: told, "the worker is done")
        QApplication.processEvents()

    def screen(self) -> list[str]:
        """Return every text on the screen: shown, spoken by a screen reader, or in a bubble."""
        shown = [w for w in QApplication.allWidgets() if w.isVisible()]
        return [text for widget in shown for text in texts_of(widget) if text]

    # What stands behind it

    def session(self, user: str) -> Session:
        """Sign somebody in behind the window's back, after the program has ended."""
        return sign_in(self.folder, user, PASSWORD, clock=self.clock, station=self.station)

    def _active(self, window: QWidget) -> None:
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window, PATIENCE)


def texts_of(widget: QWidget) -> Iterator[str]:
    """Yield every text that a widget shows or tells."""
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    yield widget.toolTip()
    yield widget.windowTitle()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield widget.displayText()
        yield widget.placeholderText()
    if isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(at) for at in range(widget.count()))
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _cells(widget.model())


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    """Yield what a list or table tells of each of its cells."""
    nowhere = QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(nowhere)
    for row in range(model.rowCount(nowhere)):
        for column in range(columns):
            for role in _TOLD:
                yield str(model.index(row, column).data(role) or "")


def descendant(root: QWidget, kind: type[W], words: str) -> W:
    """Return the visible widget of a kind whose text or spoken name begins with the words."""
    for child in root.findChildren(kind):
        if child.isVisible() and any(text.startswith(words) for text in texts_of(child)):
            return child
    raise AssertionError(f"no {kind.__name__} says {words}")


__all__ = ["Computer", "SignInPage", "descendant", "texts_of"]
