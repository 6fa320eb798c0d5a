"""Today, the log, settings, the account, import, closed doors, an error, the sheet of keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from registerdesk.domain.errors import Conflict
from registerdesk.ui.kit.notices import DeniedView
from registerdesk.ui.kit.shortcut_sheet import ShortcutSheet
from registerdesk.ui.pages.audit import AuditPage
from registerdesk.ui.pages.imports import ImportsPage
from registerdesk.ui.pages.parties import PartiesPage
from registerdesk.ui.settings.staff import StaffSection
from registerdesk.ui.staff.secret_dialog import SecretDialog
from tests.shots.demo import DemoScene, Desk

_ROWS = (
    "Kundnr;Namn;Orgnr/Personnr;Adress1;Postnr;Ort;Telefon;E-post;Rabatt",
    "K-91001;Ebba Sandin;19780412-2385;Lillgatan 2;169 72;Solna;070-174 06 61;;10",
    "K-91002;Olle Strand;19780412-2386;Storgatan 9;169 72;Solna;070-174 06 62;;",
    "K-91003;Nära Bygg AB;559999-0164;Sågvägen 2;7414;Knivsta;08-465 004 71;fel;",
)


def _page(key: str, argument: str, desk: Desk) -> None:
    desk.window.navigate(key, argument)
    desk.settle()


def _verified(desk: Desk) -> None:
    page = desk.go("log")
    assert isinstance(page, AuditPage)
    page.verify_now()
    desk.settle(8)


def _import(steps: int, desk: Desk) -> None:
    """Go so many steps into the wizard with a small file; nothing is taken in."""
    page = desk.go("imports")
    assert isinstance(page, ImportsPage)
    if steps == 0:
        return
    path: Path = desk.demo.place / "kunder.csv"
    path.write_text("\r\n".join((*_ROWS, "")), encoding="cp1252")
    page.file.path.setText(str(path))
    page.file.source.setText("Bokföringsprogrammets kundfil")
    page.file.path.editingFinished.emit()
    desk.settle()
    for step in range(1, steps):
        page.primary()
        desk.until(partial(_has_come, page, step))
        desk.settle()


def _has_come(page: ImportsPage, step: int) -> bool:
    return page.step >= step


def _sheet(desk: Desk) -> QWidget:
    page = desk.go("customers", str(desk.party("Anna Lindqvist")))
    sheet = ShortcutSheet(desk.window.shortcuts, "customers", desk.window)
    sheet.open()
    assert page.isVisible()
    return sheet


def _register_menu(desk: Desk) -> QWidget:
    desk.go("today")
    menu = desk.window.top_bar.register_menu()
    menu.popup(desk.window.rect().center())
    return menu


def _user_menu(desk: Desk) -> QWidget:
    desk.go("today")
    menu = desk.window.top_bar.user_menu()
    menu.popup(desk.window.rect().center())
    return menu


def _staff(ask: Callable[[StaffSection], None], desk: Desk) -> QWidget | None:
    """Ask something about the staff; nothing is answered."""
    page = desk.go("settings", "staff")
    section = page.findChild(StaffSection)
    assert isinstance(section, StaffSection)
    ask(section)
    desk.settle()
    return section.dialog


def _code(desk: Desk) -> QWidget:
    """Show a one-time code that opens nothing."""
    page = desk.go("settings", "staff")
    dialog = SecretDialog(
        page,
        "7BN4X-H9FV6-1E1NA-PPN2F",
        title="Engångskod för Lina Berg",
        words="Koden fungerar en gång.",
        print_out=lambda _printer: None,
    )
    dialog.open()
    return dialog


def _failed(desk: Desk) -> None:
    page = desk.go("customers")
    assert isinstance(page, PartiesPage)
    page.list.states.failed(Conflict("The database could not be opened."), page.refresh)


def _asked(desk: Desk) -> None:
    """Ask for access at a closed door."""
    desk.window.navigate("log")
    door = desk.window.stack.currentWidget()
    assert isinstance(door, DeniedView)
    door.ask.click()
    desk.settle()


SECTIONS = ("office", "staff", "security", "appearance")
SCENES = (
    DemoScene(name="today", show=partial(_page, "today", "")),
    DemoScene(name="today-ombud", show=partial(_page, "today", ""), user="eva"),
    DemoScene(name="today-reader", show=partial(_page, "today", ""), user="lina"),
    DemoScene(name="denied-asked", show=_asked, user="lina"),
    DemoScene(name="today-administrator", show=partial(_page, "today", ""), user="per"),
    DemoScene(name="log", show=partial(_page, "log", ""), user="eva"),
    DemoScene(name="log-verified", show=_verified, user="eva"),
    *(
        DemoScene(name=f"settings-{section}", show=partial(_page, "settings", section), user="per")
        for section in SECTIONS
    ),
    DemoScene(name="staff-invite", show=partial(_staff, StaffSection.ask_invite), user="per"),
    DemoScene(name="staff-roles", show=partial(_staff, StaffSection.ask_roles), user="per"),
    DemoScene(name="staff-new-code", show=partial(_staff, StaffSection.ask_code), user="per"),
    DemoScene(name="staff-disable", show=partial(_staff, StaffSection.ask_disable), user="per"),
    DemoScene(name="staff-code", show=_code, user="per"),
    DemoScene(name="menu-register", show=_register_menu),
    DemoScene(name="menu-user", show=_user_menu),
    DemoScene(name="account", show=partial(_page, "account", "")),
    *(DemoScene(name=f"import-{step}", show=partial(_import, step)) for step in range(4)),
    DemoScene(name="sheet", show=_sheet),
    DemoScene(name="error", show=_failed),
    DemoScene(name="denied-log", show=partial(_page, "log", ""), user="lina"),
    DemoScene(name="denied-customers", show=partial(_page, "customers", ""), user="per"),
)
