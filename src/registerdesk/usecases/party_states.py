"""Deceased and under age, as the office learns of them: set and undone, with day and source."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.parties import PartyKind
from registerdesk.domain.sources import Origin
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.party_registers import Reach
from registerdesk.usecases.party_writing import PartyWriting


@use_case(Permission.EDIT_PARTY)
def mark_deceased(
    visit: Visit, party_id: UUID, version: int, died: date | None, origin: Origin
) -> int:
    """Write down a death: no advertising, letters to the estate; return the new version."""
    party = Reach(visit).party(party_id)
    if party.kind is not PartyKind.PERSON:
        raise InvalidInput(_("This holds for people alone."))
    if died is not None and died > visit.today:
        raise InvalidInput(_("The day has not come yet."), field="died")
    if died is not None and isinstance(party.birth_date, date) and died < party.birth_date:
        raise InvalidInput(_("The day is before the date of birth."), field="died")
    given = {"deceased": True, "deceased_on": died}
    return PartyWriting(visit).change("parties", party_id, version, given, origin)


@use_case(Permission.EDIT_PARTY)
def unmark_deceased(visit: Visit, party_id: UUID, version: int, origin: Origin) -> int:
    """Take back a death that was no death; return the new version."""
    Reach(visit).party(party_id)
    given = {"deceased": False, "deceased_on": None}
    return PartyWriting(visit).change("parties", party_id, version, given, origin)


@use_case(Permission.EDIT_PARTY)
def mark_minor(visit: Visit, party_id: UUID, version: int, origin: Origin) -> int:
    """Say that somebody is under age whose date of birth is unknown; return the new version."""
    party = Reach(visit).party(party_id)
    if party.kind is not PartyKind.PERSON:
        raise InvalidInput(_("This holds for people alone."))
    if isinstance(party.birth_date, date):
        raise InvalidInput(_("The date of birth tells whether somebody is under age."))
    return PartyWriting(visit).change("parties", party_id, version, {"minor": True}, origin)


@use_case(Permission.EDIT_PARTY)
def unmark_minor(visit: Visit, party_id: UUID, version: int, origin: Origin) -> int:
    """Say that somebody is of age; return the new version."""
    Reach(visit).party(party_id)
    return PartyWriting(visit).change("parties", party_id, version, {"minor": False}, origin)
