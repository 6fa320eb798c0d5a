"""Windows for tests of the frame: pages that show nothing, and a desk that nobody asks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ParamSpec, TypeVar
from uuid import UUID

from registerdesk.domain.staff import Role
from registerdesk.ui.background import Runner
from registerdesk.ui.kit.context import Office, SignedIn
from registerdesk.ui.kit.page import Page, PageHead, PageSpec
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.top_bar import RegisterEntry
from registerdesk.ui.main_window import MainWindow
from registerdesk.usecases.desk import UseCase
from registerdesk.usecases.slices import Slices

T = TypeVar("T")
Args = ParamSpec("Args")


class ClosedDesk:
    """A desk for windows whose pages ask for nothing; asking is a failure of the test."""

    def do(self, act: UseCase[Args, T], /, *args: Args.args, **kwargs: Args.kwargs) -> T:
        """Refuse to be asked."""
        raise AssertionError(act)

    def doing(
        self, act: UseCase[Args, Slices[T]], /, *args: Args.args, **kwargs: Args.kwargs
    ) -> Slices[T]:
        """Refuse to be asked for long."""
        raise AssertionError(act)


def a_user(name: str = "Karin Holm", role: Role = Role.CASE_OFFICER) -> SignedIn:
    """Return a signed-in member of staff."""
    first = name.split(maxsplit=1)[0].casefold()
    return SignedIn(
        user_id=UUID(int=7), user_name=first, display_name=name, roles=frozenset({role})
    )


def a_spec(
    key: str, title: str, icon: str, group: str = "", shortcut: str = "", **more: object
) -> PageSpec:
    """Return a page of the sidebar that shows nothing but its title."""

    def build(context: object) -> Page:
        page = Page(context)  # type: ignore[arg-type]  # on purpose, or fields by their names
        head = PageHead(title)
        head.setParent(page)
        return page

    return PageSpec(
        key=key,
        title=title,
        icon=icon,
        group=group,
        shortcut=shortcut,
        factory=build,
        **more,  # type: ignore[arg-type]  # on purpose, or fields by their names
    )


def some_pages() -> list[PageSpec]:
    """Return the pages of the first issue, with their groups and keys."""
    return [
        a_spec("today", "Idag", "calendar", shortcut="Ctrl+1"),
        a_spec("search", "Sök", "search"),
        a_spec("customers", "Kunder", "users", "Register över personer", "Ctrl+2"),
        a_spec("suppliers", "Leverantörer", "building", "Register över personer", "Ctrl+3"),
        a_spec("requests", "Begäranden", "inbox", "Dataskydd", "Ctrl+7"),
        a_spec("log", "Logg", "eye", "Kontroll", "Alt+3"),
        a_spec("settings", "Inställningar", "sliders", shortcut="Ctrl+,", last=True),
    ]


def a_window(
    runner: Runner,
    pages: Iterable[PageSpec] = (),
    user: SignedIn | None = None,
    settings: Settings | None = None,
) -> MainWindow:
    """Return the main window of a made-up office."""
    return MainWindow(
        runner=runner,
        desk=ClosedDesk(),
        user=user or a_user(),
        office=Office(name="Mälarkontoret AB", dpo_phone="08-506 350 00"),
        settings=settings or Settings(),
        pages=list(pages) or some_pages(),
        entries=[RegisterEntry(message="Ny kund", icon="user", page="customers")],
    )
