"""Lists of two-line rows: search results, callers, tasks; the found letters marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from registerdesk.ui.kit.icons import pixmap
from registerdesk.ui.kit.table_delegate import draw_back, draw_chip
from registerdesk.ui.kit.theme import theme

ENTRY_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
Marks = tuple[tuple[int, int], ...]
_ROLE = Qt.ItemDataRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of two lines; marks are (start, length) of what was searched for."""

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
    spoken: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A group of rows: its name, already translated, and how many were found."""

    words: str
    count: str = ""


class EntryModel(QAbstractListModel):
    """Headings and rows, in order; headings cannot be chosen."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._entries: list[Entry | Heading] = []

    def show(self, entries: Sequence[Entry | Heading]) -> None:
        """Show these rows instead of those before."""
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def entry(self, number: int) -> Entry | Heading | None:
        """Return what stands in a row."""
        return self._entries[number] if 0 <= number < len(self._entries) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many rows there are, headings included."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """Return the plain words, the entry, or what a screen reader says."""
        entry = self.entry(index.row())
        if entry is None:
            return None
        if role == ENTRY_ROLE:
            return entry
        if role == _ROLE.DisplayRole:
            return entry.words if isinstance(entry, Heading) else entry.title
        if role == _ROLE.AccessibleTextRole:
            return self._spoken(entry)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let rows be chosen, headings not."""
        heading = isinstance(self.entry(index.row()), Heading)
        return Qt.ItemFlag.NoItemFlags if heading else super().flags(index)

    @staticmethod
    def _spoken(entry: Entry | Heading) -> str:
        if isinstance(entry, Heading):
            return f"{entry.words} {entry.count}".strip()
        return entry.spoken or ", ".join(
            part for part in (entry.title, entry.chip, entry.line, entry.right) if part
        )


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
            _paint_entry(painter, option.rect.adjusted(theme.px(18), 0, -theme.px(16), 0), entry)
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


def _paint_entry(painter: QPainter, area: QRect, entry: Entry) -> None:
    middle = area.top() + area.height() // 2
    upper = QRect(area.left(), middle - theme.px(22), area.width(), theme.px(22))
    lower = QRect(area.left(), middle + theme.px(1), area.width(), theme.px(19))
    if entry.icon:
        size = theme.px(17)
        top = area.center().y() - size // 2
        painter.drawPixmap(area.left(), top, pixmap(entry.icon, entry.icon_colour))
        upper.setLeft(area.left() + size + theme.px(12))
        lower.setLeft(upper.left())
    end = upper.right()
    if entry.chip:
        end = draw_chip(painter, upper.right(), upper, entry.chip, entry.chip_kind) - theme.px(8)
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


def marked_line(
    painter: QPainter, area: QRect, end: int, words: str, marks: Marks, font: QFont, ink: str
) -> None:
    """Draw one line up to `end`, elided, the marks on the colour of found letters."""
    room = max(end - area.left(), 0)
    shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
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


class EntryList(QListView):
    """The list: arrows move over headings, Enter opens, others may steer it from a field."""

    opened = Signal(str, Qt.KeyboardModifier)
    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        """Begin empty; `name` is the accessible name, already translated."""
        super().__init__()
        self.entries = EntryModel()
        self.setModel(self.entries)
        self.setItemDelegate(EntryDelegate(self))
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda _index: self.open(Qt.KeyboardModifier.NoModifier))
        self.clicked.connect(lambda _index: self._tell())

    def show_entries(self, entries: Sequence[Entry | Heading]) -> None:
        """Show rows; the first that can be chosen is chosen, or the one that was before."""
        before = self.current_id()
        self.entries.show(entries)
        numbers = [i for i, e in enumerate(entries) if isinstance(e, Entry)]
        same = [i for i in numbers if getattr(entries[i], "id", "") == before]
        if numbers:
            self.setCurrentIndex(self.entries.index((same or numbers)[0]))

    def current_id(self) -> str:
        """Return the id of the chosen row, or nothing."""
        entry = self.entries.entry(self.currentIndex().row())
        return entry.id if isinstance(entry, Entry) else ""

    def step(self, step: int) -> None:
        """Choose another row, headings left out; the focus stays where it is."""
        rows = range(self.entries.rowCount())
        numbers = [i for i in rows if isinstance(self.entries.entry(i), Entry)]
        if not numbers:
            return
        now = self.currentIndex().row()
        place = numbers.index(now) + step if now in numbers else 0
        self.setCurrentIndex(self.entries.index(numbers[min(max(place, 0), len(numbers) - 1)]))
        self._tell()

    def open(self, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Open the chosen row."""
        if self.current_id():
            self.opened.emit(self.current_id(), modifiers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and open by keys."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8}
        steps |= {Qt.Key.Key_PageDown: 8, Qt.Key.Key_Home: -9999, Qt.Key.Key_End: 9999}
        if event.key() in steps:
            self.step(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()

    def _tell(self) -> None:
        if self.current_id():
            self.chosen.emit(self.current_id())
