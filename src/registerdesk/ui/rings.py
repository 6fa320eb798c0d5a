"""Calls that ring: the first is put through at once, of a flood the newest alone, now and then."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

REST_MS: Final = 1000
"""Between two calls that are put through; people do not ring faster."""


class Rings(QObject):
    """Stands between the telephone program and the window; rests after every call."""

    put_through = Signal(str)
    """A number that rings now."""

    def __init__(self, rest: int = REST_MS) -> None:
        """Take the rest in milliseconds."""
        super().__init__()
        self._newest = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(rest)
        self._rest.timeout.connect(self._go_on)

    def ring(self, number: str) -> None:
        """Put a number through, or let it wait in the place of the one that waits."""
        self._newest = number
        if not self._rest.isActive():
            self._go_on()

    def stop(self) -> None:
        """Put nothing through any more."""
        self._rest.stop()
        self._newest = ""

    def _go_on(self) -> None:
        number, self._newest = self._newest, ""
        if number:
            self._rest.start()
            self.put_through.emit(number)
