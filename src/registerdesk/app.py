"""The front door: builds runner, session and window, and hands each what it needs."""

from __future__ import annotations

import os
import platform
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from registerdesk import __version__
from registerdesk.domain.call_links import caller_of
from registerdesk.domain.errors import Conflict, crash_of
from registerdesk.domain.texts import _
from registerdesk.resources.language import translate

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtCore import QLockFile

    from registerdesk.ui.front_door import FrontDoor
    from registerdesk.ui.one_window import OneWindow
    from registerdesk.usecases.places import Station


BUG = 3
"""The exit code of a command that failed of a mistake in the program."""
_TELL = _("Tell your support: {where}")
SETTLED = 100
"""Milliseconds after which the login window has been painted and can be typed in."""


def leave_no_core_dump() -> None:
    """Keep keys and personal data out of the file that a crash would leave."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def tell_bugs_without_data(language: str) -> None:
    """Let a command that fails of a bug say kind and place alone; its exit code is `BUG`."""

    def told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not isinstance(error, Exception):
            sys.__excepthook__(kind, error, trace)
            return
        crash = crash_of(error)
        where = f"{crash.kind} {crash.place}"
        for said in (_("The program made a mistake. What was saved before is kept."), _TELL):
            sys.stderr.write(translate(said, language, where=where) + "\n")
        sys.exit(BUG)

    sys.excepthook = told


def now() -> int:
    """Return the present instant in UTC microseconds."""
    return time.time_ns() // 1000


def state_folder() -> Path:
    """Return the workstation's own folder: heads, and which office was open last."""
    from platformdirs import user_state_path

    return user_state_path("registerdesk", appauthor=False)


def runtime_folder() -> Path | None:
    """Return the account's folder for what runs: the window's socket, files that are open.

    None where the system gives none to the session: a folder of our own does as well.
    """
    if sys.platform == "linux" and not os.environ.get("XDG_RUNTIME_DIR"):
        return None
    from platformdirs import user_runtime_path

    return user_runtime_path("registerdesk", appauthor=False)


def this_station() -> Station:
    """Return this workstation, by the name that the log shows."""
    from registerdesk.usecases.places import Station

    return Station(platform.node() or "workstation", state_folder(), runtime_folder())


def run_window(office: Path | None = None, *, link: str = "") -> int:
    """Open the window at an office, the last one, or the wizard; return the exit code.

    A start without an office wakes the window that runs already, and hands it the link.
    """
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from registerdesk.ui.background import watch_slots
    from registerdesk.ui.front_door import FrontDoor
    from registerdesk.ui.kit.text import language
    from registerdesk.ui.kit.theme import Appearance, theme
    from registerdesk.ui.one_window import OneWindow

    number = caller_of(link) if link else ""
    station = this_station()
    one = OneWindow(station.own_folder())
    is_first = one.is_first()
    if not is_first and office is None:
        return _hand_over(one, link)
    office = office or station.last_office()
    held = _hold(station.own_folder(), office) if office is not None else None
    application = QApplication.instance() or QApplication(sys.argv[:1])
    application.setApplicationName("RegisterDesk")
    application.setApplicationVersion(__version__)
    theme.apply(Appearance())
    language.teach_qt(application)
    door = FrontDoor(station, now)
    watch_slots(crashed=door.crashed, refused=door.refused)
    door.show(office)
    if is_first:
        hear_calls(one, door)
    if number:
        door.ring(number)
    QTimer.singleShot(SETTLED, door.warm_up)
    try:
        return int(application.exec())
    finally:
        door.close()
        one.close()
        if held is not None:
            held.unlock()


def _hold(folder: Path, office: Path) -> QLockFile:
    """Take the lock of an office; Conflict where another window of this account has it open."""
    from registerdesk.ui.one_window import lock_of

    lock = lock_of(folder, office)
    if not lock.tryLock(0):
        raise Conflict(_("The office is open in another window already."))
    return lock


def _hand_over(one: OneWindow, link: str) -> int:
    """Hand a link to the window that runs; return the exit code."""
    if not one.tell(link):
        raise Conflict(_("The window that is open did not answer. Close it, and try again."))
    return 0


def hear_calls(one: OneWindow, door: FrontDoor) -> bool:
    """Let a later start ring at the door of this window; False where no socket could be made."""
    one.rung.connect(door.ring)
    one.woken.connect(door.wake)
    return one.listen()
