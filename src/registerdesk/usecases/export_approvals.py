"""Exports as the office sees them: what was taken out, what waits, and the second person's word."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from registerdesk.domain.errors import Conflict, RegisterDeskError
from registerdesk.domain.exports import Export, ExportState
from registerdesk.domain.fields import Area
from registerdesk.domain.four_eyes import (
    Act,
    Proposal,
    ProposalState,
    check_approval,
    expires_on,
    refuse_without_reason,
)
from registerdesk.domain.plain_text import clean
from registerdesk.domain.processing import PurposeSetting
from registerdesk.domain.staff import MATRIX, Access, Permission
from registerdesk.domain.tasks import TaskKind
from registerdesk.domain.texts import _
from registerdesk.storage.exports import latest_exports
from registerdesk.usecases.desk import Visit, local_day, use_case
from registerdesk.usecases.exports import parameters_of
from registerdesk.usecases.four_eyes import FourEyes, parameters_hash
from registerdesk.usecases.purposes import purpose_named
from registerdesk.usecases.tasks import Tasks

MOST: Final = 200
_REASON_LIMIT: Final = 500
_MOST_OPEN: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow:
    """One export in the list of them; never a name of anybody who stood in it."""

    export: Export
    purpose: PurposeSetting
    """What the office calls the purpose today."""
    asked_by: str
    is_own: bool
    may_decide: bool
    """The reader is the second person, or alone and past the day of waiting."""
    is_alone: bool
    """Nobody but the reader, who asked for it, could approve: a reason is needed."""


@use_case(Permission.EXPORT_LIST)
def list_exports(visit: Visit) -> tuple[ExportRow, ...]:
    """Return the latest exports, newest first; finance gets those of their own hand."""
    sees_all = any(Access.WRITE in MATRIX[Area.EXPORT][role] for role in visit.roles)
    ids = latest_exports(visit.office.connection, MOST, of=None if sees_all else visit.actor)
    names = {person.user_id: person.display_name for person in visit.keys.people()}
    visit.note("exports.listed", count=len(ids))
    return tuple(_row(visit, visit.office.exports.get(one), names) for one in ids)


@use_case(Permission.APPROVE_EXPORT)
def approve_export(visit: Visit, export_id: UUID, reason: str = "") -> None:
    """Agree to a list that another wants; alone, after 24 hours and with a reason."""
    export = visit.office.exports.get(export_id)
    proposal = _check(visit, export)
    is_alone = visit.actor == proposal.proposed_by
    if is_alone:
        refuse_without_reason(reason)
    _settle(visit, export, proposal, ProposalState.APPROVED, reason)
    Tasks(visit).ask(TaskKind.FETCH_EXPORT, export.id, user=export.asked_by)
    visit.note("export.approved_alone" if is_alone else "export.approved", export_id, proposal.id)


@use_case(Permission.APPROVE_EXPORT)
def reject_export(visit: Visit, export_id: UUID, reason: str) -> None:
    """Refuse to agree, with a reason that the one who asked reads."""
    refuse_without_reason(reason)
    export = visit.office.exports.get(export_id)
    proposal = _waiting(visit, export)
    _settle(visit, export, proposal, ProposalState.REJECTED, reason)
    visit.note("export.rejected", export_id, proposal.id)


class LapsedExports:
    """Lists that nobody approved or fetched in time; whom they name is kept no longer."""

    def __init__(self, visit: Visit) -> None:
        """Take the visit."""
        self._visit = visit

    def clear(self) -> None:
        """Forget the people in what has lapsed, and close its tasks; each leaves its trace."""
        exports = self._visit.office.exports
        for state in (ExportState.WAITING, ExportState.APPROVED):
            for export in exports.find(state=state, limit=_MOST_OPEN):
                if self._has_lapsed(export):
                    exports.replace(
                        dataclasses.replace(export, state=ExportState.LAPSED, people=b"")
                    )
                    for kind in (TaskKind.APPROVE_EXPORT, TaskKind.FETCH_EXPORT):
                        Tasks(self._visit).close(kind, export.id)
                    self._visit.note("export.lapsed", export.id)

    def _has_lapsed(self, export: Export) -> bool:
        proposals = self._visit.office.proposals
        found = proposals.find(object_id=export.id, act=Act.EXPORT)
        return not found or self._visit.today > last_day_of(found[-1])


def last_day_of(proposal: Proposal) -> date:
    """Return the last day on which a list can be approved, or fetched once it is."""
    if proposal.approved_at is None:
        return proposal.expires_on
    return expires_on(local_day(proposal.approved_at))


def _row(visit: Visit, export: Export, names: dict[UUID, str]) -> ExportRow:
    """Return one export with what the reader can do about it."""
    is_own = export.asked_by == visit.actor
    return ExportRow(
        export=export,
        purpose=purpose_named(visit.office, export.purpose),
        asked_by=names.get(export.asked_by, ""),
        is_own=is_own,
        may_decide=_may_decide(visit, export),
        is_alone=is_own and not FourEyes(visit).others(Act.EXPORT) - {visit.actor},
    )


def _may_decide(visit: Visit, export: Export) -> bool:
    """Tell whether the person at work may be the second of the two."""
    if export.state is not ExportState.WAITING or not visit.may(Permission.APPROVE_EXPORT):
        return False
    try:
        _check(visit, export)
    except RegisterDeskError:
        return False
    return True


def _waiting(visit: Visit, export: Export) -> Proposal:
    """Return the proposal of a list that waits; Conflict when it has been dealt with."""
    found = visit.office.proposals.find(object_id=export.id, act=Act.EXPORT)
    if export.state is not ExportState.WAITING or not found:
        raise Conflict(_("The proposal has been dealt with already."))
    return found[-1]


def _check(visit: Visit, export: Export) -> Proposal:
    """Return the proposal if the person at work may approve it now."""
    proposal = _waiting(visit, export)
    check_approval(
        proposal,
        approver=visit.actor,
        others=FourEyes(visit).others(Act.EXPORT),
        now=visit.now,
        today=visit.today,
        parameters_hash=parameters_hash(parameters_of(export)),
    )
    return proposal


def _settle(
    visit: Visit, export: Export, proposal: Proposal, state: ProposalState, reason: str
) -> None:
    """Keep what became of a proposal, and close its task."""
    visit.office.proposals.replace(
        dataclasses.replace(proposal, state=state, approved_by=visit.actor, approved_at=visit.now)
    )
    is_approved = state is ProposalState.APPROVED
    visit.office.exports.replace(
        dataclasses.replace(
            export,
            state=ExportState.APPROVED if is_approved else ExportState.REJECTED,
            people=export.people if is_approved else b"",
            reason=clean(reason, limit=_REASON_LIMIT, field="reason"),
        )
    )
    Tasks(visit).close(TaskKind.APPROVE_EXPORT, export.id)
