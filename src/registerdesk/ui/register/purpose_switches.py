"""Switching a purpose on the card: one key, a word where consent needs one, and Undo."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.fields import LegalBasis
from registerdesk.domain.plain_text import NAME_LIMIT
from registerdesk.domain.texts import _
from registerdesk.ui.kit.confirm import ConfirmDialog
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.labels import data_label
from registerdesk.ui.kit.question import Question
from registerdesk.ui.kit.text import number, tr, tr_error
from registerdesk.ui.register.card_deeds import CardDeeds
from registerdesk.ui.register.purpose_sheet import name_of
from registerdesk.usecases.purpose_switches import PersonPurpose, switch_purpose


class YesQuestion(Question):
    """Asks how the person said yes: consent must be shown to have been given (Article 7(1))."""

    given = Signal(str)

    def __init__(self, parent: QWidget, purpose: str) -> None:
        """Name the purpose."""
        super().__init__(parent, _("The person says yes"), _("Switch on"))
        self.how = QLineEdit()
        self.how.setMaxLength(NAME_LIMIT)
        self.body.addWidget(data_label(purpose, "section", wrap=True))
        self.add_field(_("How the person said so"), self.how, "how")
        self.verb.clicked.connect(lambda: self.given.emit(self.how.text()))
        self.how.setFocus()


class PurposeSwitches(QObject):
    """Carries out the switches of the open card."""

    def __init__(self, context: WindowContext, over: QWidget, deeds: CardDeeds) -> None:
        """Act for the card that the deeds hold."""
        super().__init__(over)
        self._context, self._over, self._deeds = context, over, deeds
        self.dialog: QDialog | None = None

    def switch(self, purpose: PersonPurpose, on: bool) -> None:  # noqa: FBT001 - Qt's own signal
        """Switch; ask first for a consent's word, and say in numbers what cannot be undone."""
        if on and purpose.basis is LegalBasis.CONSENT:
            self._ask_how(purpose)
        elif not on and purpose.emptied:
            self._ask_emptying(purpose)
        else:
            self._do(purpose, "", on=on)

    def _ask_how(self, purpose: PersonPurpose) -> None:
        question = YesQuestion(self._over, name_of(purpose))
        question.given.connect(lambda how: self._do(purpose, how, on=True))
        self._open(question)

    def _ask_emptying(self, purpose: PersonPurpose) -> None:
        words = _("{n} selections are erased, and no new ones can be made. This cannot be undone.")
        dialog = ConfirmDialog(
            self._over,
            title=tr(_("Switch off: {purpose}"), purpose=name_of(purpose)),
            consequence=tr(words, n=number(purpose.emptied)),
            verb=tr(_("Switch off")),
            ask_password=False,
        )
        dialog.accepted.connect(lambda: self._do(purpose, "", on=False))
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _do(self, purpose: PersonPurpose, how: str, *, on: bool) -> None:
        card = self._deeds.card
        if card is not None:
            self._keep(card.party.id, purpose, how, on=on)

    def _keep(self, party_id: UUID, purpose: PersonPurpose, how: str, *, on: bool) -> None:
        """Keep the person's word; the toast puts the earlier one back, where that can be done."""

        def back() -> None:
            words = purpose.how or tr(_("Undone at once"))
            self._keep(party_id, purpose, words, on=purpose.is_on)

        def done(_now: PersonPurpose) -> None:
            self._close()
            words = _("{purpose} is switched on.") if on else _("{purpose} is switched off.")
            was_erased = bool(purpose.emptied) and not on
            again = None if was_erased or on is purpose.is_on else back
            self._context.toast(tr(words, purpose=name_of(purpose)), again)
            self._deeds.done.emit()

        act, desk = switch_purpose, self._context.desk
        self._context.runner.ask(
            lambda: desk.do(act, party_id, purpose.purpose, how, on=on), done, self._refuse
        )

    def _close(self) -> None:
        if isinstance(self.dialog, Question):
            self.dialog.accept()
        self.dialog = None

    def _refuse(self, error: RegisterDeskError) -> None:
        if isinstance(self.dialog, Question):
            self.dialog.refuse(error)
        else:
            self._context.toast(tr_error(error))
