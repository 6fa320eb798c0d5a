"""The commands behind ">" in the search field: every key that works everywhere, the card's menu."""

from __future__ import annotations

from PySide6.QtGui import QAction

from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.keycap import key_words
from registerdesk.ui.kit.results import Entry
from registerdesk.ui.kit.shortcuts import EVERYWHERE, Shortcut
from registerdesk.ui.kit.text import tr
from registerdesk.ui.register.card_keys import MENU_KEY
from registerdesk.ui.register.party_card import PartyCard

_BEGINS, _DEED = "command:", "deed:"


def _commands(context: WindowContext) -> list[Shortcut]:
    entries = context.shortcuts.entries()
    return [each for each in entries if each.context == EVERYWHERE and each.action is not None]


def command_rows(context: WindowContext, card: PartyCard, wanted: str) -> list[Entry]:
    """Return the commands whose words hold every typed word; those of the open card first."""
    parts = wanted.casefold().split()
    deeds = [
        Entry(id=f"{_DEED}{words}", title=words, right=key_words(MENU_KEY))
        for words in _deeds(card)
        if parts and all(part in words.casefold() for part in parts)
    ]
    return deeds + [
        Entry(id=f"{_BEGINS}{each.keys[0]}", title=tr(each.message), right=key_words(each.keys[0]))
        for each in _commands(context)
        if all(part in tr(each.message).casefold() for part in parts)
    ]


def _deeds(card: PartyCard) -> dict[str, QAction]:
    """Return what the menu of the open card offers, by its words."""
    if card.card is None:
        return {}
    menu = card.head.menu()
    menu.deleteLater()
    return {action.text(): action for action in menu.actions()}


def run_command(context: WindowContext, card: PartyCard, row: str) -> None:
    """Do what a row says."""
    deed = _deeds(card).get(row.removeprefix(_DEED)) if row.startswith(_DEED) else None
    if deed is not None:
        deed.trigger()
    for each in _commands(context):
        if each.action is not None and row == f"{_BEGINS}{each.keys[0]}":
            each.action.trigger()
            return
