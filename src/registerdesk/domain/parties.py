"""People and companies, and what the office knows to reach them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import Final

from registerdesk.domain.fields import (
    Area,
    Category,
    Compartment,
    Provision,
    Purpose,
    about,
)
from registerdesk.domain.sources import Recorded
from registerdesk.domain.texts import _

_contact_data = partial(about, category=Category.IDENTITY, area=Area.CONTACT_DATA)
_identity = partial(about, category=Category.IDENTITY, area=Area.REGISTER)
_purchase = partial(about, category=Category.PURCHASE, area=Area.CONTACT_DATA)


class PartyKind(StrEnum):
    """A natural person, or an organisation."""

    PERSON = "person"
    COMPANY = "company"


KIND_LABELS: Final = MappingProxyType(
    {PartyKind.PERSON: _("Person"), PartyKind.COMPANY: _("Company")}
)


_OF_PERSONS: Final = (PartyKind.PERSON,)


class Protection(StrEnum):
    """Protected identity in the population register, of either kind."""

    NONE = "none"
    MARKED = "marked"
    SHELTERED = "sheltered"


PROTECTION_LABELS: Final = MappingProxyType(
    {
        Protection.NONE: _("None"),
        Protection.MARKED: _("Secrecy marking"),
        Protection.SHELTERED: _("Protected population registration"),
    }
)


class Language(StrEnum):
    """The language of the person's letters."""

    SWEDISH = "sv"
    ENGLISH = "en"


LANGUAGE_LABELS: Final = MappingProxyType(
    {Language.SWEDISH: _("Swedish"), Language.ENGLISH: _("English")}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Recorded):
    """One person or company; `party_id` is its own id, until it is merged into another."""

    kind: PartyKind = _contact_data(_("Kind"))
    display_name: str = _contact_data(
        _("Name"),
        asked_of=tuple(PartyKind),
        provision=Provision.CONTRACT,
        identifying=True,
        seal_name="party.display_name",
        required=True,
    )
    given_name: str = _contact_data(
        _("Given name"),
        asked_of=_OF_PERSONS,
        identifying=True,
        seal_name="party.given_name",
        default="",
    )
    family_name: str = _contact_data(
        _("Family name"),
        asked_of=_OF_PERSONS,
        identifying=True,
        seal_name="party.family_name",
        default="",
    )
    birth_date: date | None = _identity(
        _("Date of birth"),
        asked_of=_OF_PERSONS,
        identifying=True,
        seal_name="party.birth_date",
        default=None,
    )
    sole_trader: bool = _identity(_("Sole trader"), asked_of=(PartyKind.COMPANY,), default=False)
    language: Language = _identity(
        _("Language"), asked_of=tuple(PartyKind), default=Language.SWEDISH
    )
    deceased: bool = _contact_data(_("Deceased"), default=False)
    deceased_on: date | None = _identity(
        _("Date of death"), identifying=True, seal_name="party.deceased_on", default=None
    )
    minor: bool = _contact_data(_("Under age"), default=False)
    protection: Protection = _contact_data(_("Protected identity"), default=Protection.NONE)
    merged_at: int | None = None
    """When the row was merged into that of `party_id`, which is another's from then on."""

    @property
    def is_merged(self) -> bool:
        """Tell whether the row only points to the person that it was merged into."""
        return self.merged_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerName(Recorded):
    """A name that the person has had."""

    name: str = _identity(_("Former name"), identifying=True, seal_name="former_name.name")
    until: date | None = _identity(_("Until"), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyNumber(Recorded):
    """An identity number: a person's is sealed, an organisation's is open."""

    personal: str | None = about(
        _("Personal identity number"),
        category=Category.IDENTITY,
        area=Area.PNR,
        sealed=Compartment.PNR,
        seal_name="party_number.personal",
        indexed=True,
        identifying=True,
        default=None,
    )
    organisation: str | None = _contact_data(
        _("Organisation number"),
        identifying=True,
        seal_name="party_number.organisation",
        default=None,
    )
    justification: str = _identity(
        _("Why the number is needed"),
        personal=False,
        identifying=True,
        seal_name="party_number.justification",
        default="",
    )


class AddressKind(StrEnum):
    """What the address is for."""

    POSTAL = "postal"
    VISITING = "visiting"
    DELIVERY = "delivery"


ADDRESS_KIND_LABELS: Final = MappingProxyType(
    {
        AddressKind.POSTAL: _("Postal address"),
        AddressKind.VISITING: _("Visiting address"),
        AddressKind.DELIVERY: _("Delivery address"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address(Recorded):
    """A place where the person can be reached."""

    kind: AddressKind = _contact_data(
        _("Kind of address"), heading=True, default=AddressKind.POSTAL
    )
    care_of: str = _contact_data(
        _("Care of"), identifying=True, seal_name="address.care_of", default=""
    )
    street: str = _contact_data(
        _("Street or box"), identifying=True, seal_name="address.street", default=""
    )
    postal_code: str = _contact_data(
        _("Postal code"), identifying=True, seal_name="address.postal_code", limit=12, default=""
    )
    town: str = _contact_data(
        _("Town"), identifying=True, seal_name="address.town", limit=80, default=""
    )
    country: str = _contact_data(
        _("Country"), identifying=True, seal_name="address.country", limit=60, default=""
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone(Recorded):
    """A phone number, as it was given and as it is dialled."""

    typed: str = _contact_data(_("Phone"), identifying=True, seal_name="phone.typed", limit=40)
    e164: str = _contact_data(
        _("Phone, international form"),
        identifying=True,
        seal_name="phone.e164",
        limit=20,
        default="",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Email(Recorded):
    """An e-mail address."""

    address: str = _contact_data(
        _("E-mail"), identifying=True, seal_name="email.address", limit=254
    )


class RelationKind(StrEnum):
    """What the person is to the office; customer and supplier numbers belong to it."""

    CUSTOMER = "customer"
    SUPPLIER = "supplier"


RELATION_LABELS: Final = MappingProxyType(
    {RelationKind.CUSTOMER: _("Customer"), RelationKind.SUPPLIER: _("Supplier")}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Recorded):
    """A relation as customer or supplier, from its start to its end."""

    kind: RelationKind = _purchase(_("Relation"), heading=True)
    number: str = _purchase(_("Customer or supplier number"), limit=40, stays_open=True, default="")
    started: date | None = _purchase(_("Relation since"), default=None)
    ended: date | None = _purchase(_("Relation ended"), default=None)
    end_reason: str = about(
        _("Why it ended"),
        category=Category.PURCHASE,
        area=Area.REGISTER,
        identifying=True,
        seal_name="relation.end_reason",
        default="",
    )
    confirmed: date | None = _purchase(_("Relation confirmed"), default=None)
    payment_terms: str = about(
        _("Payment terms"),
        category=Category.PURCHASE,
        area=Area.PAYMENT_TERMS,
        identifying=True,
        seal_name="relation.payment_terms",
        default="",
    )
    credit_limit: int | None = about(
        _("Credit limit, kronor"),
        category=Category.CREDIT,
        area=Area.PAYMENT_TERMS,
        purposes=(Purpose.CREDIT,),
        default=None,
    )


def is_company_number(canonical: str) -> bool:
    """Tell whether the stored number is an organisation's (ten digits) or a person's (twelve)."""
    return len(canonical) == 10  # noqa: PLR2004 - the two canonical forms of DATA.md
