"""Work on a request before its answer: classed, owned, identity checked, paused, extended."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from uuid import UUID

from registerdesk.domain.calendar import PauseReason
from registerdesk.domain.case_materials import MaterialKind
from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed
from registerdesk.domain.fields import Compartment
from registerdesk.domain.identity_checks import IdentityMethod
from registerdesk.domain.request_steps import (
    check_open,
    check_pause,
    check_reply,
)
from registerdesk.domain.rights_requests import (
    REPLY_DAYS,
    Deadline,
    RequestPause,
    RequestState,
    Right,
    RightsRequest,
)
from registerdesk.domain.staff import Permission, Role, is_granted
from registerdesk.domain.tasks import TaskKind
from registerdesk.domain.texts import _
from registerdesk.storage.rights_requests import drop_grant, know_caller
from registerdesk.usecases.case_access import CaseAccess
from registerdesk.usecases.case_progress import CaseProgress
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.party_registers import still
from registerdesk.usecases.request_opening import Opening
from registerdesk.usecases.tasks import Tasks


@use_case(Permission.HANDLE_REQUEST)
def classify_request(visit: Visit, request_id: UUID, right: Right) -> None:
    """Say what the person asks for; a case without an owner becomes one's own."""
    access = CaseAccess(visit)
    request = access.seen(request_id)
    check_open(request)
    if right is Right.UNCLASSIFIED:
        raise InvalidInput(_("Choose what the person asks for."), field="right")
    if request.owner is None:
        request = _own(visit, access, request)
    elif request.owner != visit.actor:
        access.handled(request_id)
    access.save(dataclasses.replace(request, right=right))
    Tasks(visit).close(TaskKind.CLASSIFY_REQUEST, request_id)
    visit.note("request.classified", request_id, case=request_id, fields=("right",))


@use_case(Permission.HANDLE_REQUEST)
def take_request(visit: Visit, request_id: UUID) -> None:
    """Take a case that nobody is responsible for."""
    access = CaseAccess(visit)
    request = access.seen(request_id)
    check_open(request)
    if request.owner is not None:
        raise Conflict(
            _("{name} is responsible for the case. Ask to take it over."),
            name=access.name_of(request.owner),
        )
    _own(visit, access, request)
    visit.note("request.taken", request_id, case=request_id, fields=("owner",))


def _own(visit: Visit, access: CaseAccess, request: RightsRequest) -> RightsRequest:
    """Make the person at work the first owner; of a protected person only who is named for it."""
    if not access.works_on_all:
        raise NotAllowed(_("You see only the cases that you are responsible for."))
    if request.is_protected and not visit.keys.holds(Compartment.PROTECTED):
        raise NotAllowed(_("The person has a protected identity. Ask somebody named for it."))
    if request.case_public is not None:
        return _taken_back(visit, access, request)
    return access.give_key(request, visit.actor)


def _taken_back(visit: Visit, access: CaseAccess, request: RightsRequest) -> RightsRequest:
    """Give the case that lost its owner to the ombud at work; others get it from the ombud."""
    if not access.is_ombud:
        raise NotAllowed(_("The case is sealed. The data protection officer hands it over to you."))
    access.case_file(request).grant_to(visit.actor)
    Tasks(visit).close(TaskKind.TAKE_OVER_REQUEST, request.id)
    return access.save(dataclasses.replace(request, owner=visit.actor))


@use_case(Permission.VIEW_REQUESTS)
def ask_to_take_over(visit: Visit, request_id: UUID) -> None:
    """Ask the person responsible to hand the case over."""
    request = CaseAccess(visit).seen(request_id)
    check_open(request)
    if request.owner in {None, visit.actor}:
        raise Conflict(_("There is nobody to ask."))
    Tasks(visit).ask(TaskKind.TAKE_OVER_REQUEST, request_id, user=request.owner)
    visit.note("request.asked_for", request_id, case=request_id)


@use_case(Permission.HANDLE_REQUEST)
def hand_over(visit: Visit, request_id: UUID, new_owner: UUID) -> None:
    """Give the case with its key to a colleague: by its owner, or by the ombud."""
    access = CaseAccess(visit)
    request = access.seen(request_id)
    check_open(request)
    file = access.case_file(request)
    _refuse_unfit(visit, request, new_owner)
    if new_owner == request.owner:
        raise Conflict(_("The case is this person's already."))
    drop_grant(visit.office.connection, request_id, new_owner)
    file.grant_to(new_owner)
    if request.owner is not None:
        drop_grant(visit.office.connection, request_id, request.owner)
    access.save(dataclasses.replace(request, owner=new_owner))
    Tasks(visit).close(TaskKind.TAKE_OVER_REQUEST, request_id)
    visit.note("request.handed_over", request_id, new_owner, case=request_id, fields=("owner",))


def _refuse_unfit(visit: Visit, request: RightsRequest, user_id: UUID) -> None:
    """Refuse an owner whose role or keys do not reach the case."""
    person = next((p for p in visit.keys.people() if p.user_id == user_id), None)
    roles = [Role(role) for role in person.roles] if person else []
    if person is None or not is_granted(roles, Permission.HANDLE_REQUEST):
        raise NotAllowed(_("This person's role does not include requests."))
    if request.is_protected and Compartment.PROTECTED not in person.held:
        raise NotAllowed(_("The person has a protected identity. Ask somebody named for it."))


@use_case(Permission.HANDLE_REQUEST)
def link_request(visit: Visit, request_id: UUID, party_id: UUID) -> tuple[UUID, ...]:
    """Say who an unknown caller was found to be; what was collected is collected anew.

    Every open case of that call that the person at work answers for follows. Returns their ids.
    """
    access = CaseAccess(visit)
    request = access.handled(request_id)
    party = still(visit.office, party_id)
    if request.known_party:
        raise Conflict(_("The request belongs to a person already."))
    if party.is_protected:
        raise NotAllowed(_("The person has a protected identity. Open a request of their own."))
    linked = (request, *_of_the_same_call(visit, request))
    for one in linked:
        _link(visit, one, party.id)
    return tuple(one.id for one in linked)


def _of_the_same_call(visit: Visit, request: RightsRequest) -> list[RightsRequest]:
    """Return the call's other open cases without a person that the person at work answers for."""
    if request.contact_id is None:
        return []
    return [
        other
        for other in visit.office.requests.find(contact_id=request.contact_id, owner=visit.actor)
        if other.id != request.id
        and not other.known_party
        and other.state not in {RequestState.ANSWERED, RequestState.UNDONE}
    ]


def _link(visit: Visit, request: RightsRequest, party_id: UUID) -> None:
    """Let one case be the person's."""
    access = CaseAccess(visit)
    file = access.case_file(request)
    for kind in (MaterialKind.ADDRESSEE, MaterialKind.SNAPSHOT, MaterialKind.REVIEW):
        file.remove(kind)
    access.save(
        dataclasses.replace(request, party_id=party_id, known_party=True, collected_at=None)
    )
    know_caller(visit.office.connection, request.id, request.contact_id, party_id)
    visit.note("request.linked", request.id, party_id, case=request.id)


@use_case(Permission.HANDLE_REQUEST)
def add_identity_check(visit: Visit, request_id: UUID, *methods: IdentityMethod) -> None:
    """Keep how the identity was checked, by whom and when."""
    access = CaseAccess(visit)
    access.handled(request_id)
    Opening(visit).add_checks(request_id, methods)
    _step_on(visit, request_id)
    visit.note("request.identity_checked", request_id, case=request_id, count=len(methods))


def _step_on(visit: Visit, request_id: UUID) -> None:
    """Keep the step on which the request stands now."""
    access = CaseAccess(visit)
    request = access.handled(request_id)
    access.save(CaseProgress(visit, access, request).stepped())


@use_case(Permission.HANDLE_REQUEST)
def pause_request(
    visit: Visit,
    request_id: UUID,
    *,
    reason: PauseReason,
    posted_on: date,
    reply_by: date | None = None,
) -> Deadline:
    """Stop the clock from the day after the question was posted (GDPR Article 12(6))."""
    access = CaseAccess(visit)
    request = access.handled(request_id)
    reply_by = reply_by or posted_on + timedelta(days=REPLY_DAYS)
    check_pause(request, access.pauses(request_id), posted_on=posted_on, today=visit.today)
    if reply_by <= posted_on:
        raise InvalidInput(_("The reply must have time to arrive."), field="reply_by")
    access.office.pauses.add(
        RequestPause(
            id=visit.new_id(),
            case_id=request_id,
            reason=reason,
            posted_on=posted_on,
            reply_by=reply_by,
        )
    )
    visit.note("request.paused", request_id, case=request_id, purpose=reason.value)
    return access.deadline(request)


@use_case(Permission.HANDLE_REQUEST)
def resume_request(visit: Visit, request_id: UUID, *, replied_on: date) -> Deadline:
    """Start the clock again: the reply arrived on this day."""
    access = CaseAccess(visit)
    request = access.handled(request_id)
    waiting = [pause for pause in access.pauses(request_id) if pause.replied_on is None]
    if not waiting:
        raise Conflict(_("The clock is running."))
    check_reply(waiting[-1], replied_on=replied_on, today=visit.today)
    access.office.pauses.replace(dataclasses.replace(waiting[-1], replied_on=replied_on))
    visit.note("request.resumed", request_id, case=request_id)
    return access.deadline(request)
