"""Acts that take two people: one proposes, another approves; bound, once, and not for ever."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from json import dumps
from types import MappingProxyType
from typing import Final
from uuid import UUID

from registerdesk.domain.calendar import is_office_open
from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _

VALID_WORKING_DAYS: Final = 5
ALONE_MICROSECONDS: Final = 24 * 3600 * 1_000_000


class Act(StrEnum):
    """What needs a second person."""

    REFUSAL = "refusal"
    RELEASE_PROTECTED = "release_protected"
    CLOCK_SET_BACK = "clock_set_back"
    EXPORT = "export"


APPROVED_WITH: Final = MappingProxyType(
    {
        Act.REFUSAL: Permission.APPROVE_REFUSAL,
        Act.RELEASE_PROTECTED: Permission.MARK_PROTECTED,
        Act.CLOCK_SET_BACK: Permission.CONFIRM_CLOCK,
        Act.EXPORT: Permission.APPROVE_EXPORT,
    }
)
"""Which permission the second person needs."""


class ProposalState(StrEnum):
    """Where a proposal stands."""

    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"
    EXECUTED = "executed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One person's wish to do what another must agree to; times in UTC microseconds."""

    id: UUID
    act: Act
    object_id: UUID
    parameters_hash: bytes
    proposed_by: UUID
    proposed_at: int
    expires_on: date
    state: ProposalState = ProposalState.OPEN
    approved_by: UUID | None = None
    approved_at: int | None = None
    executed_at: int | None = None
    version: int = 1


def hash_of(parameters: Mapping[str, str]) -> bytes:
    """Return the hash that binds an approval to what was proposed."""
    return sha256(dumps(dict(parameters), sort_keys=True, ensure_ascii=True).encode()).digest()


def expires_on(proposed: date) -> date:
    """Return the last day of a proposal: the fifth working day after it was made."""
    day, left = proposed, VALID_WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= is_office_open(day)
    return day


def check_approval(
    proposal: Proposal,
    *,
    approver: UUID,
    others: Iterable[UUID],
    now: int,
    today: date,
    parameters_hash: bytes,
) -> None:
    """Refuse an approval that is late, of something else, or by the proposer; `others` may too."""
    if proposal.state is not ProposalState.OPEN:
        raise Conflict(_("The proposal has been dealt with already."))
    if today > proposal.expires_on:
        raise Conflict(_("The proposal has expired. Make a new one."))
    if proposal.parameters_hash != parameters_hash:
        raise Conflict(_("What was proposed has changed since. Make a new proposal."))
    if approver != proposal.proposed_by:
        return
    if set(others) - {approver}:
        raise NotAllowed(_("You made the proposal. Someone else must approve it."))
    if now - proposal.proposed_at < ALONE_MICROSECONDS:
        raise NotAllowed(
            _("Nobody else can approve this. You can do it yourself 24 hours after the proposal.")
        )


def check_execution(proposal: Proposal, parameters_hash: bytes) -> None:
    """Refuse to carry out what is not approved, is something else, or has been done."""
    if proposal.state is not ProposalState.APPROVED:
        raise Conflict(_("This needs the approval of a second person first."))
    if proposal.parameters_hash != parameters_hash:
        raise Conflict(_("What was proposed has changed since. Make a new proposal."))


def refuse_without_reason(reason: str) -> None:
    """Stop what must be accounted for and is not."""
    if not reason.strip():
        raise InvalidInput(_("State the reason."), field="reason")
