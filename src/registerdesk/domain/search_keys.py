"""What a person can be found by: folded words in every rotation, digits, and the tokens of a query.

A key is its class, a space, and folded text, so that a word always follows a space.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from registerdesk.domain.fields import Area
from registerdesk.domain.phones import national_digits

WORD_LIMIT: Final = 16

OWN_LETTERS: Final = frozenset("åäö")
_NORDIC = str.maketrans({"ø": "ö", "æ": "ä", "'": None, "’": None, "´": None, "`": None})
_PLAIN: Final = MappingProxyType({"ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


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
