"""The keys of a card: only those whose act the role includes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.ui.kit.shortcuts import Shortcuts

if TYPE_CHECKING:  # the card gives itself its keys
    from registerdesk.ui.register.party_card import PartyCard


def add_keys(card: PartyCard, shortcuts: Shortcuts, context: str) -> None:
    """Enter the card's keys in the registry, for the context of its page."""
    if card.values in card.tab_pages:
        shortcuts.add("Ctrl+E", context, _("Correct a value"), card, card.edit)
        shortcuts.teach("E", context, _("Edit the value"), card)
    if card.deeds.may(Permission.EDIT_PARTY):
        shortcuts.teach("N", context, _("Add a value"), card)
    if card.deeds.may(Permission.OPEN_REQUEST):
        ask = card.questions.ask_request
        shortcuts.add("Ctrl+Shift+B", context, _("New request"), card, ask)
    if card.deeds.may(Permission.REVEAL_IDENTITY_NUMBER):
        shortcuts.teach("V", context, _("Show for 30 seconds"), card)
    shortcuts.add("Ctrl+Tab", context, _("Next tab"), card, card.step_tab)
    shortcuts.add("F2", context, _("Log call"), card, card.call)
