"""Exports: every list that was taken out or waits to, and one of them beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.exports import EXPORT_STATE_LABELS, ExportState
from registerdesk.domain.texts import _
from registerdesk.ui.kit.confirm import ConfirmDialog
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.moments import when
from registerdesk.ui.kit.notices import EmptyView
from registerdesk.ui.kit.page import Page, PageHead
from registerdesk.ui.kit.table import Cell, Column, Row, Table
from registerdesk.ui.kit.text import language, number, tr, tr_error
from registerdesk.ui.register.export_detail import ExportDetail, ReasonDialog
from registerdesk.ui.register.export_flow import ExportFlow
from registerdesk.ui.register.export_progress import ExportProgress
from registerdesk.ui.register.list_detail import ListDetail
from registerdesk.ui.register.states import States
from registerdesk.usecases.export_approvals import (
    ExportRow,
    approve_export,
    list_exports,
    reject_export,
)

KEY = "exports"
COLUMNS = (
    Column(key="number", title=_("Number"), width=136, sortable=False),
    Column(key="state", title=_("Status"), width=196, sortable=False),
    Column(key="count", title=_("People"), width=80, right=True, spare=3, sortable=False),
    Column(key="purpose", title=_("Purpose"), width=200, stretch=True, spare=2, sortable=False),
    Column(key="who", title=_("Asked for by"), width=140, spare=4, sortable=False),
    Column(key="at", title=_("Asked for"), width=140, spare=1, sortable=False),
)
_BESIDE = 2
_CHIPS = {
    ExportState.WAITING: "warn",
    ExportState.APPROVED: "info",
    ExportState.REJECTED: "danger",
    ExportState.LAPSED: "neutral",
    ExportState.MADE: "neutral",
}


class ExportsPage(Page):
    """Enter shows an export; Ctrl+Enter approves or fetches it."""

    def __init__(self, context: WindowContext) -> None:
        """Build list and detail; nothing is asked for yet."""
        super().__init__(context)
        self.rows: dict[str, ExportRow] = {}
        self._wanted = ""
        self.detail = ExportDetail()
        self.detail.approve_wanted.connect(self._approve)
        self.detail.reject_wanted.connect(self._reject)
        self.detail.fetch_wanted.connect(self._fetch)
        self.progress = ExportProgress()
        self.progress.running.connect(self.detail.fetch.setDisabled)
        self.flow = ExportFlow(self, context, done=self.refresh, progress=self.progress)
        self.dialog: ReasonDialog | None = None
        self.question: ConfirmDialog | None = None
        self.panes_beside = ListDetail(self._list(), self.detail, context.settings, KEY)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.progress)
        column.addWidget(self.panes_beside, 1)

    def open(self, argument: str) -> None:
        """Show the list; with an id that export beside it."""
        self._wanted = argument
        self.refresh()
        if not argument:
            self._show(None)
            self.states.take_focus()

    def refresh(self) -> None:
        """Read the list again."""
        self.states.loading()
        self.context.ask(
            list_exports,
            done=self._arrived,
            failed=lambda error: self.states.failed(error, self.refresh),
            latest="list.exports",
        )

    def primary(self) -> None:
        """Approve what waits, or fetch what is approved."""
        if self.detail.approve.isVisible():
            self._approve()
        elif self.detail.fetch.isVisible():
            self._fetch()

    def leave(self) -> bool:
        """Stay while a list is on its way."""
        if self.progress.is_running():
            self.context.toast(tr(_("The export is running. Stop it first.")))
        return not self.progress.is_running()

    def closed(self) -> None:
        """Let go of a file that has not reached its place."""
        self.flow.end()
        self.rows = {}

    def panes(self) -> list[QWidget]:
        """Return list and detail."""
        return self.panes_beside.panes()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stop what runs with Esc, else leave the detail."""
        if event.key() == Qt.Key.Key_Escape and self.progress.is_running():
            self.progress.stop_it()
        elif event.key() == Qt.Key.Key_Escape and self.detail.isVisible():
            self.context.navigate(KEY, "")
        else:
            super().keyPressEvent(event)

    def _list(self) -> QWidget:
        head = PageHead(_("Exports"))
        self.count = Label(role="secondary")
        head.add_beside(self.count)
        self.table = Table(COLUMNS, tr(_("Exports")), self.context.settings, "exports")
        self.table.setProperty("flush", "true")
        self.table.opened.connect(lambda row: self.context.navigate(KEY, row))
        empty = EmptyView(
            _("No list has been taken out."), _("Export a list with Ctrl+Shift+E."), "share"
        )
        self.states = States(self.table, empty, area=_("Exports"))
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.states, 1)
        return room

    def _arrived(self, rows: Sequence[ExportRow]) -> None:
        self.rows = {str(row.export.id): row for row in rows}
        self.count.say(number(len(rows)))
        self.states.arrived(empty=not rows)
        self.table.rows.show([self._line(key, row) for key, row in self.rows.items()])
        keys = list(self.rows)
        if keys:
            at = keys.index(self._wanted) if self._wanted in self.rows else 0
            self.table.setCurrentIndex(self.table.rows.index(at, 0))
        self._show(self.rows.get(self._wanted))

    def _line(self, key: str, row: ExportRow) -> Row:
        export = row.export
        return Row(
            id=key,
            cells=(
                Cell(text=export.number, strong=True),
                Cell(text=tr(EXPORT_STATE_LABELS[export.state]), chip=_CHIPS[export.state]),
                Cell(text=number(export.count)),
                Cell(text=row.purpose.text_in(language.code)),
                Cell(text=row.asked_by, tone="muted"),
                Cell(text=when(export.asked_at, self.context.today()), tone="muted"),
            ),
        )

    def _show(self, row: ExportRow | None) -> None:
        if row is not None:
            self.detail.show_row(row, self.context.today())
        both = self.panes_beside.show_detail(opened=row is not None)
        for at in range(_BESIDE, len(COLUMNS)):
            self.table.setColumnHidden(at, both)
        self.table.fit()
        if row is not None:
            self.detail.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _approve(self) -> None:
        """Ask for the number of people first; who is alone gives a reason instead."""
        row = self.detail.row
        if row is None:
            return
        if row.is_alone:
            self._ask(_("Approve an export"), _("Approve"), approve_export, row)
            return
        count = number(row.export.count)
        self.question = question = ConfirmDialog(
            self,
            title=tr(_("Approve the export of {n} people?"), n=count),
            consequence=tr(
                _("{name} may then take {number} out of the office once."),
                name=row.asked_by,
                number=row.export.number,
            ),
            verb=tr(_("Approve {n} people"), n=count),
            number=row.export.count,
            ask_password=False,
        )
        question.accepted.connect(lambda: self._approved(row))
        question.open()
        question.number.setFocus()

    def _approved(self, row: ExportRow) -> None:
        self.context.ask(
            approve_export,
            row.export.id,
            done=lambda _nothing: self._settled(_("The export is approved.")),
            failed=self._refused,
        )

    def _reject(self) -> None:
        row = self.detail.row
        if row is not None:
            self._ask(_("Do not approve the export"), _("Do not approve"), reject_export, row)

    def _ask(self, title: str, verb: str, act: object, row: ExportRow) -> None:
        """Ask for the reason, then act."""
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = dialog = ReasonDialog(self, title, verb)
        told = _("The export is approved.") if act is approve_export else _("It is not approved.")

        def done(_nothing: object) -> None:
            dialog.accept()
            self._settled(told)

        dialog.given.connect(
            lambda reason: self.context.ask(
                act,  # type: ignore[arg-type]  # approve or reject
                row.export.id,
                reason,
                done=done,
                failed=dialog.refuse,
            )
        )
        dialog.open()

    def _fetch(self) -> None:
        row = self.detail.row
        if row is not None:
            self.flow.fetch(row.export.id, row.export.format, row.export.number)

    def _settled(self, message: str) -> None:
        self.context.toast(tr(message))
        self.refresh()

    def _refused(self, error: RegisterDeskError) -> None:
        self.context.toast(tr_error(error))
        self.refresh()
