"""The card: everything on a person that the reader may see, each value with its origin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from registerdesk.domain.calendar import Step
from registerdesk.domain.contacts import Contact
from registerdesk.domain.credit_checks import CreditCheck
from registerdesk.domain.errors import NotAllowed
from registerdesk.domain.fields import (
    Area,
    Category,
    Field,
    Purpose,
    RetentionClass,
    is_withheld,
)
from registerdesk.domain.identity_numbers import MASK
from registerdesk.domain.parties import (
    Address,
    Email,
    FormerName,
    Note,
    Party,
    PartyNumber,
    Phone,
    Relation,
)
from registerdesk.domain.protection import OpeningReason
from registerdesk.domain.retention import kept, party_erase_by
from registerdesk.domain.sources import Channel, Recorded, Source, ValueOrigin
from registerdesk.domain.staff import Permission, may_read
from registerdesk.domain.texts import _
from registerdesk.domain.value_labels import label_of_code
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.party_registers import (
    RECORD_TYPES,
    Reach,
    blanked,
    declared,
    is_readable,
    number_of,
    register_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardValue:
    """One value on a card: what it is, where it came from, why it is kept, and until when."""

    register: str
    row_id: UUID
    version: int
    field: str
    label: str
    category: Category
    value: Any
    """The value in its own type; of a personal identity number only the masked form."""
    shown: str
    """What stands on the screen; a message id where `is_message` says so."""
    is_message: bool
    is_masked: bool
    is_editable: bool
    source: Source
    source_detail: str
    channel: Channel
    collected_on: date
    purpose: Purpose
    recorded_by: UUID
    recorded_at: int
    erase_by: date | None
    kept: Step


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
    numbers: tuple[CardNumber, ...] = ()
    former_names: tuple[FormerName, ...] = ()
    addresses: tuple[Address, ...] = ()
    phones: tuple[Phone, ...] = ()
    emails: tuple[Email, ...] = ()
    relations: tuple[Relation, ...] = ()
    notes: tuple[Note, ...] = ()
    contacts: tuple[Contact, ...] = ()
    """Newest first; somebody who reads own contacts gets those of their own hand."""
    credit_checks: tuple[CreditCheck, ...] = ()
    values: tuple[CardValue, ...] = ()
    erase_by: date | None = None
    kept: Step


@use_case(Permission.VIEW_PARTY)
def view_card(visit: Visit, party_id: UUID) -> Card:
    """Return a person's card; a protected person's shows number and flag alone."""
    party = visit.office.parties.get(party_id)
    visit.note("party.viewed", party_id)
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
        kept=kept(RetentionClass.RELATION, visit.today),
    )


def _open(visit: Visit, party: Party) -> Card:
    """Return everything within the reader's reach."""
    office = visit.office
    records: dict[str, list[Any]] = {
        name: [r for r in register_of(office, name).of(party.id) if is_readable(r)]
        for name in RECORD_TYPES
    }
    relations: list[Relation] = records["relations"]
    erase_by = party_erase_by(r.ended for r in relations)
    facts = _Facts(visit, office.origins.of(party.id), erase_by)
    return Card(
        party=party,
        number=number_of(relations),
        is_locked=False,
        may_open=True,
        numbers=tuple(n for n in map(_number, records["party_numbers"]) if n.shown),
        former_names=tuple(records["former_names"]),
        addresses=tuple(records["addresses"]),
        phones=tuple(records["phones"]),
        emails=tuple(records["emails"]),
        relations=tuple(relations),
        notes=tuple(records["notes"]),
        contacts=_contacts(visit, party.id),
        credit_checks=_credit_checks(visit, party.id),
        values=tuple(v for name, rows in records.items() for v in facts.of(name, rows)),
        erase_by=erase_by,
        kept=kept(RetentionClass.RELATION, visit.today),
    )


def _number(row: PartyNumber) -> CardNumber:
    """Return an identity number in the form that a card shows."""
    personal = None if is_withheld(row.personal) else row.personal
    return CardNumber(
        row_id=row.id,
        version=row.version,
        shown=_masked(personal) if personal else _whole(row.organisation or ""),
        is_masked=bool(personal),
    )


def _masked(canonical: str) -> str:
    """Return ÅÅÅÅMMDD-••••."""
    return f"{canonical[:-4]}-{MASK * 4}"


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


class _Facts:
    """Values with their origins and their clocks, for one card."""

    def __init__(self, visit: Visit, origins: Iterable[ValueOrigin], erase_by: date | None) -> None:
        """Take the origins of single values; a later one stands before an earlier."""
        self._origins = {(o.row_id, o.field): o for o in origins}
        self._erase_by = erase_by
        self._kept = kept(RetentionClass.RELATION, visit.today)
        self._edits = visit.may(Permission.EDIT_PARTY)
        self._edits_terms = visit.may(Permission.EDIT_PAYMENT_TERMS)

    def of(self, register: str, records: Iterable[Recorded]) -> list[CardValue]:
        """Return the readable values of the records, empty ones left out."""
        return [
            self._value(register, record, field, getattr(record, field.name))
            for record in records
            for field in declared(record)
            if _says_something(getattr(record, field.name))
        ]

    def _value(self, register: str, record: Recorded, field: Field, value: object) -> CardValue:
        """Return one value with its own origin, or with that of its row."""
        origin = self._origins.get((record.id, field.name), record)
        is_masked = field.about.area is Area.PNR
        shown, is_message = (_masked(str(value)), False) if is_masked else as_shown(value)
        terms = field.about.area is Area.PAYMENT_TERMS
        return CardValue(
            register=register,
            row_id=record.id,
            version=record.version,
            field=field.name,
            label=field.about.label,
            category=field.about.category,
            value=shown if is_masked else value,
            shown=shown,
            is_message=is_message,
            is_masked=is_masked,
            is_editable=self._edits_terms if terms else self._edits,
            source=origin.source,
            source_detail=origin.source_detail,
            channel=origin.channel,
            collected_on=origin.collected_on,
            purpose=origin.purpose,
            recorded_by=origin.recorded_by,
            recorded_at=origin.recorded_at,
            erase_by=self._erase_by,
            kept=self._kept,
        )


def _says_something(value: object) -> bool:
    """Tell whether a value is within reach and not empty."""
    return not is_withheld(value) and value is not None and value != "" and value is not False


def as_shown(value: object) -> tuple[str, bool]:
    """Return what stands on the screen for a value, and whether it is a message id."""
    if value is None:
        return "", False
    if isinstance(value, bool):
        return (_("Yes") if value else _("No")), True
    if isinstance(value, StrEnum):
        return label_of_code(value), True
    if isinstance(value, date):
        return value.isoformat(), False
    return str(value), False
