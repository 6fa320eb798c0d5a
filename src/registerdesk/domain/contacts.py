"""Calls, letters, visits and e-mails: each contact with the office."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from registerdesk.domain.fields import Area, Category, Purpose, RetentionClass, about
from registerdesk.domain.sources import Recorded
from registerdesk.domain.texts import _


class Direction(StrEnum):
    """Who turned to whom."""

    IN = "in"
    OUT = "out"


DIRECTION_LABELS: Final = MappingProxyType(
    {Direction.IN: _("Incoming"), Direction.OUT: _("Outgoing")}
)


class Way(StrEnum):
    """How the contact took place."""

    CALL = "call"
    LETTER = "letter"
    VISIT = "visit"
    EMAIL = "email"


WAY_LABELS: Final = MappingProxyType(
    {
        Way.CALL: _("Call"),
        Way.LETTER: _("Letter"),
        Way.VISIT: _("Visit"),
        Way.EMAIL: _("E-mail"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Recorded):
    """One contact; an unknown caller is a contact whose `party_id` is its own id."""

    at: int = about(
        _("Time"),
        category=Category.CONTACTS,
        area=Area.CONTACTS,
        purposes=(Purpose.ENQUIRIES,),
        retention=RetentionClass.ENQUIRY,
    )
    direction: Direction = about(
        _("Direction"), category=Category.CONTACTS, area=Area.CONTACTS, default=Direction.IN
    )
    way: Way = about(
        _("Way"), category=Category.CONTACTS, area=Area.CONTACTS, heading=True, default=Way.CALL
    )
    heading: str = about(
        _("Heading"),
        category=Category.CONTACTS,
        area=Area.CONTACTS,
        identifying=True,
        seal_name="contact.heading",
        default="",
    )
    note: str = about(
        _("Note"),
        category=Category.CONTACTS,
        area=Area.CONTACTS,
        identifying=True,
        seal_name="contact.note",
        limit=20_000,
        lines=4,
        default="",
    )
    caller_name: str = about(
        _("Caller's name"),
        category=Category.CONTACTS,
        area=Area.CONTACTS,
        identifying=True,
        seal_name="contact.caller_name",
        default="",
    )
    call_back: str = about(
        _("Call-back number"),
        category=Category.CONTACTS,
        area=Area.CONTACTS,
        identifying=True,
        seal_name="contact.call_back",
        limit=40,
        default="",
    )
    caller_address: str = about(
        _("Caller's address"),
        category=Category.CONTACTS,
        area=Area.CONTACTS,
        identifying=True,
        seal_name="contact.caller_address",
        default="",
    )
    identity_checks: str = about(
        _("How the identity was checked"),
        category=Category.CONTACTS,
        area=Area.CONTACTS,
        identifying=True,
        seal_name="contact.identity_checks",
        default="",
    )
    case_id: UUID | None = None
    known_party: bool = True
