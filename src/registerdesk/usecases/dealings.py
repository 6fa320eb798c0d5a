"""The business history: what was bought, delivered, invoiced, paid and agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from registerdesk.domain.dealings import Invoice, Original, Payment, refuse_locked
from registerdesk.domain.errors import Conflict, InvalidInput
from registerdesk.domain.fields import is_withheld
from registerdesk.domain.retention import Periods
from registerdesk.domain.sources import Origin, Recorded
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.party_registers import (
    DEALING_TYPES,
    Reach,
    declared,
    ends_of,
    is_readable,
    register_of,
)
from registerdesk.usecases.party_writing import PartyWriting
from registerdesk.usecases.value_removal import Removal

DAYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "purchases": "bought_on",
        "deliveries": "delivered_on",
        "invoices": "invoiced_on",
        "payments": "paid_on",
        "agreements": "begins_on",
    }
)
"""The registers of the timeline, and the field that says when it happened."""
BOOKED: Final = frozenset({"invoices", "payments"})
"""Bookkeeping records, which nobody erases before their day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealing:
    """One event of the timeline, as far as the reader reaches."""

    register: str
    on: date
    record: Recorded
    keep_through: date | None
    """The last day of a bookkeeping record; None of what goes with the relation."""
    erase_by: date | None
    """The day by which it is gone; None while a relation runs, or without a period."""
    is_locked: bool
    """An original bookkeeping record, kept unaltered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealings:
    """A person's business history, newest first, with sums in öre for those who may read them."""

    rows: tuple[Dealing, ...]
    totals: Mapping[str, int]
    """By register; a register without a readable amount is absent."""


@use_case(Permission.VIEW_DEALINGS)
def view_dealings(visit: Visit, party_id: UUID) -> Dealings:
    """Return a person's business history; what is out of the reader's reach is absent."""
    Reach(visit).party(party_id)
    periods = visit.office.periods
    erase_by = periods.party_erase_by(ends_of(visit.office, party_id))
    rows = [
        _dealing(register, record, periods, erase_by)
        for register in DAYS
        for record in register_of(visit.office, register).of(party_id)
        if is_readable(record) and not is_withheld(getattr(record, DAYS[register]))
    ]
    visit.note("dealings.viewed", party_id, count=len(rows))
    rows.sort(key=lambda row: (row.on, row.record.recorded_at, row.record.id), reverse=True)
    return Dealings(rows=tuple(rows), totals=_totals(rows))


@use_case(Permission.RECORD_DEALING)
def record_dealing(
    visit: Visit, party_id: UUID, register: str, given: Mapping[str, Any], origin: Origin
) -> UUID:
    """Keep a purchase, delivery, invoice, payment or account; return its row id.

    InvalidInput where the person's relation does not allow it, or for a value that is wrong.
    """
    _refuse_other(register)
    party, writing = Reach(visit).party(party_id), PartyWriting(visit)
    writing.refuse_outside(register, party_id, origin)
    _refuse_known_invoice(visit, party_id, register, given)
    carried = writing.carried(party_id, origin, protected=party.is_protected)
    row_id = writing.keep(register, carried, given)
    visit.note("dealing.recorded", row_id, party_id, fields=tuple(given), purpose=origin.purpose)
    return row_id


@use_case(Permission.RECORD_DEALING)
def change_dealing(
    visit: Visit,
    register: str,
    row_id: UUID,
    version: int,
    given: Mapping[str, Any],
    origin: Origin,
) -> int:
    """Correct one event or account, with its source; return the row's new version.

    Conflict for an original bookkeeping record.
    """
    _refuse_other(register)
    row = register_of(visit.office, register).get(row_id)
    refuse_locked(row)
    if register == "payment_details":  # kind and number are checked together
        given = {"route": row.route, "account": row.account} | dict(given)
    return PartyWriting(visit).change(register, row_id, version, given, origin)


@use_case(Permission.RECORD_DEALING)
def remove_dealing(visit: Visit, register: str, row_id: UUID, version: int) -> None:
    """Take out a purchase, delivery or account that was wrong; never a bookkeeping record.

    Its words stay in the history, as those of any value that is taken out.
    """
    _refuse_other(register)
    if register in BOOKED:
        raise Conflict(_("A bookkeeping record is not erased before its day."))
    Removal(visit).take_out(register, row_id, version)


@use_case(Permission.RECORD_DEALING)
def put_back_dealing(visit: Visit, register: str, row_id: UUID) -> None:
    """Put back a purchase, delivery or account that was taken out."""
    _refuse_other(register)
    Removal(visit).put_back(register, row_id)


def _refuse_other(register: str) -> None:
    """Stop a register that is none of the business history's."""
    if register not in DEALING_TYPES:
        raise InvalidInput(_("There is no such register."))


def _refuse_known_invoice(
    visit: Visit, party_id: UUID, register: str, given: Mapping[str, Any]
) -> None:
    """Stop an invoice that is kept already of the same person."""
    number = str(given.get("number", "")).strip()
    if register == "invoices" and visit.office.invoices.find(party_id=party_id, number=number):
        raise Conflict(_("Invoice {number} is in the register already."), number=number)


def _dealing(register: str, record: Recorded, periods: Periods, erase_by: date | None) -> Dealing:
    """Return one event with its own clock."""
    keep_through = kept_through(record, periods)
    return Dealing(
        register=register,
        on=getattr(record, DAYS[register]),
        record=record,
        keep_through=keep_through,
        erase_by=keep_through or erase_by,
        is_locked=isinstance(record, Invoice) and record.original is Original.HERE,
    )


def kept_through(record: Recorded, periods: Periods) -> date | None:
    """Return the last day of a bookkeeping record; None of a copy and of all else."""
    if isinstance(record, Invoice) and record.original is Original.COPY:
        return None
    if isinstance(record, Invoice | Payment):
        return periods.keep_through(record.financial_year_end)
    return None


def _totals(rows: list[Dealing]) -> Mapping[str, int]:
    """Return the sum of each register's amounts that are readable."""
    totals: dict[str, int] = {}
    for row in rows:
        for field in declared(row.record):
            value = getattr(row.record, field.name)
            if field.about.in_ore and isinstance(value, int):
                totals[row.register] = totals.get(row.register, 0) + value
    return MappingProxyType(totals)
