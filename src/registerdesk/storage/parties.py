"""The tables of people and companies."""

from sqlalchemy import ForeignKeyConstraint, Index, Table

from registerdesk.domain.parties import (
    Address,
    Email,
    FormerName,
    Note,
    Party,
    PartyNumber,
    Phone,
    Relation,
)
from registerdesk.domain.sources import ValueOrigin
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
