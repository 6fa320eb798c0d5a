"""The demo office's duplicates: people who were written down twice, a little otherwise."""

from __future__ import annotations

from datetime import date
from typing import Final

from registerdesk.domain.demo_story import DemoPerson
from registerdesk.domain.parties import PartyKind, RelationKind
from registerdesk.usecases.demo_people import as_registered
from registerdesk.usecases.offices import Session
from registerdesk.usecases.parties import register_party

TWICE: Final = (
    DemoPerson(
        name="Gunnar Söderqvist",
        given="Gunnar",
        family="Söderqvist",
        number="K-10811",
        identity="195103142385",
        phone="070-174 06 51",
        email="gunnar.s@exempel.se",
        street="Kvarngatan 8",
        postal_code="722 12",
        town="Västerås",
        since=date(2018, 2, 1),
    ),
    DemoPerson(
        name="Gunnar Söderkvist",
        number="K-10946",
        phone="+46 70 174 06 51",
        street="Kvarngatan 8",
        postal_code="722 12",
        town="Västerås",
        since=date(2024, 9, 17),
    ),
    DemoPerson(
        name="Christina Åhlén",
        given="Christina",
        family="Åhlén",
        number="K-10829",
        email="christina.ahlen@exempel.se",
        street="Slottsvägen 21",
        postal_code="182 54",
        town="Djursholm",
        since=date(2021, 6, 8),
    ),
    DemoPerson(
        name="Kristina Åhlén",
        number="K-10951",
        email="christina.ahlen@exempel.se",
        phone="070-174 06 57",
        street="Björkbacken 4",
        postal_code="182 54",
        town="Djursholm",
        since=date(2025, 1, 20),
    ),
    DemoPerson(
        name="Hammarby Bud & Frakt AB",
        number="L-00071",
        phone="08-465 004 61",
        email="order@hammarbybud.example",
        street="Hamngatan 2",
        postal_code="120 30",
        town="Stockholm",
        since=date(2020, 3, 2),
        kind=PartyKind.COMPANY,
        relation=RelationKind.SUPPLIER,
    ),
    DemoPerson(
        name="Hammarby Bud Frakt AB",
        number="K-10960",
        phone="08-465 004 61",
        email="order@hammarbybud.example",
        street="Hamngatan 2",
        postal_code="120 30",
        town="Stockholm",
        since=date(2025, 4, 14),
        kind=PartyKind.COMPANY,
    ),
)


def register_twice(session: Session) -> None:
    """Register three who stand in the register twice."""
    for person in TWICE:
        session.desk.do(register_party, as_registered(person))
