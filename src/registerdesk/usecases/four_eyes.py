"""Proposals and their approvals: two people, the same thing, once, in time."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from registerdesk.domain.case_materials import MaterialKind
from registerdesk.domain.errors import Conflict, NotFound
from registerdesk.domain.four_eyes import (
    APPROVED_WITH,
    Act,
    Proposal,
    ProposalState,
    check_approval,
    check_execution,
    expires_on,
    hash_of,
    refuse_without_reason,
)
from registerdesk.domain.staff import Permission, Role, is_granted
from registerdesk.domain.tasks import TaskKind
from registerdesk.domain.texts import _
from registerdesk.usecases.case_access import CaseAccess
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.tasks import Tasks


class FourEyes:
    """Makes, checks and carries out proposals within one act."""

    def __init__(self, visit: Visit) -> None:
        """Bind to the visit."""
        self._visit = visit

    def propose(self, act: Act, object_id: UUID, parameters: Mapping[str, Any]) -> Proposal:
        """Keep a proposal in the place of an earlier one for the same thing."""
        for old in self._waiting(act, object_id):
            self._visit.office.proposals.remove(old.id)
        proposal = Proposal(
            id=self._visit.new_id(),
            act=act,
            object_id=object_id,
            parameters_hash=parameters_hash(parameters),
            proposed_by=self._visit.actor,
            proposed_at=self._visit.now,
            expires_on=expires_on(self._visit.today),
        )
        self._visit.office.proposals.add(proposal)
        return proposal

    def withdraw(self, act: Act, object_id: UUID) -> None:
        """Take back what has not been carried out."""
        for old in self._waiting(act, object_id):
            self._visit.office.proposals.remove(old.id)

    def check(self, act: Act, object_id: UUID, parameters: Mapping[str, Any]) -> Proposal:
        """Return the approved proposal; Conflict if there is none for these parameters."""
        found = self._visit.office.proposals.find(object_id=object_id, act=act)
        if not found:
            raise Conflict(_("This needs the approval of a second person first."))
        check_execution(found[-1], parameters_hash(parameters))
        return found[-1]

    def execute(self, act: Act, object_id: UUID, parameters: Mapping[str, Any]) -> None:
        """Mark an approved proposal as carried out, which happens once."""
        proposal = self.check(act, object_id, parameters)
        self._visit.office.proposals.replace(
            dataclasses.replace(proposal, state=ProposalState.EXECUTED, executed_at=self._visit.now)
        )

    def reopen(self, act: Act, object_id: UUID) -> None:
        """Take back that an approved proposal was carried out."""
        done = ProposalState.EXECUTED
        for old in self._visit.office.proposals.find(object_id=object_id, act=act, state=done):
            approved = dataclasses.replace(old, state=ProposalState.APPROVED, executed_at=None)
            self._visit.office.proposals.replace(approved)

    def others(self, act: Act) -> frozenset[UUID]:
        """Return everybody who works here and may approve the act."""
        return frozenset(
            person.user_id
            for person in self._visit.keys.people()
            if person.state == "active"
            and is_granted([Role(role) for role in person.roles], APPROVED_WITH[act])
        )

    def _waiting(self, act: Act, object_id: UUID) -> list[Proposal]:
        """Return what has been proposed and not carried out."""
        found = self._visit.office.proposals.find(object_id=object_id, act=act)
        return [proposal for proposal in found if proposal.state is not ProposalState.EXECUTED]


def parameters_hash(parameters: Mapping[str, Any]) -> bytes:
    """Return the hash that an approval is bound to."""
    return hash_of({key: json.dumps(value, sort_keys=True) for key, value in parameters.items()})


@use_case(Permission.APPROVE_REFUSAL)
def approve_proposal(visit: Visit, proposal_id: UUID, *, reason: str = "") -> None:
    """Agree to what another has proposed; alone, after 24 hours and with a reason."""
    proposal = visit.office.proposals.get(proposal_id)
    check_approval(
        proposal,
        approver=visit.actor,
        others=FourEyes(visit).others(proposal.act),
        now=visit.now,
        today=visit.today,
        parameters_hash=parameters_hash(_parameters(visit, proposal)),
    )
    is_alone = visit.actor == proposal.proposed_by
    if is_alone:
        refuse_without_reason(reason)
        _keep_reason(visit, proposal, reason)
    _settle(visit, proposal, ProposalState.APPROVED)
    act = "proposal.approved_alone" if is_alone else "proposal.approved"
    visit.note(act, proposal_id, proposal.object_id, case=proposal.object_id)


@use_case(Permission.APPROVE_REFUSAL)
def reject_proposal(visit: Visit, proposal_id: UUID, *, reason: str) -> None:
    """Refuse to agree, with a reason that the proposer reads in the case."""
    proposal = visit.office.proposals.get(proposal_id)
    if proposal.state is not ProposalState.OPEN:
        raise Conflict(_("The proposal has been dealt with already."))
    refuse_without_reason(reason)
    _keep_reason(visit, proposal, reason)
    _settle(visit, proposal, ProposalState.REJECTED)
    visit.note("proposal.rejected", proposal_id, proposal.object_id, case=proposal.object_id)


def _settle(visit: Visit, proposal: Proposal, state: ProposalState) -> None:
    """Keep what became of the proposal, and close its task."""
    visit.office.proposals.replace(
        dataclasses.replace(proposal, state=state, approved_by=visit.actor, approved_at=visit.now)
    )
    Tasks(visit).close(TaskKind.APPROVE_REFUSAL, proposal.object_id)


def _parameters(visit: Visit, proposal: Proposal) -> Mapping[str, Any]:
    """Return what is proposed, as it lies sealed in the case."""
    if proposal.act is not Act.REFUSAL:
        raise NotFound(_("It is no longer in the register."))
    access = CaseAccess(visit)
    file = access.case_file(access.seen(proposal.object_id))
    content = file.read(MaterialKind.REASON)
    if content is None:
        raise Conflict(_("What was proposed has changed since. Make a new proposal."))
    return content


def _keep_reason(visit: Visit, proposal: Proposal, reason: str) -> None:
    """Seal the second person's reason to the case."""
    access = CaseAccess(visit)
    file = access.case_file(access.seen(proposal.object_id))
    file.write(MaterialKind.REASON, {"reason": reason.strip()}, f"proposal:{proposal.id}")
