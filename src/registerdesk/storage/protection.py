"""Protected identity: a person's values move into their own compartment, or back, at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    Column,
    Connection,
    ForeignKeyConstraint,
    LargeBinary,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from registerdesk.domain.fields import About, Compartment
from registerdesk.domain.parties import PartyNumber
from registerdesk.domain.protection import NUMBER_HASH, PHONE_HASH
from registerdesk.storage import parties
from registerdesk.storage.attachments import move_files
from registerdesk.storage.history import FIELD_HISTORY, PROTECTED_VALUE
from registerdesk.storage.moving import moving_tables
from registerdesk.storage.register import Reader
from registerdesk.storage.shapes import Shape, emptied, shape_of
from registerdesk.storage.tables import INDEX_SUFFIX, METADATA, Id
from registerdesk.storage.values import from_bytes, to_bytes

PROTECTED_LOOKUP: Final = Table(
    "protected_lookup",
    METADATA,
    Column("hash", LargeBinary(32), primary_key=True),
    Column("party_id", Id, primary_key=True, index=True),
    ForeignKeyConstraint(["party_id"], ["party.id"]),
)
"""Keyed hashes of exact phone and relation numbers: they find the flag, and nothing else."""

_CELLS_OF: Final = select(PROTECTED_VALUE).where(PROTECTED_VALUE.c.row_id == bindparam("row"))
_HISTORY_OF: Final = select(FIELD_HISTORY).where(
    FIELD_HISTORY.c.party_id == bindparam("party"), FIELD_HISTORY.c.table_name == bindparam("table")
)
_OF_NUMBERS: Final = shape_of(parties.PARTY_NUMBER, PartyNumber).identifying
_NUMBERS: Final = select(PROTECTED_VALUE).where(PROTECTED_VALUE.c.field == "personal")
_AT_ONCE: Final = 500
_COUNT: Final = select(func.count()).where(parties.PARTY.c.is_protected)
_FOUND: Final = select(PROTECTED_LOOKUP.c.party_id).where(PROTECTED_LOOKUP.c.hash == bindparam("h"))


@dataclass(frozen=True, slots=True)
class Extent:
    """How much moves: values that say something, and what stood in their place before."""

    values: int
    old_values: int


class ProtectedPeople:
    """Protected identities over one open transaction; moving needs every key concerned."""

    def __init__(self, connection: Connection, reader: Reader) -> None:
        """Bind to a transaction and a reader."""
        self._connection = connection
        self._reader = reader

    def move_in(self, party_id: UUID) -> None:
        """Seal every identifying value of the person, old values too, into `protected`."""
        self._look_up_anew(party_id)
        for table, shape in moving_tables():
            for row in self._rows(table, party_id, protected=False):
                self._row_in(table, shape, row)
            self._history(table, shape, party_id, Compartment.PROTECTED)
        move_files(self._connection, self._reader.cells, party_id, "", Compartment.PROTECTED)

    def move_out(self, party_id: UUID) -> None:
        """Put every value back where it lies for an unprotected person."""
        for table, shape in moving_tables():
            for row in self._rows(table, party_id, protected=True):
                self._row_out(table, shape, row)
            self._history(table, shape, party_id, None)
        move_files(self._connection, self._reader.cells, party_id, Compartment.PROTECTED, "")
        self._drop(PROTECTED_LOOKUP, PROTECTED_LOOKUP.c.party_id == party_id)

    def extent(self, party_id: UUID) -> Extent:
        """Return how much moves with the person, whichever way; empty values do not count."""
        values = old = 0
        for table, shape in moving_tables():
            for row in self._rows(table, party_id, protected=False):
                kept = row._mapping  # noqa: SLF001 - SQLAlchemy's public name
                values += sum(kept[name] not in {None, ""} for name in shape.identifying)
            for row in self._rows(table, party_id, protected=True):
                values += sum(self._says_something(shape, row.id))
            found = self._connection.execute(_HISTORY_OF, {"party": party_id, "table": table.name})
            old += sum(row.field in shape.identifying for row in found)
        return Extent(values, old)

    def _says_something(self, shape: Shape, row_id: UUID) -> Iterator[bool]:
        """Tell of each cell of a protected row whether it holds something."""
        for cell in self._connection.execute(_CELLS_OF, {"row": row_id}):
            opened = self._open(
                Compartment.PROTECTED, shape.identifying[cell.field], row_id, cell.cell
            )
            yield from_bytes(opened, shape.types[cell.field]) not in {None, ""}

    def count(self) -> int:
        """Return how many protected people there are."""
        return int(self._connection.execute(_COUNT).scalar_one())

    def found_by(self, purpose: str, value: str) -> list[UUID]:
        """Return the protected people with exactly this phone or relation number."""
        key = self._reader.cells.keyed_hash(purpose, value)
        return list(self._connection.execute(_FOUND, {"h": key}).scalars())

    def doubles(self) -> dict[UUID, frozenset[UUID]]:
        """Return the cards that bear a protected person's identity number, with those people.

        Of two protected people with one number the later card is the double. For holders of
        `pnr` and `protected`.
        """
        found: dict[UUID, frozenset[UUID]] = {}
        known = self.identities()
        indexes = {self._index_of(number): people for number, people in known.items()}
        for row in self._bearing(list(indexes)):
            found[row.party_id] = found.get(row.party_id, frozenset()) | indexes[row.personal_index]
        for people in known.values():
            first, *later = sorted(people)
            found |= {party_id: frozenset({first}) for party_id in later}
        return found

    def _index_of(self, number: str) -> bytes:
        """Return the blind index under which an open card keeps the number."""
        declared = _OF_NUMBERS["personal"]
        return self._reader.cells.blind_index(Compartment.PNR, declared.seal_name, number)

    def _bearing(self, indexes: list[bytes]) -> Iterator[Any]:
        """Yield the open identity numbers that have one of the blind indexes."""
        column = parties.PARTY_NUMBER.c.personal_index
        for start in range(0, len(indexes), _AT_ONCE):
            among = column.in_(indexes[start : start + _AT_ONCE])
            chosen = select(parties.PARTY_NUMBER.c.party_id, column).where(among)
            yield from self._connection.execute(chosen)

    def identities(self) -> dict[str, frozenset[UUID]]:
        """Return the protected people by identity number; nobody to whom they are sealed."""
        if not self._reader.cells.holds(Compartment.PROTECTED):
            return {}
        declared = _OF_NUMBERS["personal"]
        cells = self._connection.execute(_NUMBERS).all()
        found: dict[str, frozenset[UUID]] = {}
        for row in cells:
            opened = self._open(Compartment.PROTECTED, declared, row.row_id, row.cell)
            number = from_bytes(opened, str)
            if number:
                found[number] = found.get(number, frozenset()) | {row.party_id}
        return found

    def remember(self, party_id: UUID, phones: list[str], numbers: list[str]) -> None:
        """Keep the hashes of a protected person's phones (E.164) and relation numbers."""
        hashed = self._reader.cells.keyed_hash
        keys = {hashed(PHONE_HASH, phone) for phone in phones if phone}
        keys |= {hashed(NUMBER_HASH, number.casefold()) for number in numbers if number}
        self._drop(PROTECTED_LOOKUP, PROTECTED_LOOKUP.c.party_id == party_id)
        for key in sorted(keys):
            self._connection.execute(insert(PROTECTED_LOOKUP).values(hash=key, party_id=party_id))

    def _look_up_anew(self, party_id: UUID) -> None:
        """Take the hashes from the values while they lie open."""
        phones = select(parties.PHONE.c.e164).where(parties.PHONE.c.party_id == party_id)
        numbers = select(parties.RELATION.c.number).where(parties.RELATION.c.party_id == party_id)
        self.remember(
            party_id,
            list(self._connection.execute(phones).scalars()),
            list(self._connection.execute(numbers).scalars()),
        )

    def _rows(self, table: Table, party_id: UUID, *, protected: bool) -> list[Any]:
        """Return the person's rows in one state."""
        of_party = select(table).where(table.c.party_id == party_id)
        return list(self._connection.execute(of_party.where(table.c.is_protected.is_(protected))))

    def _row_in(self, table: Table, shape: Shape, row: Any) -> None:
        """Seal one row's values, and empty their columns."""
        values: dict[str, Any] = {}
        for name, declared in shape.identifying.items():
            plain = self._plain(declared, row.id, row._mapping[name])  # noqa: SLF001 - public name
            cell = self._seal(Compartment.PROTECTED, declared, row.id, plain)
            kept = {"party_id": row.party_id, "row_id": row.id, "field": name, "cell": cell}
            self._connection.execute(
                insert(PROTECTED_VALUE).values(id=self._reader.new_id(), **kept)
            )
            values |= {name: emptied(shape.about[name])}
            values |= {name + INDEX_SUFFIX: None} if declared.indexed else {}
        self._update(table, row, values, protected=True)

    def _row_out(self, table: Table, shape: Shape, row: Any) -> None:
        """Open one row's cells, and write the values back into their columns."""
        cells = {r.field: r.cell for r in self._connection.execute(_CELLS_OF, {"row": row.id})}
        restored: dict[str, Any] = {}
        for name, declared in shape.identifying.items():
            plain = self._open(Compartment.PROTECTED, declared, row.id, cells[name])
            value = from_bytes(plain, shape.types[name])
            restored |= self._stored(name, declared, row.id, value)
        self._drop(PROTECTED_VALUE, PROTECTED_VALUE.c.row_id == row.id)
        self._update(table, row, restored, protected=False)

    def _stored(self, name: str, declared: About, row_id: UUID, value: Any) -> dict[str, Any]:
        """Return the columns of a value that is not protected any more."""
        if declared.sealed is None:
            return {name: value}
        cell = index = None
        if value is not None:
            cells = self._reader.cells
            cell = self._seal(declared.sealed, declared, row_id, to_bytes(value))
            index = cells.blind_index(declared.sealed, declared.seal_name, str(value))
        return {name: cell, **({name + INDEX_SUFFIX: index} if declared.indexed else {})}

    def _history(
        self, table: Table, shape: Shape, party_id: UUID, into: Compartment | None
    ) -> None:
        """Move the old values of one table along with the present ones."""
        found = self._connection.execute(_HISTORY_OF, {"party": party_id, "table": table.name})
        for row in found.all():
            declared = shape.identifying.get(row.field)
            if declared is not None:
                self._old_value(row, declared, into or declared.sealed)

    def _old_value(self, row: Any, declared: About, into: Compartment | None) -> None:
        """Write one old value where it now belongs."""
        if row.old_cell is None:
            plain = row.old_value.encode()
        else:
            plain = self._open(row.compartment, declared, row.row_id, row.old_cell)
        sealed = None if into is None else self._seal(into, declared, row.row_id, plain)
        self._connection.execute(
            update(FIELD_HISTORY)
            .where(FIELD_HISTORY.c.id == row.id)
            .values(
                old_value=plain.decode() if into is None else None,
                old_cell=sealed,
                compartment=into or "",
            )
        )

    def _plain(self, declared: About, row_id: UUID, stored: Any) -> bytes:
        """Return a stored value as the bytes that are sealed."""
        if declared.sealed is None or stored is None:
            return to_bytes(stored)
        return self._open(declared.sealed, declared, row_id, stored)

    def _seal(self, into: str, declared: About, row_id: UUID, plain: bytes) -> bytes:
        """Return the cell for a value."""
        return self._reader.cells.seal(into, declared.seal_name, row_id, plain)

    def _open(self, compartment: str, declared: About, row_id: UUID, cell: bytes) -> bytes:
        """Return the value of a cell."""
        return self._reader.cells.open(compartment, declared.seal_name, row_id, cell)

    def _update(self, table: Table, row: Any, values: dict[str, Any], *, protected: bool) -> None:
        """Write a row's new state under a new version."""
        state: dict[str, Any] = {"is_protected": protected}
        if "version" in table.c:  # where a value came from is written once
            state["version"] = row.version + 1
        self._connection.execute(update(table).where(table.c.id == row.id).values(values | state))

    def _drop(self, table: Table, which: Any) -> None:
        """Erase rows."""
        self._connection.execute(delete(table).where(which))
