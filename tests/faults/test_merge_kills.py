"""Killed in the middle of a merge or its undo: all of it is done, or nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sqlalchemy import Connection

from registerdesk.storage.party_merges import moving_columns
from registerdesk.storage.tables import RECORD_TYPES
from registerdesk.usecases.verification import verify
from tests.faults.folders import inside
from tests.faults.merging import PHONES
from tests.faults.nursery import Child, a_nursery
from tests.faults.stories import entered
from tests.makers import an_office

STORY = "tests.faults.merging"


def _number(connection: Connection, statement: str) -> int:
    return int(connection.exec_driver_sql(statement).scalar_one())


def _pointing(connection: Connection) -> int:
    return _number(connection, "SELECT count(*) FROM party WHERE merged_at IS NOT NULL")


def _is_whole(connection: Connection) -> None:
    """Assert that every person is whole, or points on and owns nothing."""
    half = "SELECT count(*) FROM party WHERE (merged_at IS NULL) <> (party_id = id)"
    assert _number(connection, half) == 0
    assert _number(connection, "SELECT count(*) FROM party_merge") == _pointing(connection)
    if not _pointing(connection):
        assert _number(connection, "SELECT count(*) FROM party_merge_row") == 0
        assert _number(connection, "SELECT count(*) FROM field_history") == 0
    for column in moving_columns():
        table = column.table.name
        if column.table in RECORD_TYPES:
            left = (
                f"SELECT count(*) FROM {table} t JOIN party p ON p.id = t.{column.name} "  # noqa: S608 - our own names
                "WHERE p.merged_at IS NOT NULL"
            )
            assert _number(connection, left) == 0, table
    phones = "SELECT max(n) FROM (SELECT count(*) n FROM phone GROUP BY party_id)"
    assert _number(connection, phones) in {PHONES + 1, PHONES + 2}


def _agrees(connection: Connection, child: Child) -> None:
    """Assert that what was acknowledged last is there, or the step after it."""
    kept = "SELECT count(*) FROM audit_log WHERE act = 'party.{}'"
    merged, undone = (_number(connection, kept.format(act)) for act in ("merged", "unmerged"))
    assert merged - len(child.all("merged")) in {0, 1}
    assert undone - len(child.all("undone")) in {0, 1}
    assert _pointing(connection) == merged - undone


@pytest.mark.parametrize("rounds", [7, pytest.param(300, marks=pytest.mark.long)])
def test_a_merge_that_is_killed_is_done_or_not_begun(tmp_path: Path, rounds: int) -> None:
    chance = random.Random(rounds)
    merges = 0
    with a_nursery(STORY) as nursery:
        for turn in range(1, rounds + 1):
            place = tmp_path / str(turn)
            place.mkdir()
            made = an_office(place)
            made.close()
            after = chance.random() * 0.6
            child = nursery.killed(f"{STORY}:merge_and_undo", made.folder, turn, after=after)
            assert child.status == -9, "the child ended by itself"
            merges += len(child.all("merged"))
            session = entered(made.folder, "ombud", turn)
            assert session.warnings == ()
            assert verify(session).findings == ()
            session.close()
            with inside(made.folder) as connection:
                _is_whole(connection)
                _agrees(connection, child)
    assert merges
