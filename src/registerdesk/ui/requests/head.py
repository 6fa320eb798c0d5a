"""The head of a case: whose, what, how long, the axis and the steps."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout

from registerdesk.domain.rights_requests import RIGHT_LABELS
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button, IconButton
from registerdesk.ui.kit.card import rule
from registerdesk.ui.kit.chip import Chip
from registerdesk.ui.kit.flow_row import FlowRow
from registerdesk.ui.kit.labels import ElideLabel, Label, data_label
from registerdesk.ui.kit.room import TurningRow, Unsqueezed
from registerdesk.ui.kit.stepper import Stepper
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.kit.timeline import Timeline
from registerdesk.ui.requests.case_state import CaseState
from registerdesk.ui.requests.words import (
    days_chip,
    days_words,
    hatched,
    marks_of,
    name_words,
    status_words,
    steps_shown,
)


class CaseHead(Unsqueezed):
    """Breadcrumb, title with chips, actions at the right; axis and steps under them."""

    list_wanted = Signal()
    person_wanted = Signal()
    pause_wanted = Signal()
    extend_wanted = Signal()
    explain_wanted = Signal()
    menu_wanted = Signal(object)
    step_wanted = Signal(int)

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.setProperty("part", "head")
        self.number = Label(role="secondary")
        self.right = Label(role="title")
        self.name = ElideLabel(role="title")
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.name.set_tone("muted")
        self.status, self.days, self.extended = Chip(), Chip(), Chip(_("Extended"), "info")
        self.protected = Chip(_("Protected"), "violet")
        self.pause_button = Button(_("Pause the clock"), icon_name="pause")
        self.extend_button = Button(_("Extend"), icon_name="clock")
        self.more_button = IconButton("more", _("More"))
        self.pause_button.clicked.connect(self.pause_wanted)
        self.extend_button.clicked.connect(self.extend_wanted)
        self.more_button.clicked.connect(self.open_menu)
        self.timeline = Timeline()
        self.stepper = Stepper()
        self.stepper.chosen.connect(self.step_wanted)
        margin = theme.px(24)
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, theme.px(10), margin, theme.px(8))
        column.setSpacing(theme.px(4))
        column.addLayout(self._crumbs())
        column.addLayout(self._title_row())
        column.addSpacing(theme.px(6))
        column.addWidget(self.timeline)
        self._line = rule()
        column.addWidget(self._line)
        column.addWidget(self.stepper)

    def show_case(self, state: CaseState, now: int, today: date) -> None:
        """Show one case with the step at number `now` at work."""
        view, row = state.view, state.view.row
        self.number.say(row.number)
        self.right.say(tr(RIGHT_LABELS[row.right]))
        self.name.say(name_words(row))
        message, kind = status_words(row)
        self.status.set_message(message)
        self.status.set_kind(kind)
        self.days.say(days_words(row, today))
        self.days.set_kind(days_chip(row))
        self.days.setVisible(row.answered_on is None)
        self.extended.setVisible(view.extension is not None)
        self.protected.setVisible(row.is_protected)
        self._offer(state)
        self.timeline.show_marks(marks_of(view, today), hatched(view, today))
        self.show_steps(state, now)

    def show_steps(self, state: CaseState, now: int) -> None:
        """Show the steps, one of them at work."""
        open_to_me = state.view.is_open_to_me
        self.stepper.setVisible(open_to_me)
        self._line.setVisible(open_to_me)
        self.stepper.show_steps(steps_shown(state.view, state.collection, state.review), now)

    def open_menu(self) -> None:
        """Open the menu of rarer actions under its button."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_wanted.emit(menu)
        corner = QPoint(self.more_button.width() - menu.sizeHint().width(), theme.px(34))
        menu.popup(self.more_button.mapToGlobal(corner))

    def _offer(self, state: CaseState) -> None:
        """Show the actions that can be taken now; the rest is absent."""
        view = state.view
        paused = view.is_mine and view.row.is_paused
        self.pause_button.setVisible(view.may_pause or paused)
        self.pause_button.set_message(
            _("Start the clock again") if paused else _("Pause the clock")
        )
        self.extend_button.setVisible(view.may_extend)

    def _crumbs(self) -> QHBoxLayout:
        back = Button(_("Requests"), kind="link")
        back.clicked.connect(self.list_wanted)
        explain = Button(_("How the time limit is counted"), key="R", kind="link")
        explain.clicked.connect(self.explain_wanted)
        row = QHBoxLayout()
        row.setContentsMargins(-theme.px(6), 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(back)
        row.addWidget(data_label("›", "secondary"))
        row.addWidget(self.number)
        row.addStretch(1)
        row.addWidget(explain)
        return row

    def _title_row(self) -> TurningRow:
        name, chips, words, buttons = QHBoxLayout(), FlowRow(), QVBoxLayout(), FlowRow()
        name.setSpacing(theme.px(8))
        for label in (self.right, self.name):
            name.addWidget(label)
        name.addStretch(1)
        for chip in (self.status, self.days, self.extended, self.protected):
            chips.addWidget(chip)
        what = TurningRow(name, chips, apart=False)
        words.addLayout(what)
        for button in (self.pause_button, self.extend_button, self.more_button):
            buttons.addWidget(button)
        return TurningRow(words, buttons)
