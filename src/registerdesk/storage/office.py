"""All registers over one open transaction."""

from __future__ import annotations

import dataclasses
from functools import cached_property

from sqlalchemy import Connection

from registerdesk.domain.case_materials import CaseGrant, CaseMaterial, OutsideSearch
from registerdesk.domain.contacts import Contact
from registerdesk.domain.credit_checks import CreditCheck
from registerdesk.domain.duplicates import ApartPair
from registerdesk.domain.exports import Export, ExportedPerson
from registerdesk.domain.fields import Area
from registerdesk.domain.four_eyes import Proposal
from registerdesk.domain.identity_checks import IdentityCheck
from registerdesk.domain.import_runs import ImportRun
from registerdesk.domain.notes import Note
from registerdesk.domain.office import Draft, OfficeProfile, Preference
from registerdesk.domain.parties import (
    Address,
    Email,
    FormerName,
    Party,
    PartyNumber,
    Phone,
    Relation,
)
from registerdesk.domain.party_links import PartyLink
from registerdesk.domain.party_merges import PartyMerge
from registerdesk.domain.restrictions import Restriction
from registerdesk.domain.rights_requests import RequestExtension, RequestPause, RightsRequest
from registerdesk.domain.sources import ValueOrigin
from registerdesk.domain.stored_letters import LetterPrint, StoredLetter
from registerdesk.domain.tasks import Task
from registerdesk.storage import (
    contacts,
    credit_checks,
    duplicates,
    exports,
    four_eyes,
    import_runs,
    offices,
    parties,
    party_links,
    rights_requests,
    stored_letters,
    tasks,
)
from registerdesk.storage.activity import QuietRelations
from registerdesk.storage.audit_log import AuditLog
from registerdesk.storage.business import BusinessRegisters
from registerdesk.storage.contact_lists import ContactLists
from registerdesk.storage.history import FIELD_HISTORY, OldValue
from registerdesk.storage.party_lists import PartyLists
from registerdesk.storage.party_merges import PARTY_MERGE, PartyMoves
from registerdesk.storage.processing_registers import ProcessingRegisters
from registerdesk.storage.protection import ProtectedPeople
from registerdesk.storage.register import Reader, Register
from registerdesk.storage.restrictions import RESTRICTION, RestrictedPeople
from registerdesk.storage.search import Search


class Office(BusinessRegisters, ProcessingRegisters):
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
    def links(self) -> Register[PartyLink]:
        """Contact persons and guardians."""
        return Register(self.connection, party_links.PARTY_LINK, PartyLink, self.reader)

    @cached_property
    def quiet_relations(self) -> QuietRelations:
        """Relations of which nothing is heard."""
        return QuietRelations(self.connection)

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
    def own_contacts(self) -> Register[Contact]:
        """Contacts, for somebody who reads only those of their own hand."""
        areas = self.reader.areas | {Area.CONTACTS}
        reader = dataclasses.replace(self.reader, areas=areas)
        return Register(self.connection, contacts.CONTACT, Contact, reader)

    @cached_property
    def credit_checks(self) -> Register[CreditCheck]:
        """Credit checks."""
        return Register(self.connection, credit_checks.CREDIT_CHECK, CreditCheck, self.reader)

    @cached_property
    def party_lists(self) -> PartyLists:
        """Lists of customers and suppliers."""
        return PartyLists(self.connection, self.reader)

    @cached_property
    def contact_lists(self) -> ContactLists:
        """Lists of contacts and credit checks."""
        return ContactLists(self.connection, self.reader)

    @cached_property
    def protected_people(self) -> ProtectedPeople:
        """Protected identities: moving values in and out."""
        return ProtectedPeople(self.connection, self.reader)

    @cached_property
    def apart_pairs(self) -> Register[ApartPair]:
        """Pairs of people of whom somebody has said that they are not one."""
        return Register(self.connection, duplicates.APART_PAIR, ApartPair, self.reader)

    @cached_property
    def party_merges(self) -> Register[PartyMerge]:
        """Merges that can still be undone."""
        return Register(self.connection, PARTY_MERGE, PartyMerge, self.reader)

    @cached_property
    def moves(self) -> PartyMoves:
        """Rows that change hands when two people are merged."""
        return PartyMoves(self.connection)

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

    @cached_property
    def requests(self) -> Register[RightsRequest]:
        """Requests by people about their own data."""
        return Register(self.connection, rights_requests.RIGHTS_REQUEST, RightsRequest, self.reader)

    @cached_property
    def pauses(self) -> Register[RequestPause]:
        """Pauses of requests' clocks."""
        return Register(self.connection, rights_requests.REQUEST_PAUSE, RequestPause, self.reader)

    @cached_property
    def extensions(self) -> Register[RequestExtension]:
        """Extensions of requests' time limits."""
        return Register(
            self.connection, rights_requests.REQUEST_EXTENSION, RequestExtension, self.reader
        )

    @cached_property
    def identity_checks(self) -> Register[IdentityCheck]:
        """Checks of who is asking."""
        return Register(self.connection, rights_requests.IDENTITY_CHECK, IdentityCheck, self.reader)

    @cached_property
    def outside_searches(self) -> Register[OutsideSearch]:
        """Searches outside the program."""
        return Register(self.connection, rights_requests.OUTSIDE_SEARCH, OutsideSearch, self.reader)

    @cached_property
    def case_materials(self) -> Register[CaseMaterial]:
        """The sealed pieces of cases."""
        return Register(self.connection, rights_requests.CASE_MATERIAL, CaseMaterial, self.reader)

    @cached_property
    def case_grants(self) -> Register[CaseGrant]:
        """Who holds which case's key."""
        return Register(self.connection, rights_requests.CASE_GRANT, CaseGrant, self.reader)

    @cached_property
    def letters(self) -> Register[StoredLetter]:
        """Letters of cases."""
        return Register(self.connection, stored_letters.LETTER, StoredLetter, self.reader)

    @cached_property
    def letter_prints(self) -> Register[LetterPrint]:
        """Prints of letters."""
        return Register(self.connection, stored_letters.LETTER_PRINT, LetterPrint, self.reader)

    @cached_property
    def proposals(self) -> Register[Proposal]:
        """Acts that wait for a second person."""
        return Register(self.connection, four_eyes.PROPOSAL, Proposal, self.reader)

    @cached_property
    def restrictions(self) -> Register[Restriction]:
        """Restrictions of processing."""
        return Register(self.connection, RESTRICTION, Restriction, self.reader)

    @cached_property
    def restricted(self) -> RestrictedPeople:
        """Who is restricted now."""
        return RestrictedPeople(self.connection)

    @cached_property
    def exports(self) -> Register[Export]:
        """Lists that left the office, or wait to."""
        return Register(self.connection, exports.EXPORT, Export, self.reader)

    @cached_property
    def exported_people(self) -> Register[ExportedPerson]:
        """Who stood in lists that left the office."""
        return Register(self.connection, exports.EXPORTED_PERSON, ExportedPerson, self.reader)

    @cached_property
    def import_runs(self) -> Register[ImportRun]:
        """Imports that were carried out."""
        return Register(self.connection, import_runs.IMPORT_RUN, ImportRun, self.reader)

    @cached_property
    def tasks(self) -> Register[Task]:
        """Things that wait for somebody."""
        return Register(self.connection, tasks.TASK, Task, self.reader)

    @cached_property
    def search(self) -> Search:
        """Search as one types, and its keys."""
        return Search(self.connection, self.reader)
