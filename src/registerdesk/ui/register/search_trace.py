"""The one row that a search leaves in the log: when it has settled, or when notes go from sight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer

from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.register.hit_words import count_words
from registerdesk.usecases.search import settle, settle_in_notes

SETTLE_MS: Final = 500


@dataclass(frozen=True, slots=True)
class _Shown:
    """A search whose hits are shown."""

    text: str
    count: int
    in_notes: bool


class SearchTrace(QTimer):
    """Waits until nothing more is typed; logs the search then, and says its count aloud."""

    def __init__(self, parent: QObject, context: WindowContext) -> None:
        """Begin with nothing to tell."""
        super().__init__(parent, singleShot=True, interval=SETTLE_MS)
        self._context = context
        self._shown: _Shown | None = None
        self.timeout.connect(self._settle)

    def wait(self, text: str, count: int, *, in_notes: bool) -> None:
        """Take what is shown from now on."""
        self._shown = _Shown(text, count, in_notes)
        self.start()

    def supersede(self, *, in_notes: bool) -> None:
        """Wait for another search; one without notes does not stand for one that showed them."""
        waited = self.isActive()
        self.stop()
        if waited and self._shown is not None and self._shown.in_notes and not in_notes:
            self._leave(self._shown)
        self._shown = None

    def _settle(self) -> None:
        if self._shown is not None:
            self._context.announce(count_words(self._shown.count))
            self._leave(self._shown)

    def _leave(self, shown: _Shown) -> None:
        """Log it: its hash and its count. Neither a lock nor another page makes it unsaid."""
        desk, trace = self._context.desk, settle_in_notes if shown.in_notes else settle
        self._context.runner.do_last(lambda: desk.do(trace, shown.text, count=shown.count))
