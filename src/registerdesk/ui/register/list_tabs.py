"""The card's lists: contacts, credit checks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from registerdesk.domain.contacts import Contact
from registerdesk.domain.credit_checks import (
    BUREAU_LABELS,
    NEED_LABELS,
    OUTCOME_LABELS,
    CreditCheck,
    Outcome,
)
from registerdesk.domain.fields import is_withheld
from registerdesk.domain.formats import amount
from registerdesk.domain.texts import _
from registerdesk.ui.kit.notices import EmptyView
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.table import Cell, Column, Row, Table
from registerdesk.ui.kit.text import language, tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register import contact_words
from registerdesk.ui.register.states import States

CONTACT_COLUMNS = (
    Column(key="at", title=_("Time"), width=146, sortable=False),
    Column(key="kind", title=_("Way"), width=172, sortable=False),
    Column(key="heading", title=_("Heading"), width=180, stretch=True, sortable=False),
    Column(key="who", title=_("By"), width=130, sortable=False),
)
CHECK_COLUMNS = (
    Column(key="asked", title=_("Asked on"), width=100, sortable=False),
    Column(key="bureau", title=_("Asked of"), width=140, stretch=True, sortable=False),
    Column(key="outcome", title=_("Result"), width=150, sortable=False),
    Column(key="limit", title=_("Limit"), width=100, right=True, sortable=False),
    Column(key="valid", title=_("Valid until"), width=100, sortable=False),
    Column(key="need", title=_("Legitimate need"), width=140, sortable=False),
)
NEED = 5
"""The column that is absent where its content is sealed."""
_ROOM = 620
OUTCOME_CHIPS = {Outcome.APPROVED: "ok", Outcome.CONDITIONS: "warn", Outcome.DENIED: "danger"}


class ListTab(QWidget):
    """One table of the card with its empty view; a row opens its page."""

    opened = Signal(str)

    def __init__(
        self, table: Table, empty: EmptyView, area: str, spare: Sequence[int] = ()
    ) -> None:
        """Take the table, what stands there while it is empty, and columns that can be spared."""
        super().__init__()
        self.table = table
        self._spare, self._sealed = frozenset(spare), frozenset[int]()
        self.states = States(table, empty, area=area)
        table.opened.connect(self.opened)
        margin = theme.px(24)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(margin, theme.px(16), margin, theme.px(16))
        self.column.addWidget(self.states, 1)

    def show_checks(self, checks: Sequence[CreditCheck]) -> None:
        """Show credit checks; a column that is sealed for the reader is absent."""
        sealed = all(is_withheld(check.need) for check in checks)
        self._sealed = frozenset({NEED}) if sealed else frozenset()
        self._fit()
        self.show_rows(check_rows(checks))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, or that there are none."""
        self.table.rows.show(rows)
        if rows:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))
        self.states.arrived(empty=not rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what can be spared where there is no room for it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        gone = self._sealed | (self._spare if self.width() < theme.px(_ROOM) else frozenset())
        for at in self._spare | self._sealed:
            self.table.setColumnHidden(at, at in gone)
        self.table.fit()


def contacts_tab(settings: Settings, nothing: str) -> ListTab:
    """Return the tab of calls, letters, visits and e-mails, and what it says without any."""
    table = Table(CONTACT_COLUMNS, tr(_("Contacts")), settings, "card_contacts")
    empty = EmptyView(nothing, _("A call is logged with F2."), "phone")
    return ListTab(table, empty, _("Contacts"), spare=(3,))


def checks_tab(settings: Settings) -> ListTab:
    """Return the tab of credit checks."""
    table = Table(CHECK_COLUMNS, tr(_("Credit checks")), settings, "card_checks")
    empty = EmptyView(_("No credit check is registered."), "", "gauge")
    return ListTab(table, empty, _("Credit checks"), spare=(4, NEED))


def contact_rows(contacts: Sequence[Contact], names: dict[str, str], today: str) -> list[Row]:
    """Return contacts as rows; `names` are colleagues by id, `today` an ISO date."""
    return [
        Row(
            id=str(contact.id),
            cells=(
                Cell(text=contact_words.moment_of(contact, today)),
                Cell(
                    text=contact_words.kind_words(contact.way, contact.direction),
                    icon=contact_words.icon_of(contact.way),
                ),
                Cell(text=contact.heading or contact_words.first_line(contact)),
                Cell(text=names.get(str(contact.recorded_by), "–"), tone="muted"),
            ),
        )
        for contact in contacts
    ]


def check_rows(checks: Sequence[CreditCheck]) -> list[Row]:
    """Return credit checks as rows; the need is there for those who hold its key."""
    return [
        Row(
            id=str(check.id),
            cells=(
                Cell(text=check.asked_on.isoformat()),
                Cell(text=tr(BUREAU_LABELS[check.bureau])),
                Cell(text=tr(OUTCOME_LABELS[check.outcome]), chip=OUTCOME_CHIPS[check.outcome]),
                Cell(text="–" if check.limit is None else amount(check.limit, language.code)),
                Cell(text=check.valid_until.isoformat() if check.valid_until else "–"),
                _need(check),
            ),
        )
        for check in checks
    ]


def _need(check: CreditCheck) -> Cell:
    return Cell(text="–" if is_withheld(check.need) else tr(NEED_LABELS[check.need]))
