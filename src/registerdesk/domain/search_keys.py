"""What a person can be found by: folded words in every rotation, digits, and the tokens of a query.

A key is its class, a space, and folded text, so that a word always follows a space.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise, product
from types import MappingProxyType
from typing import Final

from registerdesk.domain.fields import Area
from registerdesk.domain.phones import national_digits

QUERY_LIMIT: Final = 200
TOKEN_LIMIT: Final = 8
WORD_LIMIT: Final = 16
END: Final = "\U0010ffff"
"""Sorts after everything that a key can hold."""

OWN_LETTERS: Final = frozenset("åäö")
_NORDIC = str.maketrans({"ø": "ö", "æ": "ä", "'": None, "’": None, "´": None, "`": None})
_PLAIN: Final = MappingProxyType({"ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_SPELLED: Final = MappingProxyType({"aa": "å", "ae": "ä", "oe": "ö"})
_PAIR = re.compile("aa|ae|oe")
_MOST_PAIRS: Final = 4
_ABROAD = "00"
_HOME = "46"
_LAST_DIGITS: Final = 4
_SHORTEST_PHONE: Final = 8
_BIRTH_LENGTHS: Final = frozenset({6, 8})


class KeyClass(StrEnum):
    """What a key was made of; the order is that of ranking among fields."""

    NAME = "n"
    """The name from its first word on."""
    WORD = "w"
    """The name from a later word on."""
    NUMBER = "c"
    ORGANISATION = "g"
    PHONE = "p"
    BIRTH = "b"
    PHONE_END = "r"
    """The phone number backwards, for its last digits."""
    FORMER = "f"
    EMAIL = "e"


CLASS_AREAS: Final = MappingProxyType(
    {
        key_class: Area.REGISTER
        if key_class in {KeyClass.BIRTH, KeyClass.FORMER}
        else Area.CONTACT_DATA
        for key_class in KeyClass
    }
)
"""The area that a role must read before a class of keys finds anything."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Findable:
    """The open values by which one party is found."""

    name: str
    former_names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    birth_date: date | None = None


def fold(text: str) -> str:
    """Return the text in one case and one form, accents kept, apostrophes gone."""
    if text.isascii():
        return text.casefold().replace("'", "").replace("`", "")
    text = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", text).translate(_NORDIC)


def plain(word: str) -> str:
    """Return a folded word without accents; å, ä and ö are letters of their own."""
    return word if word.isascii() else "".join(_plain_letter(letter) for letter in word)


def _plain_letter(letter: str) -> str:
    """Return a letter without its accents."""
    if letter in OWN_LETTERS or letter.isascii():
        return letter
    if letter in _PLAIN:
        return _PLAIN[letter]
    parts = unicodedata.normalize("NFD", letter)
    return "".join(c for c in parts if not unicodedata.combining(c)) or letter


def words(folded: str) -> list[str]:
    """Return the runs of letters and digits in folded text."""
    return "".join(c if c.isalnum() else " " for c in folded).split()


def forms(word: str) -> tuple[str, ...]:
    """Return the spellings that find a folded word: without accents, and as it is."""
    bare = plain(word)
    return (word,) if bare == word else (bare, word)


def rotations(name: str) -> list[tuple[bool, str]]:
    """Return the folded name from each of its words on; True where that is the first word."""
    spelled = [forms(word) for word in words(fold(name))[:WORD_LIMIT]]
    flat = [(at == 0, form) for at, options in enumerate(spelled) for form in options]
    every = [form for _first, form in flat]
    return [(first, " ".join(every[at:] + every[:at])) for at, (first, _form) in enumerate(flat)]


def folded_number(number: str) -> str:
    """Return a customer or supplier number as it is compared: letters and digits alone."""
    return "".join(words(fold(number)))


def folded_email(address: str) -> str:
    """Return an e-mail address as it is compared."""
    return "".join(c for c in fold(address) if c.isalnum() or c in "@.+-_")


def keys_of(found_by: Findable) -> set[str]:
    """Return every key of one party."""
    keys = {
        f"{KeyClass.NAME if first else KeyClass.WORD} {text}"
        for first, text in rotations(found_by.name)
    }
    keys |= {
        f"{KeyClass.FORMER} {t}" for name in found_by.former_names for _f, t in rotations(name)
    }
    keys |= {f"{KeyClass.EMAIL} {folded_email(address)}" for address in found_by.emails}
    keys |= {f"{KeyClass.NUMBER} {t}" for number in found_by.numbers for t in _number_forms(number)}
    keys |= {f"{KeyClass.ORGANISATION} {number}" for number in found_by.organisations}
    for e164 in found_by.phones:
        digits = national_digits(e164)
        keys |= {f"{KeyClass.PHONE} {digits}", f"{KeyClass.PHONE_END} {digits[::-1]}"}
    if found_by.birth_date is not None:
        day = f"{found_by.birth_date:%Y%m%d}"
        keys |= {f"{KeyClass.BIRTH} {day}", f"{KeyClass.BIRTH} {day[2:]}"}
    return keys


def _number_forms(number: str) -> set[str]:
    """Return a number whole, and its digits where letters lead them (K-10482, 10482)."""
    whole = folded_number(number)
    return {whole, whole.lstrip("abcdefghijklmnopqrstuvwxyzåäö")} - {""}


def name_words(name: str) -> set[str]:
    """Return the name's words as the vocabulary of misspellings keeps them."""
    return {plain(word) for word in words(fold(name))[:WORD_LIMIT] if not word.isdigit()}


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
    """Return the digits as one token, +46 and 0046 written as 0."""
    if not digits:
        return []
    abroad = digits.startswith(("+", _ABROAD))
    bare = digits.removeprefix("+").removeprefix(_ABROAD if digits[0] != "+" else "")
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
