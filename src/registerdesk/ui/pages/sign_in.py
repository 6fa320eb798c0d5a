"""Sign-in and lock: who you are, your password, and what stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.notices import ErrorBar
from registerdesk.ui.kit.password_box import PasswordBox
from registerdesk.ui.kit.shortcut_sheet import ShortcutSheet
from registerdesk.ui.kit.shortcuts import EVERYWHERE, Shortcuts
from registerdesk.ui.kit.sign_in_parts import (
    CallWaits,
    SignInFoot,
    encryption_note,
    line_with_key,
    rule_of,
    scrolled,
    sign_in_head,
    small_print,
)
from registerdesk.ui.kit.staff_list import StaffList, StaffName
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme

__all__ = ["LockPage", "SignInPage", "StaffName"]


class SignInPage(QFrame):
    """Names at the left, the password at the right; it knows no keys, only what was typed."""

    submitted = Signal(str, str)
    recovery_wanted = Signal()
    backups_wanted = Signal()
    switch_wanted = Signal()

    def __init__(
        self,
        *,
        office: str,
        staff: Sequence[StaffName] = (),
        user_name: str = "",
        last_sign_in: str = "",
        path: str = "",
        version: str = "",
    ) -> None:
        """Show the office; without staff the user name is typed. Texts of data come ready."""
        super().__init__()
        self.setProperty("part", "page")
        self.shortcuts = Shortcuts()
        self._user_name = ""
        self._recover = self._when_open(self.recovery_wanted.emit)
        self.staff = StaffList(staff)
        self.user_field = QLineEdit()
        self.password = PasswordBox()
        self.error, self.call = ErrorBar(), CallWaits()
        self.button = Button(_("Log in"), key="Return", kind="primary")
        self.button.setProperty("tall", "login")
        self.button.spread()
        self.card = self._card(office, last_sign_in)
        self._outer(path, version)
        self._connect()
        self._choose_first(staff, user_name)

    def deriving(self) -> None:
        """Show that the key is being derived; nothing can be pressed meanwhile."""
        self.button.set_message(_("Unlocking …"))
        self._set_open(opened=False)

    def is_deriving(self) -> bool:
        """Tell whether the key is being derived."""
        return not self.password.field.isEnabled()

    def ready(self) -> None:
        """Let the user type again."""
        self.button.set_message(self._verb())
        self._set_open(opened=True)
        self.password.field.setFocus()

    def wrong_password(self, seconds: int) -> None:
        """Say so, and when the next attempt may be made."""
        self.ready()
        self.password.wrong(seconds)

    def damaged(self) -> None:
        """Say that the database could not be opened, and where a copy is."""
        self.ready()
        self.error.tell(
            tr(_("The database could not be opened.")),
            tr(_("Nothing has changed.")),
            action=_("Show backups"),
            act=self.backups_wanted.emit,
        )

    def forget(self) -> None:
        """Clear the password: the office is open."""
        self.password.field.clear()

    def refused(self, words: str) -> None:
        """Show another reason, already translated, why the office does not open."""
        self.ready()
        self.error.tell(words)

    def say_call_waits(self) -> None:
        """Say that a call waits; who rings is shown to nobody yet."""
        self.call.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the password under the names where the window is narrow."""
        super().resizeEvent(event)
        wide = self.width() >= theme.px(760)
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._divider.setVisible(wide)
        bar = theme.px(16)  # the scroll bar of a low window
        self.card.setFixedWidth(min(theme.px(760), self.width() - theme.px(32) - bar))

    def _verb(self) -> str:
        return _("Log in")

    def _question(self) -> str:
        return _("Who are you?")

    def _submit(self) -> None:
        user = self.user_field.text().strip() if self.user_field.isVisible() else self._user_name
        if not user:
            self._other_user()
        elif not self.password.field.text():
            self.password.field.setFocus()
        elif self.button.isEnabled():
            self.error.hide()
            self.submitted.emit(user, self.password.field.text())

    def _set_open(self, *, opened: bool) -> None:
        for widget in (self.button, self.password.field, self.staff, self.user_field):
            widget.setEnabled(opened)

    def _when_open(self, act: Callable[[], object]) -> Callable[..., None]:
        """Return the act, which does nothing while the key is being derived."""

        def acts(*_told: object) -> None:
            if not self.is_deriving():
                act()

        return acts

    def _picked(self, user_name: str, display_name: str) -> None:
        self._user_name = user_name
        self.user_field.hide()
        self.password.ask_for(display_name)
        self.password.field.clear()
        self.password.field.setFocus()

    def _other_user(self) -> None:
        """Let the user name be typed (Alt+A)."""
        self.staff.pick("")
        self._user_name = ""
        self.user_field.show()
        self.password.ask_for("")
        self.user_field.setFocus()

    def _choose_first(self, staff: Sequence[StaffName], user_name: str) -> None:
        self.user_field.setVisible(not staff)
        if user_name:
            self.staff.pick(user_name)
        elif len(staff) == 1:
            self.staff.pick(staff[0].user_name)
        names = self.user_field if not self.staff.rows else self.staff.rows[0]
        self.setFocusProxy(self.password.field if self._user_name else names)

    def _connect(self) -> None:
        self.staff.picked.connect(self._picked)
        self.user_field.returnPressed.connect(self.password.field.setFocus)
        self.password.field.returnPressed.connect(self._submit)
        self.password.field.textEdited.connect(lambda _text: self.password.clear_error())
        self.password.may_try.connect(self.button.setEnabled)
        self.button.clicked.connect(self._submit)
        self._add_keys()

    def _add_keys(self) -> None:
        add = self.shortcuts.add
        add("Alt+A", EVERYWHERE, _("Another user"), self, self._when_open(self._other_user))
        add("Alt+N", EVERYWHERE, _("Use recovery key"), self, self._recover)
        add("F1", EVERYWHERE, _("Show all shortcuts"), self, self._sheet)
        self.shortcuts.teach(
            tuple("123456789"), EVERYWHERE, _("Pick a name in the list"), self.staff
        )

    def _sheet(self) -> None:
        ShortcutSheet(self.shortcuts, "", self).open()

    def _outer(self, path: str, version: str) -> None:
        """Put the card in the middle, the small print under it, and let both scroll."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(20))
        column.addStretch(5)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.card)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(4)
        for line in small_print(path, version):
            column.addWidget(line)
        scrolled(inner, self)

    def _card(self, office: str, last_sign_in: str) -> QFrame:
        card = QFrame()
        card.setProperty("part", "login")
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.px(36), theme.px(32), theme.px(36), theme.px(20))
        column.setSpacing(theme.px(20))
        column.addLayout(sign_in_head(office))
        column.addWidget(rule_of("rule"))
        column.addWidget(self.call)
        column.addWidget(self.error)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.px(28))
        self._columns.addLayout(self._left(), 48)
        self._divider = rule_of("upright")
        self._columns.addWidget(self._divider)
        self._columns.addLayout(self._right(), 52)
        column.addLayout(self._columns)
        column.addWidget(rule_of("rule"))
        column.addWidget(SignInFoot(last_sign_in))
        return card

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.px(8))
        column.addWidget(Label(self._question(), "label"))
        column.addWidget(self.staff)
        self.user_field.setProperty("tall", "login")
        self.user_field.setAccessibleName(tr(_("User name")))
        self.user_field.setPlaceholderText(tr(_("User name")))
        column.addWidget(self.user_field)
        self._add_other(column)
        column.addStretch(1)
        return column

    def _add_other(self, column: QVBoxLayout) -> None:
        button = Button(_("Another user …"), kind="link", icon_name="user")
        button.clicked.connect(self._when_open(self._other_user))
        column.addLayout(line_with_key(button, "Alt+A"))

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.px(12))
        column.addWidget(self.password)
        column.addWidget(self.button)
        recovery = Button(_("Use recovery key"), kind="link", icon_name="key")
        recovery.clicked.connect(self._recover)
        column.addSpacing(theme.px(8))
        column.addLayout(line_with_key(recovery, "Alt+N"))
        column.addWidget(encryption_note())
        column.addStretch(1)
        return column


class LockPage(SignInPage):
    """The same look for one user: the window behind waits as it was."""

    def __init__(self, *, office: str, user: StaffName, path: str = "", version: str = "") -> None:
        """Ask for the password of the user who is signed in."""
        super().__init__(
            office=office, staff=[user], user_name=user.user_name, path=path, version=version
        )

    def _verb(self) -> str:
        return _("Unlock")

    def _question(self) -> str:
        return _("Locked")

    def _add_other(self, column: QVBoxLayout) -> None:
        self.button.set_message(self._verb())
        button = Button(_("Switch user"), kind="link", icon_name="swap")
        button.clicked.connect(self._when_open(self.switch_wanted.emit))
        column.addLayout(line_with_key(button, "Ctrl+Shift+L"))

    def _add_keys(self) -> None:
        add = self.shortcuts.add
        switch = self._when_open(self.switch_wanted.emit)
        add("Ctrl+Shift+L", EVERYWHERE, _("Switch user"), self, switch)
        add("Alt+N", EVERYWHERE, _("Use recovery key"), self, self._recover)
        add("F1", EVERYWHERE, _("Show all shortcuts"), self, self._sheet)
