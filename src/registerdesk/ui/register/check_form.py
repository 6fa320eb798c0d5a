"""The form of a credit check: whom, why, where it was asked, and what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox

from registerdesk.domain.credit_checks import (
    BUREAU_LABELS,
    NEED_LABELS,
    OUTCOME_LABELS,
    Bureau,
    CreditCheck,
    Need,
    Outcome,
    is_fresh,
    refuse_without_need,
)
from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.texts import _
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.form import Form
from registerdesk.ui.kit.labels import Label, restyle
from registerdesk.ui.kit.notices import Banner
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.register.form_page import FormPage, inside, labelled
from registerdesk.ui.register.party_picker import PartyPicker
from registerdesk.usecases.credit_checks import NewCreditCheck, view_credit_checks

_QUESTION = ("need_text", "amount")
_ANSWER = (
    *("bureau", "asked_on", "report_number", "outcome", "limit", "valid_until"),
    *("automated", "assessment"),
)
_LABELS: dict[type, Any] = {Bureau: BUREAU_LABELS, Outcome: OUTCOME_LABELS}


class NeedChoice(QComboBox):
    """The legitimate needs; none is chosen until somebody states one."""

    def __init__(self) -> None:
        """Offer them by name."""
        super().__init__()
        self._needs = list(Need)
        for need in self._needs:
            self.addItem(tr(NEED_LABELS[need]))
        self.setPlaceholderText(tr(_("State why")))
        self.setAccessibleName(tr(_("Legitimate need")))
        self.setCurrentIndex(-1)

    def need(self) -> Need | None:
        """Return what was stated."""
        return self._needs[self.currentIndex()] if self.currentIndex() >= 0 else None


class CheckForm(FormPage):
    """Nothing is saved without a person and a need; a check younger than 90 days is told."""

    saved = Signal(object, object)

    def __init__(self, context: WindowContext) -> None:
        """Begin with nobody."""
        super().__init__(_("New credit check"))
        self.context = context
        self.touched = False
        self.picker = PartyPicker(context, tr(_("Person or company")))
        self.picker.picked.connect(self._look_back)
        self.need = NeedChoice()
        self.need_error = Label(role="error", wrap=True)
        self.need_error.hide()
        self.recent = Banner(tone="warn", icon_name="alert")
        self.recent.hide()
        today = context.today
        self.question = Form(CreditCheck, today=today, only=_QUESTION)
        self.answer = Form(CreditCheck, today=today, labels=_LABELS, only=_ANSWER)
        self.answer.set_value("asked_on", today())
        first = Card(_("Whom, and why"))
        person = labelled(_("Person or company"), self.picker)
        need = labelled(_("Legitimate need"), self.need, self.need_error)
        first.body.addWidget(inside(person, self.recent, need, self.question))
        second = Card(_("Question and answer"))
        second.body.addWidget(inside(self.answer))
        self.add_card(first)
        self.add_card(second)
        self.save_wanted.connect(self.save)
        self.need.activated.connect(lambda _at: self._stated())
        for form in (self.question, self.answer):
            form.changed.connect(self._touch)

    def begin(self, party_id: UUID | None, name: str) -> None:
        """Put the focus where the first thing is missing."""
        if party_id is None:
            self.picker.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.picker.set_party(party_id, name)
            self.need.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Hand the check over, or go to the first thing that is missing."""
        if self.picker.party_id is None:
            self.picker.show_error(tr(_("Choose whom the check is about.")))
            self.picker.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        question, answer = self.question.values(), self.answer.values()
        if question is None or answer is None:
            return
        values: dict[str, Any] = {**question, **answer}
        try:
            refuse_without_need(self.need.need(), values["need_text"])
        except InvalidInput as error:
            self._show_need(error)
            return
        new = NewCreditCheck(need=self.need.need(), **values)
        self.saved.emit(self.picker.party_id, new)

    def refuse(self, error: RegisterDeskError) -> None:
        """Say what the desk refused; what was written stays."""
        if isinstance(error, InvalidInput):
            if error.field == "need":
                self._show_need(error)
                return
            if self.question.show_error(error) or self.answer.show_error(error):
                return
        self.error.tell(tr_error(error), tr(_("What you wrote is kept.")))

    def _show_need(self, error: InvalidInput) -> None:
        restyle(self.need, invalid="true")
        self.need_error.say(tr_error(error))
        self.need_error.show()
        self.need.setAccessibleDescription(tr_error(error))
        self.need.setFocus(Qt.FocusReason.OtherFocusReason)
        self.context.announce(tr_error(error), urgent=True)

    def _stated(self) -> None:
        self.need_error.hide()
        restyle(self.need, invalid="false")
        self._touch()

    def _touch(self) -> None:
        self.touched = True

    def _look_back(self, party_id: UUID) -> None:
        """Tell if the latest check is younger than ninety days."""
        self.recent.hide()
        self.context.ask(view_credit_checks, party_id, done=self._warn, failed=self.refuse)

    def _warn(self, checks: tuple[CreditCheck, ...]) -> None:
        if checks and is_fresh(checks[0].asked_on, self.context.today()):
            self.recent.label.set_message(
                _("The latest check is of {day}, less than 90 days ago."), day=checks[0].asked_on
            )
            self.recent.show()
