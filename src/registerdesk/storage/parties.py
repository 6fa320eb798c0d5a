"""The tables of people and companies."""

from typing import Final

from sqlalchemy import (
    Connection,
    ForeignKeyConstraint,
    Index,
    Table,
    bindparam,
    func,
    select,
    update,
)

from registerdesk.domain.parties import (
    Address,
    Email,
    FormerName,
    Note,
    Party,
    PartyNumber,
    Phone,
    Relation,
    RelationKind,
)
from registerdesk.domain.sources import ValueOrigin
from registerdesk.storage.offices import SERIES, next_number
from registerdesk.storage.sorting import sort_column
from registerdesk.storage.tables import table_for

PARTY = table_for("party", Party, sort_column("name_key", "display_name"))
Index(None, PARTY.c.name_key, PARTY.c.id)
Index(None, PARTY.c.kind, PARTY.c.id)


def _of_party(name: str, record_type: type, *, indexed: tuple[str, ...] = ()) -> Table:
    """Return the table of rows that belong to a party and go with it."""
    owner = ForeignKeyConstraint(["party_id"], ["party.id"])
    return table_for(name, record_type, owner, indexed=("party_id", *indexed))


FORMER_NAME = _of_party("former_name", FormerName)
PARTY_NUMBER = _of_party("party_number", PartyNumber, indexed=("organisation",))
ADDRESS = _of_party("address", Address)
PHONE = _of_party("phone", Phone)
EMAIL = _of_party("email", Email)
RELATION = _of_party("relation", Relation)
Index(None, RELATION.c.kind, RELATION.c.number, unique=True)
NOTE = _of_party("note", Note)
VALUE_ORIGIN = table_for("value_origin", ValueOrigin, indexed=("party_id", "row_id"))

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
