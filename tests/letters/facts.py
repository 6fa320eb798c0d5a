"""Facts for every kind of letter: whole, ordinary, and in words that a letter would use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from registerdesk.domain.letter_rows import (
    CategoryTable,
    Confirmation,
    ConsentRow,
    DataRow,
    HeldAs,
    LookupRow,
    PurposeRow,
    RecipientRow,
    SearchedRow,
    TransferRow,
    WithheldRow,
)
from registerdesk.domain.letters import (
    NONE,
    AccessFacts,
    Addressee,
    Authority,
    ExtensionCause,
    ExtensionFacts,
    IdentityFacts,
    InvokedRight,
    LetterFacts,
    LetterFrame,
    NoDataFacts,
    Question,
    ReceiptFacts,
    RefusalFacts,
    RefusalGround,
    RequestChannel,
    Sender,
)
from registerdesk.letters.forwarding_sheet import Forwarding

SENDER: Final = Sender(
    name="Mälarkontoret AB",
    org_number="559999-0016",
    address_lines=("Box 1204", "171 23 Solna"),
    phone="08-506 350 00",
    dpo_phone="08-506 350 00",
    authority=Authority(
        name="Integritetsskyddsmyndigheten (IMY)",
        address="Box 8114, 104 20 Stockholm",
        phone="08-657 61 00",
        email="imy@imy.se",
    ),
)
ADDRESSEE: Final = Addressee(
    name="Anna Lindqvist",
    address_lines=("Storgatan 14 B", "169 72 SOLNA"),
    greeting_name="Anna",
    customer_number="K-10482",
)
LONGEST: Final = Addressee(
    name="Margareta von Rosenschöld-Hägerstedt",
    address_lines=(
        "c/o Bostadsrättsföreningen Kvarnbackens Äng",
        "Södra Björkhagsvägen 118 C lgh 1203",
        "913 42 OBBOLA",
        "FÖRENADE KUNGARIKET",
    ),
    greeting_name="Margareta Alexandra",
    customer_number="K-10482",
)
FRAME: Final = LetterFrame(
    sender=SENDER,
    addressee=ADDRESSEE,
    case_number="B-2026-0147",
    letter_date=date(2026, 11, 23),
    officer_name="Karin Holm",
    officer_role="Handläggare",
    received_on=date(2026, 11, 9),
    channel=RequestChannel.PHONE,
    log_head="3f9a21c07be44d10",
)


def a_row(label: str, value: str, source: str = "Du själv", day: str = "2019-03-04") -> DataRow:
    """One datum."""
    return DataRow(label=label, value=value, source=source, date=day)


DATA: Final = (
    CategoryTable(
        category="Identitet och kontaktuppgifter",
        rows=(
            a_row("Namn", "Anna Lindqvist"),
            a_row("Personnummer", "19780412-2385"),
            a_row("Postadress", "Storgatan 14 B, 169 72 Solna", "Folkbokföringen", "2025-08-11"),
            a_row("Telefon", "070-174 06 05", "Du själv, samtal", "2026-11-09"),
            a_row("E-post", "anna.lindqvist@exempel.se", "Du själv, webb", "2023-01-17"),
        ),
    ),
    CategoryTable(
        category="Köp, leverans och betalning",
        rows=(
            a_row("Avtal", "2019-114, löpande leverans av kontorsvaror", "Vårt avtal med dig"),
            a_row("Betalningssätt", "Faktura, 30 dagar", "Vårt avtal med dig"),
            a_row("Leveransadress", "Samma som postadress"),
        ),
    ),
    CategoryTable(
        category="Kreditprövning",
        rows=(
            a_row("Prövning", "Behov: faktura 10 000 kr. Resultat: godkänd", "Kreditupplysning"),
        ),
    ),
    CategoryTable(
        category="Kontakter med oss",
        rows=(
            a_row(
                "Samtal",
                "Fråga om försenad leverans. ”Kunden jämför med beställning från █████.”",
                "Vår anteckning",
                "2024-05-17",
            ),
            a_row("Brev", "Meddelande om ny integritetspolicy 4.1", "Vårt utskick", "2026-09-01"),
        ),
    ),
)
ACCESS: Final = AccessFacts(
    frame=FRAME,
    identity_check="två kontrollfrågor",
    snapshot_on=date(2026, 11, 20),
    confirmation=(Confirmation(held_as=HeldAs.CUSTOMER, since=date(2019, 3, 4)),),
    data=DATA,
    purposes=(
        PurposeRow(
            purpose="Leverera varor och fakturera",
            legal_basis="Avtal, artikel 6.1 b",
            categories="Identitet, köp, leverans",
            kept_until="36 månader efter att du slutat vara kund",
        ),
        PurposeRow(
            purpose="Bokföring",
            legal_basis="Rättslig förpliktelse, artikel 6.1 c och bokföringslagen",
            categories="Fakturor och underlag",
            kept_until="Sju år efter räkenskapsårets slut. Äldsta: 2026-12-31",
        ),
    ),
    recipients=(
        RecipientRow(
            name="Frakt & Bud i Solna AB",
            what="Namn, adress, telefon – leverans",
            country="Sverige",
            protection="Personuppgiftsbiträdesavtal",
        ),
        RecipientRow(
            name="NewsPost Inc.",
            what="E-post – nyhetsbrev",
            country="USA",
            protection="Standardavtalsklausuler",
        ),
    ),
    transfers=(
        TransferRow(recipient="NewsPost Inc.", country="USA", safeguard="Standardavtalsklausuler"),
    ),
    automated_decisions="Inga beslut om dig har fattats enbart automatiskt. Din köphistorik "
    "används för urval till nyhetsbrevet (profilering).",
    withheld=(
        WithheldRow(
            what="Namnet på en annan kund i en samtalsanteckning från 2024-05-17",
            reason="Det skulle röja uppgifter om den personen",
            rule="artikel 15.4",
        ),
    ),
    lookups=(
        LookupRow(time="2026-11-09 10:12", purpose="Samtal"),
        LookupRow(time="2026-11-20 09:02", purpose="Begäran om registerutdrag"),
    ),
    consents=(
        ConsentRow(
            purpose="Nyhetsbrev via e-post", answer="Ja", how="Webbformulär", date="2023-01-17"
        ),
        ConsentRow(
            purpose="Telefonerbjudanden", answer="Återkallat", how="Samtal", date="2025-05-02"
        ),
    ),
    empty_categories=("Profilering och urval", "Webb och kakor"),
    policy_version="4.1",
)
RECEIPT: Final = ReceiptFacts(
    frame=FRAME,
    right=InvokedRight.ACCESS,
    understood="Du vill ha en kopia av alla uppgifter vi har om dig, också anteckningar från "
    "samtal och de kreditupplysningar vi har tagit.",
    answer_by=date(2026, 12, 9),
    identity_check="två kontrollfrågor",
)
IDENTITY: Final = IdentityFacts(
    frame=FRAME,
    right=InvokedRight.ACCESS,
    question=Question.IDENTITY,
    doubt="Du ringde från ett nummer som vi inte känner igen, och en av kontrollfrågorna "
    "stämde inte.",
    ways=(
        "Vi ringer upp dig på det nummer som vi redan har registrerat.",
        "Du skickar tillbaka talongen från den adress som vi har registrerat.",
        "Du uppger ditt kundnummer.",
    ),
)
NO_DATA: Final = NoDataFacts(
    frame=FRAME,
    identity_check="två kontrollfrågor",
    searched_on=date(2026, 11, 20),
    searched=(
        SearchedRow(
            identifier="Namn", value="Anna Lindqvist", registers="Kunder, leverantörer, kontakter"
        ),
        SearchedRow(identifier="Telefon", value="070-174 06 05", registers="Alla register"),
        SearchedRow(
            identifier="E-post", value="anna.lindqvist@exempel.se", registers="Alla register"
        ),
    ),
    request_kept_until=date(2029, 11, 23),
)
EXTENSION: Final = ExtensionFacts(
    frame=FRAME,
    right=InvokedRight.ACCESS,
    answer_by=date(2026, 12, 9),
    new_answer_by=date(2027, 2, 9),
    cause=ExtensionCause.COMPLEX,
    reason="Uppgifterna finns i flera register och i anteckningar från tolv år, och en stor del "
    "rör också andra personer.",
    delivered_now=NONE,
)
REFUSAL: Final = RefusalFacts(
    frame=FRAME,
    right=InvokedRight.ERASURE,
    ground=RefusalGround.EXCEPTION,
    refused=(
        WithheldRow(
            what="38 fakturor med underlag, 2019-04-02 – 2026-10-30",
            reason="Bokföringslagen kräver att vi sparar dem. Den äldsta raderas efter 2026-12-31.",
            rule="Artikel 17.3 b och bokföringslagen 7 kap. 2 §",
        ),
    ),
)
WHOLE: Final[Mapping[str, LetterFacts]] = MappingProxyType(
    {
        "L01": RECEIPT,
        "L02": IDENTITY,
        "L03": ACCESS,
        "L04": NO_DATA,
        "L13": EXTENSION,
        "L14": REFUSAL,
    }
)

FORWARDING = Forwarding(
    sender=FRAME.sender,
    outer=("Skatteverket", "Förmedlingen", "123 45 EKBY"),
    name=ADDRESSEE.name,
    identity_number="19780412-2385",
    case_number=FRAME.case_number,
    day=FRAME.letter_date,
)
