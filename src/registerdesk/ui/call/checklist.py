"""The rows of the identity check: one tab stop, its keys are digits, B, V and Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from registerdesk.domain.identity_checks import (
    CALL_CHECKLIST,
    IDENTITY_METHOD_LABELS,
    IdentityMethod,
)
from registerdesk.ui.call.digits import is_enter, plain_digit
from registerdesk.ui.call.parts import CheckRow
from registerdesk.ui.kit.theme import theme


class Checklist(QWidget):
    """The rows; one tab stop, its keys are digits, B, V and Enter."""

    toggled = Signal(object)
    finished = Signal()
    held = Signal()
    released = Signal()
    opened = Signal()

    def __init__(self) -> None:
        """List the office's questions, and BankID."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rows: dict[IdentityMethod, CheckRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(5))
        keys = [str(number) for number in range(1, len(CALL_CHECKLIST) + 1)]
        methods = (*CALL_CHECKLIST, IdentityMethod.BANKID)
        for key, method in zip([*keys, "B"], methods, strict=True):
            row = CheckRow(key, IDENTITY_METHOD_LABELS[method])
            row.clicked.connect(lambda _on=False, one=method: self.toggled.emit(one))
            self.rows[method] = row
            column.addWidget(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick, go on, or show what is masked while V is held."""
        digit, letter = plain_digit(event), event.text().casefold()
        if 1 <= digit <= len(CALL_CHECKLIST):
            self.toggled.emit(CALL_CHECKLIST[digit - 1])
        elif letter == "b":
            self.toggled.emit(IdentityMethod.BANKID)
        elif letter == "v":
            if not event.isAutoRepeat():
                self.held.emit()
        elif letter == "p":
            self.opened.emit()
        elif is_enter(event):
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Mask again when V is let go."""
        if event.key() == Qt.Key.Key_V and not event.isAutoRepeat():
            self.released.emit()
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Mask when the step is left."""
        super().focusOutEvent(event)
        self.released.emit()
