"""Toasts: one short sentence at a time, bottom-left, with Undo where there is one."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from registerdesk.domain.texts import _
from registerdesk.ui.kit.announce import announce
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.theme import theme

SECONDS, SECONDS_WITH_UNDO = 6, 10
_EDGE, _LIFT = 16, 60
"""From the left and from the bottom: the keys and buttons in the foot of a page stay in sight."""


@dataclass(frozen=True, slots=True)
class _Said:
    words: str
    action: str
    act: Callable[[], None] | None
    key: str


class _SpareUndo(QObject):
    """Leaves Ctrl+Z to the window where a text field has nothing of its own to undo."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the field from taking the key for itself."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if not event.matches(QKeySequence.StandardKey.Undo) or not _has_no_undo(watched):
            return False
        event.ignore()
        return True


def _has_no_undo(widget: QObject) -> bool:
    """Tell whether it is a text field in which there is nothing to undo."""
    if isinstance(widget, QLineEdit):
        return not widget.isUndoAvailable()
    return isinstance(widget, QPlainTextEdit) and not widget.document().isUndoAvailable()


class Toasts(QFrame):
    """Shows sentences one after another for 6 s, or 10 s when something can be undone."""

    def __init__(self, host: QWidget) -> None:
        """Float over the host, at its bottom left, above the foot of its pages."""
        super().__init__(host)
        self.setProperty("part", "toast")
        self._host = host
        self._waiting: deque[_Said] = deque()
        self._now: _Said | None = None
        self._spare = _SpareUndo(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._next)
        self.label = Label(wrap=True)
        self.button = Button(_("Undo"), kind="toast")
        self.button.clicked.connect(self._act)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(10), theme.px(10), theme.px(10))
        row.setSpacing(theme.px(12))
        row.addWidget(self.label, 1)
        row.addWidget(self.button)
        self.hide()
        host.installEventFilter(self)

    def say(
        self,
        words: str,
        act: Callable[[], None] | None = None,
        action: str = "",
        key: str = "Ctrl+Z",
    ) -> None:
        """Show words already translated; `act` is done by the button, which shows the key."""
        self._waiting.append(_Said(words, action or _("Undo"), act, key))
        if self._now is None or self._now.act is None:
            self._next()

    def undo(self) -> None:
        """Do what the visible toast offers (Ctrl+Z)."""
        if self._now is not None and self._now.act is not None:
            self._act()

    def clear(self) -> None:
        """Show nothing more: after a lock nothing of the last user is said."""
        self._waiting.clear()
        self._next()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the host changes size."""
        if event.type() == QEvent.Type.Resize and watched is self._host:
            self._place()
        return super().eventFilter(watched, event)

    def _offer(self) -> None:
        """Let the key reach the toast from a field too, as long as there is something to do."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self._spare)
            if self._now is not None and self._now.act is not None:
                app.installEventFilter(self._spare)

    def _next(self) -> None:
        self._timer.stop()
        self._now = self._waiting.popleft() if self._waiting else None
        self._offer()
        if self._now is None:
            self.hide()
            return
        self.label.say(self._now.words)
        self.button.setVisible(self._now.act is not None)
        self.button.set_key(self._now.key)
        self.button.set_message(self._now.action)
        self._place()
        self.show()
        self.raise_()
        announce(self, self._now.words)
        self._timer.start(1000 * (SECONDS if self._now.act is None else SECONDS_WITH_UNDO))

    def _act(self) -> None:
        act = self._now.act if self._now is not None else None
        self._next()
        if act is not None:
            act()

    def _place(self) -> None:
        width = min(theme.px(360), self._host.width() - theme.px(32))
        self.setFixedWidth(width)
        self.adjustSize()
        self.move(theme.px(_EDGE), self._host.height() - self.height() - theme.px(_LIFT))
