"""The axis of a case: what happened above, today, the goal and the last day below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from registerdesk.ui.kit.theme import theme

_ALIGN = Qt.AlignmentFlag


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One day on the axis: title and fact are already words.

    Kinds: start, event (shown above), today, goal, deadline.
    """

    day: date
    title: str
    fact: str = ""
    kind: str = "event"


class Timeline(QWidget):
    """From the day of receipt to the last day of answer; its accessible name says it all."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._marks: tuple[Mark, ...] = ()
        self._pauses: tuple[tuple[date, date], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_marks(self, marks: Sequence[Mark], pauses: Sequence[tuple[date, date]] = ()) -> None:
        """Show the days, and pauses as hatching from a day to a day."""
        self._marks, self._pauses = tuple(sorted(marks, key=lambda m: m.day)), tuple(pauses)
        self.setAccessibleName(self.spoken())
        self.setToolTip(self.spoken())
        self.update()

    def spoken(self) -> str:
        """Return the facts of the picture as one text."""
        facts = [f"{mark.title} {mark.fact}".strip() for mark in self._marks]
        facts += [f"{start.isoformat()} – {end.isoformat()}" for start, end in self._pauses]
        return ". ".join(facts)

    def sizeHint(self) -> QSize:
        """Return the height of axis and labels."""
        return QSize(theme.px(640), theme.px(88))

    def minimumSizeHint(self) -> QSize:
        """Return the height, at any width."""
        return QSize(theme.px(320), theme.px(88))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the axis and its marks."""
        if not self._marks:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axis(painter)
        taken: list[QRectF] = []
        for mark in sorted(self._marks, key=_rank):
            self._paint_mark(painter, mark)
            self._paint_words(painter, mark, taken)

    def _x(self, day: date) -> float:
        first, last = self._marks[0].day, self._marks[-1].day
        edge = theme.px(9)
        whole = max((last - first).days, 1)
        part = min(max((day - first).days / whole, 0), 1)
        return edge + part * (self.width() - 2 * edge)

    def _y(self) -> float:
        return theme.px(32)

    def _day(self, kind: str) -> date | None:
        return next((mark.day for mark in self._marks if mark.kind == kind), None)

    def _paint_axis(self, painter: QPainter) -> None:
        end = self._marks[-1].day
        today = self._day("today") or self._marks[0].day
        goal = self._day("goal") or end
        self._band(painter, self._marks[0].day, end, QBrush(theme.colour("neutral")))
        self._band(painter, goal, end, QBrush(theme.colour("warnsoft")))
        self._band(painter, self._marks[0].day, today, QBrush(theme.colour("accfill")))
        for start, stop in self._pauses:
            self._band(painter, start, stop, QBrush(theme.colour("surface")))
            hatch = QBrush(theme.colour("muted"), Qt.BrushStyle.BDiagPattern)
            self._band(painter, start, stop, hatch)

    def _band(self, painter: QPainter, start: date, end: date, brush: QBrush) -> None:
        height = theme.px(6)
        left, right = self._x(start), self._x(end)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brush)
        painter.drawRect(QRectF(left, self._y() - height / 2, max(right - left, 0), height))

    def _paint_mark(self, painter: QPainter, mark: Mark) -> None:
        rings = {"today": "accent", "goal": "warnfill", "deadline": "danger"}
        radius = theme.px(4.5 if mark.kind == "event" else 7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accfill"))
        if mark.kind in rings:
            painter.setPen(QPen(theme.colour(rings[mark.kind]), theme.px(2)))
            painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(QPointF(self._x(mark.day), self._y()), radius, radius)

    def _paint_words(self, painter: QPainter, mark: Mark, taken: list[QRectF]) -> None:
        """Write a mark's words where they hit no others; the accessible name has them all."""
        above = mark.kind == "event"
        strong = theme.font(12, 400 if above else 600)
        painter.setFont(strong)
        lines = (f"{mark.title} {mark.fact}",) if above else (mark.title, mark.fact)
        width = max(map(painter.fontMetrics().horizontalAdvance, lines)) + theme.px(4)
        left = min(max(self._x(mark.day) - width / 2, 0), self.width() - width)
        top = 0.0 if above else self._y() + theme.px(12)
        area = QRectF(left, top, width, theme.px(17 if above else 34))
        room = area.adjusted(-theme.px(6), 0, theme.px(6), 0)
        if any(room.intersects(other) for other in taken):
            return
        taken.append(area)
        colours = {"today": "acctxt", "deadline": "danger", "event": "muted"}
        painter.setPen(theme.colour(colours.get(mark.kind, "text")))
        side = _ALIGN.AlignHCenter
        if not above:
            side = _side(left, self.width() - width)
        words = f"{mark.title} {mark.fact}".strip() if above else mark.title
        painter.drawText(area, side | _ALIGN.AlignTop, words)
        if not above:
            painter.setFont(theme.font(12))
            painter.setPen(theme.colour("muted"))
            under = QRectF(left, top + theme.px(16), width, theme.px(18))
            painter.drawText(under, side | _ALIGN.AlignTop, mark.fact)


def _side(left: float, most: float) -> Qt.AlignmentFlag:
    """Return where words lean: at the ends towards the edge, else to the middle."""
    if left <= 0:
        return _ALIGN.AlignLeft
    return _ALIGN.AlignRight if left >= most else _ALIGN.AlignHCenter


def _rank(mark: Mark) -> int:
    """Return which words may stand when two collide: the law first."""
    order = ("deadline", "start", "today", "goal", "event")
    return order.index(mark.kind)
