"""The top bar: search, new call, register, who is signed in, lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button, IconButton
from registerdesk.ui.kit.context import SignedIn
from registerdesk.ui.kit.icons import icon
from registerdesk.ui.kit.labels import ElideLabel, Label
from registerdesk.ui.kit.search_field import SearchField
from registerdesk.ui.kit.signs import initials_label
from registerdesk.ui.kit.text import language, tr
from registerdesk.ui.kit.theme import theme


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """One line of the menu Register: the page that takes it, and what to tell the page."""

    message: str
    icon: str
    page: str
    argument: str = "new"
    allowed: Callable[[SignedIn], bool] = lambda _user: True


class UserChip(QPushButton):
    """Who is signed in: initials, name, role; opens the user's menu."""

    def __init__(self, user: SignedIn) -> None:
        """Show the signed-in member of staff."""
        super().__init__()
        self.setProperty("kind", "quiet")
        self._user = user
        self._role = ElideLabel(role="meta")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(6), 0, theme.px(6), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(initials_label(user.display_name))
        self._words = QWidget()
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        self._name = Label(role="label").say(user.display_name)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._role)
        words.addStretch(1)
        row.addWidget(self._words)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._retext()

    def shorten(self, *, short: bool) -> None:
        """Show the initials alone where room is scarce."""
        self._words.setVisible(not short)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Follow language and text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retext()
        elif event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _retext(self) -> None:
        roles = self._user.role_words()
        self._role.say(roles)
        self.setAccessibleName(
            tr(_("Signed in: {name}, {roles}"), name=self._user.display_name, roles=roles)
        )
        self._measure()

    def _measure(self) -> None:
        self.setFixedHeight(theme.px(40))
        if self._words.isHidden():
            self.setFixedWidth(theme.px(28 + 16))
            return
        role = self._role.fontMetrics().horizontalAdvance(self._role.text())
        words = max(self._name.sizeHint().width(), role + theme.px(4))
        width = words + theme.px(28 + 8 + 16)
        self.setFixedWidth(min(max(width, theme.px(110)), theme.px(220)))


class TopBar(QFrame):
    """Search field at the left, the few things one always needs at the right; 56 px high."""

    call = Signal()
    entered = Signal(str, str)
    lock = Signal()
    switch_user = Signal()
    account = Signal()
    log_out = Signal()

    def __init__(
        self, search: SearchField, user: SignedIn, entries: Sequence[RegisterEntry]
    ) -> None:
        """Show the parts; without entries there is no menu Register."""
        super().__init__()
        self.setProperty("part", "top")
        self.search = search
        self._entries = list(entries)
        self.call_button = Button(_("New call"), key="F2", kind="primary", icon_name="phone")
        self.call_button.clicked.connect(self.call)
        self.register_button = Button(_("Register"), key="Ctrl+N", icon_name="plus")
        self.register_button.clicked.connect(self.open_register_menu)
        if not self._entries:  # shown without a parent it would be a window of its own
            self.register_button.hide()
        if not is_granted(user.roles, Permission.LOG_CALL):
            self.call_button.hide()
        if not is_granted(user.roles, Permission.SEARCH):
            search.hide()
        self.user_chip = UserChip(user)
        self.user_chip.clicked.connect(self.open_user_menu)
        self.lock_button = IconButton("lock", _("Lock"), key="Ctrl+L")
        self.lock_button.clicked.connect(self.lock)
        self._row = QHBoxLayout(self)
        self._row.addWidget(search, 4)
        self._row.addStretch(1)
        for widget in (self.call_button, self.register_button, self.user_chip, self.lock_button):
            self._row.addWidget(widget)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop first the user's name, then the key caps, then a word, when room is short."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        buttons = (self.call_button, self.register_button)
        for step in range(4):
            self.user_chip.shorten(short=step > 0)
            for button in buttons:
                button.shorten(short=step > 1)
            self.register_button.hide_words(hidden=step > 2)  # noqa: PLR2004 - the last resort
            self._row.invalidate()
            if self._row.minimumSize().width() <= self.width():
                return

    def open_register_menu(self) -> None:
        """Open the menu of what can be registered (Ctrl+N)."""
        if not self._entries:
            return
        menu = self.register_menu()
        menu.popup(self.register_button.mapToGlobal(QPoint(0, self.register_button.height() + 4)))
        menu.setActiveAction(menu.actions()[0])

    def register_menu(self) -> QMenu:
        """Return the menu; each line has its letter."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for entry in self._entries:
            action = menu.addAction(icon(entry.icon), tr(entry.message))
            action.triggered.connect(
                lambda _checked=False, e=entry: self.entered.emit(e.page, e.argument)
            )
        return menu

    def open_user_menu(self) -> None:
        """Open the menu of the signed-in user."""
        menu = self.user_menu()
        menu.popup(self.user_chip.mapToGlobal(QPoint(0, self.user_chip.height() + 4)))

    def user_menu(self) -> QMenu:
        """Return the menu: switch user, my account, language, log out."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr(_("Switch user")) + "\tCtrl+Shift+L").triggered.connect(self.switch_user)
        menu.addAction(tr(_("My account"))).triggered.connect(self.account)
        menu.addSeparator()
        for code, name in (("sv", "Svenska"), ("en", "English")):
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(language.code == code)
            action.triggered.connect(lambda _checked=False, c=code: language.switch(c))
        menu.addSeparator()
        menu.addAction(tr(_("Log out"))).triggered.connect(self.log_out)
        return menu

    def _measure(self) -> None:
        self.setFixedHeight(theme.px(56))
        self._row.setContentsMargins(theme.px(20), 0, theme.px(14), 0)
        self._row.setSpacing(theme.px(8))
        self.search.setMaximumWidth(theme.px(480))
        self._fit()
