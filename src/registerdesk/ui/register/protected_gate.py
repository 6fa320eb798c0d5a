"""A protected person's card before it is opened: the flag, and the reason that opens it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from registerdesk.domain.protection import OPENING_REASON_LABELS, OpeningReason
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.labels import IconLabel, Label
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme


class ProtectedGate(QWidget):
    """Asks why the card is opened: keys 1 to 4; somebody not named for it is told so."""

    opened = Signal(object)

    def __init__(self) -> None:
        """Show the question."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._question = Label(_("Why do you open the data?"), "section")
        self._under = Label(role="subtitle", wrap=True)
        self._under.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._buttons = [self._button(reason) for reason in OpeningReason]
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(8))
        column.addStretch(2)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconLabel("shield", "violet", 28), 0, middle)
        column.addWidget(self._question, 0, middle)
        column.addWidget(self._under)
        column.addSpacing(theme.px(6))
        for button in self._buttons:
            column.addWidget(button, 0, middle)
        column.addStretch(3)
        self.ask(may_open=False)

    def ask(self, *, may_open: bool, named: Sequence[str] = ()) -> None:
        """Offer the reasons to somebody named for protected persons; tell others who can open."""
        self._may_open = may_open
        for button in self._buttons:
            button.setVisible(may_open)
        if may_open:
            self._question.set_message(_("Why do you open the data?"))
            self._under.set_message(_("The answer is kept in the log. Press a digit."))
        else:
            self._question.set_message(_("The person has a protected identity."))
            self._under.set_message(
                _("Those named for protected persons can open the card: {names}."),
                names=", ".join(named) or "–",
            )
        self.setAccessibleName(self._question.text())
        self.setAccessibleDescription(self._under.text())

    def has_focus(self) -> bool:
        """Tell whether the focus is on the question or one of its reasons."""
        return any(widget.hasFocus() for widget in (self, *self._buttons))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with 1 to 4; Enter means the first reason."""
        digit = "1" if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) else event.text()
        reasons = {str(reason.value): reason for reason in OpeningReason}
        if self._may_open and digit in reasons:
            self.opened.emit(reasons[digit])
        else:
            super().keyPressEvent(event)

    def _button(self, reason: OpeningReason) -> Button:
        button = Button(OPENING_REASON_LABELS[reason], key=str(reason.value))
        button.setMinimumWidth(theme.px(320))
        button.spread()
        button.clicked.connect(lambda _checked=False: self.opened.emit(reason))
        button.setAccessibleDescription(tr(_("The answer is kept in the log. Press a digit.")))
        return button
