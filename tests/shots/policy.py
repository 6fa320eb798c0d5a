"""The page Policy: a purpose, a register, their forms, and the purposes on a card."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from registerdesk.ui.pages.parties import PartiesPage
from registerdesk.ui.pages.policy import PolicyPage
from registerdesk.ui.policy.period_dialog import PeriodDialog
from tests.shots.demo import DemoScene, Desk


def _at(row: int, desk: Desk) -> PolicyPage:
    page = desk.go("policy")
    assert isinstance(page, PolicyPage)
    desk.settle()
    QTest.keyClick(page.list, Qt.Key.Key_Home)
    for _step in range(row):
        QTest.keyClick(page.list, Qt.Key.Key_Down)
    desk.settle()
    return page


def _detail(row: int, desk: Desk) -> None:
    page = _at(row, desk)
    QTest.keyClick(page.list, Qt.Key.Key_Return)


def _form(row: int, desk: Desk) -> QDialog | None:
    page = _at(row, desk)
    page.edit()
    return page.dialog


def _purposes(words: str, desk: Desk) -> None:
    """Show where a card says what a person's data is used for."""
    page = desk.go("customers", str(desk.party(words)))
    assert isinstance(page, PartiesPage)
    desk.settle()
    sheet = page.card.overview.purposes
    page.card.overview.ensureWidgetVisible(sheet)


def _period_form(row: int, typed: str, desk: Desk) -> QDialog | None:
    """Show what another period would mean."""
    dialog = _form(row, desk)
    if isinstance(dialog, PeriodDialog):
        dialog.amount.setText(typed)
        desk.until(dialog.verb.isEnabled)
        desk.settle()
    return dialog


_REGISTER = 12
"""The supplier register's row, after the purposes and the customer register."""
_RELATION, _BOOKKEEPING = 16, 17
"""The rows of two periods, after the registers."""

SCENES: tuple[DemoScene, ...] = (
    DemoScene(name="policy", show=lambda desk: _at(5, desk) and None, user="eva"),
    DemoScene(name="policy-register", show=partial(_detail, _REGISTER), user="eva"),
    DemoScene(name="policy-purpose-form", show=partial(_form, 2), user="eva"),
    DemoScene(name="policy-register-form", show=partial(_form, _REGISTER), user="eva"),
    DemoScene(name="policy-period", show=partial(_detail, _RELATION), user="eva"),
    DemoScene(name="policy-period-form", show=partial(_period_form, _RELATION, "6"), user="eva"),
    DemoScene(
        name="policy-period-refused", show=partial(_period_form, _BOOKKEEPING, "5"), user="eva"
    ),
    DemoScene(name="policy-read", show=lambda desk: _at(0, desk) and None, user="jonas"),
    DemoScene(name="card-purposes", show=partial(_purposes, "Anna Lindqvist")),
)
