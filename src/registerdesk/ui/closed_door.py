"""The denied view of a page, and the button that asks the administrators for access."""

from __future__ import annotations

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.staff import Permission
from registerdesk.domain.tasks import DOORS
from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.notices import DeniedView
from registerdesk.ui.kit.page import Granted, PageSpec
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.usecases.access_asking import ask_for_access


def closed_door(context: WindowContext, key: str, spec: PageSpec | None) -> DeniedView:
    """Return what stands in the place of a page that is closed to the person at work."""
    view = DeniedView(spec.title if spec else key, spec.who if spec else "")
    asks = spec.allowed if spec is not None else None
    if isinstance(asks, Granted) and asks.permission in DOORS:
        wanted = asks.permission
        view.offer_asking()
        view.ask_wanted.connect(lambda: _ask(context, view, wanted))
    return view


def _ask(context: WindowContext, view: DeniedView, wanted: Permission) -> None:
    def asked(waits: bool) -> None:  # noqa: FBT001 - an answer
        view.asked()
        context.toast(
            tr(_("The administrators see it under Today."))
            if waits
            else tr(_("The administrators have seen it today. You can ask again tomorrow."))
        )

    def refused(error: RegisterDeskError) -> None:
        context.toast(tr_error(error))

    context.ask(ask_for_access, wanted, done=asked, failed=refused)
