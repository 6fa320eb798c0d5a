"""Sweep: garbage is collected on the window's thread alone, while a worker is at work."""

from __future__ import annotations

import gc

from PySide6.QtCore import QTimer

_EVERY_MS = 1_000


class Sweep(QTimer):
    """Takes over collecting from Python: a widget that dies on another thread is a crash.

    Python collects cycles wherever the next object happens to be made; with a worker at work
    that may be its thread, and what it finds may be a dialog that was closed long ago.
    """

    _at_work = 0

    def __init__(self) -> None:
        """Stop Python's own collecting, and begin."""
        super().__init__()
        Sweep._at_work += 1
        gc.disable()
        self.timeout.connect(self.sweep)
        self.start(_EVERY_MS)

    def sweep(self) -> None:
        """Collect the generations that Python itself would have collected by now."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [at for at, count in enumerate(counts) if count > thresholds[at]]
        if due:
            gc.collect(due[-1])

    def end(self) -> None:
        """Stop; once no other worker is left, Python collects by itself again."""
        if self.isActive():
            self.stop()
            Sweep._at_work -= 1
            if not Sweep._at_work:
                gc.enable()
