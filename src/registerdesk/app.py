"""The front door: builds runner, session and window, and hands each what it needs."""

from __future__ import annotations

import platform
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from registerdesk import __version__

if TYPE_CHECKING:
    from registerdesk.usecases.places import Station


SETTLED = 100
"""Milliseconds after which the login window has been painted and can be typed in."""


def now() -> int:
    """Return the present instant in UTC microseconds."""
    return time.time_ns() // 1000


def state_folder() -> Path:
    """Return the workstation's own folder: heads, and which office was open last."""
    from platformdirs import user_state_path

    return user_state_path("registerdesk", appauthor=False)


def this_station() -> Station:
    """Return this workstation, by the name that the log shows."""
    from registerdesk.usecases.places import Station

    return Station(platform.node() or "workstation", state_folder())


def run_window(office: Path | None = None) -> int:
    """Open the window at an office, the last one, or the wizard; return the exit code."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from registerdesk.ui.background import watch_slots
    from registerdesk.ui.entrance import show_crash
    from registerdesk.ui.front_door import FrontDoor
    from registerdesk.ui.kit.theme import Appearance, theme

    application = QApplication.instance() or QApplication(sys.argv[:1])
    application.setApplicationName("RegisterDesk")
    application.setApplicationVersion(__version__)
    theme.apply(Appearance())
    station = this_station()
    door = FrontDoor(station, now)
    watch_slots(crashed=show_crash, refused=door.refused)
    door.show(office or station.last_office())
    QTimer.singleShot(SETTLED, door.warm_up)
    try:
        return int(application.exec())
    finally:
        door.close()
