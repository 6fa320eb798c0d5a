"""A new password, typed twice, with its strength in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.field_column import FieldColumn
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.password_box import PasswordField
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.usecases.first_password import Strength, strength_of, weakness_of

PAUSE_MS = 150
_TONES = ("danger", "danger", "danger", "ok", "ok")


class NewPassword(QWidget):
    """Two fields that must agree; says how long the password would take to guess."""

    def __init__(self, own_words: Callable[[], Sequence[str]] = tuple) -> None:
        """Take the question which words a guesser would try first."""
        super().__init__()
        self._own_words = own_words
        self.password, self.again = PasswordField(), PasswordField()
        self.strength = Label(role="secondary", wrap=True)
        self.strength.set_message(_("At least 12 characters. Several unrelated words are best."))
        self.fields = FieldColumn()
        self.fields.add("password", _("New password"), self.password)
        self.fields.add_widget(self.strength)
        self.fields.add("again", _("Password again"), self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.fields)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.judge)
        self.password.textEdited.connect(lambda _text: self._pause.start())

    def text(self) -> str:
        """Return the password as it stands."""
        return self.password.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self.password.clear()
        self.again.clear()

    def judge(self) -> Strength:
        """Say how strong the password is."""
        strength = strength_of(self.password.text(), self._own_words())
        self.strength.set_message(strength.sentence)
        self.strength.set_tone(_TONES[strength.score])
        return strength

    def is_answered(self) -> bool:
        """Return whether the password will do and was typed alike twice; else say what is wrong."""
        self.fields.clear_errors()
        self.judge()
        weakness = weakness_of(self.password.text(), self._own_words())
        if weakness:
            self.fields.point_at("password", tr(weakness))
            return False
        if self.password.text() != self.again.text():
            self.fields.point_at("again", tr(_("The two passwords are not alike.")))
            return False
        return True
