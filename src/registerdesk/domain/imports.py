"""Importing customers and suppliers: which columns a file has, and what it is told about them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.import_matches import RowMatch
from registerdesk.domain.parties import RelationKind
from registerdesk.domain.search_keys import fold, plain, words
from registerdesk.domain.texts import _


class ImportKind(StrEnum):
    """Whom the file lists."""

    CUSTOMERS = "customers"
    SUPPLIERS = "suppliers"

    @property
    def relation(self) -> RelationKind:
        """Return the relation that the rows begin."""
        return RelationKind.CUSTOMER if self is ImportKind.CUSTOMERS else RelationKind.SUPPLIER


class Treatment(StrEnum):
    """What is done with a row that concerns somebody who is there already."""

    SKIP = "skip"
    MERGE = "merge"


TREATMENT_LABELS: Final = MappingProxyType({Treatment.SKIP: _("Skip"), Treatment.MERGE: _("Merge")})

IMPORT_KIND_LABELS: Final = MappingProxyType(
    {ImportKind.CUSTOMERS: _("Customers"), ImportKind.SUPPLIERS: _("Suppliers")}
)


class Column(StrEnum):
    """A field that a column of the file can fill; every other column stays outside."""

    NUMBER = "number"
    NAME = "name"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    IDENTITY = "identity_number"
    CARE_OF = "care_of"
    STREET = "street"
    STREET_2 = "street_2"
    POSTAL_CODE = "postal_code"
    TOWN = "town"
    COUNTRY = "country"
    PHONE = "phone"
    PHONE_2 = "phone_2"
    MOBILE = "mobile"
    EMAIL = "email"
    STARTED = "started"
    ENDED = "ended"
    CONSENT = "consent_reference"


COLUMN_LABELS: Final = MappingProxyType(
    {
        Column.NUMBER: _("Customer or supplier number"),
        Column.NAME: _("Name"),
        Column.GIVEN_NAME: _("Given name"),
        Column.FAMILY_NAME: _("Family name"),
        Column.IDENTITY: _("Personal or organisation number"),
        Column.CARE_OF: _("Care of"),
        Column.STREET: _("Street or box"),
        Column.STREET_2: _("Address, second line"),
        Column.POSTAL_CODE: _("Postal code"),
        Column.TOWN: _("Town"),
        Column.COUNTRY: _("Country"),
        Column.PHONE: _("Phone"),
        Column.PHONE_2: _("Second phone"),
        Column.MOBILE: _("Mobile"),
        Column.EMAIL: _("E-mail"),
        Column.STARTED: _("Relation since"),
        Column.ENDED: _("Relation ended"),
        Column.CONSENT: _("Consent reference"),
    }
)

_SHARED: Final[dict[Column, tuple[str, ...]]] = {
    Column.NAME: (
        *("namn", "name", "företagsnamn", "företag", "kundnamn", "leverantörsnamn"),
        *("fullständigt namn", "full name", "company name", "company", "benämning"),
        *("customer name", "supplier name"),
    ),
    Column.GIVEN_NAME: ("förnamn", "given name", "first name", "tilltalsnamn"),
    Column.FAMILY_NAME: ("efternamn", "family name", "last name", "surname"),
    Column.IDENTITY: (
        *("orgnr personnr", "orgnr", "org nr", "organisationsnr", "organisationsnummer"),
        *("personnr", "personnummer", "person organisationsnummer", "org pers nr"),
        *("person orgnr", "org personnr", "orgnr persnr", "persnr", "pers orgnr"),
        *("organisationsnummer personnummer", "personnummer organisationsnummer"),
        *("organization number", "organisation number", "personal identity number"),
        *("personal number", "identity number", "pnr", "orgnummer"),
    ),
    Column.CARE_OF: ("c o", "co", "co adress", "c o adress", "care of"),
    Column.STREET: (
        *("adress1", "adress 1", "adress", "gatuadress", "postadress", "utdelningsadress"),
        *("address", "address1", "address 1", "address line 1", "street", "gata", "box"),
        *("fakturaadress", "fakturaadress 1", "adressrad 1", "adressrad1", "faktura adress 1"),
    ),
    Column.STREET_2: (
        *("adress2", "adress 2", "address2", "address 2", "address line 2"),
        *("adressrad 2", "adressrad2", "fakturaadress 2", "faktura adress 2"),
    ),
    Column.POSTAL_CODE: (
        *("postnr", "post nr", "postnummer", "postal code", "postcode", "zip", "zip code"),
        *("zipcode", "fakturapostnummer"),
    ),
    Column.TOWN: ("ort", "postort", "stad", "city", "town", "fakturaort"),
    Column.COUNTRY: ("land", "country"),
    Column.PHONE: (
        *("telefon", "telefon1", "telefon 1", "tel", "telefonnr", "telefonnummer", "tele"),
        *("phone", "phone1", "phone 1", "telephone", "phone number", "tfn"),
    ),
    Column.PHONE_2: ("telefon2", "telefon 2", "phone2", "phone 2", "tel 2", "tel2"),
    Column.MOBILE: (
        *("mobil", "mobiltelefon", "mobilnr", "mobilnummer", "mobile", "cell phone"),
        *("mobile phone", "mobil telefon"),
    ),
    Column.EMAIL: (
        *("e post", "epost", "e mail", "email", "mejl", "mail", "e postadress", "epostadress"),
        *("email address", "e mail address", "mailadress"),
    ),
    Column.STARTED: ("kund sedan", "leverantör sedan", "customer since", "supplier since"),
    Column.ENDED: (
        *("avslutad", "avslutat", "slutdatum", "ended", "end date", "upphörd", "inaktiv från"),
    ),
}
_NUMBERS: Final = {
    ImportKind.CUSTOMERS: (
        *("kundnr", "kund nr", "kundnummer", "kund id", "kundid", "kundkod"),
        *("customer number", "customer no", "customer id", "customerno", "nr", "nummer"),
    ),
    ImportKind.SUPPLIERS: (
        *("leverantörsnr", "leverantörs nr", "leverantörsnummer", "levnr", "lev nr"),
        *("leverantörsid", "leverantörskod", "leverantör nr", "supplier number"),
        *("supplier no", "supplier id", "vendor number", "vendor no", "nr", "nummer"),
    ),
}


_CONSENTS: Final = (
    *("samtyckesreferens", "samtycke", "samtyckes id", "samtyckesid", "cookiesamtycke"),
    *("consent reference", "consent id", "consent"),
)
"""What shops on the web call it; of suppliers nothing from the web is kept."""


def _synonyms(kind: ImportKind) -> dict[str, Column]:
    """Return the known headers, in folded words."""
    named = {**_SHARED, Column.NUMBER: _NUMBERS[kind]}
    if kind is ImportKind.CUSTOMERS:
        named[Column.CONSENT] = _CONSENTS
    return {_folded(name): column for column, names in named.items() for name in names}


def _folded(header: str) -> str:
    """Return a header as it is compared: words without case, accents and signs."""
    return " ".join(plain(word) for word in words(fold(header)))


def match_columns(header: Sequence[str], kind: ImportKind) -> tuple[Column | None, ...]:
    """Return what each column of the file fills; an unknown or second one fills nothing."""
    known = _synonyms(kind)
    found: list[Column | None] = []
    for name in header:
        column = known.get(_folded(name))
        found.append(None if column in found else column)
    return tuple(found)


def require_columns(
    columns: Sequence[Column | None], kind: ImportKind, *, has_numbers: bool = True
) -> None:
    """Refuse a file without names, or without numbers where a file of its kind has them."""
    has_name = Column.NAME in columns or Column.FAMILY_NAME in columns
    if not has_name:
        raise InvalidInput(
            _("The file has no column with names. Call it Namn in the first row and try again."),
            field=Column.NAME,
        )
    if has_numbers and Column.NUMBER not in columns:
        raise InvalidInput(_NO_NUMBERS[kind], field=Column.NUMBER)


_NO_NUMBERS: Final = {
    ImportKind.CUSTOMERS: _(
        "The file has no column with customer numbers. "
        "Call it Kundnr in the first row and try again."
    ),
    ImportKind.SUPPLIERS: _(
        "The file has no column with supplier numbers. "
        "Call it Leverantörsnr in the first row and try again."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowError:
    """What is wrong in one row; the value is masked, the message is a message id."""

    row: int
    """Data rows are counted from 1."""
    field: str
    value_masked: str
    code: str
    message: str
    parameters: dict[str, object] = dataclasses.field(default_factory=dict)
    is_warning: bool = False
    """The row goes in as it is; somebody should look at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of every row: the four counts add up to `rows`."""

    rows: int
    new: int
    updated: int
    duplicates: int
    skipped: int
    errors: tuple[RowError, ...] = ()
    """What is wrong, warnings among it."""
    columns: tuple[str, ...] = ()
    """The file's columns that were imported, as the file calls them."""
    left_out: tuple[str, ...] = ()
    """The file's columns that were not."""
    matches: tuple[RowMatch, ...] = dataclasses.field(default=(), compare=False)
    """The first of the rows that fit somebody who is known."""
    matched: int = dataclasses.field(default=0, compare=False)
    """How many such rows there are in all."""
    run_id: UUID | None = dataclasses.field(default=None, compare=False)
    """The import that was kept; nothing of a dry run is."""
