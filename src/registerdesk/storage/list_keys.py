"""What a list is sorted by: kept in the relation itself, so that each list is one narrow index."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import DDL, Index, Integer, event, func, literal_column, null
from sqlalchemy.sql.expression import ColumnElement

from registerdesk.domain.parties import RelationKind
from registerdesk.domain.party_lists import Sort
from registerdesk.storage.parties import RELATION
from registerdesk.storage.tables import METADATA

SORTED: Final[dict[Sort, tuple[ColumnElement[Any], ...]]] = {
    Sort.NAME: (RELATION.c.name_key,),
    Sort.NUMBER: (RELATION.c.number_length, RELATION.c.number),
    Sort.PHONE: (RELATION.c.phone_key,),
    Sort.TOWN: (RELATION.c.town_key,),
    Sort.SINCE: (RELATION.c.started,),
    Sort.ENDED: (RELATION.c.ended,),
}
"""What each column of a list is sorted by; equals follow in the order of their rows."""

ROW: Final[ColumnElement[int]] = literal_column("relation.rowid", Integer)
"""The number of a relation's row, which stands in every index for nothing."""


def is_of(kind: str) -> ColumnElement[bool]:
    """Tell whether a relation is of a kind, in the very words of that kind's indexes.

    In these words no other index knows it: the list is read in its order, never sorted.
    """
    return RELATION.c.kind.concat(literal_column("''")) == literal_column(f"'{RelationKind(kind)}'")


def unled(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return what equals the column, but no index is read for: something else leads."""
    return func.coalesce(column, null())


for _kind in RelationKind:
    for _sort, _columns in SORTED.items():
        # A page in the middle is as far away as its index is wide: no kind and no id in it.
        Index(
            f"ix_{_kind}_by_{_sort}",
            *_columns,
            sqlite_where=is_of(_kind),
            postgresql_where=is_of(_kind),
        )

FIRST_KEYS: Final = {
    "town_key": "(SELECT nullif(town_key, '') FROM address"
    " WHERE party_id = {party_id} ORDER BY id LIMIT 1)",
    "phone_key": "(SELECT nullif(ifnull(nullif(e164, ''), typed), '') FROM phone"
    " WHERE party_id = {party_id} ORDER BY id LIMIT 1)",
}
"""How a relation's keys follow from the rows beside it."""
_BESIDE: Final = (("address", "town_key", "town"), ("phone", "phone_key", "typed, e164"))


def _trigger(name: str, deed: str, keys: tuple[str, ...], whose: str) -> str:
    """Return a trigger that sets keys of the relations that it concerns."""
    own = "relation.party_id"
    sets = ", ".join(f"{key} = {FIRST_KEYS[key].format(party_id=own)}" for key in keys)
    update = f"UPDATE relation SET {sets} WHERE {whose}"  # noqa: S608 - own names alone
    return f"CREATE TRIGGER {name} AFTER {deed} BEGIN {update}; END"


def _triggers() -> Iterator[str]:
    """Yield what keeps the keys equal to the rows that they come from."""
    both = tuple(FIRST_KEYS)
    comes = "INSERT ON relation WHEN NEW.active_on IS NULL"
    yield _trigger("relation_takes_keys", comes, both, "id = NEW.id")
    moved = "UPDATE OF party_id ON relation"
    yield _trigger("relation_moves_keys", moved, both, "id = NEW.id")
    for table, key, columns in _BESIDE:
        changed = f"UPDATE OF {columns}, party_id ON {table}"
        one, other = "party_id = NEW.party_id", "party_id IN (NEW.party_id, OLD.party_id)"
        yield _trigger(f"{table}_added_key", f"INSERT ON {table}", (key,), one)
        yield _trigger(f"{table}_changed_key", changed, (key,), other)
        gone = "party_id = OLD.party_id"
        yield _trigger(f"{table}_removed_key", f"DELETE ON {table}", (key,), gone)


TRIGGERS: Final = tuple(_triggers())

_ddl: Any = DDL
for _statement in TRIGGERS:
    event.listen(METADATA, "after_create", _ddl(_statement).execute_if(dialect="sqlite"))
