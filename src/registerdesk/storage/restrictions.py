"""The table of restrictions, and the one answer to who is restricted now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Index, select
from sqlalchemy.sql.expression import ColumnElement

from registerdesk.domain.restrictions import Restriction
from registerdesk.storage.tables import table_for

RESTRICTION: Final = table_for("restriction", Restriction, indexed=("party_id",))
Index("ix_restriction_in_force", RESTRICTION.c.party_id, RESTRICTION.c.lifted_on)

_AT_ONCE: Final = 400
_AMONG: Final = "SELECT party_id FROM restriction WHERE lifted_on IS NULL AND party_id IN "


def is_restricted(party_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the predicate of a restricted person, for lists, exports and sweeps; an index seek."""
    held = select(RESTRICTION.c.id).where(
        RESTRICTION.c.party_id == party_id, RESTRICTION.c.lifted_on.is_(None)
    )
    return held.exists()


class RestrictedPeople:
    """Who is restricted now, over one open transaction."""

    def __init__(self, connection: Connection) -> None:
        """Bind to a transaction."""
        self._driver: Any = connection.connection.driver_connection

    def among(self, ids: Iterable[UUID]) -> frozenset[UUID]:
        """Return those of the ids that belong to restricted people."""
        wanted = sorted({one.bytes for one in ids})
        found: set[UUID] = set()
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            places = ", ".join("?" * len(some))
            rows = self._driver.execute(f"{_AMONG}({places})", some)
            found |= {UUID(bytes=row[0]) for row in rows}
        return frozenset(found)

    def has(self, party_id: UUID) -> bool:
        """Tell whether one person is restricted."""
        return bool(self.among((party_id,)))
