"""Credit checks: that the office asked, of whom, why, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
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

    bureau: Bureau = about(
        _("Asked of"),
        category=Category.CREDIT,
        area=Area.CREDIT_RESULT,
        purposes=(Purpose.CREDIT,),
        retention=RetentionClass.CREDIT_OUTCOME,
    )
    asked_on: date = about(
        _("Asked on"),
        category=Category.CREDIT,
        area=Area.CREDIT_RESULT,
        purposes=(Purpose.CREDIT,),
        retention=RetentionClass.CREDIT_OUTCOME,
    )
    outcome: Outcome = about(
        _("Result"),
        category=Category.CREDIT,
        area=Area.CREDIT_RESULT,
        purposes=(Purpose.CREDIT,),
        retention=RetentionClass.CREDIT_OUTCOME,
    )
    limit: int | None = about(
        _("Limit, kronor"),
        category=Category.CREDIT,
        area=Area.CREDIT_RESULT,
        purposes=(Purpose.CREDIT,),
        retention=RetentionClass.CREDIT_OUTCOME,
        default=None,
    )
    valid_until: date | None = about(
        _("Valid until"),
        category=Category.CREDIT,
        area=Area.CREDIT_RESULT,
        purposes=(Purpose.CREDIT,),
        retention=RetentionClass.CREDIT_OUTCOME,
        default=None,
    )
    automated: bool = about(
        _("Decided by automated means only"),
        category=Category.CREDIT,
        area=Area.CREDIT_RESULT,
        purposes=(Purpose.CREDIT,),
        retention=RetentionClass.CREDIT_OUTCOME,
        default=False,
    )
    need: Need = about(
        _("Legitimate need"),
        category=Category.CREDIT,
        area=Area.CREDIT_CONTENT,
        purposes=(Purpose.CREDIT,),
        retention=RetentionClass.CREDIT_REPORT,
        sealed=Compartment.CREDIT,
        seal_name="credit_check.need",
    )
    need_text: str = about(
        _("The need described"),
        category=Category.CREDIT,
        area=Area.CREDIT_CONTENT,
        purposes=(Purpose.CREDIT,),
        retention=RetentionClass.CREDIT_REPORT,
        sealed=Compartment.CREDIT,
        seal_name="credit_check.need_text",
        limit=500,
        default="",
    )
    amount: int | None = about(
        _("Amount, kronor"),
        category=Category.CREDIT,
        area=Area.CREDIT_CONTENT,
        purposes=(Purpose.CREDIT,),
        retention=RetentionClass.CREDIT_REPORT,
        sealed=Compartment.CREDIT,
        seal_name="credit_check.amount",
        default=None,
    )
    report_number: str = about(
        _("Report number"),
        category=Category.CREDIT,
        area=Area.CREDIT_CONTENT,
        purposes=(Purpose.CREDIT,),
        retention=RetentionClass.CREDIT_REPORT,
        sealed=Compartment.CREDIT,
        seal_name="credit_check.report_number",
        limit=60,
        default="",
    )
    assessment: str = about(
        _("Assessment"),
        category=Category.CREDIT,
        area=Area.CREDIT_CONTENT,
        purposes=(Purpose.CREDIT,),
        retention=RetentionClass.CREDIT_REPORT,
        sealed=Compartment.CREDIT,
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
