"""The card's first sheet: what one needs on the phone, with source and date."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import IconButton
from registerdesk.ui.kit.card import Card, Datum, rule
from registerdesk.ui.kit.labels import ElideLabel, Label, data_label
from registerdesk.ui.kit.theme import theme

MASKED = "party_numbers.personal"
_ROOM = 450
"""Wide enough for source and date beside the value."""


class FactSheet(Card):
    """Rows of label, value, source and date; the identity number has an eye beside it."""

    reveal_wanted = Signal()

    def __init__(self) -> None:
        """Begin empty; `show_facts` fills it."""
        super().__init__()
        self.number: ElideLabel | None = None
        self._masked = ""
        self._grid = QGridLayout()
        self._beside: list[QWidget] = []

    def show_facts(self, facts: Sequence[Datum], *, may_reveal: bool) -> None:
        """Show these facts instead of those before."""
        self.clear()
        self.number, self._beside = None, []
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.setColumnStretch(1, 2)
        self._grid = grid
        grid.addWidget(
            _air(Label(_("Person and contact details"), "label"), first=True), 0, 0, 1, 2
        )
        self._put_beside(grid, 0, Label(_("Source"), "head"), Label(_("Updated"), "head"))
        for row, fact in enumerate(facts, 1):
            grid.addWidget(rule(), 2 * row - 1, 0, 1, 4)
            self._line(grid, 2 * row, fact, may_reveal=may_reveal)
        self.body.addWidget(table)
        self._fold()

    def show_number(self, words: str) -> None:
        """Show the identity number whole, or masked again where there are no words."""
        if self.number is not None:
            self.number.say(words or self._masked)

    def _line(self, grid: QGridLayout, row: int, fact: Datum, *, may_reveal: bool) -> None:
        label = Label(fact.label, "secondary")
        value = ElideLabel(fact.value)
        value.setAccessibleName(f"{label.text()}: {fact.value}")
        grid.addWidget(_air(label, first=True), row, 0)
        if fact.name == MASKED and may_reveal:
            grid.addWidget(self._with_eye(value), row, 1)
        elif " " in fact.value or "@" in fact.value:
            folds = fact.value.replace("@", "@\u200b")  # an address is read to its end
            whole = data_label(folds, wrap=True)
            whole.setAccessibleName(value.accessibleName())
            grid.addWidget(_air(whole), row, 1)
        else:
            grid.addWidget(_air(value), row, 1)
        source, updated = (
            ElideLabel(fact.source, "secondary"),
            data_label(fact.updated, "secondary"),
        )
        self._put_beside(grid, row, source, updated)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave source and date out where they would squeeze the value."""
        super().resizeEvent(event)
        self._fold()

    def _put_beside(self, grid: QGridLayout, row: int, source: Label, updated: Label) -> None:
        for column, label in ((2, source), (3, updated)):
            grid.addWidget(_air(label), row, column)
            self._beside.append(label)

    def _fold(self) -> None:
        room = self.width() >= theme.px(_ROOM)
        self._grid.setColumnMinimumWidth(2, theme.px(88) if room else 0)
        for label in self._beside:
            label.setVisible(room)

    def _with_eye(self, value: ElideLabel) -> QWidget:
        """Return the masked number with the button that shows it for thirty seconds."""
        self.number, self._masked = value, value.text()
        room = QWidget()
        line = QHBoxLayout(room)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        eye = IconButton("eye", _("Show for 30 seconds"), key="V")
        eye.clicked.connect(self.reveal_wanted)
        line.addWidget(_air(value))
        value.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        line.addWidget(eye)
        line.addStretch(1)
        return room


def _air(label: Label, *, first: bool = False) -> Label:
    """Give a cell its air: rows of 32 px at 100 %."""
    label.setContentsMargins(theme.px(14 if first else 6), theme.px(7), theme.px(6), theme.px(7))
    label.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    return label
