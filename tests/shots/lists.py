"""Lists on their way out: views, columns, marked rows, the question, the paper, the page."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from registerdesk.domain.exports import ExportFormat, ExportState, ExportWish
from registerdesk.domain.party_lists import Chip, ListKind, ListQuery, Sort
from registerdesk.letters.pages import to_images
from registerdesk.ui.pages.exports import ExportsPage
from registerdesk.ui.pages.parties import PartiesPage
from registerdesk.ui.register.list_views import SavedView
from registerdesk.usecases.export_approvals import list_exports
from registerdesk.usecases.export_making import ExportStage
from registerdesk.usecases.exports import take_out
from registerdesk.usecases.party_lists import list_parties
from tests.shots.demo import DemoScene, Desk

_NEWEST = SavedView(
    name="Aktiva företag, nyast först",
    chips=frozenset({Chip.ACTIVE, Chip.COMPANY}),
    sort=Sort.SINCE,
    descending=True,
)
_FEW = 6
_SO_FAR, _LONG = 3_400, 8_250


def _list(desk: Desk) -> PartiesPage:
    page = desk.go("customers")
    assert isinstance(page, PartiesPage)
    desk.until(page.list.table.rows.rowCount)
    return page


def _menu(desk: Desk) -> QWidget:
    page = _list(desk)
    for view in (_NEWEST, replace(_NEWEST, name="Västerås", chips=frozenset())):
        page.list.menu.views.save(view)
    page.list.menu.show(_NEWEST)
    menu = page.list.menu.menu()
    menu.adjustSize()
    return menu


def _columns(desk: Desk) -> QWidget | None:
    page = _list(desk)
    page.list.menu.choose_columns()
    return page.list.menu.dialog


def _named(desk: Desk) -> QWidget | None:
    page = _list(desk)
    page.list.menu.save()
    return page.list.menu.dialog


def _marked(desk: Desk) -> None:
    table = _list(desk).list.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Space)
    for _row in range(_FEW - 1):
        QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)


def _question(desk: Desk, *, few: bool) -> QWidget | None:
    if few:
        _marked(desk)
    page = desk.window.page() if few else _list(desk)
    assert isinstance(page, PartiesPage)
    page.list.export()
    desk.settle()
    return page.list.flow.dialog


def _exports(desk: Desk, state: ExportState | None = None) -> None:
    desk.go("exports")
    for row in desk.do(list_exports):
        if row.export.state is state:
            desk.go("exports", str(row.export.id))


def _on_its_way(desk: Desk) -> None:
    """Show a long list while its file is made."""
    _exports(desk, ExportState.APPROVED)
    page = desk.window.page()
    assert isinstance(page, ExportsPage)
    desk.settle()
    tell = page.progress.begin("E-2026-0002", ExportFormat.XLSX)
    tell(ExportStage.WRITING, _SO_FAR, _LONG)


def _paper(desk: Desk) -> QWidget:
    """Show the first page of a printed list as it comes out."""
    query = ListQuery(kind=ListKind.CUSTOMER, limit=_FEW)
    rows = desk.do(list_parties, query).rows
    marked = tuple(row.party_id for row in rows if not row.is_protected)
    wish = ExportWish(query=query, marked=marked, format=ExportFormat.PAPER)
    made = desk.finish(take_out, wish, "sv")
    width, height, pixels = next(to_images(made.content, 100))
    picture = QImage(pixels, width, height, QImage.Format.Format_RGBA8888)
    label = QLabel()
    label.setPixmap(QPixmap.fromImage(picture))
    label.setFixedSize(label.pixmap().size())
    return label


SCENES = (
    DemoScene(name="list-views", show=_menu),
    DemoScene(name="list-view-new", show=_named),
    DemoScene(name="list-columns", show=_columns),
    DemoScene(name="list-marked", show=_marked),
    DemoScene(name="list-export", show=partial(_question, few=True)),
    DemoScene(name="list-export-long", show=partial(_question, few=False)),
    DemoScene(name="list-paper", show=_paper),
    DemoScene(name="exports", show=_exports),
    DemoScene(
        name="exports-waiting", show=partial(_exports, state=ExportState.WAITING), user="eva"
    ),
    DemoScene(name="exports-approved", show=partial(_exports, state=ExportState.APPROVED)),
    DemoScene(name="exports-on-its-way", show=_on_its_way),
)
