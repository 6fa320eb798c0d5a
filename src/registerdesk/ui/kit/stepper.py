"""The steps of a case in a row: done, at work, to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.icons import tinted
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: title and fact are already words; done steps have a tick."""

    title: str
    fact: str = ""
    done: bool = False


class Stepper(QWidget):
    """Steps from left to right; arrows or a click choose the one that is shown."""

    chosen = Signal(int)

    def __init__(self) -> None:
        """Begin without steps."""
        super().__init__()
        self._steps: tuple[Step, ...] = ()
        self._now = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr(_("Steps")))

    def show_steps(self, steps: Sequence[Step], now: int) -> None:
        """Show the steps, the one at number `now` (from 0) at work."""
        self._steps, self._now = tuple(steps), now
        self.setAccessibleDescription(self.spoken())
        self.update()

    def spoken(self) -> str:
        """Return what a screen reader says: the step, its number, its fact."""
        if not self._steps:
            return ""
        step = self._steps[self._now]
        return tr(
            _("Step {number} of {count}, {title}. {fact}"),
            number=self._now + 1,
            count=len(self._steps),
            title=step.title,
            fact=step.fact,
        )

    def sizeHint(self) -> QSize:
        """Return the height of two lines."""
        return QSize(theme.px(640), theme.px(50))

    def minimumSizeHint(self) -> QSize:
        """Return room for the numbers at least."""
        return QSize(theme.px(240), theme.px(50))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the step before or after."""
        move = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if move and 0 <= self._now + move < len(self._steps):
            self.chosen.emit(self._now + move)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the step under the pointer."""
        if self._steps:
            ends = list(accumulate(self._widths()))
            x = event.position().x()
            place = next((i for i, end in enumerate(ends) if x < end), len(ends) - 1)
            self.chosen.emit(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the steps."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0.0
        for number, width in enumerate(self._widths()):
            last = number == len(self._steps) - 1
            self._paint_step(painter, number, left, width, last=last)
            left += width
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _widths(self) -> list[float]:
        """Give each step its words and an equal share of the rest; equal parts when cramped."""
        strong, small = QFontMetrics(theme.font(13, 600)), QFontMetrics(theme.font(11))
        needs = [
            max(strong.horizontalAdvance(step.title), small.horizontalAdvance(step.fact))
            + theme.px(4 + 20 + 8 + 8)
            for step in self._steps
        ]
        count = max(len(needs), 1)
        spare = (self.width() - sum(needs)) / max(count - 1, 1)
        if spare < 0:
            return [self.width() / count] * count
        return [need + spare for need in needs[:-1]] + needs[-1:]

    def _paint_step(
        self, painter: QPainter, number: int, left: float, width: float, *, last: bool
    ) -> None:
        step, size = self._steps[number], theme.px(20)
        disc = QRectF(left + theme.px(4), (self.height() - size) / 2, size, size)
        self._paint_disc(painter, number, disc)
        x = disc.right() + theme.px(8)
        room = left + width - x - (0 if last else theme.px(12))
        active = number == self._now
        title_font = theme.font(13, 600 if active else 500)
        painter.setFont(title_font)
        painter.setPen(theme.colour("text" if active or step.done else "muted"))
        half = self.height() / 2
        title = painter.fontMetrics().elidedText(step.title, _ELIDE, int(room))
        used = painter.fontMetrics().horizontalAdvance(title)
        painter.drawText(QRectF(x, half - theme.px(19), room, theme.px(19)), _MIDDLE, title)
        painter.setFont(theme.font(11))
        painter.setPen(theme.colour("muted"))
        fact = painter.fontMetrics().elidedText(step.fact, _ELIDE, int(room))
        used = max(used, painter.fontMetrics().horizontalAdvance(fact))
        painter.drawText(QRectF(x, half, room, theme.px(17)), _MIDDLE, fact)
        start, end = x + used + theme.px(14), left + width - theme.px(6)
        if not last and end > start:
            painter.setPen(theme.colour("border"))
            painter.drawLine(int(start), int(half), int(end), int(half))

    def _paint_disc(self, painter: QPainter, number: int, disc: QRectF) -> None:
        step, active = self._steps[number], number == self._now
        back = "accfill" if active else "okfill" if step.done else "neutral"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(back))
        painter.drawEllipse(disc)
        if step.done and not active:
            size = theme.px(14)
            corner = disc.center()
            picture = tinted("check", theme.colour("onacc"), 14)
            painter.drawPixmap(int(corner.x() - size / 2), int(corner.y() - size / 2), picture)
            return
        painter.setPen(theme.colour("onacc" if active else "muted"))
        painter.setFont(theme.font(11, 600))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(number + 1))


_ELIDE = Qt.TextElideMode.ElideRight
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
