"""What a database is given to do, statement by statement; and a log that takes no more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.makers import SmallOffice


@contextmanager
def heard(office: SmallOffice) -> Iterator[list[str]]:
    """Yield the list into which every statement goes that the database is given."""
    said: list[str] = []
    with office.database.reading() as connection:
        driver: Any = connection.connection.driver_connection
    driver.set_trace_callback(said.append)
    try:
        yield said
    finally:
        driver.set_trace_callback(None)


@contextmanager
def full_log(office: SmallOffice) -> Iterator[None]:
    """Let the log refuse every row, as a disk does that is full."""
    full = "BEFORE INSERT ON audit_log BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
    with office.database.transaction() as connection:
        connection.exec_driver_sql(f"CREATE TEMP TRIGGER full_log {full}")
    try:
        yield
    finally:
        with office.database.transaction() as connection:
            connection.exec_driver_sql("DROP TRIGGER full_log")
