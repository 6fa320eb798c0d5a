"""When something last happened with those whose relation runs, and of whom nothing is heard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import DDL, Connection, Select, bindparam, event, func, select, text, union_all

from registerdesk.domain.parties import RelationKind
from registerdesk.domain.party_lists import MOST_QUIET, QuietRow
from registerdesk.storage.parties import IS_QUIET, PARTY, RELATION
from registerdesk.storage.restrictions import is_restricted
from registerdesk.storage.tables import METADATA, Id

_DAY_OF_INSTANT: Final = "date(NEW.{} / 1000000, 'unixepoch')"
HAPPENS: Final[tuple[tuple[str, str], ...]] = (
    ("contact", _DAY_OF_INSTANT.format("at")),
    ("credit_check", "NEW.asked_on"),
    ("purchase", "NEW.bought_on"),
    ("delivery", "NEW.delivered_on"),
    ("invoice", "NEW.invoiced_on"),
    ("payment", "NEW.paid_on"),
    ("agreement", _DAY_OF_INSTANT.format("recorded_at")),
    ("web_record", "NEW.happened_on"),
)
"""Tables whose new rows say that the relation lives, and the day on which each happened."""


def _stirs(table: str, day: str) -> str:
    """Return the statement that keeps the latest day when a row comes."""
    return (
        f"CREATE TRIGGER {table}_stirs_relation AFTER INSERT ON {table} "  # noqa: S608 - own names
        f"BEGIN UPDATE relation SET active_on = "
        f"max(ifnull(active_on, {day}), ifnull({day}, active_on)) "
        "WHERE party_id = NEW.party_id; END"
    )


TRIGGERS: Final = tuple(_stirs(table, day) for table, day in HAPPENS)
"""Keep the last day on which something happened beside the relation."""

_ddl: Any = DDL
for statement in TRIGGERS:
    event.listen(METADATA, "after_create", _ddl(statement).execute_if(dialect="sqlite"))

_HAPPENED: Final = " UNION ALL ".join(
    f"SELECT max({day.replace('NEW.', '')}) FROM {table} WHERE party_id = :party"  # noqa: S608 - own names
    for table, day in HAPPENS
)
_ANEW: Final = text(
    "UPDATE relation SET active_on = (SELECT max(day) FROM ("  # noqa: S608 - own names
    "SELECT ifnull(started, date(recorded_at / 1000000, 'unixepoch')) AS day "
    f"UNION ALL {_HAPPENED})) WHERE party_id = :party"
).bindparams(bindparam("party", type_=Id))

_ASKED_ABOUT: Final = IS_QUIET & ~is_restricted(RELATION.c.party_id)
"""A restricted person's data is only stored: nobody is asked to decide on it."""
_QUIETEST: Final = union_all(
    *(
        select(
            select(RELATION.c.id)
            .where(RELATION.c.kind == kind.value, _ASKED_ABOUT)
            .order_by(RELATION.c.quiet_since, RELATION.c.id)
            .limit(bindparam("most"))
            .subquery()
        )
        for kind in RelationKind
    )
)
"""So many of each kind, read along the index."""
_OLDEST: Final = (
    select(
        *(RELATION.c.id, RELATION.c.party_id, RELATION.c.kind, RELATION.c.number),
        *(RELATION.c.version, RELATION.c.quiet_since, RELATION.c.confirmed),
        *(PARTY.c.display_name, PARTY.c.is_protected),
    )
    .select_from(RELATION.join(PARTY, PARTY.c.id == RELATION.c.party_id))
    .where(RELATION.c.id.in_(_QUIETEST))
    .order_by(RELATION.c.quiet_since, RELATION.c.id)
    .limit(bindparam("most"))
)
_HOW_MANY: Final = select(func.count()).select_from(
    union_all(
        *(
            select(
                select(RELATION.c.id)
                .where(RELATION.c.kind == kind.value, _ASKED_ABOUT)
                .limit(MOST_QUIET + 1)
                .subquery()
            )
            for kind in RelationKind
        )
    ).subquery()
)


def statements() -> Iterator[Select[Any]]:
    """Yield the prebuilt statements."""
    yield from (_OLDEST, _HOW_MANY)


class QuietRelations:
    """Quiet relations over one open transaction; what it costs grows with how many there are."""

    def __init__(self, connection: Connection) -> None:
        """Bind to a transaction."""
        self._connection = connection

    def count(self, before: date) -> int:
        """Return how many relations have been quiet since a day; beyond a limit, more than it."""
        counted: int = self._connection.execute(_HOW_MANY, {"quiet_before": before}).scalar_one()
        return counted

    def take_anew(self, party_id: UUID) -> None:
        """Tell each relation of a person again when something last happened: rows came or went."""
        self._connection.execute(_ANEW, {"party": party_id})

    def oldest(self, before: date, most: int) -> tuple[QuietRow, ...]:
        """Return the relations that have been quiet longest."""
        rows = self._connection.execute(_OLDEST, {"quiet_before": before, "most": most})
        return tuple(
            QuietRow(
                relation_id=row.id,
                party_id=row.party_id,
                kind=RelationKind(row.kind),
                number=row.number,
                version=row.version,
                name="" if row.is_protected else row.display_name,
                since=row.quiet_since,
                confirmed=row.confirmed,
                is_protected=row.is_protected,
            )
            for row in rows
        )
