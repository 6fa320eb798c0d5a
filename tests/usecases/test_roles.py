"""Every act of staff against every role: allowed as granted, refused with a word in the log."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from inspect import Parameter, isfunction, signature
from itertools import product
from types import ModuleType
from typing import Any, Final

import pytest

import registerdesk.usecases
from registerdesk.domain.errors import NotAllowed
from registerdesk.domain.restrictions import OPENING_USES, READ_WHEN_OPENED
from registerdesk.domain.staff import GRANTED, Permission
from registerdesk.usecases.contacts import record_contact
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.offices import Session
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.places import Places
from registerdesk.usecases.restrictions import relying_on, restrict
from registerdesk.usecases.staff import change_access, disable_person, replace_recovery_key
from registerdesk.usecases.verification import verify
from tests.makers import STAFF, SmallOffice
from tests.usecases.statements import heard


def usecase_modules() -> Iterator[ModuleType]:
    """Yield the rooms of the floor, without those that fill the demo office."""
    for module in pkgutil.iter_modules(registerdesk.usecases.__path__):
        if not module.name.startswith("demo"):
            yield import_module(f"registerdesk.usecases.{module.name}")


def acts() -> Iterator[tuple[str, Any]]:
    """Yield every act of the floor of use cases, once, by its full name."""
    seen = set()
    for module in usecase_modules():
        for name, value in vars(module).items():
            if hasattr(value, "permission") and value.__module__ == module.__name__:
                assert value not in seen
                seen.add(value)
                yield f"{module.__name__.rpartition('.')[2]}.{name}", value


ACTS = dict(acts())


ON_SESSIONS: Final[dict[Any, Permission]] = {
    change_access: Permission.MANAGE_STAFF,
    disable_person: Permission.MANAGE_STAFF,
    replace_recovery_key: Permission.MANAGE_STAFF,
    verify: Permission.VERIFY_OFFICE,
}
"""What goes through the desk and does more beside it."""
LOG: Final = frozenset({"audit_log", "checkpoint"})
_TABLE: Final = re.compile(r"\b(?:FROM|INTO|JOIN|UPDATE|TABLE)\s+([\w\"]+)", re.IGNORECASE)


def _name(given: object) -> str:
    """Return a word for a case of a test."""
    return getattr(given, "__name__", str(given))


class Reached(Exception):
    """The act was let through the door."""


class Untouchable:
    """An argument at which nobody may look before the role is known."""

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 - never returns
        """Tell that somebody looked."""
        raise Reached(name)

    def _look(self, *_others: object) -> Any:  # noqa: ANN401 - never returns
        raise Reached

    __bool__ = __len__ = __iter__ = __str__ = __repr__ = __fspath__ = __getitem__ = _look
    __eq__ = __hash__ = __contains__ = __lt__ = __int__ = __index__ = __call__ = _look


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


def test_an_act_that_reads_under_an_exception_is_refused_like_the_act(office: SmallOffice) -> None:
    reading = [act for act in ACTS.values() if act.permission in READ_WHEN_OPENED]
    assert reading
    for act, use in product(reading, sorted(OPENING_USES)):
        for user, role in STAFF.items():
            if role not in GRANTED[act.permission]:
                with pytest.raises(NotAllowed):
                    office.do(user, relying_on(act, use), *untouchable(act))


def test_an_act_in_slices_is_refused_before_its_first_slice(office: SmallOffice) -> None:
    sliced = [act for act in ACTS.values() if "Slices" in str(signature(act).return_annotation)]
    assert sliced
    for act, (user, role) in product(sliced, STAFF.items()):
        if role not in GRANTED[act.permission]:
            with heard(office) as said, pytest.raises(NotAllowed):
                next(office.desk(user).doing(act, *untouchable(act)))
            assert touched(said) <= LOG


def test_what_nobody_may_look_at_is_looked_at_once_somebody_is_let_in(office: SmallOffice) -> None:
    """Without this, the sweep would find nothing wrong with an act that looks first."""
    for act in (register_party, record_contact, restrict):
        with pytest.raises(Reached):
            office.do("handl", act, *untouchable(act))


@pytest.mark.parametrize(("act", "permission"), ON_SESSIONS.items(), ids=_name)
def test_what_is_done_on_a_whole_session_is_refused_before_anything_changes(
    office: SmallOffice,
    act: Any,  # noqa: ANN401 - any act
    permission: Permission,
) -> None:
    keyring = Places(office.folder).keyring
    for user, role in STAFF.items():
        if role not in GRANTED[permission]:
            before, session = keyring.read_bytes(), a_session(office, user)
            with heard(office) as said, pytest.raises(NotAllowed):
                act(session, *untouchable(act))
            assert touched(said) <= LOG
            assert keyring.read_bytes() == before


def test_every_act_on_a_whole_session_is_known_here() -> None:
    found = {
        value
        for module in usecase_modules()
        for name, value in vars(module).items()
        if isfunction(value) and value.__module__ == module.__name__ and name[0] != "_"
        if "Session" in [each.annotation for each in parameters(value)[:1]]
    }
    assert found == set(ON_SESSIONS)


def assert_refused(office: SmallOffice, user: str, act: Any) -> None:  # noqa: ANN401 - any act
    """Try an act: the door must close before an argument, or a row, is looked at."""
    with heard(office) as said, pytest.raises(NotAllowed):
        office.do(user, act, *untouchable(act))
    assert touched(said) <= LOG
    newest = office.log()[0]
    assert newest.event.act == f"denied.{act.permission}"
    assert newest.actor == office.keys(user).user_id


def touched(said: list[str]) -> set[str]:
    """Return the tables that statements name."""
    return {name.strip('"') for statement in said for name in _TABLE.findall(statement)}


def parameters(act: Any) -> list[Parameter]:  # noqa: ANN401 - any act
    """Return what an act is given, visit or session first."""
    return list(signature(act).parameters.values())


def untouchable(act: Any) -> list[Any]:  # noqa: ANN401 - any act
    """Return an argument for each place of an act, none of which can be looked at."""
    places = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
    return [Untouchable() for each in parameters(act)[1:] if each.kind in places]


def a_session(office: SmallOffice, user: str) -> Session:
    """Return somebody's session in the open office."""
    return Session(places=Places(office.folder), desk=office.desk(user), keys=office.keys(user))
