"""Search as one types: the keys kept up to date, and the rows that a query finds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection

from registerdesk.domain.search_hits import (
    NOTHING,
    Found,
    Hit,
    MatchedField,
    Suggestion,
    as_written,
    excerpt,
)
from registerdesk.domain.search_keys import (
    CLASS_AREAS,
    Findable,
    KeyClass,
    fold,
    forms,
    keys_of,
    name_words,
    words,
)
from registerdesk.domain.search_queries import END, Token, tokens, variants
from registerdesk.domain.sounds import sound
from registerdesk.storage.register import Reader
from registerdesk.storage.search_notes import NOBODY, Noted, Notes
from registerdesk.storage.search_rows import SHOWN, Rows, Shown
from registerdesk.storage.search_scan import STARTS, WORD, Scan
from registerdesk.storage.search_similar import Similar
from registerdesk.storage.search_tables import SEARCH_KEY, SEARCH_ROW, SEARCH_WORD

CANDIDATES: Final = 80
"""How many parties a query gathers at least, in the order of keys, before they are ranked.

Among more than that, the latest contact leads the first eighty alone: one letter more finds fewer.
"""

TABLES: Final = (SEARCH_KEY, SEARCH_ROW, SEARCH_WORD)
"""Everything that search keeps; it can be made anew from the registers."""

_FINDABLE: Final = (
    ("former_names", "SELECT name FROM former_name WHERE party_id = ?"),
    ("phones", "SELECT e164 FROM phone WHERE party_id = ?"),
    ("emails", "SELECT address FROM email WHERE party_id = ?"),
    ("numbers", "SELECT number FROM relation WHERE party_id = ?"),
    ("organisations", "SELECT organisation FROM party_number WHERE party_id = ?"),
)
_PARTY: Final = (
    "SELECT display_name, birth_date, is_protected FROM party WHERE id = ? AND merged_at IS NULL"
)
_KEYS_OF: Final = "SELECT key FROM search_key WHERE party_id = ?"
_NAME_KEYS_OF: Final = f"{_KEYS_OF} AND substr(key, 1, 1) IN ('n', 'w')"
_ADD_KEY: Final = "INSERT OR IGNORE INTO search_key (key, party_id) VALUES (?, ?)"
_DROP_KEY: Final = "DELETE FROM search_key WHERE key = ? AND party_id = ?"
_DROP_KEYS: Final = "DELETE FROM search_key WHERE party_id = ?"
_KEEP_ROW: Final = (
    f"INSERT OR REPLACE INTO search_row {SHOWN} FROM party "
    "WHERE id = ? AND NOT is_protected AND display_name <> '' AND merged_at IS NULL"
)
_DROP_ROW: Final = "DELETE FROM search_row WHERE party_id = ?"
_ADD_WORD: Final = "INSERT OR IGNORE INTO search_word (word, sound) VALUES (?, ?)"
_DROP_WORD: Final = "DELETE FROM search_word WHERE word = ?"
_BEARER: Final = (
    "SELECT 1 FROM search_key WHERE key >= ? AND key < ? "
    "UNION ALL SELECT 1 FROM search_key WHERE key >= ? AND key < ? LIMIT 1"
)


class Search:
    """The search tables over one open transaction, as far as the reader's role reaches."""

    def __init__(self, connection: Connection, reader: Reader) -> None:
        """Bind search to a transaction and a reader."""
        self._connection = connection
        self._reader = reader
        self._driver: Any = connection.connection.driver_connection

    @cached_property
    def classes(self) -> tuple[KeyClass, ...]:
        """The classes of keys by which this reader may find somebody."""
        return tuple(c for c in KeyClass if CLASS_AREAS[c] in self._reader.areas)

    def refresh(self, party_id: UUID) -> None:
        """Bring the party's keys in line with its rows; a protected party has none."""
        found_by = self._findable(party_id)
        wanted = keys_of(found_by) if found_by else set()
        present = {row[0] for row in self._driver.execute(_KEYS_OF, (party_id.bytes,))}
        self._drop(party_id, present - wanted)
        self._driver.executemany(_ADD_KEY, [(k, party_id.bytes) for k in sorted(wanted - present)])
        self._driver.execute(_DROP_ROW, (party_id.bytes,))
        self._driver.execute(_KEEP_ROW, (party_id.bytes,))
        if found_by and wanted - present:
            self._learn(name_words(found_by.name))

    def forget(self, party_id: UUID) -> None:
        """Erase the party's keys, and the words that nobody else is called."""
        present = {row[0] for row in self._driver.execute(_KEYS_OF, (party_id.bytes,))}
        self._drop(party_id, present)
        self._driver.execute(_DROP_ROW, (party_id.bytes,))

    def forget_all(self, parties: Iterable[UUID]) -> None:
        """Erase the keys and rows of many parties, and the words that nobody else is called."""
        leading: set[str] = set()
        for party_id in parties:
            one = (party_id.bytes,)
            leading |= {_leading(row[0]) for row in self._driver.execute(_NAME_KEYS_OF, one)}
            self._driver.execute(_DROP_KEYS, one)
            self._driver.execute(_DROP_ROW, one)
        self._drop_words(leading)

    def count_keys(self, party_id: UUID) -> int:
        """Return how many search keys find the party."""
        return len(self._driver.execute(_KEYS_OF, (party_id.bytes,)).fetchall())

    def add_all(self, parties: Iterable[tuple[UUID, Findable]]) -> None:
        """Keep keys and rows of many new parties, in the order in which the tables lie."""
        rows: list[tuple[str, bytes]] = []
        ids: list[tuple[bytes]] = []
        known: set[str] = set()
        for party_id, found_by in parties:
            rows += [(key, party_id.bytes) for key in keys_of(found_by)]
            ids.append((party_id.bytes,))
            known |= name_words(found_by.name)
        rows.sort()
        self._driver.executemany(_ADD_KEY, rows)
        self._driver.executemany(_KEEP_ROW, sorted(ids))
        self._learn(known)

    def find(self, text: str, *, limit: int = 50, in_notes: bool = False) -> Found:
        """Return the best rows for what has been typed; any text is safe.

        With `in_notes` also, last, those in whose notes the words stand.
        """
        query = tokens(text)
        if not query or not self.classes:
            return NOTHING
        rows = Rows(self._connection, self._reader, query)
        protected = rows.protected(text)
        personal = rows.by_personal_number(text)
        wanted = max(CANDIDATES, limit)
        found = Scan(self._connection, self.classes, query).parties(wanted + 1)
        first = (*personal, *protected)
        known = {hit.party_id.bytes for hit in first} | set(found)
        noted = self._noted(text, known, wanted - len(found)) if in_notes else NOBODY
        if not found and not first and not noted.texts:
            return self._similar(query, limit)
        shown = rows.shown(list(found))
        ranked = rows.hits(_ranked(found, shown, query)[: max(0, limit - len(first))], shown)
        room = max(0, limit - len(first) - len(ranked))
        return Found(
            hits=(*first, *ranked, *_by_notes(rows, noted, room)),
            total=min(len(found), wanted) + len(first) + len(noted.texts),
            is_more=len(found) > wanted or noted.is_more,
        )

    def _noted(self, text: str, known: set[bytes], most: int) -> Noted:
        """Return who is found by notes alone, at most so many."""
        notes = Notes(self._connection, self._reader, text, self.classes)
        return notes.parties(max(0, most), known)

    def _similar(self, query: Sequence[Token], limit: int) -> Found:
        """Return the rows of similar names, with what may have been meant."""
        found, text, count = Similar(self._connection, query).parties(limit)
        if not found:
            return NOTHING
        corrected = Rows(self._connection, self._reader, tokens(text))
        hits = corrected.hits(list(found.items())[:limit])
        meant = as_written(text, hits[0].name)
        return Found(
            hits=tuple(hits), total=len(found), suggestion=Suggestion(text=meant, count=count)
        )

    def _findable(self, party_id: UUID) -> Findable | None:
        """Return the open values of a party, or None for one that is not to be found."""
        row = self._driver.execute(_PARTY, (party_id.bytes,)).fetchone()
        if row is None or row[2] or not row[0]:
            return None
        values = {
            name: tuple(r[0] for r in self._driver.execute(sql, (party_id.bytes,)) if r[0])
            for name, sql in _FINDABLE
        }
        born = date.fromisoformat(row[1]) if row[1] else None
        return Findable(name=row[0], birth_date=born, **values)

    def _learn(self, known: Iterable[str]) -> None:
        """Add words to the vocabulary."""
        self._driver.executemany(_ADD_WORD, [(word, sound(word)) for word in sorted(known)])

    def _drop(self, party_id: UUID, keys: Iterable[str]) -> None:
        """Remove keys, and words that no key begins with any longer."""
        gone = list(keys)
        self._driver.executemany(_DROP_KEY, [(key, party_id.bytes) for key in gone])
        self._drop_words({_leading(key) for key in gone if key[0] in "nw"})

    def _drop_words(self, leading: Iterable[str]) -> None:
        """Remove words that no key begins with any longer."""
        for word in leading:
            bounds = [f"{c} {word}{end}" for c in "nw" for end in ("", f" {END}")]
            if not self._driver.execute(_BEARER, bounds).fetchone():
                self._driver.execute(_DROP_WORD, (word,))


def _by_notes(rows: Rows, noted: Noted, room: int) -> list[Hit]:
    """Return rows of those found by notes alone, the latest contact first."""
    hits = rows.hits([(party, "") for party in noted.texts])
    return [
        replace(
            hit,
            matched=MatchedField.NOTE,
            matched_text=excerpt(noted.texts[hit.party_id.bytes], noted.starts),
            starts=noted.starts,
        )
        for hit in sorted(hits, key=_latest)[:room]
    ]


def _latest(hit: Hit) -> tuple[int, bytes]:
    """Return the place of a hit among its equals."""
    return -(hit.latest_contact or 0), hit.party_id.bytes


def _leading(key: str) -> str:
    """Return the word with which a name's key begins."""
    return key[2:].split(" ", 1)[0]


def _ranked(
    found: Mapping[bytes, tuple[int, str]], shown: Mapping[bytes, Shown], query: Sequence[Token]
) -> list[tuple[bytes, str]]:
    """Return parties and keys, best rank first, then the latest contact."""
    mixes = len(query) > 1

    def order(party: bytes) -> tuple[int, int, bytes]:
        rank, _key = found[party]
        _id, _kind, name, *_between, latest, _hidden = shown[party]
        if mixes and name and rank in {STARTS, WORD}:
            rank = STARTS if _starts_with(name, query[0]) else WORD
        return rank, -(latest or 0), party

    return [(party, found[party][1]) for party in sorted(shown, key=order)]


def _starts_with(name: str, token: Token) -> bool:
    """Tell whether the name's first word begins with the token."""
    first = words(fold(name))[:1]
    return any(form.startswith(v) for w in first for form in forms(w) for v in variants(token.text))
