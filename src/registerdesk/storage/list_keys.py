"""The first town and phone of each relation, kept beside it: a list sorted by them is one index."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import DDL, Index, event

from registerdesk.storage.parties import RELATION
from registerdesk.storage.tables import METADATA

Index("ix_relation_by_town", RELATION.c.kind, RELATION.c.town_key, RELATION.c.id)
Index("ix_relation_by_phone", RELATION.c.kind, RELATION.c.phone_key, RELATION.c.id)

TOWN: Final = (RELATION.c.town_key,)
PHONE: Final = (RELATION.c.phone_key,)
"""What a list is sorted by."""

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
