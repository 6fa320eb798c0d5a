"""What search answers: rows for the list, with what matched and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from registerdesk.domain.parties import PartyKind
from registerdesk.domain.search_keys import fold, forms
from registerdesk.domain.search_queries import Token, TokenKind, variants

Span = tuple[int, int]
"""First character and the one after the last, to be marked."""

_BEFORE: Final = 16
_EXCERPT: Final = 90
"""So many characters of a note are shown, and at most so many of them before the word."""

_RUN: Final = re.compile(r"[^\W_](?:[^\W_]|['’´`])*")


class MatchedField(StrEnum):
    """The field by which a row was found."""

    NAME = "name"
    NUMBER = "number"
    ORGANISATION = "organisation"
    PERSONAL = "personal"
    PHONE = "phone"
    BIRTH_DATE = "birth_date"
    FORMER_NAME = "former_name"
    EMAIL = "email"
    NOTE = "note"


class Standing(StrEnum):
    """The chip at the right of a row."""

    NONE = "none"
    CUSTOMER = "customer"
    SUPPLIER = "supplier"
    ENDED = "ended"
    PROTECTED = "protected"
    DECEASED = "deceased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One row; what the reader may not see is empty. `latest_contact` is UTC microseconds."""

    party_id: UUID
    kind: PartyKind
    name: str
    birth_date: date | None = None
    town: str = ""
    phone: str = ""
    """International form."""
    number: str = ""
    standing: Standing = Standing.NONE
    is_protected: bool = False
    ask: str = ""
    """Who can open a protected person, for a reader to whom the name is sealed."""
    is_deceased: bool = False
    is_minor: bool = False
    is_restricted: bool = False
    """Shown without phone and town: the data is only stored."""
    latest_contact: int | None = None
    matched: MatchedField = MatchedField.NAME
    matched_text: str = ""
    """The former name, the e-mail address or the part of a note that matched."""
    starts: tuple[str, ...] = ()
    """How words that the query marks begin; what is not shown is not marked either."""

    @property
    def name_spans(self) -> tuple[Span, ...]:
        """Where the name is marked."""
        return spans(self.name, self.starts)

    @property
    def matched_spans(self) -> tuple[Span, ...]:
        """Where the text that matched is marked."""
        return spans(self.matched_text, self.starts)


def starts_of(query: Sequence[Token]) -> tuple[str, ...]:
    """Return how words that the query marks begin, the longest first."""
    found = {
        v for token in query if token.kind is not TokenKind.EMAIL for v in variants(token.text)
    }
    return tuple(sorted(found, key=len, reverse=True))


def spans(text: str, starts: Sequence[str]) -> tuple[Span, ...]:
    """Return where in the text words begin so, from each word's beginning."""
    return tuple(_spans(text, starts))


def _spans(text: str, starts: Sequence[str]) -> Iterator[Span]:
    """Yield where in the text words begin so."""
    for run in _RUN.finditer(text):
        length = _matched(run[0], starts)
        if length:
            yield run.start(), run.start() + length


def excerpt(text: str, starts: Sequence[str]) -> str:
    """Return the part of a text around the first word that begins so, on one line."""
    line = " ".join(text.split())
    first = next(_spans(line, starts), (0, 0))[0]
    begin = max(0, first - _BEFORE)
    if begin:
        begin = line.find(" ", begin, first) + 1 or begin
    end = begin + _EXCERPT
    if end < len(line):
        cut = line.rfind(" ", first, end)
        end = cut if cut > first else end
    return ("…" if begin else "") + line[begin:end] + ("…" if end < len(line) else "")


def _matched(word: str, starts: Sequence[str]) -> int:
    """Return how many of the word's characters are marked; all, where folding changed them."""
    spelled = (word.casefold(),) if word.isascii() else forms(fold(word))
    for form in spelled:
        for start in starts:
            if form.startswith(start):
                return len(start) if len(form) == len(word) else len(word)
    return 0


def as_written(text: str, name: str) -> str:
    """Return folded words as they stand in a name that has them: lindqvist as Lindqvist."""
    written = {form: run[0] for run in _RUN.finditer(name) for form in forms(fold(run[0]))}
    return " ".join(written.get(word, word) for word in text.split())


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may have been meant, when nothing matched as typed."""

    text: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The first rows, how many there are in all, and what may have been meant."""

    hits: tuple[Hit, ...]
    total: int
    is_more: bool = False
    """There are more than `total`; counting stopped."""
    suggestion: Suggestion | None = None


NOTHING: Final = Found(hits=(), total=0)
