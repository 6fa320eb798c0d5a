"""The bar under a list while rows are marked: how many, and what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from registerdesk.domain.texts import _
from registerdesk.ui.kit.announce import announce
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.flow_row import FlowRow
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.marked_table import MarkedTable
from registerdesk.ui.kit.room import TurningRow, Unsqueezed
from registerdesk.ui.kit.text import number, tr
from registerdesk.ui.kit.theme import theme


class MarkBar(Unsqueezed):
    """Seen only while something is marked."""

    export_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, table: MarkedTable, *, may_export: bool) -> None:
        """Follow the marks of a table."""
        super().__init__()
        self.setProperty("part", "head")
        self._table = table
        self.count = Label(role="label")
        self.export = Button(_("Export …"), key="Ctrl+Shift+E", icon_name="share")
        self.print = Button(_("Print …"), key="Ctrl+P", icon_name="printer")
        self.unmark = Button(_("Unmark"), key="Esc", kind="plain")
        self.export.clicked.connect(self.export_wanted)
        self.print.clicked.connect(self.print_wanted)
        self.unmark.clicked.connect(table.unmark)
        told, acts, room = FlowRow(), FlowRow(), QHBoxLayout(self)
        told.addWidget(self.count)
        for button in (self.unmark, self.print, self.export):
            acts.addWidget(button)
        row = TurningRow(told, acts)
        room.setContentsMargins(theme.px(24), theme.px(8), theme.px(24), theme.px(8))
        room.addLayout(row)
        self.export.setVisible(may_export)
        self.print.setVisible(may_export)
        table.marks_changed.connect(self._follow)
        self.hide()

    def narrow(self, *, narrow: bool) -> None:
        """Leave out the key caps where a card stands beside."""
        for button in (self.unmark, self.print, self.export):
            button.shorten(short=narrow)
        for button in (self.print, self.export):
            button.hide_words(hidden=narrow)

    def _follow(self) -> None:
        """Say how many are marked."""
        marked = self._table.marked_count()
        words = tr(_("{n} marked"), n=number(marked))
        self.count.say(words)
        self.setVisible(marked > 0)
        announce(self, words)
