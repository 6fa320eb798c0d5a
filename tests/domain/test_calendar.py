"""The last day of an answer: check values of the law, an oracle of its own, and the words."""

import calendar as standard
import re
from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from registerdesk.domain.calendar import (
    Pause,
    PauseReason,
    Urgency,
    add_months,
    answer_by,
    days_left,
    explain_answer_by,
    extended_answer_by,
    is_office_open,
    is_public_holiday,
    paused_days,
    plan_by,
    target_day,
    time_left,
    urgency,
)

DAYS = st.dates(date(1990, 1, 1), date(2099, 6, 30))
SWEDEN = holidays.country_holidays(
    "SE", years=range(1989, 2102), include_sundays=True, language="en_US"
)


@pytest.mark.parametrize(
    ("received", "due", "extended"),
    [
        ("2026-01-31", "2026-03-02", "2026-04-30"),
        ("2026-03-03", "2026-04-07", "2026-06-03"),
        ("2026-05-19", "2026-06-19", "2026-08-19"),
        ("2026-11-24", "2026-12-24", "2027-02-24"),
        ("2026-11-25", "2026-12-28", "2027-02-25"),
        ("2026-12-06", "2027-01-07", "2027-03-08"),
        ("2026-11-23", "2026-12-23", "2027-02-23"),
        ("2024-01-31", "2024-02-29", "2024-04-30"),
        ("2024-01-29", "2024-02-29", "2024-04-29"),
        ("2027-01-29", "2027-03-01", "2027-04-29"),
        ("2026-11-30", "2026-12-30", "2027-03-01"),
        ("2026-12-01", "2027-01-04", "2027-03-01"),
        ("2026-05-06", "2026-06-08", "2026-08-06"),
        ("2026-12-31", "2027-02-01", "2027-03-31"),
    ],
)
def test_the_last_day_is_the_one_that_the_law_gives(received: str, due: str, extended: str) -> None:
    day = date.fromisoformat(received)
    assert answer_by(day) == date.fromisoformat(due)
    assert answer_by(day, 3) == extended_answer_by(day) == date.fromisoformat(extended)


@pytest.mark.parametrize(
    ("received", "paused", "due"),
    [
        ("2026-01-31", 1, "2026-03-02"),  # 28 February + 1 = Sunday, rolled once
        ("2026-01-31", 2, "2026-03-02"),
        ("2026-01-31", 3, "2026-03-03"),
        ("2026-11-24", 1, "2026-12-28"),
        ("2026-03-03", 1, "2026-04-07"),
        ("2026-03-03", 10, "2026-04-13"),
    ],
)
def test_pause_days_are_added_before_the_day_is_moved(received: str, paused: int, due: str) -> None:
    assert answer_by(date.fromisoformat(received), 1, paused) == date.fromisoformat(due)


def oracle(received: date, months: int, paused: int) -> date:
    """Tell the same rule otherwise: walk day by day, and ask another's list of holidays."""
    year, month = received.year, received.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    in_month = [
        day for day in standard.Calendar().itermonthdates(year, month) if day.month == month
    ]
    day = [one for one in in_month if one.day <= received.day][-1]
    for _ in range(paused):
        day += timedelta(days=1)
    while day.isoweekday() > 5 or day in SWEDEN:
        day += timedelta(days=1)
    return day


@given(received=DAYS, months=st.sampled_from([1, 3]), paused=st.integers(0, 120))
def test_every_day_agrees_with_the_oracle(received: date, months: int, paused: int) -> None:
    assert answer_by(received, months, paused) == oracle(received, months, paused)


def test_public_holidays_agree_with_the_library_for_a_century() -> None:
    day, differ = date(1990, 1, 1), []
    while day.year <= 2100:
        if is_public_holiday(day) != (day in SWEDEN):
            differ.append(day)
        day += timedelta(days=1)
    assert differ == []


@pytest.mark.parametrize(
    "eve", ["2026-06-19", "2026-12-24", "2026-12-31", "2027-06-25", "2025-12-24"]
)
def test_on_an_eve_the_office_is_closed_but_the_limit_is_not_moved(eve: str) -> None:
    day = date.fromisoformat(eve)
    assert not is_office_open(day)
    assert not is_public_holiday(day)
    a_month_before = add_months(day, -1)
    pause = (day - add_months(a_month_before, 1)).days  # no month ends on 31 December by itself
    assert answer_by(a_month_before, 1, pause) == day


@pytest.mark.parametrize(
    ("last", "planned"),
    [
        ("2026-06-19", "2026-06-18"),
        ("2026-12-24", "2026-12-23"),
        ("2026-12-31", "2026-12-30"),
        ("2026-12-28", "2026-12-28"),
        ("2028-01-01", "2027-12-30"),
        ("2026-04-06", "2026-04-02"),
    ],
)
def test_work_is_planned_to_the_last_open_day(last: str, planned: str) -> None:
    assert plan_by(date.fromisoformat(last)) == date.fromisoformat(planned)


@given(DAYS)
def test_the_planned_day_is_open_and_nothing_open_lies_between(day: date) -> None:
    planned = plan_by(day)
    assert is_office_open(planned)
    assert not any(
        is_office_open(planned + timedelta(days=one)) for one in range(1, (day - planned).days + 1)
    )


def a_pause(posted: str, replied: str = "", *, reason: PauseReason = PauseReason.IDENTITY) -> Pause:
    """Return a pause whose reply is wanted within 14 days."""
    start = date.fromisoformat(posted)
    return Pause(
        reason=reason,
        posted=start,
        reply_by=start + timedelta(days=14),
        replied=date.fromisoformat(replied) if replied else None,
    )


UNTIL = date(2026, 12, 31)


def test_a_pause_counts_from_the_day_after_posting_to_the_reply() -> None:
    assert paused_days([a_pause("2026-11-23", "2026-11-30")], UNTIL) == 7
    assert paused_days([a_pause("2026-11-23", "2026-11-23")], UNTIL) == 0
    assert paused_days([], UNTIL) == 0


def test_an_open_pause_grows_to_the_day_of_asking() -> None:
    assert paused_days([a_pause("2026-11-23")], date(2026, 11, 25)) == 2
    assert paused_days([a_pause("2026-11-23")], date(2026, 11, 20)) == 0


def test_a_reply_after_the_day_of_asking_is_not_known_yet() -> None:
    assert paused_days([a_pause("2026-11-23", "2026-12-10")], date(2026, 11, 25)) == 2


def test_a_question_of_scope_pauses_to_its_reply_by_date_at_most() -> None:
    late = a_pause("2026-11-01", "2026-12-20", reason=PauseReason.SCOPE)
    silent = a_pause("2026-11-01", reason=PauseReason.SCOPE)
    assert paused_days([late], UNTIL) == paused_days([silent], UNTIL) == 14
    identity = a_pause("2026-11-01", "2026-12-20")
    assert paused_days([identity], UNTIL) == 49


def test_a_day_that_two_pauses_cover_counts_once() -> None:
    pauses = [
        a_pause("2026-11-20", "2026-11-25"),
        a_pause("2026-11-10", "2026-11-22"),
        a_pause("2026-11-12", "2026-11-14"),
        a_pause("2026-12-01", "2026-12-03"),
    ]
    assert paused_days(pauses, UNTIL) == 15 + 2


def test_the_goal_is_two_weeks_on_an_open_day() -> None:
    assert target_day(date(2026, 11, 23)) == date(2026, 12, 7)
    assert target_day(date(2026, 12, 11)) == date(2026, 12, 23)
    assert target_day(date(2026, 11, 23), 7, 2) == date(2026, 12, 2)


@pytest.mark.parametrize(
    ("left", "colour"),
    [
        (30, Urgency.NEUTRAL),
        (8, Urgency.NEUTRAL),
        (7, Urgency.WARN),
        (3, Urgency.WARN),
        (2, Urgency.DANGER),
        (0, Urgency.DANGER),
        (-1, Urgency.DANGER),
    ],
)
def test_urgency_follows_the_days_left(left: int, colour: Urgency) -> None:
    assert urgency(left) is colour


def test_days_left_count_to_the_last_open_day() -> None:
    christmas_eve = date(2026, 12, 24)
    assert days_left(christmas_eve, date(2026, 12, 21)) == 2
    assert days_left(christmas_eve, christmas_eve) == -1


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2026-12-01", "22 days left"),
        ("2026-12-22", "1 day left"),
        ("2026-12-23", "Last day today"),
        ("2026-12-24", "Last day 2026-12-24, the office is closed"),
        ("2026-12-25", "The time limit passed on 2026-12-24"),
    ],
)
def test_the_limit_has_passed_only_after_the_day_of_the_law(today: str, words: str) -> None:
    message, facts = time_left(date(2026, 12, 24), date.fromisoformat(today))
    assert message.format(**facts) == words


def sentences(received: date, months: int = 1, paused: int = 0) -> list[str]:
    """Return the computation in English."""
    return [text.format(**facts) for text, facts in explain_answer_by(received, months, paused)]


def test_the_computation_names_each_day_that_moved_the_limit() -> None:
    assert sentences(date(2026, 3, 3)) == [
        "Received on 2026-03-03. That day is not counted (1182/71, Article 3(1)).",
        (
            "One month (GDPR, Article 12(3)) ends on the same date of the next month, 2026-04-03"
            " (1182/71, Article 3(2)(c))."
        ),
        "2026-04-03 is Good Friday, so the limit moves on (1182/71, Article 3(4)).",
        "2026-04-04 is a Saturday, so the limit moves on (1182/71, Article 3(4)).",
        "2026-04-05 is a Sunday, so the limit moves on (1182/71, Article 3(4)).",
        "2026-04-06 is Easter Monday, so the limit moves on (1182/71, Article 3(4)).",
        "The answer is due by 2026-04-07 at the latest.",
    ]


def test_the_computation_tells_of_short_months_and_pauses() -> None:
    assert "the next, shorter month, 2026-02-28" in sentences(date(2026, 1, 31))[1]
    extended = sentences(date(2026, 1, 31), 3, 7)
    assert extended[1].startswith("3 months (GDPR, Article 12(3)) end on the last day of a shorter")
    assert extended[2] == "The clock stood still for 7 days, which are added: 2026-05-07."
    assert sentences(date(2026, 11, 23), 3)[1].startswith(
        "3 months (GDPR, Article 12(3)) end on th"
    )


@given(received=DAYS, months=st.sampled_from([1, 3]), paused=st.integers(0, 120))
def test_the_computation_always_ends_in_the_day_itself(
    received: date, months: int, paused: int
) -> None:
    last = sentences(received, months, paused)[-1]
    found = re.search(r"\d{4}-\d\d-\d\d", last)
    assert found is not None
    assert date.fromisoformat(found[0]) == answer_by(received, months, paused)
