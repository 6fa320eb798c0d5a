"""The names behind the ids of colleagues, fetched once per window."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from registerdesk.ui.kit.context import WindowContext
from registerdesk.usecases.staff import names_of_staff

_KEY = "colleagues"


def colleagues(context: WindowContext, then: Callable[[dict[str, str]], None]) -> None:
    """Hand over the names by id as text, at once where they are known."""
    known = context.extras.get(_KEY)
    if isinstance(known, dict):
        then(known)
        return

    def keep(names: dict[UUID, str]) -> None:
        words = {str(user_id): name for user_id, name in names.items()}
        context.extras[_KEY] = words
        then(words)

    context.ask(names_of_staff, done=keep)
