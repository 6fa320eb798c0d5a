"""What a column seems to hold, by a few of its values: a hint for who maps it, never a decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from registerdesk.domain.emails import parse_email
from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.identity_numbers import IdentityNumber
from registerdesk.domain.imports import Column
from registerdesk.domain.phones import PhoneNumber
from registerdesk.domain.postal import postal_code

_PHONE_SIGNS: Final = frozenset("0123456789+-() /")
_FEWEST_DIGITS: Final = 8
_GROUP: Final = {Column.PHONE_2: Column.PHONE, Column.MOBILE: Column.PHONE}


def looks_like(values: Sequence[str], today: date) -> Column | None:
    """Return the field that every value fits, if there is one; empty values say nothing."""
    given = [value for value in values if value.strip()]
    checks = _checks(today)
    return next((c for c, fits in checks.items() if given and all(map(fits, given))), None)


def is_doubtful(column: Column, values: Sequence[str], today: date) -> bool:
    """Tell whether none of a column's values fits the field that its header names."""
    fits = _checks(today).get(_GROUP.get(column, column))
    given = [value for value in values if value.strip()]
    return fits is not None and bool(given) and not any(map(fits, given))


def _checks(today: date) -> dict[Column, Callable[[str], bool]]:
    """Return what tells by a value alone which field it fits, the surest first."""
    return {
        Column.EMAIL: _passes(parse_email),
        Column.IDENTITY: _passes(lambda text: IdentityNumber.parse(text, today)),
        Column.PHONE: _is_phone,
        Column.POSTAL_CODE: _passes(lambda text: postal_code(text, country="")),
    }


def _passes(check: Callable[[str], object]) -> Callable[[str], bool]:
    """Return whether a value passes a check."""

    def passes(text: str) -> bool:
        try:
            return bool(check(text))
        except InvalidInput:
            return False

    return passes


def _is_phone(text: str) -> bool:
    """Tell whether a text is a phone number and nothing that only has as many digits."""
    digits = sum(sign.isdecimal() for sign in text)
    is_written_so = set(text) <= _PHONE_SIGNS and text.lstrip("( ").startswith(("0", "+"))
    return is_written_so and digits >= _FEWEST_DIGITS and _passes(PhoneNumber.parse)(text)
