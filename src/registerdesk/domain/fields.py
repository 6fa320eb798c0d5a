"""One declaration per stored field: what it is, why it is kept, how long, and for whom."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, Final, get_type_hints

from registerdesk.domain.texts import _


class Category(StrEnum):
    """What the published policy calls the kind of data; the order is the letter's order."""

    IDENTITY = "identity"
    PURCHASE = "purchase"
    CREDIT = "credit"
    CONTACTS = "contacts"
    CONSENT = "consent"
    PROFILING = "profiling"
    WEB = "web"
    DISCLOSURE = "disclosure"
    REQUEST = "request"
    OFFICE = "office"


CATEGORY_LABELS: Final = MappingProxyType(
    {
        Category.IDENTITY: _("Identity and contact details"),
        Category.PURCHASE: _("Purchases, delivery and payment"),
        Category.CREDIT: _("Credit assessment"),
        Category.CONTACTS: _("Contacts with us"),
        Category.CONSENT: _("Consents"),
        Category.PROFILING: _("Profiling and selection"),
        Category.WEB: _("Web and cookies"),
        Category.DISCLOSURE: _("Disclosures"),
        Category.REQUEST: _("Requests about personal data"),
        Category.OFFICE: _("The office's own settings"),
    }
)


class Purpose(StrEnum):
    """Why the office keeps a value; an entry without a purpose is not saved."""

    CONTRACT = "contract"
    BOOKKEEPING = "bookkeeping"
    CREDIT = "credit"
    ENQUIRIES = "enquiries"
    RIGHTS = "rights"
    MARKETING = "marketing"
    STATISTICS = "statistics"
    DEVELOPMENT = "development"
    PROFILING = "profiling"
    SECURITY = "security"


class LegalBasis(StrEnum):
    """The basis for a purpose, GDPR Article 6(1)."""

    CONSENT = "6.1 a"
    CONTRACT = "6.1 b"
    LEGAL_OBLIGATION = "6.1 c"
    LEGITIMATE_INTEREST = "6.1 f"


PURPOSE_LABELS: Final = MappingProxyType(
    {
        Purpose.CONTRACT: _("Delivering goods and services, and invoicing"),
        Purpose.BOOKKEEPING: _("Bookkeeping"),
        Purpose.CREDIT: _("Assessing credit"),
        Purpose.ENQUIRIES: _("Answering those who contact us"),
        Purpose.RIGHTS: _("Answering requests about personal data"),
        Purpose.MARKETING: _("Newsletters and offers"),
        Purpose.STATISTICS: _("Statistics"),
        Purpose.DEVELOPMENT: _("Developing products and services"),
        Purpose.PROFILING: _("Profiling and selection"),
        Purpose.SECURITY: _("Safeguarding the data and checking its use"),
    }
)

BASIS_LABELS: Final = MappingProxyType(
    {
        LegalBasis.CONSENT: _("Consent"),
        LegalBasis.CONTRACT: _("Contract"),
        LegalBasis.LEGAL_OBLIGATION: _("Legal obligation"),
        LegalBasis.LEGITIMATE_INTEREST: _("Legitimate interest"),
    }
)

BASIS_OF: Final = MappingProxyType(
    {
        Purpose.CONTRACT: LegalBasis.CONTRACT,
        Purpose.BOOKKEEPING: LegalBasis.LEGAL_OBLIGATION,
        Purpose.CREDIT: LegalBasis.LEGITIMATE_INTEREST,
        Purpose.ENQUIRIES: LegalBasis.LEGITIMATE_INTEREST,
        Purpose.RIGHTS: LegalBasis.LEGAL_OBLIGATION,
        Purpose.MARKETING: LegalBasis.CONSENT,
        Purpose.STATISTICS: LegalBasis.LEGITIMATE_INTEREST,
        Purpose.DEVELOPMENT: LegalBasis.CONSENT,
        Purpose.PROFILING: LegalBasis.CONSENT,
        Purpose.SECURITY: LegalBasis.LEGAL_OBLIGATION,
    }
)
"""The basis with which an office begins; the one that holds stands in its settings."""


class RetentionClass(StrEnum):
    """Which clock erases the value (DATA.md, "Retention classes")."""

    RELATION = "relation"
    BOOKKEEPING = "bookkeeping"
    ENQUIRY = "enquiry"
    CREDIT_REPORT = "credit_report"
    CREDIT_OUTCOME = "credit_outcome"
    CASE = "case"
    DRAFT = "draft"
    LOG = "log"
    OFFICE = "office"


class Compartment(StrEnum):
    """A set of sealed fields with keys of its own (DATA.md, "Who holds which key")."""

    PNR = "pnr"
    CREDIT = "credit"
    PAYMENT = "payment"
    PROTECTED = "protected"
    INCIDENT = "incident"
    AUDIT = "audit"


class Area(StrEnum):
    """A row of the role matrix: what a person may read or do is granted by area."""

    CONTACT_DATA = "contact_data"
    REGISTER = "register"
    PNR = "pnr"
    PAYMENT_TERMS = "payment_terms"
    PAYMENT = "payment"
    CREDIT_RESULT = "credit_result"
    CREDIT_CONTENT = "credit_content"
    PROTECTED = "protected"
    CONTACTS = "contacts"
    REQUESTS = "requests"
    CONSENTS = "consents"
    IMPORT = "import"
    EXPORT = "export"
    LOG = "log"
    BACKUP = "backup"
    STAFF = "staff"
    OFFICE = "office"
    LETTER_TEXTS = "letter_texts"
    POLICY = "policy"
    OWN = "own"


class Provision(StrEnum):
    """Whether the person must give the value, and why (GDPR Article 13(2)(e))."""

    VOLUNTARY = "voluntary"
    CONTRACT = "contract"
    LAW = "law"


class Withheld:
    """What stands in a record where the reader's role or key does not reach the value."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Say nothing of the value."""
        return "WITHHELD"

    def __bool__(self) -> bool:
        """Count as empty, so that nothing is shown by accident."""
        return False


WITHHELD: Final[Any] = Withheld()


def is_withheld(value: object) -> bool:
    """Tell whether the value is kept from this reader."""
    return value is WITHHELD


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the catalogue knows of one field."""

    label: str
    category: Category
    area: Area
    purposes: tuple[Purpose, ...]
    retention: RetentionClass
    provision: Provision = Provision.VOLUNTARY
    personal: bool = True
    identifying: bool = False
    """Says who or where a person is, or is free text that may say it: see `moves`."""
    stays_open: bool = False
    """A number or code of the office's own, which everybody may read of a protected person."""
    required: bool = False
    sealed: Compartment | None = None
    seal_name: str = ""
    indexed: bool = False
    """Has a blind index beside the cell, made by holders of the compartment."""
    heading: bool = False
    """Its value names the whole record where that stands as one row: a letter's annex."""
    asked_of: tuple[StrEnum, ...] = ()
    """The kinds of record whose form asks for it when a new one is written down."""
    in_ore: bool = False
    """An amount of money in öre, which people read and write in kronor."""
    limit: int = 200
    lines: int = 1

    @property
    def moves(self) -> bool:
        """Tell whether the value moves into `protected` when the person gets a protected identity.

        What few hold the key to (credit, payment) stays sealed there: who marks cannot open it.
        """
        return self.identifying and self.sealed in {None, Compartment.PNR}


@dataclass(frozen=True, slots=True)
class Field:
    """A stored field: its name in the record, its type and its declaration."""

    name: str
    type: Any
    about: About


def about(
    label: str,
    *,
    category: Category,
    area: Area,
    purposes: tuple[Purpose, ...] = (Purpose.CONTRACT,),
    retention: RetentionClass = RetentionClass.RELATION,
    default: Any = dataclasses.MISSING,
    **more: Any,
) -> Any:
    """Declare a stored field; one that is or can be sealed has a permanent seal name."""
    declared = About(
        label=label,
        category=category,
        area=area,
        purposes=purposes,
        retention=retention,
        **more,
    )
    if (declared.sealed is not None or declared.identifying) != (declared.seal_name != ""):
        raise TypeError("a field that can be sealed has a seal name, another has none")
    return dataclasses.field(default=default, metadata={"about": declared})


@cache
def fields_of(record_type: type) -> tuple[Field, ...]:
    """Return the declared fields of a record type, in the order of declaration."""
    hints = get_type_hints(record_type)
    return tuple(
        Field(field.name, hints[field.name], field.metadata["about"])
        for field in dataclasses.fields(record_type)
        if "about" in field.metadata
    )
