"""The tables of requests and of what a case keeps."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    Connection,
    ForeignKeyConstraint,
    Index,
    Select,
    Table,
    delete,
    func,
    select,
    update,
)

from registerdesk.domain.case_materials import CaseGrant, CaseMaterial, OutsideSearch
from registerdesk.domain.identity_checks import IdentityCheck
from registerdesk.domain.rights_requests import (
    RequestExtension,
    RequestPause,
    RequestState,
    RightsRequest,
)
from registerdesk.storage.contacts import CONTACT
from registerdesk.storage.history import FIELD_HISTORY
from registerdesk.storage.tables import table_for

RIGHTS_REQUEST: Final = table_for(
    "rights_request", RightsRequest, indexed=("party_id", "state", "owner", "answered_on")
)
Index(None, RIGHTS_REQUEST.c.number, unique=True)


def _of_case(name: str, record_type: type) -> Table:
    """Return the table of rows that belong to a case and go with it."""
    case = ForeignKeyConstraint(["case_id"], ["rights_request.id"])
    return table_for(name, record_type, case, indexed=("case_id",))


REQUEST_PAUSE: Final = _of_case("request_pause", RequestPause)
REQUEST_EXTENSION: Final = _of_case("request_extension", RequestExtension)
IDENTITY_CHECK: Final = _of_case("identity_check", IdentityCheck)
OUTSIDE_SEARCH: Final = _of_case("outside_search", OutsideSearch)
CASE_MATERIAL: Final = _of_case("case_material", CaseMaterial)
Index(None, CASE_MATERIAL.c.case_id, CASE_MATERIAL.c.kind, CASE_MATERIAL.c.name, unique=True)
Index(None, CASE_MATERIAL.c.kind, CASE_MATERIAL.c.made_at)
CASE_GRANT: Final = _of_case("case_grant", CaseGrant)
Index(None, CASE_GRANT.c.case_id, CASE_GRANT.c.user_id, unique=True)


def newest_answered(
    connection: Connection, *, limit: int, skip: int, owner: UUID | None
) -> list[UUID]:
    """Return the ids of answered requests, of one owner or all, the latest answer first."""
    table = RIGHTS_REQUEST
    statement = (
        _answered(select(table.c.id), owner)
        .order_by(table.c.answered_on.desc(), table.c.number.desc())
        .limit(limit)
        .offset(skip)
    )
    return list(connection.execute(statement).scalars())


def count_answered(connection: Connection, *, owner: UUID | None) -> int:
    """Return how many requests have been answered, by one owner or all."""
    statement = _answered(select(func.count()).select_from(RIGHTS_REQUEST), owner)
    return int(connection.execute(statement).scalar_one())


def _answered(statement: Select[Any], owner: UUID | None) -> Select[Any]:
    """Narrow a statement to answered requests, and to one owner's."""
    chosen = statement.where(RIGHTS_REQUEST.c.state == RequestState.ANSWERED)
    return chosen if owner is None else chosen.where(RIGHTS_REQUEST.c.owner == owner)


def numbered(connection: Connection, text: str, *, limit: int) -> list[UUID]:
    """Return the ids of cases with the number, or the serial alone, the newest first."""
    year, _dash, serial = text.strip().upper().removeprefix("B-").rpartition("-")
    if not serial.isascii() or not serial.isdecimal():
        return []
    table = RIGHTS_REQUEST
    ending = f"B-{year}-{serial.zfill(4)}" if year else f"-{serial.zfill(4)}"
    statement = (
        select(table.c.id)
        .where(table.c.number.endswith(ending, autoescape=True))
        .order_by(table.c.number.desc())
        .limit(limit)
    )
    return list(connection.execute(statement).scalars())


def drop_grant(connection: Connection, case_id: UUID, user_id: UUID) -> int:
    """Erase one person's grant of a case's key; return how many there were."""
    table = CASE_GRANT
    gone = connection.execute(
        delete(table).where(table.c.case_id == case_id, table.c.user_id == user_id)
    )
    return int(gone.rowcount)


def know_caller(
    connection: Connection, request_id: UUID, contact_id: UUID | None, party_id: UUID
) -> None:
    """Let an unknown caller's contact, and what stood there before, follow the request."""
    stranger = (CONTACT.c.id == contact_id) & CONTACT.c.known_party.is_(False)
    changed = {"party_id": party_id, "known_party": True, "version": CONTACT.c.version + 1}
    connection.execute(update(CONTACT).where(stranger).values(changed))
    earlier = FIELD_HISTORY.c.party_id == contact_id
    kept = earlier & FIELD_HISTORY.c.row_id.in_([request_id, contact_id])
    connection.execute(update(FIELD_HISTORY).where(kept).values(party_id=party_id))
