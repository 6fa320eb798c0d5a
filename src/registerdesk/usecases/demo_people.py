"""The people of the demo stories, as they are registered."""

from __future__ import annotations

from datetime import date

from registerdesk.domain.demo_story import DemoPerson
from registerdesk.domain.fields import Purpose
from registerdesk.domain.identity_numbers import IdentityNumber
from registerdesk.domain.parties import PartyKind
from registerdesk.domain.sources import Channel, Origin, Source
from registerdesk.usecases.new_parties import NewAddress, NewParty


def told_on(day: date) -> Origin:
    """Return the origin of what people said themselves."""
    return Origin(
        source=Source.SUBJECT, channel=Channel.PHONE, collected_on=day, purpose=Purpose.CONTRACT
    )


def _birth_date(person: DemoPerson) -> date | None:
    """Return the birth date that stands in a person's identity number."""
    if not person.identity or person.kind is not PartyKind.PERSON:
        return None
    return IdentityNumber.parse(person.identity, person.since).birth_date


def as_registered(person: DemoPerson) -> NewParty:
    """Return a person of the stories as they were registered."""
    return NewParty(
        kind=person.kind,
        name=person.name,
        origin=told_on(person.since),
        own={
            "given_name": person.given,
            "family_name": person.family,
            "birth_date": _birth_date(person),
        },
        identity_number=person.identity,
        justification="Säker identifiering vid faktura" if person.identity else "",
        relation=person.relation,
        number=person.number,
        started=person.since,
        phones=(person.phone,) if person.phone else (),
        emails=(person.email,) if person.email else (),
        address=NewAddress(street=person.street, postal_code=person.postal_code, town=person.town),
    )
