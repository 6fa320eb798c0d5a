"""The second step: ask, compare, tick; the answer is never read aloud."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.identity_checks import (
    CHECKS_FOR_POST,
    IDENTITY_LEVEL_LABELS,
    IdentityLevel,
    IdentityMethod,
    identity_level,
)
from registerdesk.domain.restrictions import RestrictedUse
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.call.answers import answer_of, masked_number, questions_for
from registerdesk.ui.call.checklist import EVERYBODY, Checklist
from registerdesk.ui.call.parts import ACTIVE, CheckRow, StepPart
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.chip import Chip
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.notices import Banner
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.usecases.party_cards import Card, reveal_identity_number
from registerdesk.usecases.restrictions import relying_on

REVEAL_MS = 3000
_KINDS = {
    IdentityLevel.UNCONFIRMED: "neutral",
    IdentityLevel.BY_POST: "ok",
    IdentityLevel.FOR_DISCLOSURE: "ok",
}
_OUTSIDE = {
    IdentityMethod.LATEST_INVOICE: _("see the bookkeeping"),
    IdentityMethod.BANKID: _("write the reference in the note"),
}


class IdentityStep(StepPart):
    """Counts what the caller could say; what it is enough for stands in the chip."""

    open_wanted = Signal()

    def __init__(self, context: WindowContext) -> None:
        """Begin with nobody."""
        super().__init__(2, _("Identity"))
        self._context = context
        self._card: Card | None = None
        self._is_stranger = False
        self._numbers: dict[UUID, str] = {}
        self._is_held = self._whole = False
        self.chip = Chip(IDENTITY_LEVEL_LABELS[IdentityLevel.UNCONFIRMED])
        self.head.insertWidget(4, self.chip)
        self.rows = Checklist()
        self.protected = Banner(
            _("Protected personal data"), _("Nothing is shown here."), icon_name="shield"
        )
        self.open = Button(_("Open for the call"), key="P")
        self.open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.open.clicked.connect(self.open_wanted)
        self.protected.row.addWidget(self.open)
        self.count = Label(role="ok")
        self.said = Label(role="secondary", wrap=True)
        self.said.hide()
        line = QHBoxLayout()
        line.addWidget(Label(_("Ask the caller. Never read the answer aloud."), "secondary"), 1)
        line.addWidget(self.count)
        self.inner.addLayout(line)
        self.inner.addWidget(self.protected)
        self.inner.addWidget(self.rows)
        self.inner.addWidget(self.said)
        self.masking = QTimer(self)
        self.masking.setSingleShot(True)
        self.masking.setInterval(REVEAL_MS)
        self.masking.timeout.connect(self.hide_answers)
        self._connect()
        self.show_nobody()

    def checked(self) -> tuple[IdentityMethod, ...]:
        """Return what was checked, in the order of the list."""
        return tuple(method for method, row in self.rows.rows.items() if row.isChecked())

    def level(self) -> IdentityLevel:
        """Return what the checks are enough for."""
        return identity_level(self.checked())

    def show_nobody(self) -> None:
        """Show the questions before it is known who calls; nothing is ticked."""
        self._card, self._is_stranger = None, False
        self.said.hide()
        self.rows.ask(EVERYBODY)
        self.set_checked(())
        self._show_answers()

    def show_stranger(self) -> None:
        """Show that there is nothing to compare with."""
        self._card, self._is_stranger = None, True
        self.rows.ask(EVERYBODY)
        self._show_answers()

    def show_card(self, card: Card) -> None:
        """Show the answers; what cannot be compared is not ticked."""
        self._card, self._is_stranger = card, False
        self.said.hide()
        self.rows.ask(questions_for(card))
        self._show_answers()

    def set_checked(self, methods: Iterable[IdentityMethod]) -> None:
        """Tick these and no others."""
        wanted = set(methods)
        for method, row in self.rows.rows.items():
            row.setChecked(method in wanted)
        self._tell()

    def is_done(self) -> bool:
        """Tell whether the checks are enough for anything."""
        return self.level() is not IdentityLevel.UNCONFIRMED

    def enter(self) -> None:
        """Take the focus to the list."""
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def fact(self) -> str:
        """Return chip, count and advice in words."""
        advice = tr(_("Ask the caller. Never read the answer aloud."))
        return f"{self.chip.text()}, {self.count.text()}. {advice}"

    def show_state(self, state: str, *, open_body: bool) -> None:
        """Keep only the ticked rows once the step is left."""
        super().show_state(state, open_body=open_body)
        locked = self._card is not None and self._card.is_locked
        for method, row in self.rows.rows.items():
            asked = state == ACTIVE and self.rows.is_asked(method)
            asked = asked and (row.isEnabled() or not locked)
            row.setVisible(asked or row.isChecked())

    def hide_answers(self) -> None:
        """Hide what was shown."""
        self.masking.stop()
        self._is_held = self._whole = False
        self._numbers.clear()
        self._show_answers()

    def hideEvent(self, event: QHideEvent) -> None:
        """Mask when the panel is no longer seen: at a lock."""
        super().hideEvent(event)
        self.hide_answers()

    def _connect(self) -> None:
        self.rows.toggled.connect(self._toggle)
        self.rows.unasked.connect(self._say_unasked)
        self.rows.finished.connect(self.finished)
        self.rows.held.connect(self._reveal)
        self.rows.released.connect(self._released)
        self.rows.opened.connect(self._opened)

    def _toggle(self, method: IdentityMethod) -> None:
        row = self.rows.rows[method]
        if not row.isEnabled():
            self._say_missing(row)
            return
        self.said.hide()
        row.setChecked(not row.isChecked())
        self._tell()
        self._context.announce(f"{row.spoken()}. {self.chip.text()}")
        self.changed.emit()

    def _say_missing(self, row: CheckRow) -> None:
        """Say why a digit ticks nothing: there is no answer to compare with."""
        why = row.answer or tr(_("Nothing is shown here."))
        words = tr(_("{check}: {why}. Ask something else."), check=row.title(), why=why.rstrip("."))
        self._say(words)

    def _say_unasked(self, digit: int) -> None:
        self._say(tr(_("{digit} asks nothing of this caller."), digit=digit))

    def _say(self, words: str) -> None:
        self.said.say(words)
        self.said.show()
        self._context.announce(words)

    def _opened(self) -> None:
        if self._card is not None and self._card.is_locked and self._card.may_open:
            self.open_wanted.emit()

    def _reveal(self) -> None:
        """Show phone and number while V is held, for three seconds at most."""
        card = self._card
        if card is None or card.is_locked:
            return
        self._is_held = self._whole = True
        self.masking.start()
        self._show_answers()
        masked = masked_number(card)
        if masked and is_granted(self._context.user.roles, Permission.REVEAL_IDENTITY_NUMBER):
            act = reveal_identity_number
            if card.restriction is not None:  # who asks is checked for the sake of a request
                act = relying_on(act, RestrictedUse.RIGHTS)
            self._context.ask(
                act,
                masked,
                done=lambda words: self._arrived(masked, words),
                failed=self._refused,
                latest="call.reveal",
            )

    def _arrived(self, row_id: UUID, words: str) -> None:
        if self._is_held:
            self._numbers[row_id] = words[-4:]
            self._show_answers()

    def _refused(self, error: RegisterDeskError) -> None:
        self._context.toast(tr_error(error))

    def _released(self) -> None:
        if self._is_held:
            self.hide_answers()

    def _show_answers(self) -> None:
        card = self._card
        locked = card is not None and card.is_locked
        self.protected.setVisible(locked)
        self.open.setVisible(card is not None and locked and card.may_open)
        for method, row in self.rows.rows.items():
            outside = tr(_OUTSIDE.get(method, ""))
            if card is None and not self._is_stranger:
                row.show_answer("", usable=True)
                continue
            answer = self._answer(card, method) if not locked else ""
            usable = bool(answer) or method is IdentityMethod.BANKID
            usable |= card is not None and not locked and bool(outside)
            missing = "" if locked else tr(self._missing())
            row.show_answer(answer or (outside if usable else missing), usable=usable)
            row.setChecked(row.isChecked() and usable)
        self._tell()

    def _missing(self) -> str:
        """Return why there is no answer: on a narrowed card nobody knows whether there is one."""
        return (
            _("Restricted") if self._card is not None and self._card.is_narrowed else _("missing")
        )

    def _answer(self, card: Card | None, method: IdentityMethod) -> str:
        if card is None:
            return ""
        return answer_of(card, method, self._numbers, whole=self._whole)

    def _tell(self) -> None:
        """Show and describe how far the check has come."""
        level, count = self.level(), len(self.checked())
        self.chip.set_message(IDENTITY_LEVEL_LABELS[level])
        self.chip.set_kind(_KINDS[level])
        self.count.set_message(_("{count} of at least {least}"), count=count, least=CHECKS_FOR_POST)
        self.count.set_tone("ok" if count >= CHECKS_FOR_POST else "muted")
        self.rows.setAccessibleName(tr(_("Identity")))
        spoken = ". ".join(row.spoken() for row in self.rows.rows.values())
        self.rows.setAccessibleDescription(f"{self.fact()} {spoken}")
