"""Many new records in one go: one prepared statement a table, rows in the order of their keys."""

from __future__ import annotations

import dataclasses
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, Final, get_type_hints
from uuid import UUID

from sqlalchemy import Connection, Table

from registerdesk.domain.exports import ExportedPerson
from registerdesk.domain.parties import (
    Address,
    Email,
    Party,
    PartyNumber,
    Phone,
    Relation,
    RelationKind,
)
from registerdesk.domain.selections import WebRecord
from registerdesk.domain.sources import Recorded
from registerdesk.storage import exports, list_keys, parties, selections
from registerdesk.storage.cells import Cells
from registerdesk.storage.register import Reader
from registerdesk.storage.sorting import sort_key
from registerdesk.storage.tables import INDEX_SUFFIX, plain_type
from registerdesk.storage.values import to_bytes

_TABLES: Final[dict[type, Table]] = {
    Party: parties.PARTY,
    PartyNumber: parties.PARTY_NUMBER,
    Address: parties.ADDRESS,
    Phone: parties.PHONE,
    Email: parties.EMAIL,
    Relation: parties.RELATION,
    WebRecord: selections.WEB_RECORD,
    ExportedPerson: exports.EXPORTED_PERSON,
}
"""In the order of writing: the party before what belongs to it."""

_KEYS: Final = parties.OWN_KEYS | list_keys.FIRST_KEYS
"""A relation comes with its keys, so that no trigger writes its indexes a second time."""

_BY_NUMBER: Final = "SELECT party_id FROM relation WHERE kind = ? AND number = ?"
_BY_PERSONAL: Final = "SELECT party_id FROM party_number WHERE personal_index = ?"
_PERSONAL: Final = ("pnr", "party_number.personal")
"""The compartment and the seal's name."""
_BY_NAME: Final = (
    "SELECT id FROM party WHERE name_key = ? AND NOT is_protected AND merged_at IS NULL LIMIT 1"
)
_BY_ORGANISATION: Final = "SELECT party_id FROM party_number WHERE organisation = ?"


@dataclasses.dataclass(frozen=True, slots=True)
class _Shape:
    """How one type of record becomes a row."""

    statement: str
    values: Any
    ids: tuple[int, ...]
    dates: tuple[int, ...]
    sealed: tuple[tuple[int, Any], ...]
    """Place among the fields, and the declaration; the index column comes last."""


@cache
def _shape(record_type: type) -> _Shape:
    """Return the shape of a record type, its columns in the order of the fields."""
    hints = get_type_hints(record_type)
    fields = dataclasses.fields(record_type)
    kinds = [plain_type(hints[field.name]) for field in fields]
    abouts = [field.metadata.get("about") for field in fields]
    sealed = tuple((at, a) for at, a in enumerate(abouts) if a is not None and a.sealed)
    names = [field.name for field in fields]
    names += [names[at] + INDEX_SUFFIX for at, declared in sealed if declared.indexed]
    places = ", ".join("?" * len(names))
    table = _TABLES[record_type].name
    if record_type is Relation:
        order = {name: f"?{at}" for at, name in enumerate(names, 1)}
        places = ", ".join([*order.values(), *(sql.format(**order) for sql in _KEYS.values())])
        names += _KEYS
    return _Shape(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})",  # noqa: S608 - own names
        attrgetter(*(field.name for field in fields)),
        tuple(at for at, kind in enumerate(kinds) if kind is UUID),
        tuple(at for at, kind in enumerate(kinds) if kind is date),
        sealed,
    )


@dataclasses.dataclass(frozen=True, slots=True)
class SealedNumber:
    """A personal identity number that was sealed before the transaction, for one row."""

    row_id: UUID
    cell: bytes
    index: bytes


def seal_number(cells: Cells, row_id: UUID, personal: str) -> SealedNumber:
    """Seal a personal identity number for a row to come; needs the compartment `pnr`."""
    return SealedNumber(
        row_id,
        cells.seal(*_PERSONAL, row_id, to_bytes(personal)),
        cells.blind_index(*_PERSONAL, personal),
    )


class Bulk:
    """New rows about people, kept back until `flush`; nobody protected."""

    def __init__(self, connection: Connection, reader: Reader) -> None:
        """Bind to a transaction and a reader."""
        self._connection = connection
        self._driver: Any = connection.connection.driver_connection
        self._reader = reader
        self._rows: dict[type, list[tuple[Any, ...]]] = {kind: [] for kind in _TABLES}

    def add(self, record: Recorded, sealed: SealedNumber | None = None) -> None:
        """Take a new record; `sealed` is its identity number where that is sealed already."""
        if record.is_protected:
            raise TypeError("a protected person's values are written one by one")
        self._reader.admit(record)
        kind: type = type(record)
        self._rows[kind].append(self._row(_shape(kind), record, sealed))

    def flush(self) -> None:
        """Write what was taken, each table in the order of its ids."""
        for kind, rows in self._rows.items():
            if rows:
                rows.sort(key=lambda row: row[0])
                self._connection.exec_driver_sql(_shape(kind).statement, rows)
                rows.clear()

    def party_with_number(self, kind: RelationKind, number: str) -> UUID | None:
        """Return whose customer or supplier number it is."""
        return self._party(_BY_NUMBER, (kind.value, number))

    def party_with_identity(
        self, *, personal: str, organisation: str, sealed: SealedNumber | None = None
    ) -> UUID | None:
        """Return whose identity number it is; needs the compartment `pnr` for a person's."""
        if organisation:
            return self._party(_BY_ORGANISATION, (organisation,))
        if not personal:
            return None
        cells = self._reader.cells
        index = sealed.index if sealed else cells.blind_index(*_PERSONAL, personal)
        return self._party(_BY_PERSONAL, (index,))

    def party_named(self, name: str) -> UUID | None:
        """Return one who has this very name, case aside; nobody protected or merged."""
        return self._party(_BY_NAME, (sort_key(name),))

    def _party(self, statement: str, values: tuple[Any, ...]) -> UUID | None:
        """Return the one party that a statement finds."""
        row = self._driver.execute(statement, values).fetchone()
        return UUID(bytes=row[0]) if row else None

    def _row(self, shape: _Shape, record: Recorded, sealed: SealedNumber | None) -> tuple[Any, ...]:
        """Return a record's columns as the driver takes them."""
        row = list(shape.values(record))
        for at in shape.ids:
            row[at] = row[at].bytes
        for at in shape.dates:
            if row[at] is not None:
                row[at] = row[at].isoformat()
        for at, declared in () if sealed else shape.sealed:
            value, cells = row[at], self._reader.cells
            place = declared.sealed, declared.seal_name
            if value is not None:
                row[at] = cells.seal(*place, record.id, to_bytes(value))
            if declared.indexed:
                row.append(None if value is None else cells.blind_index(*place, str(value)))
        if sealed:
            row[shape.sealed[0][0]] = sealed.cell
            row.append(sealed.index)
        return tuple(row)
