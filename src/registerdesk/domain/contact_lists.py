"""What lists of contacts and credit checks are asked for, and what one row says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registerdesk.domain.contacts import Direction, Way
from registerdesk.domain.credit_checks import Bureau, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactQuery:
    """One page of the contacts, newest first; empty filters let everything through."""

    party_id: UUID | None = None
    way: Way | None = None
    direction: Direction | None = None
    since: int | None = None
    """UTC microseconds, included."""
    before: int | None = None
    """UTC microseconds, not included."""
    text: str = ""
    """Begins words of the heading."""
    oldest_first: bool = False
    offset: int = 0
    limit: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """One contact in a list; of a protected person only the number and the flag."""

    contact_id: UUID
    party_id: UUID | None
    """None for a caller whom the register does not know."""
    at: int
    direction: Direction
    way: Way
    name: str
    number: str
    heading: str
    case_id: UUID | None
    recorded_by: UUID
    is_protected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Somebody who has called, with the time of the latest call."""

    party_id: UUID
    at: int
    name: str
    number: str
    is_protected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditCheckQuery:
    """One page of the credit checks, newest first."""

    bureau: Bureau | None = None
    outcome: Outcome | None = None
    since: date | None = None
    before: date | None = None
    oldest_first: bool = False
    offset: int = 0
    limit: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditCheckRow:
    """One credit check in a list: what everybody with the result may see."""

    credit_check_id: UUID
    party_id: UUID
    name: str
    number: str
    bureau: Bureau
    asked_on: date
    outcome: Outcome
    limit: int | None
    valid_until: date | None
    recorded_by: UUID
    is_protected: bool
