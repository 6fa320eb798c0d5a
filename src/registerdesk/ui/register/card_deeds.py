"""What is done from a card: a value changed, a number revealed, a relation ended, a flag set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.parties import Protection
from registerdesk.domain.sources import Origin
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.text import tr
from registerdesk.ui.register.dialogs import EndRelationDialog, ProtectDialog
from registerdesk.usecases.parties import change_payment_terms, change_value, end_relation
from registerdesk.usecases.party_cards import Card, CardValue, reveal_identity_number
from registerdesk.usecases.protection import mark_protected

REVEAL_MS = 30_000
TERMS = ("payment_terms", "credit_limit")


class CardDeeds(QObject):
    """Carries out acts on the open card and tells what came of them."""

    done = Signal()
    revealed = Signal(object, str)
    masked = Signal()

    def __init__(self, context: WindowContext, over: QWidget) -> None:
        """Act through the context; dialogs stand over the card."""
        super().__init__(over)
        self._context = context
        self._over = over
        self.card: Card | None = None
        self.dialog: QDialog | None = None
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
            reveal_identity_number, row_id, done=lambda words: self._show(row_id, words)
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
        """Change one value; a refusal goes back to where it was typed."""
        place = (value.row_id, value.version, value.field, typed, origin)
        if value.field in TERMS:
            self._context.ask(change_payment_terms, *place, done=self._saved, failed=refuse)
        else:
            self._context.ask(change_value, value.register, *place, done=self._saved, failed=refuse)

    def ask_end(self) -> None:
        """Ask when and why the running relation ended."""
        running = [r.id for r in self.card.relations if r.ended is None] if self.card else []
        if running:
            dialog = EndRelationDialog(self._over, self._context.today)
            dialog.ended.connect(lambda day, why: self._end(dialog, running[0], day, why))
            self._open(dialog)

    def ask_protect(self) -> None:
        """Ask which protection the person has."""
        if self.card is not None:
            dialog = ProtectDialog(self._over)
            party_id = self.card.party.id
            dialog.chosen.connect(lambda kind: self._protect(dialog, party_id, kind))
            self._open(dialog)

    def _protect(self, dialog: ProtectDialog, party_id: UUID, kind: Protection) -> None:
        def protected(_none: None) -> None:
            dialog.accept()
            self._context.toast(tr(_("The person is marked as protected.")))
            self.done.emit()

        self._context.ask(mark_protected, party_id, kind, done=protected, failed=dialog.refuse)

    def _end(self, dialog: EndRelationDialog, relation_id: UUID, day: date, why: str) -> None:
        def ended(erased: date) -> None:
            dialog.accept()
            words = tr(_("The relation is ended. Erased at the latest on {day}."), day=erased)
            self._context.toast(words)
            self.done.emit()

        self._context.ask(end_relation, relation_id, day, why, done=ended, failed=dialog.refuse)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _show(self, row_id: UUID, words: str) -> None:
        """Show it only if the card is still the same."""
        if self.card is not None and row_id in {number.row_id for number in self.card.numbers}:
            self.revealed.emit(row_id, words)
            self.masking.start(REVEAL_MS)

    def _saved(self, _version: int) -> None:
        self._context.toast(tr(_("The change is saved.")))
        self.done.emit()
