"""Small signs of letters: an office's monogram, a person's initials."""

from __future__ import annotations

from PySide6.QtCore import Qt

from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.theme import theme


def monogram(office: str, size: int) -> Label:
    """Return the office's first letter on the accent colour; decoration, the name stands beside."""
    sign = Label(role="monogram").say(office[:1].upper() or "R")
    sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
    sign.setFixedSize(theme.px(size), theme.px(size))
    sign.setStyleSheet(f"font-size: {theme.px(size * 0.5)}px;")
    return sign


def initials(name: str) -> str:
    """Return the first letters of the first and the last word: Karin Holm is KH."""
    words = [word for word in name.split() if word[0].isalpha()] or ["?"]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def initials_label(name: str, size: int = 28) -> Label:
    """Return a round sign with initials; decoration, the name stands beside it."""
    sign = Label(role="initials").say(initials(name))
    sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
    sign.setFixedSize(theme.px(size), theme.px(size))
    radius, text = theme.px(size) // 2, theme.px(size * 0.4)
    sign.setStyleSheet(f"border-radius: {radius}px; font-size: {text}px;")
    return sign
