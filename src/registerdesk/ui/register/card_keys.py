"""The keys of a card: only those whose act the role includes."""

from __future__ import annotations

from collections.abc import Callable

from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.ui.kit.shortcuts import Shortcuts
from registerdesk.ui.register.card_deeds import CardDeeds
from registerdesk.ui.register.card_questions import CardQuestions

MENU_KEY = "Shift+F10"


class CardKeys:
    """Enters a card's keys in the registry, for the context of its page."""

    def __init__(self, shortcuts: Shortcuts, context: str, deeds: CardDeeds) -> None:
        """Give the keys to the widget over which the deeds are done."""
        self._add, self._teach, self._context = shortcuts.add, shortcuts.teach, context
        self._deeds, self._owner = deeds, deeds.over

    def for_questions(self, questions: CardQuestions) -> None:
        """Enter the keys that open a form, and those that the tables handle themselves."""
        may = self._deeds.may
        if may(Permission.EDIT_PARTY) or may(Permission.RECORD_DEALING):
            self._teach("N", self._context, _("Add a value"), self._owner)
            self._teach("Del", self._context, _("Remove the value"), self._owner)
        if may(Permission.OPEN_REQUEST):
            words = _("New request")
            self._add("Ctrl+Shift+B", self._context, words, self._owner, questions.ask_request)
        if may(Permission.REVEAL_IDENTITY_NUMBER):
            self._teach("V", self._context, _("Show for 30 seconds"), self._owner)

    def for_menu(self, open_menu: Callable[[], None]) -> None:
        """Enter the key of the menu of the rarer acts."""
        keys, words = (MENU_KEY, "Menu"), _("Open the menu of the card")
        self._add(keys, self._context, words, self._owner, open_menu)

    def for_editing(self, edit: Callable[[], None]) -> None:
        """Enter the keys that correct a value."""
        self._add("Ctrl+E", self._context, _("Correct a value"), self._owner, edit)
        self._teach("E", self._context, _("Edit the value"), self._owner)

    def for_moving(self, step: Callable[[], None], call: Callable[[], None]) -> None:
        """Enter the keys of the tabs and of the call."""
        self._add("Ctrl+Tab", self._context, _("Next tab"), self._owner, step)
        self._add("F2", self._context, _("Log call"), self._owner, call)
