"""Deceased and under age: two states of a person, and what follows from them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Final

from registerdesk.domain.fields import is_withheld
from registerdesk.domain.parties import Party

OF_AGE: Final = 18
"""Years, föräldrabalken 9 kap. 1 §."""


def adult_if_born_by(today: date) -> date:
    """Return the latest birth date of those who are of age; 29 February counts as the 28th."""
    tomorrow = today + timedelta(days=1)
    year = tomorrow.year - OF_AGE
    leaps = (tomorrow.month, tomorrow.day) == (2, 29) and not calendar.isleap(year)
    return (date(year, 3, 1) if leaps else tomorrow.replace(year=year)) - timedelta(days=1)


def is_minor(party: Party, today: date) -> bool:
    """Tell whether a person is under age: by the birth date, by the flag where that is unknown."""
    if isinstance(party.birth_date, date):
        return party.birth_date > adult_if_born_by(today)
    return not is_withheld(party.minor) and party.minor


def may_be_marketed_to(party: Party, today: date) -> bool:
    """Tell whether advertising may reach them at all; whether they agreed is asked elsewhere.

    Never the dead, the young, or the protected, and nobody of whom the reader cannot know.
    """
    unknown = is_withheld(party.deceased) or is_withheld(party.minor)
    return not (unknown or party.deceased or party.is_protected or is_minor(party, today))
