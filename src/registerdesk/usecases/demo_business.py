"""The demo office's business: a customer's and a supplier's history, with agreements and more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from registerdesk.domain.dealings import Behaviour, Original
from registerdesk.domain.fields import Purpose
from registerdesk.domain.payment_accounts import PaymentRoute
from registerdesk.domain.sources import Channel, Origin, Source
from registerdesk.usecases.dealings import record_dealing
from registerdesk.usecases.desk import local_day
from registerdesk.usecases.offices import Session
from registerdesk.usecases.parties import add_value

ORDERS: Final = (
    (505, "Skrivbord, ek", 462_500, Behaviour.IN_TIME),
    (372, "Två kontorsstolar", 318_000, Behaviour.IN_TIME),
    (243, "Hyllplan och konsoler", 94_550, Behaviour.REMINDED),
    (96, "Arkivskåp, låsbart", 587_900, Behaviour.LATE),
    (11, "Skrivbordslampa", 64_900, None),
)
"""How many days ago, what, how much in öre, and how it was paid."""


def trade(session: Session, customer: UUID, supplier: UUID, former: UUID) -> None:
    """Write down, by finance, what was bought, delivered, invoiced and paid."""
    today = local_day(session.desk.now())
    rows = [(customer, row) for row in _orders(today)]
    rows += [(supplier, row) for row in _deliveries(today)]
    rows.append((former, _invoice(today - timedelta(days=640), "2025-0188", 129_000)))
    for party_id, (register, given) in rows:
        purpose = BOOKED.get(register, Purpose.CONTRACT)
        session.desk.do(record_dealing, party_id, register, given, _origin(today, purpose))


BOOKED: Final = {"invoices": Purpose.BOOKKEEPING, "payments": Purpose.BOOKKEEPING}
Row = tuple[str, Mapping[str, Any]]


def select(session: Session, customer: UUID, supplier: UUID) -> None:
    """Write down, by a case officer, agreements, a selection and what a website gave."""
    today = local_day(session.desk.now())
    frame = {"what": "Ramavtal: virke och skivor", "begins_on": date(today.year, 1, 1)}
    more = {"ends_on": date(today.year + 1, 12, 31), "file_number": "D-2025-041"}
    session.desk.do(add_value, supplier, "agreements", frame | more, _origin(today))
    profiling = _origin(today, Purpose.PROFILING)
    segment = {"segment": "Kontorsmöbler, storstad", "derived_from": "Postadress och köp"}
    session.desk.do(add_value, customer, "segments", segment, profiling)
    visit = {
        "what": "Beställde katalogen",
        "happened_on": today - timedelta(days=58),
        "consent_reference": "CMP-7F3A-0926",
    }
    web = Origin(
        source=Source.WEB, channel=Channel.WEB, collected_on=today, purpose=Purpose.MARKETING
    )
    session.desk.do(add_value, customer, "web_records", visit, web)


def _orders(today: date) -> Iterator[Row]:
    """Yield a customer's orders: bought, delivered, invoiced, paid."""
    for number, (ago, what, amount, paid) in enumerate(ORDERS, 1):
        day = today - timedelta(days=ago)
        yield "purchases", {"bought_on": day, "what": what, "amount_ore": amount}
        sent = {"delivered_on": day + timedelta(days=4), "what": what, "carrier": "Lindholms Åkeri"}
        yield "deliveries", sent | {"place": "Lastkajen, bakom huset"}
        yield _invoice(day + timedelta(days=5), f"{day.year}-{1100 + number}", amount)
        if paid is not None:
            later = day + timedelta(days=33)
            yield (
                "payments",
                {
                    "paid_on": later,
                    "financial_year_end": date(later.year, 12, 31),
                    "amount_ore": amount,
                    "behaviour": paid,
                },
            )


def _deliveries(today: date) -> Iterator[Row]:
    """Yield what a supplier has sold to the office, and where it is paid."""
    yield "payment_details", {"route": PaymentRoute.BANKGIRO, "account": "5050-1055"}
    for ago, what, amount in ((210, "Plywood, 40 skivor", 1_184_000), (35, "Ekplank", 742_500)):
        day = today - timedelta(days=ago)
        yield "purchases", {"bought_on": day, "what": what, "amount_ore": amount}
        yield _invoice(day, f"TL-{4000 + ago}", amount)


def _invoice(day: date, number: str, amount: int) -> Row:
    """Return an original invoice of the calendar year."""
    return (
        "invoices",
        {
            "number": number,
            "invoiced_on": day,
            "financial_year_end": date(day.year, 12, 31),
            "original": Original.HERE,
            "amount_ore": amount,
        },
    )


def _origin(today: date, purpose: Purpose = Purpose.CONTRACT) -> Origin:
    """Return the origin of what stands in the bookkeeping."""
    return Origin(
        source=Source.AGREEMENT, channel=Channel.FILE, collected_on=today, purpose=purpose
    )
