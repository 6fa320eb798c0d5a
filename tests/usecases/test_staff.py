"""Staff come, are trusted with keys by a second person, and go; nobody is ever deleted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest

from registerdesk.domain.audit import LogRow
from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed
from registerdesk.domain.fields import Compartment
from registerdesk.domain.staff import Permission, Role
from registerdesk.keyring import administration
from registerdesk.keyring.administration import Task
from registerdesk.keyring.costs import Cost
from registerdesk.keyring.keyring import Keyring
from registerdesk.usecases import staff
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.first_password import set_first_password
from registerdesk.usecases.offices import Session, sign_in, sign_in_with_recovery_key
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.party_cards import reveal_identity_number, view_card
from registerdesk.usecases.places import Places, Station
from registerdesk.usecases.sign_in_list import who_can_sign_in
from tests.makers import NOON, PASSWORD, SmallOffice, a_person

OWN = "gröna tröjor torkar långsamt"


@pytest.fixture
def folder(office: SmallOffice) -> Path:
    """Return an office in which a customer is registered, and nobody is signed in."""
    office.do("handl", register_party, a_person())
    office.close()
    return office.folder


@contextmanager
def at_desk(folder: Path, user: str, password: str = PASSWORD) -> Iterator[Session]:
    """Sign somebody in, and out again."""
    session = sign_in(folder, user, password, clock=lambda: NOON, station=_station(folder))
    try:
        yield session
    finally:
        session.close()


def _station(folder: Path) -> Station:
    return Station("desk-1", folder.parent / "state")


def _joined(folder: Path, *roles: Role) -> None:
    """Let somebody be invited as `ny` and choose a password."""
    with at_desk(folder, "admin") as session:
        code = session.desk.do(staff.invite_person, "ny", "Nya Ek", roles)[1]
    set_first_password(
        folder, code, OWN, clock=lambda: NOON, station=_station(folder), cost=Cost.for_tests()
    ).close()


def _id_of(session: Session, user: str) -> UUID:
    return next(p.user_id for p in session.keys.people() if p.user_name == user)


def test_a_newcomer_reads_the_core_at_once_and_the_sealed_when_a_holder_confirms(
    folder: Path,
) -> None:
    _joined(folder, Role.CREDIT_OFFICER)
    with at_desk(folder, "ny", OWN) as session:
        assert not session.keys.holds(Compartment.CREDIT)
        assert session.desk.do(staff.waiting_for_me) == []
    with at_desk(folder, "ombud") as session:
        waiting = session.desk.do(staff.waiting_for_me)
        assert {w.compartment for w in waiting} == {"credit", "pnr"}
        for one in waiting:
            assert one.task is Task.GRANT
            assert one.user_id is not None
            session.desk.do(staff.confirm_grant, one.user_id, one.compartment)
    with at_desk(folder, "ny", OWN) as session:
        assert session.keys.holds(Compartment.CREDIT)


def test_who_holds_nothing_confirms_nothing(folder: Path) -> None:
    _joined(folder, Role.CREDIT_OFFICER)
    with at_desk(folder, "lasare") as session, pytest.raises(NotAllowed):
        session.desk.do(staff.confirm_grant, _id_of(session, "ny"), "credit")


def test_a_second_administrator_is_confirmed_and_then_nobody_confirms_their_own_proposal(
    folder: Path,
) -> None:
    _joined(folder, Role.ADMINISTRATOR)
    with at_desk(folder, "admin") as session:
        assert [w.task for w in session.desk.do(staff.waiting_for_me)] == [Task.OWNER]
        session.desk.do(staff.confirm_administrator, _id_of(session, "ny"))
    with at_desk(folder, "admin") as session:
        third, code = session.desk.do(
            staff.invite_person, "tredje", "Tredje Ek", (Role.ADMINISTRATOR,)
        )
    set_first_password(
        folder, code, OWN, clock=lambda: NOON, station=_station(folder), cost=Cost.for_tests()
    ).close()
    with at_desk(folder, "admin") as session, pytest.raises(NotAllowed, match="Someone else"):
        session.desk.do(staff.confirm_administrator, third)
    with at_desk(folder, "ny", OWN) as session:
        session.desk.do(staff.confirm_administrator, third)


def test_an_invitation_needs_a_role_and_a_free_name(folder: Path) -> None:
    with at_desk(folder, "admin") as session:
        with pytest.raises(InvalidInput, match="at least one role"):
            session.desk.do(staff.invite_person, "ny", "Nya Ek", ())
        with pytest.raises((Conflict, InvalidInput)):
            session.desk.do(staff.invite_person, "handl", "En till", (Role.READER,))


def test_who_is_shut_out_enters_no_more_and_the_rest_work_on(folder: Path) -> None:
    with at_desk(folder, "admin") as session:
        before = session.keys.database_keys()
        assert staff.disable_person(session, _id_of(session, "handl2")) is None
        assert session.keys.database_keys() != before
        assert len(session.keys.database_keys()) == 1
    with pytest.raises(NotAllowed):
        sign_in(folder, "handl2", PASSWORD, clock=lambda: NOON, station=_station(folder))
    with at_desk(folder, "ombud") as session:
        assert "handl2" in {person.user_name for person in session.keys.people()}
        acts = [row.event.act for row in session.desk.do(_log)]
        assert {"staff.disabled", "database.rekeyed"} <= set(acts)


@use_case(Permission.VIEW_LOG)
def _log(visit: Visit) -> list[LogRow]:
    visit.note("log.viewed")
    return visit.office.log.rows()


def test_numbers_are_still_found_after_a_holder_has_gone(folder: Path) -> None:
    with at_desk(folder, "admin") as session:
        staff.disable_person(session, _id_of(session, "kredit"))
    with at_desk(folder, "ombud") as session:
        for one in session.desk.do(staff.waiting_for_me):
            if one.task is Task.RENEW:
                session.desk.do(staff.renew_compartment, one.compartment)
        found = session.desk.do(_by_number)
    with at_desk(folder, "handl") as session:
        card = session.desk.do(view_card, found)
        number = session.desk.do(reveal_identity_number, card.numbers[0].row_id)
        assert number.replace("-", "") == "197804122385"


@use_case(Permission.REVEAL_IDENTITY_NUMBER)
def _by_number(visit: Visit) -> UUID:
    visit.note("looked")
    return visit.office.party_numbers.by_index("personal", "197804122385")[0].party_id


def test_a_narrowed_role_loses_its_keys_at_once(folder: Path) -> None:
    with at_desk(folder, "admin") as session:
        user = _id_of(session, "kredit")
        assert staff.change_access(session, user, (Role.READER,)) is None
    with at_desk(folder, "kredit") as session:
        assert session.keys.roles == ("reader",)
        assert not session.keys.holds(Compartment.CREDIT)


def test_a_forgotten_password_is_replaced_by_a_code(folder: Path) -> None:
    with at_desk(folder, "admin") as session:
        code = session.desk.do(staff.issue_code, _id_of(session, "handl"))
    with pytest.raises(NotAllowed):
        sign_in(folder, "handl", PASSWORD, clock=lambda: NOON, station=_station(folder))
    set_first_password(
        folder, code, OWN, clock=lambda: NOON, station=_station(folder), cost=Cost.for_tests()
    ).close()
    with at_desk(folder, "handl", OWN) as session:
        assert not session.keys.holds(Compartment.PNR)


def test_a_new_recovery_key_takes_the_place_of_the_old(folder: Path, office: SmallOffice) -> None:
    with at_desk(folder, "admin") as session:
        fresh = staff.replace_recovery_key(session)
    with pytest.raises(NotAllowed):
        sign_in_with_recovery_key(
            folder, office.recovery_key, clock=lambda: NOON, station=_station(folder)
        )
    sign_in_with_recovery_key(folder, fresh, clock=lambda: NOON, station=_station(folder)).close()


def test_an_own_password_is_changed_and_confirmed(folder: Path) -> None:
    with at_desk(folder, "lasare") as session:
        session.desk.do(staff.change_own_password, PASSWORD, OWN, Cost.for_tests())
        session.desk.do(staff.confirm_own_password, OWN)
        with pytest.raises(NotAllowed):
            session.desk.do(staff.confirm_own_password, PASSWORD)
    with at_desk(folder, "lasare", OWN) as session:
        assert session.desk.do(staff.names_of_staff)[session.keys.user_id] == "Lasare Ek"


def test_names_can_be_hidden_from_the_sign_in_page(folder: Path) -> None:
    with at_desk(folder, "admin") as session:
        session.desk.do(staff.show_staff_list, shown=False)
    assert who_can_sign_in(folder).people == ()
    with at_desk(folder, "admin") as session:
        assert len(session.desk.do(staff.list_staff)) == 7
        session.desk.do(staff.show_staff_list, shown=True)
    assert len(who_can_sign_in(folder).people) == 7


def test_only_an_administrator_manages_staff(folder: Path) -> None:
    with at_desk(folder, "ombud") as session:
        with pytest.raises(NotAllowed):
            session.desk.do(staff.invite_person, "ny", "Nya Ek", (Role.READER,))
        assert len(session.desk.do(staff.list_staff)) == 7


def test_an_administrator_confirms_no_proposal_that_the_log_does_not_know(folder: Path) -> None:
    with at_desk(folder, "admin") as session:
        staff.change_access(session, session.keys.user_id, (Role.ADMINISTRATOR, Role.CASE_OFFICER))
    with at_desk(folder, "ombud") as session:
        session.desk.do(staff.confirm_grant, _id_of(session, "admin"), "pnr")
    path = Places(folder).keyring
    acting = Keyring.load(path).unlock("admin", PASSWORD)
    user_id = UUID(int=7)
    code = administration.invite(
        acting,
        administration.NewUser(
            user_id=user_id,
            user_name="ny",
            display_name="Nya Ek",
            roles=("case_officer",),
            compartments=("pnr",),
        ),
    )
    acting.lock()
    set_first_password(
        folder, code, OWN, clock=lambda: NOON, station=_station(folder), cost=Cost.for_tests()
    ).close()
    with at_desk(folder, "admin") as session, pytest.raises(NotAllowed, match="Someone else"):
        session.desk.do(staff.confirm_grant, user_id, "pnr")
