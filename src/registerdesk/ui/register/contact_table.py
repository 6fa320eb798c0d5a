"""The list of contacts: filter, chips by way, a table read page by page."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from registerdesk.domain.contact_lists import ContactQuery, ContactRow
from registerdesk.domain.fields import Area
from registerdesk.domain.party_lists import Page as Rows
from registerdesk.domain.staff import may_read
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.chip_keys import ChipKeys
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.moments import when
from registerdesk.ui.kit.notices import EmptyView
from registerdesk.ui.kit.page import PageHead
from registerdesk.ui.kit.table import Cell, Column, Give, Row, Table
from registerdesk.ui.kit.text import number, tr
from registerdesk.ui.register import contact_words
from registerdesk.ui.register.colleagues import colleagues
from registerdesk.ui.register.contact_filters import ContactFilters
from registerdesk.ui.register.states import States
from registerdesk.usecases.contacts import list_contacts

COLUMNS = (
    Column(key="at", title=_("Time"), width=160),
    Column(key="name", title=_("With"), width=160, stretch=True, sortable=False),
    Column(key="kind", title=_("Way"), width=172, spare=2, sortable=False),
    Column(key="heading", title=_("Heading"), width=200, spare=3, stretch=True, sortable=False),
    Column(key="who", title=_("By"), width=130, spare=1, sortable=False),
)
_BESIDE = 2


class _Lettered(Table):
    """The table; letters go to the page, so that N, E and "/" act."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave single letters to the page."""
        if event.text().casefold() in ("n", "e", "/"):
            event.ignore()
        else:
            super().keyPressEvent(event)


class ContactTable(QWidget):
    """Head with count, filter and chips; asks the desk for each page it shows."""

    opened = Signal(str)
    new_wanted = Signal()

    def __init__(self, context: WindowContext, *, may_write: bool) -> None:
        """Begin with nothing asked for."""
        super().__init__()
        self.context = context
        self.query = ContactQuery()
        self.names: dict[UUID, str] = {}
        head = PageHead(_("Contacts"))
        self.count = Label(role="secondary")
        head.add_beside(self.count)
        if may_write:
            button = Button(_("New contact"), key="N", icon_name="plus")
            button.clicked.connect(self.new_wanted)
            head.add_action(button)
        self.filters = ContactFilters(context)
        self.filters.changed.connect(self._narrow)
        self.filter = self.filters.heading
        head.below.addWidget(self.filters)
        only_own = not may_read(context.user.roles, Area.CONTACTS)
        if only_own:
            words = _("You see the contacts that you have recorded yourself.")
            head.say_subtitle(tr(words))
        self.table = _Lettered(COLUMNS, tr(_("Contacts")), self.context.settings, "contacts")
        self.table.setProperty("flush", "true")
        self.table.show_sort("at", descending=True)
        self.table.sort_wanted.connect(self._sort)
        self.table.opened.connect(self.opened)
        nothing = _("No contacts in the period.")
        if only_own:
            nothing = _("You have recorded no contacts yet.")
        empty = EmptyView(nothing, _("A call is logged with F2."), "phone")
        self.states = States(self.table, empty, area=_("Contacts"))
        ChipKeys(self.filters.chips(), self.table, self.states.take_focus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.states, 1)

    def narrow(self, *, beside: bool) -> None:
        """Show time and person alone beside an open contact."""
        for at in range(_BESIDE, len(COLUMNS)):
            self.table.setColumnHidden(at, beside)
        self.table.fit()
        self.filters.narrow(beside=beside)

    def refresh(self) -> None:
        """Read the list again."""
        self.states.loading()
        self.context.ask(
            list_contacts,
            self.query,
            done=lambda page: colleagues(self.context, lambda who: self._arrived(page, who)),
            failed=lambda error: self.states.failed(error, self.refresh),
            latest="list.contacts",
        )

    def _narrow(self, query: ContactQuery) -> None:
        self.query = query
        self.refresh()

    def _sort(self, _key: str, descending: bool) -> None:  # noqa: FBT001 - the signal's own form
        self.filters.sort(oldest_first=not descending)

    def _arrived(self, first: Rows[ContactRow], who: dict[str, str]) -> None:
        query = self.query
        count = number(first.total)
        self.count.say(tr(_("more than {n}"), n=count) if first.is_more else count)
        self.states.arrived(empty=first.total == 0)
        rows = self._rows(first, who)

        def fetch(offset: int, limit: int, give: Give) -> None:
            if offset == 0:
                give(rows)
                return
            wanted = replace(query, offset=offset, limit=limit)
            self.context.ask(list_contacts, wanted, done=lambda page: give(self._rows(page, who)))

        self.table.rows.browse(first.total, fetch)
        if rows:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))

    def _rows(self, page: Rows[ContactRow], who: dict[str, str]) -> list[Row]:
        self.names |= {row.contact_id: row.name for row in page.rows if row.name}
        today = self.context.today()
        return [
            Row(
                id=str(row.contact_id),
                cells=(
                    Cell(text=when(row.at, today)),
                    _name_cell(row),
                    Cell(
                        text=contact_words.kind_words(row.way, row.direction),
                        icon=contact_words.icon_of(row.way),
                    ),
                    Cell(text=row.heading),
                    Cell(text=who.get(str(row.recorded_by), "–"), tone="muted"),
                ),
            )
            for row in page.rows
        ]


def _name_cell(row: ContactRow) -> Cell:
    if row.is_protected:
        words = row.name or tr(_("Protected personal data"))
        return Cell(text=f"{words}  {row.number}".strip(), icon="shield", tone="violet")
    return Cell(text=row.name or tr(_("Unknown caller")), strong=True)
