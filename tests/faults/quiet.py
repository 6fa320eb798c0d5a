"""The main flows in one process in which every use of the internet is written down and refused."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from registerdesk.ui.front_door import FrontDoor

INTERNET = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "http.client")
FAMILIES = {"AF_INET", "AF_INET6"}


def watch(event: str, given: tuple[Any, ...]) -> None:
    """Refuse whatever would reach beyond this computer; local sockets pass."""
    if event.startswith(INTERNET) or event.startswith(("urllib", "smtplib", "ftplib")):
        refuse(event)
    if event == "socket.__new__" and getattr(given[1], "name", given[1]) in FAMILIES | {2, 10}:
        refuse(event)


def refuse(event: str) -> None:
    """Say what was tried and end at once, whoever would catch an exception."""
    print(f"internet: {event}", flush=True)
    os._exit(3)


def internet_sockets() -> list[str]:
    """Return this process's sockets of the internet's families, by the system's own tables."""
    own = set()
    for handle in Path("/proc/self/fd").iterdir():
        try:
            own.add(handle.readlink().name)
        except OSError:
            continue
    found = []
    for table in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6"):
        lines = Path("/proc/self/net", table).read_text(encoding="ascii").splitlines()[1:]
        found += [f"{table} {line}" for line in lines if f"socket:[{line.split()[9]}]" in own]
    return found


def flows(folder: Path) -> None:
    """Run the command line, a story at the desk, and the start of the window."""
    from registerdesk.__main__ import main
    from tests.faults.folders import a_folder, entered
    from tests.makers import PASSWORD

    place = a_folder(folder)
    os.environ["REGISTERDESK_PASSWORD"] = PASSWORD
    if main(["verify", str(place), "--user", "ombud"]) != 0:
        raise SystemExit("the office is not whole")
    with entered(place):
        pass
    open_and_close_the_window(place)


def open_and_close_the_window(place: Path) -> None:
    """Show the sign-in page, sign in, let the window stand a moment, and close it."""
    from PySide6.QtWidgets import QApplication

    from registerdesk.app import hear_calls, now, this_station
    from registerdesk.ui.front_door import FrontDoor
    from registerdesk.ui.kit.theme import Appearance, theme
    from registerdesk.ui.one_window import OneWindow

    application = QApplication([])
    theme.apply(Appearance())
    door = FrontDoor(this_station(), now)
    door.show(place)
    with tempfile.TemporaryDirectory(prefix="rd-") as folder:  # short enough for a socket's name
        one = OneWindow(Path(folder))
        if not one.is_first() or not hear_calls(one, door):
            raise SystemExit("the window hears no links")
        door.ring("0701740605")
        _look_around(application, door)
        one.close()


def _look_around(application: QApplication, door: FrontDoor) -> None:
    """Sign in, let the window stand a moment, and close it."""
    from PySide6.QtCore import QTimer

    from tests.makers import PASSWORD

    QTimer.singleShot(100, lambda: door._sign_in("handl", PASSWORD))
    looking = QTimer(interval=50)

    def look() -> None:
        if door.window is not None:
            looking.stop()
            QTimer.singleShot(500, application.quit)

    looking.timeout.connect(look)
    looking.start()
    QTimer.singleShot(30_000, application.quit)
    application.exec()
    print("window" if door.window is not None else "no window", flush=True)
    print("sockets", internet_sockets(), flush=True)
    door.close()


if __name__ == "__main__":
    sys.addaudithook(watch)
    if len(sys.argv) > 2:
        import socket

        socket.create_connection(("127.0.0.1", 9), timeout=1)
    flows(Path(sys.argv[1]))
