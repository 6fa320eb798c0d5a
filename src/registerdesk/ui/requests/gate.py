"""What stands in the place of a case's contents for whoever does not hold its key."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from registerdesk.domain.rights_requests import Right
from registerdesk.domain.tasks import TaskKind
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register.states import padded
from registerdesk.ui.requests.case_state import CaseState
from registerdesk.ui.requests.deeds import CaseDeeds
from registerdesk.ui.requests.identity_step import ClassifyCard, in_a_row
from registerdesk.ui.requests.words import COMPARTMENT_LABELS
from registerdesk.usecases.request_collection import release
from registerdesk.usecases.request_work import ask_to_take_over, take_request
from registerdesk.usecases.tasks import TaskRow


class ReleaseCard(Card):
    """Asks a holder to release a sealed part to the case."""

    def __init__(self, deeds: CaseDeeds) -> None:
        """Begin without a task."""
        super().__init__(_("Release sealed data to the case"), tone="warn")
        self._deeds = deeds
        self.buttons: list[Button] = []
        self._rows = QVBoxLayout()
        self.body.addLayout(self._rows)

    def show_tasks(self, tasks: tuple[TaskRow, ...]) -> None:
        """Show a button for each part that is asked for."""
        self.buttons = []
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row in tasks:
            if row.task.compartment is not None:
                self._rows.addWidget(self._row(row))
        self.setVisible(bool(self.buttons))

    def _row(self, row: TaskRow) -> QWidget:
        compartment = row.task.compartment
        part = tr(COMPARTMENT_LABELS[compartment]) if compartment else ""
        words = Label(
            _("{name} answers the request and asks for: {part}. You need not see the case."),
            wrap=True,
            name=row.asked_by,
            part=part,
        )
        button = Button(_("Release to the case"), kind="primary")
        said = tr(_("Released to the case."))
        if compartment is not None:
            button.clicked.connect(
                lambda: self._deeds.run(
                    lambda desk, case: desk.do(release, case, compartment), said=said
                )
            )
        self.buttons.append(button)
        return in_a_row(words, button)


class Gate(QWidget):
    """Who is responsible, and the way in: take the case, ask for it, classify it, release."""

    def __init__(self, deeds: CaseDeeds) -> None:
        """Build every way; `show_case` chooses."""
        super().__init__()
        self._deeds = deeds
        self.release = ReleaseCard(deeds)
        self.classify = ClassifyCard(deeds)
        self.card = Card(_("The contents are sealed"))
        self.who = Label(role="label", wrap=True)
        self.take = Button(_("Take the case"), kind="primary")
        self.ask = Button(_("Ask to take over"))
        self.take.clicked.connect(self._take)
        self.ask.clicked.connect(self._ask)
        self.card.body.addWidget(in_a_row(self.who, self.take, self.ask))
        self.why = padded(tr(_("Only the person responsible and the ombud can open the contents.")))
        self.sent = padded(tr(_("The answer is sent. The ombud alone can open the contents now.")))
        self.card.body.addWidget(self.why)
        self.card.body.addWidget(self.sent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(14))
        for card in (self.release, self.classify, self.card):
            column.addWidget(card)
        column.addStretch(1)

    def show_case(self, state: CaseState) -> None:
        """Show what this reader can do."""
        row = state.view.row
        self.release.show_tasks(state.waits(TaskKind.RELEASE_SEALED))
        nobody = row.owner is None
        if nobody:
            self.who.set_message(_("Nobody is responsible for the case yet."))
        else:
            self.who.set_message(_("Responsible: {name}."), name=row.owner_name)
        sent = not nobody and not state.is_open
        self.sent.setVisible(sent)
        self.why.setVisible(not sent)
        self.take.setVisible(state.view.may_take_over and state.is_open)
        unknown = row.right is Right.UNCLASSIFIED
        self.classify.setVisible(unknown and state.view.may_take_over and state.is_open)
        self.ask.setVisible(not nobody and state.is_open and not state.view.is_mine)

    def primary(self) -> None:
        """Release what is asked for, or take the case."""
        if self.release.buttons:
            self.release.buttons[0].click()
        elif self.take.isVisible():
            self._take()

    def _take(self) -> None:
        said = tr(_("You are responsible for the case now."))
        self._deeds.run(lambda desk, case: desk.do(take_request, case), said=said)

    def _ask(self) -> None:
        said = tr(_("The person responsible has been asked."))
        self._deeds.run(lambda desk, case: desk.do(ask_to_take_over, case), said=said)
