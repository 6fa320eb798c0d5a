"""The pieces of the panel: a step with its number, rows to tick, tiles to choose."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.icons import tinted
from registerdesk.ui.kit.keycap import KeyCap, cap_width, paint_cap
from registerdesk.ui.kit.labels import ElideLabel, Label
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme

AHEAD, ACTIVE, DONE = "ahead", "active", "done"
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_ELIDE = Qt.TextElideMode.ElideRight


class Disc(QWidget):
    """A step's number in a circle: filled while at work, a tick once done."""

    def __init__(self, number: int) -> None:
        """Begin with the number, to come."""
        super().__init__()
        self._number, self.state = number, AHEAD
        self._resize()

    def set_state(self, state: str) -> None:
        """Become ahead, active or done."""
        self.state = state
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._resize()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        back = {AHEAD: "neutral", ACTIVE: "accfill", DONE: "okfill"}[self.state]
        painter.setBrush(theme.colour(back))
        painter.drawEllipse(QRectF(self.rect()))
        if self.state == DONE:
            picture, size = tinted("check", theme.colour("onacc"), 14), theme.px(14)
            painter.drawPixmap((self.width() - size) // 2, (self.height() - size) // 2, picture)
            return
        painter.setPen(theme.colour("onacc" if self.state == ACTIVE else "muted"))
        painter.setFont(theme.font(12, 600))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))

    def _resize(self) -> None:
        self.setFixedSize(theme.px(24), theme.px(24))


class StepPart(QWidget):
    """One step: number, title, a summary, its key; under them its body and what to say."""

    wanted = Signal()
    changed = Signal()
    finished = Signal()

    def __init__(self, number: int, title: str) -> None:
        """Take the step's place and the message of its title."""
        super().__init__()
        self.number, self._title = number, title
        self.disc = Disc(number)
        self.title = Label(title, "section")
        self.summary = ElideLabel(role="label")
        self.summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.px(10))
        self.head.addWidget(self.disc)
        self.head.addWidget(self.title)
        self.head.addWidget(self.summary, 1)
        self.detail = Label(role="secondary")
        self.detail.hide()
        self.head.addWidget(self.detail)
        self.head.addWidget(KeyCap(f"Alt+{number}"))
        self.body = QWidget()
        self.inner = QVBoxLayout(self.body)
        self.inner.setContentsMargins(0, 0, 0, 0)
        self.inner.setSpacing(theme.px(5))
        self.speech = Label(role="secondary", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(8), theme.px(20), theme.px(9))
        column.setSpacing(theme.px(7))
        column.addLayout(self.head)
        column.addWidget(self.body)
        column.addWidget(self.speech)
        self.body.hide()
        self.speech.hide()

    def show_state(self, state: str, *, open_body: bool) -> None:
        """Show how far the step has come, and its body if there is room for it."""
        self.disc.set_state(state)
        self.title.set_tone("" if state != AHEAD else "muted")
        self.body.setVisible(open_body)
        self.speech.setVisible(state == ACTIVE and bool(self.speech.text()))

    def say_summary(self, words: str, detail: str = "") -> None:
        """Sum the step up in data: what was chosen, and a fact beside it."""
        self.summary.say(words)
        self.detail.say(detail)
        self.detail.setVisible(bool(detail))

    def spoken(self, count: int) -> str:
        """Return what a screen reader says when the step is reached."""
        return tr(
            _("Step {number} of {count}, {title}. {fact}"),
            number=self.number,
            count=count,
            title=tr(self._title),
            fact=self.fact(),
        ).strip()

    def fact(self) -> str:
        """Return what stands in the step, in words."""
        return f"{self.summary.text()} {self.detail.text()}".strip()

    def enter(self) -> None:
        """Take the focus."""
        self.body.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_done(self) -> bool:
        """Tell whether the step has what it needs."""
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the step by a click beside its parts."""
        super().mousePressEvent(event)
        self.wanted.emit()


class _Painted(QAbstractButton):
    """A box that is ticked by a key of its step or by a click; the step has the focus."""

    def __init__(self, key: str, height: int) -> None:
        super().__init__()
        self.key, self._height = key, height
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(theme.px(height))

    def nextCheckState(self) -> None:
        """Leave the tick to the step."""

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setFixedHeight(theme.px(self._height))

    def _box(self, painter: QPainter, back: str, edge: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(edge), 1))
        painter.setBrush(theme.colour(back))
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, theme.px(5), theme.px(5))

    def _cap(self, painter: QPainter) -> int:
        """Draw the key's cap; return where the words begin."""
        area = QRect(theme.px(11), 0, cap_width(self.key), self.height())
        height = theme.px(18)
        box = QRectF(area.left(), (self.height() - height) / 2, area.width(), height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("kbd"))
        painter.drawRoundedRect(box, theme.px(4), theme.px(4))
        ink = theme.colour("muted" if self.isEnabled() else "faint")
        paint_cap(painter, area, self.key, ink, theme.colour("border"))
        return area.right() + theme.px(11)


class CheckRow(_Painted):
    """One question of the identity check with its answer at the right."""

    def __init__(self, key: str, title: str) -> None:
        """Take the key and the message of the question."""
        super().__init__(key, 30)
        self._title, self.answer = title, ""

    def show_answer(self, answer: str, *, usable: bool) -> None:
        """Show the answer; a question without one cannot be ticked."""
        self.answer = answer
        self.setEnabled(usable)
        self.setAccessibleName(f"{self.key} {tr(self._title)}, {answer}".rstrip(", "))
        self.update()

    def title(self) -> str:
        """Return the question."""
        return tr(self._title)

    def spoken(self) -> str:
        """Return key, question and state in words."""
        state = tr(_("ticked")) if self.isChecked() else tr(_("not ticked"))
        return f"{self.key} {tr(self._title)}, {state if self.isEnabled() else self.answer}"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the row."""
        del event
        painter, on = QPainter(self), self.isChecked()
        self._box(painter, "oksoft" if on else "surface", "oksoft" if on else "border")
        left = self._tick(painter, self._cap(painter))
        font, ink = theme.font(13, 500), "text" if self.isEnabled() else "faint"
        answer, small = self.answer, theme.font(12)
        width = self.width() - left - theme.px(14)
        named = min(QFontMetrics(font).horizontalAdvance(tr(self._title)), width)
        painter.setFont(font)
        painter.setPen(theme.colour(ink))
        title = QFontMetrics(font).elidedText(tr(self._title), _ELIDE, width)
        painter.drawText(QRect(left, 0, width, self.height()), _MIDDLE, title)
        painter.setFont(small)
        painter.setPen(theme.colour("muted" if self.isEnabled() else "faint"))
        room = QRect(left + named + theme.px(12), 0, width - named - theme.px(12), self.height())
        answer = QFontMetrics(small).elidedText(answer, _ELIDE, max(room.width(), 0))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(room, right, answer)

    def _tick(self, painter: QPainter, left: int) -> int:
        """Draw the box of the tick; return where the question begins."""
        size, on = theme.px(18), self.isChecked()
        box = QRectF(left + 0.5, (self.height() - size) / 2, size, size)
        painter.setPen(QPen(theme.colour("okfill" if on else "input"), 1))
        painter.setBrush(theme.colour("okfill" if on else "surface"))
        painter.drawRoundedRect(box, theme.px(4), theme.px(4))
        if on:
            inset = theme.px(2)
            picture = tinted("check", theme.colour("onacc"), 14)
            painter.drawPixmap(int(box.left()) + inset, int(box.top()) + inset, picture)
        return left + size + theme.px(10)


class Tile(_Painted):
    """One thing that the caller may want: a digit, its name, and how a caller says it."""

    def __init__(self, key: str, title: str, under: str) -> None:
        """Take the digit and the two messages."""
        super().__init__(key, 42)
        self._title, self._under = title, under
        self.setAccessibleName(f"{key} {tr(title)}, {tr(under)}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tile."""
        del event
        painter, on = QPainter(self), self.isChecked()
        self._box(painter, "accsoft" if on else "surface", "accent" if on else "border")
        left = self._cap(painter)
        width = self.width() - left - theme.px(34 if on else 12)
        middle = self.height() // 2
        painter.setPen(theme.colour("acctxt" if on else "text"))
        upper = QRect(left, middle - theme.px(18), width, theme.px(18))
        _line(painter, upper, tr(self._title), 13, 600 if on else 500)
        painter.setPen(theme.colour("muted"))
        _line(painter, QRect(left, middle + 1, width, theme.px(15)), tr(self._under), 11, 400)
        if on:
            picture, size = tinted("check", theme.colour("acctxt"), 16), theme.px(16)
            top = (self.height() - size) // 2
            painter.drawPixmap(self.width() - size - theme.px(12), top, picture)


def _line(painter: QPainter, area: QRect, words: str, size: int, weight: int) -> None:
    font = theme.font(size, weight)
    painter.setFont(font)
    painter.drawText(area, _MIDDLE, QFontMetrics(font).elidedText(words, _ELIDE, area.width()))
