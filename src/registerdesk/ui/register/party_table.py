"""The list of customers or suppliers: filter, chips, marks, views; read page by page."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from registerdesk.domain.exports import ExportColumn, ExportFormat, ExportWish
from registerdesk.domain.party_lists import (
    CHIP_LABELS,
    Chip,
    ListKind,
    ListQuery,
    ListRow,
    Sort,
    offered_chips,
)
from registerdesk.domain.party_lists import Page as Rows
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import filter_chip
from registerdesk.ui.kit.chip_keys import ChipKeys
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.flow_row import FlowRow
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.marked_table import MarkedTable
from registerdesk.ui.kit.notices import EmptyView
from registerdesk.ui.kit.page import PageHead
from registerdesk.ui.kit.table import Give, Row
from registerdesk.ui.kit.text import number, tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register.column_choice import ColumnChoice
from registerdesk.ui.register.export_flow import ExportFlow
from registerdesk.ui.register.list_menu import ListMenu
from registerdesk.ui.register.list_views import SavedView
from registerdesk.ui.register.mark_bar import MarkBar
from registerdesk.ui.register.party_rows import COLUMNS, NARROW, row_of
from registerdesk.ui.register.quiet_answers import NO, YES, QuietAsking
from registerdesk.ui.register.states import States
from registerdesk.usecases.party_lists import list_parties


class _Keyed(MarkedTable):
    """The table; "/" goes to the filter, letters alone do nothing else."""

    filter_wanted = Signal()
    answered = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the filter with "/", answer with 1 and 2."""
        if event.text() == "/":
            self.filter_wanted.emit()
        elif event.text() in (YES, NO):
            self.answered.emit(event.text())
        else:
            super().keyPressEvent(event)


class PartyTable(QWidget):
    """Head with count, filter field, chips; the table; asks the desk for each page it shows."""

    opened = Signal(str)

    def __init__(
        self, context: WindowContext, kind: ListKind, title: str, empty: EmptyView
    ) -> None:
        """Begin with nothing asked for."""
        super().__init__()
        self.context = context
        self.may_export = is_granted(context.user.roles, Permission.EXPORT_LIST)
        self.query = ListQuery(kind=kind)
        self._wanted = ""
        self.head = PageHead(title)
        self.count = Label(role="secondary")
        self.head.add_beside(self.count)
        self.filter = self._filter_field()
        self.chips: dict[Chip, QPushButton] = {}
        self.head.below.addWidget(self.filter)
        self.head.below.addSpacing(theme.px(10))
        self.head.below.addLayout(self._chip_row())
        self.quiet = QuietAsking(context, self, f"{kind.value}s")
        self.quiet.done.connect(self.refresh)
        self.head.below.addWidget(self.quiet.label)
        self.table = _Keyed(COLUMNS, tr(title), context.settings, "parties")
        self.table.setProperty("flush", "true")
        self.table.show_sort("name")
        self.table.opened.connect(self.opened)
        self.table.sort_wanted.connect(self._sort)
        self.table.filter_wanted.connect(self.filter.setFocus)
        self.table.answered.connect(lambda key: self.quiet.answer_for(key, self.table.current_id()))
        self.columns = ColumnChoice(self.table, COLUMNS, context.settings, kind.value)
        self.columns.apply()
        self._beside = False
        self.bar = MarkBar(self.table, may_export=self.may_export)
        self.bar.export_wanted.connect(self.export)
        self.bar.print_wanted.connect(self.print)
        self.flow = ExportFlow(self, context)
        self.states = States(self.table, empty, area=title)
        ChipKeys(self.chips.values(), self.table, self.states.take_focus)
        self.menu = ListMenu(
            self, context, self.columns, lambda: self.query, may_export=self.may_export
        )
        self.menu.view_chosen.connect(self.show_view)
        self.menu.columns_chosen.connect(self.choose_columns)
        self.menu.export_wanted.connect(self.export)
        self.menu.print_wanted.connect(self.print)
        self.head.add_action(self.menu.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.states, 1)
        column.addWidget(self.bar)
        beginning = self.menu.views.beginning()
        if beginning is not None:
            self._take(beginning)

    def refresh(self) -> None:
        """Read the list again, from its first page."""
        self.states.loading()
        self.context.ask(
            list_parties,
            self.query,
            done=self._arrived,
            failed=lambda error: self.states.failed(error, self.refresh),
            latest=f"list.{self.query.kind}",
        )

    def narrow(self, *, beside_card: bool) -> None:
        """Show the first columns alone beside an open card."""
        self._beside = beside_card
        self.columns.apply(most=NARROW if beside_card else None)
        self.menu.button.hide_words(hidden=beside_card)
        self.bar.narrow(narrow=beside_card)

    def choose_columns(self, keys: list[str]) -> None:
        """Show these columns in this order."""
        self.columns.choose(keys)
        self.narrow(beside_card=self._beside)

    def show_view(self, view: SavedView) -> None:
        """Look at the list as it was saved."""
        self._take(view)
        self.refresh()

    def export(self) -> None:
        """Take the marked rows, or else the whole list, out of the office."""
        if self.may_export:
            self.flow.begin(self._wish(ExportFormat.XLSX))

    def print(self) -> None:
        """Print the marked rows, or else the whole list."""
        if self.may_export:
            self.flow.begin(self._wish(ExportFormat.PAPER))

    def select(self, party_id: str) -> None:
        """Mark somebody's row when the list arrives, if it is on its first page."""
        self._wanted = party_id

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from the filter to the rows with the arrow down, to the filter with "/"."""
        if event.key() == Qt.Key.Key_Down and self.filter.hasFocus():
            self.states.take_focus()
        elif event.text() == "/":
            self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    def _wish(self, kind: ExportFormat) -> ExportWish:
        """Return what the list shows as a wish: its filter, its marks, its columns."""
        every = self.table.all_marked or not self.table.marks
        marked = () if every else tuple(UUID(one) for one in self.table.marks)
        columns = tuple(_EXPORTED[key] for key in self.columns.keys)
        return ExportWish(query=self.query, marked=marked, columns=columns, format=kind)

    def _take(self, view: SavedView) -> None:
        """Set filter, chips, sort and columns without asking for the rows yet."""
        widgets = (self.filter, *self.chips.values())
        for widget in widgets:
            widget.blockSignals(True)
        self.filter.setText(view.text)
        for chip, button in self.chips.items():
            button.setChecked(chip in view.chips)
        for widget in widgets:
            widget.blockSignals(False)
        self.query = replace(
            self.query,
            text=view.text,
            chips=view.chips,
            sort=view.sort,
            descending=view.descending,
        )
        self.table.show_sort(view.sort, descending=view.descending)
        self.table.unmark()
        if view.columns:
            self.choose_columns(list(view.columns))

    def _filter_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(tr(_("Filter by name or number  /")))
        field.setAccessibleName(tr(_("Filter the list")))
        field.setClearButtonEnabled(True)
        field.textChanged.connect(lambda _text: self._narrow())
        field.setMaximumWidth(theme.px(480))
        return field

    def _chip_row(self) -> FlowRow:
        row = FlowRow()
        for chip in offered_chips(self.context.user.roles):
            button = filter_chip(CHIP_LABELS[chip])
            button.toggled.connect(lambda _on: self._narrow())
            self.chips[chip] = button
            row.addWidget(button)
        return row

    def _narrow(self) -> None:
        chosen = frozenset(chip for chip, button in self.chips.items() if button.isChecked())
        self.query = replace(self.query, text=self.filter.text(), chips=chosen)
        self.table.unmark()
        self.refresh()

    def show_quiet(self) -> None:
        """Narrow the list to those of whom nothing is heard."""
        self.chips[Chip.QUIET].setChecked(True)

    def _rows(self, page: Rows[ListRow]) -> list[Row]:
        self.quiet.arrived(page.rows, self.query.chips)
        return [row_of(row) for row in page.rows]

    def _further(self, offset: int, page: Rows[ListRow], give: Give) -> None:
        """Show a page further down; the row of the open card is marked when it comes."""
        rows = self._rows(page)
        give(rows)
        ids = [row.id for row in rows]
        if self._wanted in ids and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.table.rows.index(offset + ids.index(self._wanted), 0))

    def _mark_wanted(self, ids: list[str]) -> None:
        """Mark whose card is open, else the first; nobody where that row stands further down."""
        at = ids.index(self._wanted) if self._wanted in ids else -1 if self._wanted else 0
        self.table.setCurrentIndex(self.table.rows.index(at, 0))

    def _sort(self, key: str, descending: bool) -> None:  # noqa: FBT001 - the signal's own form
        self.query = replace(self.query, sort=Sort(key), descending=descending)
        self.refresh()

    def _arrived(self, first: Rows[ListRow]) -> None:
        count = number(first.total)
        self.count.say(tr(_("more than {n}"), n=count) if first.is_more else count)
        filtered = bool(self.query.text.strip() or self.query.chips)
        self.states.arrived(empty=first.total == 0, filtered=filtered)
        rows, query = self._rows(first), self.query

        def fetch(offset: int, limit: int, give: Give) -> None:
            if offset == 0:
                give(rows)
                return
            wanted = replace(query, offset=offset, limit=limit)
            self.context.ask(
                list_parties, wanted, done=lambda page: self._further(offset, page, give)
            )

        self.table.rows.browse(first.total, fetch)
        if rows:
            self._mark_wanted([row.id for row in rows])
        self.context.announce(tr(_("{count} in the list"), count=first.total))


_EXPORTED = {
    "name": ExportColumn.NAME,
    "number": ExportColumn.NUMBER,
    "phone": ExportColumn.PHONE,
    "town": ExportColumn.TOWN,
    "since": ExportColumn.SINCE,
    "ended": ExportColumn.ENDED,
}
"""Which column of a file a column of the list becomes."""
