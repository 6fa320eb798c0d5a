"""Typed values become stored ones, each by its field's own rules."""

from __future__ import annotations

from datetime import date

import pytest

from registerdesk.domain.credit_checks import CreditCheck, Need
from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.notes import Note
from registerdesk.domain.parties import (
    Address,
    Email,
    Language,
    Party,
    PartyKind,
    PartyNumber,
    Phone,
    Relation,
)
from registerdesk.domain.party_values import cleaned
from registerdesk.domain.value_labels import label_of_code

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("kind", "field", "typed", "stored"),
    [
        (Party, "display_name", "  Åsa Ek ", {"display_name": "Åsa Ek"}),
        (Party, "given_name", None, {"given_name": ""}),
        (Party, "language", "en", {"language": Language.ENGLISH}),
        (Party, "birth_date", "", {"birth_date": None}),
        (Party, "birth_date", TODAY, {"birth_date": TODAY}),
        (Party, "deceased", True, {"deceased": True}),
        (Phone, "typed", "070-174 06 05", {"typed": "070-174 06 05", "e164": "+46701740605"}),
        (Email, "address", "A@Example.com", {"address": "A@example.com"}),
        (Address, "postal_code", "12345", {"postal_code": "123 45"}),
        (Address, "town", "Ekby ", {"town": "Ekby"}),
        (Note, "text", "en\ntvå", {"text": "en\ntvå"}),
        (Relation, "credit_limit", 0, {"credit_limit": 0}),
        (Relation, "credit_limit", None, {"credit_limit": None}),
        (CreditCheck, "need", "lease", {"need": Need.LEASE}),
        (
            PartyNumber,
            "personal",
            "780412-2385",
            {"personal": "197804122385", "organisation": None},
        ),
        (
            PartyNumber,
            "organisation",
            "556000-0167",
            {"personal": None, "organisation": "5560000167"},
        ),
    ],
)
def test_a_value_is_kept_in_its_own_form(
    kind: type, field: str, typed: object, stored: dict[str, object]
) -> None:
    assert cleaned(kind, field, typed, {}, TODAY) == stored


@pytest.mark.parametrize(
    ("kind", "field", "typed"),
    [
        (Party, "display_name", ""),
        (Party, "display_name", None),
        (Party, "display_name", 5),
        (Party, "display_name", "x" * 201),
        (Party, "display_name", "en\ntvå"),
        (Party, "kind", None),
        (Party, "language", "de"),
        (Party, "birth_date", "2026-01-01"),
        (Party, "deceased", 1),
        (Party, "id", "x"),
        (Party, "version", 2),
        (Phone, "typed", " "),
        (Phone, "typed", 70),
        (Relation, "credit_limit", -1),
        (Relation, "credit_limit", True),
        (Relation, "credit_limit", 10**12),
        (PartyNumber, "personal", "19780412-2386"),
    ],
)
def test_what_does_not_fit_is_refused_and_says_where(kind: type, field: str, typed: object) -> None:
    with pytest.raises(InvalidInput) as told:
        cleaned(kind, field, typed, {}, TODAY)
    assert told.value.field == field


def test_an_end_lies_between_the_beginning_and_today() -> None:
    row = {"started": date(2020, 5, 1)}
    for day in (date(2020, 5, 1), TODAY):
        assert cleaned(Relation, "ended", day, row, TODAY) == {"ended": day}
    assert cleaned(Relation, "ended", None, row, TODAY) == {"ended": None}
    for day in (date(2020, 4, 30), date(2026, 11, 24)):
        with pytest.raises(InvalidInput) as refused:
            cleaned(Relation, "ended", day, row, TODAY)
        assert refused.value.field == "ended"


def test_a_code_has_its_label() -> None:
    assert label_of_code(PartyKind.COMPANY) == "Company"
