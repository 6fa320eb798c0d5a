"""What a card asks before it acts: a request, a new value, an end, a protection, its release."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from registerdesk.domain.formats import with_weekday
from registerdesk.domain.notes import NoteStage
from registerdesk.domain.parties import Protection
from registerdesk.domain.sources import Origin
from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.question import Question
from registerdesk.ui.kit.text import language, tr
from registerdesk.ui.register.card_deeds import CardDeeds
from registerdesk.ui.register.card_head import CardHead
from registerdesk.ui.register.dialogs import ProtectDialog
from registerdesk.ui.register.release_question import ReleaseQuestion
from registerdesk.ui.register.request_question import RequestQuestion
from registerdesk.ui.register.restriction_band import REFUSED
from registerdesk.ui.register.restriction_questions import RestrictionQuestions
from registerdesk.ui.register.standing_questions import StandingQuestions
from registerdesk.ui.register.unmerging import unmerge, unmerge_question
from registerdesk.ui.register.value_question import ValueQuestion
from registerdesk.usecases.parties import add_value
from registerdesk.usecases.party_merges import MergeDone, undoable_merge
from registerdesk.usecases.protection import (
    ProtectionPlan,
    ReleaseProposal,
    decline_unmarking,
    mark_protected,
    propose_unmarking,
    unmark_protected,
    view_protection_plan,
    waiting_release,
)
from registerdesk.usecases.request_opening import NewRequest, OpenedRequest, open_request


class CardQuestions(QObject):
    """Opens the short forms over the card and carries out what they answer."""

    def __init__(
        self, context: WindowContext, over: QWidget, deeds: CardDeeds, head: CardHead
    ) -> None:
        """Ask about the card that the deeds hold; the head's menu and buttons open the forms."""
        super().__init__(over)
        self._context, self._over, self._deeds = context, over, deeds
        self.dialog: QDialog | None = None
        head.request_wanted.connect(self.ask_request)
        self.standing = StandingQuestions(context, over, deeds, self._open)
        head.standing_wanted.connect(self.standing.ask)
        head.protect_wanted.connect(self.ask_protect)
        head.release_wanted.connect(self.ask_release)
        head.merge_wanted.connect(self.open_duplicates)
        head.unmerge_wanted.connect(self.ask_unmerge)
        self._restrictions = RestrictionQuestions(context, over, self._open, deeds.done.emit)
        head.restrict_wanted.connect(self.ask_restrict)
        head.lift_wanted.connect(self.ask_lift)

    def ask_request(self) -> None:
        """Ask what the person requests."""
        card = self._deeds.card
        if card is not None:
            dialog = RequestQuestion(self._over, self._context, card.party.id)
            dialog.wanted.connect(lambda new: self._open_request(dialog, new))
            self._open(dialog)

    def ask_value(self) -> None:
        """Ask for one more value, with its source."""
        card = self._deeds.card
        if card is not None and card.restriction is not None:
            self._context.toast(tr(REFUSED))
        elif card is not None and not card.is_locked:
            dialog = ValueQuestion(self._over, self._context, card.party.kind, card.collectable)
            dialog.given.connect(
                lambda register, given, origin: self._add(
                    dialog, card.party.id, register, given, origin
                )
            )
            self._open(dialog)

    def ask_end(self) -> None:
        """Ask when and why a running relation ended."""
        self.standing.ask_end()

    def ask_protect(self) -> None:
        """Ask which protection the person has."""
        card = self._deeds.card
        if card is not None:
            party_id = card.party.id
            self._context.ask(
                view_protection_plan, party_id, done=lambda plan: self._plan_came(party_id, plan)
            )

    def ask_release(self) -> None:
        """Look whether a release waits for its second person, and offer the next step."""
        card = self._deeds.card
        if card is not None:
            party_id = card.party.id
            self._context.ask(
                waiting_release, party_id, done=lambda waiting: self._weigh(party_id, waiting)
            )

    def ask_restrict(self) -> None:
        """Ask on which ground the processing is restricted."""
        card = self._deeds.card
        if card is not None and card.restriction is None:
            self._restrictions.ask_restrict(card)

    def ask_lift(self) -> None:
        """Ask when the person was told, and why the restriction ends."""
        card = self._deeds.card
        if card is not None and card.restriction is not None:
            self._restrictions.ask_lift(card.restriction)

    def open_duplicates(self) -> None:
        """Look for the person's duplicates."""
        card = self._deeds.card
        if card is not None:
            self._context.navigate("duplicates", str(card.party.id))

    def ask_unmerge(self) -> None:
        """Ask before the person's latest merge is undone."""
        card = self._deeds.card
        if card is not None:
            self._context.ask(undoable_merge, card.party.id, done=self._unmerge)

    def _unmerge(self, merge: MergeDone | None) -> None:
        if merge is None:
            self._context.toast(tr(_("The day in which a merge can be undone has passed.")))
            return
        context, merge_id = self._context, merge.merge_id
        self._open(unmerge_question(self._over, context, merge, lambda: unmerge(context, merge_id)))

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _then(self, dialog: Question, words: str) -> Callable[[object], None]:
        """Return what closes the form, says the words and shows the card anew."""

        def done(_result: object) -> None:
            dialog.accept()
            self._context.toast(words)
            self._deeds.done.emit()

        return done

    def _open_request(self, dialog: RequestQuestion, new: NewRequest) -> None:
        def opened(request: OpenedRequest) -> None:
            day = with_weekday(request.deadline.answer_by, language.code)
            words = _("Request {number} registered. Answer by {day}.")
            self._then(dialog, tr(words, number=request.number, day=day))(request)

        self._context.ask(open_request, new, done=opened, failed=dialog.refuse)

    def _add(
        self,
        dialog: ValueQuestion,
        party_id: UUID,
        register: str,
        given: Mapping[str, Any],
        origin: Origin,
    ) -> None:
        self._context.ask(
            add_value,
            party_id,
            register,
            given,
            origin,
            done=lambda row_id: self._added(dialog, register, given, row_id),
            failed=dialog.refuse,
        )

    def _added(
        self, dialog: ValueQuestion, register: str, given: Mapping[str, Any], row_id: UUID
    ) -> None:
        """Say that it is kept; all but a final note can be taken back."""
        dialog.accept()
        words = tr(_("The value is added."))
        if given.get("stage") is NoteStage.FINAL:
            self._context.toast(words)
        else:
            self._context.toast(words, lambda: self._deeds.take_out(register, row_id, 1))
        self._deeds.done.emit()

    def _protect(self, dialog: ProtectDialog, party_id: UUID, kind: Protection) -> None:
        done = self._then(dialog, tr(_("The person is marked as protected.")))
        self._context.ask(mark_protected, party_id, kind, done=done, failed=dialog.refuse)

    def _plan_came(self, party_id: UUID, plan: ProtectionPlan) -> None:
        dialog = ProtectDialog(self._over, plan)
        dialog.chosen.connect(lambda kind: self._protect(dialog, party_id, kind))
        self._open(dialog)

    def _weigh(self, party_id: UUID, waiting: ReleaseProposal | None) -> None:
        """Ask how much comes back, then put the question."""
        self._context.ask(
            view_protection_plan,
            party_id,
            done=lambda plan: self._release(party_id, waiting, plan),
        )

    def _release(
        self, party_id: UUID, waiting: ReleaseProposal | None, plan: ProtectionPlan
    ) -> None:
        dialog = ReleaseQuestion(self._over, waiting, plan, self._context.today())
        proposed = self._then(dialog, tr(_("The proposal waits for a second person.")))
        released = self._then(dialog, tr(_("The protection has ended.")))
        dialog.proposed.connect(
            lambda: self._context.ask(
                propose_unmarking, party_id, done=proposed, failed=dialog.refuse
            )
        )
        dialog.approved.connect(
            lambda proposal: self._context.ask(
                unmark_protected, proposal, done=released, failed=dialog.refuse
            )
        )
        stays = self._then(dialog, tr(_("The protection stays.")))
        dialog.declined.connect(
            lambda proposal: self._context.ask(
                decline_unmarking, proposal, done=stays, failed=dialog.refuse
            )
        )
        self._open(dialog)
