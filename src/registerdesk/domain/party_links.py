"""People who act for others: a company's contact person, a child's guardian."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from registerdesk.domain.fields import Area, Category, about
from registerdesk.domain.parties import PartyKind
from registerdesk.domain.sources import Recorded
from registerdesk.domain.texts import _


class LinkKind(StrEnum):
    """What somebody is to another person or to a company."""

    CONTACT_PERSON = "contact_person"
    GUARDIAN = "guardian"


LINK_LABELS: Final = MappingProxyType(
    {LinkKind.CONTACT_PERSON: _("Contact person"), LinkKind.GUARDIAN: _("Guardian")}
)

ACTS_FOR: Final = MappingProxyType(
    {LinkKind.CONTACT_PERSON: PartyKind.COMPANY, LinkKind.GUARDIAN: PartyKind.PERSON}
)
"""Whom each kind stands for; whoever acts is always a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLink(Recorded):
    """Somebody who acts for another; `party_id` is the one who acts, and whose data this is."""

    kind: LinkKind = about(
        _("Acts as"), category=Category.IDENTITY, area=Area.CONTACT_DATA, heading=True
    )
    for_id: UUID = about(
        _("Acts for"),
        category=Category.IDENTITY,
        area=Area.CONTACT_DATA,
        identifying=True,
        seal_name="party_link.for_id",
    )
    title: str = about(
        _("Role or title"),
        category=Category.IDENTITY,
        area=Area.CONTACT_DATA,
        identifying=True,
        seal_name="party_link.title",
        limit=80,
        default="",
    )
    started: date | None = about(
        _("Acts since"), category=Category.IDENTITY, area=Area.CONTACT_DATA, default=None
    )
    ended: date | None = about(
        _("Acted until"), category=Category.IDENTITY, area=Area.CONTACT_DATA, default=None
    )
    end_reason: str = about(
        _("Why it ended"),
        category=Category.IDENTITY,
        area=Area.REGISTER,
        identifying=True,
        seal_name="party_link.end_reason",
        default="",
    )
