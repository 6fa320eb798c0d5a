"""E-mail addresses: their form alone is checked, nothing is asked of any network."""

import re
from functools import lru_cache

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.plain_text import clean
from registerdesk.domain.texts import _

LIMIT = 254
MASK = "•••"

_PLAIN_OWNER = re.compile(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*")
_PLAIN_LENGTH = 60


def parse_email(text: str, *, field: str = "address") -> str:
    """Return the address in its normal form; InvalidInput says what is wrong with it."""
    address = clean(text, limit=LIMIT, field=field)
    if any(char.isspace() for char in address):
        raise InvalidInput(_("An e-mail address has no spaces. Remove them."), field=field)
    if address.count("@") != 1:
        raise InvalidInput(_("An e-mail address has one @, with text on both sides."), field=field)
    return _normal(address, field)


def search_key(address: str) -> str:
    """Return the form in which two spellings of one address are equal."""
    return address.casefold()


def mask(address: str) -> str:
    """Return the address with its owner's part hidden but for the first letter."""
    owner, at, domain = address.rpartition("@")
    return f"{owner[:1]}{MASK}{at}{domain}" if at else MASK


def _normal(address: str, field: str) -> str:
    owner, _at, domain = address.rpartition("@")
    if _PLAIN_OWNER.fullmatch(owner) and len(owner) <= _PLAIN_LENGTH and len(domain) < LIMIT // 2:
        return f"{owner}@{_normal_domain(domain, field)}"
    return _validated(address, field)


@lru_cache(maxsize=512)
def _normal_domain(domain: str, field: str) -> str:
    """Return a domain in its normal form; a register has many addresses in few domains."""
    return _validated(f"x@{domain}", field).removeprefix("x@")


def _validated(address: str, field: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError:
        message = _("The e-mail address is not valid. Check both sides of the @.")
        raise InvalidInput(message, field=field) from None
