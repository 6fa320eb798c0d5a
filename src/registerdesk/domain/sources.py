"""Where a fact came from, by which way, and who wrote it down."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from registerdesk.domain.fields import About, Area, Category, Purpose, RetentionClass
from registerdesk.domain.texts import _


class Source(StrEnum):
    """Who told the office (GDPR Articles 14(2)(f) and 15(1)(g))."""

    SUBJECT = "subject"
    POPULATION_REGISTER = "population_register"
    COMPANY_REGISTER = "company_register"
    CREDIT_BUREAU = "credit_bureau"
    AGREEMENT = "agreement"
    WEB = "web"
    OTHER_CUSTOMER = "other_customer"
    OWN_NOTE = "own_note"
    FILE = "file"


SOURCE_LABELS: Final = MappingProxyType(
    {
        Source.SUBJECT: _("The customer"),
        Source.POPULATION_REGISTER: _("Population register"),
        Source.COMPANY_REGISTER: _("Company register"),
        Source.CREDIT_BUREAU: _("Credit report"),
        Source.AGREEMENT: _("Agreement"),
        Source.WEB: _("Website"),
        Source.OTHER_CUSTOMER: _("Another customer"),
        Source.OWN_NOTE: _("Own note"),
        Source.FILE: _("File"),
    }
)


class Channel(StrEnum):
    """The way by which a fact reached the office."""

    PHONE = "phone"
    EMAIL = "email"
    WEB = "web"
    POST = "post"
    VISIT = "visit"
    FILE = "file"
    LOOKUP = "lookup"


CHANNEL_LABELS: Final = MappingProxyType(
    {
        Channel.PHONE: _("phone"),
        Channel.EMAIL: _("e-mail"),
        Channel.WEB: _("web"),
        Channel.POST: _("post"),
        Channel.VISIT: _("visit"),
        Channel.FILE: _("file"),
        Channel.LOOKUP: _("register look-up"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The origin of one value or row; nothing about a person is kept without one."""

    source: Source
    channel: Channel
    collected_on: date
    purpose: Purpose
    source_detail: str = ""
    """The source in the office's words, when the code does not say enough."""


DETAIL: Final = About(
    label=_("Source"),
    category=Category.IDENTITY,
    area=Area.CONTACT_DATA,
    purposes=tuple(Purpose),
    retention=RetentionClass.RELATION,
    identifying=True,
    seal_name="origin.source_detail",
)
"""How the office's words on a source move with a protected person: they may name anybody."""


def _detail() -> str:
    """Declare the source in the office's words: no value of the person's card, and yet it moves."""
    words: str = field(default="", metadata={"moving": DETAIL})
    return words


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A stored row about a person, with its origin; times are UTC microseconds."""

    id: UUID
    party_id: UUID
    source: Source
    channel: Channel
    collected_on: date
    purpose: Purpose
    source_detail: str = _detail()
    recorded_by: UUID
    recorded_at: int
    is_protected: bool = False
    """The identifying values of the row lie in the compartment `protected`."""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueOrigin:
    """The origin of a single value, where it differs from that of its row."""

    id: UUID
    party_id: UUID
    row_id: UUID
    field: str
    source: Source
    channel: Channel
    collected_on: date
    purpose: Purpose
    source_detail: str = _detail()
    recorded_by: UUID
    recorded_at: int
    is_protected: bool = False
    """The words on the source lie in the compartment `protected`."""
