"""A first own password: by the one-time code, once, and only a good one."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from registerdesk.domain.errors import NotAllowed
from registerdesk.domain.staff import Role
from registerdesk.keyring import administration
from registerdesk.keyring.administration import NewUser
from registerdesk.keyring.costs import Cost
from registerdesk.usecases.first_password import set_first_password, strength_of, weakness_of
from registerdesk.usecases.places import Station
from tests.makers import PASSWORD, Clock, SmallOffice


def invited(office: SmallOffice) -> str:
    """Invite a new reader and return the code that is printed."""
    new = NewUser(
        user_id=uuid4(),
        user_name="ny",
        display_name="Ny Ek",
        roles=(Role.READER,),
        compartments=(),
    )
    return administration.invite(office.keys("admin"), new)


def test_a_code_opens_the_office_once_and_sets_the_password(
    office: SmallOffice, tmp_path: Path
) -> None:
    code, station = invited(office), Station("desk-1", tmp_path / "state")
    session = set_first_password(
        office.folder, code, PASSWORD, clock=Clock(), station=station, cost=Cost.for_tests()
    )
    assert session.keys.display_name == "Ny Ek"
    session.close()
    assert office.keys("ny").display_name == "Ny Ek"
    with pytest.raises(NotAllowed):
        set_first_password(office.folder, code, PASSWORD, clock=Clock(), station=station)


def test_a_password_is_weighed_while_it_is_typed() -> None:
    assert weakness_of(PASSWORD) == ""
    assert weakness_of("sommar2026") != ""
    assert strength_of(PASSWORD).score > strength_of("sommar2026").score
