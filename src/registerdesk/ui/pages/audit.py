"""The log: what happened, newest first, and whether its chain is whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.log_words import GROUP_LABELS, LogGroup
from registerdesk.domain.texts import _
from registerdesk.ui.audit.rows import COLUMNS, row_of
from registerdesk.ui.kit.buttons import Button, filter_chip
from registerdesk.ui.kit.chip import Chip
from registerdesk.ui.kit.chip_keys import ChipKeys
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.moments import when
from registerdesk.ui.kit.notices import Banner, EmptyView, ErrorBar, Skeleton
from registerdesk.ui.kit.page import Page, PageHead
from registerdesk.ui.kit.table import Give, Table
from registerdesk.ui.kit.text import number, tr, tr_error
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.kit.wrap_row import WrapRow
from registerdesk.usecases.audit import LogPage, list_events
from registerdesk.usecases.offices import Session
from registerdesk.usecases.verification import Finding, Verdict, verify


class AuditPage(Page):
    """Read only: filter chips, the table, and the chain's state with a button to verify it."""

    def __init__(self, context: WindowContext) -> None:
        """Build head, chips and table."""
        super().__init__(context)
        self._group: LogGroup | None = None
        self._upto: int | None = None
        self.head = PageHead(_("Log"))
        self.chain = Chip(_("Not verified since sign-in"))
        self.verify_button = Button(_("Verify the log"), icon_name="shield-check")
        self.verify_button.clicked.connect(self.verify_now)
        self.head.add_action(self.verify_button)
        self.chips: dict[LogGroup | None, QPushButton] = {}
        self.head.below.setSpacing(theme.px(10))
        self.head.below.addWidget(self.chain)
        self.head.below.addWidget(self._chip_row())
        self.broken = Banner(icon_name="alert", tone="danger")
        self.broken.hide()
        self.error = ErrorBar()
        self.table = Table(COLUMNS, tr(_("Log")), context.settings, "log")
        self.empty = EmptyView(
            _("No such events."), _("Choose another filter above the table."), "eye"
        )
        self.skeleton = Skeleton()
        self.stack = QStackedWidget()
        for widget in (self.table, self.empty, self.skeleton):
            self.stack.addWidget(widget)
        ChipKeys(self.chips.values(), self.table, self._to_rows)
        self._layout()

    def open(self, argument: str) -> None:
        """Show the newest events."""
        del argument
        self.refresh()
        self.table.setFocus()

    def refresh(self) -> None:
        """Read the log as it stands now."""
        self._upto = None
        self.error.hide()
        if not self.table.rows.rowCount():
            self.stack.setCurrentWidget(self.skeleton)
        self.skeleton.begin()
        self.context.ask(
            list_events, self._group, done=self._show, failed=self._failed, latest="audit"
        )

    def primary(self) -> None:
        """Verify the log."""
        self.verify_now()

    def panes(self) -> list[QWidget]:
        """Return the chips and the table."""
        return [self.head, self.table]

    def closed(self) -> None:
        """Show nothing of the last user's reading."""
        self.table.rows.show([])

    def verify_now(self) -> None:
        """Check chain, signatures, anchors, keyring and letters."""
        session = self.context.extras.get("session")
        if not isinstance(session, Session) or not self.verify_button.isEnabled():
            return
        self.verify_button.setEnabled(False)
        self.verify_button.set_message(_("Verifying …"))
        self.context.runner.ask(lambda: verify(session), self._verified, self._not_verified)

    def _verified(self, verdict: Verdict) -> None:
        self._ready()
        at = when(self.context.clock(), self.context.today())
        self.broken.setVisible(not verdict.is_whole)
        if verdict.is_whole:
            self.chain.set_kind("ok")
            self.chain.set_message(_("The log chain is whole (verified {time})"), time=at)
        else:
            self.chain.set_kind("danger")
            self.chain.set_message(_("The log does not hold"))
            self.broken.label.set_message(
                _("The log does not hold. Contact the data protection officer now.")
            )
            self.broken.under.say(_sentences(verdict.findings))
            self.broken.under.show()
        self.context.announce(self.chain.text(), urgent=not verdict.is_whole)
        self.refresh()

    def _not_verified(self, error: RegisterDeskError) -> None:
        self._ready()
        self.error.tell(tr_error(error), act=self.verify_now)

    def _ready(self) -> None:
        self.verify_button.setEnabled(True)
        self.verify_button.set_message(_("Verify the log"))

    def _choose(self, group: LogGroup | None) -> None:
        self._group = group
        for key, chip in self.chips.items():
            chip.setChecked(key is group)
        self.refresh()

    def _show(self, page: LogPage) -> None:
        self.skeleton.done()
        self._upto = page.upto
        words = tr(_("{count} events, newest first"), count=number(page.total))
        self.head.say_subtitle(words)
        self.stack.setCurrentWidget(self.table if page.total else self.empty)
        first = [row_of(line, self.context.today()) for line in page.lines]

        def fetch(offset: int, limit: int, give: Give) -> None:
            if offset == 0:
                give(first)
            else:
                self._more(offset, limit, give)

        self.table.rows.browse(page.total, fetch)
        self.context.announce(words)

    def _more(self, offset: int, limit: int, give: Give) -> None:
        """Fetch a further page of the log as it stood when the reading began."""
        group, upto, today = self._group, self._upto, self.context.today()
        self.context.runner.ask(
            lambda: self.context.desk.do(list_events, group, upto=upto, offset=offset, limit=limit),
            lambda page: give([row_of(line, today) for line in page.lines]),
            self._failed,
        )

    def _failed(self, error: RegisterDeskError) -> None:
        self.skeleton.done()
        self.stack.setCurrentWidget(self.table)
        self.error.tell(tr_error(error), act=self.refresh)

    def _chip_row(self) -> QWidget:
        for group in (None, *LogGroup):
            chip = filter_chip(GROUP_LABELS[group] if group else _("All"))
            chip.setChecked(group is None)
            chip.clicked.connect(lambda _checked=False, g=group: self._choose(g))
            self.chips[group] = chip
        return WrapRow(self.chips.values())

    def _to_rows(self) -> None:
        """Give the focus to the rows, or to why there are none."""
        shown = self.stack.currentWidget() or self.table
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _layout(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        room = QVBoxLayout()
        edge = theme.px(24)
        room.setContentsMargins(edge, theme.px(16), edge, theme.px(16))
        room.setSpacing(theme.px(12))
        for widget in (self.broken, self.error):
            room.addWidget(widget)
        room.addWidget(self.stack, 1)
        note = _("The log is never changed and nothing in it can be deleted.")
        room.addWidget(Label(note, "meta"))
        whole.addLayout(room, 1)


def _sentences(findings: Sequence[Finding]) -> str:
    """Return what is off, a line each."""
    return "\n".join(
        tr(finding.message, count=finding.count, place=finding.place) for finding in findings
    )
