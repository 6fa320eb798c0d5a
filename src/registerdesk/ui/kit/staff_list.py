"""The staff of this computer, by name alone; a digit picks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from registerdesk.ui.kit.icons import pixmap
from registerdesk.ui.kit.keycap import cap_width, paint_cap
from registerdesk.ui.kit.signs import initials
from registerdesk.ui.kit.theme import theme

_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffName:
    """A member of staff as the sign-in page may show one: no role stands there."""

    user_name: str
    display_name: str


class StaffRow(QAbstractButton):
    """One name to choose: initials, name, its digit or the tick."""

    def __init__(self, person: StaffName, number: int) -> None:
        """Show a name; `number` from 1, 0 for no digit."""
        super().__init__()
        self.person = person
        self._number = number
        self.setText(person.display_name)
        self.setAccessibleName(
            f"{person.display_name}, {number}" if number else person.display_name
        )
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return 48 px of height at 100 %."""
        return QSize(theme.px(300), theme.px(48))

    def minimumSizeHint(self) -> QSize:
        """Return the height at any width."""
        return QSize(theme.px(160), theme.px(48))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Enter too; digits and arrows are the list's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            event.ignore() if event.key() != Qt.Key.Key_Space else super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        edge = "accent" if chosen or self.hasFocus() else "border"
        painter.setPen(QPen(theme.colour(edge), 2 if self.hasFocus() else 1))
        back = "sel" if chosen else "hover" if self.underMouse() else "surface"
        painter.setBrush(theme.colour(back))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, theme.px(6), theme.px(6))
        self._paint_initials(painter, chosen=chosen)
        left = theme.px(12 + 32 + 12)
        room = self.width() - left - theme.px(44)
        font = theme.font(13, 600)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        name = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(left, 0, room, self.height(), Qt.AlignmentFlag.AlignVCenter, name)
        self._paint_end(painter, chosen=chosen)

    def _paint_initials(self, painter: QPainter, *, chosen: bool) -> None:
        size = theme.px(32)
        disc = QRectF(theme.px(12), (self.height() - size) / 2, size, size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("surface" if chosen else "neutral"))
        painter.drawEllipse(disc)
        painter.setPen(theme.colour("acctxt" if chosen else "muted"))
        painter.setFont(theme.font(12, 600))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, initials(self.text()))

    def _paint_end(self, painter: QPainter, *, chosen: bool) -> None:
        if chosen:
            size = theme.px(17)
            top = (self.height() - size) // 2
            painter.drawPixmap(self.width() - size - theme.px(14), top, pixmap("check", "acctxt"))
        elif self._number:
            words = str(self._number)
            width = cap_width(words)
            area = QRect(self.width() - width - theme.px(14), 0, width, self.height())
            paint_cap(painter, area, words, theme.colour("muted"), theme.colour("border"))


class StaffList(QWidget):
    """The names; one is chosen. Digits 1-9 and arrows work while the focus is here."""

    picked = Signal(str, str)

    def __init__(self, people: Sequence[StaffName]) -> None:
        """Show the people in the given order."""
        super().__init__()
        digit = len(people) > 1
        self.rows = [
            StaffRow(person, number if digit and number <= _DIGITS else 0)
            for number, person in enumerate(people, 1)
        ]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for row in self.rows:
            row.clicked.connect(lambda _checked=False, r=row: self.pick(r.person.user_name))
            column.addWidget(row)

    def pick(self, user_name: str) -> None:
        """Choose a person; nobody when there is none of that name."""
        for row in self.rows:
            row.setChecked(row.person.user_name == user_name)
            if row.isChecked():
                self.picked.emit(user_name, row.person.display_name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick by digit; move with the arrows."""
        text = event.text()
        if text.isdecimal() and 0 < int(text) <= len(self.rows):
            self.pick(self.rows[int(text) - 1].person.user_name)
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)
