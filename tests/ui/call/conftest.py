"""The office and the window for tests of calls."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from registerdesk.ui.background import Runner
from tests.ui.call.phones import CallOffice, Phone, a_call_office


@pytest.fixture
def made(tmp_path: Path) -> Iterator[CallOffice]:
    """Give an office with people; its database is closed afterwards."""
    office = a_call_office(tmp_path)
    yield office
    office.office.close()


@pytest.fixture(autouse=True)
def let_go(qapp: QApplication) -> Iterator[None]:
    """Let the windows of a test go with it, and not in the middle of the next one."""
    yield
    for window in QApplication.topLevelWidgets():
        window.close()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert qapp is QApplication.instance()


@pytest.fixture
def phone(made: CallOffice, runner: Runner, qtbot: QtBot) -> Phone:
    """Give the window of a case officer."""
    return Phone(made, runner, qtbot, "handl")
