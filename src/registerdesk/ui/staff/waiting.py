"""Rights that wait for a holder: who should have which key, and the button that gives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.fields import Compartment
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.labels import data_label
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.kit.theme import theme
from registerdesk.usecases.clocks import ClockSetBack, confirm_clock, waiting_clock
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
        self._tell_count()
        if is_granted(self._context.user.roles, Permission.CONFIRM_CLOCK):
            self._context.ask(waiting_clock, done=self._show_clock, failed=self._refused)

    def _show_clock(self, clock: ClockSetBack | None) -> None:
        """Add the clock that was set back, for the second pair of eyes."""
        if clock is None:
            return
        words = tr(
            _("The computer's clock was behind the log when {name} signed in"), name=clock.found_by
        )
        self.add_row(self._line(words, _("Confirm"), lambda: self._confirm_clock(clock)))
        self._tell_count()

    def _confirm_clock(self, clock: ClockSetBack) -> None:
        self._context.ask(confirm_clock, clock.proposal_id, done=self._done, failed=self._refused)

    def _tell_count(self) -> None:
        self.beside.say(str(len(self.buttons)))
        self.setVisible(bool(self.buttons))
        self.counted.emit(len(self.buttons))

    def _row(self, pending: Pending, names: Mapping[UUID, str]) -> QWidget:
        renew = pending.task is Waiting.RENEW
        verb = _("Renew") if renew else _("Confirm")
        return self._line(sentence_of(pending, names), verb, lambda: self._confirm(pending))

    def _line(self, sentence: str, verb: str, act: Callable[[], None]) -> QWidget:
        """Return a sentence with the button that does it."""
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(theme.px(14), theme.px(6), theme.px(10), theme.px(6))
        words = data_label(sentence, wrap=True)
        button = Button(verb)
        button.setAccessibleName(f"{button.text()}: {words.text()}")
        button.clicked.connect(lambda _checked=False: act())
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
