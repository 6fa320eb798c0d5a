"""What every test of the window gets: a light theme, Swedish, and a runner that ends with it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from registerdesk.domain.errors import Crash, RegisterDeskError
from registerdesk.ui.background import Runner
from registerdesk.ui.kit.text import language
from registerdesk.ui.kit.theme import Appearance, theme


@pytest.fixture(autouse=True)
def plain_look(qapp: QApplication) -> Iterator[None]:
    """Begin and end in the light theme at 100 %, in Swedish."""
    theme.apply(Appearance(scheme="light"))
    language.switch("sv")
    yield
    for window in QApplication.topLevelWidgets():
        window.close()
        window.hide()  # also one that declines to close
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    language.switch("sv")


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[Runner]:
    """Give a runner in whose time nothing may crash or be refused unheard."""
    crashes: list[Crash] = []
    refusals: list[RegisterDeskError] = []
    worker = Runner(crashed=crashes.append, refused=refusals.append)
    yield worker
    worker.close()
    assert not crashes
    assert not refusals
