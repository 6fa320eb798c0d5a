"""The left pane of search: title, time, chips, rows, and the keys that move in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from registerdesk.domain.search_hits import Suggestion
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import filter_chip
from registerdesk.ui.kit.chip_keys import ChipKeys
from registerdesk.ui.kit.flow_row import FlowRow
from registerdesk.ui.kit.keycap import KeyHints
from registerdesk.ui.kit.labels import ElideLabel, Label
from registerdesk.ui.kit.notices import EmptyView
from registerdesk.ui.kit.results import Entry, EntryList, Heading
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register.hit_words import ALL, FILTERS
from registerdesk.ui.register.states import States


class ResultList(QFrame):
    """Shows what was found; knows nothing of how it is found."""

    filtered = Signal(str)

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.setProperty("part", "pane")
        self.title = ElideLabel(role="section")
        self.time = Label(role="secondary")
        self.suggestion = Label(role="secondary", wrap=True)
        self.suggestion.hide()
        self.chips: dict[str, QPushButton] = {}
        self.list = EntryList(tr(_("Search results")))
        self.list.setProperty("flush", "true")
        self.empty = EmptyView("", "", "search")
        self.states = States(self.list, self.empty, area=_("search"))
        self._group = QButtonGroup(self)
        self._under = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.states, 1)
        column.addWidget(self._foot())
        ChipKeys(self.chips.values(), self.list, self.states.take_focus)

    def show_rows(
        self, title: str, rows: Sequence[Entry | Heading], counts: dict[str, int] | None = None
    ) -> None:
        """Show rows under a title; chips where there are counts."""
        self.title.say(title)
        for name, chip in self.chips.items():
            count = (counts or {}).get(name, 0)
            chip.setText(tr(FILTERS[name][0], count=count))
            chip.setAccessibleName(chip.text())
            chip.setVisible(bool(counts) and (bool(count) or name == ALL or chip.isChecked()))
        self.list.show_entries(rows)
        self.states.arrived(empty=not rows)

    def suggest(self, suggestion: Suggestion | None) -> None:
        """Tell what may have been meant, where nothing matched as typed."""
        self.suggestion.setVisible(suggestion is not None)
        if suggestion is not None:
            self.suggestion.set_message(
                _("Did you mean {name} ({count})?"), name=suggestion.text, count=suggestion.count
            )

    def tell_empty(self, text: str, advice: str) -> None:
        """Set what stands where nothing was found: the text, and what to do."""
        self.empty.label.set_message(_("No hit for ”{text}”"), text=text)
        self.empty.under.set_message(advice)
        self.empty.under.show()

    def add_choice(self, choice: QWidget) -> None:
        """Put what widens the search under the chips."""
        self._under.addWidget(choice)

    def select(self, row_id: str) -> None:
        """Mark a row, if it is there."""
        for at in range(self.list.entries.rowCount()):
            entry = self.list.entries.entry(at)
            if isinstance(entry, Entry) and entry.id == row_id:
                self.list.setCurrentIndex(self.list.entries.index(at))

    def chosen_filter(self) -> str:
        """Return the name of the chosen chip."""
        return next((name for name, chip in self.chips.items() if chip.isChecked()), ALL)

    def show_everything(self) -> None:
        """Choose the first chip again, without telling."""
        self.chips[ALL].setChecked(True)

    def _head(self) -> QWidget:
        head = QFrame()
        head.setProperty("part", "head")
        line = QHBoxLayout()
        line.addWidget(self.title, 1)
        line.addWidget(self.time)
        row = FlowRow(6)
        for name in FILTERS:
            chip = filter_chip(FILTERS[name][0], count=0)
            chip.hide()
            self._group.addButton(chip)
            self.chips[name] = chip
            chip.clicked.connect(lambda _on=False, n=name: self.filtered.emit(n))
            row.addWidget(chip)
        self.chips[ALL].setChecked(True)
        column = QVBoxLayout(head)
        column.setContentsMargins(theme.px(18), theme.px(14), theme.px(16), theme.px(12))
        column.setSpacing(theme.px(8))
        column.addLayout(line)
        column.addWidget(self.suggestion)
        column.addLayout(row)
        column.addLayout(self._under)
        return head

    def _foot(self) -> QWidget:
        foot = QFrame()
        foot.setProperty("part", "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.px(16), theme.px(6), theme.px(8), theme.px(6))
        hints = (("↑", ""), ("↓", _("move")), ("Return", _("open")), ("Ctrl+Return", _("log call")))
        row.addWidget(KeyHints(hints))
        return foot


class FieldTab(QObject):
    """Leads from the search field to the results with Tab, unless Tab has just led to the field."""

    def __init__(self, field: QWidget, results: EntryList) -> None:
        """Watch the keys of the field."""
        super().__init__(results)
        self._results = results
        self._passes = False
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Tab for the results."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusIn:
            self._passes = event.reason() == Qt.FocusReason.TabFocusReason
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            goes = event.key() == Qt.Key.Key_Tab and self._results.isVisible()
            if goes and not self._passes and self._results.current_id():
                self._results.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            self._passes = self._passes and event.key() == Qt.Key.Key_Tab
        return super().eventFilter(watched, event)
