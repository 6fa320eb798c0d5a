"""The field of the first step, and the rows that stand under it before anything is typed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from registerdesk.domain.contact_lists import Caller
from registerdesk.domain.texts import _
from registerdesk.ui.call.digits import is_enter
from registerdesk.ui.kit.moments import when
from registerdesk.ui.kit.results import Entry
from registerdesk.ui.kit.text import tr
from registerdesk.ui.register.hit_words import flagged

_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def open_now_row(party_id: UUID, name: str, number: str) -> Entry:
    """Return the row of the person whose card is open."""
    chip = tr(_("Open now"))
    return Entry(id=str(party_id), title=name, line=number, chip=chip, chip_kind="info")


def caller_row(caller: Caller, today: date) -> Entry:
    """Return the row of somebody who called lately."""
    entry = Entry(
        id=str(caller.party_id),
        title=caller.name or tr(_("Protected personal data")),
        line=caller.number,
        right=when(caller.at, today),
    )
    return flagged(entry) if caller.is_protected else entry


class CallerField(QLineEdit):
    """The field of the first step: arrows and Enter steer the rows under it."""

    moved = Signal(int)
    accepted = Signal()

    def __init__(self) -> None:
        """Begin empty; the words in it teach the fastest way."""
        super().__init__()
        self.setMaxLength(120)
        self.setAccessibleName(tr(_("Who is calling?")))
        self.setPlaceholderText(tr(_("name or last four of the phone number")))
        self._held: list[QKeyEvent] | None = None

    def hold_keys(self) -> None:
        """Keep what is typed from now on for whoever takes the focus next."""
        if self._held is None:
            self._held = []

    def pass_on(self, receiver: QWidget | None) -> None:
        """Give the kept keys to their receiver, in order."""
        held, self._held = self._held or [], None
        for event in held:
            target = QApplication.focusWidget() or receiver
            if target is not None:
                QApplication.sendEvent(target, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, accept, or type."""
        if self._held is not None:
            self._held.append(event.clone())
        elif event.key() in _MOVES and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.moved.emit(_MOVES[Qt.Key(event.key())])
        elif is_enter(event):
            self.accepted.emit()
        else:
            super().keyPressEvent(event)
