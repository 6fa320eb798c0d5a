"""The tables of the office itself: profile, preferences, drafts, number series."""

import dataclasses
from typing import Final

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    String,
    Table,
    bindparam,
    insert,
    update,
)

from registerdesk.domain.office import Draft, OfficeProfile, Preference
from registerdesk.storage.tables import METADATA, table_for

OFFICE_PROFILE: Final = table_for("office_profile", OfficeProfile)
PREFERENCE: Final = table_for("preference", Preference)
Index(None, PREFERENCE.c.user_id, PREFERENCE.c.key, unique=True)
DRAFT: Final = table_for("draft", Draft, indexed=("user_id",))

SERIES: Final = Table(
    "series",
    METADATA,
    Column("name", String(32), primary_key=True),
    Column("last", Integer, nullable=False),
)


_NEXT: Final = (
    update(SERIES)
    .where(SERIES.c.name == bindparam("series"))
    .values(last=SERIES.c.last + 1)
    .returning(SERIES.c.last)
)
_FIRST: Final = insert(SERIES)


def next_number(connection: Connection, series: str, *, first: int = 1) -> int:
    """Return the next number of a series; gaps only where a transaction was undone."""
    number = connection.execute(_NEXT, {"series": series}).scalar()
    if number is None:
        connection.execute(_FIRST, {"name": series, "last": first})
        return first
    return int(number)


def write_profile(connection: Connection, profile: OfficeProfile) -> None:
    """Keep a new office's own row."""
    connection.execute(insert(OFFICE_PROFILE).values(**dataclasses.asdict(profile)))
