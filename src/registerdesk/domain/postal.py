"""Postal codes and towns of addresses."""

import re

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.plain_text import clean
from registerdesk.domain.texts import _

CODE_LIMIT = 12
TOWN_LIMIT = 80

_HOME = frozenset({"", "se", "sverige", "sweden"})
_SWEDISH_CODE = re.compile(r"(?:SE?-?)?([1-9][0-9]{2})([0-9]{2})", re.ASCII | re.IGNORECASE)
_SPACES = re.compile(r"\s+")


def is_swedish(country: str) -> bool:
    """Tell whether an address's country means Sweden; an empty one does."""
    return country.strip().casefold() in _HOME


def postal_code(text: str, *, country: str = "", field: str = "postal_code") -> str:
    """Return a Swedish code as NNN NN, a foreign one as written; empty stays empty."""
    code = clean(text, limit=CODE_LIMIT, field=field)
    if not code or not is_swedish(country):
        return code
    found = _SWEDISH_CODE.fullmatch(_SPACES.sub("", code))
    if found is None:
        raise InvalidInput(_("A Swedish postal code has five digits, such as 123 45."), field=field)
    return f"{found[1]} {found[2]}"


def town(text: str, *, field: str = "town") -> str:
    """Return the town with single spaces; InvalidInput for one without a letter."""
    name = _SPACES.sub(" ", clean(text, limit=TOWN_LIMIT, field=field))
    if name and not any(char.isalpha() for char in name):
        raise InvalidInput(_("A town is written with letters."), field=field)
    return name
