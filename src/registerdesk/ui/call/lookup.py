"""What the panel asks the desk about a caller: the card, and open requests of the same kind."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.protection import OpeningReason
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.register.card_head import name_of
from registerdesk.usecases.calls import RIGHT_OF_DIGIT
from registerdesk.usecases.party_cards import Card, open_protected, view_card
from registerdesk.usecases.request_opening import OpenedRequest, open_request_of

_REQUEST = "call.request."
QUESTIONS = (
    *("call.find", "call.callers", "call.card", "call.offer", "call.reveal"),
    *(f"{_REQUEST}{digit}" for digit in RIGHT_OF_DIGIT),
)
"""The names of the panel's questions: a new one of a name makes the one before void."""


class Lookup(QObject):
    """Remembers, for one caller, what was found and what was answered about it."""

    card_arrived = Signal(object)
    card_failed = Signal(object)
    settled = Signal()
    """Every question about open requests has its answer from the desk."""

    def __init__(self, context: WindowContext) -> None:
        """Begin with nobody."""
        super().__init__()
        self._context = context
        self.party_id: UUID | None = None
        self.card: Card | None = None
        self._found: dict[int, OpenedRequest | None] = {}
        self._asked: set[int] = set()
        self.add_to: dict[int, UUID] = {}
        self.separate: set[int] = set()

    def choose(self, party_id: UUID | None) -> None:
        """Ask for the card of a caller, or forget the one before."""
        self.party_id, self.card = party_id, None
        self._found.clear()
        self._asked.clear()
        self.add_to.clear()
        self.separate.clear()
        self._context.runner.ticket("call.card")
        self._ask_card()

    def caller_name(self) -> str:
        """Return by whose name the call can be called; a protected person is not named."""
        card = self.card
        return name_of(card) if card is not None and not card.party.is_protected else ""

    def open_protected(self) -> None:
        """Open a protected person's card: the reason is that the person is calling."""
        self._context.ask(
            open_protected,
            self.party_id,
            OpeningReason.CALLING,
            done=self._arrived,
            failed=self.card_failed.emit,
            latest="call.card",
        )

    def ask_requests(self, digits: Iterable[int]) -> None:
        """Ask for open requests of the same kind, each kind once."""
        party_id = self.party_id
        if party_id is None:
            return
        for digit in digits:
            if digit in RIGHT_OF_DIGIT and digit not in self._asked:
                self._asked.add(digit)
                self._ask_request(party_id, digit)

    def is_waiting(self) -> bool:
        """Tell whether an answer about open requests is on its way."""
        return self._asked != set(self._found)

    def answer(self, digit: int, request_id: UUID | None) -> None:
        """Keep what was decided: an open request to add to, or None for a new one."""
        if request_id is None:
            self.separate.add(digit)
        else:
            self.add_to[digit] = request_id

    def questions(self, digits: Iterable[int]) -> list[tuple[int, OpenedRequest]]:
        """Return the open requests about which nothing is decided."""
        decided = self.separate | set(self.add_to)
        found = [(digit, self._found.get(digit)) for digit in digits if digit not in decided]
        return [(digit, request) for digit, request in found if request is not None]

    def added(self, digits: Iterable[int]) -> OpenedRequest | None:
        """Return the request to which everything is added, if there is such a one."""
        wanted = tuple(digits)
        if not wanted or any(digit not in self.add_to for digit in wanted):
            return None
        return self._found.get(wanted[0])

    def stop(self) -> None:
        """Listen to no answer more: the panel is about to go."""
        for question in QUESTIONS:
            self._context.runner.ticket(question)

    def resume(self) -> None:
        """Ask again what a lock cut off."""
        if self.party_id is None:
            return
        if self.card is None:
            self._ask_card()
        for digit in self._asked - set(self._found):
            self._ask_request(self.party_id, digit)

    def _ask_card(self) -> None:
        if self.party_id is not None:
            self._context.ask(
                view_card,
                self.party_id,
                done=self._arrived,
                failed=self.card_failed.emit,
                latest="call.card",
            )

    def _ask_request(self, party_id: UUID, digit: int) -> None:
        def arrived(request: OpenedRequest | None) -> None:
            if self.party_id == party_id:
                self._found[digit] = request
                if not self.is_waiting():
                    self.settled.emit()

        def failed(_error: RegisterDeskError) -> None:
            arrived(None)

        right = RIGHT_OF_DIGIT[digit]
        name = f"{_REQUEST}{digit}"
        self._context.ask(
            open_request_of, party_id, right, done=arrived, failed=failed, latest=name
        )

    def _arrived(self, card: Card) -> None:
        if card.party.id == self.party_id:
            self.card = card
            self.card_arrived.emit(card)
