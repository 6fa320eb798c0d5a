"""What a caller is asked, and what the register knows to compare the answers with."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from registerdesk.domain import phones
from registerdesk.domain.fields import is_withheld
from registerdesk.domain.identity_checks import IdentityMethod, call_questions
from registerdesk.domain.identity_numbers import MASK
from registerdesk.domain.parties import PartyKind, RelationKind
from registerdesk.usecases.party_cards import Card

_NUMBERS = {
    IdentityMethod.CUSTOMER_NUMBER: RelationKind.CUSTOMER,
    IdentityMethod.SUPPLIER_NUMBER: RelationKind.SUPPLIER,
}


def questions_for(card: Card) -> Mapping[int, IdentityMethod]:
    """Return what fits this caller; of a locked card only whether it is a company is known."""
    kinds = {relation.kind for relation in card.relations}
    return call_questions(
        is_company=card.party.kind is PartyKind.COMPANY,
        is_customer=card.is_locked or RelationKind.CUSTOMER in kinds,
        is_supplier=RelationKind.SUPPLIER in kinds,
    )


def answer_of(
    card: Card, method: IdentityMethod, revealed: Mapping[UUID, str], *, whole: bool
) -> str:
    """Return what the register answers, or nothing; a phone is masked unless it is shown whole."""
    if method is IdentityMethod.LAST_FOUR:
        row = masked_number(card)
        return revealed.get(row, MASK * 4) if row is not None else ""
    if method is IdentityMethod.ORGANISATION_NUMBER:
        return next((each.shown for each in card.numbers if not each.is_masked), "")
    if method is IdentityMethod.POSTAL_ADDRESS:
        return _address(card)
    if method is IdentityMethod.CALL_BACK:
        return _phone(card, whole=whole)
    if method is IdentityMethod.BIRTH_DATE:
        born = card.party.birth_date
        return born.isoformat() if born and not is_withheld(born) else ""
    return _number(card, method)


def masked_number(card: Card) -> UUID | None:
    """Return the row of the identity number that is masked, if there is one."""
    return next((number.row_id for number in card.numbers if number.is_masked), None)


def _phone(card: Card, *, whole: bool) -> str:
    number = card.phones[0].e164 if card.phones else ""
    if is_withheld(number) or not number:
        return ""
    return phones.shown(number) if whole else phones.mask(number)


def _number(card: Card, method: IdentityMethod) -> str:
    """Return the number of the relation that the question is about."""
    kind = _NUMBERS.get(method)
    return next((row.number for row in card.relations if row.kind is kind and row.number), "")


def _address(card: Card) -> str:
    """Return street and town of the first address that says anything."""
    for address in card.addresses:
        parts = [part for part in (address.street, address.town) if not is_withheld(part) and part]
        if parts:
            return ", ".join(parts)
    return ""
