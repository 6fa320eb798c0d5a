"""Calls, letters, visits and e-mails: who reads them."""

from __future__ import annotations

from uuid import UUID

from registerdesk.domain.contact_lists import Caller, ContactQuery, ContactRow
from registerdesk.domain.contacts import Contact
from registerdesk.domain.errors import NotFound
from registerdesk.domain.fields import Area
from registerdesk.domain.party_lists import Page
from registerdesk.domain.staff import Permission, may_read
from registerdesk.domain.texts import _
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.party_registers import blanked

LATEST_CALLERS = 5


def _only_own(visit: Visit) -> UUID | None:
    """Return the person at work if they read only what they wrote down themselves."""
    return None if may_read(visit.roles, Area.CONTACTS) else visit.actor


@use_case(Permission.VIEW_CONTACTS)
def list_contacts(visit: Visit, query: ContactQuery) -> Page[ContactRow]:
    """Return one page of contacts; a reader gets those of their own hand."""
    page = visit.office.contact_lists.contacts(query, own=_only_own(visit))
    about = () if query.party_id is None else (query.party_id,)
    visit.note("contacts.listed", *about, count=len(page.rows))
    return page


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
