"""What the list of contacts is narrowed to: heading, person, days, way, direction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from registerdesk.domain.contact_lists import ContactQuery
from registerdesk.domain.contacts import DIRECTION_LABELS, WAY_LABELS, Direction, Way
from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button, filter_chip
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.editors import IsoDateEdit
from registerdesk.ui.kit.flow_row import FlowRow
from registerdesk.ui.kit.labels import restyle
from registerdesk.ui.kit.moments import start_of
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register.party_picker import PartyPicker

_DAY, _BESIDE = 124, 620


class ContactFilters(QWidget):
    """Fields and chips; each change is a new query."""

    changed = Signal(object)

    def __init__(self, context: WindowContext) -> None:
        """Begin with everything let through."""
        super().__init__()
        self.query = ContactQuery()
        self.heading = QLineEdit()
        self.heading.setPlaceholderText(tr(_("Filter by heading  /")))
        self.heading.setAccessibleName(tr(_("Filter the list")))
        self.heading.setClearButtonEnabled(True)
        self.heading.textChanged.connect(lambda text: self._become(text=text))
        self.person = PartyPicker(context, tr(_("Filter by person")))
        self.person.field.setPlaceholderText(tr(_("Filter by person")))
        self.person.field.setClearButtonEnabled(True)
        self.person.picked.connect(lambda party_id: self._become(party_id=party_id))
        self.person.field.textChanged.connect(self._person_gone)
        self.first = self._day(context, _("From the day"))
        self.last = self._day(context, _("Through the day"))
        self.clear = Button(_("Show all"), kind="plain")
        self.clear.clicked.connect(self.show_all)
        self.clear.hide()
        self.ways: dict[Way, QPushButton] = {}
        self.directions: dict[Direction, QPushButton] = {}
        self._layout()
        context.shortcuts.teach("Alt+Down", "contacts", _("Open calendar"), self)

    def show_all(self) -> None:
        """Let everything through again."""
        for line in (self.heading, self.person.field, self.first, self.last):
            line.blockSignals(True)
            line.clear()
            line.blockSignals(False)
        self.person.party_id = None
        self.person.list.hide()
        for chip in self.chips():
            chip.setChecked(False)
        self.query = ContactQuery(oldest_first=self.query.oldest_first)
        self.clear.hide()
        self.changed.emit(self.query)

    def chips(self) -> list[QPushButton]:
        """Return the chips of ways and directions."""
        return [*self.ways.values(), *self.directions.values()]

    def sort(self, *, oldest_first: bool) -> None:
        """Turn the order round."""
        self._become(oldest_first=oldest_first)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the fields one under the other where there is no room beside."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        beside = self.width() >= theme.px(_BESIDE)
        self._fields.setDirection(way.LeftToRight if beside else way.TopToBottom)

    def narrow(self, *, beside: bool) -> None:
        """Leave out person and days where a contact stands beside."""
        for widget in (self.person, self.first, self.last):
            widget.setVisible(not beside)

    def _layout(self) -> None:
        self._fields = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._fields.setSpacing(theme.px(8))
        self._fields.addWidget(self.heading, 2)
        self._fields.addWidget(self.person, 2)
        for day in (self.first, self.last):
            self._fields.addWidget(day)
        chips = FlowRow()
        for way in Way:
            chip = self.ways[way] = filter_chip(WAY_LABELS[way])
            chip.clicked.connect(lambda on, w=way: self._choose_way(w if on else None))
            chips.addWidget(chip)
        for direction in Direction:
            chip = self.directions[direction] = filter_chip(DIRECTION_LABELS[direction])
            chip.clicked.connect(lambda on, d=direction: self._choose_direction(d if on else None))
            chips.addWidget(chip)
        chips.addWidget(self.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addLayout(self._fields)
        column.addLayout(chips)

    def _day(self, context: WindowContext, message: str) -> IsoDateEdit:
        day = IsoDateEdit(context.today)
        day.setPlaceholderText(tr(message))
        day.setAccessibleName(tr(message))
        day.setMinimumWidth(theme.px(_DAY))
        day.editingFinished.connect(self._days)
        return day

    def _person_gone(self, text: str) -> None:
        """Let everybody through when the field is emptied."""
        if not text and self.query.party_id is not None:
            self.person.party_id = None
            self._become(party_id=None)

    def _choose_way(self, way: Way | None) -> None:
        for each, chip in self.ways.items():
            chip.setChecked(each is way)
        self._become(way=way)

    def _choose_direction(self, direction: Direction | None) -> None:
        for each, chip in self.directions.items():
            chip.setChecked(each is direction)
        self._become(direction=direction)

    def _days(self) -> None:
        """Take both days, the last one whole; say in the field what cannot be read."""
        first, last = self._read(self.first), self._read(self.last)
        since = start_of(first) if first else None
        before = start_of(last + timedelta(days=1)) if last else None
        if (since, before) != (self.query.since, self.query.before):
            self._become(since=since, before=before)

    def _read(self, field: IsoDateEdit) -> date | None:
        try:
            day = field.value()
        except InvalidInput as error:
            restyle(field, invalid="true")
            field.setAccessibleDescription(tr_error(error))
            field.setToolTip(tr_error(error))
            return None
        restyle(field, invalid="false")
        field.setAccessibleDescription("")
        field.setToolTip("")
        return day

    def _become(self, **changes: object) -> None:
        self.query = replace(self.query, **changes)  # type: ignore[arg-type]  # fields of the query
        self.clear.setVisible(self.query != ContactQuery(oldest_first=self.query.oldest_first))
        self.changed.emit(self.query)
