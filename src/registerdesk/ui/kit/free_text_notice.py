"""The notice under a free text field: what does not belong in it, and one key that removes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from registerdesk.domain.free_text_guard import WARNINGS, Finding, findings
from registerdesk.domain.texts import _
from registerdesk.ui.kit.announce import announce
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme

PAUSE_MS = 300
"""How long nobody has typed before the text is looked through: typing itself costs nothing."""
KEY = Qt.Key.Key_F7

FreeText = QLineEdit | QPlainTextEdit


class FreeTextNotice(QWidget):
    """Warns and never blocks; hidden while there is nothing to warn of."""

    def __init__(self, editor: FreeText, today: Callable[[], date]) -> None:
        """Watch the editor."""
        super().__init__()
        self._editor, self._today = editor, today
        self.found: tuple[Finding, ...] = ()
        self.words = Label(role="warn", wrap=True)
        self.remove = Button(_("Remove it"), key="F7")
        self.remove.setAutoDefault(False)
        self.remove.clicked.connect(self.take_out)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(2), 0, theme.px(2))
        row.setSpacing(theme.px(8))
        row.addWidget(self.words, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.look)
        editor.textChanged.connect(lambda *_text: self._pause.start())
        editor.installEventFilter(self)
        self.hide()

    def look(self) -> None:
        """Look through the text now."""
        before = {one.kind for one in self.found}
        self.found = findings(_text(self._editor), self._today())
        kinds = list(dict.fromkeys(one.kind for one in self.found))
        self.words.say(" ".join(tr(WARNINGS[kind]) for kind in kinds))
        self.setVisible(bool(kinds))
        if set(kinds) - before:
            announce(self, self.words.text())

    def take_out(self) -> None:
        """Remove what was found; the field's own undo brings it back."""
        self.look()
        if self.found:
            _remove(self._editor, self.found)
            self.look()
            self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remove with F7, in the field itself."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() == KEY and self.found:
            self.take_out()
            return True
        return super().eventFilter(watched, event)


def _text(editor: FreeText) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()


def _remove(editor: FreeText, found: Sequence[Finding]) -> None:
    """Remove passages, the last first, with one space where two would stand."""
    text = _text(editor)
    for one in reversed(found):
        start, end = one.span
        if text[:start].endswith(" ") and text[end : end + 1] in ("", " ", ".", ","):
            start -= 1
        if isinstance(editor, QLineEdit):
            editor.setSelection(_at(text, start), _at(text, end) - _at(text, start))
            editor.del_()
        else:
            cursor = editor.textCursor()
            cursor.setPosition(_at(text, start))
            cursor.setPosition(_at(text, end), QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()


def _at(text: str, place: int) -> int:
    """Return a place as the window library counts it: in units of UTF-16."""
    return len(text[:place].encode("utf-16-le", "surrogatepass")) // 2
