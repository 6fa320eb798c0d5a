"""Blind indexes after somebody lost their key: searchable throughout, whatever interrupts."""

from __future__ import annotations

from pathlib import Path

import pytest

from registerdesk.domain.fields import Compartment
from registerdesk.keyring import administration
from registerdesk.usecases.offices import sign_in
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.places import Station
from registerdesk.usecases.staff import disable_person, renew_compartment, waiting_for_me
from tests.makers import PASSWORD, Clock, SmallOffice, a_person

NUMBER = "197804122385"


class PowerCut(Exception):
    """The key file could not be written any more."""


def station(office: SmallOffice) -> Station:
    """Return the workstation of the office."""
    return Station("desk-1", office.folder.parent / "state")


def shut_out(office: SmallOffice, user: str) -> None:
    """Let the administrator shut somebody out."""
    user_id = office.keys(user).user_id
    office.close()
    session = sign_in(office.folder, "admin", PASSWORD, clock=Clock(), station=station(office))
    disable_person(session, user_id)
    session.close()


def found(folder: Path, user: str, at: Station) -> int:
    """Return how many people a sealed number finds for somebody who has just signed in."""
    session = sign_in(folder, user, PASSWORD, clock=Clock(), station=at)
    assert not session.keys.index_renewal_due(Compartment.PNR)
    with session.desk.database.reading() as connection:
        key = session.keys.blind_index(Compartment.PNR, "party_number.personal", NUMBER)
        rows = connection.exec_driver_sql(
            "SELECT count(*) FROM party_number WHERE personal_index = ?", (key,)
        ).scalar_one()
    session.close()
    return int(rows)


def test_a_renewal_ends_and_the_number_is_found(office: SmallOffice) -> None:
    office.do("handl", register_party, a_person())
    shut_out(office, "kredit")
    session = sign_in(office.folder, "ombud", PASSWORD, clock=Clock(), station=station(office))
    waiting = [each.compartment for each in session.desk.do(waiting_for_me)]
    assert Compartment.PNR in waiting
    assert session.desk.do(renew_compartment, Compartment.PNR) == 1
    session.close()
    assert found(office.folder, "handl", station(office)) == 1


def test_a_renewal_cut_short_is_finished_at_the_next_sign_in(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.do("handl", register_party, a_person())
    shut_out(office, "kredit")
    session = sign_in(office.folder, "ombud", PASSWORD, clock=Clock(), station=station(office))

    def cut(*_given: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(administration, "finish_index_renewal", cut)
        with pytest.raises(PowerCut):
            session.desk.do(renew_compartment, Compartment.PNR)
    session.close()
    assert found(office.folder, "handl", station(office)) == 1
    assert found(office.folder, "handl2", station(office)) == 1
