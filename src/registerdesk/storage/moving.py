"""What moves into `protected`, by the catalogue alone: which tables, whose rows, how much."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Boolean, Connection, LargeBinary, Table, bindparam, text

from registerdesk.storage.shapes import Shape, shape_of
from registerdesk.storage.tables import METADATA, RECORD_TYPES

_IS_PROTECTED: Final = (
    text("SELECT is_protected FROM party WHERE id = :id")
    .bindparams(bindparam("id", type_=LargeBinary(16)))
    .columns(is_protected=Boolean())
)


@cache
def moving_tables() -> tuple[tuple[Table, Shape], ...]:
    """Return every table whose rows are about a person and hold values that move."""
    about_people = (
        (table, shape_of(table, RECORD_TYPES[table]))
        for table in METADATA.sorted_tables
        if table in RECORD_TYPES and {"party_id", "is_protected"} <= set(table.c.keys())
    )
    return tuple(pair for pair in about_people if pair[1].identifying)


def marked(connection: Connection, record: Any) -> Any:
    """Return a new record as it is to be written: with the flag of the person it is about."""
    if getattr(record, "is_protected", None) is not False:
        return record
    owner: UUID = record.party_id
    if connection.execute(_IS_PROTECTED, {"id": owner.bytes}).scalar():
        return dataclasses.replace(record, is_protected=True)
    return record
