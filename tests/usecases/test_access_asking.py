"""Asking for access: a task of the administrators, asked once, ended when roles change."""

from __future__ import annotations

import pytest

from registerdesk.domain.errors import Conflict, InvalidInput
from registerdesk.domain.staff import Permission, Role
from registerdesk.usecases.access_asking import ask_for_access
from registerdesk.usecases.offices import sign_in
from registerdesk.usecases.places import Station
from registerdesk.usecases.staff import change_access
from registerdesk.usecases.tasks import TaskRow, dismiss_task, list_tasks
from tests.makers import PASSWORD, SmallOffice


def _waiting(office: SmallOffice) -> list[TaskRow]:
    return [row for row in office.do("admin", list_tasks) if row.task.permission is not None]


def test_who_asks_is_a_task_of_the_administrators_alone(office: SmallOffice) -> None:
    office.do("lasare", ask_for_access, Permission.VIEW_CREDIT_CHECKS)
    (row,) = _waiting(office)
    assert row.task.permission is Permission.VIEW_CREDIT_CHECKS
    assert row.task.made_by == row.task.object_id == office.keys("lasare").user_id
    assert not office.do("handl", list_tasks)


def test_the_same_door_is_asked_for_once_and_another_beside_it(office: SmallOffice) -> None:
    for door in (Permission.VIEW_LOG, Permission.VIEW_LOG, Permission.IMPORT):
        office.do("lasare", ask_for_access, door)
    waiting = _waiting(office)
    assert {row.task.permission for row in waiting} == {Permission.VIEW_LOG, Permission.IMPORT}
    assert len(waiting) == 2


def test_asking_a_thousand_times_leaves_one_task_and_one_row_a_day(office: SmallOffice) -> None:
    for _time in range(50):
        assert office.do("lasare", ask_for_access, Permission.VIEW_LOG)
    assert office.acts().count("access.asked") == 1
    (row,) = _waiting(office)
    office.do("admin", dismiss_task, row.task.id)
    for _time in range(50):
        assert not office.do("lasare", ask_for_access, Permission.VIEW_LOG)
    assert (office.acts().count("access.asked"), _waiting(office)) == (1, [])
    assert office.do("ekonomi", ask_for_access, Permission.VIEW_LOG)
    office.clock.forward(days=1)
    assert office.do("lasare", ask_for_access, Permission.VIEW_LOG)
    assert office.acts().count("access.asked") == 3


def test_nobody_asks_for_what_they_have_or_for_what_is_no_door(office: SmallOffice) -> None:
    with pytest.raises(Conflict):
        office.do("handl", ask_for_access, Permission.VIEW_PARTY)
    with pytest.raises(InvalidInput):
        office.do("handl", ask_for_access, Permission.MANAGE_STAFF)


def test_the_asking_ends_when_the_roles_have_been_looked_at(office: SmallOffice) -> None:
    office.do("lasare", ask_for_access, Permission.VIEW_LOG)

    lasare = office.keys("lasare").user_id
    office.close()
    station = Station("desk-1", office.folder.parent / "state")
    session = sign_in(office.folder, "admin", PASSWORD, clock=office.clock, station=station)
    change_access(session, lasare, (Role.READER,))
    assert not [row for row in session.desk.do(list_tasks) if row.task.permission is not None]
    session.close()
