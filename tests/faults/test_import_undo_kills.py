"""Killed in the middle of an import or its undo: all of it is done, or nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sqlalchemy import Connection

from registerdesk.usecases.verification import verify
from tests.faults.folders import inside
from tests.faults.import_undoing import ROWS
from tests.faults.nursery import Child, a_nursery
from tests.faults.stories import entered
from tests.makers import an_office

STORY = "tests.faults.import_undoing"


def _number(connection: Connection, what: str) -> int:
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {what}").scalar_one())  # noqa: S608 - our own words


def _is_whole(connection: Connection, child: Child) -> None:
    """Assert that the second file is in the register as a whole, or nothing of it is."""
    taken = _number(connection, "audit_log WHERE act = 'import.taken_in'") - 1
    undone = _number(connection, "audit_log WHERE act = 'import.undone'")
    assert taken - len(child.all("taken")) in {0, 1}
    assert undone - len(child.all("undone")) in {0, 1}
    stands = taken - undone
    assert stands in {0, 1}
    for table in ("party", "relation", "address", "phone", "search_row"):
        assert _number(connection, table) == ROWS * (1 + stands), table
    assert _number(connection, "address WHERE town = 'Nyby'") == ROWS * 2 * stands
    assert _number(connection, "value_origin") == ROWS * stands
    assert _number(connection, "field_history") == ROWS * (taken + undone)
    lost = "search_key WHERE party_id NOT IN (SELECT id FROM party)"
    assert _number(connection, lost) == 0


@pytest.mark.parametrize("rounds", [6, pytest.param(300, marks=pytest.mark.long)])
def test_an_undo_that_is_killed_is_done_or_not_begun(tmp_path: Path, rounds: int) -> None:
    chance = random.Random(rounds)
    with a_nursery(STORY) as nursery:
        for turn in range(1, rounds + 1):
            place = tmp_path / str(turn)
            place.mkdir()
            made = an_office(place)
            made.close()
            after = chance.random()
            child = nursery.killed(f"{STORY}:import_and_undo", made.folder, turn, after=after)
            assert child.status == -9, "the child ended by itself"
            session = entered(made.folder, "ombud", turn)
            assert session.warnings == ()
            assert verify(session).findings == ()
            session.close()
            with inside(made.folder) as connection:
                _is_whole(connection, child)
