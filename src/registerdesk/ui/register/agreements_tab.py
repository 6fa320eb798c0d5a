"""The card's tab of a supplier's agreements; N adds one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.notices import EmptyView
from registerdesk.ui.kit.table import Column, Table
from registerdesk.ui.kit.text import tr
from registerdesk.ui.register.list_tabs import ListTab

COLUMNS = (
    Column(key="what", title=_("What is agreed"), width=180, stretch=True, sortable=False),
    Column(key="from", title=_("Agreement from"), width=116, sortable=False),
    Column(key="until", title=_("Agreement until"), width=116, sortable=False),
    Column(key="file", title=_("File number"), width=130, spare=1, sortable=False),
)


class _Agreements(Table):
    """The table; N is left to the tab, so that it acts also where nothing is yet."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave N alone."""
        if event.text().casefold() == "n":
            event.ignore()
        else:
            super().keyPressEvent(event)


class AgreementsTab(ListTab):
    """The agreements in a table; whoever edits the register adds one right here."""

    add_wanted = Signal()

    def __init__(self, context: WindowContext) -> None:
        """Begin empty."""
        self._may_add = is_granted(context.user.roles, Permission.EDIT_PARTY)
        table = _Agreements(COLUMNS, tr(_("Agreements")), context.settings, "agreements")
        advice = _("N adds one.") if self._may_add else ""
        empty = EmptyView(_("No agreement is registered."), advice, "document")
        super().__init__(table, empty, _("Agreements"), spare=(3,))
        self.add = Button(_("Add an agreement"), key="N", icon_name="plus")
        self.add.clicked.connect(self.add_wanted)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.add)
        self.column.addLayout(foot)
        self.add.setVisible(self._may_add)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add with N."""
        if event.text().casefold() == "n" and not event.modifiers() and self._may_add:
            self.add_wanted.emit()
        else:
            super().keyPressEvent(event)
