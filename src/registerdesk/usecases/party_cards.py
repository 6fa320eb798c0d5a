"""The card: everything on a person that the reader may see, each value with its origin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from registerdesk.domain.contacts import Contact
from registerdesk.domain.credit_checks import CreditCheck
from registerdesk.domain.errors import NotAllowed
from registerdesk.domain.field_sets import collectable
from registerdesk.domain.fields import (
    Area,
    is_withheld,
)
from registerdesk.domain.notes import Note
from registerdesk.domain.parties import (
    Address,
    Email,
    FormerName,
    Party,
    PartyNumber,
    Phone,
    Relation,
)
from registerdesk.domain.party_states import is_minor
from registerdesk.domain.protection import OpeningReason
from registerdesk.domain.restrictions import RestrictedUse, Restriction, in_force
from registerdesk.domain.retention import Periods
from registerdesk.domain.staff import Permission, may_read
from registerdesk.domain.texts import _
from registerdesk.usecases.card_values import CardValue, CardValues, as_shown, masked
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.named_people import NamedPeople
from registerdesk.usecases.party_links import LinkRow, PartyLinks
from registerdesk.usecases.party_registers import (
    RECORD_TYPES,
    Drafts,
    Reach,
    blanked,
    is_readable,
    number_of,
    register_of,
    still,
)
from registerdesk.usecases.purpose_switches import PersonPurpose, PersonPurposes


@dataclass(frozen=True, slots=True, kw_only=True)
class CardNumber:
    """An identity number as a card shows it: an organisation's whole, a person's masked."""

    row_id: UUID
    version: int
    shown: str
    is_masked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the reader may see of one person or company; the rest is absent."""

    party: Party
    """Fields out of the reader's reach are WITHHELD."""
    number: str
    is_locked: bool
    """Protected, and not opened with a reason: only number and flag are there."""
    may_open: bool
    """The reader is one of those named, so `open_protected` opens the card."""
    named: tuple[str, ...] = ()
    """Whom to ask: who can open a locked card."""
    numbers: tuple[CardNumber, ...] = ()
    former_names: tuple[FormerName, ...] = ()
    addresses: tuple[Address, ...] = ()
    phones: tuple[Phone, ...] = ()
    emails: tuple[Email, ...] = ()
    relations: tuple[Relation, ...] = ()
    links: tuple[LinkRow, ...] = ()
    """Whom the person acts for, and who acts for them."""
    is_minor: bool = False
    notes: tuple[Note, ...] = ()
    contacts: tuple[Contact, ...] = ()
    """Newest first; somebody who reads own contacts gets those of their own hand."""
    credit_checks: tuple[CreditCheck, ...] = ()
    values: tuple[CardValue, ...] = ()
    erase_by: date | None = None
    periods: Periods
    """How long the office keeps each class of data."""
    collectable: frozenset[str] = frozenset()
    """The registers in which something new may be kept, by the person's relations."""
    restriction: Restriction | None = None
    """The restriction of processing that is in force, whether or not the card is opened."""
    merged: frozenset[UUID] = frozenset()
    """The ids under which the person was in the register before rows were merged."""
    purposes: tuple[PersonPurpose, ...] = ()
    """What the person's data is used for today, and what they have said of it."""
    is_narrowed: bool = False
    """Restricted, and not opened for a use that the law allows: identity and status alone."""


@use_case(Permission.VIEW_PARTY)
def view_card(visit: Visit, party_id: UUID) -> Card:
    """Return a person's card: a protected one's number and flag, a restricted one's status."""
    party = still(visit.office, party_id)
    visit.note("party.viewed", party.id)
    return _locked(visit, party) if party.is_protected else _open(visit, party)


@use_case(Permission.OPEN_PROTECTED)
def open_protected(visit: Visit, party_id: UUID, reason: OpeningReason) -> Card:
    """Return a protected person's whole card to somebody named for it; logged as sensitive."""
    party = Reach(visit).party(party_id)
    visit.note("party.protected_opened", party_id, purpose=reason.name.lower())
    return _open(visit, party)


@use_case(Permission.REVEAL_IDENTITY_NUMBER)
def reveal_identity_number(visit: Visit, party_number_id: UUID) -> str:
    """Return an identity number whole, for the thirty seconds that it is shown; logged."""
    row = visit.office.party_numbers.get(party_number_id)
    Reach(visit).party(row.party_id)
    if is_withheld(row.personal):
        raise NotAllowed(_("This part of the register is sealed for you."))
    visit.note("identity_number.revealed", party_number_id, row.party_id)
    return _whole(row.personal or row.organisation or "")


def _whole(canonical: str) -> str:
    """Return a number as people read it; an interim number as it was given."""
    return f"{canonical[:-4]}-{canonical[-4:]}" if canonical.isdigit() else canonical


def _locked(visit: Visit, party: Party) -> Card:
    """Return number and flag."""
    relations = visit.office.relations.of(party.id)
    return Card(
        party=blanked(party),
        number=number_of(relations),
        is_locked=True,
        may_open=Reach(visit).is_named,
        named=NamedPeople(visit).names,
        periods=visit.office.periods,
        restriction=_restriction(visit, party.id),
        merged=_merged(visit, party.id),
    )


def _merged(visit: Visit, party_id: UUID) -> frozenset[UUID]:
    """Return the ids of rows that point to the person."""
    return frozenset(row.id for row in visit.office.parties.of(party_id) if row.is_merged)


def _restriction(visit: Visit, party_id: UUID) -> Restriction | None:
    """Return the restriction in force; to show that there is one is storage (Article 18(2))."""
    found = in_force(visit.office.restrictions.of(party_id))
    if found is not None and visit.relies_on is None:
        visit.relies_on = RestrictedUse.STORAGE
    return found


_IDENTITY = frozenset({"parties", "party_numbers", "relations"})
"""What stands on a restricted card before it is opened: who it is, and what to the office."""


def _narrowed(visit: Visit, restriction: Restriction | None) -> bool:
    """Tell whether nothing but identity and status is shown."""
    return restriction is not None and visit.relies_on is RestrictedUse.STORAGE


def _open(visit: Visit, party: Party) -> Card:
    """Return everything within the reader's reach."""
    office = visit.office
    restriction = _restriction(visit, party.id)
    narrowed, drafts = _narrowed(visit, restriction), Drafts(visit)
    records: dict[str, list[Any]] = {
        name: [
            r for r in register_of(office, name).of(party.id) if is_readable(r) and drafts.reads(r)
        ]
        if not narrowed or name in _IDENTITY
        else []
        for name in RECORD_TYPES
    }
    relations: list[Relation] = records["relations"]
    ends = [r.ended for r in (*relations, *records["links"])]
    erase_by = office.periods.party_erase_by(ends)
    merged = _merged(visit, party.id)
    facts = CardValues(visit, office.origins.of(party.id), erase_by, may_edit=restriction is None)
    return Card(
        party=party,
        number=number_of(relations),
        is_locked=False,
        may_open=True,
        merged=merged,
        links=() if narrowed else PartyLinks(visit).of(party, merged),
        is_minor=is_minor(party, visit.today),
        collectable=collectable(relations, visit.today),
        numbers=tuple(n for n in map(_number, records["party_numbers"]) if n.shown),
        former_names=tuple(records["former_names"]),
        addresses=tuple(records["addresses"]),
        phones=tuple(records["phones"]),
        emails=tuple(records["emails"]),
        relations=tuple(relations),
        notes=tuple(records["notes"]),
        contacts=() if narrowed else _contacts(visit, party.id),
        credit_checks=() if narrowed else _credit_checks(visit, party.id),
        values=tuple(v for name, rows in records.items() for v in facts.of(name, rows)),
        erase_by=erase_by,
        periods=visit.office.periods,
        purposes=PersonPurposes(visit).of(party.id),
        restriction=restriction,
        is_narrowed=narrowed,
    )


def _number(row: PartyNumber) -> CardNumber:
    """Return an identity number in the form that a card shows."""
    personal = None if is_withheld(row.personal) else row.personal
    return CardNumber(
        row_id=row.id,
        version=row.version,
        shown=masked(personal) if personal else _whole(row.organisation or ""),
        is_masked=bool(personal),
    )


def _contacts(visit: Visit, party_id: UUID) -> tuple[Contact, ...]:
    """Return the contacts that the reader may read, newest first."""
    if may_read(visit.roles, Area.CONTACTS):
        contacts = visit.office.contacts.of(party_id)
    else:
        own = visit.office.own_contacts.of(party_id)
        contacts = [contact for contact in own if contact.recorded_by == visit.actor]
    return tuple(sorted(contacts, key=lambda c: (c.at, c.recorded_at), reverse=True))


def _credit_checks(visit: Visit, party_id: UUID) -> tuple[CreditCheck, ...]:
    """Return the credit checks, newest first, sealed fields WITHHELD from non-holders."""
    if not visit.may(Permission.VIEW_CREDIT_CHECKS):
        return ()
    checks = visit.office.credit_checks.of(party_id)
    return tuple(sorted(checks, key=lambda c: (c.asked_on, c.recorded_at), reverse=True))


__all__ = ["Card", "CardNumber", "CardValue", "as_shown", "open_protected", "view_card"]
