"""Blind indexes made anew, after somebody who knew their key has lost it."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from sqlalchemy import Connection, select, update

from registerdesk.domain.fields import fields_of
from registerdesk.domain.parties import PartyNumber
from registerdesk.storage.parties import PARTY_NUMBER
from registerdesk.storage.tables import INDEX_SUFFIX
from registerdesk.storage.values import from_bytes

INDEXED = ((PARTY_NUMBER, PartyNumber),)
"""Every table with blind indexes, and its record."""


class Renewing(Protocol):
    """Keys that know the present cells and the next index key."""

    def open(self, compartment: str, seal_name: str, row_id: UUID, cell: bytes) -> bytes:
        """Return the plaintext of a cell."""

    def next_blind_index(self, compartment: str, seal_name: str, value: str) -> bytes:
        """Return the index under the newest key."""


def renew_indexes(connection: Connection, keys: Renewing, compartment: str) -> int:
    """Write every blind index of the compartment under the newest key; return how many."""
    done = 0
    for table, record_type in INDEXED:
        for field in fields_of(record_type):
            if not field.about.indexed or field.about.sealed != compartment:
                continue
            cell, index = table.c[field.name], table.c[field.name + INDEX_SUFFIX]
            rows = connection.execute(select(table.c.id, cell).where(cell.is_not(None))).all()
            for row_id, sealed in rows:
                opened = keys.open(compartment, field.about.seal_name, row_id, sealed)
                value = str(from_bytes(opened, field.type))
                fresh = keys.next_blind_index(compartment, field.about.seal_name, value)
                connection.execute(
                    update(table).where(table.c.id == row_id).values({index.name: fresh})
                )
                done += 1
    return done
