"""Tables: rows read page by page, sorted where they are kept, never measured by content."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.table_delegate import ROW_ROLE, Cell, Row, TableDelegate
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme

PAGE, PAGES = 100, 40
Index = QModelIndex | QPersistentModelIndex
Give = Callable[[Sequence[Row]], None]
Fetch = Callable[[int, int, Give], None]
_ROLE = Qt.ItemDataRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its key for sorting, its title as a message, its width at 100 %.

    Where a table has no room for all, those that can be spared are left out, 1 before 2.
    """

    key: str
    title: str
    width: int = 120
    stretch: bool = False
    right: bool = False
    sortable: bool = True
    spare: int = 0


class TableModel(QAbstractTableModel):
    """Rows by number: all at hand (`show`), or fetched in pages of 100 as they are seen."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """Begin empty."""
        super().__init__()
        self.columns = tuple(columns)
        self._total = 0
        self._epoch = 0
        self._fetch: Fetch | None = None
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._asked: set[int] = set()

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows, all of them at hand."""
        self.beginResetModel()
        self._forget(len(rows), None)
        for page in range(0, len(rows), PAGE):
            self._pages[page // PAGE] = rows[page : page + PAGE]
        self.endResetModel()

    def browse(self, total: int, fetch: Fetch) -> None:
        """Show `total` rows; `fetch(offset, limit, give)` hands a page over when it has it."""
        self.beginResetModel()
        self._forget(total, fetch)
        self.endResetModel()

    def row(self, number: int) -> Row | None:
        """Return a row if it is at hand, else ask for its page."""
        page = self._pages.get(number // PAGE)
        if page is None:
            self._ask(number // PAGE)
            return None
        self._pages.move_to_end(number // PAGE)
        return page[number % PAGE] if number % PAGE < len(page) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """Return a cell's text, its row, or what a screen reader says of it."""
        if not index.isValid():
            return None
        row = self.row(index.row())
        if row is None:
            return "…" if role == _ROLE.DisplayRole and index.column() == 0 else None
        cell = row.cells[index.column()]
        if role == _ROLE.DisplayRole:
            return cell.text
        if role == _ROLE.AccessibleTextRole:
            return f"{tr(self.columns[index.column()].title)}: {cell.spoken or cell.text}"
        if role == ROW_ROLE:
            return row
        return self._alignment(index.column()) if role == _ROLE.TextAlignmentRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> object:
        """Return a column's title."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return tr(self.columns[section].title)
        return self._alignment(section) if role == _ROLE.TextAlignmentRole else None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if self.columns[column].right else _LEFT
        return side | Qt.AlignmentFlag.AlignVCenter

    def _forget(self, total: int, fetch: Fetch | None) -> None:
        self._total, self._fetch = total, fetch
        self._epoch += 1
        self._pages.clear()
        self._asked.clear()

    def _ask(self, page: int) -> None:
        if self._fetch is None or page in self._asked:
            return
        self._asked.add(page)
        epoch = self._epoch
        self._fetch(page * PAGE, PAGE, lambda rows: self._take(epoch, page, rows))

    def _take(self, epoch: int, page: int, rows: Sequence[Row]) -> None:
        """Keep a page that has come; one that was asked before a change is dropped."""
        if epoch != self._epoch:
            return
        self._asked.discard(page)
        self._pages[page] = rows
        while len(self._pages) > PAGES:
            self._pages.popitem(last=False)
        last = min(self._total, (page + 1) * PAGE) - 1
        corner = self.index(last, len(self.columns) - 1)
        self.dataChanged.emit(self.index(page * PAGE, 0), corner)


_LEFT = Qt.AlignmentFlag.AlignLeft


class Table(QTableView):
    """A list of records: Enter opens, the header sorts, widths are remembered."""

    opened = Signal(str)
    chosen = Signal(str)
    sort_wanted = Signal(str, bool)

    def __init__(
        self, columns: Sequence[Column], name: str, settings: Settings, key: str = ""
    ) -> None:
        """Show the columns; `name` is what a reader hears, widths are kept under `key` if any."""
        super().__init__()
        self._columns = tuple(columns)
        self._settings = settings
        self._spared: set[int] = set()
        self._key = f"table.{key}" if key else ""
        self.rows = TableModel(columns)
        self.setModel(self.rows)
        self.setItemDelegate(TableDelegate(self))
        self.setAccessibleName(name)
        self._set_up()
        self._measure()
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.selectionModel().currentRowChanged.connect(self._current_changed)

    def show_sort(self, key: str, *, descending: bool = False) -> None:
        """Show by which column the rows are sorted."""
        section = [column.key for column in self._columns].index(key)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(section, order)

    def fit(self) -> None:
        """Share the room anew after columns were hidden or shown."""
        self._stretch()

    def current_id(self) -> str:
        """Return the id of the row with the focus, or nothing."""
        row = self.rows.row(self.currentIndex().row()) if self.currentIndex().isValid() else None
        return row.id if row else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; sort the column with Ctrl and an arrow."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self._open(self.currentIndex().row())
        elif control and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._sort(max(self.currentIndex().column(), 0), down=event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow text size and density."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give what is left to the column that stretches."""
        super().resizeEvent(event)
        self._stretch()

    def _set_up(self) -> None:
        view = QAbstractItemView
        self.setSelectionBehavior(view.SelectionBehavior.SelectRows)
        self.setSelectionMode(view.SelectionMode.SingleSelection)
        self.setEditTriggers(view.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(view.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(view.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(_LEFT | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sectionClicked.connect(self._header_clicked)
        header.sectionResized.connect(self._remember)
        self._ready = True

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.row_height())
        self.verticalHeader().setMinimumSectionSize(theme.px(24))
        kept = self._settings.get(self._key).split() if self._key else []
        for section, column in enumerate(self._columns):
            width = int(kept[section]) if len(kept) == len(self._columns) else column.width
            self.setColumnWidth(section, theme.px(width))
        self._stretch()

    def _stretch(self) -> None:
        """Share what is left among the columns that stretch, but never less than their width."""
        self._leave_out()
        shown = [at for at in range(len(self._columns)) if not self.isColumnHidden(at)]
        elastic = [at for at in shown if self._columns[at].stretch]
        fixed = sum(self.columnWidth(at) for at in range(len(self._columns)) if at not in elastic)
        for at in elastic:
            share = (self.viewport().width() - fixed) // len(elastic)
            self.setColumnWidth(at, max(share, theme.px(self._columns[at].width)))

    def _leave_out(self) -> None:
        """Leave out as many of the columns that can be spared as the room asks for."""
        for at in self._spared:
            self.setColumnHidden(at, False)
        self._spared.clear()
        shown = [at for at in range(len(self._columns)) if not self.isColumnHidden(at)]
        need = sum(theme.px(self._columns[at].width) for at in shown)
        spare = sorted((self._columns[at].spare, at) for at in shown if self._columns[at].spare)
        for _rank, at in spare:
            if need > self.viewport().width() and self.isVisible():
                self.setColumnHidden(at, True)
                self._spared.add(at)
                need -= theme.px(self._columns[at].width)

    def _remember(self, section: int, _old: int, _new: int) -> None:
        is_by_hand = self.horizontalHeader().underMouse() and not self._columns[section].stretch
        if self._key and is_by_hand:
            scale = theme.px(100) / 100
            widths = [round(self.columnWidth(at) / scale) for at in range(len(self._columns))]
            self._settings.set(self._key, " ".join(map(str, widths)))

    def _header_clicked(self, section: int) -> None:
        header = self.horizontalHeader()
        again = header.sortIndicatorSection() == section
        self._sort(section, down=again and header.sortIndicatorOrder() == _DESCENDING)

    def _sort(self, section: int, *, down: bool) -> None:
        column = self._columns[section]
        if column.sortable:
            self.show_sort(column.key, descending=down)
            self.sort_wanted.emit(column.key, down)

    def _open(self, number: int) -> None:
        row = self.rows.row(number) if number >= 0 else None
        if row is not None:
            self.opened.emit(row.id)

    def _current_changed(self, index: QModelIndex, _old: QModelIndex) -> None:
        row = self.rows.row(index.row()) if index.isValid() else None
        if row is not None:
            self.chosen.emit(row.id)


_DESCENDING = Qt.SortOrder.DescendingOrder

__all__ = ["Cell", "Column", "Row", "Table", "TableModel"]
