"""The password: field, eye to hold, warning of Caps Lock, and what went wrong."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.announce import announce
from registerdesk.ui.kit.buttons import IconButton
from registerdesk.ui.kit.labels import IconLabel, Label, restyle
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme


class PasswordField(QLineEdit):
    """A hidden text with an eye that shows it while held; tells what it learns of Caps Lock."""

    caps_lock = Signal(bool)

    def __init__(self) -> None:
        """Begin empty and hidden."""
        super().__init__()
        self.setProperty("tall", "login")
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(256)
        self._lock = IconLabel("lock", "muted", 16)
        self._lock.setParent(self)
        self.eye = IconButton("eye", _("Show the password while held"), key="F8")
        self.eye.setParent(self)
        self.eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab leads from field to field
        self.eye.pressed.connect(lambda: self.setEchoMode(QLineEdit.EchoMode.Normal))
        self.eye.released.connect(lambda: self.setEchoMode(QLineEdit.EchoMode.Password))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Compare each letter with Shift: the wrong case means Caps Lock."""
        letter = event.text()
        if len(letter) == 1 and letter.isalpha() and letter.lower() != letter.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock.emit(letter.isupper() != shifted)
        if event.key() == Qt.Key.Key_F8:
            self.setEchoMode(QLineEdit.EchoMode.Normal)
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Hide again when F8 is let go."""
        if event.key() == Qt.Key.Key_F8 and not event.isAutoRepeat():
            self.setEchoMode(QLineEdit.EchoMode.Password)
            return
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide when the field is left with F8 held."""
        self.setEchoMode(QLineEdit.EchoMode.Password)
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lock and eye at the edges."""
        super().resizeEvent(event)
        self._arrange()

    def sizeHint(self) -> QSize:
        """Return 40 px of height at 100 %."""
        return QSize(theme.px(320), theme.px(40))

    def _arrange(self) -> None:
        middle = self.height() // 2
        self._lock.move(theme.px(12), middle - self._lock.height() // 2)
        height = self.height() - 8
        self.eye.setGeometry(self.width() - self.eye.width() - 4, 4, self.eye.width(), height)
        self.setTextMargins(theme.px(26), 0, self.eye.width() + 4, 0)


class PasswordBox(QWidget):
    """The field with its label, the warning under it, and the error with its countdown."""

    may_try = Signal(bool)

    def __init__(self) -> None:
        """Begin ready."""
        super().__init__()
        self._seconds = 0
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.tick)
        self.label = Label(_("Password"), "label")
        self.field = PasswordField()
        self.field.caps_lock.connect(self._warn)
        self.label.setBuddy(self.field)
        self.error = Label(role="error", wrap=True)
        self.error.hide()
        self.caps = QFrame()
        self.caps.setProperty("part", "banner")
        self.caps.setProperty("tone", "warn")
        row = QHBoxLayout(self.caps)
        row.setContentsMargins(theme.px(10), theme.px(5), theme.px(10), theme.px(5))
        row.addWidget(IconLabel("alert", "warn", 15))
        row.addWidget(Label(_("Caps Lock is on"), "warn"), 1)
        self.caps.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for widget in (self.label, self.field, self.error, self.caps):
            column.addWidget(widget)
        self.ask_for("")

    def ask_for(self, name: str) -> None:
        """Ask for the password of a member of staff, or of whoever is typed: no one else's wait."""
        self._timer.stop()
        self._seconds = 0
        self.may_try.emit(True)
        if name:
            self.label.set_message(_("Password for {name}"), name=name)
        else:
            self.label.set_message(_("Password"))
        self.field.setAccessibleName(self.label.text())
        self.clear_error()

    def wrong(self, seconds: int) -> None:
        """Say that the password is wrong, and count down to the next attempt."""
        self._seconds = seconds
        restyle(self.field, invalid="true")
        self.field.setFocus()
        self.field.selectAll()
        self._tell()
        announce(self, self.error.text(), urgent=True)
        self.may_try.emit(seconds <= 0)
        if seconds > 0:
            self._timer.start()

    def tick(self) -> None:
        """Let one second pass."""
        self._seconds -= 1
        self._tell()
        if self._seconds <= 0:
            self._timer.stop()
            self.may_try.emit(True)

    def clear_error(self) -> None:
        """Take the error away; a countdown goes on."""
        restyle(self.field, invalid="false")
        if self._seconds <= 0:
            self.error.hide()

    def _tell(self) -> None:
        if self._seconds > 0:
            message = _("Wrong password. Next attempt in {seconds} seconds.")
            self.error.set_message(message, seconds=self._seconds)
        else:
            self.error.set_message(_("Wrong password. Try again."))
        self.field.setAccessibleDescription(self.error.text())
        self.error.show()

    def _warn(self, on: bool) -> None:  # noqa: FBT001 - a signal's parameter
        if on and self.caps.isHidden():
            announce(self, tr(_("Caps Lock is on")))
        self.caps.setVisible(on)
