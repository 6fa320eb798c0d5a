"""Business history: purchases, deliveries, invoices, payments, accounts and agreements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import Final

from registerdesk.domain.errors import Conflict, InvalidInput
from registerdesk.domain.fields import (
    Area,
    Category,
    Compartment,
    Provision,
    Purpose,
    RetentionClass,
    about,
)
from registerdesk.domain.payment_accounts import PaymentRoute
from registerdesk.domain.sources import Recorded
from registerdesk.domain.texts import _

_fact = partial(about, category=Category.PURCHASE, area=Area.PAYMENT_TERMS)
_sealed = partial(about, category=Category.PURCHASE, area=Area.PAYMENT, sealed=Compartment.PAYMENT)
_booked = partial(
    _fact,
    purposes=(Purpose.BOOKKEEPING,),
    retention=RetentionClass.BOOKKEEPING,
    provision=Provision.LAW,
)
_booked_sealed = partial(
    _sealed,
    purposes=(Purpose.BOOKKEEPING,),
    retention=RetentionClass.BOOKKEEPING,
    provision=Provision.LAW,
)
_agreed = partial(about, category=Category.PURCHASE, area=Area.REGISTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase(Recorded):
    """Something that the person bought, or sold to the office."""

    bought_on: date = _fact(_("Date of purchase"))
    what: str = _fact(
        _("What was bought"),
        heading=True,
        required=True,
        identifying=True,
        seal_name="purchase.what",
    )
    amount_ore: int | None = _sealed(
        _("Amount"), in_ore=True, seal_name="purchase.amount", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery(Recorded):
    """Something that was sent, by whom, and to which place."""

    delivered_on: date = _fact(_("Date of delivery"))
    what: str = _fact(
        _("What was delivered"),
        heading=True,
        required=True,
        identifying=True,
        seal_name="delivery.what",
    )
    carrier: str = _fact(
        _("Carrier"), limit=80, identifying=True, seal_name="delivery.carrier", default=""
    )
    place: str = _fact(_("Delivered to"), identifying=True, seal_name="delivery.place", default="")


class Original(StrEnum):
    """Where the bookkeeping record itself lies: it is kept where it lies."""

    HERE = "here"
    COPY = "copy"


ORIGINAL_LABELS: Final = MappingProxyType(
    {Original.HERE: _("The original is here"), Original.COPY: _("Copy; the original is elsewhere")}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice(Recorded):
    """An invoice, a bookkeeping record with a clock of its own (bokföringslagen 7 kap. 2 §)."""

    number: str = _booked(
        _("Invoice number"), heading=True, required=True, stays_open=True, limit=40
    )
    invoiced_on: date = _booked(_("Invoice date"))
    financial_year_end: date = _booked(_("The financial year ended"))
    original: Original = _booked(_("Original or copy"), default=Original.HERE)
    amount_ore: int | None = _booked_sealed(
        _("Amount"), in_ore=True, seal_name="invoice.amount", default=None
    )


class Behaviour(StrEnum):
    """How it was paid."""

    IN_TIME = "in_time"
    LATE = "late"
    REMINDED = "reminded"
    COLLECTED = "collected"


BEHAVIOUR_LABELS: Final = MappingProxyType(
    {
        Behaviour.IN_TIME: _("In time"),
        Behaviour.LATE: _("Late"),
        Behaviour.REMINDED: _("After a reminder"),
        Behaviour.COLLECTED: _("After debt collection"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(Recorded):
    """A payment, a bookkeeping record; how it was paid goes with the relation."""

    paid_on: date = _booked(_("Date of payment"))
    financial_year_end: date = _booked(_("The financial year ended"))
    amount_ore: int | None = _booked_sealed(
        _("Amount"), in_ore=True, seal_name="payment.amount", default=None
    )
    behaviour: Behaviour | None = _sealed(
        _("Payment behaviour"), seal_name="payment.behaviour", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentDetail(Recorded):
    """An account to which the person is paid, or from which the person pays."""

    route: PaymentRoute = _fact(_("Kind of account"), heading=True)
    account: str = _sealed(
        _("Account number"),
        required=True,
        identifying=True,
        seal_name="payment_detail.account",
        limit=40,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Recorded):
    """An agreement with a customer or supplier, and where its paper lies."""

    what: str = _agreed(
        _("What is agreed"),
        heading=True,
        required=True,
        identifying=True,
        seal_name="agreement.what",
    )
    begins_on: date = _agreed(_("Agreement from"))
    ends_on: date | None = _agreed(_("Agreement until"), default=None)
    file_number: str = _agreed(_("File number"), stays_open=True, limit=60, default="")


def refuse_locked(record: Recorded) -> None:
    """Stop a change of an original bookkeeping record, which is kept unaltered."""
    if isinstance(record, Invoice) and record.original is Original.HERE:
        raise Conflict(
            _("An original bookkeeping record is kept unaltered. Register a correction of its own.")
        )


def refuse_wrong_days(record: Recorded, today: date) -> None:
    """Stop days that cannot be: an event to come, a year that ended before, an end too early."""
    for name in ("bought_on", "delivered_on", "invoiced_on", "paid_on"):
        if getattr(record, name, today) > today:
            raise InvalidInput(_("The day has not come yet."), field=name)
    if isinstance(record, Invoice):
        _refuse_other_year(record.invoiced_on, record.financial_year_end)
    if isinstance(record, Payment):
        _refuse_other_year(record.paid_on, record.financial_year_end)
    if isinstance(record, Agreement) and (record.ends_on or record.begins_on) < record.begins_on:
        raise InvalidInput(_("It cannot end before it began."), field="ends_on")


def _refuse_other_year(on: date, year_end: date) -> None:
    """Stop a financial year that ended before the event, or more than 18 months after it."""
    months = (year_end.year - on.year) * 12 + year_end.month - on.month
    if year_end < on or months > LONGEST_YEAR:
        raise InvalidInput(
            _("The day does not lie in a financial year that ends then."),
            field="financial_year_end",
        )


LONGEST_YEAR: Final = 18
"""A first or changed financial year lasts at most 18 months (bokföringslagen 3 kap. 3 §)."""
