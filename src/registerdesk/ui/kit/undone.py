"""What is said when a change has been taken back."""

from __future__ import annotations

from collections.abc import Callable

from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.text import tr


def undone(context: WindowContext, then: Callable[[], object]) -> Callable[[object], None]:
    """Return what an undoing answers with: it says so, and shows what stands there now."""

    def say(_result: object) -> None:
        context.toast(tr(_("The change is undone.")))
        then()

    return say
