"""A request enters the office: numbered, dated, owned or put in the common queue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.fields import Compartment, Purpose
from registerdesk.domain.identity_checks import IdentityCheck, IdentityMethod
from registerdesk.domain.plain_text import NOTE_LIMIT, clean
from registerdesk.domain.rights_requests import SERIES, Deadline, Right, RightsRequest, number_of
from registerdesk.domain.sources import Channel, Source
from registerdesk.domain.staff import Permission, Role, is_granted
from registerdesk.domain.tasks import Task, TaskKind
from registerdesk.domain.texts import _
from registerdesk.storage.offices import next_number
from registerdesk.usecases.case_access import CaseAccess
from registerdesk.usecases.case_progress import CaseProgress
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.party_registers import still


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRequest:
    """What is known of a request when it arrives; `received_on` is the day it reached the office.

    Without a `party_id` it is an unknown caller's, and the contact stands for the person.
    """

    right: Right
    party_id: UUID | None = None
    contact_id: UUID | None = None
    received_on: date | None = None
    channel: Channel = Channel.PHONE
    wish: str = ""
    oral_answer: bool = False
    identity: tuple[IdentityMethod, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedRequest:
    """What the caller is told: the number and the last day of the answer."""

    id: UUID
    number: str
    right: Right
    deadline: Deadline
    owner: UUID | None


def told(access: CaseAccess, request: RightsRequest) -> OpenedRequest:
    """Return what the caller is told of a request."""
    return OpenedRequest(
        id=request.id,
        number=request.number,
        right=request.right,
        deadline=access.deadline(request),
        owner=request.owner,
    )


class Opening:
    """Opens requests within one act."""

    def __init__(self, visit: Visit) -> None:
        """Bind to the visit."""
        self._visit = visit
        self._access = CaseAccess(visit)

    def open(self, new: NewRequest) -> OpenedRequest:
        """Keep the request with its clock; whoever may not handle it leaves it to be classified."""
        visit = self._visit
        request = self._record(new)
        self._access.office.requests.add(request)
        request = self._with_owner(request)
        self.add_checks(request.id, new.identity)
        request = self._access.save(CaseProgress(visit, self._access, request).stepped())
        visit.note("request.opened", request.id, request.party_id, case=request.id)
        if request.owner is None:
            self._queue(request)
        return told(self._access, request)

    def add_checks(self, request_id: UUID, methods: Iterable[IdentityMethod]) -> None:
        """Keep how the identity was checked."""
        for method in methods:
            self._access.office.identity_checks.add(
                IdentityCheck(
                    id=self._visit.new_id(),
                    case_id=request_id,
                    method=method,
                    by=self._visit.actor,
                    at=self._visit.now,
                )
            )

    def _record(self, new: NewRequest) -> RightsRequest:
        """Return the request's record, its number taken from the year's series."""
        visit = self._visit
        received = new.received_on or visit.today
        if received > visit.today:
            raise InvalidInput(_("The day of receipt has not come yet."), field="received_on")
        party = still(visit.office, new.party_id) if new.party_id else None
        may_classify = visit.may(Permission.HANDLE_REQUEST)
        serial = next_number(visit.office.connection, f"{SERIES}.{visit.today.year}")
        return RightsRequest(
            id=visit.new_id(),
            party_id=self._party_id(new) if party is None else party.id,
            source=Source.SUBJECT,
            channel=new.channel,
            collected_on=received,
            purpose=Purpose.RIGHTS,
            recorded_by=visit.actor,
            recorded_at=visit.now,
            is_protected=party is not None and party.is_protected,
            number=number_of(visit.today.year, serial),
            right=new.right if may_classify else Right.UNCLASSIFIED,
            received_on=received,
            received_at=visit.now,
            wish=clean(new.wish, limit=NOTE_LIMIT, field="wish", lines=True),
            known_party=new.party_id is not None,
            contact_id=new.contact_id,
            oral_answer=new.oral_answer,
        )

    @staticmethod
    def _party_id(new: NewRequest) -> UUID:
        """Return whose the request of an unknown caller is: the contact's."""
        if new.contact_id is None:
            raise InvalidInput(_("State who makes the request."), field="party_id")
        return new.contact_id

    def _with_owner(self, request: RightsRequest) -> RightsRequest:
        """Return the request with its owner and case key, or as it is when it has none."""
        if request.right is Right.UNCLASSIFIED:
            return request
        owner: UUID | None = self._visit.actor
        if request.is_protected and not self._visit.keys.holds(Compartment.PROTECTED):
            owner = self._person_for_protected()
        return request if owner is None else self._access.give_key(request, owner)

    def _person_for_protected(self) -> UUID | None:
        """Return a colleague who is named for protected persons and handles requests."""
        named = [
            person.user_id
            for person in self._visit.keys.people()
            if Compartment.PROTECTED in person.held
            and person.state == "active"
            and is_granted([Role(role) for role in person.roles], Permission.HANDLE_REQUEST)
        ]
        return named[0] if named else None

    def _queue(self, request: RightsRequest) -> None:
        """Put a request without an owner where every case officer sees it."""
        self._visit.office.tasks.add(
            Task(
                id=self._visit.new_id(),
                kind=TaskKind.CLASSIFY_REQUEST,
                object_id=request.id,
                made_at=self._visit.now,
                made_by=self._visit.actor,
                for_role=Role.CASE_OFFICER,
            )
        )


@use_case(Permission.OPEN_REQUEST)
def open_request(visit: Visit, new: NewRequest) -> OpenedRequest:
    """Open a request for a person of the register, or for an unknown caller's contact."""
    return Opening(visit).open(new)


@use_case(Permission.OPEN_REQUEST)
def open_request_of(visit: Visit, party_id: UUID, right: Right) -> OpenedRequest | None:
    """Return the person's open request of the same kind: to be told during the call."""
    visit.note("request.looked_for", party_id)
    access = CaseAccess(visit)
    request = access.open_of(party_id, right)
    if request is None or not (access.sees_all or request.owner == visit.actor):
        return None
    return told(access, request)
