"""The form of a refusal: what, why, under which rule; and the second person's view of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from registerdesk.domain.case_answers import Refusal
from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.four_eyes import Proposal, ProposalState
from registerdesk.domain.letters import RefusalGround
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.field_column import choices
from registerdesk.ui.kit.field_question import FieldQuestion
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.requests.case_state import CaseState
from registerdesk.ui.requests.identity_step import in_a_row
from registerdesk.ui.requests.paragraphs import fact, paragraph
from registerdesk.ui.requests.refusal_rows import RefusalRows

GROUNDS = {
    RefusalGround.EXCEPTION: _("An exception in the law applies"),
    RefusalGround.UNFOUNDED: _("Manifestly unfounded or excessive"),
    RefusalGround.UNIDENTIFIED: _("The person cannot be identified"),
}


class RefusalDialog(FieldQuestion):
    """Asks for the grounds; a refusal is a proposal until a second person agrees."""

    proposed = Signal(object)

    def __init__(self, parent: QWidget, refusal: Refusal | None, today: Callable[[], date]) -> None:
        """Show what was proposed before, if anything."""
        super().__init__(parent, _("Refuse the request"), _("Propose the refusal"), wide=560)
        self.tell(_("The data protection officer must agree before the letter can be sent."))
        self.ground = choices({ground.value: label for ground, label in GROUNDS.items()})
        self.rows = RefusalRows(today)
        self.extra = paragraph(2)
        self.fields.add("ground", _("Ground"), self.ground)
        self.fields.add_widget(self.rows)
        self.fields.add(
            "extra",
            _("What shows it, or what would help"),
            self.extra,
            hint=_("Unfounded or excessive: show why. Not identified: say what would be enough."),
        )
        self.watch(self.extra, today)
        if refusal is not None:
            self._fill(refusal)
        self.verb.clicked.connect(lambda: self.proposed.emit(self.refusal()))
        self.ground.setFocus()

    def refusal(self) -> Refusal:
        """Return what is filled in."""
        ground = RefusalGround(self.fields.text("ground"))
        extra = self.extra.toPlainText().strip()
        return Refusal(
            ground=ground,
            refused=self.rows.filled(),
            demonstration=extra if ground is RefusalGround.UNFOUNDED else "",
            what_would_help=extra if ground is RefusalGround.UNIDENTIFIED else "",
        )

    def refuse(self, error: RegisterDeskError) -> None:
        """Say what is missing, at the item or under the field that lacks it."""
        self.fields.clear_errors()
        for row in self.rows.rows:
            row.clear_errors()
        if not isinstance(error, InvalidInput):
            super().refuse(error)
        elif not self.rows.refuse(error):
            self.fields.point_at("extra", tr_error(error))

    def _fill(self, refusal: Refusal) -> None:
        self.fields.set_text("ground", refusal.ground.value)
        self.rows.show_rows(refusal.refused)
        self.extra.setPlainText(refusal.demonstration or refusal.what_would_help)


class ApprovalCard(Card):
    """A proposed refusal before the second person: what, why, and two answers."""

    approve_wanted = Signal(object)
    reject_wanted = Signal(object)

    def __init__(self) -> None:
        """Begin without a proposal."""
        super().__init__(_("A refusal waits for approval"), tone="warn")
        self.proposal: Proposal | None = None
        self._facts = QVBoxLayout()
        self.body.addLayout(self._facts)
        self.approve = Button(_("Approve the refusal"), kind="primary")
        self.reject = Button(_("Do not approve …"))
        self.hint = Label(role="secondary", wrap=True)
        self.approve.clicked.connect(lambda: self.approve_wanted.emit(self.proposal))
        self.reject.clicked.connect(lambda: self.reject_wanted.emit(self.proposal))
        self.body.addWidget(in_a_row(self.hint, self.approve, self.reject))

    def show_case(self, state: CaseState, *, may_approve: bool) -> None:
        """Show the proposal, if one is open."""
        answers = state.answers
        proposal = answers.proposal if answers else None
        waiting = proposal is not None and proposal.state is ProposalState.OPEN
        self.setVisible(waiting and state.is_open)
        if not waiting or proposal is None or answers is None:
            return
        self.proposal = proposal
        own = state.view.is_mine
        self.approve.setVisible(may_approve)
        self.reject.setVisible(may_approve)
        by = state.names.get(proposal.proposed_by, "–")
        self.hint.set_message(
            _("Proposed by {name}. Valid until {day}."), name=by, day=proposal.expires_on
        )
        if own and may_approve:
            self.hint.set_message(_("You made the proposal. Someone else must approve it."))
        self._show(answers.refusal)

    def _show(self, refusal: Refusal | None) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if refusal is None:
            return
        lines = [(_("Ground"), tr(GROUNDS[refusal.ground]))]
        for row in refusal.refused:
            lines += [(_("What is refused"), row.what), (_("Why"), row.reason)]
            lines.append((_("Under which rule"), row.rule))
        lines.append((_("What shows it, or what would help"), _extra(refusal)))
        for label, words in lines:
            if words:
                self._facts.addWidget(fact(label, words))


def _extra(refusal: Refusal) -> str:
    return refusal.demonstration or refusal.what_would_help
