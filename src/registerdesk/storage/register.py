"""A register of one kind of record: get, find, add, replace, remove."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Generic, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Row, Table, delete, insert, select, update

from registerdesk.domain.errors import Conflict, NotFound
from registerdesk.domain.fields import About, Area, Compartment, is_withheld
from registerdesk.domain.texts import _
from registerdesk.storage.cells import Cells
from registerdesk.storage.history import FIELD_HISTORY, PROTECTED_VALUE
from registerdesk.storage.moving import marked
from registerdesk.storage.records import Records, quick
from registerdesk.storage.shapes import (
    LIMIT,
    emptied,
    every,
    finding,
    holding,
    shape_of,
    sought,
    without_withheld,
)
from registerdesk.storage.tables import INDEX_SUFFIX
from registerdesk.storage.values import to_bytes


class Kept(Protocol):
    """What every stored record has, whatever else it tells."""

    __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]

    @property
    def id(self) -> UUID:
        """Return the row's id."""


R = TypeVar("R", bound=Kept)
_NO: Final = (("null", None), ('""', None), ("false", None), (None, None))
"""Old values that say nothing."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads and writes: the keys, the areas that the role reads, the moment, the actor."""

    cells: Cells
    areas: frozenset[Area]
    now: int
    actor: UUID
    new_id: Callable[[], UUID]
    admit: Callable[[object], None]
    """Refuses a new row about a person whose purpose the office's settings do not allow."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a replacement changed: the fields' names and the ids of the kept old values."""

    fields: tuple[str, ...]
    history_ids: tuple[UUID, ...]


class Register(Generic[R]):
    """All records of one type, over one open transaction, as far as the reader reaches."""

    def __init__(
        self, connection: Connection, table: Table, record_type: type[R], reader: Reader
    ) -> None:
        """Bind the register to a transaction and a reader."""
        self._connection = connection
        self._table = table
        self._type = record_type
        self._reader = reader
        self._shape = shape_of(table, record_type)
        self._about = self._shape.about
        self._records = Records(connection, self._shape, record_type, reader.cells, reader.areas)

    def get(self, row_id: UUID) -> R:
        """Return the record, or raise NotFound."""
        rows = quick(self._shape.by_id, self._table).rows(self._connection, row_id)
        if not rows:
            raise NotFound(_("It is no longer in the register."))
        return self._records.record(rows[0])

    def find(self, *, limit: int = 1000, **equals: Any) -> list[R]:
        """Return the records whose open columns equal the values (or one of a list), in order."""
        shape = tuple((name, sought(value)) for name, value in equals.items())
        given = {name: value for name, value in equals.items() if value is not None}
        found = self._connection.execute(finding(self._table, shape), given | {LIMIT: limit})
        return [self._records.record(row) for row in found]

    def of(self, party_id: UUID) -> list[R]:
        """Return the party's records, oldest first."""
        if "party_id" not in self._table.c:
            raise TypeError(f"{self._table.name} belongs to no party")
        return self.holding("party_id", party_id)

    def holding(self, column: str, row_id: UUID) -> list[R]:
        """Return the records in which a column holds the id, oldest first."""
        rows = quick(holding(self._table, column), self._table).rows(self._connection, row_id)
        return [self._records.record(row) for row in rows]

    def every(self) -> list[R]:
        """Return all records, oldest first; for settings, which are few."""
        rows = quick(every(self._table), self._table).rows(self._connection)
        return [self._records.record(row) for row in rows]

    def by_index(self, field: str, value: str) -> list[R]:
        """Return the records whose sealed field equals the value; needs the compartment."""
        declared = self._about[field]
        if declared is None or declared.sealed is None:
            raise TypeError(f"{field} has no blind index")
        key = self._reader.cells.blind_index(declared.sealed, declared.seal_name, value)
        statement = select(self._table).where(self._table.c[field + INDEX_SUFFIX] == key)
        return [self._records.record(row) for row in self._connection.execute(statement)]

    def add(self, record: R) -> None:
        """Keep a new record for a purpose in use; a protected person's is sealed as it is kept."""
        self._reader.admit(record)
        record = marked(self._connection, record)
        values = self.row_of(record)
        self._connection.execute(insert(self._table), values)
        if getattr(record, "is_protected", False):
            self._move_in(record, tuple(self._shape.identifying))

    def replace(self, record: R) -> Change:
        """Keep the record's new values and the old ones as history; refuse a stale version."""
        row_id: UUID = record.id
        version: int = record.version  # type: ignore[attr-defined]  # none if written once
        stored = self._connection.execute(self._shape.by_id, {"row_id": row_id}).one_or_none()
        if stored is None or stored.version != version:
            raise Conflict(_("Somebody else has changed this meanwhile. Look at it again."))
        before = self._records.record(stored)
        changed = tuple(
            name
            for name in self._about
            if name != "version" and getattr(record, name) != getattr(before, name)
        )
        history = tuple(self._keep_old(stored, name) for name in changed if self._about[name])
        self._write(record, row_id, version, changed)
        return Change(tuple(name for name in changed if self._about[name]), history)

    def remove(self, row_id: UUID) -> None:
        """Erase the record, its old values and its protected values."""
        for table in (FIELD_HISTORY, PROTECTED_VALUE):
            self._connection.execute(delete(table).where(table.c.row_id == row_id))
        self._connection.execute(delete(self._table).where(self._table.c.id == row_id))

    def retire(self, row_id: UUID) -> Change:
        """Take the record out; each of its values is kept as an old one."""
        stored = self._connection.execute(self._shape.by_id, {"row_id": row_id}).one()
        names = [n for n, a in self._about.items() if a and self._old(stored, n, a)[:2] not in _NO]
        history = tuple(self._keep_old(stored, name) for name in names)
        self._connection.execute(delete(PROTECTED_VALUE).where(PROTECTED_VALUE.c.row_id == row_id))
        self._connection.execute(delete(self._table).where(self._table.c.id == row_id))
        return Change(tuple(names), history)

    def row_of(self, record: R) -> dict[str, Any]:
        """Return the columns for a record: open values, cells and blind indexes."""
        protected = getattr(record, "is_protected", False)
        row: dict[str, Any] = {}
        for name, declared in self._about.items():
            value = getattr(record, name)
            if protected and name in self._shape.identifying:
                row[name] = emptied(declared)
                if declared is not None and declared.indexed:
                    row[name + INDEX_SUFFIX] = None
            else:
                row.update(self._stored(name, declared, value, record.id))
        return row

    def _stored(
        self, name: str, declared: About | None, value: Any, row_id: UUID
    ) -> dict[str, Any]:
        """Return one field's column, and its index column."""
        if declared is None or declared.sealed is None:
            return {name: value}
        cells = self._reader.cells
        if value is None:
            return {name: None, **({name + INDEX_SUFFIX: None} if declared.indexed else {})}
        stored = {name: cells.seal(declared.sealed, declared.seal_name, row_id, to_bytes(value))}
        if declared.indexed:
            stored[name + INDEX_SUFFIX] = cells.blind_index(
                declared.sealed, declared.seal_name, str(value)
            )
        return stored

    def _write(self, record: R, row_id: UUID, version: int, changed: tuple[str, ...]) -> None:
        """Update the changed columns; a withheld value leaves its column as it is."""
        row = self.row_of(without_withheld(record, changed))
        values = {
            name: value
            for name, value in row.items()
            if name.removesuffix(INDEX_SUFFIX) in changed
            and not is_withheld(getattr(record, name.removesuffix(INDEX_SUFFIX)))
        }
        table = self._table
        done = self._connection.execute(
            update(table)
            .where(table.c.id == row_id, table.c.version == version)
            .values(**values, version=version + 1)
        )
        if done.rowcount != 1:
            raise Conflict(_("Somebody else has changed this meanwhile. Look at it again."))
        if getattr(record, "is_protected", False):
            moved = [n for n in changed if n in self._shape.identifying]
            self._move_in(record, tuple(n for n in moved if not is_withheld(getattr(record, n))))

    def _move_in(self, record: R, names: tuple[str, ...]) -> None:
        """Seal identifying values of a protected person's row into `protected`."""
        row_id: UUID = record.id
        for name in names:
            declared = self._shape.identifying[name]
            place = (PROTECTED_VALUE.c.row_id == row_id) & (PROTECTED_VALUE.c.field == name)
            self._connection.execute(delete(PROTECTED_VALUE).where(place))
            cell = self._reader.cells.seal(
                Compartment.PROTECTED, declared.seal_name, row_id, to_bytes(getattr(record, name))
            )
            self._connection.execute(
                insert(PROTECTED_VALUE).values(
                    id=self._reader.new_id(),
                    party_id=record.party_id,  # type: ignore[attr-defined]  # it has `protected`
                    row_id=row_id,
                    field=name,
                    cell=cell,
                )
            )

    def _keep_old(self, stored: Row[Any], name: str) -> UUID:
        """Write the old value of one field to the history, sealed as the field is."""
        declared = self._about[name]
        value, cell, compartment = self._old(stored, name, declared)
        history_id = self._reader.new_id()
        self._connection.execute(
            insert(FIELD_HISTORY).values(
                id=history_id,
                party_id=stored.party_id,
                table_name=self._table.name,
                row_id=stored.id,
                field=name,
                old_value=value,
                old_cell=cell,
                compartment=compartment,
                changed_at=self._reader.now,
                changed_by=self._reader.actor,
            )
        )
        return history_id

    def _old(
        self, stored: Row[Any], name: str, declared: About | None
    ) -> tuple[str | None, bytes | None, str]:
        """Return the old value as open text, or as a cell with its compartment."""
        value = stored._mapping[name]  # noqa: SLF001 - SQLAlchemy's public name
        if name in self._shape.identifying and stored.is_protected:
            cells = self._records.protected_cells(stored.id)
            return None, cells.get(name), Compartment.PROTECTED
        if declared is not None and declared.sealed is not None:
            return None, value, declared.sealed
        return to_bytes(value).decode(), None, ""
