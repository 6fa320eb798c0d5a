"""Dates, times, numbers and amounts as people read and write them, in Swedish and English."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

from registerdesk.domain.calendar import add_months
from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.texts import _

NBSP = "\u00a0"
MINUS = "\u2212"

_MONTHS = {
    "sv": (
        *("januari", "februari", "mars", "april", "maj", "juni"),
        *("juli", "augusti", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_WEEKDAYS = {
    "sv": ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_NEAR_DAYS = {
    "idag": 0,
    "i dag": 0,
    "today": 0,
    "igår": -1,
    "i går": -1,
    "yesterday": -1,
    "imorgon": 1,
    "i morgon": 1,
    "tomorrow": 1,
}
_NEAR_NAMES = {"sv": {0: "idag", -1: "igår"}, "en": {0: "today", -1: "yesterday"}}
_HIGHEST_YEAR = 2199
_LOWEST_YEAR = 1800


def iso(day: date) -> str:
    """Return 2026-11-23."""
    return day.isoformat()


def weekday(day: date, language: str = "sv") -> str:
    """Return the name of the day of the week."""
    return _WEEKDAYS[language][day.weekday()]


def with_weekday(day: date, language: str = "sv") -> str:
    """Return "måndag 2026-11-23"."""
    return f"{weekday(day, language)} {iso(day)}"


def running(day: date, language: str = "sv") -> str:
    """Return the date of a letter's running text: "23 november 2026"."""
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"


def week(day: date, language: str = "sv") -> str:
    """Return the ISO week: "vecka 48"."""
    return f"{'vecka' if language == 'sv' else 'week'} {day.isocalendar().week}"


def clock(at: datetime) -> str:
    """Return the local time of day: 14:05."""
    return f"{at:%H:%M}"


def moment(at: datetime, today: date, language: str = "sv") -> str:
    """Return "idag 09:42", "igår 09:42", or the date and the local time."""
    near = _NEAR_NAMES[language].get((at.date() - today).days, iso(at.date()))
    return f"{near} {clock(at)}"


def number(value: int, language: str = "sv") -> str:
    """Return a whole number in groups: "1 284" with a space that does not break."""
    return _signed(f"{abs(value):,}", value < 0, language)


def amount(value: Decimal | int, language: str = "sv") -> str:
    """Return kronor: "4 312,50 kr"; a whole number has no öre."""
    digits = f"{abs(value):,}" if isinstance(value, int) else f"{abs(value):,.2f}"
    text = _signed(digits, value < 0, language)
    return f"{text}{NBSP}kr" if language == "sv" else f"SEK{NBSP}{text}"


def parse_amount(text: str, *, field: str = "amount") -> Decimal:
    """Return kronor with at most two decimals, as "4 312,50 kr", "4312.5" or "-20" say them."""
    compact = re.sub(r"\s+|kr\.?$|:-$", "", text.strip().casefold()).replace(MINUS, "-")
    if not re.fullmatch(r"-?[0-9]{1,12}([.,][0-9]{1,2})?", compact, re.ASCII):
        raise InvalidInput(_("Write the amount in kronor, such as 4 312,50."), field=field)
    return Decimal(compact.replace(",", "."))


def ore(value: int, language: str = "sv") -> str:
    """Return an amount in öre as kronor, always with its two decimals: "4 312,50 kr"."""
    return amount(Decimal(value) / 100, language)


def parse_ore(text: str, *, field: str = "amount") -> int:
    """Return öre for an amount in kronor as people write it."""
    return int(parse_amount(text, field=field) * 100)


def parse_date(text: str, today: date, *, field: str = "", past: bool = False) -> date:
    """Return the day that a person means: 2026-11-23, 261123, 23/11, "idag" or "+14".

    A year of two digits is the one nearest to today; with `past`, such as for a birth date,
    the last one that is not to come.
    """
    typed = " ".join(text.casefold().split()).replace(MINUS, "-")
    if typed in _NEAR_DAYS:
        return today + timedelta(days=_NEAR_DAYS[typed])
    for pattern, meaning in _FORMS:
        found = pattern.fullmatch(typed)
        if found:
            day = _existing(meaning, found, today, field)
            early = past and meaning is _short_year_first and day > today
            return add_months(day, -1200) if early else day
    raise InvalidInput(_("Write the date as 2026-11-23, 261123, 23/11, today or +14."), field=field)


def _existing(
    meaning: Callable[[re.Match[str], date], date], found: re.Match[str], today: date, field: str
) -> date:
    """Return the day meant, if the calendar has it and an office could mean it."""
    try:
        day = meaning(found, today)
    except (ValueError, OverflowError):
        raise InvalidInput(_NO_SUCH_DAY, field=field) from None
    if not _LOWEST_YEAR <= day.year <= _HIGHEST_YEAR:
        raise InvalidInput(_NO_SUCH_DAY, field=field)
    return day


_NO_SUCH_DAY = _("There is no such day. Check year, month and day.")


def _days_from_today(found: re.Match[str], today: date) -> date:
    return today + timedelta(days=int(found[1]))


def _year_first(found: re.Match[str], _today: date) -> date:
    return date(int(found[1]), int(found[2]), int(found[3]))


def _short_year_first(found: re.Match[str], today: date) -> date:
    """Read a year of two digits as the one nearest to today."""
    nearest = min(
        (today.year // 100 * 100 + offset + int(found[1]) for offset in (-100, 0, 100)),
        key=lambda year: abs(year - today.year),
    )
    return date(nearest, int(found[2]), int(found[3]))


def _day_first(found: re.Match[str], today: date) -> date:
    return date(int(found[3] or today.year), int(found[2]), int(found[1]))


def _month_by_name(found: re.Match[str], today: date) -> date:
    """Read "23 november 2026" and "23 nov"; a name that is no month is no day."""
    names = [*_MONTHS["sv"], *(name.casefold() for name in _MONTHS["en"])]
    at = next((at for at, name in enumerate(names) if name.startswith(found[2])), None)
    if at is None:
        raise ValueError(found[2])
    return date(int(found[3] or today.year), at % 12 + 1, int(found[1]))


_FORMS = (
    (re.compile(r"([+-][0-9]{1,5})", re.ASCII), _days_from_today),
    (re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})", re.ASCII), _year_first),
    (re.compile(r"([0-9]{2})-?([0-9]{2})-?([0-9]{2})", re.ASCII), _short_year_first),
    (re.compile(r"([0-9]{1,2})/([0-9]{1,2})(?:[ /-]([0-9]{4}))?", re.ASCII), _day_first),
    (re.compile(r"([0-9]{1,2}) ([a-z]{3,9})\.?(?: ([0-9]{4}))?", re.ASCII), _month_by_name),
)


def _signed(digits: str, negative: bool, language: str) -> str:  # noqa: FBT001 - private, and called in two places
    """Put the language's separators and the true minus sign to grouped digits."""
    if language == "sv":
        digits = digits.replace(",", NBSP).replace(".", ",")
    return MINUS + digits if negative else digits
