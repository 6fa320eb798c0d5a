"""The card's tab of business history: one timeline, filtered by kind, with sums and clocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button, filter_chip
from registerdesk.ui.kit.chip_keys import ChipKeys
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.flow_row import FlowRow
from registerdesk.ui.kit.keycap import KeyHints
from registerdesk.ui.kit.labels import ElideLabel
from registerdesk.ui.kit.notices import EmptyView
from registerdesk.ui.kit.table import Column, Table
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register.dealing_words import CHIPS, dealing_row, sums
from registerdesk.ui.register.states import States
from registerdesk.usecases.dealings import Dealing, Dealings, view_dealings
from registerdesk.usecases.desk import UseCase

COLUMNS = (
    Column(key="on", title=_("Date"), width=96, sortable=False),
    Column(key="kind", title=_("Kind of event"), width=88, sortable=False),
    Column(key="what", title=_("What it is about"), width=110, stretch=True, sortable=False),
    Column(key="amount", title=_("Amount"), width=112, right=True, sortable=False),
    Column(key="kept", title=_("Kept until"), width=98, sortable=False),
)
AMOUNT = 3


class _Timeline(Table):
    """The table, and the single letters that act in it."""

    add_wanted = Signal()
    edit_wanted = Signal()
    remove_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add with N, correct with E, take out with Delete."""
        letter = event.text().casefold()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if plain and letter == "n":
            self.add_wanted.emit()
        elif plain and letter == "e":
            self.edit_wanted.emit()
        elif plain and event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)


class DealingsTab(QWidget):
    """Fetched only when it is looked at, because looking is logged."""

    add_wanted = Signal()
    edit_wanted = Signal(object)
    remove_wanted = Signal(object)
    arrived = Signal(int)

    def __init__(self, context: WindowContext) -> None:
        """Begin empty."""
        super().__init__()
        self._context = context
        self._found = Dealings(rows=(), totals={})
        self._kind = ""
        roles = context.user.roles
        self._may_add = is_granted(roles, Permission.RECORD_DEALING) or is_granted(
            roles, Permission.EDIT_PARTY
        )
        self.table = _Timeline(COLUMNS, tr(_("Business history")), context.settings, "timeline")
        self.table.add_wanted.connect(self._want_one_more)
        self.table.edit_wanted.connect(self._want_edit)
        self.table.remove_wanted.connect(self._want_one_less)
        self.table.opened.connect(lambda _id: self._want_edit())
        empty = EmptyView(
            _("No business history yet."),
            _("Purchases, deliveries, invoices, payments and agreements stand here."),
            "document",
        )
        self.states = States(self.table, empty, area=_("Business history"))
        self.total = ElideLabel(role="secondary")
        self.add = Button(_("Add"), key="N", icon_name="plus")
        self.add.clicked.connect(self._want_one_more)
        column = QVBoxLayout(self)
        margin = theme.px(24)
        column.setContentsMargins(margin, theme.px(16), margin, theme.px(12))
        column.setSpacing(theme.px(8))
        column.addLayout(self._chip_row())
        column.addWidget(self.states, 1)
        column.addWidget(self.total)
        column.addLayout(self._foot())
        ChipKeys(self.chips.values(), self.table, self.states.take_focus)
        self.add.setVisible(self._may_add)

    def show_party(
        self, party_id: UUID, under: Callable[[UseCase[..., Any]], UseCase[..., Any]]
    ) -> None:
        """Fetch a person's business history, the way that the card was opened."""
        self.states.loading()
        self._context.ask(
            under(view_dealings),
            party_id,
            done=self._show,
            failed=lambda error: self.states.failed(
                error, lambda: self.show_party(party_id, under)
            ),
            latest="dealings",
        )

    def clear(self) -> None:
        """Show nobody's."""
        self._show(Dealings(rows=(), totals={}))

    def current(self) -> Dealing | None:
        """Return the event with the focus."""
        at, rows = self.table.currentIndex().row(), self._rows()
        return rows[at] if 0 <= at < len(rows) else None

    def filter(self, kind: str) -> None:
        """Show one kind alone, or all for none."""
        self._kind = kind
        for register, chip in self.chips.items():
            chip.setChecked(register == kind)
        self._fill()

    def _rows(self) -> list[Dealing]:
        return [row for row in self._found.rows if self._kind in ("", row.register)]

    def _show(self, found: Dealings) -> None:
        self._found = found
        kinds = {row.register for row in found.rows}
        for register, chip in self.chips.items():
            chip.setVisible(register in kinds)
        self.filter(self._kind if self._kind in kinds else "")
        self.arrived.emit(len(found.rows))

    def _fill(self) -> None:
        rows = self._rows()
        self.table.setColumnHidden(AMOUNT, not self._found.totals)
        self.table.rows.show([dealing_row(row) for row in rows])
        if rows:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))
        totals = self._found.totals
        shown = {kind: sum_ for kind, sum_ in totals.items() if self._kind in ("", kind)}
        self.total.say(sums(shown))
        self.total.setVisible(bool(shown))
        self.table.fit()
        self.states.arrived(empty=not self._found.rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add with N although nothing is there yet to have the focus."""
        if event.text().casefold() == "n":
            self._want_one_more()
        else:
            super().keyPressEvent(event)

    def _want_one_more(self) -> None:
        if self._may_add:
            self.add_wanted.emit()

    def _want_edit(self) -> None:
        row = self.current()
        if row is not None:
            self.edit_wanted.emit(row)

    def _want_one_less(self) -> None:
        row = self.current()
        if row is not None:
            self.remove_wanted.emit(row)

    def _chip_row(self) -> FlowRow:
        self.chips: dict[str, QPushButton] = {}
        row = FlowRow()
        for register, message in CHIPS.items():
            chip = filter_chip(message)
            chip.hide()
            chip.clicked.connect(lambda on, kind=register: self.filter(kind if on else ""))
            self.chips[register] = chip
            row.addWidget(chip)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(
            KeyHints((("↑", ""), ("↓", _("move")), ("E", _("edit")), ("Del", _("remove"))))
        )
        row.addStretch(1)
        row.addWidget(self.add)
        return row
