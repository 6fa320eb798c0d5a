"""What has been typed into the search field: its parts, and the ranges of keys that they find."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise, product
from types import MappingProxyType
from typing import Final

from registerdesk.domain.search_keys import KeyClass, fold, folded_email, words

QUERY_LIMIT: Final = 200
TOKEN_LIMIT: Final = 8
_SPELLED: Final = MappingProxyType({"aa": "å", "ae": "ä", "oe": "ö"})
_MOST_PAIRS: Final = 4
_ABROAD = "00"
_SHORTEST_ABROAD = 7
"""Fewer digits after 00 are the end of a number: nobody dials abroad with so few."""
_HOME = "46"
_LAST_DIGITS: Final = 4
_SHORTEST_PHONE: Final = 8
_BIRTH_LENGTHS: Final = frozenset({6, 8})
END: Final = "\U0010ffff"
"""Sorts after everything that a key can hold."""

NAMES: Final = (KeyClass.NAME, KeyClass.WORD)
NUMBERS: Final = (KeyClass.NUMBER, KeyClass.ORGANISATION, KeyClass.PHONE)


class TokenKind(StrEnum):
    """What a part of the query can match."""

    WORD = "word"
    DIGITS = "digits"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Token:
    """One folded part of the query; a hit matches all of them."""

    kind: TokenKind
    text: str


def tokens(text: str) -> tuple[Token, ...]:
    """Return the parts of a query; digits side by side are one number, however they are spaced."""
    found: list[Token] = []
    digits = ""
    for chunk in fold(text[:QUERY_LIMIT]).split():
        if "@" in chunk:
            parts: list[str] = []
            address = folded_email(chunk)
            found += _number_token(digits)
            digits = ""
            found.append(Token(TokenKind.EMAIL, address))
        else:
            parts = words(chunk)
        for part in parts:
            if part.isascii() and part.isdigit():
                digits += "+" + part if chunk.startswith("+") and not digits else part
            else:
                found += [*_number_token(digits), Token(TokenKind.WORD, part)]
                digits = ""
    return tuple(dict.fromkeys([*found, *_number_token(digits)]))[:TOKEN_LIMIT]


def _number_token(digits: str) -> list[Token]:
    """Return the digits as one token, +46 and 0046 written as 0; 0041 is the end of a number."""
    if not digits:
        return []
    dialled = digits.startswith(_ABROAD) and len(digits) >= _SHORTEST_ABROAD
    abroad = digits[0] == "+" or dialled
    bare = digits.removeprefix("+").removeprefix(_ABROAD if dialled else "")
    if abroad and bare.startswith(_HOME):
        bare = "0" + bare.removeprefix(_HOME).lstrip("0")
    return [Token(TokenKind.DIGITS, bare or digits)]


def variants(text: str) -> tuple[str, ...]:
    """Return a token as typed, and with aa, ae and oe read as å, ä and ö."""
    pairs = [at for at in range(len(text) - 1) if text[at : at + 2] in _SPELLED]
    if not pairs or len(pairs) > _MOST_PAIRS:
        return (text,)
    spelled = []
    for choice in product((False, True), repeat=len(pairs)):
        chosen = [at for at, taken in zip(pairs, choice, strict=True) if taken]
        if all(b - a > 1 for a, b in pairwise(chosen)):
            spelled.append(_with_letters(text, chosen))
    return tuple(spelled)


def _with_letters(text: str, places: Iterable[int]) -> str:
    """Return the text with the pairs at those places written as one letter."""
    for at in sorted(places, reverse=True):
        text = text[:at] + _SPELLED[text[at : at + 2]] + text[at + 2 :]
    return text


Range = tuple[str, str]
"""From the first key to the one before which to stop."""


def ranges(token: Token, classes: Sequence[KeyClass]) -> list[Range]:
    """Return where the token's keys lie, class by class in the order of ranking."""
    found: list[Range] = []
    for key_class in KeyClass:
        if key_class in classes:
            found += _ranges_in(token, key_class)
    return found


def _ranges_in(token: Token, key_class: KeyClass) -> list[Range]:
    """Return the token's ranges in one class of keys."""
    if token.kind is TokenKind.EMAIL:
        return [_starting(key_class, token.text)] if key_class is KeyClass.EMAIL else []
    if key_class in {KeyClass.NAME, KeyClass.WORD, KeyClass.FORMER}:
        return [_starting(key_class, text) for text in variants(token.text)]
    if key_class in {KeyClass.NUMBER, KeyClass.EMAIL}:
        return [_starting(key_class, token.text)]
    return _digit_ranges(token.text, key_class) if token.kind is TokenKind.DIGITS else []


def _digit_ranges(digits: str, key_class: KeyClass) -> list[Range]:
    """Return where keys of digits alone lie; birth dates are found whole."""
    if key_class is KeyClass.BIRTH:
        exact = f"{key_class} {digits}"
        return [(exact, exact + "\x01")] if len(digits) in _BIRTH_LENGTHS else []
    if key_class is KeyClass.PHONE_END:
        return [_starting(key_class, digits[::-1])] if len(digits) >= _LAST_DIGITS else []
    return [_starting(key_class, digits)]


def _starting(key_class: KeyClass, text: str) -> Range:
    """Return the range of the keys that start so."""
    low = f"{key_class} {text}"
    return low, low + END


def is_exact(token: Token, key: str) -> bool:
    """Tell whether a key is the number that the token says, whole."""
    return key[0] in NUMBERS and key[2:] == token.text


def finds(token: Token, keys: Iterable[str], classes: Sequence[KeyClass]) -> str | None:
    """Return the key by which the token finds a party with those keys, best class first."""
    mine = list(keys)
    for low, high in ranges(token, classes):
        for key in mine:
            if low <= key < high:
                return key
    return None


def whole_numbers(text: str) -> tuple[str, ...]:
    """Return the relation numbers that the whole text may be, in one case; few, often none."""
    number = "".join(c for c in text[:QUERY_LIMIT] if c.isprintable()).strip().casefold()
    if not any(c.isdigit() for c in number):
        return ()
    return (number, *(f"{lead}-{number}" for lead in "kl" if number.isdecimal()))


def whole_phones(query: Sequence[Token]) -> tuple[str, ...]:
    """Return the international form of a query that is one long number."""
    if len(query) != 1 or query[0].kind is not TokenKind.DIGITS:
        return ()
    digits = query[0].text
    if len(digits) < _SHORTEST_PHONE:
        return ()
    return ("+46" + digits[1:],) if digits.startswith("0") else ("+" + digits,)
