"""The words of notes, on people and of contacts, so that a word is found without reading them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Index, Table, Text

from registerdesk.storage.tables import METADATA, Id
from registerdesk.storage.word_triggers import kept_by, quoted, word_triggers

NOTE_WORD: Final = Table(
    "note_word",
    METADATA,
    Column("word", Text, primary_key=True),
    Column("row_id", Id, primary_key=True),
    sqlite_with_rowid=False,
)
"""A word goes with the note in which it stands: when that is changed, sealed or erased.

Who may read the note, and whom it is about, is asked of the note itself.
"""
Index(None, NOTE_WORD.c.row_id, NOTE_WORD.c.word)

LONGEST_WORD: Final = 40
"""Of a longer word so many letters are kept."""

_SAME: Final = (
    *(("å", "Å"), ("ä", "ÄÆæ"), ("ö", "ÖØø"), ("a", "ÁáÀàÂâÃã"), ("c", "Çç"), ("e", "ÉéÈèÊêËë")),
    *(
        ("i", "ÍíÌìÎîÏï"),
        ("l", "Łł"),
        ("n", "Ññ"),
        ("o", "ÓóÒòÔôÕõ"),
        ("s", "Šš"),
        ("u", "ÜüÚúÙùÛû"),
    ),
    *(("y", "Ýýÿ"), ("z", "Žž"), ("", "'’´`")),
)
"""How letters are read; å, ä and ö are letters of their own."""
_BETWEEN: Final = '\n!"#$%&()*+,-./:;<=>?@[\\]^_{|}~\u00a0«»“”„‘…–—•·'
"""What stands between words, as a space does."""
_READ_AS: Final = (
    *((letter, plain) for plain, letters in _SAME for letter in letters),
    *((sign, " ") for sign in _BETWEEN),
)
_ASCII_LOWER: Final = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_LETTERS: Final = {ord(letter): plain for letter, plain in _READ_AS}


def as_kept(word: str) -> str:
    """Return a word as the database keeps those of notes, whole or cut."""
    return word.translate(_ASCII_LOWER).translate(_LETTERS)[:LONGEST_WORD]


def _parted(column: str) -> str:
    """Return the SQL for a new text as it is kept, its words parted by spaces."""
    text = f"lower(NEW.{column})"
    for sign, read in _READ_AS:
        text = f"replace({text}, {quoted(sign)}, '{read}')"
    return text


_WORD: Final = f"substr(value, 1, {LONGEST_WORD})"
TRIGGERS: Final = (
    *word_triggers("note", "text", NOTE_WORD, text=_parted("text"), word=_WORD),
    *word_triggers("contact", "note", NOTE_WORD, text=_parted("note"), word=_WORD),
)
"""Keep the words true, whoever writes."""

kept_by(TRIGGERS)
