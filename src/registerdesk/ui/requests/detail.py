"""One request: head with axis and steps, the step at work, and the letter beside it."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.rights_requests import Step
from registerdesk.domain.stored_letters import LetterKind
from registerdesk.domain.tasks import TaskKind
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.notices import Banner, EmptyView, ErrorBar
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register.states import States
from registerdesk.ui.requests.case_menu import CaseMenu
from registerdesk.ui.requests.case_state import CaseState, at_work, read_case, step_to_show
from registerdesk.ui.requests.collect_step import CollectStep
from registerdesk.ui.requests.decide_step import DecideStep
from registerdesk.ui.requests.deeds import CaseDeeds
from registerdesk.ui.requests.gate import Gate, ReleaseCard
from registerdesk.ui.requests.head import CaseHead
from registerdesk.ui.requests.identity_step import IdentityStep
from registerdesk.ui.requests.letter_form import LetterForm
from registerdesk.ui.requests.letter_pane import LetterPane
from registerdesk.ui.requests.letter_work import LetterWork
from registerdesk.ui.requests.review_step import ReviewStep
from registerdesk.ui.requests.send_step import SendStep
from registerdesk.ui.requests.step_stack import StepAndLetter, StepStack


class CaseDetail(QWidget):
    """The case as far as the reader reaches; reads it anew after each deed."""

    left = Signal()
    shown = Signal()

    def __init__(self, context: WindowContext) -> None:
        """Build every part; `open` chooses the case."""
        super().__init__()
        self.context = context
        self.state: CaseState | None = None
        self._step: Step | None = None
        self._at_work: Step | None = None
        self.deeds = CaseDeeds(context)
        self.deeds.changed.connect(self.refresh)
        self.deeds.refused.connect(self._refused)
        self.head = CaseHead()
        self.menu = CaseMenu(self.deeds, self)
        self.pane = LetterPane()
        self.letter = LetterWork(self.deeds, self.pane)
        self.identity, self.collect = IdentityStep(self.deeds), CollectStep(self.deeds)
        self.review, self.decide = ReviewStep(self.deeds), DecideStep(self.deeds)
        self.send, self.gate = SendStep(), Gate(self.deeds)
        self.release = ReleaseCard(self.deeds)
        self.form = LetterForm()
        self.pages: dict[Step, QWidget] = {
            Step.IDENTITY: self.identity,
            Step.COLLECT: self.collect,
            Step.REVIEW: self.review,
            Step.DECIDE: self.decide,
            Step.SEND: self.send,
        }
        self.error = ErrorBar()
        self.wanted = Banner(icon_name="swap", tone="warn")
        self.hand = Button(_("Hand over …"))
        self.hand.clicked.connect(self.menu.hand_over)
        self.wanted.row.addWidget(self.hand)
        self._connect()
        self._arrange()

    def open(self, request_id: UUID) -> None:
        """Show a case from its step at work."""
        if self.deeds.case != request_id:
            self._step, self._at_work, self.state = None, None, None
            self.deeds.open(request_id)
            self.letter.begin()
            self.decide.answers.touched = False
        self.error.hide()
        self.states.loading()
        self.refresh()

    def refresh(self) -> None:
        """Read the case again."""
        self._read(review_again=False)

    def go(self, move: int) -> None:
        """Show the step before or after."""
        steps = self._steps()
        if steps and self._step in steps:
            at = steps.index(self._step) + move
            if 0 <= at < len(steps):
                self.choose(at)

    def choose(self, number: int) -> None:
        """Show the step at a number, from 0."""
        steps = self._steps()
        if self.state is None or not 0 <= number < len(steps):
            return
        self._step = steps[number]
        self._leave_form()
        self._show_step()
        self.head.show_steps(self.state, number)
        self.context.announce(self.head.stepper.spoken())

    def primary(self) -> None:
        """Do the main action of the step (Ctrl+Enter)."""
        page = self.stack.page()
        if page in (self.send, self.form):
            if self.pane.sent.isEnabled():
                self.letter.mark_sent()
            else:
                self.letter.print()
        elif isinstance(page, IdentityStep | CollectStep | ReviewStep | DecideStep | Gate):
            page.primary()

    def collect_now(self) -> None:
        """Collect anew where the reader works on the case, else read it again (F5)."""
        if self.state is not None and self.state.works and self.state.is_access:
            self.deeds.collect()
        else:
            self.refresh()

    def forget(self) -> None:
        """Let go of everything of the case."""
        self.state = None
        self.deeds.case = None
        self.pane.show_words("")
        self.states.loading()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the letter its width, or a place under the step where there is no room beside."""
        super().resizeEvent(event)
        self._row.fold(self.width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Judge passages by letters, explain with R, leave with Esc."""
        letter = event.text().casefold()
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        elif plain and letter == "r" and letter:
            self.menu.explain()
        elif plain and self.stack.page() is self.review and letter:
            if not self.review.passage.press(letter):
                super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def write_letter(self, kind: object) -> None:
        """Write a letter on the way at the left while its paper shows at the right."""
        self.form.begin(kind)  # type: ignore[arg-type]  # a signal carries an object
        self.letter.fill = self.form.fill
        self.stack.show_page(self.form)
        self.letter.write(self.form.kind)

    def _read(self, *, review_again: bool) -> None:
        case, desk = self.deeds.case, self.context.desk
        if case is not None:
            self.context.runner.ask(
                lambda: read_case(desk, case, review_again=review_again),
                self._arrived,
                lambda error: self.states.failed(error, self.refresh),
                latest="requests.case",
            )

    def _arrived(self, state: CaseState) -> None:
        self.state, self.menu.state = state, state
        self.states.arrived()
        steps = self._steps()
        before, self._at_work = self._at_work, at_work(state)
        self._step = step_to_show(state, self._step, before)
        now = steps.index(self._step) if self._step in steps else 0
        self.head.show_case(state, now, self.context.today())
        opened = state.view.is_open_to_me
        self.pane.setVisible(opened)
        for page in self.pages.values():
            page.show_case(state)  # type: ignore[attr-defined]  # every page of the stack has it
        self.gate.show_case(state)
        self.release.show_tasks(state.waits(TaskKind.RELEASE_SEALED) if opened else ())
        asked = state.waits(TaskKind.TAKE_OVER_REQUEST)
        self.wanted.setVisible(bool(asked) and opened)
        for row in asked[:1]:
            self.wanted.label.set_message(
                _("{name} wants to take the case over."), name=row.asked_by
            )
        self._show_step()
        self.letter.show_case(state)
        self.shown.emit()

    def _show_step(self) -> None:
        state = self.state
        if state is None or (self.letter.aside and state.works):
            return
        if not state.view.is_open_to_me:
            moved = self.stack.show_page(self.gate)
        else:
            moved = self._step is not None and self.stack.show_page(self.pages[self._step])
        if moved and self.isVisible():
            self.scroll_area.verticalScrollBar().setValue(0)
            self.head.stepper.setFocus(Qt.FocusReason.OtherFocusReason)

    def _steps(self) -> list[Step]:
        return [each.step for each in self.state.view.steps] if self.state else []

    def _refused(self, error: RegisterDeskError) -> None:
        self.error.tell(tr_error(error))
        self.refresh()

    def _escape(self) -> None:
        if self.review.passage.stop_asking():
            return
        if self.stack.page() is self.form:
            self._leave_form()
            self._show_step()
            return
        self.deeds.cancel()
        self.left.emit()

    def _leave_form(self) -> None:
        if self.letter.aside is not None:
            self.letter.write(None)

    def _connect(self) -> None:
        self.head.list_wanted.connect(self.left)
        self.head.pause_wanted.connect(self.menu.pause)
        self.head.explain_wanted.connect(self.menu.explain)
        self.head.menu_wanted.connect(self.menu.fill)
        self.head.step_wanted.connect(self.choose)
        self.menu.letter_wanted.connect(self.write_letter)
        self.menu.address_wanted.connect(self.letter.ask_address)
        self.menu.person_wanted.connect(self._open_person)
        self.head.extend_wanted.connect(lambda: self.write_letter(LetterKind.EXTENSION))
        self.form.changed.connect(self.letter.touch)
        self.form.left.connect(self._escape)
        self.send.letter_wanted.connect(self.letter.show_letter)
        self.decide.take_decisions_of(self.review.decision)
        self.review.passage.asked.connect(self._reveal)
        self.review.again.clicked.connect(lambda: self._read(review_again=True))

    def _reveal(self, widget: QWidget) -> None:
        """Bring something that has just come into view."""
        margin = theme.px(24)
        QTimer.singleShot(0, lambda: self.scroll_area.ensureWidgetVisible(widget, 0, margin))

    def _open_person(self) -> None:
        if self.state is not None:
            self.context.navigate("customers", str(self.state.view.row.party_id))

    def _arrange(self) -> None:
        self.stack = StepStack()
        for page in (self.gate, self.form, *self.pages.values()):
            self.stack.add(page)
        inside = QWidget()
        cards = QVBoxLayout(inside)
        edge = theme.px(16)
        cards.setContentsMargins(theme.px(24), edge, edge, edge)
        cards.setSpacing(theme.px(14))
        for widget in (self.error, self.wanted, self.release, self.stack):
            cards.addWidget(widget)
        cards.addStretch(1)
        self.scroll_area = QScrollArea()
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setWidget(inside)
        content = QWidget()
        self._row = StepAndLetter(self.scroll_area, self.pane)
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addLayout(self._row, 1)
        nothing = EmptyView(_("No request is open."), "", "inbox")
        self.states = States(content, nothing, area=_("Requests"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.states)
        self.setAccessibleName(tr(_("Request")))
