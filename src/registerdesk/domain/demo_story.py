"""Who is who in the demo office: fictional staff, and the people of its stories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from registerdesk.domain.office import OfficeProfile
from registerdesk.domain.parties import PartyKind, RelationKind
from registerdesk.domain.staff import Role

OFFICE: Final = OfficeProfile(
    id=UUID(int=0),
    name="Mälarkontoret AB",
    org_number="559999-0016",
    street="Box 1204",
    postal_code="171 23",
    town="Solna",
    phone="08-465 004 00",
    dpo_name="Eva Norling",
    is_demo=True,
)
"""The office's profile; each demo office gets an id of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoMember:
    """One fictional colleague with a known password."""

    user: str
    name: str
    role: Role
    password: str


STAFF: Final = (
    DemoMember(
        user="per",
        name="Per Ask",
        role=Role.ADMINISTRATOR,
        password="tolv blå stolar i hallen",
    ),
    DemoMember(
        user="eva",
        name="Eva Norling",
        role=Role.DATA_PROTECTION_OFFICER,
        password="sju gröna lyktor vid bryggan",
    ),
    DemoMember(
        user="karin",
        name="Karin Holm",
        role=Role.CASE_OFFICER,
        password="nio röda pärmar på hyllan",
    ),
    DemoMember(
        user="mats",
        name="Mats Öberg",
        role=Role.CREDIT_OFFICER,
        password="fem gula paraplyer i regnet",
    ),
    DemoMember(
        user="jonas",
        name="Jonas Lager",
        role=Role.FINANCE,
        password="åtta vita segel på fjärden",
    ),
    DemoMember(
        user="lina",
        name="Lina Berg",
        role=Role.READER,
        password="elva svarta telefoner ringer",
    ),
)
"""The passwords are printed when the office is made: it holds nobody who exists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """One person or company of the stories."""

    name: str
    given: str = ""
    family: str = ""
    number: str
    identity: str = ""
    phone: str = ""
    email: str = ""
    street: str = ""
    postal_code: str = ""
    town: str = ""
    since: date
    ended: date | None = None
    former_name: str = ""
    kind: PartyKind = PartyKind.PERSON
    relation: RelationKind = RelationKind.CUSTOMER


ANNA: Final = DemoPerson(
    name="Anna Lindqvist",
    given="Anna",
    family="Lindqvist",
    number="K-10482",
    identity="197804122385",
    phone="070-174 06 05",
    email="anna.lindqvist@exempel.se",
    street="Storgatan 14 B",
    postal_code="169 72",
    town="Solna",
    since=date(2019, 3, 4),
)
ANNIKA: Final = DemoPerson(
    name="Annika Lindberg Sjö",
    given="Annika",
    family="Lindberg Sjö",
    number="K-10510",
    identity="196509302383",
    phone="070-174 06 31",
    email="annika.lindberg@exempel.se",
    street="Ringvägen 3",
    postal_code="753 21",
    town="Uppsala",
    since=date(2020, 5, 11),
)
ERIK: Final = DemoPerson(
    name="Erik Lindström",
    given="Erik",
    family="Lindström",
    number="K-10533",
    identity="198301182393",
    phone="070-174 06 12",
    street="Bergslagsvägen 40",
    postal_code="168 51",
    town="Bromma",
    since=date(2021, 2, 1),
)
MARIA: Final = DemoPerson(
    name="Maria Lindgren",
    given="Maria",
    family="Lindgren",
    number="K-10977",
    identity="199002142389",
    phone="070-174 06 40",
    street="Skogsstigen 7",
    postal_code="181 30",
    town="Lidingö",
    since=date(2022, 9, 1),
)
PER_OLOF: Final = DemoPerson(
    name="Per-Olof Lindh",
    given="Per-Olof",
    family="Lindh",
    number="K-10120",
    identity="195105222383",
    phone="08-465 004 18",
    street="Hagalundsgatan 9",
    postal_code="169 64",
    town="Solna",
    since=date(2017, 1, 9),
    ended=date(2025, 11, 24),
)
SARA: Final = DemoPerson(
    name="Sara Bergkvist",
    given="Sara",
    family="Bergkvist",
    number="K-10601",
    identity="198708062388",
    phone="070-174 06 52",
    email="sara.bergkvist@exempel.se",
    street="Enhagsvägen 22",
    postal_code="187 40",
    town="Täby",
    since=date(2018, 6, 4),
    former_name="Sara Lindahl",
)
JOHAN: Final = DemoPerson(
    name="Johan Ek",
    given="Johan",
    family="Ek",
    number="K-10644",
    identity="197511292398",
    phone="070-174 06 77",
    email="johan.ek@lindkullen.example",
    street="Norra vägen 5",
    postal_code="195 30",
    town="Märsta",
    since=date(2020, 10, 19),
)
PETRA: Final = DemoPerson(
    name="Petra Sundholm",
    given="Petra",
    family="Sundholm",
    number="K-10702",
    phone="070-174 06 83",
    street="Sjövägen 1",
    postal_code="184 31",
    town="Åkersberga",
    since=date(2021, 8, 16),
)
HAULIER: Final = DemoPerson(
    name="Lindholms Åkeri AB",
    number="L-00412",
    identity="559999-0164",
    phone="08-465 004 40",
    email="kontoret@lindholms.example",
    street="Industrivägen 8",
    postal_code="195 72",
    town="Märsta",
    since=date(2018, 2, 12),
    kind=PartyKind.COMPANY,
    relation=RelationKind.SUPPLIER,
)
TIMBER: Final = DemoPerson(
    name="Trälinden HB",
    number="L-00433",
    identity="969999-0124",
    phone="08-465 004 52",
    street="Sågvägen 2",
    postal_code="741 40",
    town="Knivsta",
    since=date(2022, 3, 7),
    kind=PartyKind.COMPANY,
    relation=RelationKind.SUPPLIER,
)
PEOPLE: Final = (
    *(ANNA, ANNIKA, ERIK, MARIA, PER_OLOF, SARA, JOHAN, PETRA),
    *(HAULIER, TIMBER),
)
