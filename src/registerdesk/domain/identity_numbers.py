"""Swedish identity numbers: of people (personnummer, samordningsnummer) and organisations."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Self

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.texts import _

MASK = "•"
UNCHECKED_LETTERS = "JKLMNRSTUWX"

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))
_ALLOWED = re.compile(r"[0-9+-]*", re.ASCII)
_PLACED = re.compile(r"([0-9]{6}|[0-9]{8})([-+]?)([0-9]{4})", re.ASCII)
_INTERIM = re.compile(
    rf"(18|19|20)?[0-9]{{2}}(0[1-9]|1[0-2])([0-9]{{2}})[-+]?[{UNCHECKED_LETTERS}][0-9]{{3}}",
    re.ASCII | re.IGNORECASE,
)
_PERSONAL_LENGTHS = (10, 12)
_COMPANY_CENTURY = "16"
_CENTURIES = ("18", "19", "20")
_COORDINATION = 60


class NumberKind(StrEnum):
    """Whom an identity number names, by the word that the authorities use."""

    PERSONNUMMER = "personnummer"
    SAMORDNINGSNUMMER = "samordningsnummer"
    ORGANISATIONSNUMMER = "organisationsnummer"


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityNumber:
    """A number that passed every check; its text form shows nothing of the digits."""

    kind: NumberKind
    canonical: str = field(repr=False)

    @classmethod
    def parse(cls, text: str, today: date) -> Self:
        """Return the number typed as `text`; InvalidInput says what is wrong with it."""
        first, sign, last = _split(text)
        digits = first + last
        if len(digits) == _PERSONAL_LENGTHS[1] and first.startswith(_COMPANY_CENTURY):
            return cls._of_organisation(digits[2:], sign, after_sixteen=True)
        if len(digits) == _PERSONAL_LENGTHS[0] and digits[2] >= "2":
            return cls._of_organisation(digits, sign, after_sixteen=False)
        return cls._of_person(digits, sign, today)

    @classmethod
    def _of_organisation(cls, digits: str, sign: str, *, after_sixteen: bool) -> Self:
        if sign == "+":
            raise InvalidInput(_CHARACTERS)
        if after_sixteen and digits[2] < "2":
            raise InvalidInput(_SIXTEEN)
        if not passes_luhn(digits):
            raise InvalidInput(_ORGANISATION_CHECK)
        return cls(kind=NumberKind.ORGANISATIONSNUMMER, canonical=digits)

    @classmethod
    def _of_person(cls, digits: str, sign: str, today: date) -> Self:
        if len(digits) == _PERSONAL_LENGTHS[0]:
            digits = _century(digits, sign, today) + digits
        born = _birth_date(digits)
        if (born or date(int(digits[:4]), 1, 1)) > today:
            raise InvalidInput(_FUTURE)
        if not passes_luhn(digits[2:]):
            raise InvalidInput(_CHECK)
        if digits[8:11] == "000":
            raise InvalidInput(_NOBODY)
        coordinated = int(digits[6:8]) >= _COORDINATION
        kind = NumberKind.SAMORDNINGSNUMMER if coordinated else NumberKind.PERSONNUMMER
        return cls(kind=kind, canonical=digits)

    @property
    def is_personal(self) -> bool:
        """True for the number of a human being."""
        return self.kind is not NumberKind.ORGANISATIONSNUMMER

    @property
    def shown(self) -> str:
        """The whole number as people read it: ÅÅÅÅMMDD-NNNN, or NNNNNN-NNNN."""
        return f"{self.canonical[:-4]}-{self.canonical[-4:]}"

    @property
    def masked(self) -> str:
        """ÅÅÅÅMMDD-••••; an organisation's number is public and stays whole."""
        return f"{self.canonical[:-4]}-{MASK * 4}" if self.is_personal else self.shown

    @property
    def birth_date(self) -> date | None:
        """Birth date; None for an organisation, and where the number leaves the day open."""
        return _birth_date(self.canonical) if self.is_personal else None


_CHARACTERS = _("Write the number with digits only, and a hyphen or plus before the last four.")
_LENGTH = _("The personal number must have 10 or 12 digits. You typed {n}.")
_DATE = _("The personal number does not begin with a real date. Check year, month and day.")
_FUTURE = _("The personal number begins with a date that has not come yet. Check the year.")
_CHECK = _("The personal number is not valid. Check the last digit.")
_NOBODY = _("The personal number has been given to nobody. Check the last four digits.")
_SIXTEEN = _("A number after 16 is a company's, but this is a person's. Remove 16.")
_ORGANISATION_CHECK = _("The organisation number is not valid. Check the last digit.")
_INTERIM_NUMBER = _("This is an interim number. It cannot be checked, so keep it as text.")


def is_interim(text: str) -> bool:
    """Tell an interim number (a letter leads the last four), kept as text with a warning."""
    found = _INTERIM.fullmatch(_compact(text))
    return found is not None and 1 <= int(found[3]) % _COORDINATION <= 31  # noqa: PLR2004 - days and months of the calendar


def mask_typed(text: str) -> str:
    """Return `text`, valid or not, with its last four letters or digits hidden."""
    places = [at for at, char in enumerate(text) if char.isalnum()][-4:]
    return "".join(MASK if at in places else char for at, char in enumerate(text))


def passes_luhn(digits: str) -> bool:
    """Tell whether the last of the ASCII digits is the check digit of those before it."""
    total = 0
    for at, char in enumerate(reversed(digits)):
        product = int(char) * (1 + at % 2)
        total += product // 10 + product % 10
    return total % 10 == 0


def _compact(text: str) -> str:
    """Drop spaces and make every kind of dash a hyphen."""
    return _SPACES.sub("", text).translate(_DASHES)


def _split(text: str) -> tuple[str, str, str]:
    """Return birth part, sign and last four of a number with allowed characters and length."""
    compact = _compact(text)
    if is_interim(compact):
        raise InvalidInput(_INTERIM_NUMBER)
    if not _ALLOWED.fullmatch(compact):
        raise InvalidInput(_CHARACTERS)
    count = sum(char.isdigit() for char in compact)
    if count not in _PERSONAL_LENGTHS:
        raise InvalidInput(_LENGTH, n=count)
    placed = _PLACED.fullmatch(compact)
    if placed is None:
        raise InvalidInput(_CHARACTERS)
    return placed[1], placed[2], placed[3]


def _century(digits: str, sign: str, today: date) -> str:
    """Return the two digits before a ten-digit number.

    The hyphen becomes a plus in the year of the hundredth birthday (folkbokföringslagen 18 §).
    """
    newest = today.year - 100 if sign == "+" else today.year
    year = newest - (newest - int(digits[:2])) % 100
    born = _birth_date(f"{year // 100}{digits}")
    if born is not None and born > today:
        year -= 100
    return f"{year // 100:02}"


def _birth_date(digits: str) -> date | None:
    """Return the date in twelve digits, None where a samordningsnummer leaves it open."""
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    if digits[:2] not in _CENTURIES:
        raise InvalidInput(_DATE)
    if day >= _COORDINATION:
        day -= _COORDINATION
        if day == 0 and month <= 12:  # noqa: PLR2004 - days and months of the calendar
            return None
    try:
        return date(year, month, day)
    except ValueError:
        raise InvalidInput(_DATE) from None
