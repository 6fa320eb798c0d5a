"""The open database of one office, and the only place where a transaction begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.texts import _
from registerdesk.storage import engine as engines


class CannotSave(RegisterDeskError):
    """The change could not be written; nothing of it was kept."""


class Database:
    """One connection to one office's database; it belongs to one thread at a time."""

    def __init__(self, opened: engines.Opened, path: Path) -> None:
        """Hold the open connection; `open` and `create` make one."""
        self._opened = opened
        self._beside: engines.Opened | None = None
        self._is_written = False
        self.path = path

    @classmethod
    def open(cls, path: Path, keys: Sequence[bytes]) -> Database:
        """Open an existing database with the first key that fits, brought up to date."""
        from registerdesk.storage.schema import bring_up_to_date

        opened = engines.open_engine(path, keys)
        try:
            bring_up_to_date(opened.engine, path)
        except BaseException:
            engines.close_engine(opened)
            raise
        return cls(opened, path)

    @classmethod
    def create(cls, path: Path, key: bytes) -> Database:
        """Create a new, empty, encrypted database; never over an existing file."""
        from registerdesk.storage.schema import build

        engines.create_file(path)
        opened = engines.open_engine(path, [key], expect_content=False)
        build(opened.engine)
        return cls(opened, path)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Begin, commit when the block ends, roll everything back when it fails."""
        if self._is_written:
            raise CannotSave(_("The database is in use. Nothing was saved. Try again."))
        with self._begun(self._opened, "BEGIN IMMEDIATE") as connection:
            self._is_written = True
            try:
                yield connection
            finally:
                self._is_written = False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Begin a transaction that only reads; beside an open one it sees what was before that."""
        beside = self._beside if self._is_written else None
        with self._begun(beside or self._opened, "BEGIN") as connection:
            yield connection

    @contextmanager
    def read_beside(self, keys: Sequence[bytes]) -> Iterator[None]:
        """Let what only reads go on beside a transaction that stays open for long."""
        beside = engines.open_engine(self.path, keys)
        self._beside = beside
        try:
            yield
        finally:
            self._beside = None
            engines.let_go(beside)

    @contextmanager
    def _begun(self, opened: engines.Opened, begin: str) -> Iterator[Connection]:
        """Run a block between BEGIN and COMMIT; say what a full or locked disk means."""
        try:
            with opened.engine.connect() as connection:
                connection.exec_driver_sql(begin)
                try:
                    yield connection
                except BaseException:
                    _undo(connection)
                    raise
                connection.exec_driver_sql("COMMIT")
        except (DatabaseError, sqlcipher.DatabaseError) as error:
            raise _as_sentence(error) from None

    def close(self) -> None:
        """Write everything to the file and let go of it."""
        engines.close_engine(self._opened)

    def rekey(self, key: bytes) -> None:
        """Encrypt the database anew under another key."""
        engines.rekey(self._opened, key)

    def problems(self) -> list[str]:
        """Return what is wrong with the pages; empty when all is well."""
        return engines.problems(self._opened)


def _undo(connection: Connection) -> None:
    """Roll back, unless SQLite has done so already."""
    driver = connection.connection.driver_connection
    if driver is not None and driver.in_transaction:
        connection.exec_driver_sql("ROLLBACK")


def _as_sentence(error: Exception) -> Exception:
    """Return the sentence for a disk that is full, locked or broken; other errors as they are."""
    text = str(error).lower()
    if "full" in text or "disk i/o" in text:
        return CannotSave(_("The disk is full. Nothing was saved. Make room and try again."))
    if "locked" in text or "busy" in text:
        return CannotSave(_("The database is in use. Nothing was saved. Try again."))
    if "malformed" in text or "not a database" in text:
        return CannotSave(
            _("The database is damaged. Nothing was saved. Restore the latest backup.")
        )
    return error
