"""The cases of a person who becomes protected: nobody who is not named keeps a key to them."""

from __future__ import annotations

import dataclasses
from uuid import UUID

from registerdesk.domain.fields import Compartment
from registerdesk.domain.rights_requests import RequestState, RightsRequest
from registerdesk.domain.staff import Permission, Role
from registerdesk.domain.tasks import TaskKind
from registerdesk.storage.rights_requests import drop_grant
from registerdesk.usecases.case_access import CaseAccess
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.named_people import NamedPeople
from registerdesk.usecases.tasks import Tasks


class ProtectedCases:
    """Keeps what a case has copied at least as strictly as the register (DATA.md)."""

    def __init__(self, visit: Visit) -> None:
        """Take the visit."""
        self._visit = visit
        self._access = CaseAccess(visit)
        self._named = frozenset(
            person.user_id for person in visit.keys.people() if Compartment.PROTECTED in person.held
        )

    def exposed(self, party_id: UUID) -> tuple[RightsRequest, ...]:
        """Return the person's cases to which somebody who is not named holds the key."""
        found = self._access.office.requests.find(party_id=party_id)
        return tuple(request for request in found if self._holders(request))

    def take_back(self, party_id: UUID) -> int:
        """Drop the keys of who is not named; an open case goes to somebody who is.

        The ombud hands it over at once; of anybody else's marking the ombud is asked to.
        Return how many cases it was.
        """
        cases = self.exposed(party_id)
        for request in cases:
            taker = self._taker()
            is_open = request.state is RequestState.OPEN and request.owner not in self._named
            if is_open and taker is not None:
                self._access.case_file(request).grant_to(taker)
            for user_id in self._holders(request):
                drop_grant(self._visit.office.connection, request.id, user_id)
            if is_open:
                self._give(request, taker)
        return len(cases)

    def _give(self, request: RightsRequest, taker: UUID | None) -> None:
        """Keep the new owner, or that the ombud is to name one."""
        self._access.save(dataclasses.replace(request, owner=taker))
        if taker is None:
            role = Role.DATA_PROTECTION_OFFICER
            Tasks(self._visit).ask(TaskKind.TAKE_OVER_REQUEST, request.id, role=role)
        self._visit.note("request.taken_from_owner", request.id, case=request.id, fields=("owner",))

    def _taker(self) -> UUID | None:
        """Return who is named and can have the case from the person at work, who opens it."""
        if not (self._access.is_ombud and self._visit.keys.holds(Compartment.AUDIT)):
            return None
        fit = NamedPeople(self._visit).who_may(Permission.HANDLE_REQUEST)
        return self._visit.actor if self._visit.actor in fit else next(iter(fit), None)

    def _holders(self, request: RightsRequest) -> list[UUID]:
        """Return who holds the case's key by a grant and is not named."""
        grants = self._visit.office.case_grants.find(case_id=request.id)
        return [grant.user_id for grant in grants if grant.user_id not in self._named]
