"""Names in the register that share a word with a text, for the review of an answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final

from sqlalchemy import Connection, Select, func, select

from registerdesk.storage.parties import FORMER_NAME, PARTY, PHONE

_BLOCK: Final = 5_000


def names_sharing(connection: Connection, words: Collection[str]) -> Iterator[str]:
    """Yield each present and former name of which a word is among the case-folded words."""
    for statement in (select(PARTY.c.display_name), select(FORMER_NAME.c.name)):
        yield from _sharing(connection, statement, words)


def count_of_name(connection: Connection, name: str) -> int:
    """Return how many people have, or have had, exactly this name; case does not count."""
    wanted = name.strip().casefold()
    present = select(PARTY.c.display_name).where(PARTY.c.merged_at.is_(None))
    found = (
        each
        for statement in (present, select(FORMER_NAME.c.name))
        for each in _sharing(connection, statement, wanted.split())
    )
    return sum(1 for each in found if each.strip().casefold() == wanted)


def count_of_phone(connection: Connection, digits: str) -> int:
    """Return how many phone numbers end in these digits, leading zeros left out."""
    ending = digits.lstrip("0")
    statement = select(func.count()).select_from(PHONE)
    found = statement.where(PHONE.c.e164.endswith(ending, autoescape=True))
    return int(connection.execute(found).scalar_one()) if ending else 0


def _sharing(
    connection: Connection, statement: Select[Any], words: Collection[str]
) -> Iterator[str]:
    """Yield the names of one table that share a word, a block of rows at a time."""
    rows = connection.execution_options(yield_per=_BLOCK).execute(statement)
    wanted = frozenset(words)
    for row in rows:
        name = row[0]
        if name and not wanted.isdisjoint(name.casefold().split()):
            yield name
