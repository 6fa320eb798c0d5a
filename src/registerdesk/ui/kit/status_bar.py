"""The status bar: encryption, auto-lock, the officer's number, the shortcut sheet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.labels import ElideLabel, IconLabel, Label
from registerdesk.ui.kit.theme import theme


class StatusBar(QFrame):
    """One line of facts that stand still; 28 px high at 100 %."""

    shortcuts_wanted = Signal()

    def __init__(self, dpo_phone: str) -> None:
        """Show the facts; the lock stays away until there is something to say of it."""
        super().__init__()
        self.setProperty("part", "status")
        self._warned = False
        self._row = QHBoxLayout(self)
        encrypted = Label(_("The database is encrypted"), "meta")
        encrypted.set_tone("ok")
        self.lock = Label(role="meta")
        self._lock_part = self._part("clock", self.lock)
        self._row.addWidget(self._part("shield-check", encrypted, "ok"))
        self._row.addWidget(self._lock_part)
        self._row.addStretch(1)
        if dpo_phone:
            officer = Label(_("Data protection officer {phone}"), "meta", phone=dpo_phone)
            self._row.addWidget(officer)
        self.sheet_button = Button(_("Shortcuts"), key="F1", kind="plain")
        self.sheet_button.clicked.connect(self.shortcuts_wanted)
        self._row.addWidget(self.sheet_button)
        self._measure()

    def say_lock(self, minutes: int) -> None:
        """Tell after how many idle minutes the window locks."""
        self.lock.set_message(_("Locks after {minutes} minutes without activity"), minutes=minutes)
        self.lock.set_tone("")
        self._warned = False
        self._fit()

    def warn_lock(self, seconds: int) -> None:
        """Tell that the window locks soon, in the colour of warnings."""
        self.lock.set_message(_("Locks in {seconds} s – press any key"), seconds=seconds)
        self.lock.set_tone("warn")
        self._warned = True
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what can be read elsewhere when there is no room for all."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show the lock only where it has room; a warning always shows."""
        self._lock_part.setVisible(bool(self.lock.text()))
        self.sheet_button.shorten(short=False)
        if self._row.minimumSize().width() > self.width() and not self._warned:
            self._lock_part.hide()
            self._row.invalidate()
        self.sheet_button.shorten(short=self._row.minimumSize().width() > self.width())

    def _part(self, icon_name: str, label: Label | ElideLabel, colour: str = "muted") -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(IconLabel(icon_name, colour, 13))
        row.addWidget(label)
        return part

    def _measure(self) -> None:
        self.setFixedHeight(theme.px(28))
        self._row.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        self._row.setSpacing(theme.px(16))
        self._fit()
