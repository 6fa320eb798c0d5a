"""All registers over one open transaction."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Connection

from registerdesk.domain.contacts import Contact
from registerdesk.domain.credit_checks import CreditCheck
from registerdesk.domain.office import Draft, OfficeProfile, Preference
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
from registerdesk.domain.sources import ValueOrigin
from registerdesk.storage import contacts, credit_checks, offices, parties
from registerdesk.storage.audit_log import AuditLog
from registerdesk.storage.history import FIELD_HISTORY, OldValue
from registerdesk.storage.register import Reader, Register


class Office:
    """The office's registers, as far as the reader reaches."""

    def __init__(self, connection: Connection, reader: Reader) -> None:
        """Bind all registers to one transaction and one reader."""
        self.connection = connection
        self.reader = reader

    @cached_property
    def log(self) -> AuditLog:
        """The chained log."""
        return AuditLog(self.connection)

    @cached_property
    def parties(self) -> Register[Party]:
        """People and companies."""
        return Register(self.connection, parties.PARTY, Party, self.reader)

    @cached_property
    def former_names(self) -> Register[FormerName]:
        """Names that people have had."""
        return Register(self.connection, parties.FORMER_NAME, FormerName, self.reader)

    @cached_property
    def party_numbers(self) -> Register[PartyNumber]:
        """Identity numbers."""
        return Register(self.connection, parties.PARTY_NUMBER, PartyNumber, self.reader)

    @cached_property
    def addresses(self) -> Register[Address]:
        """Addresses."""
        return Register(self.connection, parties.ADDRESS, Address, self.reader)

    @cached_property
    def phones(self) -> Register[Phone]:
        """Phone numbers."""
        return Register(self.connection, parties.PHONE, Phone, self.reader)

    @cached_property
    def emails(self) -> Register[Email]:
        """E-mail addresses."""
        return Register(self.connection, parties.EMAIL, Email, self.reader)

    @cached_property
    def relations(self) -> Register[Relation]:
        """Relations as customer and supplier."""
        return Register(self.connection, parties.RELATION, Relation, self.reader)

    @cached_property
    def notes(self) -> Register[Note]:
        """Free notes."""
        return Register(self.connection, parties.NOTE, Note, self.reader)

    @cached_property
    def origins(self) -> Register[ValueOrigin]:
        """Origins of single values that differ from their row's."""
        return Register(self.connection, parties.VALUE_ORIGIN, ValueOrigin, self.reader)

    @cached_property
    def contacts(self) -> Register[Contact]:
        """Calls, letters, visits and e-mails."""
        return Register(self.connection, contacts.CONTACT, Contact, self.reader)

    @cached_property
    def credit_checks(self) -> Register[CreditCheck]:
        """Credit checks."""
        return Register(self.connection, credit_checks.CREDIT_CHECK, CreditCheck, self.reader)

    @cached_property
    def history(self) -> Register[OldValue]:
        """Old values."""
        return Register(self.connection, FIELD_HISTORY, OldValue, self.reader)

    @cached_property
    def profile(self) -> Register[OfficeProfile]:
        """The office's own row."""
        return Register(self.connection, offices.OFFICE_PROFILE, OfficeProfile, self.reader)

    @cached_property
    def preferences(self) -> Register[Preference]:
        """Staff's own settings."""
        return Register(self.connection, offices.PREFERENCE, Preference, self.reader)

    @cached_property
    def drafts(self) -> Register[Draft]:
        """Unsaved work."""
        return Register(self.connection, offices.DRAFT, Draft, self.reader)
