"""What the worker tells of its rows, and how it hears that it should stop."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import QObject, Signal


class RowsDone(QObject):
    """Tells from the worker how many rows are done, and hears that it should stop."""

    told = Signal(int, int)

    def __init__(self) -> None:
        """Begin unstopped."""
        super().__init__()
        self.stopped = Event()

    def __call__(self, done: int, total: int) -> bool:
        """Tell rows done and rows in all; say whether to go on."""
        self.told.emit(done, total)
        return not self.stopped.is_set()
