"""Rows of two lines and their headings: what they hold, and how they are drawn."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from registerdesk.ui.kit.icons import pixmap
from registerdesk.ui.kit.table_delegate import draw_back, draw_chip, is_selected
from registerdesk.ui.kit.theme import theme

ENTRY_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
Marks = tuple[tuple[int, int], ...]
FACTS, _ENDS = "  ·  ", 2
"""What stands between the facts of a line; the first and the last are kept longest."""
_DEEDS, _VERB = 520, 62
"""Wide enough for owner and verb beside the chip; how much the verb gets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of two lines; marks are (start, length) of what was searched for.

    A row with a verb is something to do: chip, the owner's initials and the verb at the right.
    """

    id: str
    title: str
    marks: Marks = ()
    line: str = ""
    line_marks: Marks = ()
    right: str = ""
    chip: str = ""
    chip_kind: str = "neutral"
    icon: str = ""
    icon_colour: str = "muted"
    owner: str = ""
    verb: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A group of rows: its name, already translated, and how many were found."""

    words: str
    count: str = ""


class EntryDelegate(QStyledItemDelegate):
    """Draws rows of 56 px and headings of 26 px at 100 %."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row or a heading."""
        height = 26 if isinstance(index.data(ENTRY_ROLE), Heading) else 56
        return QSize(theme.px(200), theme.px(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        entry = index.data(ENTRY_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(entry, Heading):
            _paint_heading(painter, option.rect, entry)
        elif isinstance(entry, Entry):
            draw_back(painter, option, first=True, last=True)
            area = option.rect.adjusted(theme.px(18), 0, -theme.px(16), 0)
            _paint_entry(painter, area, entry, edged=is_selected(option))
        painter.restore()


def _paint_heading(painter: QPainter, area: QRect, heading: Heading) -> None:
    painter.fillRect(area, theme.colour("subtle"))
    painter.fillRect(area.left(), area.bottom(), area.width(), 1, theme.colour("line"))
    left = area.adjusted(theme.px(18), 0, 0, 0)
    font = theme.font(11, 600)
    painter.setFont(font)
    painter.setPen(theme.colour("muted"))
    painter.drawText(left, Qt.AlignmentFlag.AlignVCenter, heading.words)
    left.setLeft(left.left() + QFontMetrics(font).horizontalAdvance(heading.words) + theme.px(7))
    painter.setFont(theme.font(11))
    painter.drawText(left, Qt.AlignmentFlag.AlignVCenter, heading.count)


def _paint_entry(painter: QPainter, area: QRect, entry: Entry, *, edged: bool) -> None:
    middle = area.top() + area.height() // 2
    upper = QRect(area.left(), middle - theme.px(22), area.width(), theme.px(22))
    lower = QRect(area.left(), middle + theme.px(1), area.width(), theme.px(19))
    alone = not entry.line and not entry.chip
    if alone:
        upper, lower = QRect(area), QRect(area)
    if entry.icon:
        size = theme.px(17)
        top = area.center().y() - size // 2
        painter.drawPixmap(area.left(), top, pixmap(entry.icon, entry.icon_colour))
        upper.setLeft(area.left() + size + theme.px(12))
        lower.setLeft(upper.left())
    end = upper.right()
    if entry.verb:
        end = lower_end = _paint_deed(painter, area, entry, edged=edged)
        lower.setRight(lower_end)
    elif entry.chip:
        chip, kind = entry.chip, entry.chip_kind
        end = draw_chip(painter, upper.right(), upper, chip, kind, edged=edged) - theme.px(8)
    elif alone:
        end -= QFontMetrics(theme.font(12)).horizontalAdvance(entry.right) + theme.px(8)
    marked_line(painter, upper, end, entry.title, entry.marks, theme.font(13, 600), "text")
    end = lower.right()
    if entry.right:
        font = theme.font(12)
        painter.setFont(font)
        painter.setPen(theme.colour("muted"))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(lower, flags, entry.right)
        end -= QFontMetrics(font).horizontalAdvance(entry.right) + theme.px(8)
    marked_line(painter, lower, end, entry.line, entry.line_marks, theme.font(12), "muted")


def _paint_deed(painter: QPainter, area: QRect, entry: Entry, *, edged: bool) -> int:
    """Draw chip, owner and verb in the middle of the row; return where they begin."""
    wide = area.width() >= theme.px(_DEEDS)
    right = area.right()
    if wide:
        painter.setFont(theme.font(12, 500))
        painter.setPen(theme.colour("acctxt"))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, flags | Qt.TextFlag.TextSingleLine, entry.verb)
        size = theme.px(24)
        disc = QRect(right - theme.px(_VERB) - size, area.center().y() - size // 2, size, size)
        if entry.owner:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("neutral"))
            painter.drawEllipse(disc)
            painter.setPen(theme.colour("muted"))
            painter.setFont(theme.font(9, 600))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, entry.owner)
        right = disc.left() - theme.px(12)
    chip, kind = entry.chip, entry.chip_kind
    return draw_chip(painter, right, area, chip, kind, edged=edged) - theme.px(12)


def fitted(words: str, metrics: QFontMetrics, room: int) -> str:
    """Return a line without its middle facts where they have no room: whole ones are read."""
    facts = words.split(FACTS)
    while len(facts) > _ENDS and metrics.horizontalAdvance(FACTS.join(facts)) > room:
        del facts[len(facts) // 2]
    return FACTS.join(facts)


def marked_line(
    painter: QPainter, area: QRect, end: int, words: str, marks: Marks, font: QFont, ink: str
) -> None:
    """Draw one line up to `end`, elided, the marks on the colour of found letters."""
    room = max(end - area.left(), 0)
    shown = fitted(words, QFontMetrics(font), room) if not marks else words
    shown = QFontMetrics(font).elidedText(shown, Qt.TextElideMode.ElideRight, room)
    if not marks:
        painter.setFont(font)
        painter.setPen(theme.colour(ink))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, flags | Qt.TextFlag.TextSingleLine, shown)
        return
    layout = QTextLayout(shown, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setFormats([_mark(start, length) for start, length in marks if start < len(shown)])
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    painter.setPen(theme.colour(ink))
    top = area.top() + (area.height() - line.height()) / 2
    layout.draw(painter, QPointF(area.left(), top))


def _mark(start: int, length: int) -> QTextLayout.FormatRange:
    span = QTextLayout.FormatRange()
    looks = QTextCharFormat()
    looks.setBackground(theme.colour("mark"))
    looks.setForeground(theme.colour("marktxt"))
    span.start, span.length, span.format = start, length, looks
    return span
