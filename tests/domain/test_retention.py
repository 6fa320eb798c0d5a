"""Retention: the last day of each class, the limits of a period, and what is due today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.fields import RetentionClass
from registerdesk.domain.retention import (
    RULES,
    SHIPPED,
    Periods,
    Unit,
    amount_from,
    last_start_due,
)

DAYS = st.dates(date(1995, 1, 1), date(2090, 12, 31))
CLASSES = st.sampled_from(list(RULES))


@pytest.mark.parametrize(
    ("ended", "gone"),
    [
        ("2023-11-22", "2026-11-22"),
        ("2024-02-29", "2027-02-28"),
        ("2025-02-28", "2028-02-28"),
        ("2023-01-31", "2026-01-31"),
        ("2015-06-30", "2018-06-30"),
    ],
)
def test_a_relation_is_gone_by_the_same_date_36_months_later(ended: str, gone: str) -> None:
    assert SHIPPED.party_erase_by([date.fromisoformat(ended)]) == date.fromisoformat(gone)


@given(DAYS)
def test_a_relation_is_never_kept_longer_than_36_months(ended: date) -> None:
    gone = SHIPPED.party_erase_by([ended])
    assert gone is not None
    assert (gone.year - ended.year, gone.month) == (3, ended.month)
    assert gone.day <= ended.day


@pytest.mark.parametrize(
    ("year_end", "through", "erase_from"),
    [
        ("2024-12-31", "2031-12-31", "2032-01-01"),
        ("2025-06-30", "2032-12-31", "2033-01-01"),
        ("2024-02-29", "2031-12-31", "2032-01-01"),
        ("2026-01-01", "2033-12-31", "2034-01-01"),
    ],
)
def test_bookkeeping_is_kept_to_the_end_of_the_seventh_year(
    year_end: str, through: str, erase_from: str
) -> None:
    day = date.fromisoformat(year_end)
    assert SHIPPED.keep_through(day) == date.fromisoformat(through)
    assert SHIPPED.erase_by(RetentionClass.BOOKKEEPING, day) == date.fromisoformat(through)
    assert SHIPPED.keep_through(day) + timedelta(days=1) == date.fromisoformat(erase_from)


@pytest.mark.parametrize(
    ("data_class", "gone"),
    [
        (RetentionClass.ENQUIRY, "2027-11-22"),
        (RetentionClass.CREDIT_REPORT, "2027-02-22"),
        (RetentionClass.CREDIT_OUTCOME, "2027-11-22"),
        (RetentionClass.CASE, "2029-11-22"),
        (RetentionClass.DRAFT, "2026-12-22"),
        (RetentionClass.RELATION, "2029-11-22"),
        (RetentionClass.LOG, "2031-11-22"),
    ],
)
def test_each_class_has_its_own_clock(data_class: RetentionClass, gone: str) -> None:
    assert SHIPPED.erase_by(data_class, date(2026, 11, 22)) == date.fromisoformat(gone)


def test_every_class_but_the_offices_own_has_a_rule_with_a_source() -> None:
    assert set(RULES) == set(RetentionClass) - {RetentionClass.OFFICE}
    assert all(rule.source for rule in RULES.values())
    assert [each for each, rule in RULES.items() if rule.is_law] == [RetentionClass.BOOKKEEPING]
    assert all(SHIPPED.has(each) for each in RetentionClass)


def test_the_period_that_the_office_settles_holds_for_all_that_is_kept() -> None:
    shorter = Periods({RetentionClass.RELATION: 24})
    assert shorter.party_erase_by([date(2026, 12, 31)]) == date(2028, 12, 31)
    assert shorter.party_erase_by([date(2019, 1, 1)]) == date(2021, 1, 1)


def test_without_a_period_nothing_has_a_last_day_but_what_the_law_keeps() -> None:
    none = Periods({})
    assert none.party_erase_by([date(2019, 1, 1)]) is None
    assert none.erase_by(RetentionClass.DRAFT, date(2019, 1, 1)) is None
    assert none.keep_through(date(2024, 12, 31)) == date(2031, 12, 31)
    assert none.has(RetentionClass.OFFICE)
    assert not none.has(RetentionClass.LOG)
    assert none.kept(RetentionClass.LOG) == ("there is no retention rule", {})


def test_with_two_relations_the_later_one_counts() -> None:
    ends = [date(2023, 11, 22), date(2025, 3, 1)]
    assert SHIPPED.party_erase_by(ends) == date(2028, 3, 1)
    assert SHIPPED.party_erase_by([*ends, None]) is None
    assert SHIPPED.party_erase_by([]) is None


def test_a_period_in_words_carries_its_number() -> None:
    words, facts = SHIPPED.kept(RetentionClass.RELATION)
    assert words.format(**facts) == (
        "as long as the relation lasts, and at most 36 months after that"
    )
    words, facts = Periods({RetentionClass.ENQUIRY: 1}).kept(RetentionClass.ENQUIRY)
    assert words.format(**facts) == "one month after the contact"
    words, facts = SHIPPED.kept(RetentionClass.OFFICE)
    assert words.format(**facts) == "as long as the office uses the program"


@pytest.mark.parametrize("data_class", list(RULES))
def test_a_day_at_the_end_of_time_has_a_last_day_too(data_class: RetentionClass) -> None:
    assert SHIPPED.erase_by(data_class, date.max) == date.max


@given(CLASSES, st.text())
def test_whatever_is_typed_is_a_period_within_the_limits_or_refused_in_its_place(
    data_class: RetentionClass, typed: str
) -> None:
    rule, why = RULES[data_class], ""
    try:
        amount = amount_from(data_class, typed)
    except InvalidInput as error:
        amount, why = rule.amount, f"{error.field}: {error.message}".format(**error.parameters)
    assert amount is None or rule.least <= amount <= rule.longest
    assert not why or why.startswith("amount: ")


@pytest.mark.parametrize("typed", ["0", "-1", "1.5", "36 months", "٣٦", "999999999999", "1e2", "²"])
def test_what_is_no_whole_number_from_one_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput):
        amount_from(RetentionClass.ENQUIRY, typed)


def test_each_limit_says_why_it_stands() -> None:
    refused = {
        (RetentionClass.BOOKKEEPING, "6"): ("bokföringslagen", 7),
        (RetentionClass.BOOKKEEPING, ""): ("bokföringslagen", 7),
        (RetentionClass.RELATION, "37"): ("privacy policy", 36),
        (RetentionClass.CASE, "121"): ("preskriptionslagen", 120),
        (RetentionClass.LOG, "11"): ("preskriptionslagen", 10),
        (RetentionClass.DRAFT, "91"): ("not done", 90),
    }
    for (data_class, typed), (why, n) in refused.items():
        with pytest.raises(InvalidInput, match=why) as error:
            amount_from(data_class, typed)
        assert error.value.parameters == {"n": n}


def test_the_limits_themselves_are_periods_and_nothing_is_none() -> None:
    for data_class, rule in RULES.items():
        assert amount_from(data_class, f" {rule.least} ") == rule.least
        assert amount_from(data_class, str(rule.longest)) == rule.longest
        assert rule.least <= rule.amount <= rule.longest
    assert amount_from(RetentionClass.RELATION, "  ") is None


@given(CLASSES, st.data(), DAYS)
def test_what_began_by_the_last_start_is_due_and_what_began_later_is_not(
    data_class: RetentionClass, data: st.DataObject, today: date
) -> None:
    rule = RULES[data_class]
    amount = data.draw(st.integers(rule.least, rule.longest))
    last = last_start_due(data_class, amount, today)
    assert rule.after(last, amount) < today
    assert rule.after(last + timedelta(days=1), amount) >= today


def test_without_a_period_nothing_is_due() -> None:
    assert last_start_due(RetentionClass.CASE, None, date(2026, 11, 23)) == date.min


def test_every_unit_is_used() -> None:
    assert {rule.unit for rule in RULES.values()} == set(Unit)
