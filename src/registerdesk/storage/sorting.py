"""Swedish order without a collation: a stored key, the same in every database."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Column, Computed, Text

_LETTERS: Final = (
    *(("Å", "~a"), ("å", "~a"), ("Ä", "~b"), ("ä", "~b"), ("Ö", "~c"), ("ö", "~c")),
    *(("Æ", "~b"), ("æ", "~b"), ("Ø", "~c"), ("ø", "~c"), ("Ü", "y"), ("ü", "y")),
    *(("É", "e"), ("é", "e"), ("È", "e"), ("è", "e"), ("Á", "a"), ("á", "a")),
    *(("À", "a"), ("à", "a"), ("Ó", "o"), ("ó", "o"), ("Ñ", "n"), ("ñ", "n")),
    *(("Ç", "c"), ("ç", "c"), ("Š", "s"), ("š", "s"), ("Ž", "z"), ("ž", "z")),
)
"""A tilde comes after z in ASCII, so å, ä and ö follow it, in that order."""

_ASCII_LOWER: Final = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def sort_key(text: str) -> str:
    """Return the key that the database computes for a text, to compare with it."""
    key = text.translate(_ASCII_LOWER)
    for letter, place in _LETTERS:
        key = key.replace(letter, place)
    return key


def sort_expression(source: str) -> str:
    """Return the SQL by which the database computes `sort_key` of what the source says."""
    expression = f"lower({source})"
    for letter, place in _LETTERS:
        expression = f"replace({expression}, '{letter}', '{place}')"
    return expression


def sort_column(name: str, source: str) -> Column[Any]:
    """Return a column that the database keeps equal to `sort_key` of another column."""
    expression = sort_expression(source)
    binary = Text().with_variant(Text(collation="C"), "postgresql")
    return Column(name, binary, Computed(expression, persisted=True), nullable=True)
