"""The tables of search: keys of every party, and the words that names are made of."""

from typing import Final

from sqlalchemy import Column, Index, String, Table, Text

from registerdesk.storage.tables import METADATA, Id

SEARCH_KEY: Final = Table(
    "search_key",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("party_id", Id, primary_key=True),
    sqlite_with_rowid=False,
)
Index(None, SEARCH_KEY.c.party_id)

SEARCH_WORD: Final = Table(
    "search_word",
    METADATA,
    Column("word", Text, primary_key=True),
    Column("sound", String(64), nullable=False),
    sqlite_with_rowid=False,
)
"""The vocabulary of present names, for misspellings; a word goes with its last bearer."""
Index(None, SEARCH_WORD.c.sound)
