"""Which digit was hit: above the letters, at the right, or with Shift on any keyboard."""

from __future__ import annotations

import sys
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_SHIFTED: Final = MappingProxyType(dict(zip('!"#¤%&/()', range(1, 10), strict=True)))
_FIRST_CODE = 0x31 if sys.platform == "win32" else 10
"""The code of the key 1: virtual on Windows, of the keyboard elsewhere."""


def plain_digit(event: QKeyEvent) -> int:
    """Return the digit that was typed, on the row above the letters or at the right; else 0."""
    text = event.text()
    loud = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    loud |= Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.MetaModifier
    plain = not event.modifiers() & loud
    return int(text) if plain and len(text) == 1 and text in "123456789" else 0


def shifted_digit(event: QKeyEvent) -> int:
    """Return the digit whose key was pressed with Shift, whatever it types; else 0."""
    if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return 0
    windows = sys.platform == "win32"
    code = event.nativeVirtualKey() if windows else event.nativeScanCode()
    if 1 <= code - _FIRST_CODE + 1 <= 9:  # noqa: PLR2004 - the nine digits
        return code - _FIRST_CODE + 1
    text = event.text()
    return int(text) if len(text) == 1 and text in "123456789" else _SHIFTED.get(text, 0)


def is_enter(event: QKeyEvent) -> bool:
    """Tell whether Enter was pressed alone, on either side of the keyboard."""
    alone = event.modifiers() in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.KeypadModifier,
    )
    return alone and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
