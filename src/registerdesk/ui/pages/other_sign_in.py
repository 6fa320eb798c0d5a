"""Signing in without a password of one's own: the recovery key, or a one-time code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.texts import _
from registerdesk.ui.background import Runner
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.field_column import FieldColumn
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.notices import ErrorBar
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.setup.new_password import NewPassword
from registerdesk.usecases.first_password import set_first_password
from registerdesk.usecases.offices import Session, sign_in_with_recovery_key
from registerdesk.usecases.places import Station

RECOVERY, CODE = 0, 1
_LONGEST = 90


class OtherSignIn(QDialog):
    """Opens the office with the printed recovery key, or sets a first password with a code."""

    entered = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        runner: Runner,
        folder: Path,
        *,
        clock: Callable[[], int],
        station: Station,
    ) -> None:
        """Begin at the recovery key; `entered` hands over the Session."""
        super().__init__(parent)
        self._runner, self._folder = runner, folder
        self._clock, self._station = clock, station
        self.setWindowTitle(tr(_("Sign in another way")))
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(tr(_("Sign in another way")))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab(tr(_("Recovery key")))
        self.tabs.addTab(tr(_("One-time code")))
        self.error = ErrorBar()
        self.key, self.code = FieldColumn(), FieldColumn()
        self.password = NewPassword()
        self.stack = QStackedWidget()
        self.stack.addWidget(self._key_side())
        self.stack.addWidget(self._code_side())
        self.tabs.currentChanged.connect(self._turned)
        self.deed = Button(_("Open the office"), kind="primary", key="Return")
        self.deed.setDefault(True)
        self.deed.clicked.connect(self._try)
        self._layout()

    def done(self, result: int) -> None:
        """Close, and keep nothing of what was typed."""
        self._forget()
        super().done(result)

    def _forget(self) -> None:
        self.key.set_text("key", "")
        self.code.set_text("code", "")
        self.password.clear()

    def _try(self) -> None:
        self.error.hide()
        self.key.clear_errors()
        self.code.clear_errors()
        if self.tabs.currentIndex() == RECOVERY:
            self._try_key()
        elif self.password.is_answered():
            self._try_code()

    def _try_key(self) -> None:
        text, folder = self.key.text("key"), self._folder
        clock, station = self._clock, self._station
        self._ask(lambda: sign_in_with_recovery_key(folder, text, clock=clock, station=station))

    def _try_code(self) -> None:
        code, password, folder = self.code.text("code"), self.password.text(), self._folder
        clock, station = self._clock, self._station
        self._ask(lambda: set_first_password(folder, code, password, clock=clock, station=station))

    def _ask(self, job: Callable[[], Session]) -> None:
        self.deed.set_message(_("Unlocking …"))
        self.deed.setEnabled(False)
        self._runner.ask(job, self._opened, self._refused)

    def _opened(self, session: Session) -> None:
        self.entered.emit(session)
        self.accept()

    def _refused(self, error: RegisterDeskError) -> None:
        self._ready()
        if isinstance(error, InvalidInput) and error.field == "password":
            self.password.fields.refuse(error)
        elif isinstance(error, InvalidInput):
            fields, name = self._typed()
            fields.point_at(name, tr_error(error))
        else:
            self.error.tell(tr_error(error))

    def _typed(self) -> tuple[FieldColumn, str]:
        """Return where the key or the code was typed."""
        key = self.tabs.currentIndex() == RECOVERY
        return (self.key, "key") if key else (self.code, "code")

    def _ready(self) -> None:
        self.deed.setEnabled(True)
        self._turned(self.tabs.currentIndex())

    def _turned(self, number: int) -> None:
        self.stack.setCurrentIndex(number)
        verb = _("Open the office") if number == RECOVERY else _("Set the password and sign in")
        self.deed.set_message(verb)
        fields, name = self._typed()
        fields.editor(name).setFocus()

    def _key_side(self) -> QWidget:
        hint = _("Twelve groups from the printed sheet. Capital or small letters.")
        self.key.add("key", _("Recovery key"), _line(), hint)
        words = _(
            "The key opens everything. The sign-in is logged, and the data protection officer"
            " sees it."
        )
        return _side(words, self.key)

    def _code_side(self) -> QWidget:
        self.code.add("code", _("One-time code"), _line())
        words = _(
            "You got the code from an administrator: for your first password, or because you"
            " forgot yours. It works once."
        )
        return _side(words, self.code, self.password)

    def _layout(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(18))
        column.setSpacing(theme.px(12))
        column.addWidget(self.tabs)
        column.addWidget(self.error)
        column.addWidget(self.stack)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addStretch(1)
        cancel = Button(_("Cancel"), key="Esc")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        row.addWidget(self.deed)
        column.addLayout(row)
        self.setFixedWidth(theme.px(560))
        self.key.editor("key").setFocus()


def _line() -> QLineEdit:
    line = QLineEdit()
    line.setMaxLength(_LONGEST)
    line.setProperty("size", "login")
    return line


def _side(words: str, *parts: QWidget) -> QWidget:
    side = QWidget()
    column = QVBoxLayout(side)
    column.setContentsMargins(0, theme.px(4), 0, 0)
    column.setSpacing(theme.px(12))
    column.addWidget(Label(words, "subtitle", wrap=True))
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return side
