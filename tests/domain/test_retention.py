"""Retention: the last day of each class, by the rule of its own time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registerdesk.domain.fields import RetentionClass
from registerdesk.domain.retention import (
    RULES,
    RetentionRule,
    Unit,
    bookkeeping_keep_through,
    erase_by,
    kept,
    party_erase_by,
    relation_erase_by,
    rule_for,
)

DAYS = st.dates(date(1995, 1, 1), date(2090, 12, 31))


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
    assert relation_erase_by(date.fromisoformat(ended)) == date.fromisoformat(gone)


@given(DAYS)
def test_a_relation_is_never_kept_longer_than_36_months(ended: date) -> None:
    gone = relation_erase_by(ended)
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
    assert bookkeeping_keep_through(day) == date.fromisoformat(through)
    assert erase_by(RetentionClass.BOOKKEEPING, day) == date.fromisoformat(through)
    assert bookkeeping_keep_through(day) + timedelta(days=1) == date.fromisoformat(erase_from)


@pytest.mark.parametrize(
    ("data_class", "gone"),
    [
        (RetentionClass.ENQUIRY, "2027-11-22"),
        (RetentionClass.CREDIT_REPORT, "2027-02-22"),
        (RetentionClass.CREDIT_OUTCOME, "2027-11-22"),
        (RetentionClass.CASE, "2029-11-22"),
        (RetentionClass.DRAFT, "2026-12-22"),
        (RetentionClass.RELATION, "2029-11-22"),
    ],
)
def test_each_class_has_its_own_clock(data_class: RetentionClass, gone: str) -> None:
    assert erase_by(data_class, date(2026, 11, 22)) == date.fromisoformat(gone)


def test_every_class_but_the_offices_own_has_a_rule_with_a_source() -> None:
    timed = {rule.data_class for rule in RULES}
    assert timed == set(RetentionClass) - {RetentionClass.OFFICE}
    assert all(rule.source for rule in RULES)
    assert [rule.data_class for rule in RULES if rule.locked] == [RetentionClass.BOOKKEEPING]
    with pytest.raises(ValueError, match="office"):
        rule_for(RetentionClass.OFFICE, date(2026, 11, 22))


def test_a_changed_rule_holds_from_its_day_and_old_ends_keep_the_old_rule() -> None:
    shorter = RetentionRule(
        data_class=RetentionClass.RELATION,
        amount=24,
        unit=Unit.MONTHS,
        valid_from=date(2027, 1, 1),
        source="the board",
        kept="{n} months",
    )
    rules = (shorter, *RULES)
    assert relation_erase_by(date(2026, 12, 31), rules) == date(2029, 12, 31)
    assert relation_erase_by(date(2027, 1, 1), rules) == date(2029, 1, 1)
    assert kept(RetentionClass.RELATION, date(2027, 1, 1), rules) == ("{n} months", {"n": 24})


def test_with_two_relations_the_later_one_counts() -> None:
    ends = [date(2023, 11, 22), date(2025, 3, 1)]
    assert party_erase_by(ends) == date(2028, 3, 1)
    assert party_erase_by([*ends, None]) is None
    assert party_erase_by([]) is None


def test_a_period_in_words_carries_its_number() -> None:
    words, facts = kept(RetentionClass.RELATION, date(2026, 11, 22))
    assert words.format(**facts) == (
        "as long as the relation lasts, and at most 36 months after that"
    )
    words, facts = kept(RetentionClass.OFFICE, date(2026, 11, 22))
    assert words.format(**facts) == "as long as the office uses the program"
