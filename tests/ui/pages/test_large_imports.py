"""A whole customer file through the wizard: it can be stopped, and what went in comes out equal."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from registerdesk.ui.background import Runner
from registerdesk.ui.imports.steps import DONE, TRIAL
from registerdesk.ui.pages.imports import ImportsPage
from tests.makers import an_office
from tests.ui.office_window import open_page
from tests.ui.pages.test_imports import confirm, settled, to_trial
from tests.usecases.test_imports import an_export, register

MINUTES = 15 * 60_000


@pytest.mark.parametrize("people", [300, pytest.param(20_000, marks=pytest.mark.long)])
def test_a_file_is_stopped_once_and_then_goes_in_whole(
    people: int, tmp_path: Path, runner: Runner, qtbot: QtBot
) -> None:
    office = an_office(tmp_path)
    path, expected = an_export(tmp_path, people)
    window, page = open_page(ImportsPage, office, "handl", runner)
    qtbot.addWidget(window)
    assert isinstance(page, ImportsPage)
    to_trial(page, path, qtbot)
    qtbot.waitUntil(page.go_on.isEnabled, timeout=MINUTES)
    confirm(page)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.step in {TRIAL, DONE} and page.go_on.isEnabled(), timeout=MINUTES)
    assert page.step == TRIAL
    assert register(office) == []
    settled(page, qtbot)
    confirm(page)
    qtbot.waitUntil(lambda: page.step == DONE, timeout=MINUTES)
    assert register(office) == expected
    office.close()
