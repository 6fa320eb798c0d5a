"""Restriction of processing: set, lifted once the person knows, and what is read meanwhile."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, ParamSpec, TypeVar
from uuid import UUID

from registerdesk.domain.errors import Conflict, InvalidInput
from registerdesk.domain.fields import Purpose
from registerdesk.domain.party_values import cleaned
from registerdesk.domain.restrictions import (
    OPENING_USES,
    READ_WHEN_OPENED,
    RestrictedUse,
    Restriction,
    RestrictionGround,
    check_lifting,
    in_force,
)
from registerdesk.domain.restrictions import refusal as restricted
from registerdesk.domain.rights_requests import UNDO_MICROSECONDS, Right
from registerdesk.domain.sources import Channel, Source
from registerdesk.domain.staff import Permission, Role
from registerdesk.domain.tasks import TaskKind
from registerdesk.domain.texts import _
from registerdesk.usecases.case_access import CaseAccess
from registerdesk.usecases.desk import UseCase, Visit, use_case
from registerdesk.usecases.party_registers import Reach
from registerdesk.usecases.tasks import Tasks

P = ParamSpec("P")
T = TypeVar("T")


class _Relying(Generic[P, T]):
    """An act of reading, done under an exception that its trace names."""

    def __init__(self, act: UseCase[P, T], use: RestrictedUse) -> None:
        if act.permission not in READ_WHEN_OPENED or use not in OPENING_USES:
            raise restricted()
        self.permission = act.permission
        self.leaves_trace = act.leaves_trace
        self._act, self._use = act, use

    def __call__(self, visit: Visit, /, *args: P.args, **kwargs: P.kwargs) -> T:
        visit.relies_on = self._use
        return self._act(visit, *args, **kwargs)


def relying_on(act: UseCase[P, T], use: RestrictedUse) -> UseCase[P, T]:
    """Return the act as done under Article 18(2); ProcessingRestricted for one that writes."""
    return _Relying(act, use)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRestriction:
    """What is known when the processing is restricted; without a case the open one is found."""

    ground: RestrictionGround
    since: date
    asked_by: str = ""
    reason: str = ""
    case_id: UUID | None = None


@use_case(Permission.RESTRICT)
def restrict(visit: Visit, party_id: UUID, new: NewRestriction) -> UUID:
    """Restrict the processing of a person's data from now on; return the restriction's id."""
    party = Reach(visit).party(party_id)
    if visit.office.restricted.has(party_id):
        raise Conflict(_("The processing is restricted already."))
    values = _cleaned(visit, new)
    if values["since"] > visit.today:
        raise InvalidInput(_("The day has not come yet."), field="since")
    restriction_id = visit.new_id()
    visit.office.restrictions.add(
        Restriction(
            id=restriction_id,
            party_id=party_id,
            source=Source.SUBJECT,
            channel=Channel.PHONE,
            collected_on=values["since"],
            purpose=Purpose.RIGHTS,
            recorded_by=visit.actor,
            recorded_at=visit.now,
            is_protected=party.is_protected,
            case_id=new.case_id or _open_case(visit, party_id),
            **values,
        )
    )
    visit.note("restriction.set", restriction_id, party_id, purpose=Purpose.RIGHTS)
    return restriction_id


@use_case(Permission.RESTRICT)
def undo_restriction(visit: Visit, restriction_id: UUID) -> None:
    """Take back a restriction set by mistake, within its ten seconds, by who set it."""
    restriction = visit.office.restrictions.get(restriction_id)
    late = visit.now - restriction.recorded_at > UNDO_MICROSECONDS
    if late or restriction.recorded_by != visit.actor or not restriction.is_in_force:
        raise Conflict(_("It is too late to undo. Lift the restriction instead."))
    visit.office.restrictions.replace(dataclasses.replace(restriction, lifted_on=visit.today))
    visit.note("restriction.undone", restriction_id, restriction.party_id)


@use_case(Permission.RESTRICT)
def plan_lifting(visit: Visit, restriction_id: UUID) -> None:
    """Ask that the person is told before the restriction is lifted, Article 18(3)."""
    restriction = _held(visit, restriction_id)
    tasks = Tasks(visit)
    tasks.ask(TaskKind.TELL_BEFORE_LIFTING, restriction.party_id, role=Role.CASE_OFFICER)
    visit.note("restriction.lifting_planned", restriction_id, restriction.party_id)


@use_case(Permission.RESTRICT)
def lift_restriction(
    visit: Visit, restriction_id: UUID, version: int, told_on: date | None, reason: str
) -> None:
    """End a restriction of which the person has been told; without that day it stays."""
    restriction = _held(visit, restriction_id)
    values = cleaned(Restriction, "told_on", told_on, {}, visit.today)
    check_lifting(restriction.since, values["told_on"], visit.today)
    values |= cleaned(Restriction, "lift_reason", reason, {}, visit.today)
    if not values["lift_reason"]:
        raise InvalidInput(_("Fill in this field."), field="lift_reason")
    values |= {"lifted_on": visit.today, "version": version}
    change = visit.office.restrictions.replace(dataclasses.replace(restriction, **values))
    Tasks(visit).close(TaskKind.TELL_BEFORE_LIFTING, restriction.party_id)
    visit.note(
        "restriction.lifted",
        restriction_id,
        restriction.party_id,
        fields=change.fields,
        history=change.history_ids,
    )


def _held(visit: Visit, restriction_id: UUID) -> Restriction:
    """Return a restriction that is in force, of somebody within reach."""
    restriction = visit.office.restrictions.get(restriction_id)
    Reach(visit).party(restriction.party_id)
    if in_force((restriction,)) is None:
        raise Conflict(_("The restriction has been lifted already."))
    return restriction


def _open_case(visit: Visit, party_id: UUID) -> UUID | None:
    """Return the person's open request for restriction, if there is one."""
    request = CaseAccess(visit).open_of(party_id, Right.RESTRICTION)
    return request.id if request is not None else None


def _cleaned(visit: Visit, new: NewRestriction) -> dict[str, Any]:
    """Return the values, each within its field's rules."""
    values: dict[str, Any] = {}
    for name in ("ground", "since", "asked_by", "reason"):
        values |= cleaned(Restriction, name, getattr(new, name), {}, visit.today)
    return values
