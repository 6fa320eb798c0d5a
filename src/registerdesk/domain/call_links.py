"""The link by which a telephone program says who rings: registerdesk:call?number=0701740605."""

import re
from typing import Final
from urllib.parse import unquote

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.texts import _

SCHEME: Final = "registerdesk"
LINK_LIMIT: Final = 200
FEWEST_DIGITS, MOST_DIGITS = 3, 20

_LINK: Final = re.compile(rf"(?i:{SCHEME}):call\?number=([0-9A-Fa-f%+() -]+)", re.ASCII)
_NUMBER: Final = re.compile(r"[ (]*\+?[0-9() -]+", re.ASCII)
_SPACING: Final = str.maketrans("", "", " ()-")
_REFUSED: Final = _(
    "The link was refused. It may hold one phone number: registerdesk:call?number=0701740605."
)


def is_link(text: str) -> bool:
    """Tell whether a text claims to be a link of the program, good or bad."""
    return text[: len(SCHEME) + 1].casefold() == f"{SCHEME}:"


def caller_of(link: str) -> str:
    """Return the number to search for: digits, a plus sign first at most; else InvalidInput."""
    found = _LINK.fullmatch(link) if len(link) <= LINK_LIMIT else None
    number = unquote(found[1]) if found else ""
    digits = number.translate(_SPACING)
    count = len(digits.removeprefix("+"))
    if not _NUMBER.fullmatch(number) or not FEWEST_DIGITS <= count <= MOST_DIGITS:
        raise InvalidInput(_REFUSED, field="link")
    return digits
