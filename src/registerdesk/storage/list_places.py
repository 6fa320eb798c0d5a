"""How many relations stand before each place of a list: a page far down is sought, not counted to.

Counted are those whose keys begin alike, in each column that a list is sorted by; those without a
key are counted by the thousands of their rows, which nothing may number anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import DDL, BigInteger, Column, Connection, String, Table, Text, event

from registerdesk.domain.party_lists import Sort
from registerdesk.storage.tables import METADATA

LIST_PLACE: Final = Table(
    "list_place",
    METADATA,
    Column("kind", String(64), primary_key=True),
    Column("sort", String(64), primary_key=True),
    Column("lead", Text, primary_key=True),
    Column("block", BigInteger, primary_key=True),
    Column("relations", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""What keys begin with, and how many relations have such; it goes with the last of them."""

END: Final = "\U0010ffff"
"""Sorts after everything that a key can hold: the lead of those without a key."""
_BLOCK: Final = 12
"""The bits of a row's number that a block leaves out."""
_DIGITS: Final = 4
_BEYOND: Final = 10**_DIGITS
"""No number is so long."""
_LENGTH: Final = f"printf('%0{_DIGITS}d', length({{0}}.number))"
_NUMBER: Final = "substr({0}.number, 1, max(length({0}.number) - 3, 0))"
_LEADS: Final = {
    Sort.NAME: ("name_key", "substr({0}.name_key, 1, 3)"),
    Sort.NUMBER: ("number", f"{_LENGTH} || {_NUMBER}"),
    Sort.PHONE: ("phone_key", "substr({0}.phone_key, 1, 8)"),
    Sort.TOWN: ("town_key", "{0}.town_key"),
    Sort.SINCE: ("started", "substr({0}.started, 1, 7)"),
    Sort.ENDED: ("ended", "substr({0}.ended, 1, 7)"),
}
"""The column of a key, and what of it is counted together."""
_OF: Final = (
    "SELECT lead, block, relations FROM list_place WHERE kind = ? AND sort = ? ORDER BY lead, block"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where to begin reading, and how many rows to skip from there.

    A list that rises is read from the key `lead` or the row, one that falls from just below.
    """

    lead: str
    row: int
    skip: int
    is_keyless: bool

    def bound(self, sort: Sort) -> dict[str, str | int]:
        """Return what the statement of a far page binds; a number's length leads."""
        if self.is_keyless:
            return {"row": self.row}
        if sort is not Sort.NUMBER or self.lead == END:
            return {"lead": self.lead, "length": _BEYOND, "number": ""}
        return {"length": int(self.lead[:_DIGITS]), "number": self.lead[_DIGITS:]}


def beginning(*, descending: bool, is_keyless: bool) -> Place:
    """Return where a list, or those in it without a key, begins."""
    return Place(END if descending else "", (1 << 62) * descending, 0, is_keyless)


def place(
    connection: Connection, kind: str, sort: Sort, skip: int, *, descending: bool
) -> Place | None:
    """Return the place before which so many rows stand; None beyond the last row."""
    driver: Any = connection.connection.driver_connection
    counted = driver.execute(_OF, (kind, sort.value)).fetchall()
    keyed = [row for row in counted if row[0] != END]
    keyless = counted[len(keyed) :]
    if descending:  # what is just above each
        above = [*(lead for lead, _block, _count in keyed[1:]), END]
        keyed = [(lead, 0, row[2]) for lead, row in zip(above, keyed, strict=False)][::-1]
        keyless = [(END, block + 1, count) for _lead, block, count in reversed(keyless)]
    for at, (lead, block, relations) in enumerate((*keyed, *keyless)):
        if skip < relations:
            return Place(lead, block << _BLOCK, skip, is_keyless=at >= len(keyed))
        skip -= relations
    return None


def _counted(row: str, more: int) -> str:
    """Return the statement that counts a relation, or counts it no longer."""
    rows = ", ".join(_values(sort, row, more) for sort in Sort)
    return _counting(rows)


def _counting(rows: str) -> str:
    return (
        f"INSERT INTO list_place (kind, sort, lead, block, relations) VALUES {rows} "  # noqa: S608 - own names
        "ON CONFLICT DO UPDATE SET relations = relations + excluded.relations"
    )


def _values(sort: Sort, row: str, more: int) -> str:
    """Return one row of the counts."""
    return f"({row}.kind, '{sort}', {place_of(sort, row)}, {more})"


def place_of(sort: Sort, row: str) -> str:
    """Return the lead and the block of a relation."""
    key, lead = _LEADS[sort]
    block = f"CASE WHEN {row}.{key} IS NULL THEN {row}.rowid >> {_BLOCK} ELSE 0 END"
    return f"ifnull({lead.format(row)}, char({ord(END)})), {block}"


def _triggers() -> Iterator[str]:
    """Yield what keeps the counts true, whoever writes."""
    trigger = "CREATE TRIGGER list_place_{} AFTER {} BEGIN {}; END"
    yield trigger.format("comes", "INSERT ON relation", _counted("NEW", 1))
    yield trigger.format("goes", "DELETE ON relation", _counted("OLD", -1))
    for sort in Sort:
        key, _lead = _LEADS[sort]
        old, new = (f"({row}.kind, {place_of(sort, row)})" for row in ("OLD", "NEW"))
        moves = f"UPDATE OF kind, {key} ON relation WHEN {old} IS NOT {new}"
        both = f"{_values(sort, 'OLD', -1)}, {_values(sort, 'NEW', 1)}"
        yield trigger.format(f"moves_{sort}", moves, _counting(both))
    whose = " AND ".join(f"{name} = NEW.{name}" for name in ("kind", "sort", "lead", "block"))
    gone = f"DELETE FROM list_place WHERE {whose}"  # noqa: S608 - own names
    yield trigger.format("empties", "UPDATE ON list_place WHEN NEW.relations = 0", gone)


TRIGGERS: Final = tuple(_triggers())

_ddl: Any = DDL
for _statement in TRIGGERS:
    _escaped = _statement.replace("%", "%%")
    event.listen(METADATA, "after_create", _ddl(_escaped).execute_if(dialect="sqlite"))
