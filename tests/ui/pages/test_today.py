"""Today: what presses, in its group; what waits; and a calm sentence when nothing does."""

import dataclasses
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from registerdesk.domain.calendar import Urgency
from registerdesk.domain.staff import Role
from registerdesk.ui.background import Runner
from registerdesk.ui.kit.results import Entry, Heading
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.today import TodayPage
from registerdesk.ui.today.groups import Group, group_of
from registerdesk.usecases.rights_requests import list_requests
from registerdesk.usecases.staff import change_access
from tests.makers import SmallOffice, an_office
from tests.ui.office_window import a_session, open_page
from tests.usecases.cases import a_customer, a_request

Opened = Callable[[str], TodayPage]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    """Give an office of six people."""
    made = an_office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def opened(office: SmallOffice, runner: Runner, qtbot: QtBot) -> Iterator[Opened]:
    """Give what opens the day of somebody, read to the end."""
    windows: list[MainWindow] = []

    def open_as(user: str) -> TodayPage:
        window, page = open_page(TodayPage, office, user, runner)
        qtbot.addWidget(window)
        windows.append(window)
        assert isinstance(page, TodayPage)
        qtbot.waitUntil(lambda: page.day is not None)
        return page

    yield open_as
    windows.clear()


def words(page: TodayPage) -> list[str]:
    assert page.day is not None
    return [e.words if isinstance(e, Heading) else e.title for e in page.day.entries]


def test_an_empty_day_says_so_and_names_what_comes_next(
    office: SmallOffice, opened: Opened
) -> None:
    assert opened("handl").empty.label.text() == "Inget kräver åtgärd idag."
    a_request(office, a_customer(office))
    page = opened("handl")
    assert page.stack.currentWidget() is page.empty
    assert page.empty.under.text().startswith("Nästa frist:")
    assert "Anna Lindqvist" in page.empty.under.text()


@pytest.mark.parametrize(
    ("today", "group"),
    [
        (date(2026, 11, 29), None),
        (date(2026, 11, 30), Group.NEXT_WEEK),
        (date(2026, 12, 6), Group.NEXT_WEEK),
        (date(2026, 12, 7), Group.THIS_WEEK),
        (date(2026, 12, 8), Group.THIS_WEEK),
        (date(2026, 12, 9), Group.TODAY),
        (date(2026, 12, 10), Group.TODAY),
    ],
)
def test_a_request_moves_up_as_its_day_comes(
    office: SmallOffice, today: date, group: Group | None
) -> None:
    a_request(office, a_customer(office))
    row = office.do("handl", list_requests).rows[0]
    wednesday = dataclasses.replace(row, plan_by=date(2026, 12, 9))
    assert group_of(wednesday, today) is group
    paused = dataclasses.replace(wednesday, is_paused=True)
    assert group_of(paused, today) is None
    pressing = dataclasses.replace(wednesday, urgency=Urgency.DANGER)
    assert group_of(pressing, today) is Group.URGENT


def test_the_latest_day_is_urgent_and_opens_by_enter(
    office: SmallOffice, opened: Opened, qtbot: QtBot
) -> None:
    case = a_request(office, a_customer(office))
    office.clock.forward(days=31)
    page = opened("handl")
    assert words(page) == ["Bråttom", "Registerutdrag – Anna Lindqvist"]
    asked: list[tuple[str, str]] = []
    page.context.navigate = lambda key, argument: asked.append((key, argument))
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert asked == [("requests", str(case.id))]


def test_whoever_sees_no_requests_still_has_a_day(opened: Opened) -> None:
    page = opened("admin")
    assert page.stack.currentWidget() is page.empty
    assert page.state.isHidden()
    assert page.error.isHidden()


def test_rights_that_wait_stand_beside_the_list_and_are_confirmed(
    office: SmallOffice, opened: Opened, qtbot: QtBot
) -> None:
    reader = next(p for p in office.keys("admin").people() if p.user_name == "lasare")
    roles = (Role.ADMINISTRATOR, Role.READER)
    change_access(a_session(office, "admin"), reader.user_id, roles)
    page = opened("admin")
    qtbot.waitUntil(lambda: len(page.waiting.buttons) == 1)
    button = page.waiting.buttons[0]
    assert button.accessibleName() == "Bekräfta: Lasare Ek ska bli administratör"
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(page.waiting.isHidden)


def test_the_state_of_things_counts_open_requests(office: SmallOffice, opened: Opened) -> None:
    a_request(office, a_customer(office))
    page = opened("ombud")
    assert not page.state.isHidden()


def test_closing_lets_go_of_the_names(office: SmallOffice, opened: Opened) -> None:
    a_request(office, a_customer(office))
    office.clock.forward(days=31)
    page = opened("handl")
    page.closed()
    assert page.list.entries.rowCount() == 0
    assert not isinstance(page.list.entries.entry(0), Entry)
