"""Filter chips over a list: what leads from them to the rows, and which keys act from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

_HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class ChipKeys(QObject):
    """The arrow down leads from the chips to the rows; the single keys of a row act from both."""

    def __init__(
        self, chips: Iterable[QPushButton], rows: QWidget, enter: Callable[[], object]
    ) -> None:
        """Watch the keys of the chips; `enter` gives the rows the focus."""
        super().__init__(rows)
        self._rows, self._enter = rows, enter
        for chip in chips:
            chip.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the arrow down and the single keys; Space presses the chip."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.modifiers() & _HELD:
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Down:
            self._enter()
            return True
        if event.key() == Qt.Key.Key_Delete or _is_letter(event.text()):
            pressed = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
            QApplication.sendEvent(self._rows, pressed)
            return True
        return super().eventFilter(watched, event)


def _is_letter(text: str) -> bool:
    """Tell whether a key types something that is seen: neither Space nor Tab, Enter or Esc."""
    return bool(text.strip()) and text.isprintable()
