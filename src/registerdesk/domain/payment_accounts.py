"""Where a person is paid: bankgiro, plusgiro, IBAN or a bank account, checked and in one form."""

from __future__ import annotations

import re
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from stdnum import iban, luhn
from stdnum.exceptions import ValidationError

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.texts import _


class PaymentRoute(StrEnum):
    """The kind of account."""

    BANKGIRO = "bankgiro"
    PLUSGIRO = "plusgiro"
    IBAN = "iban"
    BANK_ACCOUNT = "bank_account"


ROUTE_LABELS: Final = MappingProxyType(
    {
        PaymentRoute.BANKGIRO: _("Bankgiro"),
        PaymentRoute.PLUSGIRO: _("Plusgiro"),
        PaymentRoute.IBAN: _("IBAN"),
        PaymentRoute.BANK_ACCOUNT: _("Bank account"),
    }
)

_BETWEEN: Final = re.compile(r"[\s\u00a0\u202f\-\u2010-\u2013\u2212,.]+")
_LENGTHS: Final = MappingProxyType(
    {
        PaymentRoute.BANKGIRO: range(7, 9),
        PaymentRoute.PLUSGIRO: range(2, 9),
        PaymentRoute.BANK_ACCOUNT: range(8, 17),
    }
)
_WRONG: Final = MappingProxyType(
    {
        PaymentRoute.BANKGIRO: _("This is no bankgiro number. Check the digits."),
        PaymentRoute.PLUSGIRO: _("This is no plusgiro number. Check the digits."),
        PaymentRoute.IBAN: _("This is no IBAN. Check letters and digits."),
        PaymentRoute.BANK_ACCOUNT: _("Write clearing number and account number, 8 to 16 digits."),
    }
)


def parse_account(route: PaymentRoute, text: str, *, field: str = "account") -> str:
    """Return the number as it is kept: 5050-1055, 28 65 43-4 and IBAN without their spaces.

    InvalidInput for a number whose length or check digit is wrong; the number is not repeated.
    """
    compact = _BETWEEN.sub("", text).upper()
    if not _is_valid(route, compact):
        raise InvalidInput(_WRONG[route], field=field)
    if route is PaymentRoute.BANKGIRO:
        return f"{compact[:-4]}-{compact[-4:]}"
    if route is PaymentRoute.PLUSGIRO:
        return f"{compact[:-1]}-{compact[-1]}"
    return compact


def _is_valid(route: PaymentRoute, compact: str) -> bool:
    """Tell whether length and check digit fit the kind of account."""
    if route is PaymentRoute.IBAN:
        return _is_iban(compact)
    digits = compact.isascii() and compact.isdecimal() and len(compact) in _LENGTHS[route]
    return digits and (route is PaymentRoute.BANK_ACCOUNT or luhn.is_valid(compact))


def _is_iban(compact: str) -> bool:
    """Tell whether letters, digits, length and country fit."""
    try:
        iban.validate(compact)
    except ValidationError:
        return False
    return True
