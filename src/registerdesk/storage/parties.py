"""The tables of people and companies."""

from typing import Any, Final

from sqlalchemy import (
    DDL,
    Column,
    Computed,
    Connection,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    bindparam,
    event,
    func,
    select,
    true,
    update,
)

from registerdesk.domain.notes import Note
from registerdesk.domain.parties import (
    Address,
    Email,
    FormerName,
    Party,
    PartyNumber,
    Phone,
    Relation,
    RelationKind,
)
from registerdesk.domain.sources import ValueOrigin
from registerdesk.storage.offices import SERIES, next_number
from registerdesk.storage.sorting import sort_column
from registerdesk.storage.tables import METADATA, table_for

PARTY = table_for("party", Party, sort_column("name_key", "display_name"))
Index(None, PARTY.c.name_key, PARTY.c.id)
Index(None, PARTY.c.kind, PARTY.c.id)
Index(None, PARTY.c.party_id)
Index("ix_party_merged", PARTY.c.merged_at, sqlite_where=PARTY.c.merged_at.is_not(None))
Index("ix_party_protected", PARTY.c.is_protected, sqlite_where=PARTY.c.is_protected == true())


def _of_party(
    name: str, record_type: type, *more: Column[Any], indexed: tuple[str, ...] = ()
) -> Table:
    """Return the table of rows that belong to a party and go with it."""
    owner = ForeignKeyConstraint(["party_id"], ["party.id"])
    return table_for(name, record_type, *more, owner, indexed=("party_id", *indexed))


FORMER_NAME = _of_party("former_name", FormerName)
PARTY_NUMBER = _of_party("party_number", PartyNumber, indexed=("organisation",))
ADDRESS = _of_party("address", Address, sort_column("town_key", "town"))
PHONE = _of_party("phone", Phone)
EMAIL = _of_party("email", Email)
_LATER_OF_BOTH: Final = "CASE WHEN confirmed > active_on THEN confirmed ELSE active_on END"
RELATION = _of_party(
    "relation",
    Relation,
    Column("name_key", Text, nullable=True),
    Column("town_key", Text, nullable=True),
    Column("phone_key", Text, nullable=True),
    Column("number_length", Integer, Computed("length(number)", persisted=True), nullable=True),
    Column("active_on", Date, nullable=True),
    Column("quiet_since", Date, Computed(_LATER_OF_BOTH, persisted=True), nullable=True),
)
"""`name_key` is the party's own, kept here too, so that a list is one index read in order.

So are the keys of the first town and phone; the indexes stand in `storage.list_keys`.

`active_on` is the last day on which something happened, `quiet_since` that or the day on which
somebody last confirmed the relation.
"""
Index(None, RELATION.c.kind, RELATION.c.number, unique=True)
Index(
    "ix_relation_quiet",
    *(RELATION.c.kind, RELATION.c.quiet_since, RELATION.c.id, RELATION.c.party_id),
    sqlite_where=RELATION.c.ended.is_(None),
    postgresql_where=RELATION.c.ended.is_(None),
)
IS_QUIET: Final = RELATION.c.ended.is_(None) & (RELATION.c.quiet_since <= bindparam("quiet_before"))
"""Running relations of which nothing has been heard since the day `quiet_before`."""
NOTE = _of_party("note", Note)
VALUE_ORIGIN = table_for("value_origin", ValueOrigin, indexed=("party_id", "row_id"))

OWN_KEYS: Final = {
    "name_key": "(SELECT name_key FROM party WHERE id = {party_id})",
    "active_on": "ifnull({started}, date({recorded_at} / 1000000, 'unixepoch'))",
}
"""How a new relation's own keys follow from its columns."""
_NEW: Final = {name: f"NEW.{name}" for name in ("party_id", "started", "recorded_at")}
_TAKES: Final = """
CREATE TRIGGER relation_takes_name AFTER INSERT ON relation WHEN NEW.active_on IS NULL
BEGIN UPDATE relation SET {} WHERE id = NEW.id; END""".format(  # noqa: S608 - own names alone
    ", ".join(f"{key} = {sql.format(**_NEW)}" for key, sql in OWN_KEYS.items())
)
_FOLLOWS: Final = """
CREATE TRIGGER relation_follows_name AFTER UPDATE OF display_name ON party
BEGIN UPDATE relation SET name_key = NEW.name_key WHERE party_id = NEW.id; END"""
_MOVES: Final = """
CREATE TRIGGER relation_moves AFTER UPDATE OF party_id ON relation
BEGIN UPDATE relation SET name_key = (SELECT name_key FROM party WHERE id = NEW.party_id)
WHERE id = NEW.id; END"""
TRIGGERS: Final = tuple(" ".join(trigger.split()) for trigger in (_TAKES, _FOLLOWS, _MOVES))
"""Keep the relation's name key equal to the party's: a name that goes, goes here too.

A new relation that comes with its keys, as many do at once (`storage.bulk`), is left alone.
"""

_ddl: Any = DDL
for statement in TRIGGERS:
    event.listen(METADATA, "after_create", _ddl(statement).execute_if(dialect="sqlite"))

_LOOKS: Final = {RelationKind.CUSTOMER: "K-{:05}", RelationKind.SUPPLIER: "L-{:05}"}
_FIRST: Final = {RelationKind.CUSTOMER: 10_001, RelationKind.SUPPLIER: 1}
_TAKEN: Final = select(RELATION.c.id).where(
    RELATION.c.kind == bindparam("kind"), RELATION.c.number == bindparam("number")
)
_HIGHEST: Final = select(func.max(RELATION.c.number)).where(
    RELATION.c.kind == bindparam("kind"),
    RELATION.c.number.like(bindparam("look")),
    func.length(RELATION.c.number) == bindparam("length"),
)


def next_party_number(connection: Connection, kind: RelationKind) -> str:
    """Return a customer or supplier number that nobody has, also after an import."""
    while True:
        number = _LOOKS[kind].format(next_number(connection, kind, first=_FIRST[kind]))
        if connection.execute(_TAKEN, {"kind": kind, "number": number}).first() is None:
            return number
        _skip_imported(connection, kind, number)


def _skip_imported(connection: Connection, kind: RelationKind, number: str) -> None:
    """Let the series go on after the highest number of the same look."""
    look = {"kind": kind, "look": number[:2] + "%", "length": len(number)}
    digits = str(connection.execute(_HIGHEST, look).scalar_one())[2:]
    if digits.isdecimal():
        series = update(SERIES).where(SERIES.c.name == kind.value)
        connection.execute(series.values(last=int(digits)))
