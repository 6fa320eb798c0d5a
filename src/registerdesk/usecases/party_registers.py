"""The registers that make up a person's card, by the name that a changed value gives."""

from __future__ import annotations

import dataclasses
from datetime import date
from types import MappingProxyType
from typing import Any, Final, TypeVar
from uuid import UUID

from registerdesk.domain.dealings import (
    Agreement,
    Delivery,
    Invoice,
    Payment,
    PaymentDetail,
    Purchase,
)
from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from registerdesk.domain.fields import WITHHELD, Compartment, Field, fields_of, is_withheld
from registerdesk.domain.notes import Note, is_read_by
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
from registerdesk.domain.selections import Segment, WebRecord
from registerdesk.domain.sources import Recorded
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.storage.office import Office
from registerdesk.storage.register import Register
from registerdesk.usecases.desk import Visit

R = TypeVar("R", bound=Recorded)

RECORD_TYPES: Final = MappingProxyType(
    {
        "parties": Party,
        "party_numbers": PartyNumber,
        "former_names": FormerName,
        "addresses": Address,
        "phones": Phone,
        "emails": Email,
        "relations": Relation,
        "links": PartyLink,
        "payment_details": PaymentDetail,
        "agreements": Agreement,
        "web_records": WebRecord,
        "segments": Segment,
        "notes": Note,
    }
)
"""The name of each register in `Office`, and what it keeps; in the card's order."""

DEALING_TYPES: Final = MappingProxyType(
    {
        "purchases": Purchase,
        "deliveries": Delivery,
        "invoices": Invoice,
        "payments": Payment,
        "payment_details": PaymentDetail,
    }
)
"""What those write who write down payments; all but the accounts are events of a timeline."""

KEPT_TYPES: Final = MappingProxyType(dict[str, type](RECORD_TYPES) | dict(DEALING_TYPES))
"""All of it."""


def register_of(office: Office, name: str) -> Register[Any]:
    """Return one of the card's registers; InvalidInput for a name that is none."""
    if name not in KEPT_TYPES:
        raise InvalidInput(_("There is no such register."))
    register: Register[Any] = getattr(office, name)
    return register


class Reach:
    """How far the person at work reaches into protected identities."""

    def __init__(self, visit: Visit) -> None:
        """Take the visit."""
        self._visit = visit

    @property
    def is_named(self) -> bool:
        """Tell whether this is one of those named for protected identities."""
        visit = self._visit
        return visit.may(Permission.OPEN_PROTECTED) and visit.keys.holds(Compartment.PROTECTED)

    def party(self, party_id: UUID) -> Party:
        """Return the person; NotAllowed if protected and the reader is not named for it.

        Conflict for somebody who has been merged into another.
        """
        party = self._visit.office.parties.get(party_id)
        if party.is_merged:
            raise Conflict(_("The person has been merged with another. Open the card again."))
        if party.is_protected and not self.is_named:
            raise NotAllowed(_("The person has a protected identity. Ask somebody named for it."))
        return party


def still(office: Office, party_id: UUID) -> Party:
    """Return the person whom an id means now: of one merged with another, who stayed."""
    party = office.parties.get(party_id)
    return office.parties.get(party.party_id) if party.is_merged else party


class Drafts:
    """Notes that are still their writers' own, as the person at work meets them."""

    def __init__(self, visit: Visit) -> None:
        """Take the visit."""
        self._actor = visit.actor

    def reads(self, record: Recorded) -> bool:
        """Tell whether the row may be read: all but a colleague's draft."""
        return not isinstance(record, Note) or is_read_by(record, self._actor)

    def refuse(self, record: Recorded) -> None:
        """Act as if a colleague's draft were not there."""
        if not self.reads(record):
            raise NotFound(_("It is no longer in the register."))


def ends_of(office: Office, party_id: UUID) -> list[date | None]:
    """Return when each thing that keeps somebody's data ended; None of what runs."""
    relations, links = office.relations.of(party_id), office.links.of(party_id)
    return [*(relation.ended for relation in relations), *(link.ended for link in links)]


def declared(record: Recorded) -> tuple[Field, ...]:
    """Return the declared fields of a record."""
    kind: type = type(record)
    return fields_of(kind)


def blanked(record: R) -> R:
    """Return a protected row without its identifying values; another row as it is."""
    if not record.is_protected:
        return record
    hidden = {f.name: WITHHELD for f in declared(record) if f.about.moves}
    return dataclasses.replace(record, **hidden)


def is_readable(record: Recorded) -> bool:
    """Tell whether anything of the row is within the reader's reach, and it is no mere pointer."""
    if isinstance(record, Party) and record.is_merged:
        return False
    return any(not is_withheld(getattr(record, f.name)) for f in declared(record))


def number_of(relations: list[Relation]) -> str:
    """Return the number by which the office knows a person: of a running relation first."""
    running = [r for r in relations if r.ended is None]
    return next((r.number for r in (*running, *relations) if r.number), "")


def known_as(office: Office, party_id: UUID) -> str:
    """Return number and name; of a protected person the number alone, of one erased nothing.

    Of one merged with another, those of who stayed.
    """
    known = [still(office, party.id) for party in office.parties.find(id=party_id)]
    numbers = [number_of(office.relations.of(party.id)) for party in known]
    names = [
        party.display_name
        for party in known
        if not (party.is_protected or is_withheld(party.display_name))
    ]
    return " ".join(filter(None, (*numbers, *names)))
