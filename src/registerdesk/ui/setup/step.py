"""One step of the first run, and the list of steps at the left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.icons import tinted
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme


class SetupStep(QWidget):
    """A title, a sentence, and what the step asks for in `column`."""

    changed = Signal()

    def __init__(self, title: str, intro: str) -> None:
        """Take the messages of title and introduction."""
        super().__init__()
        self.title = title
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(12))
        self.column.addWidget(Label(title, "title"))
        self.column.addWidget(Label(intro, "subtitle", wrap=True))
        self.column.addSpacing(theme.px(8))

    def is_answered(self) -> bool:
        """Return whether all is there; otherwise say what is missing and go to it."""
        return True

    def first(self) -> QWidget:
        """Return where the focus goes when the step opens."""
        return self

    def verb(self) -> str:
        """Return the message on the button that leads on."""
        return _("Continue")


class StepList(QWidget):
    """The steps under each other: done ones with a tick, the present one filled."""

    def __init__(self, titles: Sequence[str]) -> None:
        """Take the messages of the steps."""
        super().__init__()
        self._titles = list(titles)
        self._now = 0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_step(0)

    def show_step(self, number: int) -> None:
        """Mark the step that is open, counted from 0."""
        self._now = number
        self.setAccessibleName(self.spoken())
        self.update()

    def spoken(self) -> str:
        """Return what a screen reader says: which step, of how many."""
        return tr(
            _("Step {number} of {count}, {title}. {fact}"),
            number=self._now + 1,
            count=len(self._titles),
            title=tr(self._titles[self._now]),
            fact="",
        ).strip()

    def sizeHint(self) -> QSize:
        """Return room for one line a step."""
        return QSize(theme.px(200), theme.px(40) * len(self._titles))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a disc and a title for each step."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, title in enumerate(self._titles):
            top = number * theme.px(40)
            self._paint_disc(painter, number, top)
            active = number == self._now
            painter.setFont(theme.font(13, 600 if active else 400))
            painter.setPen(theme.colour("text" if number <= self._now else "muted"))
            area = QRectF(theme.px(34), top, self.width() - theme.px(34), theme.px(40))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, tr(title))

    def _paint_disc(self, painter: QPainter, number: int, top: int) -> None:
        size = theme.px(22)
        disc = QRectF(0, top + (theme.px(40) - size) / 2, size, size)
        done, active = number < self._now, number == self._now
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("okfill" if done else "accfill" if active else "neutral"))
        painter.drawEllipse(disc)
        if done:
            picture = tinted("check", theme.colour("onacc"), 14)
            place = disc.center().toPoint()
            painter.drawPixmap(place.x() - theme.px(7), place.y() - theme.px(7), picture)
            return
        painter.setPen(theme.colour("onacc" if active else "muted"))
        painter.setFont(theme.font(11, 600))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(number + 1))
