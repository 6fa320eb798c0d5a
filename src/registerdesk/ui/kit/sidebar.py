"""The sidebar: the pages a user may use, in groups, with counters that need someone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from registerdesk.ui.kit.icons import pixmap
from registerdesk.ui.kit.keycap import key_words
from registerdesk.ui.kit.labels import ElideLabel, Label
from registerdesk.ui.kit.page import PageSpec
from registerdesk.ui.kit.signs import monogram
from registerdesk.ui.kit.text import number, tr
from registerdesk.ui.kit.theme import theme

_WIDE, _NARROW = 212, 56
_TINTS = {
    "danger": ("dangersoft", "danger"),
    "warn": ("warnsoft", "warn"),
    "neutral": ("neutral", "muted"),
}


class NavItem(QAbstractButton):
    """One page in the sidebar: icon, words, counter; 32 px high at 100 %."""

    def __init__(self, spec: PageSpec) -> None:
        """Stand for one page."""
        super().__init__()
        self.spec = spec
        self.narrow = False
        self._count, self._tint = 0, "neutral"
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._retext()

    def set_counter(self, count: int, kind: str) -> None:
        """Show how many things need someone; nought shows nothing."""
        self._count, self._tint = count, kind
        self._retext()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of a row."""
        return QSize(theme.px(40 if self.narrow else 190), theme.px(32))

    def minimumSizeHint(self) -> QSize:
        """Return the height of a row, at any width."""
        return QSize(theme.px(40), theme.px(32))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retext()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, open with Enter or Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw tint, icon, words, counter, and the ring of the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_back(painter)
        active = self.isChecked()
        size = theme.px(17)
        left = (self.width() - size) // 2 if self.narrow else theme.px(11)
        picture = pixmap(self.spec.icon, "acctxt" if active else "muted")
        painter.drawPixmap(left, (self.height() - size) // 2, picture)
        if not self.narrow:
            self._paint_words(painter, active=active)
        elif self._count:
            self._paint_dot(painter)

    def _paint_dot(self, painter: QPainter) -> None:
        """Say without a number that something waits; the tip has the number."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(_TINTS[self._tint][1]))
        size = theme.px(7)
        painter.drawEllipse(self.width() - size - theme.px(4), theme.px(5), size, size)

    def _paint_back(self, painter: QPainter) -> None:
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(theme.colour("sel" if self.isChecked() else "hover"))
            painter.drawRoundedRect(area.adjusted(-1, -1, 1, 1), theme.px(6), theme.px(6))
        if self.hasFocus():
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(theme.colour("accent"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, theme.px(6), theme.px(6))

    def _paint_words(self, painter: QPainter, *, active: bool) -> None:
        font = theme.font(13, 600 if active else 500)
        painter.setFont(font)
        painter.setPen(theme.colour("acctxt" if active else "text"))
        left = theme.px(11 + 17 + 10)
        room = self.width() - left - theme.px(8) - self._badge_width()
        words = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(left, 0, room, self.height(), Qt.AlignmentFlag.AlignVCenter, words)
        if self._count:
            self._paint_badge(painter)

    def _badge_width(self) -> int:
        if not self._count:
            return 0
        width = QFontMetrics(theme.font(11, 600)).horizontalAdvance(number(self._count))
        return max(width + theme.px(12), theme.px(22))

    def _paint_badge(self, painter: QPainter) -> None:
        back, ink = _TINTS[self._tint]
        width, height = self._badge_width(), theme.px(20)
        area = QRectF(
            self.width() - width - theme.px(8), (self.height() - height) / 2, width, height
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(back))
        painter.drawRoundedRect(area, height / 2, height / 2)
        painter.setPen(theme.colour(ink))
        painter.setFont(theme.font(11, 600))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, number(self._count))

    def _retext(self) -> None:
        title = tr(self.spec.title)
        self.setText(title)
        parts = [title, str(self._count) if self._count else "", key_words(self.spec.shortcut)]
        name = ", ".join(part for part in parts if part)
        self.setAccessibleName(name)
        self.setToolTip(name)


class Sidebar(QFrame):
    """Monogram and office, then the pages in their groups; collapses to icons."""

    chosen = Signal(str)

    def __init__(self, office: str, pages: Sequence[PageSpec]) -> None:
        """Show the given pages only: whoever may not use a page does not see it."""
        super().__init__()
        self.setProperty("part", "side")
        self.items: dict[str, NavItem] = {}
        self._headings: list[QWidget] = []
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._add_office(office)
        self._column = QVBoxLayout()
        self._column.setSpacing(1)
        self._fill(pages)
        self.collapse(narrow=False)

    def mark(self, key: str) -> None:
        """Show which page is open."""
        for name, item in self.items.items():
            item.setChecked(name == key)

    def collapse(self, *, narrow: bool) -> None:
        """Shrink to icons, or show the words again."""
        self.setFixedWidth(theme.px(_NARROW) if narrow else theme.px(_WIDE))
        for item in self.items.values():
            item.narrow = narrow
            item.update()
        for heading in self._headings:
            heading.setVisible(not narrow)
        edge = theme.px(8 if narrow else 10)
        self._column.setContentsMargins(edge, theme.px(4), edge, theme.px(10))

    def _add_office(self, office: str) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(14), theme.px(14), theme.px(10), theme.px(8))
        head.setSpacing(theme.px(10))
        head.addWidget(monogram(office, 28))
        words = QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(1)
        lines.addWidget(ElideLabel(office, "label"))
        lines.addWidget(Label("RegisterDesk", "secondary"))
        head.addWidget(words, 1)
        self._headings.append(words)
        self._outer.addLayout(head)

    def _fill(self, pages: Sequence[PageSpec]) -> None:
        group = ""
        for spec in [page for page in pages if page.listed and not page.last]:
            if spec.group != group:
                group = spec.group
                self._add_heading(group)
            self._add_item(spec)
        self._column.addStretch(1)
        for spec in [page for page in pages if page.listed and page.last]:
            self._add_item(spec)
        inner = QWidget()
        inner.setLayout(self._column)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        self._outer.addWidget(area, 1)

    def _add_heading(self, group: str) -> None:
        heading = Label(group, "group")
        heading.setContentsMargins(theme.px(10), theme.px(12), 0, theme.px(4))
        self._headings.append(heading)
        self._column.addWidget(heading)

    def _add_item(self, spec: PageSpec) -> None:
        item = NavItem(spec)
        item.clicked.connect(lambda: self.chosen.emit(spec.key))
        self.items[spec.key] = item
        self._column.addWidget(item)
