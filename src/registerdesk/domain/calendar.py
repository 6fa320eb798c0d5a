"""The last day of an answer by Regulation (EEC, Euratom) 1182/71, and Swedish days off."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from registerdesk.domain.texts import _

MONTHS_TO_ANSWER = 1
MONTHS_WHEN_EXTENDED = 3
TARGET_DAYS = 14
WARN_BELOW = 8
DANGER_BELOW = 3

Step = tuple[str, Mapping[str, object]]
"""One sentence of a computation: a message id and its parameters."""

_DAY = timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6
_NATIONAL_DAY_SINCE = 2005


class Urgency(StrEnum):
    """How much a time limit presses."""

    NEUTRAL = "neutral"
    WARN = "warn"
    DANGER = "danger"


class PauseReason(StrEnum):
    """Why the clock may stand still (GDPR Article 12(6), recital 63)."""

    IDENTITY = "identity"
    SCOPE = "scope"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """The clock stands from the day after `posted` to the day of the reply, that day included."""

    reason: PauseReason
    posted: date
    reply_by: date
    replied: date | None = None

    def last_day(self, until: date) -> date:
        """Return the last day of the pause as known on `until`, `posted` if there is none yet."""
        last = min(self.replied or until, until)
        if self.reason is PauseReason.SCOPE:
            last = min(last, self.reply_by)
        return max(last, self.posted)


def paused_days(pauses: Iterable[Pause], until: date) -> int:
    """Count the days on which at least one pause holds the clock, up to and with `until`."""
    total, counted_to = 0, date.min
    for pause in sorted(pauses, key=lambda one: one.posted):
        start, last = max(pause.posted, counted_to), pause.last_day(until)
        if last > start:
            total += (last - start).days
            counted_to = last
    return total


def add_months(day: date, months: int) -> date:
    """Return the same date `months` later, the month's last day where it has no such date."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def answer_by(received: date, months: int = MONTHS_TO_ANSWER, paused_days: int = 0) -> date:
    """Return the law's last day of an answer received on `received` (GDPR Article 12(3))."""
    day = add_months(received, months) + timedelta(days=paused_days)
    while _is_day_off(day):
        day += _DAY
    return day


def extended_answer_by(received: date, paused_days: int = 0) -> date:
    """Return the last day after an extension that was posted within the first month."""
    return answer_by(received, MONTHS_WHEN_EXTENDED, paused_days)


def plan_by(answer_by: date) -> date:
    """Return the last day on or before `answer_by` on which the office is open."""
    day = answer_by
    while not is_office_open(day):
        day -= _DAY
    return day


def target_day(received: date, days: int = TARGET_DAYS, paused_days: int = 0) -> date:
    """Return the office's own goal: an open day at most `days` after the receipt, plus pauses."""
    return plan_by(received + timedelta(days=days + paused_days))


def days_left(answer_by: date, today: date) -> int:
    """Return the days to the last open day; below zero once it has passed."""
    return (plan_by(answer_by) - today).days


def urgency(days_left: int) -> Urgency:
    """Return how a number of days left is coloured: over 7 neutral, 3 to 7 warn, else danger."""
    if days_left < DANGER_BELOW:
        return Urgency.DANGER
    return Urgency.WARN if days_left < WARN_BELOW else Urgency.NEUTRAL


def time_left(answer_by: date, today: date) -> Step:
    """Return in words how near the last day is; "passed" speaks of the law's day alone."""
    left = days_left(answer_by, today)
    if today > answer_by:
        return _("The time limit passed on {d}"), {"d": answer_by}
    if left < 0:
        return _("Last day {d}, the office is closed"), {"d": answer_by}
    if left == 0:
        return _("Last day today"), {}
    return (_("1 day left"), {}) if left == 1 else (_("{n} days left"), {"n": left})


def explain_answer_by(
    received: date, months: int = MONTHS_TO_ANSWER, paused_days: int = 0
) -> tuple[Step, ...]:
    """Return the computation of `answer_by`, one sentence for each rule that was used."""
    month_day = add_months(received, months)
    steps = [_first_step(received), _month_step(received, months, month_day)]
    day = month_day + timedelta(days=paused_days)
    if paused_days:
        steps.append((_PAUSED, {"n": paused_days, "day": day}))
    while _is_day_off(day):
        steps.append((_DAY_OFF[_name_of_day_off(day)], {"day": day}))
        day += _DAY
    return (*steps, (_("The answer is due by {day} at the latest."), {"day": day}))


def is_public_holiday(day: date) -> bool:
    """Tell the days of lag (1989:253), every Sunday among them."""
    return day.weekday() == _SUNDAY or day in _holidays(day.year)


def is_office_open(day: date) -> bool:
    """Tell every day but Saturdays, public holidays and the eves of lag (1930:173) 2 §."""
    return not _is_day_off(day) and not _is_eve(day)


_PAUSED = _("The clock stood still for {n} days, which are added: {day}.")
_DAY_OFF = {
    "saturday": _("{day} is a Saturday, so the limit moves on (1182/71, Article 3(4))."),
    "sunday": _("{day} is a Sunday, so the limit moves on (1182/71, Article 3(4))."),
    "new_year": _("{day} is New Year's Day, so the limit moves on (1182/71, Article 3(4))."),
    "epiphany": _("{day} is Epiphany, so the limit moves on (1182/71, Article 3(4))."),
    "good_friday": _("{day} is Good Friday, so the limit moves on (1182/71, Article 3(4))."),
    "easter_monday": _("{day} is Easter Monday, so the limit moves on (1182/71, Article 3(4))."),
    "may_day": _("{day} is May Day, so the limit moves on (1182/71, Article 3(4))."),
    "ascension": _("{day} is Ascension Day, so the limit moves on (1182/71, Article 3(4))."),
    "whit_monday": _("{day} is Whit Monday, so the limit moves on (1182/71, Article 3(4))."),
    "national_day": _("{day} is the National Day, so the limit moves on (1182/71, Article 3(4))."),
    "christmas": _("{day} is Christmas Day, so the limit moves on (1182/71, Article 3(4))."),
    "boxing_day": _("{day} is Boxing Day, so the limit moves on (1182/71, Article 3(4))."),
}


def _first_step(received: date) -> Step:
    text = _("Received on {day}. That day is not counted (1182/71, Article 3(1)).")
    return text, {"day": received}


def _month_step(received: date, months: int, month_day: date) -> Step:
    """Return the sentence on the months, which differs for one, several, and a short month."""
    facts = {"months": months, "day": month_day}
    if month_day.day != received.day:
        return _MONTHS_SHORT if months > 1 else _MONTH_SHORT, facts
    return _MONTHS_SAME if months > 1 else _MONTH_SAME, facts


_MONTH_SAME = _(
    "One month (GDPR, Article 12(3)) ends on the same date of the next month, {day}"
    " (1182/71, Article 3(2)(c))."
)
_MONTH_SHORT = _(
    "One month (GDPR, Article 12(3)) ends on the last day of the next, shorter month, {day}"
    " (1182/71, Article 3(2)(c))."
)
_MONTHS_SAME = _(
    "{months} months (GDPR, Article 12(3)) end on the same date, {day} (1182/71, Article 3(2)(c))."
)
_MONTHS_SHORT = _(
    "{months} months (GDPR, Article 12(3)) end on the last day of a shorter month, {day}"
    " (1182/71, Article 3(2)(c))."
)


def _is_day_off(day: date) -> bool:
    return day.weekday() == _SATURDAY or is_public_holiday(day)


def _name_of_day_off(day: date) -> str:
    weekend = {_SATURDAY: "saturday", _SUNDAY: "sunday"}
    return weekend.get(day.weekday()) or _holidays(day.year)[day]


def _is_eve(day: date) -> bool:
    """Tell midsommarafton (a Friday), julafton and nyårsafton."""
    midsummer = day.month == 6 and 19 <= day.day <= 25 and day.weekday() == 4  # noqa: PLR2004 - the law's own dates
    return midsummer or (day.month, day.day) in {(12, 24), (12, 31)}


@lru_cache(maxsize=64)
def _holidays(year: int) -> Mapping[date, str]:
    """Return the year's public holidays that can fall on a day from Monday to Friday.

    Easter Day, Whit Sunday, Midsummer Day and All Saints' Day are Saturdays or Sundays always,
    so that no limit depends on them by name; only `is_public_holiday` needs the two Saturdays.
    """
    easter = _easter_sunday(year)
    days = {
        date(year, 1, 1): "new_year",
        date(year, 1, 6): "epiphany",
        easter - 2 * _DAY: "good_friday",
        easter + _DAY: "easter_monday",
        date(year, 5, 1): "may_day",
        easter + 39 * _DAY: "ascension",
        _saturday_from(date(year, 6, 20)): "midsummer",
        _saturday_from(date(year, 10, 31)): "all_saints",
        date(year, 12, 25): "christmas",
        date(year, 12, 26): "boxing_day",
    }
    if year < _NATIONAL_DAY_SINCE:
        return days | {easter + 50 * _DAY: "whit_monday"}
    return days | {date(year, 6, 6): "national_day"}


def _saturday_from(day: date) -> date:
    """Return the first Saturday on or after the day."""
    return day + timedelta(days=(_SATURDAY - day.weekday()) % 7)


def _easter_sunday(year: int) -> date:
    """Return Easter Day of the Gregorian calendar (Gauss, in Lichtenberg's form)."""
    century = year // 100
    shift = 15 + (3 * century + 3) // 4 - (8 * century + 13) // 25
    sun = 2 - (3 * century + 3) // 4
    moon = year % 19
    seed = (19 * moon + shift) % 30
    full_moon = 21 + seed - (seed // 29 + (seed // 28 - seed // 29) * (moon // 11))
    first_sunday = 7 - (year + year // 4 + sun) % 7
    return date(year, 3, 1) + (full_moon + 7 - (full_moon - first_sunday) % 7 - 1) * _DAY
