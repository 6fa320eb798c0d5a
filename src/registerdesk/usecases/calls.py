"""A phone call: one act keeps the contact and opens what the caller asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final
from uuid import UUID

from registerdesk.domain.calendar import Step
from registerdesk.domain.contacts import Contact
from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed
from registerdesk.domain.fields import Purpose, is_withheld
from registerdesk.domain.identity_checks import IdentityMethod
from registerdesk.domain.plain_text import NAME_LIMIT, NOTE_LIMIT, clean
from registerdesk.domain.request_steps import check_open
from registerdesk.domain.rights_requests import UNDO_MICROSECONDS, RequestState, Right
from registerdesk.domain.sources import Channel, Source
from registerdesk.domain.staff import Permission
from registerdesk.domain.tasks import TaskKind
from registerdesk.domain.texts import _
from registerdesk.usecases.case_access import CaseAccess
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.drafts import discard_draft
from registerdesk.usecases.kept_words import KeptWords
from registerdesk.usecases.party_registers import still
from registerdesk.usecases.request_opening import NewRequest, OpenedRequest, Opening, told
from registerdesk.usecases.tasks import Tasks

RIGHT_OF_DIGIT: Final = MappingProxyType(
    {
        1: Right.ACCESS,
        2: Right.RECTIFICATION,
        3: Right.ERASURE,
        4: Right.RESTRICTION,
        5: Right.PORTABILITY,
        6: Right.OBJECTION,
        7: Right.WITHDRAWAL,
        9: Right.OTHER,
    }
)
"""What the digits of the call panel mean."""
NOTE_ONLY: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One thing that the caller wants; `add_to` names an open request that it belongs to."""

    digit: int
    text: str = ""
    add_to: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What was said on the phone; without a `party_id` the caller is unknown."""

    party_id: UUID | None = None
    caller_name: str = ""
    call_back: str = ""
    caller_address: str = ""
    identity: tuple[IdentityMethod, ...] = ()
    matters: tuple[Matter, ...] = ()
    heading: str = ""
    note: str = ""
    started_at: int | None = None
    oral_answer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOutcome:
    """What came of the call, and the sentences to say and to show."""

    contact_id: UUID
    requests: tuple[OpenedRequest, ...]
    added_to: tuple[OpenedRequest, ...]
    spoken: tuple[Step, ...]


@use_case(Permission.LOG_CALL)
def record_call(visit: Visit, call: Call, draft_id: UUID | None = None) -> CallOutcome:
    """Keep the contact, open no, one or several cases, and erase the call's draft: all or none."""
    if draft_id is not None and visit.office.drafts.find(id=draft_id, user_id=visit.actor):
        discard_draft(visit, draft_id)
    return _Recorder(visit, call).record()


class _Recorder:
    """Carries one call into the registers."""

    def __init__(self, visit: Visit, call: Call) -> None:
        self._visit = visit
        self._party = still(visit.office, call.party_id) if call.party_id else None
        self._call = call if self._party is None else replace(call, party_id=self._party.id)
        self._access = CaseAccess(visit)
        self._contact_id = visit.new_id()

    def record(self) -> CallOutcome:
        """Keep everything and say what was kept."""
        visit, wanted = self._visit, self._wanted()
        added = tuple(self._add(matter) for matter in wanted if matter.add_to is not None)
        opened = tuple(self._open(matter) for matter in wanted if matter.add_to is None)
        cases = [*opened, *added]
        visit.office.contacts.add(self._contact(cases[0].id if cases else None))
        about = (self._call.party_id,) if self._call.party_id else ()
        words = {"heading": self._call.heading, "note": self._call.note}
        KeptWords(visit).note(words, self._contact_id, *about)
        visit.note("call.recorded", self._contact_id, *about, count=len(cases))
        return CallOutcome(
            contact_id=self._contact_id,
            requests=opened,
            added_to=added,
            spoken=tuple(_sentence(one) for one in opened) or ((_("The call is saved."), {}),),
        )

    def _wanted(self) -> list[Matter]:
        """Return what opens a case; a reader's call opens one that is to be classified."""
        for matter in self._call.matters:
            if matter.digit not in RIGHT_OF_DIGIT and matter.digit != NOTE_ONLY:
                raise InvalidInput(_("Press a digit from 1 to 9."), field="matters")
        wanted = [matter for matter in self._call.matters if matter.digit != NOTE_ONLY]
        if self._visit.may(Permission.HANDLE_REQUEST) or not wanted:
            return wanted
        text = "\n".join(matter.text for matter in wanted if matter.text)
        return [Matter(digit=wanted[0].digit, text=text)]

    def _open(self, matter: Matter) -> OpenedRequest:
        """Open a case for one matter."""
        return Opening(self._visit).open(
            NewRequest(
                right=RIGHT_OF_DIGIT[matter.digit],
                party_id=self._call.party_id,
                contact_id=self._contact_id,
                wish=matter.text or self._call.note,
                oral_answer=self._call.oral_answer,
                identity=self._call.identity,
            )
        )

    def _add(self, matter: Matter) -> OpenedRequest:
        """Add what was said to the person's open request."""
        request_id, access = matter.add_to or self._contact_id, self._access
        request = access.seen(request_id)
        check_open(request)
        if request.party_id != self._call.party_id:
            raise Conflict(_("The request is another person's."))
        said = matter.text or self._call.note
        if said and not is_withheld(request.wish):
            wish = "\n".join(part for part in (request.wish, said) if part)
            wish = clean(wish, limit=NOTE_LIMIT, field="note", lines=True)
            request = access.save(replace(request, wish=wish))
        Opening(self._visit).add_checks(request.id, self._call.identity)
        self._visit.note("request.added_to", request.id, request.party_id, case=request.id)
        return told(access, request)

    def _contact(self, case_id: UUID | None) -> Contact:
        """Return the contact's record."""
        visit, call, party = self._visit, self._call, self._party
        if party is None and not (call.caller_name or call.call_back):
            raise InvalidInput(_("State who is calling, or a number to call back."), field="caller")
        return Contact(
            id=self._contact_id,
            party_id=call.party_id or self._contact_id,
            source=Source.OWN_NOTE,
            channel=Channel.PHONE,
            collected_on=visit.today,
            purpose=Purpose.ENQUIRIES,
            recorded_by=visit.actor,
            recorded_at=visit.now,
            is_protected=party is not None and party.is_protected,
            at=call.started_at or visit.now,
            heading=clean(call.heading, limit=NAME_LIMIT, field="heading"),
            note=clean(call.note, limit=NOTE_LIMIT, field="note", lines=True),
            caller_name=clean(call.caller_name, limit=NAME_LIMIT, field="caller_name"),
            call_back=clean(call.call_back, limit=40, field="call_back"),
            caller_address=clean(
                call.caller_address, limit=NAME_LIMIT, field="caller_address", lines=True
            ),
            identity_checks=",".join(method.value for method in call.identity),
            case_id=case_id,
            known_party=party is not None,
        )


def _sentence(opened: OpenedRequest) -> Step:
    """Return what is said and shown about one opened case."""
    return (
        _("Request {number} registered. Answer by {day}."),
        {"number": opened.number, "day": opened.deadline.answer_by},
    )


@use_case(Permission.LOG_CALL)
def callers_named(visit: Visit, party_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return the names of people whose calls wait; of protected ones none, of erased ones none."""
    office = visit.office
    rows = {each: still(office, each) for each in party_ids if office.parties.find(id=each)}
    visit.note("callers.listed", count=len(rows))
    hidden = {each for each, row in rows.items() if row.is_protected}
    return {each: row.display_name for each, row in rows.items() if each not in hidden}


@use_case(Permission.LOG_CALL)
def undo_call(visit: Visit, contact_id: UUID) -> tuple[UUID, ...]:
    """Undo the cases of a call within its ten seconds; the contact stays, and says so."""
    access = CaseAccess(visit)
    opened = access.office.requests.find(contact_id=contact_id)
    for request in opened:
        if request.recorded_by != visit.actor:
            raise NotAllowed(_("Only the one who took the call can undo it."))
        if visit.now - request.received_at > UNDO_MICROSECONDS:
            raise Conflict(_("It is too late to undo. Decide on the request instead."))
        check_open(request)
        access.save(replace(request, state=RequestState.UNDONE))
        Tasks(visit).close(TaskKind.CLASSIFY_REQUEST, request.id)
    visit.note("call.undone", contact_id, *(request.id for request in opened), count=len(opened))
    return tuple(request.id for request in opened)
