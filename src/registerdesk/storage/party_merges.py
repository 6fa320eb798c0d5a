"""Merges of two persons: every row that belongs to one of them moves to the other, and back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column, Connection, Integer, String, Table, Text, delete, insert, select
from sqlalchemy import update as change

from registerdesk.domain.parties import Party
from registerdesk.domain.party_merges import UNDO_MICROSECONDS, PartyMerge, Trace
from registerdesk.storage import parties
from registerdesk.storage.history import PROTECTED_VALUE
from registerdesk.storage.protection import PROTECTED_LOOKUP
from registerdesk.storage.search_tables import SEARCH_KEY, SEARCH_ROW
from registerdesk.storage.shapes import shape_of
from registerdesk.storage.tables import METADATA, Id, table_for

PARTY_MERGE: Final = table_for("party_merge", PartyMerge, indexed=("survivor_id", "merged_at"))
PARTY_MERGE_ROW: Final = Table(
    "party_merge_row",
    METADATA,
    Column("merge_id", Id, primary_key=True),
    Column("trace", String(64), primary_key=True),
    Column("table_name", String(64), primary_key=True),
    Column("column_name", String(64), primary_key=True),
    Column("row_id", Id, primary_key=True),
    Column("row_version", Integer, nullable=True),
    sqlite_with_rowid=False,
)
"""The rows that a merge touched, with the version in which it left them."""

DERIVED: Final = frozenset({SEARCH_KEY.name, SEARCH_ROW.name, PROTECTED_LOOKUP.name})
"""Tables that follow from the others and are made anew for the person who stays."""
_OWNER: Final = "party_id"
RECORD_OF: Final = frozenset({"recorded_at", "version"})
"""The columns by which the table of a record about a person is known."""


def moving_columns() -> tuple[Column[Any], ...]:
    """Return every column that says whose a row is, or whom it names, whatever registers there are.

    Whose a row is stands in `party_id`; whom else it names, in a key to `party` or in `for_id`.
    """
    tables = (METADATA.tables[name] for name in sorted(METADATA.tables))
    return tuple(c for t in tables if t.name not in DERIVED for c in t.c if _says_whose(c))


def _says_whose(column: Column[Any]) -> bool:
    """Tell whether a column holds the id of a party."""
    keys = {key.column for key in column.foreign_keys}
    return column.name in {_OWNER, "for_id"} or parties.PARTY.c.id in keys


Versions = list[tuple[UUID, int | None]]
"""Ids of rows, each with its version; what is written once has none."""


class PartyMoves:
    """Moves rows between persons over one open transaction, and remembers which."""

    def __init__(self, connection: Connection) -> None:
        """Bind to a transaction."""
        self._connection = connection

    def move(self, merge_id: UUID, absorbed: UUID, survivor: UUID) -> None:
        """Let every row of one person belong to the other, and name that one."""
        for column in moving_columns():
            rows = self._rows(column.table, column == absorbed)
            if rows:
                self.remember(merge_id, Trace.MOVED, column, rows)
                own = change(column.table).where(column == absorbed)
                self._connection.execute(own.values({column.name: survivor}))

    def count(self, party_id: UUID) -> int:
        """Return how many rows tell of a person, the person's own and old values not counted."""
        return sum(
            len(self._rows(column.table, column == party_id))
            for column in moving_columns()
            if set(column.table.c.keys()) >= RECORD_OF and column.table is not parties.PARTY
        )

    def point(self, absorbed: UUID, merged_at: int | None) -> None:
        """Say when a person's own row became a pointer; None lets it be a person again."""
        own = parties.PARTY.c.id == absorbed
        self._connection.execute(change(parties.PARTY).where(own).values(merged_at=merged_at))

    def remember(self, merge_id: UUID, trace: Trace, column: Column[Any], rows: Versions) -> None:
        """Keep the ids and versions of rows that the merge touched."""
        place: dict[str, Any] = {"table_name": column.table.name, "column_name": column.name}
        kept = [
            {"merge_id": merge_id, "trace": trace.value, "row_id": row, "row_version": version}
            for row, version in rows
        ]
        if kept:
            self._connection.execute(insert(PARTY_MERGE_ROW), [place | each for each in kept])

    def remember_own(self, merge_id: UUID, survivor: UUID) -> None:
        """Keep the version in which the merge left the surviving person's own row."""
        column = parties.PARTY.c.party_id
        own = self._rows(parties.PARTY, parties.PARTY.c.id == survivor)
        self.remember(merge_id, Trace.CHANGED, column, own)

    def touched(self, merge: PartyMerge) -> tuple[str, ...]:
        """Return the tables in which a row has been changed, moved on or erased since."""
        found = []
        for column, _trace, rows in self._traces(merge.id, Trace.MOVED, Trace.CHANGED):
            now = dict(self._rows(column.table, column == merge.survivor_id))
            if any(row not in now or now[row] != version for row, version in rows):
                found.append(column.table.name)
        return tuple(dict.fromkeys(found))

    def made(self, merge_id: UUID, trace: Trace) -> list[UUID]:
        """Return the ids of rows that carry one trace of the merge."""
        return [row for _column, _trace, rows in self._traces(merge_id, trace) for row, _v in rows]

    def move_back(self, merge: PartyMerge) -> None:
        """Give every moved row back, and erase what the merge wrote."""
        for column, _trace, rows in self._traces(merge.id, Trace.MOVED):
            for row, _version in rows:
                back = change(column.table).where(column.table.c.id == row)
                self._connection.execute(back.values({column.name: merge.absorbed_id}))
        for column, _trace, rows in self._traces(merge.id, Trace.MADE, Trace.REPLACED):
            for row, _version in rows:
                self._connection.execute(delete(column.table).where(column.table.c.id == row))

    def forget(self, merge_id: UUID) -> None:
        """Erase what is kept of a merge."""
        for table, key in ((PARTY_MERGE_ROW, "merge_id"), (PARTY_MERGE, "id")):
            self._connection.execute(delete(table).where(table.c[key] == merge_id))

    def empty(self, absorbed: UUID) -> None:
        """Take what identifies out of a row that only points; who stays has all of it."""
        shape = shape_of(parties.PARTY, Party)
        texts = {c.name for c in parties.PARTY.c if isinstance(c.type, Text)}
        gone = {name: "" if name in texts else None for name in shape.identifying}
        own = parties.PARTY.c.id == absorbed
        pointing = own & parties.PARTY.c.merged_at.is_not(None)
        self._connection.execute(change(parties.PARTY).where(pointing).values(gone))
        cells = PROTECTED_VALUE.c.row_id == absorbed
        self._connection.execute(delete(PROTECTED_VALUE).where(cells))

    def passed(self, now: int) -> list[tuple[UUID, UUID]]:
        """Return the merges that cannot be undone any more, each with whom it absorbed."""
        c = PARTY_MERGE.c
        old = c.merged_at < now - UNDO_MICROSECONDS
        found = self._connection.execute(select(c.id, c.absorbed_id).where(old))
        return [(row[0], row[1]) for row in found]

    def _traces(
        self, merge_id: UUID, *traces: Trace
    ) -> Iterator[tuple[Column[Any], Trace, Versions]]:
        """Yield the rows of a merge, column by column."""
        c = PARTY_MERGE_ROW.c
        for trace in traces:
            kept = select(c.table_name, c.column_name, c.row_id, c.row_version).where(
                c.merge_id == merge_id, c.trace == trace.value
            )
            grouped: dict[tuple[str, str], Versions] = {}
            for table, column, row, version in self._connection.execute(kept).all():
                grouped.setdefault((table, column), []).append((row, version))
            for (table, column), rows in sorted(grouped.items()):
                yield METADATA.tables[table].c[column], trace, rows

    def _rows(self, table: Any, which: Any) -> Versions:
        """Return ids with versions; rows that are written once have none."""
        columns = (table.c.id, *((table.c.version,) if "version" in table.c else ()))
        found = self._connection.execute(select(*columns).where(which)).all()
        return [(row[0], row[1] if len(row) > 1 else None) for row in found]
