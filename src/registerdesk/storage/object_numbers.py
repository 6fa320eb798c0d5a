"""The numbers by which the office knows its customers, suppliers and cases."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection, select

from registerdesk.storage.parties import RELATION
from registerdesk.storage.rights_requests import RIGHTS_REQUEST

_AT_ONCE = 500


def numbers_of(connection: Connection, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the number of each id that has one: a party's relation, a relation, a case."""
    wanted = list(ids)
    found: dict[UUID, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        for key, number in (
            (RELATION.c.id, RELATION.c.number),
            (RELATION.c.party_id, RELATION.c.number),
            (RIGHTS_REQUEST.c.id, RIGHTS_REQUEST.c.number),
        ):
            rows = connection.execute(select(key, number).where(key.in_(some), number != ""))
            found.update({row[0]: row[1] for row in rows})
    return found
