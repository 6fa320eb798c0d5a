"""Every act of staff against every role: allowed as granted, refused with a word in the log."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

import registerdesk.usecases
from registerdesk.domain.errors import NotAllowed
from registerdesk.domain.staff import GRANTED
from registerdesk.usecases.desk import Visit, use_case
from tests.makers import STAFF, SmallOffice


def acts() -> Iterator[tuple[str, Any]]:
    """Yield every act of the floor of use cases, once, by its full name."""
    seen = set()
    for module in pkgutil.iter_modules(registerdesk.usecases.__path__):
        found = import_module(f"registerdesk.usecases.{module.name}")
        for name, value in vars(found).items():
            if hasattr(value, "permission") and value.__module__ == found.__name__:
                assert value not in seen
                seen.add(value)
                yield f"{module.name}.{name}", value


ACTS = dict(acts())


class Reached(Exception):
    """The act was let through the door."""


def test_there_are_acts_to_try() -> None:
    assert {"parties.register_party", "contacts.record_contact"} <= ACTS.keys()


def test_the_door_lets_through_whom_the_matrix_grants_and_logs_whom_it_refuses(
    office: SmallOffice,
) -> None:
    for permission in sorted({act.permission for act in ACTS.values()}):

        @use_case(permission)
        def step_in(visit: Visit) -> None:
            raise Reached

        for user, role in STAFF.items():
            before = len(office.log())
            if role in GRANTED[permission]:
                with pytest.raises(Reached):
                    office.do(user, step_in)
                assert len(office.log()) == before
            else:
                assert_refused(office, user, step_in)
                assert len(office.log()) == before + 1


def test_every_act_is_refused_to_every_role_without_the_grant(office: SmallOffice) -> None:
    refused = 0
    for _name, act in sorted(ACTS.items()):
        for user, role in STAFF.items():
            if role not in GRANTED[act.permission]:
                assert_refused(office, user, act)
                refused += 1
    assert refused > len(ACTS)


def assert_refused(office: SmallOffice, user: str, act: Any) -> None:  # noqa: ANN401 - any act
    """Try an act without any argument: the door must close before the act is even called."""
    with pytest.raises(NotAllowed):
        office.do(user, act)
    newest = office.log()[0]
    assert newest.event.act == f"denied.{act.permission}"
    assert newest.actor == office.keys(user).user_id
