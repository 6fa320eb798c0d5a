"""A colleague on the phone: an office with people in it, its window, and the keys that are hit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from registerdesk.domain.contact_lists import ContactQuery, ContactRow
from registerdesk.domain.rights_requests import RightsRequest
from registerdesk.ui.background import Runner
from registerdesk.ui.call_panel import CallPanel
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.office_window import OfficeWindow
from registerdesk.usecases.contacts import list_contacts
from registerdesk.usecases.new_parties import NewAddress
from registerdesk.usecases.office_profile import view_office
from registerdesk.usecases.parties import register_party
from tests.makers import SmallOffice, a_person, an_office
from tests.ui.office_window import a_session

T = TypeVar("T")

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier
NONE = Qt.KeyboardModifier.NoModifier
ENTER, ESC, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down
F2, V = Qt.Key.Key_F2, Qt.Key.Key_V

PEOPLE = (
    ("Anna Lindqvist", "K-10482", "19780412-2385", "070-174 06 05", "1978-04-12"),
    ("Annika Lindberg", "K-10501", "19650930-2388", "070-174 06 31", "1965-09-30"),
    ("Erik Lindström", "K-10502", "", "070-174 06 12", "1983-01-18"),
    ("Maria Ek", "K-10503", "", "070-174 06 40", "1990-02-02"),
    ("Mats Andersson", "K-10504", "", "070-174 06 55", "1951-05-22"),
    ("Sara Andersson", "K-10505", "", "070-174 06 56", "1988-08-08"),
)


@dataclass
class CallOffice:
    """A real office with six people in its register."""

    office: SmallOffice
    people: dict[str, UUID]


def a_call_office(tmp_path: Path) -> CallOffice:
    """Return an office whose people can be found by name and phone."""
    office = an_office(tmp_path)
    people = {
        name: office.do(
            "handl",
            register_party,
            a_person(
                name=name,
                given_name=name.split()[0],
                family_name=name.split()[1],
                number=number,
                identity_number=identity if name == "Anna Lindqvist" else "",
                phones=(phone,),
                emails=(),
                note="",
                birth_date=date.fromisoformat(born),
                address=NewAddress(street="Storgatan 14 B", postal_code="169 72", town="Solna"),
            ),
        )
        for name, number, identity, phone, born in PEOPLE
    }
    return CallOffice(office, people)


class Phone:
    """The window of one colleague; counts the keys that are hit."""

    def __init__(self, made: CallOffice, runner: Runner, qtbot: QtBot, user: str) -> None:
        """Open the window."""
        self.office, self.people, self.user = made.office, made.people, user
        self._runner, self._bot = runner, qtbot
        self.count = 0
        profile = self.office.do(user, view_office)
        self.window = OfficeWindow(a_session(self.office, user), profile, Settings(), runner)
        self.window.context.clock = self.office.clock
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        self.window.search.setFocus()
        QApplication.processEvents()

    @property
    def panel(self) -> CallPanel:
        """The open panel."""
        assert self.window.calls.panel is not None
        return self.window.calls.panel

    def focus(self) -> QWidget:
        """Return what has the focus."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Hit one key where the focus is."""
        self.count += 1
        QTest.keyClick(self.focus(), key, modifiers)

    def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        for letter in text:
            self.count += 1
            QTest.keyClicks(self.focus(), letter)

    def quiet(self) -> None:
        """Wait until the worker has nothing left to tell, thrice, for answers that ask again."""
        for _round in range(3):
            told: list[None] = []
            self._runner.ask(lambda: None, told.append)
            self.until(lambda told=told: bool(told))  # type: ignore[misc]  # a value of the loop, bound

    def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self._bot.waitUntil(true)

    def until_focus(self, widget: Callable[[], QWidget]) -> None:
        """Wait until a widget has the focus."""
        self.until(lambda: QApplication.focusWidget() is widget())

    def ring(self) -> None:
        """Press F2 and wait for the field."""
        self.key(F2)
        self.until_focus(lambda: self.panel.caller.field)

    def take(self, text: str) -> None:
        """Find somebody and take the first row."""
        self.ring()
        self.type(text)
        self.key(ENTER)
        self.quiet()

    def save(self) -> None:
        """Press Ctrl+Enter and wait until the panel is gone."""
        self.key(ENTER, CTRL)
        self.until(lambda: self.window.calls.panel is None)
        self.quiet()

    def lock(self) -> None:
        """Lock as the front door does, and come back at once."""
        self.window.before_lock()
        self._runner.forget()
        self.window.show_cover(self.window.lock_page("", ""))
        self.quiet()

    def unlock(self) -> None:
        """Come back."""
        self.window.resume(a_session(self.office, self.user))
        self.quiet()

    def ask(self, job: Callable[[], T]) -> T:
        """Look something up on the worker's thread, where the database is at home."""
        told: list[T] = []
        self._runner.ask(job, told.append)
        self.until(lambda: bool(told))
        return told[0]

    def acts(self) -> list[str]:
        """Return what the log says was done, oldest first."""
        return self.ask(self.office.acts)

    def toast(self) -> str:
        """Return what the toast says."""
        return self.window.toasts.label.text()

    def requests(self) -> list[RightsRequest]:
        """Return every request of the office, oldest first."""
        office = self.office
        return self.ask(lambda: office.inside("ombud", lambda visit: visit.office.requests.find()))

    def contacts(self) -> tuple[ContactRow, ...]:
        """Return every contact of the office, newest first."""
        return self.ask(lambda: self.office.do("ombud", list_contacts, ContactQuery())).rows
