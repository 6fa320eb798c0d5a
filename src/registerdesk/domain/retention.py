"""How long each class of data is kept, as rows with a valid-from date and a source."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from registerdesk.domain.calendar import Step, add_months
from registerdesk.domain.fields import RetentionClass
from registerdesk.domain.texts import _


class Unit(StrEnum):
    """What a retention rule counts in."""

    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule:
    """How long one class is kept, from a date on; `locked` rules are the law's own."""

    data_class: RetentionClass
    amount: int
    unit: Unit
    valid_from: date
    source: str
    kept: str
    locked: bool = False

    def after(self, day: date) -> date:
        """Return the last day of the period that begins with `day`; never a day later."""
        if self.unit is Unit.DAYS:
            return day + timedelta(days=self.amount)
        return add_months(day, self.amount * (12 if self.unit is Unit.YEARS else 1))


_POLICY = _("the office's privacy policy")
_RULE_OF_THE_OFFICE = _("the office's retention rules")
_GDPR = date(2018, 5, 25)

RULES = (
    RetentionRule(
        data_class=RetentionClass.RELATION,
        amount=36,
        unit=Unit.MONTHS,
        valid_from=_GDPR,
        source=_POLICY,
        kept=_("as long as the relation lasts, and at most {n} months after that"),
    ),
    RetentionRule(
        data_class=RetentionClass.BOOKKEEPING,
        amount=7,
        unit=Unit.YEARS,
        valid_from=date(2011, 1, 1),
        source=_("bokföringslagen (1999:1078), chapter 7, section 2"),
        kept=_("to the end of the {n}th year after the calendar year in which the books closed"),
        locked=True,
    ),
    RetentionRule(
        data_class=RetentionClass.ENQUIRY,
        amount=12,
        unit=Unit.MONTHS,
        valid_from=_GDPR,
        source=_RULE_OF_THE_OFFICE,
        kept=_("{n} months after the contact"),
    ),
    RetentionRule(
        data_class=RetentionClass.CREDIT_REPORT,
        amount=3,
        unit=Unit.MONTHS,
        valid_from=_GDPR,
        source=_RULE_OF_THE_OFFICE,
        kept=_("{n} months after the credit check"),
    ),
    RetentionRule(
        data_class=RetentionClass.CREDIT_OUTCOME,
        amount=12,
        unit=Unit.MONTHS,
        valid_from=_GDPR,
        source=_RULE_OF_THE_OFFICE,
        kept=_("as long as the result is valid, and {n} months after that"),
    ),
    RetentionRule(
        data_class=RetentionClass.CASE,
        amount=36,
        unit=Unit.MONTHS,
        valid_from=_GDPR,
        source=_RULE_OF_THE_OFFICE,
        kept=_("{n} months after the answer"),
    ),
    RetentionRule(
        data_class=RetentionClass.DRAFT,
        amount=30,
        unit=Unit.DAYS,
        valid_from=_GDPR,
        source=_RULE_OF_THE_OFFICE,
        kept=_("{n} days"),
    ),
)
"""The rules as shipped; an office's own rows are handed to the functions instead."""


def rule_for(
    data_class: RetentionClass, on: date, rules: Sequence[RetentionRule] = RULES
) -> RetentionRule:
    """Return the rule in force on a day; before the first row, the first row speaks.

    ValueError for a class without a clock, which is the office's own settings.
    """
    rows = sorted(
        (rule for rule in rules if rule.data_class is data_class), key=lambda rule: rule.valid_from
    )
    in_force = [rule for rule in rows if rule.valid_from <= on]
    if not rows:
        raise ValueError(data_class)
    return in_force[-1] if in_force else rows[0]


def erase_by(
    data_class: RetentionClass, start: date, rules: Sequence[RetentionRule] = RULES
) -> date:
    """Return the last day on which a value may stay whose clock began on `start`.

    The start is the day of the contact, of the credit check, of the end of the result's validity,
    of the answer, or of the draft's last change.
    """
    if data_class is RetentionClass.BOOKKEEPING:
        return bookkeeping_keep_through(start, rules)
    return rule_for(data_class, start, rules).after(start)


def relation_erase_by(ended: date, rules: Sequence[RetentionRule] = RULES) -> date:
    """Return the calendar day by which the data of a relation is gone, never a later one."""
    return erase_by(RetentionClass.RELATION, ended, rules)


def party_erase_by(
    ended: Iterable[date | None], rules: Sequence[RetentionRule] = RULES
) -> date | None:
    """Return the latest day of all of a party's relations; None while one runs, or without any."""
    ends = list(ended)
    closed = [day for day in ends if day is not None]
    if not ends or len(closed) < len(ends):
        return None
    return max(relation_erase_by(day, rules) for day in closed)


def bookkeeping_keep_through(
    financial_year_end: date, rules: Sequence[RetentionRule] = RULES
) -> date:
    """Return the last day on which a record must be kept (bokföringslagen 7 kap. 2 §)."""
    rule = rule_for(RetentionClass.BOOKKEEPING, financial_year_end, rules)
    return date(rule.after(date(financial_year_end.year, 12, 1)).year, 12, 31)


def kept(data_class: RetentionClass, on: date, rules: Sequence[RetentionRule] = RULES) -> Step:
    """Return in words how long a class is kept, for letters and screens."""
    if data_class is RetentionClass.OFFICE:
        return _("as long as the office uses the program"), {}
    rule = rule_for(data_class, on, rules)
    return rule.kept, {"n": rule.amount}
