"""Credit checks: that the office asked, of whom, why, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import Final

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.fields import (
    Area,
    Category,
    Compartment,
    Purpose,
    RetentionClass,
    about,
)
from registerdesk.domain.sources import Recorded
from registerdesk.domain.texts import _

_result = partial(
    about,
    category=Category.CREDIT,
    area=Area.CREDIT_RESULT,
    purposes=(Purpose.CREDIT,),
    retention=RetentionClass.CREDIT_OUTCOME,
)
_content = partial(
    about,
    category=Category.CREDIT,
    area=Area.CREDIT_CONTENT,
    purposes=(Purpose.CREDIT,),
    retention=RetentionClass.CREDIT_OUTCOME,
    sealed=Compartment.CREDIT,
)

SHORTEST_OTHER_NEED: Final = 15
FRESH_DAYS: Final = 90


class Bureau(StrEnum):
    """Where the question was put: credit bureaus and public registers."""

    UC = "uc"
    CREDITSAFE = "creditsafe"
    BISNODE = "bisnode"
    SYNA = "syna"
    ENFORCEMENT_AUTHORITY = "kronofogden"
    COMPANY_REGISTER = "bolagsverket"
    OTHER = "other"


BUREAU_LABELS: Final = MappingProxyType(
    {
        Bureau.UC: _("UC"),
        Bureau.CREDITSAFE: _("Creditsafe"),
        Bureau.BISNODE: _("Dun & Bradstreet"),
        Bureau.SYNA: _("Syna"),
        Bureau.ENFORCEMENT_AUTHORITY: _("Swedish Enforcement Authority"),
        Bureau.COMPANY_REGISTER: _("Swedish Companies Registration Office"),
        Bureau.OTHER: _("Other credit bureau"),
    }
)


class Need(StrEnum):
    """The legitimate need for a report on a natural person (kreditupplysningslagen 9 §)."""

    CREDIT_PURCHASE = "credit_purchase"
    HIGHER_LIMIT = "higher_limit"
    LEASE = "lease"
    OTHER = "other"


NEED_LABELS: Final = MappingProxyType(
    {
        Need.CREDIT_PURCHASE: _("Purchase on credit"),
        Need.HIGHER_LIMIT: _("Higher credit limit"),
        Need.LEASE: _("Rent or leasing"),
        Need.OTHER: _("Other, described"),
    }
)


class Outcome(StrEnum):
    """What was decided."""

    APPROVED = "approved"
    CONDITIONS = "conditions"
    DENIED = "denied"


OUTCOME_LABELS: Final = MappingProxyType(
    {
        Outcome.APPROVED: _("Approved"),
        Outcome.CONDITIONS: _("Approved with conditions"),
        Outcome.DENIED: _("Denied"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditCheck(Recorded):
    """One question put to one bureau about one party."""

    bureau: Bureau = _result(
        _("Asked of"),
    )
    asked_on: date = _result(
        _("Asked on"),
    )
    outcome: Outcome = _result(
        _("Result"),
    )
    limit: int | None = _result(
        _("Limit, kronor"),
        default=None,
    )
    valid_until: date | None = _result(
        _("Valid until"),
        default=None,
    )
    automated: bool = _result(
        _("Decided by automated means only"),
        default=False,
    )
    need: Need = _content(
        _("Legitimate need"),
        seal_name="credit_check.need",
    )
    need_text: str = _content(
        _("The need described"),
        seal_name="credit_check.need_text",
        limit=500,
        default="",
    )
    amount: int | None = _content(
        _("Amount, kronor"),
        seal_name="credit_check.amount",
        default=None,
    )
    report_number: str = _content(
        _("Report number"),
        seal_name="credit_check.report_number",
        limit=60,
        default="",
    )
    assessment: str = _content(
        _("Assessment"),
        seal_name="credit_check.assessment",
        limit=4_000,
        lines=4,
        default="",
    )


def refuse_without_need(need: Need | None, need_text: str) -> None:
    """Stop a check that does not say why it is needed (kreditupplysningslagen 9 §)."""
    described = len(need_text.strip()) >= SHORTEST_OTHER_NEED
    if need is None or (need is Need.OTHER and not described):
        raise InvalidInput(_("State why the credit check is needed."), field="need")


def is_fresh(asked_on: date, today: date) -> bool:
    """Tell whether an earlier check is younger than ninety days, which calls for a warning."""
    return (today - asked_on).days < FRESH_DAYS
