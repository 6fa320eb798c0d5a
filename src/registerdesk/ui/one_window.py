"""One window for each account on this computer: a second start hands its link to the first."""

from __future__ import annotations

import hashlib
import sys
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QThread, Signal

from registerdesk.domain.call_links import LINK_LIMIT, caller_of
from registerdesk.domain.errors import InvalidInput

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

MOST_TALKING: Final = 16
"""More that speak at once are not heard to the end."""
PATIENCE: Final = 5000
"""Milliseconds that a second start waits for the first window to answer."""
_ROUND: Final = 50
_HEARD, _REFUSED = b"1", b"0"


class OneWindow(QObject):
    """Knows whether this account's window runs already; hears links, and nothing but links."""

    rung = Signal(str)
    """A number rings: digits, with a plus sign first at most."""
    woken = Signal()

    def __init__(self, folder: Path) -> None:
        """Take a folder that this account alone can enter."""
        super().__init__()
        self._name = _name(folder / "window")
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None
        self._talking: deque[QLocalSocket] = deque()

    def is_first(self) -> bool:
        """Tell whether no other window of this account runs, and be the one from now on."""
        return self._lock.tryLock(0)

    def listen(self) -> bool:
        """Hear from now on; the socket is for this account alone, and no internet socket."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name)  # what a crash left; the lock says that it is ours
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._met)
        self._server = server
        return server.listen(self._name)

    def tell(self, link: str) -> bool:
        """Hand a link, or "" to wake it, to the window that runs; False if it does not answer."""
        from PySide6.QtNetwork import QLocalSocket

        patience = QDeadlineTimer(PATIENCE)
        while not patience.hasExpired():
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(_ROUND):
                socket.write(f"{link}\n".encode())
                while socket.waitForReadyRead(int(patience.remainingTime())):
                    return socket.read(1).data() == _HEARD
            QThread.msleep(_ROUND)
        return False

    def close(self) -> None:
        """Hear nothing more, and let the next window be the first."""
        if self._server is not None:
            self._server.close()
        for speaker in tuple(self._talking):
            speaker.abort()
        self._lock.unlock()

    def _met(self) -> None:
        """Hear whoever came; too many at once are let go, oldest first."""
        server = self._server
        while server is not None and (socket := server.nextPendingConnection()) is not None:
            socket.setReadBufferSize(LINK_LIMIT + 1)
            self._talking.append(socket)
            socket.disconnected.connect(lambda gone=socket: self._gone(gone))
            socket.readyRead.connect(lambda speaker=socket: self._hear(speaker))
            while len(self._talking) > MOST_TALKING:
                self._talking[0].abort()
            self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        """Take one line, answer it, and hang up; what is too long is not read further."""
        if socket.canReadLine():
            line = bytes(socket.readLine(LINK_LIMIT + 1).data())
            socket.write(_HEARD if self._obey(line) else _REFUSED)
            socket.disconnectFromServer()
        elif socket.bytesAvailable() > LINK_LIMIT:
            socket.abort()

    def _obey(self, line: bytes) -> bool:
        """Search for a number, or wake; a line can do nothing else."""
        try:
            number = caller_of(line.decode("ascii").removesuffix("\n")) if line != b"\n" else ""
        except (UnicodeDecodeError, InvalidInput):
            return False
        if number:
            self.rung.emit(number)
        else:
            self.woken.emit()
        return True

    def _gone(self, socket: QLocalSocket) -> None:
        if socket in self._talking:
            self._talking.remove(socket)
        socket.deleteLater()


def lock_of(folder: Path, office: Path) -> QLockFile:
    """Return the lock that the window at an office holds, in the account's own folder."""
    place = hashlib.sha256(str(office.resolve()).encode()).hexdigest()[:32]
    lock = QLockFile(str(folder / f"office-{place}.lock"))
    lock.setStaleLockTime(0)
    return lock


def _name(path: Path) -> str:
    """Return the name of the window: a socket in its folder, or a pipe where there are none."""
    if sys.platform == "win32":
        return "registerdesk-" + hashlib.sha256(str(path).encode()).hexdigest()[:32]
    return str(path)
