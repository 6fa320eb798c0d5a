"""Lists of two-line rows: search results, callers, tasks; the found letters marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from registerdesk.ui.kit.entries import (
    ENTRY_ROLE,
    Entry,
    EntryDelegate,
    Heading,
    Index,
    Marks,
    marked_line,
)

_ROLE = Qt.ItemDataRole


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


__all__ = [
    "ENTRY_ROLE",
    "Entry",
    "EntryDelegate",
    "EntryList",
    "EntryModel",
    "Heading",
    "Marks",
    "marked_line",
]
