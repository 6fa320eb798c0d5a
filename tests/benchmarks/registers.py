"""Large registers of people who do not exist, in an encrypted database and in a plain one."""

from __future__ import annotations

import atexit
import hmac
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import UUID

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection

from registerdesk.domain.fictional import FictionalParty, people
from registerdesk.domain.fields import Area, Purpose
from registerdesk.domain.parties import (
    Address,
    Email,
    Party,
    PartyKind,
    PartyNumber,
    Phone,
    Relation,
    RelationKind,
)
from registerdesk.domain.search_keys import Findable
from registerdesk.domain.sources import Channel, Recorded, Source
from registerdesk.storage import engine as engines
from registerdesk.storage.bulk import Bulk
from registerdesk.storage.database import Database
from registerdesk.storage.register import Reader
from registerdesk.storage.schema import build
from registerdesk.storage.search import Search
from registerdesk.usecases.desk import new_id
from tests.benchmarks.stories import TODAY, Stories, story_of

NOW = 1_795_000_000_000_000
ACTOR = UUID(int=7)
BLOCK = 20_000
_SUPPLIES_EVERY, _SUPPLIER = 50, 7
KEY = os.urandom(32)


class NoCompartments:
    """Somebody who signs in and holds no sealed compartment: search meets open values alone."""

    def holds(self, compartment: str) -> bool:
        """Tell that nothing sealed is held."""
        return False

    def keyed_hash(self, purpose: str, value: str) -> bytes:
        """Return a keyed hash, as the keyring makes it."""
        return hmac.digest(KEY, f"{purpose} {value}".encode(), "sha256")

    def seal(self, compartment: str, seal_name: str, row_id: UUID, plaintext: bytes) -> bytes:
        """Refuse: nothing here is sealed."""
        raise TypeError(compartment)

    def open(self, compartment: str, seal_name: str, row_id: UUID, cell: bytes) -> bytes:
        """Refuse: nothing here is sealed."""
        raise TypeError(compartment)

    def blind_index(self, compartment: str, seal_name: str, value: str) -> bytes:
        """Refuse: nothing here is sealed."""
        raise TypeError(compartment)

    def sign(self, data: bytes) -> bytes:
        """Refuse: nothing here is signed."""
        raise TypeError(data)

    def verify(self, user_id: UUID, data: bytes, signature: bytes) -> bool:
        """Refuse: nothing here is signed."""
        raise TypeError(data)


def anything(_record: object) -> None:
    """Admit every row: the registers here are made without the office's settings."""


READER = Reader(NoCompartments(), frozenset(Area), NOW, ACTOR, lambda: new_id(NOW), anything)


@dataclass
class Peer:
    """One open database: the product's, or the same without encryption."""

    opened: engines.Opened
    path: Path

    @property
    def size(self) -> int:
        """Return the file's size in bytes."""
        return self.path.stat().st_size

    def connect(self) -> Connection:
        """Return a connection in a transaction of its own."""
        connection = self.opened.engine.connect()
        connection.exec_driver_sql("BEGIN")
        return connection

    def close(self) -> None:
        """Let go of the file."""
        engines.close_engine(self.opened)


def encrypted(path: Path) -> Peer:
    """Create the product's own database."""
    Database.create(path, KEY).close()
    return Peer(engines.open_engine(path, [KEY]), path)


def plain(path: Path) -> Peer:
    """Create the same database without a key, all other settings equal."""
    connection = sqlcipher.connect(
        str(path), isolation_level=None, check_same_thread=False, timeout=5.0
    )
    for name, value, _expected in engines.PRAGMAS:
        connection.execute(f"PRAGMA {name}={value}").fetchall()
    opened = engines.Opened(engines._engine(connection), connection)
    build(opened.engine)
    return Peer(opened, path)


@cache
def store() -> Path:
    """Return the folder of filled databases: each is made once in a run of benchmarks."""
    folder = Path(mkdtemp(prefix="registerdesk-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def a_register(path: Path, count: int) -> Peer:
    """Return the product's own database with so many people, made once and then copied."""
    kept = store() / f"register-{count}.db"
    if not kept.exists():
        peer = encrypted(kept)
        fill(peer, count)
        peer.close()
    shutil.copyfile(kept, path)
    return Peer(engines.open_engine(path, [KEY]), path)


def names_of(count: int) -> list[str]:
    """Return the names of the people in such a register."""
    return [person.name for person in people(count, seed=3)]


def phone_of(index: int) -> str:
    """Return a phone number of its own for everybody, as numbers are spread among people."""
    return f"+46702{index * 7919 % 1_000_000:06}"


def _carried(party_id: UUID) -> dict[str, Any]:
    """Return what every row of a person carries."""
    return {
        "party_id": party_id, "source": Source.FILE, "channel": Channel.FILE,
        "collected_on": date(2026, 11, 1), "purpose": Purpose.CONTRACT, "source_detail": "Export",
        "recorded_by": ACTOR, "recorded_at": NOW,
    }  # fmt: skip


def records(index: int, person: FictionalParty) -> Iterator[Recorded]:
    """Yield the rows of one party: a customer, some of them a supplier, some no longer."""
    party_id, *ids = (new_id(NOW + index * 1000) for _ in range(6))
    carried = _carried(party_id)
    kind = PartyKind.COMPANY if person.is_company else PartyKind.PERSON
    yield Party(
        id=party_id, kind=kind, display_name=person.name, given_name=person.given_name,
        family_name=person.family_name, birth_date=person.birth_date, **carried,
    )  # fmt: skip
    e164 = phone_of(index)
    yield Phone(id=ids[0], typed=e164, e164=e164, **carried)
    yield Email(id=ids[1], address=person.email, **carried)
    yield Address(
        id=ids[2], street=person.street, postal_code=person.postal_code, town=person.town,
        **carried,
    )  # fmt: skip
    yield relation_of(index, ids[3], carried)
    if person.is_company:
        yield PartyNumber(id=ids[4], organisation=person.identity, **carried)


def customers_among(count: int) -> int:
    """Return how many of so many people are customers, not suppliers."""
    return count - len(range(_SUPPLIER, count, _SUPPLIES_EVERY))


def relation_of(index: int, row_id: UUID, carried: dict[str, Any]) -> Relation:
    """Return the relation of one party: one in fifty supplies, one in twenty has ended."""
    supplies = index % _SUPPLIES_EVERY == _SUPPLIER
    started = TODAY - timedelta(days=index * 7919 % 3650)
    return Relation(
        id=row_id,
        kind=RelationKind.SUPPLIER if supplies else RelationKind.CUSTOMER,
        number=number_of(index),
        started=started,
        ended=TODAY if index % 20 == 3 else None,
        **carried,
    )


def number_of(index: int) -> str:
    """Return the customer or supplier number of one party."""
    return f"K-{10_001 + index}"


def findable(index: int, person: FictionalParty) -> Findable:
    """Return what a party is found by."""
    return Findable(
        name=person.name,
        phones=(phone_of(index),),
        emails=(person.email,),
        numbers=(number_of(index),),
        organisations=(person.identity,) if person.is_company else (),
        birth_date=person.birth_date,
    )


def fill(peer: Peer, count: int) -> None:
    """Fill a database with people, their stories and search keys, in one go."""
    connection = peer.connect()
    bulk, stories = Bulk(connection, READER), Stories(connection)
    search = Search(connection, READER)
    connection.exec_driver_sql("DROP INDEX ix_search_key_party_id")
    keyed: list[tuple[UUID, Findable]] = []
    for index, person in enumerate(people(count, seed=3)):
        rows = list(records(index, person))
        for row in rows:
            bulk.add(row)
        for told in story_of(index, NOW, _carried(rows[0].party_id)):
            stories.add(told)
        keyed.append((rows[0].party_id, findable(index, person)))
        if len(keyed) % BLOCK == 0 or index == count - 1:
            bulk.flush()
            stories.flush()
    search.add_all(keyed)
    connection.exec_driver_sql("CREATE INDEX ix_search_key_party_id ON search_key (party_id)")
    connection.exec_driver_sql("COMMIT")
    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
