"""The yearly question whether somebody of whom nothing is heard is still a customer."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from registerdesk.domain.errors import Conflict
from registerdesk.domain.parties import Relation
from registerdesk.domain.party_lists import MOST_QUIET, QuietRow, quiet_before
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.party_registers import Reach

MOST: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietRelations:
    """Those quiet longest, and how many there are in all."""

    rows: tuple[QuietRow, ...]
    total: int
    is_more: bool = False
    """There are more than `total`; counting stopped."""


@use_case(Permission.EDIT_PARTY)
def list_quiet(visit: Visit, most: int = MOST) -> QuietRelations:
    """Return the running relations of which nothing has been heard for a year."""
    quiet, before = visit.office.quiet_relations, quiet_before(visit.today)
    rows = quiet.oldest(before, min(most, MOST))
    visit.note("relations.listed", *(row.party_id for row in rows), count=len(rows))
    total = quiet.count(before)
    most_counted = min(total, MOST_QUIET)
    return QuietRelations(rows=rows, total=most_counted, is_more=total > MOST_QUIET)


@use_case(Permission.EDIT_PARTY)
def confirm_relation(visit: Visit, relation_id: UUID) -> date | None:
    """Write down that the relation still runs; return when somebody last said so."""
    relation = visit.office.relations.get(relation_id)
    if relation.ended is not None:
        raise Conflict(_("The relation has ended already, on {day}."), day=relation.ended)
    _change(visit, relation, "relation.confirmed", confirmed=visit.today)
    return relation.confirmed


@use_case(Permission.EDIT_PARTY)
def take_back_confirmation(visit: Visit, relation_id: UUID, before: date | None) -> None:
    """Let the day of the confirmation before stand again, so that it is asked again."""
    relation = visit.office.relations.get(relation_id)
    _change(visit, relation, "relation.confirmation_taken_back", confirmed=before)


@use_case(Permission.EDIT_PARTY)
def reopen_relation(visit: Visit, relation_id: UUID) -> None:
    """Let a relation run on that was ended by mistake."""
    relation = visit.office.relations.get(relation_id)
    _change(visit, relation, "relation.reopened", ended=None, end_reason="")


def _change(visit: Visit, relation: Relation, act: str, **values: date | str | None) -> None:
    """Keep new values of a relation, with a trace."""
    Reach(visit).party(relation.party_id)
    changed = dataclasses.replace(relation, **values)  # type: ignore[arg-type]  # its own fields
    change = visit.office.relations.replace(changed)
    ids, told = (relation.id, relation.party_id), change.history_ids
    visit.note(act, *ids, fields=change.fields, history=told)
