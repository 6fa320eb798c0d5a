"""Opens the encrypted database: key first, pragmas read back, nothing created by mistake."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool

from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.texts import _

KEY_BYTES: Final = 32
PAGE_BYTES: Final = 4096
CACHE_KIB: Final = 65_536

PRAGMAS: Final[Sequence[tuple[str, str, object]]] = (
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("secure_delete", "ON", 1),
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("temp_store", "MEMORY", 2),
    ("mmap_size", "0", 0),
    ("cache_size", f"-{CACHE_KIB}", -CACHE_KIB),
)
"""Name, value to set, value to read back; a pragma that does not take is an error."""


class CannotOpen(RegisterDeskError):
    """The database could not be opened; nothing has been changed."""


def _raw(key: bytes) -> bytearray:
    """Return the key in SQLCipher's raw form; another length would pass as a passphrase."""
    if len(key) != KEY_BYTES:
        raise InvalidInput(_("The database key must be 32 bytes long."))
    return bytearray(b"x'" + key.hex().encode("ascii") + b"'")


def _connect(path: Path, key: bytes) -> Any:
    """Open one connection, check the key against the file, set and read back the pragmas."""
    connection = sqlcipher.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=5.0,
    )
    try:
        _set_key(connection, key)
        for name, value, expected in PRAGMAS:
            _set(connection, name, value, expected)
    except BaseException:
        connection.close()
        raise
    return connection


def _set_key(connection: Any, key: bytes) -> None:
    """Give the key and make SQLCipher prove that it fits."""
    connection.execute("PRAGMA cipher_log_level=NONE")
    raw = _raw(key)
    connection.set_key(raw)
    raw[:] = bytes(len(raw))
    if not connection.execute("PRAGMA cipher_version").fetchall():
        raise CannotOpen(_("This copy of the program has no encryption. Nothing was opened."))
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _set(connection: Any, name: str, value: str, expected: object) -> None:
    """Set one pragma and refuse to go on if it did not take."""
    connection.execute(f"PRAGMA {name}={value}").fetchall()
    row = connection.execute(f"PRAGMA {name}").fetchone()
    found = row[0] if row else None
    if name == "mmap_size" and found is None:
        return
    if found != expected:
        raise CannotOpen(
            _("The database setting {name} could not be made. Nothing was opened."), name=name
        )


def create_file(path: Path) -> None:
    """Create an empty database file that only this account may read; never over another."""
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    os.close(descriptor)


@dataclass(frozen=True, slots=True)
class Opened:
    """An open database: SQLAlchemy over the driver's one connection."""

    engine: Engine
    driver: Any


def open_engine(path: Path, keys: Sequence[bytes], *, expect_content: bool = True) -> Opened:
    """Open the database with the first key that fits; a new file is allowed to be empty."""
    if not path.is_file():
        raise CannotOpen(_("The database is missing: {name}."), name=path.name)
    if expect_content and path.stat().st_size < PAGE_BYTES:
        raise CannotOpen(_("The database file is cut short. Restore a backup."))
    failure: Exception | None = None
    for key in keys:
        try:
            connection = _connect(path, key)
        except (sqlcipher.DatabaseError, MemoryError) as error:
            if "locked" in str(error):
                raise CannotOpen(_("The database is in use by another program.")) from None
            failure = error
        else:
            return Opened(_engine(connection), connection)
    raise CannotOpen(_("The database could not be opened. Nothing has changed.")) from failure


def _engine(connection: Any) -> Engine:
    """Put SQLAlchemy Core over the one open connection; no key ever stands in a URL."""
    return create_engine(
        "sqlite://",
        creator=lambda: connection,
        module=sqlcipher,
        poolclass=StaticPool,
        hide_parameters=True,
    )


def rekey(opened: Opened, key: bytes) -> None:
    """Encrypt the whole database anew under another key, in one atomic step."""
    opened.driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    opened.driver.execute("PRAGMA journal_mode=DELETE").fetchall()
    new = _raw(key)
    opened.driver.reset_key(new)
    new[:] = bytes(len(new))
    _set(opened.driver, "journal_mode", "WAL", "wal")


def close_engine(opened: Opened) -> None:
    """Write the log back into the file and close the connection."""
    with contextlib.suppress(sqlcipher.DatabaseError):
        opened.driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    let_go(opened)


def let_go(opened: Opened) -> None:
    """Close a connection as it stands."""
    opened.engine.dispose(close=False)
    opened.driver.close()


def problems(opened: Opened) -> list[str]:
    """Return what SQLCipher and SQLite find wrong with the pages; empty when all is well."""
    checks = ("wal_checkpoint(TRUNCATE)", "cipher_integrity_check", "integrity_check")
    found = [_check(opened, check) for check in checks]
    return found[1] + [line for line in found[2] if line != "ok"]


def _check(opened: Opened, pragma: str) -> list[str]:
    """Return what a check says, also where the damage stops the check itself."""
    try:
        return [str(row[0]) for row in opened.driver.execute(f"PRAGMA {pragma}")]
    except sqlcipher.DatabaseError as error:
        return [str(error)]
