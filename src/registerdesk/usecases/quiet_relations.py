"""The yearly question whether somebody of whom nothing is heard is still a customer."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from registerdesk.domain.errors import Conflict
from registerdesk.domain.party_lists import quiet_before
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.storage.activity import QuietRow
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.party_registers import Reach

MOST: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietRelations:
    """Those quiet longest, and how many there are in all."""

    rows: tuple[QuietRow, ...]
    total: int


@use_case(Permission.EDIT_PARTY)
def list_quiet(visit: Visit, most: int = MOST) -> QuietRelations:
    """Return the running relations of which nothing has been heard for a year."""
    quiet, before = visit.office.quiet_relations, quiet_before(visit.today)
    rows = quiet.oldest(before, min(most, MOST))
    visit.note("relations.listed", *(row.party_id for row in rows), count=len(rows))
    return QuietRelations(rows=rows, total=quiet.count(before))


@use_case(Permission.EDIT_PARTY)
def confirm_relation(visit: Visit, relation_id: UUID, version: int) -> int:
    """Write down that the relation still runs; asked again in a year. Return its new version."""
    relation = visit.office.relations.get(relation_id)
    Reach(visit).party(relation.party_id)
    if relation.ended is not None:
        raise Conflict(_("The relation has ended already, on {day}."), day=relation.ended)
    confirmed = dataclasses.replace(relation, confirmed=visit.today, version=version)
    change = visit.office.relations.replace(confirmed)
    told = {"fields": change.fields, "history": change.history_ids}
    visit.note("relation.confirmed", relation_id, relation.party_id, **told)
    return version + 1
