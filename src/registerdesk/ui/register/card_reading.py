"""How a card is read: plainly, with the reason of a protected person, or for a restricted use."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.protection import OpeningReason
from registerdesk.domain.restrictions import READ_WHEN_OPENED, RestrictedUse
from registerdesk.ui.kit.context import WindowContext
from registerdesk.usecases.desk import UseCase
from registerdesk.usecases.party_cards import Card, open_protected, view_card
from registerdesk.usecases.restrictions import relying_on

T = TypeVar("T")


class CardReading:
    """Asks the desk for one person's card, the way that it has been opened."""

    def __init__(self, context: WindowContext, key: str) -> None:
        """Begin with nobody; `key` names the page's question."""
        self._context, self._latest = context, f"card.{key}"
        self.party_id: UUID | None = None
        self.reason: OpeningReason | None = None
        self.use: RestrictedUse | None = None

    def begin(self, party_id: UUID | None) -> None:
        """Turn to somebody; what was opened is closed again."""
        self.party_id, self.reason, self.use = party_id, None, None

    def under(self, act: UseCase[..., T]) -> UseCase[..., T]:
        """Return an act of reading as it is done on this card, its use named in the log."""
        if self.use is None or act.permission not in READ_WHEN_OPENED:
            return act
        return relying_on(act, self.use)

    def ask(
        self, done: Callable[[Card], None], failed: Callable[[RegisterDeskError], None]
    ) -> None:
        """Read the card for the screen; a later question makes this one void."""
        act, place = self._question()
        self._context.ask(act, *place, done=done, failed=failed, latest=self._latest)

    def fetch(self, done: Callable[[Card], None]) -> None:
        """Read the card as it stands now, beside the one on the screen."""
        act, place = self._question()
        self._context.ask(act, *place, done=done)

    def _question(self) -> tuple[UseCase[..., Card], tuple[object, ...]]:
        if self.reason is None:
            return self.under(view_card), (self.party_id,)
        return self.under(open_protected), (self.party_id, self.reason)
