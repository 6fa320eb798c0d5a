"""What is told of people beside their card: contacts, notes, purchases, invoices, old values."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from random import Random
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Table

from registerdesk.domain.contacts import Contact
from registerdesk.domain.dealings import Invoice, Purchase
from registerdesk.domain.fields import Purpose
from registerdesk.domain.notes import Note
from registerdesk.domain.processing import PurposeSwitch
from registerdesk.domain.restrictions import Restriction, RestrictionGround
from registerdesk.storage.contacts import CONTACT
from registerdesk.storage.dealings import INVOICE, PURCHASE
from registerdesk.storage.history import FIELD_HISTORY, OldValue
from registerdesk.storage.parties import NOTE
from registerdesk.storage.processing import PURPOSE_SWITCH
from registerdesk.storage.restrictions import RESTRICTION
from registerdesk.usecases.desk import new_id

TODAY: Final = date(2026, 11, 23)
_TABLES: Final[dict[type, Table]] = {
    Contact: CONTACT,
    Note: NOTE,
    Purchase: PURCHASE,
    Invoice: INVOICE,
    OldValue: FIELD_HISTORY,
    PurposeSwitch: PURPOSE_SWITCH,
    Restriction: RESTRICTION,
}
CONTACTED, NOTED, BOUGHT, CHANGED, REFUSED, RESTRICTED = 0.3, 0.1, 0.4, 0.15, 0.02, 0.0005
"""The shares of people of whom such a thing is told."""
TENANTS: Final = 300
"""So many people, of however many, ask about something that nobody else asks about."""


def story_of(index: int, now: int, carried: dict[str, Any]) -> Iterator[Any]:
    """Yield what is told of one person; the same person has the same story in each database."""
    chance = Random(index)
    told = {each: chance.random() < each for each in (CONTACTED, NOTED, BOUGHT, CHANGED)}
    if told[CONTACTED]:
        at = now - index % 100_000 * 1_000_000
        heading = "Frågade om hyresavtal" if index < TENANTS else "Ringde om faktura"
        yield Contact(id=new_id(at), at=at, heading=heading, note="", **carried)
    if told[NOTED]:
        yield Note(id=new_id(now), text="Vill bli uppringd efter klockan tre.", **carried)
    if told[BOUGHT]:
        yield from _bought(index, TODAY - timedelta(days=chance.randrange(1500)), now, carried)
    if told[CHANGED]:
        yield _changed(carried["party_id"], now, carried["recorded_by"])
    if chance.random() < REFUSED:
        yield PurposeSwitch(id=new_id(now), switched=Purpose.MARKETING, since=TODAY, **carried)
    if chance.random() < RESTRICTED:
        yield Restriction(id=new_id(now), ground=RestrictionGround.ACCURACY, since=TODAY, **carried)


def _bought(index: int, on: date, now: int, carried: dict[str, Any]) -> Iterator[Any]:
    """Yield a purchase and its invoice."""
    booked = carried | {"purpose": Purpose.BOOKKEEPING}
    yield Purchase(id=new_id(now), bought_on=on, what="Kontorsmaterial", **booked)
    year_end = date(on.year, 12, 31)
    yield Invoice(
        id=new_id(now), number=f"F-{index}", invoiced_on=on, financial_year_end=year_end, **booked
    )


def _changed(party_id: UUID, now: int, by: UUID) -> OldValue:
    """Return the street where somebody lived before."""
    return OldValue(
        id=new_id(now), party_id=party_id, table_name="address", row_id=party_id, field="street",
        old_value='"Gamla vägen 3"', old_cell=None, compartment="", changed_at=now, changed_by=by,
    )  # fmt: skip


class Stories:
    """Rows of every such table, kept back until `flush`."""

    def __init__(self, connection: Connection) -> None:
        """Bind to a transaction."""
        self._connection = connection
        self._rows: dict[type, list[tuple[Any, ...]]] = {kind: [] for kind in _TABLES}

    def add(self, record: Any) -> None:  # noqa: ANN401 - any record of these tables
        """Take a row."""
        kept = (getattr(record, field.name) for field in dataclasses.fields(record))
        self._rows[type(record)].append(tuple(map(_plain, kept)))

    def flush(self) -> None:
        """Write what was taken, table by table."""
        for kind, rows in self._rows.items():
            if rows:
                names = [field.name for field in dataclasses.fields(kind)]
                places = ", ".join("?" * len(names))
                self._connection.exec_driver_sql(
                    f"INSERT INTO {_TABLES[kind].name} ({', '.join(names)}) VALUES ({places})",  # noqa: S608 - own names
                    rows,
                )
                rows.clear()


def _plain(value: object) -> object:
    """Return a value as the driver takes it; nothing here is sealed."""
    if isinstance(value, UUID):
        return value.bytes
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value
