"""Duplicates: the pairs, none of them, two side by side, the question before they become one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from registerdesk.ui.pages.duplicates import DuplicatesPage
from tests.shots.demo import DemoScene, Desk


def _page(desk: Desk, argument: str = "") -> DuplicatesPage:
    page = desk.go("duplicates", argument)
    assert isinstance(page, DuplicatesPage)
    return page


def _pairs(desk: Desk) -> None:
    _page(desk)
    desk.settle()


def _of_one(desk: Desk) -> None:
    _page(desk, str(desk.party("Gunnar Söderqvist")))


def _compared(desk: Desk) -> DuplicatesPage:
    one, other = desk.party("Gunnar Söderqvist"), desk.party("Gunnar Söderkvist")
    page = _page(desk, f"{one}+{other}")
    desk.settle()
    return page


def _asked(desk: Desk) -> QWidget | None:
    page = _compared(desk)
    page.ask()
    return page.question


SCENES = (
    DemoScene(name="duplicates", show=_pairs),
    DemoScene(name="duplicates-of-one", show=_of_one),
    DemoScene(name="duplicates-compare", show=lambda desk: _compared(desk) and None),
    DemoScene(name="duplicates-ask", show=_asked),
)
