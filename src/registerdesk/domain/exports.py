"""Lists that leave the office: what is asked for, who stays behind, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from registerdesk.domain.fields import (
    About,
    Area,
    Category,
    Compartment,
    Purpose,
    about,
    fields_of,
)
from registerdesk.domain.parties import Address, Email, Party, PartyNumber, Phone, Relation
from registerdesk.domain.party_lists import ListKind, ListQuery
from registerdesk.domain.processing import PurposeSetting
from registerdesk.domain.sources import Recorded
from registerdesk.domain.texts import _

ALONE_UP_TO: Final = 20
"""A list of more people needs a second person (DATA.md, "Four eyes").

So do several lists of one day that name more together: a long list is not taken out in slices.
"""
MOST_PEOPLE: Final = 10_000
"""No list that leaves the office is longer."""


class ExportFormat(StrEnum):
    """What the list becomes."""

    XLSX = "xlsx"
    CSV = "csv"
    PAPER = "paper"


FORMAT_LABELS: Final = MappingProxyType(
    {
        ExportFormat.XLSX: _("Excel workbook (XLSX)"),
        ExportFormat.CSV: _("Text with semicolons (CSV)"),
        ExportFormat.PAPER: _("Paper, A4"),
    }
)


class ExportColumn(StrEnum):
    """One column of a list that leaves the office."""

    NAME = "name"
    NUMBER = "number"
    KIND = "kind"
    SINCE = "since"
    ENDED = "ended"
    ORGANISATION = "organisation"
    PERSONAL = "personal"
    CARE_OF = "care_of"
    STREET = "street"
    POSTAL_CODE = "postal_code"
    TOWN = "town"
    COUNTRY = "country"
    PHONE = "phone"
    EMAIL = "email"
    PAYMENT_TERMS = "payment_terms"
    CREDIT_LIMIT = "credit_limit"


PLACE_OF: Final[Mapping[ExportColumn, tuple[type, str]]] = MappingProxyType(
    {
        ExportColumn.NAME: (Party, "display_name"),
        ExportColumn.NUMBER: (Relation, "number"),
        ExportColumn.KIND: (Party, "kind"),
        ExportColumn.SINCE: (Relation, "started"),
        ExportColumn.ENDED: (Relation, "ended"),
        ExportColumn.ORGANISATION: (PartyNumber, "organisation"),
        ExportColumn.PERSONAL: (PartyNumber, "personal"),
        ExportColumn.CARE_OF: (Address, "care_of"),
        ExportColumn.STREET: (Address, "street"),
        ExportColumn.POSTAL_CODE: (Address, "postal_code"),
        ExportColumn.TOWN: (Address, "town"),
        ExportColumn.COUNTRY: (Address, "country"),
        ExportColumn.PHONE: (Phone, "typed"),
        ExportColumn.EMAIL: (Email, "address"),
        ExportColumn.PAYMENT_TERMS: (Relation, "payment_terms"),
        ExportColumn.CREDIT_LIMIT: (Relation, "credit_limit"),
    }
)
"""The record and the field that a column shows; label, area and seal follow from there."""
PROPOSED_COLUMNS: Final = (ExportColumn.NAME, ExportColumn.NUMBER)


def about_column(column: ExportColumn) -> About:
    """Return the declaration of the field that a column shows."""
    record_type, name = PLACE_OF[column]
    return next(field.about for field in fields_of(record_type) if field.name == name)


def readable_columns(
    areas: Iterable[Area], holds: Callable[[Compartment], bool]
) -> tuple[ExportColumn, ...]:
    """Return the columns within reach of a reader's areas and keys; any other is denied."""
    read = frozenset(areas)
    return tuple(
        column
        for column in ExportColumn
        if (declared := about_column(column)).area in read
        and (declared.sealed is None or holds(declared.sealed))
    )


class LeftOut(StrEnum):
    """Why somebody in a list does not leave with it; the first reason that holds is told."""

    GONE = "gone"
    MERGED = "merged"
    PROTECTED = "protected"
    RESTRICTED = "restricted"
    DECEASED = "deceased"
    MINOR = "minor"
    FORMER = "former"
    PURPOSE_OFF = "purpose_off"


LEFT_OUT_LABELS: Final = MappingProxyType(
    {
        LeftOut.GONE: _("no longer in the register: {n}"),
        LeftOut.MERGED: _("merged with somebody else since: {n}"),
        LeftOut.PROTECTED: _("protected personal data: {n}"),
        LeftOut.RESTRICTED: _("restricted processing: {n}"),
        LeftOut.DECEASED: _("deceased: {n}"),
        LeftOut.MINOR: _("under age: {n}"),
        LeftOut.FORMER: _("the relation has ended: {n}"),
        LeftOut.PURPOSE_OFF: _("the purpose is switched off or lacks consent: {n}"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportWish:
    """What somebody wants to take out: the marked people, or else all that the query finds."""

    query: ListQuery
    marked: tuple[UUID, ...] = ()
    columns: tuple[ExportColumn, ...] = PROPOSED_COLUMNS
    purpose: Purpose = Purpose.CONTRACT
    recipient: str = ""
    """Who outside the office gets the list; empty when it stays within."""
    format: ExportFormat = ExportFormat.XLSX


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPreview:
    """How many would leave, how many stay behind and why, and what may be chosen."""

    people: int
    left_out: Mapping[LeftOut, int]
    columns: tuple[ExportColumn, ...]
    purposes: tuple[PurposeSetting, ...]
    """Those that are in use, by the office's own names."""
    needs_second: bool


class ExportState(StrEnum):
    """Where an export stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    LAPSED = "lapsed"
    """Nobody approved it, or nobody fetched it, in time."""
    MADE = "made"


EXPORT_STATE_LABELS: Final = MappingProxyType(
    {
        ExportState.WAITING: _("Waiting for approval"),
        ExportState.APPROVED: _("Approved"),
        ExportState.REJECTED: _("Not approved"),
        ExportState.LAPSED: _("Lapsed"),
        ExportState.MADE: _("Made"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One list that leaves the office, or waits to; times in UTC microseconds."""

    id: UUID
    number: str
    """E-2026-0001: the year and its series."""
    list_kind: ListKind
    format: ExportFormat
    purpose: Purpose
    recipient: str
    columns: str
    """The codes of the columns, with commas between."""
    people: bytes
    """The ids while the list waits, sixteen bytes each; empty when it waits no longer."""
    count: int
    left_out: int
    asked_by: UUID
    asked_at: int
    state: ExportState = ExportState.WAITING
    reason: str = ""
    """What the second person wrote."""
    made_at: int | None = None
    sha256: bytes | None = None
    """Of the file, as it was handed out."""
    version: int = 1


def ids_to_bytes(ids: Iterable[UUID]) -> bytes:
    """Return ids in order, sixteen bytes each."""
    return b"".join(sorted(one.bytes for one in ids))


def ids_from_bytes(kept: bytes) -> tuple[UUID, ...]:
    """Return the ids that were kept."""
    return tuple(UUID(bytes=kept[at : at + 16]) for at in range(0, len(kept), 16))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedPerson(Recorded):
    """That a person stood in a list that was taken out, and who got it."""

    export_id: UUID
    export_number: str = about(
        _("Export number"),
        category=Category.DISCLOSURE,
        area=Area.REGISTER,
        purposes=tuple(Purpose),
        heading=True,
        stays_open=True,
        default="",
    )
    given_on: date | None = about(
        _("Taken out on"),
        category=Category.DISCLOSURE,
        area=Area.REGISTER,
        purposes=tuple(Purpose),
        default=None,
    )
    recipient: str = about(
        _("Handed to"),
        category=Category.DISCLOSURE,
        area=Area.REGISTER,
        purposes=tuple(Purpose),
        stays_open=True,
        default="",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDocument:
    """A list as it leaves: what it is, column heads and cells, all in the reader's language."""

    title: str
    facts: tuple[tuple[str, str], ...]
    """Office, number, who, when, purpose: a label and a value each."""
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    day: date
    language: str
    mark: str = ""
    """Drawn by lot and kept nowhere: without it nobody tries out what gives the file's digest."""
