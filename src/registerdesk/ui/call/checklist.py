"""The rows of the identity check: one tab stop, its keys are digits, B, V and Enter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from registerdesk.domain.identity_checks import (
    IDENTITY_METHOD_LABELS,
    IdentityMethod,
    call_questions,
)
from registerdesk.ui.call.digits import is_enter, plain_digit
from registerdesk.ui.call.parts import CheckRow
from registerdesk.ui.kit.theme import theme

EVERYBODY: Final = call_questions(is_company=False, is_customer=True, is_supplier=False)
"""What is asked before it is known who calls."""
_KEYS: Final = {
    IdentityMethod.ORGANISATION_NUMBER: "1",
    **{method: str(digit) for digit, method in EVERYBODY.items()},
    IdentityMethod.SUPPLIER_NUMBER: "6",
    IdentityMethod.BANKID: "B",
}


class Checklist(QWidget):
    """The rows; one tab stop, its keys are digits, B, V and Enter."""

    toggled = Signal(object)
    unasked = Signal(int)
    """A digit that asks nothing of this caller."""
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
        self.asked = EVERYBODY
        for method, key in _KEYS.items():
            row = CheckRow(key, IDENTITY_METHOD_LABELS[method])
            row.clicked.connect(lambda _on=False, one=method: self.toggled.emit(one))
            self.rows[method] = row
            column.addWidget(row)

    def ask(self, asked: Mapping[int, IdentityMethod]) -> None:
        """Ask these by their digits, and BankID; what is not asked is not ticked."""
        self.asked = asked
        for method, row in self.rows.items():
            row.setChecked(row.isChecked() and self.is_asked(method))

    def is_asked(self, method: IdentityMethod) -> bool:
        """Tell whether this caller is asked so."""
        return method is IdentityMethod.BANKID or method in self.asked.values()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick, go on, or show what is masked while V is held."""
        digit, letter = plain_digit(event), event.text().casefold()
        if digit in self.asked:
            self.toggled.emit(self.asked[digit])
        elif digit:
            self.unasked.emit(digit)
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
