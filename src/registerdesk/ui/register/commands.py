"""The commands behind ">" in the search field: every shortcut that works everywhere."""

from __future__ import annotations

from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.keycap import key_words
from registerdesk.ui.kit.results import Entry
from registerdesk.ui.kit.shortcuts import EVERYWHERE, Shortcut
from registerdesk.ui.kit.text import tr

_BEGINS = "command:"


def _commands(context: WindowContext) -> list[Shortcut]:
    entries = context.shortcuts.entries()
    return [each for each in entries if each.context == EVERYWHERE and each.action is not None]


def command_rows(context: WindowContext, wanted: str) -> list[Entry]:
    """Return the commands whose words hold every typed word."""
    parts = wanted.casefold().split()
    return [
        Entry(id=f"{_BEGINS}{each.keys[0]}", title=tr(each.message), right=key_words(each.keys[0]))
        for each in _commands(context)
        if all(part in tr(each.message).casefold() for part in parts)
    ]


def run_command(context: WindowContext, row: str) -> None:
    """Do what a row says."""
    for each in _commands(context):
        if each.action is not None and row == f"{_BEGINS}{each.keys[0]}":
            each.action.trigger()
            return
