"""Imports that were carried out, and the people whom one of them made, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column, Connection, Index, Table, select

from registerdesk.domain.audit import LogRow, row_from_bytes
from registerdesk.domain.import_runs import ImportRun
from registerdesk.storage.audit_log import AUDIT_LOG, LOG_OBJECT
from registerdesk.storage.history import FIELD_HISTORY, PROTECTED_VALUE
from registerdesk.storage.parties import PARTY, VALUE_ORIGIN
from registerdesk.storage.party_merges import DERIVED, PARTY_MERGE
from registerdesk.storage.tables import METADATA, Id, table_for

IMPORT_RUN: Final = table_for("import_run", ImportRun)
Index(None, IMPORT_RUN.c.taken_at)

TAKEN_IN: Final = "import.taken_in"
"""The last word of an import in the log."""

_OWNER: Final = "party_id"
_OUTSIDE: Final = DERIVED | {AUDIT_LOG.name, LOG_OBJECT.name, IMPORT_RUN.name}
"""Tables that follow from others, or tell of an id without holding anything of the person."""
_BESIDE: Final = frozenset({FIELD_HISTORY.name, VALUE_ORIGIN.name, PROTECTED_VALUE.name})
"""Tables whose rows name a person twice: as whose they are, and by the row they belong to."""
_WHEN: Final = {FIELD_HISTORY.name: "changed_at"}
_SEEN: Final = "imported_person"
_GONE: Final = "untouched_person"
_OLD_ORIGINS: Final = (
    "DELETE FROM value_origin WHERE id IN (SELECT earlier.id FROM value_origin AS later "
    "JOIN value_origin AS earlier ON earlier.row_id = later.row_id "
    "AND earlier.field = later.field AND earlier.recorded_at < later.recorded_at "
    "WHERE later.recorded_at = ?)"
)


def entries_of(connection: Connection, run: ImportRun) -> Iterator[LogRow]:
    """Yield what the log says that an import did."""
    c = AUDIT_LOG.c
    rows = select(c.entry, c.hash).where(c.number >= run.first_entry).order_by(c.number)
    for row in connection.execute(rows):
        entry = row_from_bytes(row.entry, row.hash)
        yield entry
        if entry.event.act == TAKEN_IN:
            return


def settle_origins(connection: Connection, taken_at: int) -> None:
    """Erase where values came from before an import replaced them: its undo has passed."""
    connection.exec_driver_sql(_OLD_ORIGINS, (taken_at,))


def rows_changed_after(connection: Connection, moment: int) -> set[UUID]:
    """Return the rows about people of which a value has been replaced since."""
    c = FIELD_HISTORY.c
    return set(connection.execute(select(c.row_id).where(c.changed_at > moment)).scalars())


def out_of_reach(connection: Connection, moment: int) -> set[UUID]:
    """Return those who are protected or merged, or have become one with another since."""
    closed = PARTY.c.is_protected | PARTY.c.merged_at.is_not(None)
    merged = select(PARTY_MERGE.c.survivor_id).where(PARTY_MERGE.c.merged_at > moment)
    return {
        *connection.execute(select(PARTY.c.id).where(closed)).scalars(),
        *connection.execute(merged).scalars(),
    }


class PeopleMade:
    """Some hundred of the people whom one act made, over one open transaction."""

    def __init__(self, connection: Connection, moment: int) -> None:
        """Take the moment of all that the act wrote."""
        self._connection = connection
        self._at = moment
        for table in (_SEEN, _GONE):
            self._do(f"DROP TABLE IF EXISTS temp.{table}")
            self._do(f"CREATE TEMP TABLE {table} (id BLOB PRIMARY KEY) WITHOUT ROWID")

    def take(self, ids: Iterable[UUID]) -> int:
        """Take some whom the act made; return how many of them are there still."""
        for table in (_SEEN, _GONE):
            self._do(f"DELETE FROM {table}")  # noqa: S608 - own name
        driver: Any = self._connection.connection.driver_connection
        given = [(one.bytes,) for one in ids]
        driver.executemany(f"INSERT OR IGNORE INTO {_SEEN} VALUES (?)", given)  # noqa: S608 - own name
        self._do(f"DELETE FROM {_SEEN} WHERE id NOT IN (SELECT id FROM party)")  # noqa: S608 - own name
        return int(self._do(f"SELECT count(*) FROM {_SEEN}").scalar_one())  # noqa: S608 - own name

    def untouched(self) -> list[UUID]:
        """Return those of whom nothing has been written since."""
        self._do(f"INSERT OR IGNORE INTO {_GONE} SELECT id FROM {_SEEN}")  # noqa: S608 - own names
        for column in _naming():
            touched = f"SELECT {column.name} FROM {column.table.name} WHERE {_since(column)}"  # noqa: S608 - own names
            within = f"{column.name} IN (SELECT id FROM {_SEEN})"  # noqa: S608 - own name
            moments = touched.count("?")
            statement = f"DELETE FROM {_GONE} WHERE id IN ({touched} AND {within})"  # noqa: S608 - own names
            self._do(statement, *[self._at] * moments)
        return [UUID(bytes=row[0]) for row in self._do(f"SELECT id FROM {_GONE} ORDER BY id")]  # noqa: S608 - own name

    def remove_untouched(self) -> None:
        """Remove every row of them, after `untouched`."""
        for column in _owning():
            if column.table is not PARTY:
                self._remove(column)
        self._remove(PARTY.c.id)

    def close(self) -> None:
        """Let go of the lists."""
        for table in (_SEEN, _GONE):
            self._do(f"DROP TABLE IF EXISTS temp.{table}")

    def _remove(self, column: Column[Any]) -> None:
        within = f"{column.name} IN (SELECT id FROM {_GONE})"  # noqa: S608 - own name
        self._do(f"DELETE FROM {column.table.name} WHERE {within}")  # noqa: S608 - own names

    def _do(self, statement: str, *values: Any) -> Any:
        return self._connection.exec_driver_sql(statement, values)


def _tables() -> Iterator[Table]:
    """Yield every table in which something may be written about a person."""
    for name in sorted(METADATA.tables):
        if name not in _OUTSIDE:
            yield METADATA.tables[name]


def _naming() -> Iterator[Column[Any]]:
    """Yield every column that can hold the id of a person; staff stand in those called `_by`."""
    for table in _tables():
        for column in table.c:
            told_beside = table.name in _BESIDE and column.name != _OWNER
            staff = column.name.endswith("_by")
            if isinstance(column.type, Id) and not (told_beside or staff or _is_own_id(column)):
                yield column


def _is_own_id(column: Column[Any]) -> bool:
    """Tell whether a column is a row's own id: nobody is named by it, not even by the party's."""
    return column.name == "id"


def _owning() -> list[Column[Any]]:
    """Return the columns that say whose a row is; relations first, so that no key follows."""
    owners = [t.c[_OWNER] for t in METADATA.tables.values() if _OWNER in t.c]
    return sorted(owners, key=lambda column: (column.table.name != "relation", column.table.name))


def _since(column: Column[Any]) -> str:
    """Return the condition for rows that were written, or changed, after the import."""
    table = column.table
    moment = _WHEN.get(table.name, "recorded_at")
    if column.name != _OWNER or moment not in table.c:
        return "1"
    conditions = [f"{moment} <> ?"]
    if "version" in table.c:
        conditions.append(
            "version > 1 AND NOT EXISTS (SELECT 1 FROM field_history AS own "  # noqa: S608 - own names
            f"WHERE own.row_id = {table.name}.id AND own.changed_at = ?)"
        )
    conditions += [name for name in ("is_protected",) if name in table.c]
    conditions += [f"{name} IS NOT NULL" for name in ("merged_at",) if name in table.c]
    return f"({' OR '.join(conditions)})"
