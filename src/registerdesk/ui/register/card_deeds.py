"""What is done on a card itself: a value changed and put back, a number revealed and masked."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.sources import Origin
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.kit.undone import undone
from registerdesk.ui.register.restriction_band import REFUSED
from registerdesk.usecases.dealings import change_dealing, put_back_dealing, remove_dealing
from registerdesk.usecases.desk import UseCase
from registerdesk.usecases.parties import (
    REMOVED_ONE_BY_ONE,
    change_payment_terms,
    change_value,
)
from registerdesk.usecases.party_cards import Card, CardValue, reveal_identity_number
from registerdesk.usecases.party_registers import DEALING_TYPES
from registerdesk.usecases.value_removal import put_back_value, remove_value

REVEAL_MS = 30_000
TERMS = ("payment_terms", "credit_limit")


Under = Callable[[UseCase[..., Any]], UseCase[..., Any]]


class CardDeeds(QObject):
    """Carries out acts on the open card and tells what came of them."""

    done = Signal()
    revealed = Signal(object, str)
    masked = Signal()

    def __init__(self, context: WindowContext, over: QWidget, under: Under) -> None:
        """Act through the context for the card; `under` tells how it has been opened."""
        super().__init__(over)
        self._under = under
        self._context, self.over = context, over
        self._undone = undone(context, self.done.emit)
        self.card: Card | None = None
        self.masking = QTimer(self)
        self.masking.setSingleShot(True)
        self.masking.timeout.connect(self.mask)

    def may(self, permission: Permission) -> bool:
        """Tell whether the signed-in person's roles grant an act."""
        return is_granted(self._context.user.roles, permission)

    def reveal(self, value: CardValue | None = None) -> None:
        """Show an identity number whole for thirty seconds; the log says so."""
        numbers = [n.row_id for n in self.card.numbers if n.is_masked] if self.card else []
        if not numbers or not self.may(Permission.REVEAL_IDENTITY_NUMBER):
            return
        row_id = value.row_id if value is not None else numbers[0]
        self._context.ask(
            self._under(reveal_identity_number),
            row_id,
            done=lambda words: self._show(row_id, words),
        )

    def mask(self) -> None:
        """Mask what was revealed."""
        self.masking.stop()
        self.masked.emit()

    def save(
        self,
        value: CardValue,
        typed: object,
        origin: Origin,
        refuse: Callable[[RegisterDeskError], None],
    ) -> None:
        """Change one value, which can be undone; a refusal goes back to where it was typed."""

        def saved(version: int) -> None:
            old = dataclasses.replace(value, version=version)
            self._context.toast(tr(_("The change is saved.")), lambda: self.undo(old))
            self.done.emit()

        self._change(value, typed, origin, saved, refuse)

    def remove(self, value: CardValue) -> None:
        """Take a value out of the card, which can be undone; say why not where it stays."""
        if self.card is not None and self.card.restriction is not None:
            self._context.toast(tr(REFUSED))
        elif not self._may_remove(value.register):
            self._context.toast(tr(_("This value is not removed here.")))
        else:
            self.remove_row(value.register, value.row_id, value.version)

    def remove_row(self, register: str, row_id: UUID, version: int) -> None:
        """Take a row out, and offer to put it back."""
        self.take_out(register, row_id, version, self._removed)

    def take_out(
        self,
        register: str,
        row_id: UUID,
        version: int,
        done: Callable[[str, UUID], None] | None = None,
    ) -> None:
        """Take a row out; `done` is told which, else it was an addition that is undone."""

        def gone(_none: object) -> None:
            if done is None:
                self._undone(version)
            else:
                done(register, row_id)

        self._context.ask(
            remove_dealing if register in DEALING_TYPES else remove_value,
            *(register, row_id, version),
            done=gone,
            failed=self._not_undone,
        )

    def _may_remove(self, register: str) -> bool:
        """Tell whether the role takes rows of the register out one by one."""
        if register in DEALING_TYPES:
            return self.may(Permission.RECORD_DEALING)
        return register in REMOVED_ONE_BY_ONE and self.may(Permission.EDIT_PARTY)

    def _removed(self, register: str, row_id: UUID) -> None:
        def back(_none: object) -> None:
            self._undone(0)

        words = tr(_("The value is removed. It stays in the history."))

        def undo() -> None:
            place = (register, row_id)
            act = put_back_dealing if register in DEALING_TYPES else put_back_value
            self._context.ask(act, *place, done=back, failed=self._not_undone)

        self._context.toast(words, undo)
        self.done.emit()

    def undo(self, old: CardValue) -> None:
        """Put an earlier value back, with where it had come from."""
        origin = Origin(
            source=old.source,
            channel=old.channel,
            collected_on=old.collected_on,
            purpose=old.purpose,
            source_detail=old.source_detail,
        )
        self._change(old, old.value, origin, self._undone, self._not_undone)

    def _change(
        self,
        value: CardValue,
        typed: object,
        origin: Origin,
        done: Callable[[int], None],
        refuse: Callable[[RegisterDeskError], None],
    ) -> None:
        place = (value.row_id, value.version, value.field, typed, origin)
        if value.register in DEALING_TYPES:
            new = (value.register, *place[:2], {value.field: typed}, origin)
            self._context.ask(change_dealing, *new, done=done, failed=refuse)
        elif value.field in TERMS:
            self._context.ask(change_payment_terms, *place, done=done, failed=refuse)
        else:
            self._context.ask(change_value, value.register, *place, done=done, failed=refuse)

    def _not_undone(self, error: RegisterDeskError) -> None:
        """Say why it stays as it is, and show what stands there now."""
        self._context.toast(tr_error(error))
        self.done.emit()

    def _show(self, row_id: UUID, words: str) -> None:
        """Show it only if the card is still the same."""
        if self.card is not None and row_id in {number.row_id for number in self.card.numbers}:
            self.revealed.emit(row_id, words)
            self.masking.start(REVEAL_MS)
