"""Names in the register that share a word with a text, for the review of an answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final

from sqlalchemy import Connection, Select, select

from registerdesk.storage.parties import FORMER_NAME, PARTY

_BLOCK: Final = 5_000


def names_sharing(connection: Connection, words: Collection[str]) -> Iterator[str]:
    """Yield each present and former name of which a word is among the case-folded words."""
    for statement in (select(PARTY.c.display_name), select(FORMER_NAME.c.name)):
        yield from _sharing(connection, statement, words)


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
