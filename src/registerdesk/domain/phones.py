"""Phone numbers: kept as typed and as dialled, shown as Swedish readers write them."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Self

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.plain_text import clean
from registerdesk.domain.texts import _

TYPED_LIMIT = 40
MASK = "•"

_SWEDEN = "+46"
_EXTENSION = re.compile(r"[\s,;]*(?:anknytning|ankn?|ext|x)[\s.:]*[0-9]{1,6}$", re.IGNORECASE)
_DIALLED = re.compile(r"[0-9+()/.\s\u2010-\u2013\u2212-]+", re.ASCII)
_USUAL = re.compile(r"(?:0|\+46)([1-9][0-9]{7,8})", re.ASCII)
"""Eight or nine digits after the first zero: such a number always has the same form."""
_SPACING = str.maketrans("", "", " -")
_LAST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneNumber:
    """A number that can be dialled: the text that was given, and its E.164 form."""

    typed: str = field(repr=False)
    e164: str = field(repr=False)

    @classmethod
    def parse(cls, text: str, *, field: str = "typed") -> Self:
        """Return the number; without a country code it is Swedish. InvalidInput says why not."""
        typed = clean(text, limit=TYPED_LIMIT, field=field)
        dialled = _EXTENSION.sub("", typed).replace("\u00a0", " ")
        if not _DIALLED.fullmatch(dialled):
            raise InvalidInput(_CHARACTERS, field=field)
        return cls(typed=typed, e164=_e164(dialled, field))

    @property
    def shown(self) -> str:
        """The number as people read it."""
        return shown(self.e164)


def national_digits(e164: str) -> str:
    """Return the digits that a Swedish caller would say: 0701740605, or 4722123456 abroad."""
    if e164.startswith(_SWEDEN):
        return "0" + e164.removeprefix(_SWEDEN)
    return e164.removeprefix("+")


@lru_cache(maxsize=4096)
def shown(e164: str) -> str:
    """Return 070-174 06 05 for a Swedish number, +47 22 12 34 56 for a foreign one."""
    if not e164:
        return ""
    import phonenumbers

    form = phonenumbers.PhoneNumberFormat
    number = phonenumbers.parse(e164)
    swedish = e164.startswith(_SWEDEN)
    text: str = phonenumbers.format_number(number, form.NATIONAL if swedish else form.INTERNATIONAL)
    return text


def mask(e164: str) -> str:
    """Return the number with its area and its last two digits alone: 070-••• •• 05."""
    text = shown(e164)
    area = re.match(r"\+[0-9]+|[0-9]+", text)
    places = [at for at, char in enumerate(text) if char.isdigit() and area and at >= area.end()]
    hidden = set(places[:-_LAST])
    return "".join(MASK if at in hidden else char for at, char in enumerate(text))


_CHARACTERS = _("Write the phone number with digits, such as 070-174 06 05 or +47 22 12 34 56.")
_SHORT = _("The phone number is too short. Check that the area code stands first.")
_LONG = _("The phone number is too long. Check the digits.")
_COUNTRY = _("The country code after the plus sign does not exist. Check it.")


def _e164(dialled: str, field: str) -> str:
    """Return the international form of digits dialled from Sweden."""
    swedish = _USUAL.fullmatch(dialled.translate(_SPACING))
    if swedish is not None:
        return _SWEDEN + swedish[1]
    import phonenumbers

    try:
        number = phonenumbers.parse(dialled, "SE")
    except phonenumbers.NumberParseException as error:
        wrong_country = error.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE
        raise InvalidInput(_COUNTRY if wrong_country else _CHARACTERS, field=field) from None
    verdict = phonenumbers.is_possible_number_with_reason(number)
    if verdict == phonenumbers.ValidationResult.TOO_LONG:
        raise InvalidInput(_LONG, field=field)
    if verdict != phonenumbers.ValidationResult.IS_POSSIBLE:
        raise InvalidInput(_SHORT, field=field)
    text: str = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return text
