"""The words of the headings of contacts, so that a word is found without reading every heading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Column, Connection, Index, Table, Text, select
from sqlalchemy.sql.expression import ColumnElement

from registerdesk.storage.contacts import CONTACT
from registerdesk.storage.sorting import sort_expression, sort_key
from registerdesk.storage.tables import METADATA, Id
from registerdesk.storage.word_triggers import kept_by, quoted, word_triggers

HEADING_WORD: Final = Table(
    "heading_word",
    METADATA,
    Column("word", Text, primary_key=True),
    Column("contact_id", Id, primary_key=True),
    sqlite_with_rowid=False,
)
"""A word goes with the heading in which it stands: when that is changed, sealed or erased."""
Index(None, HEADING_WORD.c.contact_id, HEADING_WORD.c.word)

LONGEST_TEXT: Final = 200
"""No heading is longer."""
_MOST_WORDS: Final = 8
_BETWEEN: Final = "-–/\u00a0"
"""What parts two words, as a space does."""
_AROUND: Final = ".,:;!?()[]\"'”’*"
"""What stands around a word, and is no part of it."""
_END: Final = "\U0010ffff"
_RANGE: Final = "word >= ? AND word < ?"
_ALSO: Final = (
    f" AND EXISTS (SELECT 1 FROM heading_word WHERE contact_id = found.contact_id AND {_RANGE})"  # noqa: S608 - placeholders alone
)
_FOUND: Final = f"SELECT contact_id FROM heading_word AS found WHERE {_RANGE}"  # noqa: S608 - placeholders alone


def words_in(text: str) -> tuple[str, ...]:
    """Return the words of a text as the database keeps those of a heading."""
    key = sort_key(text)
    for sign in _BETWEEN:
        key = key.replace(sign, " ")
    return tuple(dict.fromkeys(filter(None, (word.strip(_AROUND) for word in key.split(" ")))))


def words_asked(text: str) -> tuple[str, ...]:
    """Return the words that a filter asks for, of any text."""
    return words_in(text[:LONGEST_TEXT].encode("utf-8", "replace").decode())[:_MOST_WORDS]


def has_word(word: str) -> ColumnElement[bool]:
    """Tell whether the heading of a contact has a word that begins so; an index seek."""
    its = select(HEADING_WORD.c.word).where(HEADING_WORD.c.contact_id == CONTACT.c.id)
    return its.where(HEADING_WORD.c.word >= word, HEADING_WORD.c.word < word + _END).exists()


def contacts_with(
    connection: Connection, words: Sequence[str], most: int
) -> tuple[bytes, ...] | None:
    """Return the contacts whose headings have all the words; None where they are more than that.

    The longest word leads: it stands in the fewest.
    """
    ordered = sorted(words, key=len, reverse=True)
    ranges = [bound for word in ordered for bound in (word, word + _END)]
    driver: Any = connection.connection.driver_connection
    statement = _FOUND + _ALSO * (len(ordered) - 1) + " LIMIT ?"
    rows = driver.execute(statement, (*ranges, most + 1)).fetchall()
    return None if len(rows) > most else tuple(dict.fromkeys(row[0] for row in rows))


def _parted() -> str:
    """Return the SQL for a new heading with its words parted by spaces."""
    heading = sort_expression("NEW.heading")
    for sign in _BETWEEN:
        heading = f"replace({heading}, '{sign}', ' ')"
    return heading


TRIGGERS: Final = word_triggers(
    "contact", "heading", HEADING_WORD, text=_parted(), word=f"trim(value, {quoted(_AROUND)})"
)
"""Keep the words true, whoever writes."""

kept_by(TRIGGERS)
