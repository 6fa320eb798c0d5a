"""Search in notes: whom the words of a query find in what was noted about them."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection

from registerdesk.domain.contacts import Contact
from registerdesk.domain.fields import Area, fields_of
from registerdesk.domain.notes import Note
from registerdesk.domain.search_keys import KeyClass, fold, words
from registerdesk.domain.search_queries import (
    END,
    QUERY_LIMIT,
    TOKEN_LIMIT,
    Token,
    TokenKind,
    ranges,
    variants,
)
from registerdesk.storage.note_words import as_kept
from registerdesk.storage.register import Reader

MANY: Final = 1000
"""So many notes, and so many people, with the rarest of several words are looked through."""
ALL: Final = -1

_APOSTROPHES: Final = str.maketrans(dict.fromkeys("'’´`"))


@dataclass(frozen=True, slots=True)
class _Source:
    """A table with notes, the column of their text, and who reads it."""

    table: str
    column: str
    area: Area
    has_drafts: bool = False


def _source(table: str, record: type, column: str, *, has_drafts: bool = False) -> _Source:
    """Return where notes lie, read by whom the catalogue says."""
    area = next(field.about.area for field in fields_of(record) if field.name == column)
    return _Source(table, column, area, has_drafts)


_SOURCES: Final = (
    _source("note", Note, "text", has_drafts=True),
    _source("contact", Contact, "note"),
)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One word of the query: its spellings in notes, and what it finds people by."""

    spellings: tuple[str, ...]
    token: Token


@dataclass(frozen=True, slots=True)
class Noted:
    """The people found, each with a note that has the words; `is_more` where some are missed."""

    texts: dict[bytes, str]
    starts: tuple[str, ...] = ()
    """How the words begin that are marked in a note, the longest first."""
    is_more: bool = False


NOBODY: Final = Noted({})


class Notes:
    """One query over the notes that the reader's role may read."""

    def __init__(
        self, connection: Connection, reader: Reader, text: str, classes: Sequence[KeyClass]
    ) -> None:
        """Take the open transaction, the reader, what was typed, and whom it finds by names."""
        self._driver: Any = connection.connection.driver_connection
        self._reader = reader
        self._sources = [source for source in _SOURCES if source.area in reader.areas]
        self._wanted = _wanted(text)
        self._classes = classes

    def parties(self, most: int, known: Collection[bytes]) -> Noted:
        """Return people who are not known yet, at most so many."""
        if not self._wanted or not self._sources:
            return NOBODY
        rarest, is_more = self._rarest()
        starts = _starts(self._wanted)
        texts: dict[bytes, str] = {}
        for party, text in self._rows(rarest):
            if party not in known and party not in texts:
                if len(texts) == most:
                    return Noted(texts, starts, is_more=True)
                texts[party] = text
        return Noted(texts, starts, is_more)

    def _rows(self, rarest: _Wanted) -> Iterator[tuple[bytes, str]]:
        """Yield people and notes: with the rarest word in the note, then in the name or number."""
        others = [each for each in self._wanted if each is not rarest]
        own, most = (self._reader.actor.bytes,), MANY if others else ALL
        beside = [bound for each in others for bound in self._beside(each)]
        in_note = [bound for each in others for bound in _in_notes(each)]
        for source in self._sources:
            drafts = own if source.has_drafts else ()
            bounds = (*_in_notes(rarest), most, *drafts, *beside)
            yield from self._driver.execute(_by_word(source, *self._shape(rarest, others)), bounds)
        keys = self._keys(rarest)
        for source in self._sources if others and keys else ():
            drafts = own if source.has_drafts else ()
            bounds = (*keys, MANY, *drafts, *beside, *in_note)
            yield from self._driver.execute(_by_key(source, *self._shape(rarest, others)), bounds)

    def _rarest(self) -> tuple[_Wanted, bool]:
        """Return the word with the fewest notes and keys; True where those are not all read."""
        if len(self._wanted) == 1:
            return self._wanted[0], False
        counts = [(self._count(each), -len(each.token.text), each) for each in self._wanted]
        count, _length, rarest = min(counts, key=lambda counted: counted[:2])
        return rarest, count > MANY

    def _count(self, wanted: _Wanted) -> int:
        """Return how many notes and keys a word has, each counted a little beyond the limit."""
        shape = len(wanted.spellings), len(self._keys(wanted)) // 2
        bounds = (*_in_notes(wanted), MANY + 1, *self._keys(wanted), MANY + 1)
        return int(self._driver.execute(_counting(*shape), bounds).fetchone()[0])

    def _shape(
        self, rarest: _Wanted, others: Sequence[_Wanted]
    ) -> tuple[tuple[int, int], tuple[tuple[int, int], ...]]:
        """Return how many ranges each word has in notes and among keys."""
        shapes = [(len(e.spellings), len(self._keys(e)) // 2) for e in (rarest, *others)]
        return shapes[0], tuple(shapes[1:])

    def _keys(self, wanted: _Wanted) -> list[str]:
        """Return the bounds of the keys that a word finds."""
        return [bound for pair in ranges(wanted.token, self._classes) for bound in pair]

    def _beside(self, wanted: _Wanted) -> list[str]:
        """Return the bounds of a word that stands in the note, or in what the person is called."""
        return [*_in_notes(wanted), *self._keys(wanted)]


def _wanted(text: str) -> tuple[_Wanted, ...]:
    """Return the words of what was typed, each once."""
    bare = unicodedata.normalize("NFC", text[:QUERY_LIMIT]).translate(_APOSTROPHES)
    found = []
    for word in dict.fromkeys(words(bare)):
        folded = fold(word)
        kind = TokenKind.DIGITS if folded.isascii() and folded.isdigit() else TokenKind.WORD
        kept = (as_kept(each) for each in (*variants(folded), word))
        found.append(_Wanted(tuple(dict.fromkeys(kept)), Token(kind, folded)))
    return tuple(found[:TOKEN_LIMIT])


def _starts(wanted: Sequence[_Wanted]) -> tuple[str, ...]:
    """Return how words that are marked begin, the longest first."""
    found = {start for each in wanted for start in variants(each.token.text)}
    return tuple(sorted(found, key=len, reverse=True))


def _in_notes(wanted: _Wanted) -> list[str]:
    """Return the bounds of a word's spellings in notes."""
    return [bound for each in wanted.spellings for bound in (each, each + END)]


_WORDS: Final = "SELECT row_id FROM note_word WHERE word >= ? AND word < ?"
_KEYS: Final = "SELECT party_id FROM search_key WHERE key >= ? AND key < ?"
_NOBODY: Final = "SELECT 1 WHERE 0"


def _united(one: str, count: int) -> str:
    """Return the statement over so many ranges."""
    return " UNION ALL ".join([one] * count) or _NOBODY


@cache
def _counting(spellings: int, keys: int) -> str:
    """Return the statement that counts notes and keys, both to a limit."""
    notes, people = _united(_WORDS, spellings), _united(_KEYS, keys)
    return f"SELECT (SELECT count(*) FROM ({notes} LIMIT ?)) + (SELECT count(*) FROM ({people} LIMIT ?))"  # noqa: S608, E501 - placeholders alone


def _here(spellings: int) -> str:
    """Return the condition that a word stands in the note."""
    either = " OR ".join(["(word >= ? AND word < ?)"] * spellings)
    return f"EXISTS (SELECT 1 FROM note_word WHERE row_id = own.id AND ({either}))"  # noqa: S608 - placeholders alone


def _called(keys: int) -> str:
    """Return the condition that a word is among what the person is found by."""
    either = " OR ".join(["(+key >= ? AND +key < ?)"] * keys) or "0"
    return f"EXISTS (SELECT 1 FROM search_key WHERE party_id = own.party_id AND ({either}))"  # noqa: S608 - placeholders alone


def _read(source: _Source, found: str, joined: str) -> str:
    """Return the statement for the notes that may be shown; what is not shown finds nobody."""
    drafts = " AND (own.stage <> 'draft' OR own.recorded_by = ?)" if source.has_drafts else ""
    return (
        f"SELECT own.party_id, own.{source.column} FROM ({found} LIMIT ?) AS found "  # noqa: S608 - our names
        f"CROSS JOIN {source.table} AS own ON {joined} CROSS JOIN party ON party.id = own.party_id "
        "WHERE party.merged_at IS NULL AND NOT party.is_protected AND NOT EXISTS (SELECT 1 "
        "FROM restriction AS held WHERE held.party_id = own.party_id AND held.lifted_on IS NULL)"
        + drafts
    )


def _each_beside(others: tuple[tuple[int, int], ...]) -> str:
    """Return the conditions that every other word stands in the note or in the person's name."""
    return "".join(f" AND ({_here(here)} OR {_called(keys)})" for here, keys in others)


@cache
def _by_word(source: _Source, rarest: tuple[int, int], others: tuple[tuple[int, int], ...]) -> str:
    """Return the statement that begins with the notes that have the rarest word."""
    found = _united(_WORDS, rarest[0])
    return _read(source, found, "own.id = found.row_id") + _each_beside(others)


@cache
def _by_key(source: _Source, rarest: tuple[int, int], others: tuple[tuple[int, int], ...]) -> str:
    """Return the statement that begins with the people called so; some other word is noted."""
    found = _united(_KEYS, rarest[1])
    noted = " OR ".join(_here(here) for here, _keys in others)
    read = _read(source, found, "own.party_id = found.party_id")
    return f"{read}{_each_beside(others)} AND ({noted})"
