"""The range scans of search: which parties a query finds, best first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection

from registerdesk.domain.search_keys import KeyClass
from registerdesk.domain.search_queries import (
    END,
    NAMES,
    NUMBERS,
    Token,
    TokenKind,
    finds,
    is_exact,
    ranges,
    variants,
)

RARE: Final = 2
"""A token with at most so many keys for each row wanted is followed through every class of keys.

Beyond that only names are complete.
"""
MANY: Final = 2000
"""So far the keys of tokens are counted, to find out which of several common ones is rarest."""

EXACT, STARTS, WORD, NUMBER, OTHER = range(5)
"""The ranks, best first."""

RANKS: Final[dict[str, int]] = {
    KeyClass.NAME: STARTS,
    KeyClass.WORD: WORD,
    KeyClass.FORMER: OTHER,
    KeyClass.EMAIL: OTHER,
}

Row = tuple[str, bytes]


@cache
def _scan(count: int, filters: tuple[int, ...] = ()) -> str:
    """Return the statement over some ranges in order; each filter has so many spellings."""
    narrowed = "".join(
        " AND (" + " OR ".join(["instr(key, ?) > 0"] * spellings) + ")" for spellings in filters
    )
    one = f"SELECT key, party_id FROM search_key WHERE key >= ? AND key < ?{narrowed}"  # noqa: S608 - placeholders alone
    return " UNION ALL ".join([one] * count)


@cache
def _count(count: int) -> str:
    """Return the statement that counts keys in some ranges, to a limit."""
    return f"SELECT count(*) FROM ({_scan(count)} LIMIT ?)"  # noqa: S608 - placeholders alone


@cache
def _mixing(count: int, beside: tuple[int, ...]) -> str:
    """Return the statement for some ranges, whose party also has a key in each other set of them.

    The plus keeps the database from seeking each range alone: a party has few keys.
    """
    also = "".join(
        " AND EXISTS (SELECT 1 FROM search_key WHERE party_id = found.party_id AND ("  # noqa: S608 - our own names and placeholders
        + " OR ".join(["(+key >= ? AND +key < ?)"] * ranges_of_token)
        + "))"
        for ranges_of_token in beside
    )
    return f"SELECT key, party_id FROM ({_scan(count)} LIMIT ?) AS found WHERE 1{also}"  # noqa: S608 - placeholders alone


_KEYS_OF: Final = "SELECT key FROM search_key WHERE party_id = ?"


class Scan:
    """One query over the keys that the reader's role may be found by."""

    def __init__(
        self, connection: Connection, classes: Sequence[KeyClass], query: Sequence[Token]
    ) -> None:
        """Take the open transaction, the classes of keys and the query's tokens."""
        self._driver: Any = connection.connection.driver_connection
        self._classes = classes
        self._query = tuple(query)
        self._rare = 0

    def parties(self, limit: int, *, rare: int | None = None) -> dict[bytes, tuple[int, str]]:
        """Return at most `limit` parties with rank and key, in the order of finding.

        A token with at most `rare` keys is followed through every class, each party looked up.
        """
        self._rare = RARE * limit if rare is None else rare
        found: dict[bytes, tuple[int, str]] = {}
        for rank, key, party in self._candidates():
            known = found.get(party)
            if known is None or rank < known[0]:
                found[party] = (rank, key)
            if len(found) >= limit:
                break
        return found

    def _candidates(self) -> Iterator[tuple[int, str, bytes]]:
        """Yield rank, key and party; names before numbers before the rest."""
        if len(self._query) == 1:
            yield from self._exact()
            for key, party in self._rows(ranges(self._query[0], self._classes)):
                yield self._rank(key), key, party
        elif self._query:
            yield from self._in_order()

    def _in_order(self) -> Iterator[tuple[int, str, bytes]]:
        """Yield who matches several tokens: in names, then in fields of different kinds."""
        named = False
        for hit in self._adjacent():
            named = True
            yield hit
        rarest, count = self._rarest()
        others = [token for token in self._query if token is not rarest]
        for hit in self._in_names(rarest, others):
            named = True
            yield hit
        has_digits = any(c.isdigit() for token in self._query for c in token.text)
        if count <= self._rare or has_digits or not named:
            yield from self._anywhere(rarest, others)

    def _exact(self) -> Iterator[tuple[int, str, bytes]]:
        """Yield the party whose whole number was typed, before any longer number."""
        text = self._query[0].text
        wanted = [c for c in NUMBERS if c in self._classes]
        for key, party in self._rows([(f"{c} {text}", f"{c} {text}\x01") for c in wanted]):
            yield EXACT, key, party

    def _adjacent(self) -> Iterator[tuple[int, str, bytes]]:
        """Yield names in which the query's words stand side by side: one range scan."""
        if any(token.kind is TokenKind.EMAIL for token in self._query):
            return
        classes = [c for c in NAMES if c in self._classes]
        orders = [self._query]
        if len(self._query) == 2:  # noqa: PLR2004 - a pair has one other order
            orders.append(self._query[::-1])
        for order in orders:
            text = " ".join(token.text for token in order)
            for key, party in self._rows([(f"{c} {text}", f"{c} {text}{END}") for c in classes]):
                yield self._rank(key), key, party

    def _rarest(self) -> tuple[Token, int]:
        """Return the token with the fewest keys, and how many, counted to a limit."""
        token, count = self._least(self._rare + 1)
        return (token, count) if count <= self._rare else self._least(MANY)

    def _least(self, limit: int) -> tuple[Token, int]:
        """Return the token with the fewest keys, the longer of equals; counted to a limit."""
        counts = [(self._counted(token, limit), -len(token.text), token) for token in self._query]
        count, _length, token = min(counts, key=lambda counted: counted[:2])
        return token, count

    def _counted(self, token: Token, limit: int) -> int:
        """Return how many keys a token has, at most the limit."""
        wanted = ranges(token, self._classes)
        if not wanted:
            return 0
        flat = [bound for pair in wanted for bound in pair]
        return int(self._driver.execute(_count(len(wanted)), (*flat, limit)).fetchone()[0])

    def _in_names(self, rarest: Token, others: Sequence[Token]) -> Iterator[tuple[int, str, bytes]]:
        """Yield names that hold every token: the rarest drives, the rest filter in the key."""
        if any(token.kind is TokenKind.EMAIL for token in self._query):
            return
        spelled = [[f" {text}" for text in variants(token.text)] for token in others]
        filters = [text for spellings in spelled for text in spellings]
        shape = tuple(len(spellings) for spellings in spelled)
        for low, high in ranges(rarest, [c for c in NAMES if c in self._classes]):
            for key, party in self._driver.execute(_scan(1, shape), (low, high, *filters)):
                yield self._rank(key), key, party

    def _anywhere(self, rarest: Token, others: Sequence[Token]) -> Iterator[tuple[int, str, bytes]]:
        """Yield parties whose tokens lie in different fields."""
        wanted = ranges(rarest, self._classes)
        beside = [ranges(token, self._classes) for token in others]
        if not wanted or not all(beside):
            return
        flat = [bound for pair in wanted for bound in pair]
        more = [bound for pairs in beside for pair in pairs for bound in pair]
        statement = _mixing(len(wanted), tuple(len(pairs) for pairs in beside))
        for key, party in self._driver.execute(statement, (*flat, self._rare, *more)):
            mine = [row[0] for row in self._driver.execute(_KEYS_OF, (party,))]
            by = [key, *(finds(token, mine, self._classes) or key for token in others)]
            yield self._mixed(by, mine), max(by, key=_weight), party

    def _mixed(self, by: Sequence[str], mine: Iterable[str]) -> int:
        """Return the rank of a party found by several keys: a whole number leads."""
        numbers = [k for k in mine if k[0] in self._classes]
        if any(is_exact(token, k) for token in self._query for k in numbers):
            return EXACT
        return max(self._rank(key) for key in by)

    def _rank(self, key: str) -> int:
        """Return the rank of a key's class."""
        return RANKS.get(key[0], NUMBER)

    def _rows(self, wanted: Sequence[tuple[str, str]], limit: int = -1) -> Iterator[Row]:
        """Yield the keys in some ranges, in order."""
        if wanted:
            flat = [bound for pair in wanted for bound in pair]
            yield from self._driver.execute(_scan(len(wanted)) + " LIMIT ?", (*flat, limit))


def _weight(key: str) -> int:
    """Return how much a key says about why a row was found: names say least."""
    return RANKS.get(key[0], NUMBER)
