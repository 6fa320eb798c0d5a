"""The one search field, in the top bar; the page of results listens to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import IconButton
from registerdesk.ui.kit.keycap import KeyCap
from registerdesk.ui.kit.labels import IconLabel, Label
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme

_PLACEHOLDER = _("Search name, personal number, phone, customer number …")
_MOVES = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_PageDown: 8,
}


class SearchField(QLineEdit):
    """What is searched for; arrows and Enter are passed on to the list of results."""

    typed = Signal(str)
    moved = Signal(int)
    accepted = Signal(Qt.KeyboardModifier)
    left = Signal()

    def __init__(self) -> None:
        """Begin empty, its shortcut shown."""
        super().__init__()
        self._glass = IconLabel("search", "muted", 16)
        self._glass.setParent(self)
        self._tail = QWidget(self)
        self._count = Label(role="secondary")
        self._clear = IconButton("close", _("Clear the search"))
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self.clear)
        self._caps = [KeyCap("Ctrl"), KeyCap("K")]
        row = QHBoxLayout(self._tail)
        row.setContentsMargins(0, 0, theme.px(8), 0)
        row.setSpacing(theme.px(4))
        for widget in (self._count, self._clear, *self._caps):
            row.addWidget(widget)
        self.textChanged.connect(self._changed)
        self._retext()
        self._arrange()

    def show_count(self, words: str) -> None:
        """Show how many were found, in words."""
        self._count.say(words)
        self._arrange()

    def sizeHint(self) -> QSize:
        """Return 480 px at 100 %."""
        return QSize(theme.px(480), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return 280 px at any text size."""
        return QSize(280, super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass arrows, Enter and Esc on; everything else is typing."""
        key = Qt.Key(event.key())
        if key in _MOVES:
            self.moved.emit(_MOVES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
        elif key == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow language and text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retext()
        elif event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep icon and count at the edges."""
        super().resizeEvent(event)
        self._arrange()

    def _escape(self) -> None:
        if self.text():
            self.clear()
        else:
            self.left.emit()

    def _changed(self, text: str) -> None:
        if not text:
            self._count.say("")
        self._arrange()
        self.typed.emit(text)

    def _retext(self) -> None:
        self.setPlaceholderText(tr(_PLACEHOLDER))
        self.setAccessibleName(tr(_("Search and commands, Ctrl K")))

    def _arrange(self) -> None:
        """Show the caps while empty, the count while not."""
        busy = bool(self.text())
        self._clear.setVisible(busy)
        self._count.setVisible(busy and bool(self._count.text()))
        for cap in self._caps:
            cap.setVisible(not busy)
        width = self._tail.sizeHint().width()
        self._tail.setGeometry(self.width() - width - 2, 0, width, self.height())
        middle = (self.height() - self._glass.height()) // 2
        self._glass.move(theme.px(12), middle)
        self.setTextMargins(theme.px(26), 0, width, 0)
