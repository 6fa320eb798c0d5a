"""Names and phones in the register that an answer touches, found by search keys."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

from sqlalchemy import Connection

from registerdesk.domain.search_keys import KeyClass, fold, words

_NAMED: Final = (KeyClass.NAME, KeyClass.WORD, KeyClass.FORMER)
_WITH_KEY: Final = "SELECT DISTINCT party_id FROM search_key WHERE key >= ? AND key < ?"
_OF_PARTY: Final = (
    "SELECT display_name FROM party WHERE id = ?",
    "SELECT name FROM former_name WHERE party_id = ?",
)
_PHONES: Final = "SELECT e164 FROM phone WHERE party_id = ?"
_SURELY_NATIONAL: Final = 7
"""So many last digits of a number are never those of its country."""


def names_sharing(connection: Connection, wanted: Collection[str]) -> Iterator[str]:
    """Yield each present and former name of which a word is among the case-folded words."""
    driver: Any = connection.connection.driver_connection
    sought = frozenset(wanted)
    for party in _parties(driver, _starts_of(sought)):
        for statement in _OF_PARTY:
            for (name,) in driver.execute(statement, (party,)).fetchall():
                if name and not sought.isdisjoint(name.casefold().split()):
                    yield name


def count_of_name(connection: Connection, name: str) -> int:
    """Return how many people have, or have had, exactly this name; case does not count."""
    wanted = name.strip().casefold()
    found = names_sharing(connection, wanted.split())
    return sum(1 for each in found if each.strip().casefold() == wanted)


def count_of_phone(connection: Connection, digits: str) -> int:
    """Return how many phone numbers end in these digits, leading zeros left out."""
    ending = digits.lstrip("0")
    if not ending:
        return 0
    driver: Any = connection.connection.driver_connection
    start = f"{KeyClass.PHONE_END} {ending[-_SURELY_NATIONAL:][::-1]}"
    found = _parties(driver, [(start, start + ":")])
    phones = (row[0] for party in found for row in driver.execute(_PHONES, (party,)).fetchall())
    return sum(1 for e164 in phones if e164 and e164.endswith(ending))


def _starts_of(wanted: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield where the keys of names lie that have one of the words, or its beginning."""
    for word in sorted({words(fold(each))[0] for each in wanted if words(fold(each))}):
        for key_class in _NAMED:
            start = f"{key_class} {word}"
            yield start, start + "!"


def _parties(driver: Any, places: Iterable[tuple[str, str]]) -> list[bytes]:
    """Return the people with a key in one of the places, each once."""
    found = (row[0] for place in places for row in driver.execute(_WITH_KEY, place))
    return sorted(set(found))
