"""The question that ends a person's protection: one of those named proposes, another approves."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.moments import when
from registerdesk.ui.kit.question import Question
from registerdesk.ui.kit.text import tr
from registerdesk.ui.register.dialogs import plan_words
from registerdesk.usecases.protection import ProtectionPlan, ReleaseProposal


class ReleaseQuestion(Question):
    """Says where the release stands, and offers the next of its two steps."""

    proposed = Signal()
    approved = Signal(object)
    declined = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        waiting: ReleaseProposal | None,
        plan: ProtectionPlan,
        today: date,
    ) -> None:
        """Take the proposal that waits, if there is one, and what moves; `today` words a moment."""
        verb = _("Propose") if waiting is None else _("End protection")
        super().__init__(parent, _("End protection"), verb)
        told = _(
            "Name, address, phone and the other identifying values become readable again "
            "for everybody who reads the register. It takes two people named for "
            "protected persons."
        )
        self.body.addWidget(Label(told, wrap=True))
        self.numbers = Label(role="label", wrap=True)
        self.numbers.say(plan_words(plan))
        self.body.addWidget(self.numbers)
        self.state = Label(role="label", wrap=True)
        self.body.addWidget(self.state)
        self.state.setVisible(waiting is not None)
        if waiting is None:
            self.verb.clicked.connect(self.proposed)
            return
        decline = _("Decline") if waiting.may_approve else _("Take back the proposal")
        self.decline = Button(decline)
        self.decline.setAutoDefault(False)
        self.decline.clicked.connect(lambda: self.declined.emit(waiting.id))
        self.foot.insertWidget(0, self.decline)
        self.verb.setVisible(waiting.may_approve)
        self.verb.clicked.connect(lambda: self.approved.emit(waiting.id))
        moment = when(waiting.proposed_at, today)
        if waiting.may_approve:
            self.state.set_message(
                _("{name} proposed it {moment}."), name=waiting.proposed_by, moment=moment
            )
        else:
            self.state.say(tr(_("You made the proposal. Someone else must approve it.")))
