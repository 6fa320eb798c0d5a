"""Step 4: what the answer says beyond the data, and the decision."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from registerdesk.domain.case_answers import Answers, Refusal
from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.four_eyes import Proposal, ProposalState
from registerdesk.domain.request_steps import StepStatus
from registerdesk.domain.rights_requests import DECISION_LABELS, Decision, Step
from registerdesk.domain.snapshots import Verdict
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.chip import Chip
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.requests.answers_card import AnswersCard
from registerdesk.ui.requests.case_state import CaseState
from registerdesk.ui.requests.deeds import CaseDeeds
from registerdesk.ui.requests.dialogs import ReasonDialog
from registerdesk.ui.requests.refusal_form import ApprovalCard, RefusalDialog
from registerdesk.usecases.four_eyes import approve_proposal, reject_proposal
from registerdesk.usecases.request_answers import decide, set_answers


class DecisionCard(Card):
    """The three decisions, what stands in their way, and what was decided."""

    def __init__(self) -> None:
        """Build the buttons."""
        super().__init__(_("Decision"))
        self.made = Chip()
        self.owner = Label(role="secondary")
        self.head.addWidget(self.made)
        self.head.addWidget(self.owner)
        self.all = Button(_("Disclose all"))
        self.partly = Button(_("Disclose in part"))
        self.refuse = Button(_("Refuse …"))
        self.locks = Label(role="secondary", wrap=True)
        self.rejected = Label(role="warn", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        for button in (self.all, self.partly, self.refuse):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(12))
        column.setSpacing(theme.px(8))
        column.addWidget(self.locks)
        column.addWidget(self.rejected)
        column.addLayout(row)
        self.body.addLayout(column)

    def show_case(self, state: CaseState) -> None:
        """Show what can be decided now."""
        row, request = state.view.row, state.view.request
        self.owner.set_message(_("Responsible {name}"), name=row.owner_name)
        decision = request.decision
        self.made.setVisible(decision is not None)
        if decision is not None:
            self.made.set_message(DECISION_LABELS[decision])
            self.made.set_kind("warn" if decision is Decision.REFUSE else "ok")
        locks = state.locks(Step.DECIDE)
        self.locks.say("  ".join(tr(lock) for lock in locks))
        self.locks.setVisible(bool(locks))
        rejection = state.answers.rejection if state.answers else ""
        self.rejected.set_message(_("The refusal was not approved: {reason}"), reason=rejection)
        self.rejected.setVisible(bool(rejection) and _is_rejected(state))
        free = state.works and not locks
        withholds = _withholds(state)
        self.all.setEnabled(free and not withholds)
        self.partly.setEnabled(free)
        self.refuse.setEnabled(state.works)
        self.all.setVisible(state.is_access)
        self.partly.setVisible(state.is_access)
        kind = "primary" if decision is None and free else "normal"
        (self.partly if withholds else self.all).set_kind(kind)
        (self.all if withholds else self.partly).set_kind("normal")


def _withholds(state: CaseState) -> bool:
    """Tell whether something is masked or left out, as far as the open review says."""
    withheld = {Verdict.MASK, Verdict.LEAVE_OUT}
    if state.review is None:
        return state.view.request.decision is Decision.PARTLY
    return any(passage.mark.verdict in withheld for passage in state.review.passages)


def _is_rejected(state: CaseState) -> bool:
    proposal = state.answers.proposal if state.answers else None
    return proposal is not None and proposal.state is ProposalState.REJECTED


class DecideStep(QWidget):
    """The answer's other contents, the decision, and a refusal before its second person."""

    def __init__(self, deeds: CaseDeeds) -> None:
        """Begin with nothing filled in."""
        super().__init__()
        self._deeds = deeds
        self._state: CaseState | None = None
        roles = deeds.context.user.roles
        self._approves = is_granted(roles, Permission.APPROVE_REFUSAL)
        self.approval = ApprovalCard()
        self.answers = AnswersCard(deeds.today)
        self.decision = DecisionCard()
        self.dialog: RefusalDialog | ReasonDialog | None = None
        self.answers.saved.connect(self._save)
        self.take_decisions_of(self.decision)
        self.approval.approve_wanted.connect(self._approve)
        self.approval.reject_wanted.connect(self._reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(14))
        for card in (self.approval, self.answers, self.decision):
            column.addWidget(card)
        column.addStretch(1)

    def take_decisions_of(self, card: DecisionCard) -> None:
        """Decide by a card's buttons; one stands in the review too."""
        card.all.clicked.connect(lambda: self.decide(Decision.ALL))
        card.partly.clicked.connect(lambda: self.decide(Decision.PARTLY))
        card.refuse.clicked.connect(self.open_refusal)

    def show_case(self, state: CaseState) -> None:
        """Show what has been filled in and decided."""
        self._state = state
        given = state.answers.answers if state.answers else None
        self.answers.show_answers(given, works=state.works)
        refused = state.view.request.decision is Decision.REFUSE
        self.answers.setVisible(state.is_access and not refused)
        self.decision.show_case(state)
        self.approval.show_case(state, may_approve=self._approves)

    def primary(self) -> None:
        """Save what is typed, or take the decision that fits."""
        state = self._state
        if state is None:
            return
        if self._approves and self.approval.isVisible() and not state.view.is_mine:
            self._approve(self.approval.proposal)
        elif self.answers.isVisible() and self.answers.touched:
            self.answers.keep()
        elif state.works and state.status(Step.DECIDE) is not StepStatus.LOCKED:
            self.decide(Decision.PARTLY if _withholds(state) else Decision.ALL)

    def decide(self, decision: Decision) -> None:
        """Decide what the answer gives."""
        said = tr(_("Decided: {decision}"), decision=tr(DECISION_LABELS[decision]))
        self._deeds.run(lambda desk, case: desk.do(decide, case, decision), said=said)

    def open_refusal(self) -> None:
        """Ask for the grounds of a refusal."""
        given = self._state.answers.refusal if self._state and self._state.answers else None
        dialog = RefusalDialog(self.window(), given, self._deeds.today)
        dialog.proposed.connect(lambda refusal: self._propose(dialog, refusal))
        self.dialog = dialog
        dialog.open()

    def _propose(self, dialog: RefusalDialog, refusal: Refusal) -> None:
        self._deeds.run(
            lambda desk, case: desk.do(decide, case, Decision.REFUSE, refusal=refusal),
            said=tr(_("The refusal waits for the data protection officer.")),
            done=lambda _proposal: dialog.accept(),
            failed=dialog.refuse,
        )

    def _save(self, answers: Answers) -> None:
        def failed(error: RegisterDeskError) -> None:
            self.answers.refuse(tr_error(error))

        self._deeds.run(
            lambda desk, case: desk.do(set_answers, case, answers),
            said=tr(_("The details are saved.")),
            done=lambda _nothing: self.answers.saved_now(),
            failed=failed,
        )

    def _approve(self, proposal: Proposal | None) -> None:
        if proposal is None or self._state is None:
            return
        said = tr(_("The refusal is approved."))
        if not self._state.view.is_mine:
            self._deeds.run(lambda desk, _case: desk.do(approve_proposal, proposal.id), said=said)
            return
        dialog = ReasonDialog(
            self.window(), _("Approve alone"), _("Approve the refusal"), self._deeds.today
        )
        dialog.given.connect(
            lambda reason: self._deeds.run(
                lambda desk, _case: desk.do(approve_proposal, proposal.id, reason=reason),
                said=said,
                done=lambda _nothing: dialog.accept(),
                failed=dialog.refuse,
            )
        )
        self.dialog = dialog
        dialog.open()

    def _reject(self, proposal: Proposal | None) -> None:
        if proposal is None:
            return
        dialog = ReasonDialog(
            self.window(), _("Do not approve"), _("Send the refusal back"), self._deeds.today
        )
        dialog.given.connect(
            lambda reason: self._deeds.run(
                lambda desk, _case: desk.do(reject_proposal, proposal.id, reason=reason),
                said=tr(_("The refusal is sent back with your reason.")),
                done=lambda _nothing: dialog.accept(),
                failed=dialog.refuse,
            )
        )
        self.dialog = dialog
        dialog.open()
