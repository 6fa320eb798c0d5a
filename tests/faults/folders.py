"""A small office on disk with a few people, calls and a letter in it, and nobody signed in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from registerdesk.keyring.keyring import Keyring
from registerdesk.storage.database import Database
from registerdesk.usecases.offices import Session, sign_in
from registerdesk.usecases.places import Places, Station
from tests.makers import NOON, PASSWORD, Clock, an_office
from tests.usecases.cases import a_customer, answered

HOUR = 3_600_000_000


def a_folder(tmp_path: Path) -> Path:
    """Return an office where a request was answered by a letter; everybody has signed out."""
    office = an_office(tmp_path)
    answered(office, a_customer(office))
    office.close()
    with entered(office.folder, turn=1):
        pass
    return office.folder


def station_of(folder: Path, name: str = "state") -> Station:
    """Return the workstation beside an office's folder."""
    return Station("desk-1", folder.parent / name)


@contextmanager
def entered(
    folder: Path, user: str = "ombud", *, turn: int = 2, station: Station | None = None
) -> Iterator[Session]:
    """Sign somebody in at some hour, and out again."""
    session = sign_in(
        folder,
        user,
        PASSWORD,
        clock=Clock(NOON + turn * HOUR),
        station=station or station_of(folder),
    )
    try:
        yield session
    finally:
        session.close()


def database_key(folder: Path) -> bytes:
    """Return the key that an insider with a debugger has."""
    return Keyring.load(Places(folder).keyring).unlock("lasare", PASSWORD).database_keys()[0]


@contextmanager
def inside(folder: Path) -> Iterator[Connection]:
    """Open the database by its key, past the desk; no trigger is in the way."""
    database = Database.open(Places(folder).database, [database_key(folder)])
    with database.transaction() as connection:
        found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for name in list(found.scalars()):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        yield connection
    database.close()


def forced(folder: Path, *statements: str) -> None:
    """Change the database as an insider could."""
    with inside(folder) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


@contextmanager
def unsaved(folder: Path, work: Callable[[Session], Any]) -> Iterator[Path]:
    """Work and leave the program without signing out: give a copy whose WAL still holds it."""
    copy = folder.parent / "unsaved"
    with entered(folder, "handl") as session:
        work(session)
        shutil.copytree(folder, copy / "office")
        shutil.copytree(folder.parent / "state", copy / "state")
    yield copy / "office"
