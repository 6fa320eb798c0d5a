"""What a row of a list shows beside its relation: the first phone, e-mail address and town."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, select

from registerdesk.domain.phones import shown
from registerdesk.storage.parties import ADDRESS, EMAIL, PHONE

_IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)
_PHONES = select(PHONE.c.party_id, PHONE.c.typed, PHONE.c.e164).where(PHONE.c.party_id.in_(_IDS))
_EMAILS = select(EMAIL.c.party_id, EMAIL.c.address).where(EMAIL.c.party_id.in_(_IDS))
_TOWNS = select(ADDRESS.c.party_id, ADDRESS.c.town).where(ADDRESS.c.party_id.in_(_IDS))
BESIDE: Final = (
    _PHONES.order_by(PHONE.c.id),
    _EMAILS.order_by(EMAIL.c.id),
    _TOWNS.order_by(ADDRESS.c.id),
)


def first(connection: Connection, statement: Select[Any], ids: list[UUID]) -> dict[UUID, Row[Any]]:
    """Return each person's first row of another register."""
    found: dict[UUID, Row[Any]] = {}
    for row in connection.execute(statement, {"ids": ids}) if ids else ():
        found.setdefault(row[0], row)
    return found


def phone(row: Row[Any] | None) -> str:
    """Return the number as people read it, as typed where it is not known how to dial it."""
    if row is None:
        return ""
    return shown(row.e164 or "") or row.typed or ""


def text(row: Row[Any] | None, column: str) -> str:
    """Return a column of a row that may be missing or moved away."""
    return "" if row is None else getattr(row, column) or ""
