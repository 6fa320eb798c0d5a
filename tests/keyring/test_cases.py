"""A case's own key: its owner and the ombud open it, everybody can seal to it."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

import pytest

from registerdesk.domain.errors import Conflict, NotAllowed
from registerdesk.keyring import administration, own_password
from registerdesk.keyring.cases import ESCROW
from registerdesk.keyring.primitives import Damaged
from tests.keyring.offices import COST, PASSWORD, Office, an_office

CASE, ROW = uuid4(), uuid4()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office where Olle is the ombud, and Bo and Dan work on cases."""
    office = an_office(tmp_path, "pnr", ESCROW)
    office.add("olle", ESCROW)
    office.add("bo")
    office.add("dan")
    administration.narrow(office.sign_in(), office.founder, ESCROW)
    administration.renew(office.sign_in("olle"), ESCROW)
    return office


def test_owner_and_ombud_open_what_anybody_sealed_to_the_case(office: Office) -> None:
    bo, olle, dan = office.sign_in("bo"), office.sign_in("olle"), office.sign_in("dan")
    key = bo.make_case_key(CASE, [bo.user_id])
    assert set(key.grants) == {bo.user_id}
    released = dan.seal_to_case(key.public, CASE, "case.part", ROW, b"frisl\xc3\xa4ppt")
    mine = bo.open_case(CASE, key.public, key.grants[bo.user_id])
    assert mine.open("case.part", ROW, released) == b"frisl\xc3\xa4ppt"
    letter = mine.seal("case.letter", ROW, b"%PDF")
    for ombud in (olle, office.recover()):
        assert ombud.open_case(CASE, key.public, None).open("case.letter", ROW, letter) == b"%PDF"
    for stranger in (dan, office.sign_in()):
        with pytest.raises(NotAllowed, match="sealed"):
            stranger.open_case(CASE, key.public, None)
        with pytest.raises(Damaged):
            stranger.open_case(CASE, key.public, key.grants[bo.user_id])


def test_a_later_owner_gets_the_key_from_owner_or_ombud(office: Office) -> None:
    bo, olle, dan = office.sign_in("bo"), office.sign_in("olle"), office.sign_in("dan")
    key = bo.make_case_key(CASE, [bo.user_id])
    cell = bo.seal_to_case(key.public, CASE, "case.part", ROW, b"x")
    for giver in (
        bo.open_case(CASE, key.public, key.grants[bo.user_id]),
        olle.open_case(CASE, key.public, None),
    ):
        grant = giver.grant_to(dan.user_id)
        assert dan.open_case(CASE, key.public, grant).open("case.part", ROW, cell) == b"x"
        with pytest.raises(Damaged):
            dan.open_case(uuid4(), key.public, grant)
    with pytest.raises(Conflict, match="password"):
        olle.open_case(CASE, key.public, None).grant_to(uuid4())


def test_after_a_reset_the_old_grant_opens_nothing_and_a_new_one_is_given(office: Office) -> None:
    bo, olle = office.sign_in("bo"), office.sign_in("olle")
    key = bo.make_case_key(CASE, [bo.user_id])
    code = administration.issue_code(office.sign_in(), bo.user_id)
    bo = own_password.redeem(office.load(), code, PASSWORD, cost=COST)
    with pytest.raises(NotAllowed, match="sealed"):
        bo.open_case(CASE, key.public, key.grants[bo.user_id])
    olle.refresh()
    grant = olle.open_case(CASE, key.public, None).grant_to(bo.user_id)
    assert bo.open_case(CASE, key.public, grant).case_id == CASE


def test_a_cell_does_not_move_between_cases_rows_or_fields(office: Office) -> None:
    bo = office.sign_in("bo")
    key = bo.make_case_key(CASE, [bo.user_id])
    other = bo.make_case_key(uuid4(), [bo.user_id])
    opened = bo.open_case(CASE, key.public, key.grants[bo.user_id])
    cell = bo.seal_to_case(key.public, CASE, "case.part", ROW, b"x")
    for name, row, moved in (
        ("case.letter", ROW, cell),
        ("case.part", uuid4(), cell),
        ("case.part", ROW, cell[:-1]),
        ("case.part", ROW, b""),
    ):
        with pytest.raises(Damaged):
            opened.open(name, row, moved)
    with pytest.raises(Damaged):
        bo.seal_to_case(other.public, CASE, "case.part", ROW, b"x")


def test_whoever_can_write_the_database_smuggles_in_no_key(office: Office) -> None:
    bo, dan = office.sign_in("bo"), office.sign_in("dan")
    key, false = bo.make_case_key(CASE, [bo.user_id]), dan.make_case_key(CASE, [bo.user_id])
    grant = key.grants[bo.user_id]
    with pytest.raises(Damaged):
        bo.open_case(CASE, key.public, false.grants[bo.user_id])
    for field, value in json.loads(key.public).items():
        changed = {**json.loads(key.public), field: value + (1 if field == "epoch" else "A")}
        with pytest.raises(Damaged):
            bo.open_case(CASE, json.dumps(changed).encode(), grant)
    for field, value in json.loads(grant).items():
        changed = {**json.loads(grant), field: value + "A"}
        with pytest.raises(Damaged):
            bo.open_case(CASE, key.public, json.dumps(changed).encode())
    for nonsense in (b"x", b"[]", b"[" * 100_000, b"\xff"):
        with pytest.raises(Damaged):
            bo.open_case(CASE, nonsense, grant)


def test_an_office_without_an_ombud_has_its_recovery_key_until_it_is_replaced(
    tmp_path: Path,
) -> None:
    office = an_office(tmp_path, "pnr")
    anna = office.sign_in()
    key = anna.make_case_key(CASE, [anna.user_id])
    assert office.recover().open_case(CASE, key.public, None).case_id == CASE
    office.recovery_key = administration.new_recovery_key(anna)
    with pytest.raises(NotAllowed, match="sealed"):
        office.recover().open_case(CASE, key.public, None)
    assert anna.open_case(CASE, key.public, key.grants[anna.user_id]).case_id == CASE
