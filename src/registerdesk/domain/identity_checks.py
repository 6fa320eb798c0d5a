"""How the office makes sure who is asking, and what the checks are enough for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from registerdesk.domain.texts import _


class IdentityMethod(StrEnum):
    """How the office made sure who is asking; the first six are the checklist of a call."""

    LAST_FOUR = "last_four"
    POSTAL_ADDRESS = "postal_address"
    LATEST_INVOICE = "latest_invoice"
    CALL_BACK = "call_back"
    BIRTH_DATE = "birth_date"
    CUSTOMER_NUMBER = "customer_number"
    BANKID = "bankid"
    LETTER_REPLY = "letter_reply"
    IN_PERSON = "in_person"
    ORGANISATION_NUMBER = "organisation_number"
    SUPPLIER_NUMBER = "supplier_number"


IDENTITY_METHOD_LABELS: Final = MappingProxyType(
    {
        IdentityMethod.LAST_FOUR: _("Personal identity number, last four"),
        IdentityMethod.POSTAL_ADDRESS: _("Postal address on record"),
        IdentityMethod.LATEST_INVOICE: _("Amount of the latest invoice"),
        IdentityMethod.CALL_BACK: _("Call-back to the number on record"),
        IdentityMethod.BIRTH_DATE: _("Birth date on record"),
        IdentityMethod.CUSTOMER_NUMBER: _("Customer number on record"),
        IdentityMethod.BANKID: _("BankID reference noted"),
        IdentityMethod.LETTER_REPLY: _("Reply to a letter to the registered address"),
        IdentityMethod.IN_PERSON: _("Met at the office"),
        IdentityMethod.ORGANISATION_NUMBER: _("Organisation number"),
        IdentityMethod.SUPPLIER_NUMBER: _("Supplier number on record"),
    }
)
IDENTITY_PHRASES: Final = MappingProxyType(
    {
        IdentityMethod.LAST_FOUR: _("the last four digits of your personal identity number"),
        IdentityMethod.POSTAL_ADDRESS: _("your postal address"),
        IdentityMethod.LATEST_INVOICE: _("the amount of your latest invoice"),
        IdentityMethod.CALL_BACK: _("a call back to your number"),
        IdentityMethod.BIRTH_DATE: _("your birth date"),
        IdentityMethod.CUSTOMER_NUMBER: _("your customer number"),
        IdentityMethod.BANKID: _("BankID"),
        IdentityMethod.LETTER_REPLY: _("your reply to our letter"),
        IdentityMethod.IN_PERSON: _("your visit to us"),
        IdentityMethod.ORGANISATION_NUMBER: _("your organisation number"),
        IdentityMethod.SUPPLIER_NUMBER: _("your supplier number"),
    }
)
"""How a letter names the check, after "we checked your identity by"."""
CALL_CHECKLIST: Final = tuple(IdentityMethod)[:6]
_OF_PERSONS: Final = frozenset({IdentityMethod.LAST_FOUR, IdentityMethod.BIRTH_DATE})


def call_questions(
    *, is_company: bool, is_customer: bool, is_supplier: bool
) -> Mapping[int, IdentityMethod]:
    """Return what a caller is asked, by digit; a digit means the like of everybody."""
    asked = dict(enumerate(CALL_CHECKLIST, 1))
    if is_company:
        asked = {digit: method for digit, method in asked.items() if method not in _OF_PERSONS}
        asked[1] = IdentityMethod.ORGANISATION_NUMBER
    if is_supplier and not is_customer:
        asked[6] = IdentityMethod.SUPPLIER_NUMBER
    elif not is_customer:
        del asked[6]
    return dict(sorted(asked.items()))


class IdentityLevel(StrEnum):
    """What the checks are enough for."""

    UNCONFIRMED = "unconfirmed"
    BY_POST = "by_post"
    FOR_DISCLOSURE = "for_disclosure"


IDENTITY_LEVEL_LABELS: Final = MappingProxyType(
    {
        IdentityLevel.UNCONFIRMED: _("Not confirmed"),
        IdentityLevel.BY_POST: _("Confirmed – enough for a reply by post"),
        IdentityLevel.FOR_DISCLOSURE: _("Confirmed – enough for disclosure"),
    }
)
CHECKS_FOR_POST: Final = 2
CHECKS_FOR_DISCLOSURE: Final = 3
_STRONG: Final = frozenset(
    {IdentityMethod.BANKID, IdentityMethod.LETTER_REPLY, IdentityMethod.IN_PERSON}
)


def identity_level(methods: Iterable[IdentityMethod]) -> IdentityLevel:
    """Return what the checks are enough for: a strong one, or several, one a call-back."""
    passed = set(methods)
    if passed & _STRONG or (
        len(passed) >= CHECKS_FOR_DISCLOSURE and IdentityMethod.CALL_BACK in passed
    ):
        return IdentityLevel.FOR_DISCLOSURE
    return IdentityLevel.BY_POST if len(passed) >= CHECKS_FOR_POST else IdentityLevel.UNCONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityCheck:
    """One check of who is asking: how, by whom, when."""

    id: UUID
    case_id: UUID
    method: IdentityMethod
    by: UUID
    at: int
