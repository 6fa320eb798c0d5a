"""What a database is given to do, statement by statement."""

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
