"""The reply slip: a cut line, where to send it, and lines to write on. No personal data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reportlab.platypus import Flowable

from registerdesk.letters.styles import HAIR, INK, MARK, MUTED, Styles

_LINE: Final = 25.0
_LABEL_ROOM: Final = 104.0


class ReplySlip(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A slip that stays whole: it moves to the next page rather than break."""

    def __init__(self, head: Sequence[Flowable], labels: Sequence[str], styles: Styles) -> None:
        """Take the paragraphs at the top and the labels of the lines."""
        super().__init__()
        self.head, self.labels, self.styles = head, labels, styles
        self.spaceBefore = 16

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the room of the paragraphs and one row for each line."""
        self._heights = [part.wrap(width, height)[1] + part.getSpaceAfter() for part in self.head]
        self.width = width
        self.height = 16 + sum(self._heights) + _LINE * len(self.labels)
        return (self.width, self.height)

    def draw(self) -> None:
        """Draw the cut line, the paragraphs and the lines to write on."""
        canvas, top = self.canv, self.height
        canvas.setStrokeColor(MARK)
        canvas.setLineWidth(0.6)
        canvas.setDash(3, 3)
        canvas.line(0, top, self.width, top)
        canvas.setDash()
        top -= 16
        for part, high in zip(self.head, self._heights, strict=True):
            part.drawOn(canvas, 0, top - high + part.getSpaceAfter())
            top -= high
        for label in self.labels:
            top -= _LINE
            self._line(label, top + 4)

    def _line(self, label: str, bottom: float) -> None:
        canvas, style = self.canv, self.styles.cell
        canvas.setFont(style.fontName, style.fontSize)
        canvas.setFillColor(MUTED)
        canvas.drawString(0, bottom + 2, label)
        canvas.setStrokeColor(HAIR)
        canvas.setLineWidth(0.6)
        canvas.line(_LABEL_ROOM, bottom, self.width, bottom)
        canvas.setFillColor(INK)
