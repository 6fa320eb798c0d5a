"""Rights that wait for a holder: who should have which key, and the button that gives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.fields import Compartment
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.labels import data_label
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.kit.theme import theme
from registerdesk.usecases.staff import (
    Pending,
    Waiting,
    confirm_administrator,
    confirm_grant,
    names_of_staff,
    renew_compartment,
    waiting_for_me,
)

COMPARTMENT_WORDS = {
    Compartment.PNR: _("personal identity numbers"),
    Compartment.CREDIT: _("credit checks"),
    Compartment.PAYMENT: _("payments"),
    Compartment.PROTECTED: _("protected persons"),
    Compartment.INCIDENT: _("incidents"),
    Compartment.AUDIT: _("log reviews"),
}


def sentence_of(pending: Pending, names: Mapping[UUID, str]) -> str:
    """Return what waits, as a sentence."""
    name = names.get(pending.user_id, "?") if pending.user_id else ""
    if pending.task is Waiting.OWNER:
        return tr(_("{name} should become an administrator"), name=name)
    part = tr(COMPARTMENT_WORDS[Compartment(pending.compartment)])
    if pending.task is Waiting.RENEW:
        return tr(_("The key to {part} should be renewed"), part=part)
    return tr(_("{name} should be able to read {part}"), name=name, part=part)


class WaitingGrants(Card):
    """What this person can confirm; hidden while nothing waits."""

    confirmed = Signal()
    counted = Signal(int)

    def __init__(self, context: WindowContext) -> None:
        """Begin hidden."""
        super().__init__(_("Rights waiting for you"))
        self._context = context
        self.buttons: list[Button] = []
        self.hide()

    def refresh(self) -> None:
        """Ask what waits."""
        self._context.ask(waiting_for_me, done=self._name, failed=self._refused)

    def _name(self, waiting: Sequence[Pending]) -> None:
        if not waiting:
            self._show([], {})
            return
        self._context.ask(
            names_of_staff, done=lambda names: self._show(waiting, names), failed=self._refused
        )

    def _show(self, waiting: Sequence[Pending], names: Mapping[UUID, str]) -> None:
        self.clear()
        self.buttons = []
        for pending in waiting:
            self.add_row(self._row(pending, names))
        self.beside.say(str(len(waiting)))
        self.setVisible(bool(waiting))
        self.counted.emit(len(waiting))

    def _row(self, pending: Pending, names: Mapping[UUID, str]) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(theme.px(14), theme.px(6), theme.px(10), theme.px(6))
        words = data_label(sentence_of(pending, names), wrap=True)
        renew = pending.task is Waiting.RENEW
        button = Button(_("Renew") if renew else _("Confirm"))
        button.setAccessibleName(f"{button.text()}: {words.text()}")
        button.clicked.connect(lambda _checked=False: self._confirm(pending))
        row.addWidget(words, 1)
        row.addWidget(button)
        self.buttons.append(button)
        return box

    def _confirm(self, pending: Pending) -> None:
        for button in self.buttons:
            button.setEnabled(False)
        ask, user = self._context.ask, pending.user_id
        if pending.task is Waiting.RENEW:
            ask(renew_compartment, pending.compartment, done=self._done, failed=self._refused)
        elif pending.task is Waiting.OWNER:
            ask(confirm_administrator, user, done=self._done, failed=self._refused)
        else:
            ask(confirm_grant, user, pending.compartment, done=self._done, failed=self._refused)

    def _done(self, _outcome: object) -> None:
        self._context.toast(tr(_("Confirmed. It is in force from now on.")))
        self.confirmed.emit()
        self.refresh()

    def _refused(self, error: RegisterDeskError) -> None:
        for button in self.buttons:
            button.setEnabled(True)
        self._context.toast(tr_error(error))
