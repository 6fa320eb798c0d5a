"""Moments at the office: instants are UTC microseconds, days are Europe/Stockholm."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from registerdesk.domain.formats import moment
from registerdesk.ui.kit.text import language

_STOCKHOLM = ZoneInfo("Europe/Stockholm")


def system_clock() -> int:
    """Return this computer's time, UTC microseconds."""
    return int(datetime.now(UTC).timestamp() * 1_000_000)


def local(instant: int) -> datetime:
    """Return an instant as the office's wall clock shows it."""
    return datetime.fromtimestamp(instant / 1_000_000, UTC).astimezone(_STOCKHOLM)


def local_date(instant: int) -> date:
    """Return the day of an instant at the office."""
    return local(instant).date()


def start_of(day: date) -> int:
    """Return the instant at which a day begins at the office, UTC microseconds."""
    return int(datetime.combine(day, time(), _STOCKHOLM).timestamp()) * 1_000_000


def when(instant: int, today: date) -> str:
    """Return "idag 09:42", "igår 09:42", or date and time, in the window's language."""
    return moment(local(instant), today, language.code)


def day_or_moment(instant: int, today: date) -> str:
    """Return the time of today and yesterday, and of earlier days the date alone."""
    near = (today - local_date(instant)).days in (0, 1)
    return when(instant, today) if near else local_date(instant).isoformat()
