"""Protected identity: marking a person, and releasing one by two people."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from uuid import UUID

from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed
from registerdesk.domain.fields import Compartment
from registerdesk.domain.four_eyes import (
    Act,
    Proposal,
    ProposalState,
    check_approval,
    expires_on,
    hash_of,
)
from registerdesk.domain.parties import Protection
from registerdesk.domain.staff import Permission
from registerdesk.domain.tasks import TaskKind
from registerdesk.domain.texts import _
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.named_people import NamedPeople
from registerdesk.usecases.party_merging import OldMerges
from registerdesk.usecases.party_registers import Reach
from registerdesk.usecases.protected_cases import ProtectedCases
from registerdesk.usecases.protected_watch import ProtectedWatch


@use_case(Permission.MARK_PROTECTED)
def mark_protected(visit: Visit, party_id: UUID, kind: Protection) -> None:
    """Move all that identifies a person into `protected`, in one step; holders only."""
    if kind is Protection.NONE:
        raise InvalidInput(_("Choose which kind of protection it is."), field="protection")
    _refuse_unless_named(visit)
    party = Reach(visit).party(party_id)
    if not party.is_protected:
        OldMerges(visit).settle(party_id)
        visit.office.protected_people.move_in(party_id)
        visit.office.search.forget(party_id)
        ProtectedCases(visit).take_back(party_id)
    _state(visit, party_id, kind)
    watch = ProtectedWatch(visit)
    watch.close(TaskKind.POSSIBLY_PROTECTED, party_id)
    watch.compare()
    visit.note("party.protected", party_id, fields=("protection",))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionPlan:
    """What marking or releasing a person does, in numbers, before it is done."""

    values: int
    """How many values that say who or where the person is, notes among them."""
    old_values: int
    search_keys: int
    """How many search keys are erased; none when the person is released."""
    cases: int
    """How many cases somebody who is not named has the key to, and loses."""
    named: tuple[str, ...]
    """Who can open the person from then on."""


@use_case(Permission.MARK_PROTECTED)
def view_protection_plan(visit: Visit, party_id: UUID) -> ProtectionPlan:
    """Return what would move; to those named alone."""
    _refuse_unless_named(visit)
    office, is_protected = visit.office, Reach(visit).party(party_id).is_protected
    extent = office.protected_people.extent(party_id)
    visit.note("protection.planned", party_id)
    return ProtectionPlan(
        values=extent.values,
        old_values=extent.old_values,
        search_keys=0 if is_protected else office.search.count_keys(party_id),
        cases=0 if is_protected else len(ProtectedCases(visit).exposed(party_id)),
        named=NamedPeople(visit).names,
    )


@use_case(Permission.MARK_PROTECTED)
def propose_unmarking(visit: Visit, party_id: UUID) -> UUID:
    """Propose that a person is protected no more; another of those named approves it."""
    _refuse_unless_named(visit)
    if not visit.office.parties.get(party_id).is_protected:
        raise InvalidInput(_("The person has no protected identity."))
    proposal = Proposal(
        id=visit.new_id(),
        act=Act.RELEASE_PROTECTED,
        object_id=party_id,
        parameters_hash=_parameters(party_id),
        proposed_by=visit.actor,
        proposed_at=visit.now,
        expires_on=expires_on(visit.today),
    )
    visit.office.proposals.add(proposal)
    watch = ProtectedWatch(visit)
    watch.close(TaskKind.END_PROTECTION, party_id)
    watch.ask_about(TaskKind.END_PROTECTION, party_id)
    visit.note("unmarking.proposed", proposal.id, party_id)
    return proposal.id


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseProposal:
    """A proposal to end a person's protection that waits for its second person."""

    id: UUID
    proposed_by: str
    proposed_at: int
    may_approve: bool
    """The reader is the second person, or alone and past the day of waiting."""


@use_case(Permission.MARK_PROTECTED)
def waiting_release(visit: Visit, party_id: UUID) -> ReleaseProposal | None:
    """Return the proposal to end a person's protection, if one waits; to those named alone."""
    _refuse_unless_named(visit)
    visit.note("proposal.viewed", party_id)
    newest = ProtectedWatch(visit).release_of(party_id)
    if newest is None:
        return None
    names = {person.user_id: person.display_name for person in visit.keys.people()}
    return ReleaseProposal(
        id=newest.id,
        proposed_by=names.get(newest.proposed_by, ""),
        proposed_at=newest.proposed_at,
        may_approve=_may_approve(visit, newest),
    )


def _may_approve(visit: Visit, proposal: Proposal) -> bool:
    """Tell whether the person at work may be the second of the two."""
    try:
        _check(visit, proposal)
    except NotAllowed:
        return False
    return True


def _check(visit: Visit, proposal: Proposal) -> None:
    """Refuse an approval that is not this person's to give, or comes too late."""
    check_approval(
        proposal,
        approver=visit.actor,
        others=NamedPeople(visit).who_may(Permission.MARK_PROTECTED),
        now=visit.now,
        today=visit.today,
        parameters_hash=_parameters(proposal.object_id),
    )


@use_case(Permission.MARK_PROTECTED)
def unmark_protected(visit: Visit, proposal_id: UUID) -> None:
    """Approve the proposal and put the person's values back, in one step."""
    _refuse_unless_named(visit)
    proposal = visit.office.proposals.get(proposal_id)
    party_id = proposal.object_id
    _check(visit, proposal)
    done = dataclasses.replace(
        proposal,
        state=ProposalState.EXECUTED,
        approved_by=visit.actor,
        approved_at=visit.now,
        executed_at=visit.now,
    )
    visit.office.proposals.replace(done)
    visit.office.protected_people.move_out(party_id)
    _state(visit, party_id, Protection.NONE)
    visit.office.search.refresh(party_id)
    ProtectedWatch(visit).close(TaskKind.END_PROTECTION, party_id)
    visit.note("party.unprotected", party_id, proposal_id, fields=("protection",))


@use_case(Permission.MARK_PROTECTED)
def decline_unmarking(visit: Visit, proposal_id: UUID) -> None:
    """Let the protection stay: another's proposal is declined, one's own is taken back."""
    _refuse_unless_named(visit)
    proposal = visit.office.proposals.get(proposal_id)
    if proposal.act is not Act.RELEASE_PROTECTED or proposal.state is not ProposalState.OPEN:
        raise Conflict(_("The proposal has been dealt with already."))
    declined = dataclasses.replace(
        proposal,
        state=ProposalState.REJECTED,
        approved_by=visit.actor,
        approved_at=visit.now,
    )
    visit.office.proposals.replace(declined)
    ProtectedWatch(visit).close(TaskKind.END_PROTECTION, proposal.object_id)
    visit.note("unmarking.declined", proposal_id, proposal.object_id)


def _parameters(party_id: UUID) -> bytes:
    """Return what an approval is bound to."""
    return hash_of({"act": Act.RELEASE_PROTECTED, "party": str(party_id)})


def _refuse_unless_named(visit: Visit) -> None:
    """Stop who does not hold the keys that the values move between."""
    if not Reach(visit).is_named or not visit.keys.holds(Compartment.PNR):
        raise NotAllowed(_("The person has a protected identity. Ask somebody named for it."))


def _state(visit: Visit, party_id: UUID, kind: Protection) -> None:
    """Keep the kind of protection, which everybody may know."""
    party = visit.office.parties.get(party_id)
    visit.office.parties.replace(dataclasses.replace(party, protection=kind))
