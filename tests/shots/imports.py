"""Import beyond its four steps: rows that fit somebody, a file taken in, and the way back."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from registerdesk.domain.demo_story import STAFF
from registerdesk.domain.texts import _
from registerdesk.ui.imports.rows_done import RowsDone
from registerdesk.ui.imports.steps import DONE, TRIAL
from registerdesk.ui.pages.imports import ImportsPage
from registerdesk.usecases.import_runs import recent_imports
from tests.shots.demo import DemoScene, Desk

_HEADER = "Kundnr;Namn;Orgnr/Personnr;Adress1;Postnr;Ort;Telefon;E-post"
_FITTING = (
    _HEADER,
    "K-10001;Anna Lindqvist;;Nygatan 4;169 72;Solna;070-174 06 61;anna.l@example.se",
    "K-92002;Gunnar Söderqvist;;Storgatan 9;169 72;Solna;070-174 06 62;",
    "K-92003;Moa Falk;;Lillgatan 2;;;070-174 06 63;moa(at)example.se",
)
_SO_FAR, _LONG = 3_400, 8_250
_SMALL = (_HEADER, "K-91001;Ebba Sandin;;Lillgatan 2;169 72;Solna;070-174 06 61;")


def _tried(desk: Desk, lines: tuple[str, ...]) -> ImportsPage:
    """Go to the dry run of a small file."""
    page = desk.go("imports")
    assert isinstance(page, ImportsPage)
    path = desk.demo.place / "kunder.csv"
    path.write_text("\r\n".join((*lines, "")), encoding="cp1252")
    page.file.path.setText(str(path))
    page.file.source.setText("Bokföringsprogrammets kundfil")
    page.file.path.editingFinished.emit()
    desk.settle()
    for step in range(1, TRIAL + 1):
        page.primary()
        desk.until(partial(_has_come, page, step))
        desk.settle()
    return page


def _has_come(page: ImportsPage, step: int) -> bool:
    return page.step >= step


def _fitting(desk: Desk) -> None:
    _tried(desk, _FITTING)


def _taken_in(desk: Desk) -> ImportsPage:
    """Take in a small file."""
    page = _tried(desk, _SMALL)
    page.primary()
    question = page.question
    assert question is not None
    question.password.setText(next(m.password for m in STAFF if m.user == "karin"))
    question.deed.click()
    desk.until(lambda: page.step == DONE)
    desk.settle()
    return page


def _recent(desk: Desk) -> None:
    if not desk.do(recent_imports):
        _taken_in(desk)
    page = desk.go("imports")
    desk.until(page.isVisible)


def _asked(desk: Desk) -> QWidget | None:
    _recent(desk)
    page = desk.go("imports")
    assert isinstance(page, ImportsPage)
    desk.settle()
    page.undoing.recent.undo.click()
    desk.until(lambda: page.undoing.question is not None)
    return page.undoing.question


def _half_undone(desk: Desk) -> None:
    """Show an undo half way, from the list of imports."""
    _recent(desk)
    page = desk.window.page()
    assert isinstance(page, ImportsPage)
    desk.settle()
    page.undoing.progress.begin(_("Undoing the import"))
    page._begin(RowsDone())(_SO_FAR, _LONG)


SCENES = (
    DemoScene(name="import-fitting", show=_fitting),
    DemoScene(name="import-done", show=lambda desk: _taken_in(desk) and None),
    DemoScene(name="import-recent", show=_recent),
    DemoScene(name="import-undo", show=_asked),
    DemoScene(name="imports-undo-on-its-way", show=_half_undone),
)
"""They take in a file, so they come last."""
