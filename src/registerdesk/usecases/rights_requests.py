"""Requests as staff see them: the list by deadline, and one request as far as one reaches."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from registerdesk.domain import calendar
from registerdesk.domain.calendar import Urgency
from registerdesk.domain.case_materials import OutsideSearch
from registerdesk.domain.fields import WITHHELD
from registerdesk.domain.identity_checks import IdentityCheck, IdentityLevel, identity_level
from registerdesk.domain.request_steps import StepState, may_extend, may_pause, steps_of
from registerdesk.domain.rights_requests import (
    Deadline,
    RequestExtension,
    RequestPause,
    RequestState,
    Right,
    RightsRequest,
    Step,
    is_paused,
)
from registerdesk.domain.staff import Permission
from registerdesk.domain.stored_letters import LetterPrint, StoredLetter
from registerdesk.storage.rights_requests import count_answered, newest_answered, numbered
from registerdesk.usecases.case_access import CaseAccess
from registerdesk.usecases.case_progress import CaseProgress
from registerdesk.usecases.desk import Visit, use_case

PAGE_ROWS = 50
_ALL_OPEN = 100_000
_FOUND, _PEOPLE = 4, 8


class RequestFilter(StrEnum):
    """The chips above the list."""

    MINE = "mine"
    OPEN = "open"
    PAUSED = "paused"
    SENT = "sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """One line of the list; `name` may be WITHHELD, the days of a sent one are behind it."""

    id: UUID
    number: str
    right: Right
    party_id: UUID
    name: Any
    known_party: bool
    is_protected: bool
    state: RequestState
    is_paused: bool
    step: Step
    owner: UUID | None
    owner_name: str
    received_on: date
    answer_by: date
    plan_by: date
    days_left: int
    urgency: Urgency
    answered_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPage:
    """One page of the list, how many rows there are in all, and the number on each chip."""

    rows: tuple[RequestRow, ...]
    total: int
    counts: dict[RequestFilter, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestView:
    """One request as far as the reader reaches; without `is_open_to_me` header and axis only."""

    row: RequestRow
    request: RightsRequest
    deadline: Deadline
    pauses: tuple[RequestPause, ...]
    extension: RequestExtension | None
    is_mine: bool
    is_open_to_me: bool
    """The person holds the case's key: as its owner, or as the ombud."""
    may_pause: bool
    may_extend: bool
    may_take_over: bool
    steps: tuple[StepState, ...]
    level: IdentityLevel
    identity: tuple[IdentityCheck, ...]
    outside: tuple[OutsideSearch, ...]
    letters: tuple[StoredLetter, ...]
    prints: tuple[LetterPrint, ...]


@use_case(Permission.VIEW_REQUESTS)
def list_requests(
    visit: Visit, shown: RequestFilter = RequestFilter.OPEN, *, page: int = 0, rows: int = PAGE_ROWS
) -> RequestPage:
    """Return one page: open ones by deadline, sent ones by the latest answer."""
    lister = _Lister(visit)
    found = lister.page(shown, page=page, rows=rows)
    visit.note("requests.listed", count=len(found.rows), purpose=shown.value)
    return found


@use_case(Permission.VIEW_REQUESTS)
def requests_of(visit: Visit, party_id: UUID) -> tuple[RequestRow, ...]:
    """Return a person's requests that the reader may see, the newest first."""
    access, lister = CaseAccess(visit), _Lister(visit)
    own = {} if access.sees_all else {"owner": visit.actor}
    found = access.office.requests.find(limit=_ALL_OPEN, party_id=party_id, **own)
    visit.note("requests.listed", party_id, count=len(found))
    return tuple(lister.row(each) for each in reversed(found))


@use_case(Permission.VIEW_REQUESTS, leaves_trace=False)
def find_requests(visit: Visit, text: str, people: Sequence[UUID] = ()) -> tuple[RequestRow, ...]:
    """Return the cases whose number is meant (B-2026-0147, 147), and these people's open ones.

    The reader's own open cases come first, then those found by number, the newest first.
    """
    access, lister = CaseAccess(visit), _Lister(visit)
    requests = access.office.requests
    found = {
        each: requests.get(each) for each in numbered(visit.office.connection, text, limit=_FOUND)
    }
    for party_id in people[:_PEOPLE]:
        waiting = requests.find(party_id=party_id, state=RequestState.OPEN)
        found |= {each.id: each for each in waiting}
    rows = [
        lister.row(each) for each in found.values() if access.sees_all or each.owner == visit.actor
    ]
    return tuple(sorted(rows, key=lambda row: not is_own(row, visit.actor)))


def is_own(row: RequestRow, actor: UUID) -> bool:
    """Tell whether a case waits for this member of staff."""
    return row.owner == actor and row.state is RequestState.OPEN


@use_case(Permission.VIEW_REQUESTS)
def view_request(visit: Visit, request_id: UUID) -> RequestView:
    """Return one request; its contents only to the owner and the ombud."""
    access = CaseAccess(visit)
    request = access.seen(request_id)
    visit.note("request.viewed", request.id, request.party_id, case=request.id)
    return _view(visit, access, request)


def _view(visit: Visit, access: CaseAccess, request: RightsRequest) -> RequestView:
    """Gather what the page shows."""
    row = _Lister(visit).row(request)
    pauses, extension = access.pauses(request.id), access.extension(request.id)
    deadline = access.deadline(request)
    is_mine = request.owner == visit.actor
    identity = tuple(access.office.identity_checks.find(case_id=request.id))
    progress = CaseProgress(visit, access, request)
    letters = tuple(access.office.letters.find(case_id=request.id)) if progress.is_open else ()
    return RequestView(
        row=row,
        request=request if progress.is_open or request.owner is None else _header_of(request),
        deadline=deadline,
        pauses=tuple(pauses),
        extension=extension,
        is_mine=is_mine,
        is_open_to_me=progress.is_open,
        may_pause=is_mine and may_pause(request, pauses, today=visit.today),
        may_extend=is_mine and may_extend(request, extension, deadline, today=visit.today),
        may_take_over=request.owner is None and access.works_on_all,
        steps=steps_of(request, progress.progress),
        level=identity_level(check.method for check in identity),
        identity=identity,
        outside=tuple(access.office.outside_searches.find(case_id=request.id)),
        letters=letters,
        prints=tuple(
            printed
            for letter in letters
            for printed in access.office.letter_prints.find(letter_id=letter.id)
        ),
    )


def _header_of(request: RightsRequest) -> RightsRequest:
    """Return the request without what the person told its owner."""
    return dataclasses.replace(request, wish=WITHHELD)


class _Lister:
    """Makes the rows of the list, as far as the person reaches."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._access = CaseAccess(visit)

    def page(self, shown: RequestFilter, *, page: int, rows: int) -> RequestPage:
        """Return one page of one chip."""
        waiting = self._open()
        today = self._visit.today
        chips = {
            RequestFilter.MINE: [each for each in waiting if each.owner == self._visit.actor],
            RequestFilter.OPEN: waiting,
            RequestFilter.PAUSED: [
                each for each in waiting if is_paused(self._access.pauses(each.id), today)
            ],
        }
        counts = {chip: len(chosen) for chip, chosen in chips.items()}
        counts[RequestFilter.SENT] = self._count_sent()
        if shown is RequestFilter.SENT:
            chosen = self._sent(limit=rows, skip=page * rows)
        else:
            chosen = chips[shown][page * rows : (page + 1) * rows]
        return RequestPage(
            rows=tuple(self.row(each) for each in chosen), total=counts[shown], counts=counts
        )

    def row(self, request: RightsRequest) -> RequestRow:
        """Return one request's line."""
        deadline = self._access.deadline(request)
        left = calendar.days_left(deadline.answer_by, request.answered_on or self._visit.today)
        return RequestRow(
            id=request.id,
            number=request.number,
            right=request.right,
            party_id=request.party_id,
            name=self._access.name(request),
            known_party=request.known_party,
            is_protected=request.is_protected,
            state=request.state,
            is_paused=request.state is RequestState.OPEN
            and is_paused(self._access.pauses(request.id), self._visit.today),
            step=request.step,
            owner=request.owner,
            owner_name=self._access.name_of(request.owner),
            received_on=request.received_on,
            answer_by=deadline.answer_by,
            plan_by=deadline.plan_by,
            days_left=left,
            urgency=calendar.urgency(left),
            answered_on=request.answered_on,
        )

    def _open(self) -> list[RightsRequest]:
        """Return every open request that the person may see, by its last day."""
        own = {} if self._access.sees_all else {"owner": self._visit.actor}
        self._access.preload()
        found = self._access.office.requests.find(limit=_ALL_OPEN, state=RequestState.OPEN, **own)
        last_day = {each.id: self._access.deadline(each).answer_by for each in found}
        return sorted(found, key=lambda each: (last_day[each.id], each.number))

    def _sent(self, *, limit: int, skip: int) -> list[RightsRequest]:
        """Return answered requests, the latest answer first."""
        owner = None if self._access.sees_all else self._visit.actor
        ids = newest_answered(self._visit.office.connection, limit=limit, skip=skip, owner=owner)
        return [self._access.office.requests.get(each) for each in ids]

    def _count_sent(self) -> int:
        """Return how many answered requests the person may see."""
        owner = None if self._access.sees_all else self._visit.actor
        return count_answered(self._visit.office.connection, owner=owner)
