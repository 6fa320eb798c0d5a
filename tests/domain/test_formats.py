"""Dates, numbers and amounts, as they are shown and as they are typed."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.formats import (
    amount,
    iso,
    moment,
    number,
    parse_amount,
    parse_date,
    running,
    week,
    with_weekday,
)

TODAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 23)


def test_a_date_is_shown_in_the_ways_of_the_house() -> None:
    assert iso(MONDAY) == "2026-11-23"
    assert with_weekday(MONDAY) == "måndag 2026-11-23"
    assert with_weekday(MONDAY, "en") == "Monday 2026-11-23"
    assert running(MONDAY) == "23 november 2026"
    assert running(date(2026, 5, 1), "en") == "1 May 2026"
    assert week(MONDAY) == "vecka 48"
    assert week(date(2027, 1, 1), "en") == "week 53"


@pytest.mark.parametrize(
    ("at", "language", "words"),
    [
        (datetime(2026, 11, 22, 9, 42, tzinfo=UTC), "sv", "idag 09:42"),
        (datetime(2026, 11, 21, 14, 5, tzinfo=UTC), "sv", "igår 14:05"),
        (datetime(2026, 11, 21, 14, 5, tzinfo=UTC), "en", "yesterday 14:05"),
        (datetime(2026, 11, 20, 0, 0, tzinfo=UTC), "sv", "2026-11-20 00:00"),
        (datetime(2026, 11, 23, 8, 0, tzinfo=UTC), "en", "2026-11-23 08:00"),
    ],
)
def test_only_today_and_yesterday_have_names(at: datetime, language: str, words: str) -> None:
    assert moment(at, TODAY, language) == words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-23", "2026-11-23"),
        ("20261123", "2026-11-23"),
        ("261123", "2026-11-23"),
        ("26-11-23", "2026-11-23"),
        ("981123", "1998-11-23"),
        ("750101", "2075-01-01"),
        ("770101", "1977-01-01"),
        ("23/11", "2026-11-23"),
        ("3/1", "2026-01-03"),
        ("23/11 2025", "2025-11-23"),
        ("idag", "2026-11-22"),
        (" IDAG ", "2026-11-22"),
        ("i går", "2026-11-21"),
        ("tomorrow", "2026-11-23"),
        ("+14", "2026-12-06"),
        ("-22", "2026-10-31"),
        ("\u221222", "2026-10-31"),
        ("23 november 2026", "2026-11-23"),
        ("23 nov", "2026-11-23"),
        ("1 may 2025", "2025-05-01"),
        ("29 feb. 2024", "2024-02-29"),
    ],
)
def test_a_date_may_be_typed_in_many_ways(typed: str, meant: str) -> None:
    assert parse_date(typed, TODAY) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("750101", "1975-01-01"),
        ("261122", "2026-11-22"),
        ("261123", "1926-11-23"),
        ("2027-01-01", "2027-01-01"),
    ],
)
def test_a_birth_date_of_six_digits_is_not_to_come(typed: str, meant: str) -> None:
    assert parse_date(typed, TODAY, past=True) == date.fromisoformat(meant)


@pytest.mark.parametrize("typed", ["", "nu", "2026", "23.11", "+", "2026-1-1", "٢٦١١٢٣"])
def test_another_form_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(InvalidInput, match="Write the date as") as caught:
        parse_date(typed, TODAY, field="asked_on")
    assert caught.value.field == "asked_on"


@pytest.mark.parametrize(
    "typed", ["2026-02-29", "31/11", "261301", "23 foo", "0001-01-01", "99991231", "-99999"]
)
def test_a_day_that_does_not_exist_is_told(typed: str) -> None:
    with pytest.raises(InvalidInput, match="no such day"):
        parse_date(typed, TODAY)


@given(st.dates(date(1800, 1, 1), date(2199, 12, 31)))
def test_what_is_shown_can_be_typed_again(day: date) -> None:
    assert parse_date(iso(day), TODAY) == day
    assert parse_date(running(day), TODAY) == day
    assert parse_date(running(day, "en"), TODAY) == day


@pytest.mark.parametrize(
    ("value", "sv", "en"),
    [
        (1284, "1\u00a0284", "1,284"),
        (0, "0", "0"),
        (-1000000, "\u22121\u00a0000\u00a0000", "\u22121,000,000"),
    ],
)
def test_a_number_is_grouped(value: int, sv: str, en: str) -> None:
    assert number(value) == sv
    assert number(value, "en") == en


@pytest.mark.parametrize(
    ("value", "sv", "en"),
    [
        (Decimal("4312.5"), "4\u00a0312,50\u00a0kr", "SEK\u00a04,312.50"),
        (4312, "4\u00a0312\u00a0kr", "SEK\u00a04,312"),
        (Decimal(-20), "\u221220,00\u00a0kr", "SEK\u00a0\u221220.00"),
    ],
)
def test_an_amount_is_in_kronor(value: Decimal | int, sv: str, en: str) -> None:
    assert amount(value) == sv
    assert amount(value, "en") == en


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("4 312,50 kr", "4312.50"),
        ("4\u00a0312,5", "4312.5"),
        ("4312.50", "4312.50"),
        ("50 000:-", "50000"),
        ("-20 KR", "-20"),
        ("\u221220", "-20"),
    ],
)
def test_an_amount_may_be_typed_in_many_ways(typed: str, value: str) -> None:
    assert parse_amount(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["", "kr", "fyra", "4,312,50", "4,123", "1e9", "1" * 13, "NaN"])
def test_another_amount_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput, match="in kronor") as caught:
        parse_amount(typed)
    assert caught.value.field == "amount"


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_an_amount_that_is_shown_can_be_typed_again(value: Decimal) -> None:
    assert parse_amount(amount(value)) == value
