"""Requests by people about their own data, and the clock that each one starts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from registerdesk.domain import calendar
from registerdesk.domain.calendar import PauseReason
from registerdesk.domain.fields import Area, Category, Purpose, RetentionClass, about
from registerdesk.domain.letters import ExtensionCause
from registerdesk.domain.sources import Recorded
from registerdesk.domain.texts import _

REPLY_DAYS: Final = 14
"""How long a person has to answer a question of scope before its pause ends by itself."""
UNDO_MICROSECONDS: Final = 15 * 1_000_000
"""The ten seconds of an undo, and the time that a slow hand and a slow disk take."""
SERIES: Final = "request"


class Right(StrEnum):
    """What the person asks for (GDPR Articles 7(3), 15-18, 20, 21)."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    PORTABILITY = "portability"
    OBJECTION = "objection"
    WITHDRAWAL = "withdrawal"
    OTHER = "other"
    UNCLASSIFIED = "unclassified"


RIGHT_LABELS: Final = MappingProxyType(
    {
        Right.ACCESS: _("Access request"),
        Right.RECTIFICATION: _("Rectification"),
        Right.ERASURE: _("Erasure"),
        Right.RESTRICTION: _("Restriction"),
        Right.PORTABILITY: _("Data portability"),
        Right.OBJECTION: _("Objection"),
        Right.WITHDRAWAL: _("Withdrawn consent"),
        Right.OTHER: _("Other request"),
        Right.UNCLASSIFIED: _("To be classified"),
    }
)


class RequestState(StrEnum):
    """Where a request stands; that its clock is paused is seen from its pauses."""

    OPEN = "open"
    ANSWERED = "answered"
    UNDONE = "undone"


STATE_LABELS: Final = MappingProxyType(
    {
        RequestState.OPEN: _("Open"),
        RequestState.ANSWERED: _("Answered"),
        RequestState.UNDONE: _("Undone"),
    }
)


class Step(StrEnum):
    """The five steps from a request to its answer."""

    IDENTITY = "identity"
    COLLECT = "collect"
    REVIEW = "review"
    DECIDE = "decide"
    SEND = "send"


STEP_LABELS: Final = MappingProxyType(
    {
        Step.IDENTITY: _("Identity"),
        Step.COLLECT: _("Collect"),
        Step.REVIEW: _("Review"),
        Step.DECIDE: _("Decide"),
        Step.SEND: _("Send"),
    }
)


class Decision(StrEnum):
    """What the answer gives."""

    ALL = "all"
    PARTLY = "partly"
    REFUSE = "refuse"


DECISION_LABELS: Final = MappingProxyType(
    {
        Decision.ALL: _("Disclose all"),
        Decision.PARTLY: _("Disclose in part"),
        Decision.REFUSE: _("Refuse"),
    }
)


class PostedWay(StrEnum):
    """How a letter left the office."""

    LETTER = "letter"
    REGISTERED = "registered"
    COLLECTED = "collected"
    ENCRYPTED_EMAIL = "encrypted_email"


POSTED_WAY_LABELS: Final = MappingProxyType(
    {
        PostedWay.LETTER: _("letter"),
        PostedWay.REGISTERED: _("registered letter"),
        PostedWay.COLLECTED: _("collected at the office"),
        PostedWay.ENCRYPTED_EMAIL: _("encrypted e-mail"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsRequest(Recorded):
    """One request; an unknown caller's has the contact's id as `party_id`."""

    number: str = about(
        _("Case number"),
        category=Category.REQUEST,
        area=Area.REQUESTS,
        purposes=(Purpose.RIGHTS,),
        stays_open=True,
        retention=RetentionClass.CASE,
    )
    right: Right = about(
        _("Request"),
        category=Category.REQUEST,
        area=Area.REQUESTS,
        purposes=(Purpose.RIGHTS,),
        retention=RetentionClass.CASE,
    )
    received_on: date = about(
        _("Received"),
        category=Category.REQUEST,
        area=Area.REQUESTS,
        purposes=(Purpose.RIGHTS,),
        retention=RetentionClass.CASE,
    )
    wish: str = about(
        _("What the person asked for"),
        category=Category.REQUEST,
        area=Area.REQUESTS,
        purposes=(Purpose.RIGHTS,),
        retention=RetentionClass.CASE,
        identifying=True,
        seal_name="rights_request.wish",
        limit=20_000,
        lines=4,
        default="",
    )
    answered_on: date | None = about(
        _("Answered"),
        category=Category.REQUEST,
        area=Area.REQUESTS,
        purposes=(Purpose.RIGHTS,),
        retention=RetentionClass.CASE,
        default=None,
    )
    received_at: int
    known_party: bool = True
    contact_id: UUID | None = None
    oral_answer: bool = False
    state: RequestState = RequestState.OPEN
    step: Step = Step.IDENTITY
    owner: UUID | None = None
    case_public: bytes | None = None
    """The case's public key, made with its first owner."""
    collected_at: int | None = None
    decision: Decision | None = None
    decided_at: int | None = None
    answered_way: PostedWay | None = None
    closed_at: int | None = None
    """When the answer was marked as posted; ten seconds later the owner's key is dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPause:
    """The clock stands from the day after the letter was posted until the reply arrives."""

    id: UUID
    case_id: UUID
    reason: PauseReason
    posted_on: date
    reply_by: date
    replied_on: date | None = None
    version: int = 1

    def as_pause(self) -> calendar.Pause:
        """Return the pause as the calendar counts it."""
        return calendar.Pause(
            reason=self.reason,
            posted=self.posted_on,
            reply_by=self.reply_by,
            replied=self.replied_on,
        )

    def holds(self, today: date) -> bool:
        """Tell whether the clock stands still on this day because of the pause."""
        if self.replied_on is not None:
            return False
        return self.reason is PauseReason.IDENTITY or today <= self.reply_by


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestExtension:
    """Two more months, told in a letter posted within the first (GDPR Article 12(3))."""

    id: UUID
    case_id: UUID
    cause: ExtensionCause
    posted_on: date
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The days that bind a request, and how they were reached."""

    answer_by: date
    """The law's last day: shown, spoken and printed."""
    plan_by: date
    """The last open day on or before it: what warnings count to."""
    target: date
    """The office's own goal."""
    month_one: date
    """The day by which an extension must be posted, pauses included."""
    paused_days: int
    is_extended: bool
    computation: tuple[calendar.Step, ...]


def deadline_of(
    request: RightsRequest,
    pauses: Iterable[RequestPause],
    extension: RequestExtension | None,
    *,
    today: date,
    target_days: int = calendar.TARGET_DAYS,
) -> Deadline:
    """Return the request's days as they stand today (GDPR Article 12(3), 1182/71)."""
    until = request.answered_on or today
    paused = calendar.paused_days((pause.as_pause() for pause in pauses), until)
    months = calendar.MONTHS_TO_ANSWER if extension is None else calendar.MONTHS_WHEN_EXTENDED
    last = calendar.answer_by(request.received_on, months, paused)
    return Deadline(
        answer_by=last,
        plan_by=calendar.plan_by(last),
        target=calendar.target_day(request.received_on, target_days, paused),
        month_one=calendar.answer_by(request.received_on, paused_days=paused),
        paused_days=paused,
        is_extended=extension is not None,
        computation=calendar.explain_answer_by(request.received_on, months, paused),
    )


def is_paused(pauses: Iterable[RequestPause], today: date) -> bool:
    """Tell whether the clock stands still today."""
    return any(pause.holds(today) for pause in pauses)


def number_of(year: int, serial: int) -> str:
    """Return the case number that the person is told: B-2026-0147."""
    return f"B-{year}-{serial:04d}"
