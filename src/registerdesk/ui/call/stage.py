"""The panel without its will: head, steps one under another, foot; which step is at work."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from registerdesk.domain.identity_checks import IdentityMethod
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.call.caller_step import CallerStep
from registerdesk.ui.call.frame import PanelFoot, PanelHead
from registerdesk.ui.call.identity_step import IdentityStep
from registerdesk.ui.call.matter_step import MatterStep
from registerdesk.ui.call.parts import ACTIVE, AHEAD, DONE, StepPart
from registerdesk.ui.call.save_step import SaveStep
from registerdesk.ui.call.standing import StandingBand
from registerdesk.ui.call.tabs import ParkedTabs
from registerdesk.ui.kit.card import rule
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.focus import tell_of_focus
from registerdesk.ui.kit.notices import ErrorBar
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.usecases.party_cards import Card

_ROOMY = 780


class Stage(QFrame):
    """Shows the steps; the one at work is open, the others sum up or stay open where there is room.

    Somebody who may not classify requests has the first and the last step.
    """

    reached = Signal()
    left = Signal(str)
    """The panel is to be closed: its draft is "kept", "discarded", or it is "empty"."""

    def __init__(self, context: WindowContext, *, target_days: int) -> None:
        """Build the parts."""
        super().__init__()
        self.setProperty("part", "panel")
        self.setAccessibleName(tr(_("Call in progress")))
        self.context = context
        self.classifies = is_granted(context.user.roles, Permission.HANDLE_REQUEST)
        self.head, self.tabs, self.foot = PanelHead(), ParkedTabs(), PanelFoot()
        self.error, self.standing = ErrorBar(), StandingBand()
        self.caller, self.identity = CallerStep(context), IdentityStep(context)
        self.matter = MatterStep(context)
        self.last = SaveStep(
            context,
            number=4 if self.classifies else 2,
            target_days=target_days,
            classifies=self.classifies,
        )
        asked: list[StepPart] = [self.identity, self.matter] if self.classifies else []
        self.steps: list[StepPart] = [self.caller, *asked, self.last]
        self.active = 0
        self._tells_missing = False
        self._scroll = self._scrolled()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # F6 and a click lead to the step at work
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.head, self.tabs, self.error, self.standing, self._scroll, self.foot):
            column.addWidget(widget, 1 if widget is self._scroll else 0)
        self.foot.leave.kept.connect(lambda: self.left.emit("kept"))
        self.foot.leave.discarded.connect(lambda: self.left.emit("discarded"))
        self.tabs.emptied.connect(self._to_work)
        tell_of_focus(self._focus_moved)

    def activate(self, place: int) -> None:
        """Open a step, take the focus there, and say where one is."""
        self.active = min(max(place, 0), len(self.steps) - 1)
        step = self.steps[self.active]
        step.show_state(ACTIVE, open_body=True)
        step.enter()  # before the others close: Qt moves the focus out of what is hidden
        self.show_steps()
        self.context.announce(step.spoken(len(self.steps)))
        self._scroll.ensureWidgetVisible(step, 0, theme.px(8))
        self.reached.emit()

    def go_on(self) -> None:
        """Open the step after the one at work."""
        self.activate(self.active + 1)

    def show_steps(self) -> None:
        """Show each step as far as it has come and as there is room."""
        roomy = self.height() >= theme.px(_ROOMY)
        for place, step in enumerate(self.steps):
            at_work = place == self.active
            stays_open = roomy and self.active > 0 and self._stays_open(step)
            state = ACTIVE if at_work else DONE if step.is_done() else AHEAD
            step.show_state(state, open_body=at_work or stays_open)

    def show_caller(self, card: Card | None) -> None:
        """Show what is known of the caller, or nobody; what one must know first is said aloud."""
        if card is None:
            self.identity.show_nobody()
        else:
            self.identity.show_card(card)
        said = self.standing.show_card(card)
        if said:
            self.context.announce(said)

    def digits(self) -> tuple[int, ...]:
        """Return what the person wants, as digits."""
        return self.matter.digits() if self.classifies else self.last.digits()

    def set_digits(self, digits: tuple[int, ...]) -> None:
        """Show these as what the person wants."""
        self.matter.set_digits(digits if self.classifies else ())
        self.last.set_wish(wanted=bool(digits) and not self.classifies)

    def first_open(self) -> int:
        """Return the first step that waits for something."""
        open_steps = [at for at, step in enumerate(self.steps) if not step.is_done()]
        return open_steps[0] if open_steps else len(self.steps) - 1

    def tell_missing(self) -> bool:
        """Go to the first thing without which nothing can be saved, and say it."""
        if not self.caller.is_done():
            place, words = 0, _("State who is calling, or a number to call back.")
        elif self.classifies and not self.digits():
            place, words = 2, _("Press a digit from 1 to 9.")
        elif self._lacks_reference():
            place, words = len(self.steps) - 1, _("Write the BankID reference in the note.")
        elif self.last.same.is_asking():
            place, words = len(self.steps) - 1, _("Enter adds to it, N makes a new request.")
        else:
            return False
        self.foot.ask(asking=False)
        self.activate(place)
        self.error.tell(tr(words))
        self._tells_missing = True
        return True

    def _lacks_reference(self) -> bool:
        """Tell whether BankID is ticked and nobody has written what shows it."""
        by_bank_id = IdentityMethod.BANKID in self.identity.checked()
        return by_bank_id and not self.last.note.is_typed()

    def forget_missing(self) -> None:
        """Say no more what was missing: something has been done about it."""
        if self._tells_missing:
            self._tells_missing = False
            self.error.hide()

    def timer(self, milliseconds: int, act: Callable[[], None]) -> QTimer:
        """Return a running timer of the panel."""
        timer = QTimer(self)
        timer.timeout.connect(act)
        timer.start(milliseconds)
        return timer

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Open and close steps with the room."""
        super().resizeEvent(event)
        self.show_steps()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the step at work."""
        super().focusInEvent(event)
        self._to_work()

    def _to_work(self) -> None:
        self.steps[self.active].enter()

    def _stays_open(self, step: StepPart) -> bool:
        """Tell which steps stay open beside the one at work."""
        if step is self.identity:
            return step.is_done() or bool(self.identity.checked())
        if step is self.matter:
            return not self.last.same.is_asking()
        return step is self.last and self.matter.is_done()

    def _scrolled(self) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for place, step in enumerate(self.steps):
            column.addWidget(step)
            column.addWidget(rule())
            step.wanted.connect(lambda at=place: self.activate(at))
            step.finished.connect(self.go_on)
        column.addStretch(1)
        for step in (self.identity, self.matter):
            if step not in self.steps:
                step.setParent(inner)
                step.hide()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(self.focusPolicy())
        scroll.setWidget(inner)
        return scroll

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Follow the focus by Tab or by a click into another step."""
        for place, step in enumerate(self.steps):
            if new is not None and step.isAncestorOf(new) and place != self.active:
                self.active = place
                self.show_steps()
                self.context.announce(step.spoken(len(self.steps)))
