"""The tables of search: keys of every party, what its row shows, and the words of names."""

from typing import Any, Final

from sqlalchemy import DDL, BigInteger, Boolean, Column, Date, Index, String, Table, Text, event

from registerdesk.storage.tables import METADATA, Id

SEARCH_KEY: Final = Table(
    "search_key",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("party_id", Id, primary_key=True),
    sqlite_with_rowid=False,
)
Index(None, SEARCH_KEY.c.party_id)

SEARCH_ROW: Final = Table(
    "search_row",
    METADATA,
    Column("party_id", Id, primary_key=True),
    Column("kind", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("birth_date", Date, nullable=True),
    Column("is_deceased", Boolean, nullable=False),
    Column("is_minor", Boolean, nullable=False),
    Column("town", Text, nullable=True),
    Column("phone", Text, nullable=True),
    Column("standing", String(64), nullable=True),
    Column("number", Text, nullable=True),
    Column("latest_contact", BigInteger, nullable=True),
    sqlite_with_rowid=False,
)
"""The open values that a result row shows, side by side; never those of a protected person.

A change of what they were copied from takes the row away; it is then read from the registers
until the party is refreshed.
"""

SEARCH_WORD: Final = Table(
    "search_word",
    METADATA,
    Column("word", Text, primary_key=True),
    Column("sound", String(64), nullable=False),
    sqlite_with_rowid=False,
)
"""The vocabulary of present names, for misspellings; a word goes with its last bearer."""
Index(None, SEARCH_WORD.c.sound)

_COPIED: Final = (
    ("address", "town, party_id"),
    ("phone", "e164, party_id"),
    ("relation", "kind, number, ended, party_id"),
    ("party", "kind, display_name, birth_date, deceased, minor, is_protected"),
)


def _trigger(table: str, name: str, when: str, act: str) -> str:
    """Return the statement that makes a trigger of one table."""
    return f"CREATE TRIGGER search_row_{table}_{name} AFTER {when} ON {table} BEGIN {act}; END"


def _dropping(table: str, columns: str) -> list[str]:
    """Return the triggers that take a row away when what it was copied from changes."""
    party = "id" if table == "party" else "party_id"
    drop = f"DELETE FROM search_row WHERE party_id = {{}}.{party}"  # noqa: S608 - our names
    return [
        _trigger(table, "comes", "INSERT", drop.format("NEW")),
        _trigger(table, "changes", f"UPDATE OF {columns}", drop.format("NEW")),
        _trigger(table, "goes", "DELETE", drop.format("OLD")),
    ]


_LATER: Final = (
    "UPDATE search_row SET latest_contact = max(ifnull(latest_contact, NEW.at), NEW.at) "
    "WHERE party_id = NEW.party_id"
)
_ANEW: Final = (
    "UPDATE search_row SET latest_contact = "
    "(SELECT max(at) FROM contact WHERE party_id = {0}.party_id) WHERE party_id = {0}.party_id"
)
_MOVED: Final = f"{_ANEW.format('OLD')}; {_ANEW.format('NEW')}"
TRIGGERS: Final = (
    *(trigger for copied in _COPIED for trigger in _dropping(*copied)),
    _trigger("contact", "comes", "INSERT", _LATER),
    _trigger("contact", "changes", "UPDATE OF at, party_id", _MOVED),
    _trigger("contact", "goes", "DELETE", _ANEW.format("OLD")),
)
"""Keep what a result row shows true, whoever writes."""

_ddl: Any = DDL
for statement in TRIGGERS:
    event.listen(METADATA, "after_create", _ddl(statement).execute_if(dialect="sqlite"))
