"""The demo office's contact persons, a child with a guardian, a death, and one who is both."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from registerdesk.domain.demo_story import ANNIKA, HAULIER
from registerdesk.domain.parties import PartyKind, RelationKind
from registerdesk.domain.party_links import LinkKind
from registerdesk.usecases.demo_people import told_on
from registerdesk.usecases.desk import local_day
from registerdesk.usecases.new_parties import NewAddress, NewParty
from registerdesk.usecases.offices import Session
from registerdesk.usecases.parties import register_party, start_relation
from registerdesk.usecases.party_links import NewLink, add_link, end_link
from registerdesk.usecases.party_states import mark_deceased

CONTACTS = (
    ("Gunilla Sjöberg", "Trafikledare", "08-465 004 41", "gunilla@lindholms.example"),
    ("Tomas Wiklund", "Ekonomi", "08-465 004 42", "tomas@lindholms.example"),
    ("Ulf Lindholm", "Delägare", "070-174 06 58", ""),
)
HOME = NewAddress(street="Björkstigen 12", postal_code="169 70", town="Solna")


def name_people(session: Session, ids: Mapping[str, UUID]) -> None:
    """Name who acts for whom, tell of a death, and let one customer be a supplier too."""
    today, haulier, both = local_day(session.desk.now()), ids[HAULIER.number], ids[ANNIKA.number]
    links = [_contact(session, haulier, today, *contact) for contact in CONTACTS]
    session.desk.do(end_link, links[-1], 1, today - timedelta(days=20), "Sålde sin andel")
    _child(session, today)
    old = _person("Gösta Almgren", date(1938, 6, 2), date(2012, 3, 5), "070-174 06 93")
    gosta = session.desk.do(register_party, old)
    session.desk.do(mark_deceased, gosta, 1, today - timedelta(days=60), told_on(today))
    start = (both, RelationKind.SUPPLIER, told_on(today))
    session.desk.do(start_relation, *start, "", today - timedelta(days=25))


def _contact(
    session: Session, haulier: UUID, today: date, name: str, title: str, phone: str, email: str
) -> UUID:
    """Name one of the haulier's contact persons; return the link's id."""
    new = NewParty(
        kind=PartyKind.PERSON,
        name=name,
        origin=told_on(today),
        phones=(phone,),
        emails=(email,) if email else (),
    )
    link = NewLink(
        kind=LinkKind.CONTACT_PERSON,
        for_id=haulier,
        person=new,
        origin=told_on(today),
        title=title,
        started=date(2021, 4, 12),
    )
    return session.desk.do(add_link, link)


def _child(session: Session, today: date) -> None:
    """Register a child who is a customer, and the guardian to whom letters go."""
    born = date(today.year - 11, 5, 9)
    child = session.desk.do(
        register_party, _person("Elsa Ekdahl", born, today - timedelta(days=200), "")
    )
    guardian = NewParty(
        kind=PartyKind.PERSON,
        name="Helena Ekdahl",
        origin=told_on(today),
        own={"given_name": "Helena", "family_name": "Ekdahl"},
        phones=("070-174 06 95",),
        address=HOME,
    )
    link = NewLink(
        kind=LinkKind.GUARDIAN, for_id=child, person=guardian, origin=told_on(today), title=""
    )
    session.desk.do(add_link, link)


def _person(name: str, born: date, since: date, phone: str) -> NewParty:
    """Return a customer with birth date and address."""
    given, _space, family = name.partition(" ")
    return NewParty(
        kind=PartyKind.PERSON,
        name=name,
        origin=told_on(since),
        own={"given_name": given, "family_name": family, "birth_date": born},
        phones=(phone,) if phone else (),
        address=HOME,
        started=since,
    )
