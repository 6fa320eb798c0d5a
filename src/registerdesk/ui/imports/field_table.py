"""The fields in which a row of a file differs from what is known; Space takes one or the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from registerdesk.domain.import_choices import Difference
from registerdesk.domain.texts import _
from registerdesk.ui.imports.heights import height_of
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.table import Cell, Column, Row, Table
from registerdesk.ui.kit.text import tr

COLUMNS: Final = (
    Column(key="field", title=_("Field"), width=200, sortable=False),
    Column(key="before", title=_("In the register"), width=200, stretch=True, sortable=False),
    Column(key="in_file", title=_("In the file"), width=200, stretch=True, sortable=False),
    Column(key="taken", title=_("Is taken from"), width=150, sortable=False),
)


class FieldTable(Table):
    """Field, register, file, and which of the two is taken; out of sight without differences."""

    kept = Signal(object)
    """The names of the fields that stay as they are."""

    def __init__(self, settings: Settings) -> None:
        """Begin empty."""
        super().__init__(COLUMNS, tr(_("Fields that differ")), settings, "import_fields")
        self._fields: Sequence[Difference] = ()
        self._kept: frozenset[str] = frozenset()
        self.hide()

    def show_fields(self, fields: Sequence[Difference], kept: frozenset[str]) -> None:
        """Show the fields in which a row differs, and which of them stay as they are."""
        self._fields, self._kept = fields, kept
        self._show()
        self.setFixedHeight(height_of(len(fields)))
        self.setVisible(bool(fields))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the other value with Space."""
        place = self.currentIndex().row()
        if event.key() == Qt.Key.Key_Space and 0 <= place < len(self._fields):
            self._kept = self._kept ^ {self._fields[place].field}
            self._show()
            self.kept.emit(self._kept)
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        place = max(self.currentIndex().row(), 0)
        self.rows.show([_row(each, stays=each.field in self._kept) for each in self._fields])
        if self._fields:
            self.setCurrentIndex(self.rows.index(min(place, len(self._fields) - 1), 0))


def _row(difference: Difference, *, stays: bool) -> Row:
    """Return one field as a row."""
    taken = _("the register") if stays else _("the file")
    return Row(
        id=difference.field,
        cells=(
            Cell(text=tr(difference.label)),
            Cell(text=difference.before or "–"),
            Cell(text=difference.in_file),
            Cell(text=tr(taken), chip="neutral" if stays else "info"),
        ),
    )
