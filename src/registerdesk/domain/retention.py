"""How long each class of data is kept: what is fixed of a class, and what the office settles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from registerdesk.domain.calendar import Step, add_months
from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.fields import RetentionClass
from registerdesk.domain.texts import _


class Unit(StrEnum):
    """What a period is counted in."""

    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


_TEN_YEARS: Final = MappingProxyType({Unit.DAYS: 3650, Unit.MONTHS: 120, Unit.YEARS: 10})
_MONTHS: Final = MappingProxyType({Unit.MONTHS: 1, Unit.YEARS: 12})
_LAST_YEAR: Final = date.max.year - _TEN_YEARS[Unit.YEARS] - 1
_POLICY = _("the office's privacy policy")
_RULE_OF_THE_OFFICE = _("the office's retention rules")
_WHOLE = _("Write a whole number, 1 or more.")
_BARRED = _(
    "At most {n}: after ten years a claim has lapsed (preskriptionslagen (1981:130), section 2), "
    "and nothing is kept longer than it is needed (5(1)(e))."
)
_WHOLE_NUMBER: Final = re.compile(r"[0-9]{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule:
    """What is fixed of one class; `amount` is the period with which an office begins."""

    data_class: RetentionClass
    label: str
    counted: str
    """What stands in a count of what is due."""
    amount: int
    unit: Unit
    source: str
    kept: str
    kept_once: str
    """The words of a period of one."""
    least: int = 1
    why_least: str = _WHOLE
    most: int | None = None
    """The office's own ceiling; None is ten years."""
    why_most: str = _BARRED

    @property
    def longest(self) -> int:
        """Return the longest period that an office may settle."""
        return _TEN_YEARS[self.unit] if self.most is None else self.most

    @property
    def is_law(self) -> bool:
        """Tell whether a law asks for the period, which therefore always stands."""
        return self.least > 1

    def words(self, amount: int) -> Step:
        """Return a period in words."""
        return (self.kept if amount > 1 else self.kept_once), {"n": amount}

    def after(self, start: date, amount: int) -> date:
        """Return the last day of a period whose clock began on `start`; never a day later."""
        if start.year > _LAST_YEAR:
            return date.max
        if self.data_class is RetentionClass.BOOKKEEPING:
            return date(start.year + amount, 12, 31)
        if self.unit is Unit.DAYS:
            return start + timedelta(days=amount)
        return add_months(start, amount * _MONTHS[self.unit])


_ALL = (
    RetentionRule(
        data_class=RetentionClass.RELATION,
        label=_("Customers and suppliers"),
        counted=_("People"),
        amount=36,
        unit=Unit.MONTHS,
        source=_POLICY,
        kept=_("as long as the relation lasts, and at most {n} months after that"),
        kept_once=_("as long as the relation lasts, and at most one month after that"),
        most=36,
        why_most=_("At most {n} months: the privacy policy promises it."),
    ),
    RetentionRule(
        data_class=RetentionClass.BOOKKEEPING,
        label=_("Bookkeeping records"),
        counted=_("Invoices and payments"),
        amount=7,
        unit=Unit.YEARS,
        source=_("bokföringslagen (1999:1078), chapter 7, section 2"),
        kept=_("to the end of the {n}th year after the calendar year in which the books closed"),
        kept_once=_("to the end of the year after the one in which the books closed"),
        least=7,
        why_least=_(
            "At least {n} years: the law asks for it (bokföringslagen (1999:1078), chapter 7, "
            "section 2)."
        ),
    ),
    RetentionRule(
        data_class=RetentionClass.ENQUIRY,
        label=_("Calls and letters of others"),
        counted=_("Contacts"),
        amount=12,
        unit=Unit.MONTHS,
        source=_RULE_OF_THE_OFFICE,
        kept=_("{n} months after the contact"),
        kept_once=_("one month after the contact"),
    ),
    RetentionRule(
        data_class=RetentionClass.CREDIT_REPORT,
        label=_("Reports of credit checks"),
        counted=_("Credit checks"),
        amount=3,
        unit=Unit.MONTHS,
        source=_RULE_OF_THE_OFFICE,
        kept=_("{n} months after the credit check"),
        kept_once=_("one month after the credit check"),
    ),
    RetentionRule(
        data_class=RetentionClass.CREDIT_OUTCOME,
        label=_("Outcomes of credit checks"),
        counted=_("Credit checks"),
        amount=12,
        unit=Unit.MONTHS,
        source=_RULE_OF_THE_OFFICE,
        kept=_("as long as the result is valid, and {n} months after that"),
        kept_once=_("as long as the result is valid, and one month after that"),
    ),
    RetentionRule(
        data_class=RetentionClass.CASE,
        label=_("Requests and their letters"),
        counted=_("Requests"),
        amount=36,
        unit=Unit.MONTHS,
        source=_RULE_OF_THE_OFFICE,
        kept=_("{n} months after the answer"),
        kept_once=_("one month after the answer"),
    ),
    RetentionRule(
        data_class=RetentionClass.DRAFT,
        label=_("Drafts"),
        counted=_("Drafts"),
        amount=30,
        unit=Unit.DAYS,
        source=_RULE_OF_THE_OFFICE,
        kept=_("{n} days"),
        kept_once=_("one day"),
        most=90,
        why_most=_("At most {n} days: a draft is work that is not done."),
    ),
    RetentionRule(
        data_class=RetentionClass.LOG,
        label=_("The log"),
        counted=_("Rows of the log"),
        amount=5,
        unit=Unit.YEARS,
        source=_RULE_OF_THE_OFFICE,
        kept=_("{n} years, and erased a year at a time"),
        kept_once=_("one year, and erased a year at a time"),
    ),
)
RULES: Final = MappingProxyType({rule.data_class: rule for rule in _ALL})
"""The classes that have a clock; the office's own settings are kept as long as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionSetting:
    """How long the office keeps one class; one row a class."""

    id: UUID
    data_class: RetentionClass
    amount: int | None
    """In the class's unit; None is no period: nothing is due, and the record says so."""
    valid_from: date
    """The day on which the period was settled; it holds for all that is kept."""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Periods:
    """How long each class is kept; a class may be without a period, unless the law sets one."""

    amounts: Mapping[RetentionClass, int]

    def has(self, data_class: RetentionClass) -> bool:
        """Tell whether the office has said how long the class is kept."""
        return data_class is RetentionClass.OFFICE or data_class in self.amounts

    def erase_by(self, data_class: RetentionClass, start: date) -> date | None:
        """Return the last day on which a value may stay; None where no period is settled.

        The start is the day of the contact, of the credit check, of the end of the relation or
        of the result's validity, of the answer, or of the draft's last change.
        """
        amount = self.amounts.get(data_class)
        return None if amount is None else RULES[data_class].after(start, amount)

    def party_erase_by(self, ended: Iterable[date | None]) -> date | None:
        """Return the latest day of all of a party's relations; None while one runs, or of none."""
        ends = list(ended)
        closed = [day for day in ends if day is not None]
        if not ends or len(closed) < len(ends):
            return None
        return self.erase_by(RetentionClass.RELATION, max(closed))

    def keep_through(self, financial_year_end: date) -> date:
        """Return the last day on which a record must be kept (bokföringslagen 7 kap. 2 §)."""
        law = RULES[RetentionClass.BOOKKEEPING]
        amount = self.amounts.get(RetentionClass.BOOKKEEPING, law.least)
        return law.after(financial_year_end, amount)

    def kept(self, data_class: RetentionClass) -> Step:
        """Return in words how long a class is kept, for letters and screens."""
        if data_class is RetentionClass.OFFICE:
            return _("as long as the office uses the program"), {}
        amount = self.amounts.get(data_class)
        if amount is None:
            return _("there is no retention rule"), {}
        return RULES[data_class].words(amount)


SHIPPED: Final = Periods(MappingProxyType({each: rule.amount for each, rule in RULES.items()}))
"""The periods with which an office begins."""


def periods_of(settings: Iterable[RetentionSetting]) -> Periods:
    """Return the periods as settled."""
    settled = {s.data_class: s.amount for s in settings if s.amount is not None}
    return Periods(MappingProxyType(settled))


def amount_from(data_class: RetentionClass, text: str) -> int | None:
    """Return a period as it is typed, None for none; InvalidInput says which limit stands."""
    rule, typed = RULES[data_class], text.strip()
    if not typed and not rule.is_law:
        return None
    amount = int(typed) if _WHOLE_NUMBER.fullmatch(typed) else 0
    if amount < rule.least:
        raise InvalidInput(rule.why_least, field="amount", n=rule.least)
    if amount > rule.longest:
        raise InvalidInput(rule.why_most, field="amount", n=rule.longest)
    return amount


def last_start_due(data_class: RetentionClass, amount: int | None, today: date) -> date:
    """Return the latest day on which a clock began whose period is over; the first of days if none.

    What began on it or earlier is due, what began later is not.
    """
    if amount is None:
        return date.min
    rule = RULES[data_class]
    if data_class is RetentionClass.BOOKKEEPING:
        return date(today.year - amount - 1, 12, 31)
    if rule.unit is Unit.DAYS:
        return today - timedelta(days=amount + 1)
    day = add_months(today, -amount * _MONTHS[rule.unit])
    while rule.after(day, amount) >= today:
        day -= timedelta(days=1)
    return day
