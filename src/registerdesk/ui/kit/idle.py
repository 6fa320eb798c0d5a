"""Auto-lock: counts the seconds since the last key or movement."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
WARNING_SECONDS = 30
CALL_MINUTES, CALL_RECENT = 15, 5 * 60
_LONG_AGO = 10**9


class IdleWatch(QObject):
    """Tells 30 s before the window locks, and when it does; installed as an event filter."""

    soon = Signal(int)
    awake = Signal()
    expired = Signal()

    def __init__(self, parent: QObject, *, minutes: int = 5) -> None:
        """Watch from `start` on; minutes 1-15."""
        super().__init__(parent)
        self.minutes = minutes
        self._idle = 0
        self._since_call = _LONG_AGO
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Count from nought."""
        self._idle = 0
        self._timer.start()

    def stop(self) -> None:
        """Count no more: the window is locked."""
        self._timer.stop()

    def call_input(self) -> None:
        """Note input in the call panel: whoever listens to a caller types nothing for a while."""
        self._since_call = 0

    def call_over(self) -> None:
        """Go back to the office's own minutes."""
        self._since_call = _LONG_AGO

    def limit(self) -> int:
        """Return the idle minutes that are allowed now: 15 within 5 minutes of call input."""
        recent = self._since_call - self._idle <= CALL_RECENT
        return max(self.minutes, CALL_MINUTES) if recent else self.minutes

    def tick(self) -> None:
        """Let one second pass."""
        self._idle += 1
        self._since_call += 1
        left = self.limit() * 60 - self._idle
        if left <= 0:
            self.stop()
            self.expired.emit()
        elif left <= WARNING_SECONDS:
            self.soon.emit(left)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Start anew at each sign of life."""
        if event.type() in _SIGNS_OF_LIFE:
            warned = self.limit() * 60 - self._idle <= WARNING_SECONDS
            self._idle = 0
            if warned:
                self.awake.emit()
        return super().eventFilter(watched, event)
