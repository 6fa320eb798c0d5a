"""Today, the log, settings, the account, import, closed doors, an error, the sheet of keys."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from registerdesk.domain.errors import Conflict
from registerdesk.ui.kit.shortcut_sheet import ShortcutSheet
from registerdesk.ui.pages.audit import AuditPage
from registerdesk.ui.pages.imports import ImportsPage
from registerdesk.ui.pages.parties import PartiesPage
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


def _register_menu(desk: Desk) -> None:
    desk.go("today")
    desk.window.top_bar.open_register_menu()


def _failed(desk: Desk) -> None:
    page = desk.go("customers")
    assert isinstance(page, PartiesPage)
    page.list.states.failed(Conflict("The database could not be opened."), page.refresh)


SECTIONS = ("office", "staff", "security", "appearance")
SCENES = (
    DemoScene(name="today", show=partial(_page, "today", "")),
    DemoScene(name="today-ombud", show=partial(_page, "today", ""), user="eva"),
    DemoScene(name="today-reader", show=partial(_page, "today", ""), user="lina"),
    DemoScene(name="log", show=partial(_page, "log", ""), user="eva"),
    DemoScene(name="log-verified", show=_verified, user="eva"),
    *(
        DemoScene(name=f"settings-{section}", show=partial(_page, "settings", section), user="per")
        for section in SECTIONS
    ),
    DemoScene(name="account", show=partial(_page, "account", "")),
    *(DemoScene(name=f"import-{step}", show=partial(_import, step)) for step in range(4)),
    DemoScene(name="sheet", show=_sheet),
    DemoScene(name="error", show=_failed),
    DemoScene(name="denied-log", show=partial(_page, "log", ""), user="lina"),
    DemoScene(name="denied-customers", show=partial(_page, "customers", ""), user="per"),
)
