"""A clock that was set back: told at sign-in, and nothing expires until a second person agrees."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from uuid import UUID

from registerdesk.domain.four_eyes import (
    Act,
    Proposal,
    ProposalState,
    check_approval,
    refuse_without_reason,
)
from registerdesk.domain.staff import Permission
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.four_eyes import FourEyes, parameters_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockSetBack:
    """What waits for a second pair of eyes: who sat at the desk when the clock was behind."""

    proposal_id: UUID
    found_by: str
    found_at: int
    """UTC microseconds, by the clock that was behind."""


class ClockWatch:
    """What a sign-in finds out about the clock."""

    def __init__(self, visit: Visit) -> None:
        """Take the visit."""
        self._visit = visit

    def note_behind(self) -> None:
        """Log that the clock is behind the log, and ask for a second person once."""
        self._visit.note("clock.behind")
        if self.waiting() is None:
            FourEyes(self._visit).propose(Act.CLOCK_SET_BACK, self._visit.keys.office_id, {})

    def waiting(self) -> Proposal | None:
        """Return what waits for the second person, if the clock was set back."""
        proposals = self._visit.office.proposals
        found = proposals.find(act=Act.CLOCK_SET_BACK, state=ProposalState.OPEN)
        return found[-1] if found else None


@use_case(Permission.CONFIRM_CLOCK)
def waiting_clock(visit: Visit) -> ClockSetBack | None:
    """Return the clock that waits to be confirmed, if one does."""
    visit.note("clock.asked")
    proposal = ClockWatch(visit).waiting()
    if proposal is None:
        return None
    names = {person.user_id: person.display_name for person in visit.keys.people()}
    return ClockSetBack(
        proposal_id=proposal.id,
        found_by=names.get(proposal.proposed_by, ""),
        found_at=proposal.proposed_at,
    )


@use_case(Permission.CONFIRM_CLOCK)
def confirm_clock(visit: Visit, proposal_id: UUID, *, reason: str = "") -> None:
    """Agree that the clock is right now; alone, after 24 hours and with a reason."""
    proposal = visit.office.proposals.get(proposal_id)
    check_approval(
        dataclasses.replace(proposal, expires_on=visit.today),
        approver=visit.actor,
        others=FourEyes(visit).others(proposal.act),
        now=visit.now,
        today=visit.today,
        parameters_hash=parameters_hash({}),
    )
    is_alone = visit.actor == proposal.proposed_by
    if is_alone:
        refuse_without_reason(reason)
    visit.office.proposals.replace(
        dataclasses.replace(
            proposal,
            state=ProposalState.EXECUTED,
            approved_by=visit.actor,
            approved_at=visit.now,
            executed_at=visit.now,
        )
    )
    visit.note("clock.confirmed_alone" if is_alone else "clock.confirmed", proposal_id)
