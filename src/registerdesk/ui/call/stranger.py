"""Name, number and address of a caller who is not in the register."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from registerdesk.domain.plain_text import NAME_LIMIT
from registerdesk.domain.texts import _
from registerdesk.ui.call.digits import is_enter
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.free_text_notice import FreeTextNotice
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme

_FIELDS = (
    (_("Caller's name"), NAME_LIMIT),
    (_("Call-back number"), 40),
    (_("Caller's address"), NAME_LIMIT),
)


class StrangerForm(QWidget):
    """Three fields; Enter goes to the next, and from the last one on."""

    changed = Signal()
    finished = Signal()
    back = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        """Begin empty."""
        super().__init__()
        self.fields: list[QLineEdit] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(3))
        grid.setColumnStretch(1, 1)
        for row, (message, limit) in enumerate(_FIELDS):
            field = QLineEdit()
            field.setMaxLength(limit)
            field.setAccessibleName(tr(message))
            field.textChanged.connect(self._edited)
            label = Label(message)
            label.setBuddy(field)
            grid.addWidget(label, 2 * row, 0)
            grid.addWidget(field, 2 * row, 1)
            grid.addWidget(FreeTextNotice(field, today), 2 * row + 1, 1)
            self.fields.append(field)
        self.error = Label(role="error", wrap=True)
        self.error.hide()
        again = Button(_("Search again"), kind="link")
        again.clicked.connect(self.back)
        grid.addWidget(self.error, 2 * len(_FIELDS), 1)
        grid.addWidget(again, 2 * len(_FIELDS) + 1, 1, Qt.AlignmentFlag.AlignLeft)

    def fill(self, name: str, call_back: str, address: str) -> None:
        """Show what is known."""
        for field, text in zip(self.fields, (name, call_back, address), strict=True):
            field.setText(text)

    def clear(self) -> None:
        """Forget what was typed."""
        self.fill("", "", "")

    def values(self) -> tuple[str, str, str]:
        """Return name, call-back number and address."""
        name, call_back, address = (field.text().strip() for field in self.fields)
        return name, call_back, address

    def is_enough(self) -> bool:
        """Tell whether the office can say who called, or call back."""
        name, call_back, _address = self.values()
        return bool(name or call_back)

    def first(self) -> QLineEdit:
        """Return the first field that is empty."""
        return next((field for field in self.fields if not field.text()), self.fields[0])

    def ask_for_one(self) -> str:
        """Say what is missing, go there, and return the words."""
        words = tr(_("State who is calling, or a number to call back."))
        self.error.say(words)
        self.error.show()
        self.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return words

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next field with Enter."""
        if not is_enter(event):
            super().keyPressEvent(event)
            return
        here = next((at for at, field in enumerate(self.fields) if field.hasFocus()), -1)
        if 0 <= here < len(self.fields) - 1:
            self.fields[here + 1].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.finished.emit()

    def _edited(self) -> None:
        self.error.hide()
        self.changed.emit()
