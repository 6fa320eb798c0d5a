"""The band over the steps: what one must know of the caller before one says anything."""

from __future__ import annotations

from registerdesk.domain.texts import _
from registerdesk.ui.kit.notices import Banner
from registerdesk.ui.kit.text import tr
from registerdesk.usecases.party_cards import Card


class StandingBand(Banner):
    """Deceased, protected, under age, restricted; hidden where nothing of that is so."""

    def __init__(self) -> None:
        """Begin hidden."""
        super().__init__("", icon_name="alert", tone="warn")
        self.hide()

    def show_card(self, card: Card | None) -> str:
        """Say what holds for the caller, and return it in words."""
        words = " ".join(_words(card)) if card is not None else ""
        self.label.say(words)
        self.setVisible(bool(words))
        self.setAccessibleName(words)
        return words


def _words(card: Card) -> list[str]:
    said = []
    if card.party.deceased is True:  # what is withheld is no answer
        said.append(tr(_("Deceased. Whoever calls is somebody else.")))
    if card.party.is_protected and not card.is_locked:
        said.append(tr(_("Protected personal data. Say neither address nor phone number.")))
    if card.is_minor and card.party.deceased is not True:
        said.append(tr(_("Under age. Whoever calls may be the guardian.")))
    if card.restriction is not None:
        day = card.restriction.since.isoformat()
        said.append(tr(_("The processing is restricted since {day}. Storage only."), day=day))
    return said
