"""Keys as a person presses them, in any letters."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

NONE = Qt.KeyboardModifier.NoModifier


def type_text(widget: QWidget, text: str, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Type a text into a widget, letter by letter; å, ä and ö too."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, ord(letter.upper()), modifiers, letter)
            QApplication.sendEvent(widget, event)
