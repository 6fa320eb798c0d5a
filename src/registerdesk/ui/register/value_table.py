"""The table of a card's values: its columns, the keys that act in it, room for an edit."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from registerdesk.domain.texts import _
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.table import Column, Table
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme

COLUMNS = (
    Column(key="label", title=_("Value kept"), width=160, sortable=False),
    Column(key="value", title=_("Value"), width=184, stretch=True, sortable=False),
    Column(key="source", title=_("Source"), width=116, sortable=False),
    Column(key="updated", title=_("Updated"), width=98, spare=3, sortable=False),
    Column(key="purpose", title=_("Purpose"), width=134, spare=2, sortable=False),
    Column(key="erased", title=_("Erased"), width=96, spare=1, sortable=False),
)
VALUE, SOURCE = 1, 2
_WIDE, _WIDTH = 2, 170
"""What the choice of a source takes: the column after it, or this width where that is left out."""


class ValueTable(Table):
    """The table, and the single letters that act in it."""

    edit_wanted = Signal()
    reveal_wanted = Signal()
    add_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, settings: Settings) -> None:
        """Begin empty."""
        super().__init__(COLUMNS, tr(_("All values")), settings, "values")
        self._source_width = 0

    def give_source_room(self, row: int) -> None:
        """Let the choice of a source stand over the day beside it: that becomes today's anyway."""
        self._source_width = self.columnWidth(SOURCE)
        self.setSpan(row, SOURCE, 1, _WIDE)
        if self.isColumnHidden(SOURCE + 1):
            self.setColumnWidth(SOURCE, max(self._source_width, theme.px(_WIDTH)))
            self.fit()

    def take_room_back(self) -> None:
        """Give the columns the widths that they had."""
        self.clearSpans()
        self.setColumnWidth(SOURCE, self._source_width)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit with E or Enter, reveal with V, add with N, remove with Delete."""
        letter = event.text().casefold()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if plain and letter == "e":
            self.edit_wanted.emit()
        elif plain and letter == "v":
            self.reveal_wanted.emit()
        elif plain and letter == "n":
            self.add_wanted.emit()
        elif plain and event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)
