"""What a list of customers or suppliers is asked for, and what one row of it says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Generic, TypeVar
from uuid import UUID

from registerdesk.domain.calendar import add_months
from registerdesk.domain.fields import Area
from registerdesk.domain.parties import PartyKind, RelationKind
from registerdesk.domain.staff import Role, may_read
from registerdesk.domain.texts import _

R = TypeVar("R")

MOST_COUNTED: Final = 10_000
"""A narrowed list is counted so far; beyond it says "more than"."""

MOST_NAMED: Final = 1_000
"""A text is followed to so many people, else it is too short: beyond it says "more than"."""

MOST_QUIET: Final = 1_000
"""Relations of which nothing is heard are counted so far on the page of the day."""


class ListKind(StrEnum):
    """Whose list it is."""

    CUSTOMER = "customer"
    SUPPLIER = "supplier"
    ALL = "all"


LIST_KIND_LABELS: Final = MappingProxyType(
    {
        ListKind.CUSTOMER: _("Customers"),
        ListKind.SUPPLIER: _("Suppliers"),
        ListKind.ALL: _("Customers and suppliers"),
    }
)


class Chip(StrEnum):
    """What the list can be narrowed to; chips of one list apply together."""

    ACTIVE = "active"
    ENDED = "ended"
    PERSON = "person"
    COMPANY = "company"
    PROTECTED = "protected"
    QUIET = "quiet"
    OFFERS = "offers"


CHIP_LABELS: Final = MappingProxyType(
    {
        Chip.ACTIVE: _("Active"),
        Chip.ENDED: _("Ended"),
        Chip.PERSON: _("People"),
        Chip.COMPANY: _("Companies"),
        Chip.PROTECTED: _("Protected"),
        Chip.QUIET: _("No activity for a year"),
        Chip.OFFERS: _("May get offers"),
    }
)


def offered_chips(roles: Iterable[Role]) -> tuple[Chip, ...]:
    """Return the chips that stand above a list, for somebody with these roles."""
    chips = (Chip.ACTIVE, Chip.ENDED, Chip.PERSON, Chip.COMPANY, Chip.QUIET)
    return (*chips, Chip.OFFERS) if may_read(roles, Area.CONSENTS) else chips


class Sort(StrEnum):
    """The column that a list is sorted by; Swedish order, empty values last."""

    NAME = "name"
    NUMBER = "number"
    PHONE = "phone"
    TOWN = "town"
    SINCE = "since"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuery:
    """One page of a list; `text` begins words of the name, or the number."""

    kind: ListKind = ListKind.CUSTOMER
    text: str = ""
    chips: frozenset[Chip] = frozenset()
    sort: Sort = Sort.NAME
    descending: bool = False
    offset: int = 0
    limit: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One row; of a protected person only the number and the flag, and the name to a holder."""

    party_id: UUID
    relation_id: UUID | None
    kind: PartyKind
    name: str
    number: str
    since: date | None
    ended: date | None
    phone: str
    """As people read it."""
    email: str
    town: str
    is_protected: bool
    deceased: bool
    is_minor: bool
    is_restricted: bool = False
    """Shown without phone, e-mail and town: the data is only stored."""


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """One page of rows, and how many rows there are in all."""

    rows: tuple[R, ...]
    total: int
    is_more: bool = False
    """There are more rows than are counted: so many of them can be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietRow:
    """A running relation of which nothing is heard; of a protected person the number alone."""

    relation_id: UUID
    party_id: UUID
    kind: RelationKind
    number: str
    version: int
    name: str
    since: date
    """The last day on which something happened, or on which it was confirmed."""
    confirmed: date | None
    is_protected: bool


def quiet_before(today: date) -> date:
    """Return the day since which nothing has been heard of those who are asked about."""
    return add_months(today, -12)
