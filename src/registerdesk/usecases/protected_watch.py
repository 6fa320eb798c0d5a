"""What those named for protected persons are asked to look at: likely doubles, waiting ends."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from registerdesk.domain.fields import Compartment
from registerdesk.domain.four_eyes import Act, Proposal, ProposalState
from registerdesk.domain.staff import Permission
from registerdesk.domain.tasks import Task, TaskKind
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.named_people import NamedPeople
from registerdesk.usecases.party_registers import Reach, number_of

OF_PEOPLE: Final = frozenset({TaskKind.POSSIBLY_PROTECTED, TaskKind.END_PROTECTION})
"""Tasks whose object is a person: they lead to the card."""


class ProtectedWatch:
    """Compares and asks within one visit; nothing happens for somebody who is not named."""

    def __init__(self, visit: Visit) -> None:
        """Take the visit."""
        self._visit = visit
        self._office = visit.office

    def compare(self) -> Mapping[UUID, tuple[str, ...]]:
        """Ask about each card that bears a protected person's identity number.

        Somebody who is not named can write such a number down, since nothing that they can read
        says that it is taken. Return by card the numbers of the people whose number it is.
        """
        reach, keys = Reach(self._visit), self._visit.keys
        if not (reach.is_named and keys.holds(Compartment.PNR)):
            return {}
        found = self._office.protected_people.doubles()
        for party_id, others in found.items():
            self._ask(party_id, others)
        return {party: tuple(map(self._number, others)) for party, others in found.items()}

    def release_of(self, party_id: UUID) -> Proposal | None:
        """Return the proposal to end a person's protection that still waits, the newest."""
        act, state = Act.RELEASE_PROTECTED, ProposalState.OPEN
        found = self._office.proposals.find(object_id=party_id, act=act, state=state)
        waiting = [each for each in found if each.expires_on >= self._visit.today]
        return max(waiting, key=lambda each: each.proposed_at, default=None)

    def concerns(self, task: Task) -> bool:
        """Tell whether a task is the reader's: an end waits for a second person if it can."""
        if task.kind is not TaskKind.END_PROTECTION:
            return True
        proposal = self.release_of(task.object_id)
        if proposal is None or not self._visit.may(Permission.MARK_PROTECTED):
            return False
        others = set(NamedPeople(self._visit).who_may(Permission.MARK_PROTECTED)) - {
            self._visit.actor
        }
        return proposal.proposed_by != self._visit.actor or not others

    def close(self, kind: TaskKind, party_id: UUID) -> None:
        """Mark what was asked about a person as done, by the person at work."""
        for task in self._office.tasks.find(kind=kind, object_id=party_id, done_at=None):
            done = dataclasses.replace(task, done_at=self._visit.now, done_by=self._visit.actor)
            self._office.tasks.replace(done)

    def ask_about(self, kind: TaskKind, party_id: UUID) -> None:
        """Ask everybody who is named about a person."""
        visit = self._visit
        self._office.tasks.add(
            Task(
                id=visit.new_id(),
                kind=kind,
                object_id=party_id,
                made_at=visit.now,
                made_by=visit.actor,
                compartment=Compartment.PROTECTED,
            )
        )

    def number(self, task: Task) -> str:
        """Return the number of the person whom a task is about."""
        return self._number(task.object_id)

    def _ask(self, party_id: UUID, others: Iterable[UUID]) -> None:
        """Ask once: what somebody has looked at, or marked as well, is not asked again."""
        is_protected = self._office.parties.get(party_id).is_protected
        looked_at = [party_id, *others] if is_protected else [party_id]
        kind = TaskKind.POSSIBLY_PROTECTED
        if not self._office.tasks.find(kind=kind, object_id=looked_at):
            self.ask_about(kind, party_id)
            self._visit.note("protected.double_found", party_id)

    def _number(self, party_id: UUID) -> str:
        return number_of(self._office.relations.of(party_id))
