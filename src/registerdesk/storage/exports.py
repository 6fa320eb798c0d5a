"""The tables of lists that left the office, and what stands in the way of a person's leaving."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, ForeignKeyConstraint, Row, Select, bindparam, select

from registerdesk.domain.exports import Export, ExportedPerson
from registerdesk.domain.party_states import adult_if_born_by
from registerdesk.storage.four_eyes import PROPOSAL
from registerdesk.storage.parties import PARTY
from registerdesk.storage.party_states import IS_FORMER, IS_MINOR
from registerdesk.storage.tables import table_for

EXPORT: Final = table_for("export", Export, indexed=("asked_at", "asked_by"))
EXPORTED_PERSON: Final = table_for(
    "exported_person",
    ExportedPerson,
    ForeignKeyConstraint(["party_id"], ["party.id"]),
    ForeignKeyConstraint(["export_id"], ["export.id"]),
    indexed=("party_id", "export_id"),
)
_STATES: Final[Select[Any]] = select(
    *(PARTY.c.id, PARTY.c.is_protected, PARTY.c.deceased, PARTY.c.merged_at),
    *(IS_MINOR.label("is_minor"), IS_FORMER.label("is_former")),
).where(PARTY.c.id.in_(bindparam("ids", expanding=True)))
_ALONE: Final = (
    select(EXPORTED_PERSON.c.party_id)
    .join(EXPORT, EXPORT.c.id == EXPORTED_PERSON.c.export_id)
    .where(EXPORT.c.asked_by == bindparam("actor"), EXPORT.c.asked_at >= bindparam("since"))
    .where(~select(PROPOSAL.c.id).where(PROPOSAL.c.object_id == EXPORT.c.id).exists())
)
_LATEST: Final = (
    select(EXPORT.c.id)
    .order_by(EXPORT.c.asked_at.desc(), EXPORT.c.id.desc())
    .limit(bindparam("most"))
)


def states_of(connection: Connection, party_ids: Sequence[UUID], today: date) -> Sequence[Row[Any]]:
    """Return what may keep some people behind, whatever the reader may read."""
    bound = {"ids": list(party_ids), "adult_if_born_by": adult_if_born_by(today)}
    return connection.execute(_STATES, bound).all()


def taken_alone(connection: Connection, actor: UUID, since: int) -> frozenset[UUID]:
    """Return the people in lists that somebody took out since a moment without a second person."""
    found = connection.execute(_ALONE, {"actor": actor, "since": since})
    return frozenset(found.scalars())


def latest_exports(connection: Connection, most: int, *, of: UUID | None) -> list[UUID]:
    """Return the ids of the latest exports, of one person at work or all, newest first."""
    statement = _LATEST if of is None else _LATEST.where(EXPORT.c.asked_by == of)
    return list(connection.execute(statement, {"most": most}).scalars())
