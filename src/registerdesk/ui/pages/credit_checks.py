"""Credit checks: everybody's in a list, one person's beside it, and the form of a new one."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from registerdesk.domain.contact_lists import CreditCheckQuery, CreditCheckRow
from registerdesk.domain.credit_checks import BUREAU_LABELS, OUTCOME_LABELS, CreditCheck, Outcome
from registerdesk.domain.formats import amount
from registerdesk.domain.party_lists import Page as Rows
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button, filter_chip
from registerdesk.ui.kit.chip_keys import ChipKeys
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.flow_row import FlowRow
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.notices import EmptyView
from registerdesk.ui.kit.page import Page, PageHead
from registerdesk.ui.kit.room import OneAtATime
from registerdesk.ui.kit.table import PAGE, Cell, Column, Give, Row, Table
from registerdesk.ui.kit.text import language, number, tr
from registerdesk.ui.register.check_detail import CheckDetail
from registerdesk.ui.register.check_form import CheckForm
from registerdesk.ui.register.list_detail import ListDetail
from registerdesk.ui.register.list_tabs import OUTCOME_CHIPS
from registerdesk.ui.register.states import States
from registerdesk.usecases.credit_checks import (
    CheckRecorded,
    NewCreditCheck,
    list_credit_checks,
    record_credit_check,
    view_credit_checks,
)

KEY, NEW = "credit_checks", "new"
COLUMNS = (
    Column(key="asked_on", title=_("Asked on"), width=114),
    Column(key="name", title=_("Name"), width=170, stretch=True, sortable=False),
    Column(key="outcome", title=_("Result"), width=160, sortable=False),
    Column(key="bureau", title=_("Asked of"), width=150, spare=2, sortable=False),
    Column(key="limit", title=_("Limit"), width=110, spare=3, right=True, sortable=False),
    Column(key="valid", title=_("Valid until"), width=112, spare=1, sortable=False),
)


class CreditChecksPage(Page):
    """The list of checks; Enter shows a person's, Ctrl+N P records a new one."""

    def __init__(self, context: WindowContext) -> None:
        """Build list, detail and nothing else yet."""
        super().__init__(context)
        self.query = CreditCheckQuery()
        self._names: dict[UUID, str] = {}
        self.form: CheckForm | None = None
        self.may_record = is_granted(context.user.roles, Permission.RECORD_CREDIT_CHECK)
        self.detail = CheckDetail(may_record=self.may_record)
        self.detail.person_wanted.connect(lambda who: context.navigate("customers", str(who)))
        self.detail.record_wanted.connect(lambda who: context.navigate(KEY, f"{NEW}:{who}"))
        self.panes_beside = ListDetail(self._list(), self.detail, context.settings, KEY)
        self._stack = OneAtATime(self)
        self._stack.addWidget(self.panes_beside)

    def open(self, argument: str) -> None:
        """Show the list; with an id that person's checks; with "new" the form."""
        if argument.startswith(NEW):
            self._open_form(argument.partition(":")[2])
            return
        self._close_form()
        self.refresh()
        if argument:
            self._ask_detail(UUID(argument))
        else:
            self._narrow(opened=False)
            self.states.take_focus()

    def refresh(self) -> None:
        """Read the list again."""
        self.states.loading()
        self.context.ask(
            list_credit_checks,
            self.query,
            done=self._arrived,
            failed=lambda error: self.states.failed(error, self.refresh),
            latest="list.credit_checks",
        )

    def leave(self) -> bool:
        """Stay while a form has unsaved words."""
        if self.form is not None and self.form.touched:
            self.context.toast(tr(_("What you wrote is not saved.")), self._discard, _("Discard"))
            return False
        return True

    def primary(self) -> None:
        """Save the form."""
        if self.form is not None:
            self.form.save()

    def panes(self) -> list[QWidget]:
        """Return list and detail, or the form."""
        return [self.form] if self.form is not None else self.panes_beside.panes()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave form or detail with Esc."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.form is None or self.leave():
            self.context.navigate(KEY, "")

    def _list(self) -> QWidget:
        head = PageHead(_("Credit checks"))
        self.count = Label(role="secondary")
        head.add_beside(self.count)
        if self.may_record:
            button = Button(_("New credit check"), icon_name="plus")
            button.clicked.connect(lambda: self.context.navigate(KEY, NEW))
            head.add_action(button)
        self.chips: dict[Outcome, QPushButton] = {}
        row = FlowRow()
        for outcome in Outcome:
            chip = filter_chip(OUTCOME_LABELS[outcome])
            chip.clicked.connect(lambda on, o=outcome: self._filter(o if on else None))
            self.chips[outcome] = chip
            row.addWidget(chip)
        head.below.addLayout(row)
        self.table = Table(COLUMNS, tr(_("Credit checks")), self.context.settings, "credit_checks")
        self.table.setProperty("flush", "true")
        self.table.show_sort("asked_on", descending=True)
        self.table.sort_wanted.connect(self._sort)
        self.table.opened.connect(lambda row: self.context.navigate(KEY, row))
        empty = EmptyView(_("No credit check is registered."), "", "gauge")
        self.states = States(self.table, empty, area=_("Credit checks"))
        ChipKeys(self.chips.values(), self.table, self.states.take_focus)
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.states, 1)
        return room

    def _filter(self, outcome: Outcome | None) -> None:
        for each, chip in self.chips.items():
            chip.setChecked(each is outcome)
        self.query = replace(self.query, outcome=outcome)
        self.refresh()

    def _sort(self, _key: str, descending: bool) -> None:  # noqa: FBT001 - the signal's own form
        self.query = replace(self.query, oldest_first=not descending)
        self.refresh()

    def _arrived(self, first: Rows[CreditCheckRow]) -> None:
        query = self.query
        self.count.say(number(first.total))
        self.states.arrived(empty=first.total == 0, filtered=query.outcome is not None)
        rows = self._rows(first)

        def fetch(offset: int, limit: int, give: Give) -> None:
            if offset == 0:
                give(rows)
                return
            wanted = replace(query, offset=offset, limit=limit)
            self.context.ask(list_credit_checks, wanted, done=lambda page: give(self._rows(page)))

        self.table.rows.browse(first.total, fetch)
        if rows:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))

    def _rows(self, page: Rows[CreditCheckRow]) -> list[Row]:
        self._names |= {row.party_id: row.name for row in page.rows if row.name}
        return [_row(row) for row in page.rows]

    def _ask_detail(self, party_id: UUID) -> None:
        self.context.ask(
            view_credit_checks,
            party_id,
            done=lambda checks: self._show_detail(party_id, checks),
            failed=lambda error: self.states.failed(error, self.refresh),
            latest="credit_checks.detail",
        )

    def _show_detail(self, party_id: UUID, checks: tuple[CreditCheck, ...]) -> None:
        name = self._names.get(party_id) or tr(_("Credit checks"))
        self.detail.show_checks(party_id, name, checks)
        self._narrow(opened=True)
        self._choose(party_id)
        self.detail.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, party_id: UUID) -> None:
        """Stand on the row of whose checks are shown, if it is at hand."""
        for at in range(min(self.table.rows.rowCount(), PAGE)):
            row = self.table.rows.row(at)
            if row is not None and row.id == str(party_id):
                self.table.setCurrentIndex(self.table.rows.index(at, 0))
                return

    def _narrow(self, *, opened: bool) -> None:
        both = self.panes_beside.show_detail(opened=opened)
        for at in range(2, len(COLUMNS)):
            self.table.setColumnHidden(at, both)
        self.table.fit()

    def _open_form(self, party: str) -> None:
        self._close_form()
        self.form = CheckForm(self.context)
        self.form.saved.connect(self._record)
        self.form.left.connect(self._leave_form)
        self._stack.addWidget(self.form)
        self._stack.setCurrentWidget(self.form)
        party_id = UUID(party) if party else None
        self.form.begin(party_id, self._names.get(party_id, "") if party_id else "")

    def _close_form(self) -> None:
        if self.form is not None:
            self._stack.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None
        self._stack.setCurrentWidget(self.panes_beside)

    def _leave_form(self) -> None:
        if self.leave():
            self.context.navigate(KEY, "")

    def _discard(self) -> None:
        self._close_form()
        self.context.navigate(KEY, "")

    def _record(self, party_id: UUID, new: NewCreditCheck) -> None:
        form = self.form
        if form is None:
            return

        def recorded(_recorded: CheckRecorded) -> None:
            self._close_form()
            self.context.toast(tr(_("The credit check is registered.")))
            self.context.navigate(KEY, str(party_id))

        self.context.ask(record_credit_check, party_id, new, done=recorded, failed=form.refuse)


def _row(row: CreditCheckRow) -> Row:
    name = row.name or tr(_("Protected personal data"))
    icon = "shield" if row.is_protected else ""
    return Row(
        id=str(row.party_id),
        cells=(
            Cell(text=row.asked_on.isoformat()),
            Cell(text=f"{name}  {row.number}".strip(), icon=icon, strong=True),
            Cell(text=tr(OUTCOME_LABELS[row.outcome]), chip=OUTCOME_CHIPS[row.outcome]),
            Cell(text=tr(BUREAU_LABELS[row.bureau])),
            Cell(text="–" if row.limit is None else amount(row.limit, language.code)),
            Cell(text=row.valid_until.isoformat() if row.valid_until else "–"),
        ),
    )
