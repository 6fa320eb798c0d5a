"""The log: appended and chained; whoever changes it without a key is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from registerdesk.domain.audit import CHECKPOINT_EVERY, EMPTY, Head, chained
from registerdesk.domain.staff import Permission
from registerdesk.storage.audit_log import AuditLog
from registerdesk.usecases.desk import NoTrace, Visit, use_case
from tests.makers import SmallOffice

THING = uuid4()


@use_case(Permission.OWN_PROFILE)
def speak(visit: Visit, times: int = 1) -> None:
    """Leave some words in the log."""
    for _turn in range(times):
        visit.note("spoke", THING, THING, count=times)


@use_case(Permission.OWN_PROFILE)
def keep_silent(visit: Visit) -> None:
    """Leave none."""


def looked(office: SmallOffice, look: Callable[[AuditLog], Any]) -> Any:  # noqa: ANN401 - any answer
    with office.database.reading() as connection:
        return look(AuditLog(connection))


def force(office: SmallOffice, *statements: str) -> None:
    """Change the log as somebody could who has the database key and no triggers in the way."""
    with office.database.transaction() as connection:
        for name in _triggers(connection):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.exec_driver_sql(statement)


def _triggers(connection: Connection) -> list[str]:
    found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    return list(found.scalars())


def test_rows_are_chained_from_the_first(office: SmallOffice) -> None:
    office.do("handl", speak, 3)
    rows = office.log()
    assert [row.number for row in rows] == [3, 2, 1]
    assert looked(office, AuditLog.broken_at) is None
    assert looked(office, AuditLog.head) == Head(3, rows[0].hash)
    assert len(looked(office, lambda log: log.about(THING))) == 3
    assert [r.number for r in looked(office, lambda log: log.rows(newest=1, before=3))] == [2]


def test_an_act_without_a_word_is_undone(office: SmallOffice) -> None:
    with pytest.raises(NoTrace):
        office.do("handl", keep_silent)
    assert looked(office, AuditLog.head) == EMPTY


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_log SET act = 'x'",
        "DELETE FROM audit_log",
        "INSERT OR REPLACE INTO audit_log SELECT * FROM audit_log WHERE number = 1",
        "UPDATE checkpoint SET hash = x'00'",
        "DELETE FROM checkpoint",
        "INSERT OR REPLACE INTO checkpoint SELECT * FROM checkpoint",
    ],
)
def test_the_database_itself_refuses_to_change_the_log(office: SmallOffice, statement: str) -> None:
    office.do("handl", speak, CHECKPOINT_EVERY)
    with pytest.raises(IntegrityError), office.database.transaction() as connection:
        connection.exec_driver_sql(statement)
    assert looked(office, AuditLog.broken_at) is None


@pytest.mark.parametrize(
    ("statement", "row"),
    [
        ("UPDATE audit_log SET entry = entry || 'x' WHERE number = 2", 2),
        ("UPDATE audit_log SET entry = CAST(entry || ' ' AS BLOB) WHERE number = 3", 3),
        ("UPDATE audit_log SET hash = zeroblob(32) WHERE number = 2", 2),
        ("DELETE FROM audit_log WHERE number = 2", 2),
        ("UPDATE audit_log SET number = 9 WHERE number = 2", 2),
        (
            "INSERT OR REPLACE INTO audit_log SELECT 2, at, actor, act, entry, hash "  # noqa: ISC004 - one statement in two parts
            "FROM audit_log WHERE number = 3",
            2,
        ),
    ],
)
def test_a_change_in_the_middle_breaks_the_chain_there(
    office: SmallOffice, statement: str, row: int
) -> None:
    office.do("handl", speak, 4)
    force(office, statement)
    assert looked(office, AuditLog.broken_at) == row


def test_a_tail_cut_off_is_noticed_by_the_heads(office: SmallOffice, tmp_path: Path) -> None:
    office.do("handl", speak, 4)
    keys = office.keys("handl")
    force(office, "DELETE FROM audit_log WHERE number > 2")
    assert looked(office, AuditLog.broken_at) is None
    seen = office.heads.newest(keys)
    assert seen.number == 4
    assert looked(office, lambda log: log.hash_at(seen.number)) is None
    # The file beside the database is put back too; the workstation's own still remembers.
    (office.folder / "head.json").unlink()
    assert office.heads.newest(keys).number == 4
    beside, _workstation = office.heads.read(keys)
    assert beside[1] is None


def test_a_forged_head_carries_no_seal(office: SmallOffice) -> None:
    office.do("handl", speak)
    place = office.folder / "head.json"
    content = json.loads(place.read_text())
    for forged in (json.dumps(content | {"number": 7}), "[]", "{", json.dumps({"number": 1})):
        place.write_text(forged)
        assert office.heads.read(office.keys("handl"))[0][1] is None


def test_a_place_that_cannot_be_written_is_passed_over(office: SmallOffice) -> None:
    place = office.folder / "head.json"
    place.unlink(missing_ok=True)
    place.mkdir()
    office.do("handl", speak)
    assert office.heads.newest(office.keys("handl")).number == 1


def test_every_hundredth_row_is_signed_and_a_rewritten_chain_is_found(
    office: SmallOffice,
) -> None:
    keys = office.keys("handl")
    office.do("handl", speak, CHECKPOINT_EVERY)
    office.desk("handl").sign_log()
    office.do("handl", speak)

    def bad(log: AuditLog) -> int | None:
        return log.bad_checkpoint(keys.office_id, keys)

    assert looked(office, bad) is None
    rewrite(office, upto=CHECKPOINT_EVERY + 1)
    assert looked(office, AuditLog.broken_at) is None
    assert looked(office, bad) == CHECKPOINT_EVERY


def test_a_signature_by_nobody_is_found(office: SmallOffice) -> None:
    keys = office.keys("handl")
    office.do("handl", speak)
    office.desk("handl").sign_log()
    force(office, "UPDATE checkpoint SET signature = zeroblob(64)")
    assert looked(office, lambda log: log.bad_checkpoint(keys.office_id, keys)) == 1


def test_an_empty_log_is_not_signed(office: SmallOffice) -> None:
    keys = office.keys("handl")
    office.desk("handl").sign_log()
    assert looked(office, lambda log: log.bad_checkpoint(keys.office_id, keys)) is None


def rewrite(office: SmallOffice, *, upto: int) -> None:
    """Write the whole chain anew with another first word, as an insider could."""
    with office.database.transaction() as connection:
        for name in _triggers(connection):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        rows = connection.exec_driver_sql("SELECT number, entry FROM audit_log ORDER BY 1").all()
        assert len(rows) == upto
        link = EMPTY.hash
        for number, entry in rows:
            forged = entry.replace(b"desk-1", b"desk-2")
            link = chained(link, forged)
            connection.exec_driver_sql(
                "UPDATE audit_log SET entry = ?, hash = ? WHERE number = ?", (forged, link, number)
            )


def test_the_short_head_is_what_letters_print(office: SmallOffice) -> None:
    office.do("handl", speak)
    head = looked(office, AuditLog.head)
    assert head.short == head.hash.hex()[:16]
    assert looked(office, AuditLog.last_time) == office.clock.now
