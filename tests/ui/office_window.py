"""A page in the real window, over a real office, for one of its people."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from registerdesk.domain.staff import Role
from registerdesk.ui.background import Runner
from registerdesk.ui.kit.context import Office, SignedIn, WindowContext
from registerdesk.ui.kit.page import Page, PageSpec
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.main_window import MainWindow
from registerdesk.usecases.offices import Session
from registerdesk.usecases.places import Places
from tests.makers import SmallOffice


def a_session(office: SmallOffice, user: str) -> Session:
    """Return somebody's session in the open office; the office closes it."""
    return Session(places=Places(office.folder), desk=office.desk(user), keys=office.keys(user))


def open_page(
    factory: Callable[[WindowContext], Page],
    office: SmallOffice,
    user: str,
    runner: Runner,
    *,
    argument: str = "",
) -> tuple[MainWindow, Page | None]:
    """Return the window of a member of staff with the page open in it, and the page."""
    keys = office.keys(user)
    spec = PageSpec(key="page", title="Page", icon="sliders", factory=factory)
    window = MainWindow(
        runner=runner,
        desk=office.desk(user),
        user=SignedIn(
            user_id=keys.user_id,
            user_name=keys.user_name,
            display_name=keys.display_name,
            roles=frozenset(Role(code) for code in keys.roles),
        ),
        office=Office(name="Ekbackens Handel AB", dpo_phone="08-506 350 00"),
        settings=Settings(),
        pages=[spec],
    )
    window.context.clock = office.clock
    window.context.extras["session"] = a_session(office, user)
    window.resize(1440, 900)
    window.show()
    QTest.qWaitForWindowExposed(window)
    window.activateWindow()
    window.setFocus()
    window.navigate("page", argument)
    QApplication.processEvents()
    return window, window.page()
