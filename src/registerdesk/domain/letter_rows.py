"""Rows of letters: one line each of the tables that a letter prints, ready formatted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class HeldAs(StrEnum):
    """Why the office holds data on the person at all."""

    CUSTOMER = "customer"
    FORMER_CUSTOMER = "former_customer"
    SUPPLIER = "supplier"
    FORMER_SUPPLIER = "former_supplier"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRow:
    """One datum: what it is, its value, where it came from and when."""

    label: str
    value: str
    source: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryTable:
    """All data of one category, in the order in which they are printed."""

    category: str
    rows: tuple[DataRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeRow:
    """One purpose with its legal basis, its data and how long they are kept (15.1 a, b, d)."""

    purpose: str
    legal_basis: str
    categories: str
    kept_until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientRow:
    """One named recipient (15.1 c)."""

    name: str
    what: str
    country: str
    protection: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferRow:
    """One transfer to a third country with its safeguard (15.2)."""

    recipient: str
    country: str
    safeguard: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldRow:
    """One thing left out or refused: what, why, under which rule (15.4, 12.4)."""

    what: str
    reason: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupRow:
    """One look-up of the person's data: time and purpose, no staff name."""

    time: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRow:
    """One consent: to what, given or withdrawn, how and when."""

    purpose: str
    answer: str
    how: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """That data are processed, as what and since when (15.1)."""

    held_as: HeldAs
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedRow:
    """One search: by what, for what, in which registers."""

    identifier: str
    value: str
    registers: str
