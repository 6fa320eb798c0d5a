"""Which columns of a list are shown, and in which order; kept with the user's settings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.question import Question
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.table import Column, Table
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme

_CHECKED, _OPEN = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ColumnChoice:
    """The shown columns of one table, the first of which always stays first."""

    def __init__(
        self, table: Table, columns: Sequence[Column], settings: Settings, key: str
    ) -> None:
        """Begin with what the user has kept, or with all columns."""
        self.table, self.columns = table, tuple(columns)
        self._settings, self._key = settings, f"columns.{key}"
        self.keys = self._valid(settings.get(self._key).split())

    def choose(self, keys: Sequence[str]) -> None:
        """Show these columns in this order, and remember it."""
        self.keys = self._valid(keys)
        self._settings.set(self._key, " ".join(self.keys))
        self.apply()

    def apply(self, *, most: int | None = None) -> None:
        """Let the table show the columns, or only so many of the first ones."""
        header = self.table.horizontalHeader()
        places = {column.key: at for at, column in enumerate(self.columns)}
        for wanted, key in enumerate(self.keys):
            header.moveSection(header.visualIndex(places[key]), wanted)
        shown = set(self.keys[:most])
        for key, at in places.items():
            self.table.setColumnHidden(at, key not in shown)
        self.table.fit()

    def _valid(self, keys: Sequence[str]) -> tuple[str, ...]:
        """Return the keys that there are, the first column first; all of them for none."""
        known = [column.key for column in self.columns]
        chosen = [key for key in dict.fromkeys(keys) if key in known]
        return tuple(dict.fromkeys((known[0], *chosen))) if chosen else tuple(known)


class _Columns(QListWidget):
    """Titles with boxes; Space shows or hides, Alt with an arrow moves."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the column with Alt and an arrow."""
        key = Qt.Key(event.key())
        if key in _STEPS and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.shift(_STEPS[key])
        else:
            super().keyPressEvent(event)

    def shift(self, step: int) -> None:
        """Move the chosen column a place."""
        here = self.currentRow()
        there = min(max(here + step, 0), self.count() - 1)
        if here != there:
            self.insertItem(there, self.takeItem(here))
            self.setCurrentRow(there)


class ColumnDialog(Question):
    """Asks which columns to show; the name is always there."""

    chosen = Signal(list)

    def __init__(self, parent: QWidget, columns: Sequence[Column], keys: Sequence[str]) -> None:
        """Show the shown ones first, in their order."""
        super().__init__(parent, _("Columns"), _("Show"))
        self.list = _Columns()
        self.list.setAccessibleName(tr(_("Columns")))
        titles = {column.key: column.title for column in columns[1:]}
        ordered = [key for key in keys if key in titles]
        for key in (*ordered, *(key for key in titles if key not in ordered)):
            item = QListWidgetItem(tr(titles[key]), self.list)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setCheckState(_CHECKED if key in keys else _OPEN)
            item.setSizeHint(QSize(0, theme.px(30)))
        self.list.setCurrentRow(0)
        self.list.setMinimumHeight(theme.px(240))
        self.body.addWidget(self.list)
        hint = _("Space shows or hides a column; Alt with an arrow moves it.")
        self.body.addWidget(Label(hint, "secondary", wrap=True))
        first = columns[0].key
        self.verb.clicked.connect(lambda: self.chosen.emit([first, *self.shown()]))
        self.list.setFocus()

    def shown(self) -> list[str]:
        """Return the keys of the columns that are ticked, in order."""
        items = (self.list.item(at) for at in range(self.list.count()))
        return [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == _CHECKED
        ]
