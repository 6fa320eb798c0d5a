"""Triggers by which the words of a text lie in a table of their own, whoever writes the text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import DDL, Table, event

from registerdesk.storage.tables import METADATA


def quoted(text: str) -> str:
    """Return a text as a statement of one line says it."""
    if text == "\n":
        return f"char({ord(text)})"
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def word_triggers(
    table: str, column: str, into: Table, *, text: str, word: str = "value"
) -> tuple[str, ...]:
    """Return the triggers that keep the words of a column, each once for its row.

    `text` is the SQL for the new text, its words parted by spaces; `word` is that for one of them,
    `value`. The table has the word and the id of the row, in this order.
    """
    parts = f"""json_each('[' || replace(json_quote({text}), ' ', '","') || ']')"""
    _word, owner = (key.name for key in into.c)
    keep = (
        f"INSERT INTO {into.name} (word, {owner}) SELECT DISTINCT {word}, NEW.id "  # noqa: S608 - our own names and signs
        f"FROM {parts} WHERE {word} <> ''"
    )
    drop = f"DELETE FROM {into.name} WHERE {owner} = OLD.id"  # noqa: S608 - our own names
    deeds = (
        ("comes", "INSERT", keep),
        ("changes", f"UPDATE OF {column}", f"{drop}; {keep}"),
        ("goes", "DELETE", drop),
    )
    return tuple(
        f"CREATE TRIGGER {into.name}_{table}_{name} AFTER {deed} ON {table} BEGIN {act}; END"
        for name, deed, act in deeds
    )


def kept_by(triggers: Iterable[str]) -> None:
    """Make the triggers with the tables."""
    ddl: Any = DDL
    for statement in triggers:
        made = ddl(statement.replace("%", "%%")).execute_if(dialect="sqlite")
        event.listen(METADATA, "after_create", made)
