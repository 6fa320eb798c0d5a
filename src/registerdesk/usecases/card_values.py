"""The values of a card, each with its origin and its clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from registerdesk.domain.calendar import Step
from registerdesk.domain.fields import (
    Area,
    Category,
    Field,
    Purpose,
    RetentionClass,
    is_withheld,
)
from registerdesk.domain.identity_numbers import MASK
from registerdesk.domain.sources import Channel, Recorded, Source, ValueOrigin
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.domain.value_labels import label_of_code
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.party_registers import DEALING_TYPES, declared, known_as


@dataclass(frozen=True, slots=True, kw_only=True)
class CardValue:
    """One value on a card: what it is, where it came from, why it is kept, and until when."""

    register: str
    row_id: UUID
    version: int
    field: str
    label: str
    category: Category
    value: Any
    """The value in its own type; of a personal identity number only the masked form."""
    shown: str
    """What stands on the screen; a message id where `is_message` says so."""
    is_message: bool
    is_masked: bool
    is_editable: bool
    source: Source
    source_detail: str
    channel: Channel
    collected_on: date
    purpose: Purpose
    recorded_by: UUID
    recorded_at: int
    erase_by: date | None
    kept: Step


def masked(canonical: str) -> str:
    """Return ÅÅÅÅMMDD-••••."""
    return f"{canonical[:-4]}-{MASK * 4}"


class CardValues:
    """Values with their origins and their clocks, for one card."""

    def __init__(
        self,
        visit: Visit,
        origins: Iterable[ValueOrigin],
        erase_by: date | None,
        *,
        may_edit: bool,
    ) -> None:
        """Take the origins of single values; a later one stands before an earlier."""
        self._origins = {(o.row_id, o.field): o for o in origins}
        self._office = visit.office
        self._erase_by = erase_by
        self._kept = visit.office.periods.kept(RetentionClass.RELATION)
        self._edits = may_edit and visit.may(Permission.EDIT_PARTY)
        self._edits_terms = may_edit and visit.may(Permission.EDIT_PAYMENT_TERMS)
        self._edits_dealings = may_edit and visit.may(Permission.RECORD_DEALING)

    def of(self, register: str, records: Iterable[Recorded]) -> list[CardValue]:
        """Return the readable values of the records, empty ones left out."""
        return [
            self._value(register, record, field, getattr(record, field.name))
            for record in records
            for field in declared(record)
            if _says_something(getattr(record, field.name))
        ]

    def _value(self, register: str, record: Recorded, field: Field, value: object) -> CardValue:
        """Return one value with its own origin, or with that of its row."""
        origin = self._origins.get((record.id, field.name), record)
        is_masked = field.about.area is Area.PNR
        shown, is_message = (masked(str(value)), False) if is_masked else as_shown(value)
        if isinstance(value, UUID):
            shown = known_as(self._office, value)
        return CardValue(
            register=register,
            row_id=record.id,
            version=record.version,
            field=field.name,
            label=field.about.label,
            category=field.about.category,
            value=shown if is_masked else value,
            shown=shown,
            is_message=is_message,
            is_masked=is_masked,
            is_editable=self._may_edit(register, field),
            source=origin.source,
            source_detail=origin.source_detail,
            channel=origin.channel,
            collected_on=origin.collected_on,
            purpose=origin.purpose,
            recorded_by=origin.recorded_by,
            recorded_at=origin.recorded_at,
            erase_by=self._erase_by,
            kept=self._kept,
        )

    def _may_edit(self, register: str, field: Field) -> bool:
        """Tell whether the reader's role writes the value."""
        if register in DEALING_TYPES:
            return self._edits_dealings
        terms = field.about.area is Area.PAYMENT_TERMS
        return self._edits_terms if terms else self._edits


def _says_something(value: object) -> bool:
    """Tell whether a value is within reach and not empty."""
    return not is_withheld(value) and value is not None and value != "" and value is not False


def as_shown(value: object) -> tuple[str, bool]:
    """Return what stands on the screen for a value, and whether it is a message id."""
    if value is None:
        return "", False
    if isinstance(value, bool):
        return (_("Yes") if value else _("No")), True
    if isinstance(value, StrEnum):
        return label_of_code(value), True
    if isinstance(value, date):
        return value.isoformat(), False
    return str(value), False
