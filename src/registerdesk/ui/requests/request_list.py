"""The list of requests: by deadline, with chips that choose whose and which."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from registerdesk.domain.calendar import Urgency
from registerdesk.domain.rights_requests import RIGHT_LABELS, STEP_LABELS, RequestState
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import filter_chip
from registerdesk.ui.kit.chip_keys import ChipKeys
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.notices import EmptyView
from registerdesk.ui.kit.page import PageHead
from registerdesk.ui.kit.table import Cell, Column, Give, Row, Table
from registerdesk.ui.kit.text import number, tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register.states import States
from registerdesk.ui.requests.words import days_chip, days_words, name_words, status_words
from registerdesk.usecases.rights_requests import (
    RequestFilter,
    RequestPage,
    RequestRow,
    list_requests,
)

COLUMNS = (
    Column(key="limit", title=_("Time limit"), width=142, sortable=False),
    Column(key="number", title=_("No."), width=104, spare=5, sortable=False),
    Column(key="right", title=_("Type"), width=160, sortable=False),
    Column(key="person", title=_("Person"), width=150, stretch=True, sortable=False),
    Column(key="step", title=_("Step"), width=96, spare=3, sortable=False),
    Column(key="owner", title=_("Responsible"), width=112, spare=2, sortable=False),
    Column(key="received", title=_("Received"), width=98, spare=1, sortable=False),
    Column(key="answer_by", title=_("Answer by"), width=108, spare=4, sortable=False),
)
CHIPS = {
    RequestFilter.MINE: _("Mine {n}"),
    RequestFilter.OPEN: _("All open {n}"),
    RequestFilter.PAUSED: _("Paused {n}"),
    RequestFilter.SENT: _("Sent {n}"),
}
_ROWS = 100


class _Keyed(Table):
    """The table; A assigns, P pauses."""

    take_wanted = Signal(str)
    pause_wanted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Assign or pause the row with the focus."""
        wanted = {"a": self.take_wanted, "p": self.pause_wanted}.get(event.text().casefold())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if wanted is not None and plain and self.current_id():
            wanted.emit(self.current_id())
        else:
            super().keyPressEvent(event)


class RequestList(QWidget):
    """Head with count and chips; the table; asks the desk for each page it shows."""

    opened = Signal(str)
    take_wanted = Signal(object)
    pause_wanted = Signal(object)

    def __init__(self, context: WindowContext) -> None:
        """Begin with nothing asked for."""
        super().__init__()
        self.context = context
        self.shown = RequestFilter.OPEN
        self._rows: dict[str, RequestRow] = {}
        self._takes_focus = False
        self.head = PageHead(_("Requests"))
        self.count = Label(role="secondary")
        self.head.add_beside(self.count)
        self.chips: dict[RequestFilter, QPushButton] = {}
        self.head.below.addLayout(self._chip_row())
        self.table = _Keyed(COLUMNS, tr(_("Requests")), context.settings, "requests")
        self.table.setProperty("flush", "true")
        self.table.opened.connect(self.opened)
        self.table.take_wanted.connect(lambda row: self.take_wanted.emit(self._rows[row]))
        self.table.pause_wanted.connect(lambda row: self.pause_wanted.emit(self._rows[row]))
        empty = EmptyView(
            _("No open requests."), _("A request is registered during the call with F2."), "inbox"
        )
        self.states = States(self.table, empty, area=_("Requests"))
        ChipKeys(self.chips.values(), self.table, self.states.take_focus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.states, 1)

    def begin(self) -> None:
        """Read the list, and take the focus when its rows have come."""
        self._takes_focus = True
        self.refresh()

    def refresh(self) -> None:
        """Read the list again, from its first page."""
        self.states.loading()
        shown, desk = self.shown, self.context
        desk.runner.ask(
            lambda: desk.desk.do(list_requests, shown, rows=_ROWS),
            self._arrived,
            lambda error: self.states.failed(error, self.refresh),
            latest="requests.list",
        )

    def choose(self, shown: RequestFilter) -> None:
        """Show another chip's rows."""
        self.shown = shown
        for each, chip in self.chips.items():
            chip.setChecked(each is shown)
        self.refresh()

    def select(self, request_id: str) -> None:
        """Put the focus on one row, if it is at hand."""
        for at in range(min(self.table.rows.rowCount(), _ROWS)):
            row = self.table.rows.row(at)
            if row is not None and row.id == request_id:
                self.table.setCurrentIndex(self.table.rows.index(at, 0))

    def forget(self) -> None:
        """Let go of names."""
        self._rows.clear()
        self.table.rows.show([])

    def _chip_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        for shown, message in CHIPS.items():
            chip = filter_chip(message, n=0)
            chip.setChecked(shown is self.shown)
            chip.clicked.connect(lambda _on=False, s=shown: self.choose(s))
            self.chips[shown] = chip
            row.addWidget(chip)
        row.addStretch(1)
        return row

    def _arrived(self, first: RequestPage) -> None:
        self.count.say(number(first.total))
        for shown, chip in self.chips.items():
            chip.setText(tr(CHIPS[shown], n=number(first.counts[shown])))
            chip.setAccessibleName(chip.text())
        self._count_in_sidebar(first)
        filtered = self.shown is not RequestFilter.OPEN
        self.states.arrived(empty=first.total == 0, filtered=filtered)
        kept, shown = self.table.current_id(), self.shown
        rows = self._shown(first)

        def fetch(offset: int, limit: int, give: Give) -> None:
            if offset == 0:
                give(rows)
                return
            self.context.runner.ask(
                lambda: self.context.desk.do(
                    list_requests, shown, page=offset // limit, rows=limit
                ),
                lambda page: give(self._shown(page)),
            )

        self.table.rows.browse(first.total, fetch)
        if rows:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))
            self.select(kept)
        if self._takes_focus:
            self._takes_focus = False
            self.states.take_focus()
        self.context.announce(tr(_("{count} in the list"), count=first.total))

    def _shown(self, page: RequestPage) -> list[Row]:
        self._rows |= {str(row.id): row for row in page.rows}
        return [row_of(row, self.context.today()) for row in page.rows]

    def _count_in_sidebar(self, page: RequestPage) -> None:
        """Show how many are open; red where the law presses on one of them."""
        if self.shown is not RequestFilter.OPEN:
            return
        pressing = {row.urgency for row in page.rows if not row.is_paused}
        kind = "danger" if Urgency.DANGER in pressing else "neutral"
        kind = "warn" if kind == "neutral" and Urgency.WARN in pressing else kind
        self.context.set_counter("requests", page.counts[RequestFilter.OPEN], kind)


def row_of(row: RequestRow, today: date) -> Row:
    """Return a request as the table shows it."""
    open_case = row.state is RequestState.OPEN
    step = tr(STEP_LABELS[row.step]) if open_case else tr(status_words(row)[0])
    limit = days_words(row, today)
    return Row(
        id=str(row.id),
        cells=(
            Cell(text=limit, chip=days_chip(row)),
            Cell(text=row.number),
            Cell(text=tr(RIGHT_LABELS[row.right])),
            Cell(text=name_words(row), icon="shield" if row.is_protected else "", strong=True),
            Cell(text=step),
            Cell(text=row.owner_name, tone="" if row.owner else "muted"),
            Cell(text=row.received_on.isoformat(), tone="muted"),
            Cell(text=row.answer_by.isoformat(), tone="muted"),
        ),
    )
