"""What a row that fits somebody says otherwise, field by field, and what of it is left alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any, Final

from registerdesk.domain.identity_numbers import mask_typed
from registerdesk.domain.import_matches import RowMatch
from registerdesk.domain.import_rows import ImportRow
from registerdesk.domain.texts import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field in which the file says something else."""

    field: str
    label: str
    before: str
    in_file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchView:
    """A match as it is shown to who imports."""

    match: RowMatch
    name: str
    """In the file."""
    known_as: str
    differences: tuple[Difference, ...] = ()


FIELD_LABELS: Final = MappingProxyType(
    {
        "number": _("Customer or supplier number"),
        "name": _("Name"),
        "given_name": _("Given name"),
        "family_name": _("Family name"),
        "identity": _("Personal or organisation number"),
        "birth_date": _("Date of birth"),
        "care_of": _("Care of"),
        "street": _("Street or box"),
        "postal_code": _("Postal code"),
        "town": _("Town"),
        "country": _("Country"),
        "phones": _("Phone"),
        "email": _("E-mail"),
        "started": _("Relation since"),
        "ended": _("Relation ended"),
    }
)
"""The fields that are chosen one by one, in the order in which they are shown."""

_PARTS: Final = {"identity": ("personal", "organisation")}


def said(row: ImportRow) -> dict[str, str]:
    """Return what a row says of each field as it is shown; identity numbers masked."""
    values = {name: getattr(row, name, "") for name in FIELD_LABELS}
    values["identity"] = mask_typed(row.personal or row.organisation)
    values["phones"] = ", ".join(phone.typed for phone in row.phones)
    return {name: str(value or "") for name, value in values.items()}


def differing(
    before: dict[str, str], in_file: dict[str, str], surely: Collection[str] = ()
) -> tuple[Difference, ...]:
    """Return the fields of which the file says something else, even where it looks the same."""
    return tuple(
        Difference(field=name, label=FIELD_LABELS[name], before=before.get(name, ""), in_file=value)
        for name, value in in_file.items()
        if value and (name in surely or value != before.get(name, ""))
    )


def spared(row: ImportRow, kept: Collection[str]) -> ImportRow:
    """Return the row as if it said nothing of some fields: they stay as they are."""
    names = {part for name in kept for part in _PARTS.get(name, (name,))}
    empty: dict[str, Any] = {
        field.name: _nothing(getattr(row, field.name))
        for field in fields(row)
        if field.name in names
    }
    return replace(row, **empty)


def _nothing(value: object) -> object:
    """Return what stands for nothing in a field of a row."""
    if isinstance(value, str):
        return ""
    return () if isinstance(value, tuple) else None
