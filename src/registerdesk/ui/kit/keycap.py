"""Key caps: a shortcut as it is printed on the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme

_NAMES = {
    "Return": "Enter",
    "Up": "↑",
    "Down": "↓",
    "Left": "←",
    "Right": "→",
    "Space": _("Space"),
    "Shift": _("Shift"),
    "Home": "Home",
}


def key_words(key: str) -> str:
    """Return a key sequence in the words of the caps: Ctrl+Return is "Ctrl Enter"."""
    parts = key.replace("++", "+＋").split("+")
    return " ".join(tr(_NAMES.get(part, part)) for part in parts).replace("＋", "+")


def cap_width(words: str) -> int:
    """Return the width of a painted cap in pixels."""
    metrics = QFontMetrics(theme.font(11, 500))
    return max(metrics.horizontalAdvance(words) + theme.px(12), theme.px(18))


def paint_cap(painter: QPainter, area: QRect, words: str, ink: QColor, edge: QColor) -> None:
    """Draw one cap, 18 px high at 100 %, in the middle of the area's height."""
    height = theme.px(18)
    top = area.top() + (area.height() - height) / 2
    box = QRectF(area.left() + 0.5, round(top) + 0.5, area.width() - 1, height - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(edge)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, theme.px(4), theme.px(4))
    painter.setPen(ink)
    painter.setFont(theme.font(11, 500))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()


class KeyCap(Label):
    """One key as a small cap beside a text."""

    def __init__(self, key: str) -> None:
        """Show a key sequence such as Ctrl+N."""
        super().__init__(role="key")
        self.say(key_words(key))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)


class KeyHints(QWidget):
    """A line that teaches keys: caps, each followed by what the key does."""

    def __init__(self, hints: Sequence[tuple[str, str]]) -> None:
        """Take pairs of key and message; an empty message joins the cap to the next."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        for key, message in hints:
            row.addWidget(KeyCap(key))
            if message:
                row.addWidget(Label(message, "meta"))
                row.addSpacing(theme.px(4))
        row.addStretch(1)
