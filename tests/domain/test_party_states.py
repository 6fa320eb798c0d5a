"""When somebody is of age."""

from __future__ import annotations

from datetime import date

import pytest

from registerdesk.domain.party_states import adult_if_born_by


@pytest.mark.parametrize(
    ("today", "born_by"),
    [
        (date(2026, 11, 23), date(2008, 11, 23)),
        (date(2026, 1, 1), date(2008, 1, 1)),
        (date(2026, 2, 27), date(2008, 2, 27)),
        (date(2026, 2, 28), date(2008, 2, 29)),
        (date(2028, 2, 28), date(2010, 2, 28)),
        (date(2028, 2, 29), date(2010, 2, 28)),
        (date(2026, 12, 31), date(2008, 12, 31)),
    ],
)
def test_eighteen_years_are_counted_in_the_calendar(today: date, born_by: date) -> None:
    assert adult_if_born_by(today) == born_by
