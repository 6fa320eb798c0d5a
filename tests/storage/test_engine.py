"""The encrypted file: only the right key opens it, and nothing is created by mistake."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DatabaseError

from registerdesk.domain.errors import InvalidInput
from registerdesk.storage import engine
from registerdesk.storage.database import CannotSave, Database
from registerdesk.storage.engine import CannotOpen

KEY, OTHER = b"k" * 32, b"o" * 32


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a newly made database's file."""
    made = tmp_path / "office.db"
    Database.create(made, KEY).close()
    return made


def test_a_wrong_key_opens_nothing_and_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(CannotOpen):
        Database.open(path, [OTHER])
    assert path.read_bytes() == before


def test_the_first_key_that_fits_is_taken(path: Path) -> None:
    database = Database.open(path, [OTHER, KEY])
    assert database.problems() == []
    database.close()


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_key_of_another_length_is_refused(path: Path, length: int) -> None:
    with pytest.raises(InvalidInput):
        Database.open(path, [b"k" * length])


def test_plain_sqlite_cannot_read_the_file(path: Path) -> None:
    assert not path.read_bytes().startswith(b"SQLite format")
    with sqlite3.connect(path) as plain, pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT * FROM sqlite_master").fetchall()
    plain.close()


def test_the_file_is_for_this_account_alone(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_missing_file_is_told_and_not_created(tmp_path: Path) -> None:
    missing = tmp_path / "nothing.db"
    with pytest.raises(CannotOpen):
        Database.open(missing, [KEY])
    assert list(tmp_path.iterdir()) == []


def test_a_short_file_is_told(path: Path) -> None:
    os.truncate(path, 100)
    with pytest.raises(CannotOpen) as told:
        Database.open(path, [KEY])
    assert "cut short" in str(told.value)


def test_an_existing_file_is_never_created_over(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        Database.create(path, KEY)
    assert path.read_bytes() == before


def test_every_pragma_is_read_back(path: Path) -> None:
    opened = engine.open_engine(path, [KEY])
    for name, _value, expected in engine.PRAGMAS:
        row = opened.driver.execute(f"PRAGMA {name}").fetchone()
        assert row is None or row[0] == expected
    with pytest.raises(CannotOpen):
        engine._set(opened.driver, "synchronous", "FULL", 99)
    engine.close_engine(opened)


def test_a_copy_of_the_library_without_encryption_is_refused() -> None:
    class Plain:
        """Stands for a driver whose SQLite knows no cipher."""

        def __init__(self) -> None:
            self.inner = sqlite3.connect(":memory:")

        def execute(self, statement: str) -> sqlite3.Cursor:
            return self.inner.execute(statement)

        def set_key(self, key: bytearray) -> None:
            assert key

    plain = Plain()
    with pytest.raises(CannotOpen):
        engine._set_key(plain, KEY)
    plain.inner.close()


def test_a_database_in_use_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    holder = engine.open_engine(path, [KEY])
    holder.driver.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
    holder.driver.execute("BEGIN EXCLUSIVE")
    holder.driver.execute("CREATE TABLE held (x)")
    real = sqlcipher.connect
    monkeypatch.setattr(
        sqlcipher, "connect", lambda *args, **kwargs: real(*args, **(kwargs | {"timeout": 0.01}))
    )
    with pytest.raises(CannotOpen) as told:
        Database.open(path, [KEY])
    assert "in use" in str(told.value)
    holder.driver.execute("ROLLBACK")
    engine.close_engine(holder)


def test_a_rekey_lets_the_new_key_in_and_the_old_one_out(path: Path) -> None:
    database = Database.open(path, [KEY])
    database.rekey(OTHER)
    assert database.problems() == []
    database.close()
    with pytest.raises(CannotOpen):
        Database.open(path, [KEY])
    Database.open(path, [OTHER]).close()


def test_a_flipped_byte_is_found(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[5 * 4096 + 100] ^= 1
    path.write_bytes(content)
    opened = engine.open_engine(path, [KEY])
    assert engine.problems(opened)
    engine.close_engine(opened)


def test_a_failed_transaction_leaves_nothing_behind(path: Path) -> None:
    database = Database.open(path, [KEY])
    with pytest.raises(ZeroDivisionError), database.transaction() as connection:  # noqa: PT012 - the failure comes in the middle
        connection.exec_driver_sql("INSERT INTO series VALUES ('x', 1)")
        raise ZeroDivisionError
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT * FROM series").all() == []
    database.close()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("database or disk is full", "full"),
        ("disk I/O error", "full"),
        ("database is locked", "in use"),
        ("database disk image is malformed", "damaged"),
    ],
)
def test_what_the_disk_says_becomes_a_sentence(path: Path, said: str, told: str) -> None:
    database = Database.open(path, [KEY])
    with pytest.raises(CannotSave) as failure, database.transaction():
        raise sqlcipher.DatabaseError(said)
    assert told in str(failure.value)
    database.close()


def test_another_error_of_the_database_stays_what_it_is(path: Path) -> None:
    database = Database.open(path, [KEY])
    with pytest.raises(DatabaseError), database.reading() as connection:
        connection.exec_driver_sql("SELECT x FROM nowhere")
    database.close()


def test_a_transaction_that_sqlite_ended_itself_is_not_undone_twice(path: Path) -> None:
    database = Database.open(path, [KEY])
    with pytest.raises(ZeroDivisionError), database.transaction() as connection:  # noqa: PT012 - as above
        connection.exec_driver_sql("ROLLBACK")
        raise ZeroDivisionError
    database.close()
