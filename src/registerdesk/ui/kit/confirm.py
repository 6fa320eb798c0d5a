"""The question before something that cannot be undone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.announce import announce
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.labels import Label, data_label, restyle
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme


class ConfirmDialog(QDialog):
    """Says in numbers what will happen; asks for the number and the password.

    The title and the button repeat the verb; Cancel is the default until something is typed.
    All texts come translated.
    After `exec`, `password` holds what was typed; whoever asked checks it.
    """

    def __init__(
        self,
        parent: QWidget,
        *,
        title: str,
        consequence: str,
        verb: str,
        number: int = 1,
        ask_password: bool = True,
    ) -> None:
        """Show the question; a number above 1 must be typed."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self._wanted = str(number) if number > 1 else ""
        self.number = QLineEdit()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.error = Label(role="error", wrap=True)
        self.error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(18))
        column.setSpacing(theme.px(10))
        column.addWidget(data_label(title, "title", wrap=True))
        column.addWidget(data_label(consequence, wrap=True))
        if self._wanted:
            self._field(column, _("Type {number} to confirm"), self.number, number=self._wanted)
        if ask_password:
            self._field(column, _("Your password"), self.password)
        column.addWidget(self.error)
        column.addLayout(self._buttons(verb))
        self.setFixedWidth(min(theme.px(460), parent.window().width() - theme.px(40)))
        self._ask_password = ask_password

    def done(self, result: int) -> None:
        """Close, and forget the password once whoever asked has heard the answer."""
        super().done(result)
        self.password.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter after a typed password or number as the deed; else Enter cancels."""
        is_typed = any(f.hasFocus() and f.text() for f in (self.number, self.password))
        if is_typed and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._try()
        else:
            super().keyPressEvent(event)

    def _field(
        self, column: QVBoxLayout, message: str, field: QLineEdit, **parameters: object
    ) -> None:
        label = Label(message, "label", wrap=False, **parameters)
        label.setBuddy(field)
        field.setAccessibleName(label.text())
        column.addWidget(label)
        column.addWidget(field)

    def _buttons(self, verb: str) -> QHBoxLayout:
        cancel = Button(_("Cancel"), key="Esc")
        cancel.setDefault(True)
        cancel.clicked.connect(self.reject)
        self.deed = Button("", kind="danger").say(verb)
        self.deed.setAutoDefault(False)
        self.deed.clicked.connect(self._try)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.deed)
        return row

    def _try(self) -> None:
        """Go on only when number and password are there; else say what is missing."""
        if self._wanted and self.number.text().strip() != self._wanted:
            self._miss(self.number, tr(_("Type {number} to confirm"), number=self._wanted))
        elif self._ask_password and not self.password.text():
            self._miss(self.password, tr(_("Type your password.")))
        else:
            self.accept()

    def _miss(self, field: QLineEdit, words: str) -> None:
        restyle(field, invalid="true")
        self.error.say(words)
        self.error.show()
        field.setFocus()
        announce(self, words, urgent=True)
