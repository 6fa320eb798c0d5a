"""The first run: six steps from welcome to the first sign-in; nothing on disk before the fifth."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.office import OfficeProfile
from registerdesk.domain.texts import _
from registerdesk.ui.background import Runner
from registerdesk.ui.kit.announce import announce
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.moments import local_date, system_clock
from registerdesk.ui.kit.notices import ErrorBar
from registerdesk.ui.kit.shortcuts import EVERYWHERE, Shortcuts
from registerdesk.ui.kit.signs import monogram
from registerdesk.ui.kit.text import language, tr_error
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.setup.begin import BeginStep
from registerdesk.ui.setup.office import OfficeStep
from registerdesk.ui.setup.person import PersonStep
from registerdesk.ui.setup.place import PlaceStep
from registerdesk.ui.setup.recovery import RecoveryStep
from registerdesk.ui.setup.step import SetupStep, StepList
from registerdesk.ui.setup.welcome import WelcomeStep
from registerdesk.usecases.offices import FirstPerson, NewOffice, prepare_office, write_office

Prepare = Callable[[OfficeProfile, FirstPerson], NewOffice]
PERSON, RECOVERY, PLACE, BEGIN = 2, 3, 4, 5
_SIDE, _COLUMN, _STEP_LEAST = 264, 640, 480


def office_today() -> date:
    """Return the day at the office."""
    return local_date(system_clock())


class FirstRun(QWidget):
    """The wizard; ends with `created` or `opened`, each with the office's folder."""

    created = Signal(str)
    opened = Signal(str)

    def __init__(
        self,
        runner: Runner,
        *,
        prepare: Prepare | None = None,
        today: Callable[[], date] = office_today,
    ) -> None:
        """Take the worker; `prepare` makes the office in memory."""
        super().__init__()
        self._runner, self._today = runner, today
        self._prepare = prepare or (lambda p, f: prepare_office(p, f, language=language.code))
        self._office: NewOffice | None = None
        self._described: tuple[OfficeProfile, FirstPerson] | None = None
        self.next_page = "today"
        self.shortcuts = Shortcuts()
        self.error = ErrorBar()
        self.back = Button(_("Back"), key="Alt+Left")
        self.go_on = Button(_("Continue"), key="Ctrl+Return", kind="primary")
        self.back.clicked.connect(self.step_back)
        self.go_on.clicked.connect(self.step_on)
        self.stack = QStackedWidget()
        self._layout()
        self._build_steps()
        self.shortcuts.add("Alt+Left", EVERYWHERE, _("Back"), self, self.step_back)
        keys = ("Ctrl+Return", "Ctrl+Enter")
        self.shortcuts.add(keys, EVERYWHERE, _("Continue"), self, self.step_on)
        language.changed.connect(self._rebuild)

    def step(self) -> SetupStep:
        """Return the step that is open."""
        return self.steps[self.stack.currentIndex()]

    def step_on(self) -> None:
        """Go on, if the open step has its answers."""
        number = self.stack.currentIndex()
        self.error.hide()
        if not self.go_on.isEnabled() or not self.step().is_answered():
            return
        if number == PERSON:
            self._make_key()
        elif number == PLACE:
            self._write()
        elif number == BEGIN:
            self.next_page = self.begin.next_page()
            self.created.emit(str(self.place.folder.path()))
        else:
            self._open(number + 1)

    def step_back(self) -> None:
        """Go back one step, while nothing is written."""
        number = self.stack.currentIndex()
        if 0 < number < BEGIN and self.go_on.isEnabled():
            self._open(number - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter lead on from a field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step_on()
        else:
            super().keyPressEvent(event)

    def _make_key(self) -> None:
        """Prepare the office in memory, unless it is prepared as described already."""
        described = (self.office.profile(), self.person.person())
        if self._office is not None and described == self._described:
            self._key_made(self._office)
            return
        self._described = described
        self._busy(_("Making the key …"))
        self._runner.ask(lambda: self._prepare(*described), self._key_made, self._refused)

    def _key_made(self, office: NewOffice) -> None:
        self._office = office
        self._ready()
        self.recovery.show_key(office)
        self._open(RECOVERY)

    def _write(self) -> None:
        """Write the office into its folder; the first thing on disk."""
        office, folder = self._office, self.place.folder.path()
        if office is None:
            return
        self._busy(_("Creating …"))
        self.place.busy(on=True)
        self._runner.ask(lambda: write_office(folder, office), self._written, self._refused)

    def _written(self, _nothing: None) -> None:
        self._ready()
        self._office = self._described = None
        self.person.password.clear()
        self._open(BEGIN)

    def _refused(self, error: RegisterDeskError) -> None:
        self._ready()
        self._described = None if self.stack.currentIndex() == PERSON else self._described
        self.error.tell(tr_error(error))

    def _busy(self, message: str) -> None:
        self.go_on.set_message(message)
        self.go_on.setEnabled(False)
        self.back.setEnabled(False)

    def _ready(self) -> None:
        self.place.busy(on=False)
        self.go_on.setEnabled(True)
        self.back.setEnabled(True)
        self._name_button()

    def _open(self, number: int) -> None:
        self.stack.setCurrentIndex(number)
        self.list.show_step(number)
        self.back.setVisible(0 < number < BEGIN)
        self._name_button()
        self._area.verticalScrollBar().setValue(0)
        self.step().first().setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.list.spoken())

    def _name_button(self) -> None:
        self.go_on.set_message(self.step().verb())

    def _build_steps(self) -> None:
        self.welcome = WelcomeStep()
        self.office, self.person = OfficeStep(self._today), PersonStep()
        self.recovery, self.place = RecoveryStep(self._today), PlaceStep()
        self.begin = BeginStep()
        self.steps: list[SetupStep] = [
            self.welcome,
            self.office,
            self.person,
            self.recovery,
            self.place,
            self.begin,
        ]
        for step in self.steps:
            step.changed.connect(self._name_button)
            self.stack.addWidget(step)
        self.welcome.opened.connect(self.opened)
        self.list = StepList([step.title for step in self.steps])
        self._side_column.insertWidget(2, self.list)
        self._open(0)

    def _rebuild(self) -> None:
        """Build the steps anew in another language; only the first one is open then."""
        if self.stack.currentIndex() != 0:
            return
        for step in self.steps:
            self.stack.removeWidget(step)
            step.deleteLater()
        self.list.hide()
        self.list.deleteLater()
        self._build_steps()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the list of steps out where it would squeeze the step."""
        super().resizeEvent(event)
        self._steps_beside.setVisible(self.width() >= theme.px(_SIDE + _STEP_LEAST))

    def _layout(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._steps_beside = self._side()
        whole.addWidget(self._steps_beside)
        right = QFrame()
        right.setProperty("part", "page")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scrolling(), 1)
        column.addWidget(self._foot())
        whole.addWidget(right, 1)

    def _side(self) -> QFrame:
        side = QFrame()
        side.setProperty("part", "side")
        side.setFixedWidth(theme.px(_SIDE))
        self._side_column = QVBoxLayout(side)
        self._side_column.setContentsMargins(theme.px(24), theme.px(28), theme.px(16), theme.px(20))
        self._side_column.setSpacing(theme.px(20))
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(monogram("RegisterDesk", 32))
        head.addWidget(Label(role="section").say("RegisterDesk"))
        head.addStretch(1)
        self._side_column.addLayout(head)
        self._side_column.addWidget(Label(_("Set up the office"), "group"))
        self._side_column.addStretch(1)
        return side

    def _scrolling(self) -> QScrollArea:
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(theme.px(32), theme.px(40), theme.px(32), theme.px(24))
        row.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(theme.px(_COLUMN))
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.error)
        column.addWidget(self.stack, 1)
        row.addWidget(middle, 1000)
        row.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inner)
        return self._area

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("part", "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.px(32), theme.px(12), theme.px(32), theme.px(12))
        row.addStretch(1)
        inner = QWidget()
        inner.setMaximumWidth(theme.px(_COLUMN))
        buttons = QHBoxLayout(inner)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.go_on)
        row.addWidget(inner, 1000)
        row.addStretch(1)
        return foot
