"""Accounts: one form, and no number that cannot be."""

import pytest

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.payment_accounts import ROUTE_LABELS, PaymentRoute, parse_account

ROUTE = PaymentRoute


@pytest.mark.parametrize(
    ("route", "typed", "kept"),
    [
        (ROUTE.BANKGIRO, "5050 1055", "5050-1055"),
        (ROUTE.BANKGIRO, "991-2346", "991-2346"),
        (ROUTE.PLUSGIRO, "28 65 43-4", "286543-4"),
        (ROUTE.IBAN, "se35 5000 0000 0549 1000 0003", "SE3550000000054910000003"),
        (ROUTE.BANK_ACCOUNT, "8327-9, 00 112 233", "8327900112233"),
    ],
)
def test_an_account_is_kept_in_one_form(route: PaymentRoute, typed: str, kept: str) -> None:
    assert parse_account(route, typed) == kept


@pytest.mark.parametrize(
    ("route", "typed"),
    [
        (ROUTE.BANKGIRO, "5050-1056"),
        (ROUTE.BANKGIRO, "505-10"),
        (ROUTE.BANKGIRO, "٥٠٥٠١٠٥٥"),
        (ROUTE.PLUSGIRO, "28 65 43-5"),
        (ROUTE.PLUSGIRO, "1"),
        (ROUTE.IBAN, "SE3650000000054910000003"),
        (ROUTE.IBAN, "inget"),
        (ROUTE.IBAN, ""),
        (ROUTE.BANK_ACCOUNT, "8327"),
        (ROUTE.BANK_ACCOUNT, "8327900112233445566"),
        (ROUTE.BANK_ACCOUNT, "8327\x0090011"),
    ],
)
def test_a_number_that_cannot_be_is_refused_and_not_repeated(
    route: PaymentRoute, typed: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_account(route, typed)
    assert refused.value.field == "account"
    assert not typed or typed not in str(refused.value)


def test_each_kind_has_its_name() -> None:
    assert set(ROUTE_LABELS) == set(PaymentRoute)
