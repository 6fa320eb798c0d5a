"""What the tab of business history asks: a new event, or a correction, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from registerdesk.domain.sources import Origin
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.undone import undone
from registerdesk.ui.register.card_deeds import CardDeeds
from registerdesk.ui.register.dealing_question import DealingQuestion
from registerdesk.ui.register.dealings_tab import DealingsTab
from registerdesk.ui.register.restriction_band import REFUSED
from registerdesk.usecases.dealings import BOOKED, Dealing, change_dealing, record_dealing
from registerdesk.usecases.parties import add_value, change_party
from registerdesk.usecases.party_registers import DEALING_TYPES


class DealingQuestions(QObject):
    """Opens the form of an event over the card and carries out what it answers."""

    def __init__(
        self, context: WindowContext, over: QWidget, deeds: CardDeeds, tab: DealingsTab
    ) -> None:
        """Listen to the tab."""
        super().__init__(over)
        self._context, self._over, self._deeds = context, over, deeds
        self.dialog: DealingQuestion | None = None
        tab.add_wanted.connect(self.ask)
        tab.edit_wanted.connect(self.ask_correction)
        tab.remove_wanted.connect(self.remove)

    def ask(self) -> None:
        """Ask for a new event, among those that may be kept about the person."""
        self._ask(self._writable())

    def ask_agreement(self) -> None:
        """Ask for a new agreement."""
        self._ask(self._writable() & {"agreements"})

    def _ask(self, registers: frozenset[str]) -> None:
        card = self._deeds.card
        if card is None or self._is_restricted():
            return
        offered = registers & card.collectable
        if not offered:
            self._context.toast(tr(_("Nothing may be added: no relation runs.")))
            return
        party_id = card.party.id
        dialog = DealingQuestion(self._over, self._context, offered)
        dialog.given.connect(
            lambda register, given, origin: self._add(dialog, party_id, register, given, origin)
        )
        self._open(dialog)

    def ask_correction(self, dealing: Dealing) -> None:
        """Ask for what an event should say; say why where it is kept as it is."""
        if self._is_restricted():
            return
        if dealing.is_locked:
            self._context.toast(tr(_("An original bookkeeping record is kept unaltered.")))
        elif dealing.register not in self._writable():
            self._context.toast(tr(_("This value is not edited here.")))
        else:
            dialog = DealingQuestion(self._over, self._context, dealing=dealing)
            dialog.changed.connect(lambda row, new, origin: self._change(dialog, row, new, origin))
            self._open(dialog)

    def remove(self, dealing: Dealing) -> None:
        """Take an event out, which can be undone; say why not where it stays."""
        if self._is_restricted():
            return
        if dealing.register in BOOKED:
            self._context.toast(tr(_("A bookkeeping record is not erased before its day.")))
        elif dealing.register not in self._writable():
            self._context.toast(tr(_("This value is not removed here.")))
        else:
            record = dealing.record
            self._deeds.remove_row(dealing.register, record.id, record.version)

    def _writable(self) -> frozenset[str]:
        """Return the registers that the role writes."""
        writable = set(DEALING_TYPES) if self._deeds.may(Permission.RECORD_DEALING) else set()
        if self._deeds.may(Permission.EDIT_PARTY):
            writable.add("agreements")
        return frozenset(writable)

    def _is_restricted(self) -> bool:
        card = self._deeds.card
        if card is not None and card.restriction is not None:
            self._context.toast(tr(REFUSED))
            return True
        return False

    def _open(self, dialog: DealingQuestion) -> None:
        self.dialog = dialog
        dialog.open()

    def _add(
        self,
        dialog: DealingQuestion,
        party_id: UUID,
        register: str,
        given: Mapping[str, Any],
        origin: Origin,
    ) -> None:
        act = record_dealing if register in DEALING_TYPES else add_value
        place = (party_id, register, given, origin)
        self._context.ask(
            act,
            *place,
            done=lambda row_id: self._added(dialog, register, row_id),
            failed=dialog.refuse,
        )

    def _change(
        self, dialog: DealingQuestion, dealing: Dealing, new: Mapping[str, Any], origin: Origin
    ) -> None:
        if not new:
            dialog.accept()
            return
        act = change_dealing if dealing.register in DEALING_TYPES else change_party
        record = dealing.record
        place = (dealing.register, record.id, record.version, new, origin)
        before = {name: getattr(record, name) for name in new}

        def undo() -> None:
            again = (dealing.register, record.id, record.version + 1, before, _origin_of(dealing))
            self._context.ask(act, *again, done=undone(self._context, self._deeds.done.emit))

        def changed(_version: int) -> None:
            dialog.accept()
            self._context.toast(tr(_("The change is saved.")), undo)
            self._deeds.done.emit()

        self._context.ask(act, *place, done=changed, failed=dialog.refuse)

    def _added(self, dialog: DealingQuestion, register: str, row_id: UUID) -> None:
        """Say so; what is no bookkeeping record can be taken back at once."""
        dialog.accept()
        undo = None if register in BOOKED else partial(self._deeds.take_out, register, row_id, 1)
        self._context.toast(tr(_("It is added.")), undo)
        self._deeds.done.emit()


def _origin_of(dealing: Dealing) -> Origin:
    """Return where an event came from."""
    record = dealing.record
    return Origin(
        source=record.source,
        channel=record.channel,
        collected_on=record.collected_on,
        purpose=record.purpose,
        source_detail=record.source_detail,
    )
