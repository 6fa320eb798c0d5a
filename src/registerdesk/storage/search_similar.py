"""What may have been meant when nothing matched: names that sound or are spelled alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, product
from typing import Any, Final

from sqlalchemy import Connection

from registerdesk.domain.search_keys import plain
from registerdesk.domain.search_queries import NAMES, Token, TokenKind
from registerdesk.domain.sounds import sound
from registerdesk.storage.search_scan import Scan

SHORTEST: Final = 3
"""Shorter words have too many neighbours to guess among."""
_SHORT: Final = 4
_MOST_WORDS: Final = 12
_MOST_QUERIES: Final = 60
_ALIKE: Final = 0.5
"""A word that sounds the same differs in at most this part of its letters."""

_SOUNDS: Final = "SELECT word FROM search_word WHERE sound = ?"
_WORDS: Final = "SELECT word FROM search_word"


class Similar:
    """The vocabulary of present names, and the queries that it offers instead of one."""

    def __init__(self, connection: Connection, query: Sequence[Token]) -> None:
        """Take the open transaction and the query that found nothing."""
        self._connection = connection
        self._driver: Any = connection.connection.driver_connection
        self._query = tuple(query)
        self._vocabulary: list[str] | None = None

    def parties(self, limit: int) -> tuple[dict[bytes, str], str, int]:
        """Return parties with their keys, nearest first; the nearest query and its count.

        The nearest query fills half of the rows, so that a farther one is shown too.
        """
        found: dict[bytes, str] = {}
        nearest, count = "", 0
        kept_back: dict[bytes, str] = {}
        for query in self._queries():
            ranked = Scan(self._connection, NAMES, query).parties(limit)
            parties = {party: key for party, (_rank, key) in ranked.items()}
            if not parties:
                continue
            share = limit // 8 if nearest else limit // 2
            if not nearest:
                nearest, count = " ".join(token.text for token in query), len(parties)
            found.update(islice(parties.items(), share))
            kept_back.update(parties)
            if len(found) >= limit:
                break
        return dict(islice({**found, **kept_back}.items(), limit)), nearest, count

    def _queries(self) -> Iterator[tuple[Token, ...]]:
        """Yield corrected queries, the nearest first."""
        unknown = [token for token in self._query if not self._is_known(token)]
        if unknown:
            yield from self._corrected(unknown)
            return
        for token in self._query:
            yield from self._corrected([token])
        yield from self._corrected(self._query)

    def _corrected(self, wrong: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
        """Yield the query with every combination of neighbours for the wrong tokens."""
        options = [
            self._neighbours(token) if token in wrong else [(0, token.text)]
            for token in self._query
        ]
        combined = sorted(product(*options), key=lambda choice: sum(d for d, _word in choice))
        for choice in combined[:_MOST_QUERIES]:
            yield tuple(
                replace(token, text=word)
                for token, (_distance, word) in zip(self._query, choice, strict=True)
            )

    def _is_known(self, token: Token) -> bool:
        """Tell whether some name has a word that begins so."""
        return bool(Scan(self._connection, NAMES, [token]).parties(1))

    def _neighbours(self, token: Token) -> list[tuple[int, str]]:
        """Return words near the token with their distance: alike in sound first, then letters."""
        word = plain(token.text)
        if token.kind is not TokenKind.WORD or len(word) < SHORTEST:
            return []
        near = {heard: distance for heard, distance in self._alike(word) if heard != word}
        for spelled, distance in self._close(word):
            near.setdefault(spelled, 2 * distance)
        if not near:
            near = {start: 2 * distance + 1 for start, distance in self._begun(word)}
        ordered = sorted((distance, spelled) for spelled, distance in near.items())
        return ordered[:_MOST_WORDS]

    def _alike(self, word: str) -> Iterator[tuple[str, int]]:
        """Yield words that sound the same, with their distance in letters."""
        from rapidfuzz.distance import OSA

        for (heard,) in self._driver.execute(_SOUNDS, (sound(word),)):
            distance = int(OSA.distance(word, heard))
            if distance <= max(2, _ALIKE * len(word)):
                yield heard, 2 * distance - 1

    def _close(self, word: str) -> Iterator[tuple[str, int]]:
        """Yield words at most two letters away; one, where the word is short."""
        yield from self._extracted(word, self._words(), 1 if len(word) <= _SHORT else 2)

    def _begun(self, word: str) -> Iterator[tuple[str, int]]:
        """Yield beginnings of words one letter away, for a word that is still being typed."""
        starts = {known[: len(word)] for known in self._words() if len(known) > len(word)}
        yield from self._extracted(word, sorted(starts), 1)

    def _extracted(self, word: str, choices: Sequence[str], most: int) -> Iterator[tuple[str, int]]:
        """Yield the choices within a number of edits, a swap of neighbours counting as one."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=most, limit=40)
        for choice, distance, _index in found:
            if choice != word:
                yield choice, int(distance)

    def _words(self) -> list[str]:
        """Return the whole vocabulary, read once."""
        if self._vocabulary is None:
            self._vocabulary = [row[0] for row in self._driver.execute(_WORDS)]
        return self._vocabulary
