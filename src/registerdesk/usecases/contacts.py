"""Calls, letters, visits and e-mails: noted down, corrected, read."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID

from registerdesk.domain.contact_lists import Caller, ContactQuery, ContactRow
from registerdesk.domain.contacts import Contact, Direction, Way
from registerdesk.domain.errors import InvalidInput, NotFound
from registerdesk.domain.fields import Area, Purpose
from registerdesk.domain.party_lists import Page
from registerdesk.domain.party_values import cleaned
from registerdesk.domain.sources import Channel, Source
from registerdesk.domain.staff import Permission, may_read
from registerdesk.domain.texts import _
from registerdesk.usecases.desk import Visit, local_day, use_case
from registerdesk.usecases.kept_words import KeptWords, free_values
from registerdesk.usecases.party_registers import Reach, blanked, still

LATEST_CALLERS = 5


def _only_own(visit: Visit) -> UUID | None:
    """Return the person at work if they read only what they wrote down themselves."""
    return None if may_read(visit.roles, Area.CONTACTS) else visit.actor


@use_case(Permission.VIEW_CONTACTS)
def list_contacts(visit: Visit, query: ContactQuery) -> Page[ContactRow]:
    """Return one page of contacts; a reader gets those of their own hand."""
    page = visit.office.contact_lists.contacts(query, own=_only_own(visit))
    page = _without_words(visit, page)
    about = () if query.party_id is None else (query.party_id,)
    visit.note("contacts.listed", *about, count=len(page.rows))
    return page


def _without_words(visit: Visit, page: Page[ContactRow]) -> Page[ContactRow]:
    """Return the page without what was said with restricted people (Article 18(2))."""
    if visit.relies_on is not None:
        return page
    ids = {row.party_id for row in page.rows if row.party_id is not None}
    held = visit.office.restricted.among(ids)
    rows = (dataclasses.replace(r, heading="") if r.party_id in held else r for r in page.rows)
    return dataclasses.replace(page, rows=tuple(rows)) if held else page


@use_case(Permission.VIEW_CONTACTS)
def view_contact(visit: Visit, contact_id: UUID) -> Contact:
    """Return one contact; of a protected person without what identifies."""
    own = _only_own(visit)
    register = visit.office.contacts if own is None else visit.office.own_contacts
    contact = register.get(contact_id)
    if own is not None and contact.recorded_by != own:
        raise NotFound(_("It is no longer in the register."))
    visit.note("contact.viewed", contact_id, contact.party_id)
    return blanked(contact)


@use_case(Permission.VIEW_CONTACTS)
def latest_callers(visit: Visit, most: int = LATEST_CALLERS) -> tuple[Caller, ...]:
    """Return the people who called last, each once."""
    callers = visit.office.contact_lists.callers(most, own=_only_own(visit))
    visit.note("callers.listed", count=len(callers))
    return callers


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContact:
    """A contact as it was noted down; without a person it is of an unknown caller."""

    party_id: UUID | None = None
    at: int | None = None
    """UTC microseconds; now when it is not given."""
    direction: Direction = Direction.IN
    way: Way = Way.CALL
    heading: str = ""
    note: str = ""
    caller_name: str = ""
    call_back: str = ""
    caller_address: str = ""
    identity_checks: str = ""


@use_case(Permission.LOG_CALL)
def record_contact(visit: Visit, new: NewContact) -> UUID:
    """Record a contact and return its id; a protected person's is sealed as it is written."""
    if new.way is not Way.CALL:
        visit.require(Permission.RECORD_CONTACT)
    at = visit.now if new.at is None else new.at
    if at > visit.now:
        raise InvalidInput(_("The time has not come yet."), field="at")
    contact_id = visit.new_id()
    party = None if new.party_id is None else still(visit.office, new.party_id)
    values: dict[str, Any] = {}
    for name in _WRITTEN:
        values |= cleaned(Contact, name, getattr(new, name), {}, visit.today)
    visit.office.contacts.add(
        Contact(
            id=contact_id,
            party_id=contact_id if party is None else party.id,
            known_party=party is not None,
            source=Source.OWN_NOTE,
            channel=_CHANNEL_OF[new.way],
            collected_on=local_day(at),
            purpose=Purpose.ENQUIRIES,
            recorded_by=visit.actor,
            recorded_at=visit.now,
            is_protected=party is not None and party.is_protected,
            at=at,
            **values,
        )
    )
    about = () if party is None else (party.id,)
    KeptWords(visit).note(free_values(Contact, values), contact_id, *about)
    visit.note("contact.recorded", contact_id, *about, purpose=Purpose.ENQUIRIES)
    return contact_id


@use_case(Permission.RECORD_CONTACT)
def correct_contact(visit: Visit, contact_id: UUID, version: int, given: Mapping[str, Any]) -> int:
    """Correct what was noted of a contact; the old words are kept. Return the new version."""
    contact = visit.office.contacts.get(contact_id)
    if contact.known_party:
        Reach(visit).party(contact.party_id)
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name not in _WRITTEN:
            raise InvalidInput(_("This is not changed here."), field=name)
        values |= cleaned(Contact, name, value, given, visit.today)
    KeptWords(visit).note(free_values(Contact, values), contact_id, contact.party_id)
    changed = dataclasses.replace(contact, **values, version=version)
    change = visit.office.contacts.replace(changed)
    visit.note(
        "contact.corrected",
        contact_id,
        contact.party_id,
        fields=change.fields,
        history=change.history_ids,
    )
    return version + 1


_WRITTEN = (
    *("direction", "way", "heading", "note", "caller_name", "call_back"),
    *("caller_address", "identity_checks"),
)
_CHANNEL_OF = MappingProxyType(
    {
        Way.CALL: Channel.PHONE,
        Way.LETTER: Channel.POST,
        Way.VISIT: Channel.VISIT,
        Way.EMAIL: Channel.EMAIL,
    }
)
