"""What every story gets: an office of seven people on disk, and the computer that stands in it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, TypeVar

import pytest
from PySide6.QtWidgets import QApplication

from registerdesk.ui.kit.text import language
from registerdesk.ui.kit.theme import Appearance, theme
from tests.journeys.computer import Computer
from tests.makers import SmallOffice, an_office

C = TypeVar("C", bound=Computer)


class Start(Protocol):
    """Starts the program at the office."""

    def __call__(self, kind: type[C]) -> C:
        """Return the computer."""


@pytest.fixture(autouse=True)
def plain_look(qapp: QApplication) -> Iterator[None]:
    """Begin and end in the light theme at 100 %, in Swedish."""
    theme.apply(Appearance(scheme="light"))
    language.switch("sv")
    yield
    language.switch("sv")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    """Give an office of seven people in which nobody is registered yet."""
    office = an_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def start(office: SmallOffice) -> Iterator[Start]:
    """Give what starts the program at the office, which nobody else has open then."""
    started: list[Computer] = []

    def starts(kind: type[C]) -> C:
        office.close()
        computer = kind(office.folder, office.clock)
        started.append(computer)
        return computer

    yield starts
    for computer in started:
        computer.close()


@pytest.fixture
def computer(start: Start) -> Computer:
    """Give the program, started at the empty office."""
    return start(Computer)
