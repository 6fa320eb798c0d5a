"""Key caps: a shortcut as it is printed on the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
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
    """A line that teaches keys: caps, each followed by what the key does.

    What has no room is left out, the last ones first.
    """

    def __init__(self, hints: Sequence[tuple[str, str]]) -> None:
        """Take pairs of key and message; an empty message joins the cap to the next."""
        super().__init__()
        self._taught: list[list[QWidget]] = [[]]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        for key, message in hints:
            words = [Label(message, "meta")] if message else []
            for widget in (KeyCap(key), *words):
                row.addWidget(widget)
                self._taught[-1].append(widget)
            if message:
                row.addSpacing(theme.px(4))
                self._taught.append([])
        self._taught = [widgets for widgets in self._taught if widgets]
        row.addStretch(1)

    def sizeHint(self) -> QSize:
        """Return room for all, shown or not."""
        ends = self._ends()
        return QSize(ends[-1] if ends else 0, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Ask for no width: what does not fit is left out."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room."""
        super().resizeEvent(event)
        for widgets, end in zip(self._taught, self._ends(), strict=True):
            for widget in widgets:
                widget.setVisible(end <= self.width())

    def _ends(self) -> list[int]:
        """Return where each hint ends, all of them shown."""
        gap, taken, ends = theme.px(6), 0, []
        for widgets in self._taught:
            taken += sum(widget.sizeHint().width() + gap for widget in widgets)
            ends.append(taken - gap)
            taken += theme.px(4) + gap
        return ends
