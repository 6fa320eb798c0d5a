"""Credit checks: recorded with their need, shown as far as the reader reaches."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from registerdesk.domain.contact_lists import CreditCheckQuery, CreditCheckRow
from registerdesk.domain.credit_checks import (
    Bureau,
    CreditCheck,
    Need,
    Outcome,
    is_fresh,
    refuse_without_need,
)
from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.fields import Purpose
from registerdesk.domain.party_lists import Page
from registerdesk.domain.party_values import cleaned
from registerdesk.domain.plain_text import NAME_LIMIT, clean
from registerdesk.domain.sources import Channel, Source
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.party_registers import Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCreditCheck:
    """A credit check as it was made; kronor in whole numbers."""

    bureau: Bureau
    asked_on: date
    outcome: Outcome
    need: Need | None
    need_text: str = ""
    amount: int | None = None
    report_number: str = ""
    assessment: str = ""
    limit: int | None = None
    valid_until: date | None = None
    automated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRecorded:
    """The new credit check, and the latest earlier one if it is younger than ninety days."""

    credit_check_id: UUID
    asked_recently: date | None


@use_case(Permission.RECORD_CREDIT_CHECK)
def record_credit_check(
    visit: Visit, party_id: UUID, new: NewCreditCheck, source_detail: str = ""
) -> CheckRecorded:
    """Record a credit check; without a legitimate need nothing is kept (KUL 9 §)."""
    refuse_without_need(new.need, new.need_text)
    if new.asked_on > visit.today:
        raise InvalidInput(_("The day has not come yet."), field="asked_on")
    if new.valid_until is not None and new.valid_until < new.asked_on:
        raise InvalidInput(_("It cannot end before it began."), field="valid_until")
    party = Reach(visit).party(party_id)
    recent = _latest_before(visit, party_id, new.asked_on)
    check_id = visit.new_id()
    visit.office.credit_checks.add(
        CreditCheck(
            id=check_id,
            party_id=party_id,
            source=Source.CREDIT_BUREAU,
            channel=Channel.LOOKUP,
            collected_on=new.asked_on,
            purpose=Purpose.CREDIT,
            source_detail=clean(source_detail, limit=NAME_LIMIT, field="source_detail"),
            recorded_by=visit.actor,
            recorded_at=visit.now,
            is_protected=party.is_protected,
            **_checked(new, visit.today),
        )
    )
    visit.note("credit_check.recorded", check_id, party_id, purpose=Purpose.CREDIT)
    return CheckRecorded(credit_check_id=check_id, asked_recently=recent)


@use_case(Permission.VIEW_CREDIT_CHECKS)
def view_credit_checks(visit: Visit, party_id: UUID) -> tuple[CreditCheck, ...]:
    """Return a person's credit checks, newest first; sealed fields WITHHELD from non-holders."""
    Reach(visit).party(party_id)
    checks = visit.office.credit_checks.of(party_id)
    visit.note("credit_checks.viewed", party_id, count=len(checks))
    return tuple(sorted(checks, key=lambda c: (c.asked_on, c.recorded_at), reverse=True))


@use_case(Permission.VIEW_CREDIT_CHECKS)
def list_credit_checks(visit: Visit, query: CreditCheckQuery) -> Page[CreditCheckRow]:
    """Return one page of everybody's credit checks, without what is sealed."""
    page = visit.office.contact_lists.credit_checks(query)
    visit.note("credit_checks.listed", count=len(page.rows))
    return page


def _latest_before(visit: Visit, party_id: UUID, asked_on: date) -> date | None:
    """Return the day of the latest earlier check, if it calls for a warning."""
    days = [c.asked_on for c in visit.office.credit_checks.of(party_id) if c.asked_on <= asked_on]
    latest = max(days, default=None)
    return latest if latest is not None and is_fresh(latest, asked_on) else None


def _checked(new: NewCreditCheck, today: date) -> dict[str, Any]:
    """Return the values, each within its field's rules."""
    given = {f.name: getattr(new, f.name) for f in dataclasses.fields(new)}
    values: dict[str, Any] = {}
    for name, value in given.items():
        values |= cleaned(CreditCheck, name, value, given, today)
    return values
