"""What was kept in free text although the guard warned of it: counted in the log, never quoted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from registerdesk.domain.fields import fields_of
from registerdesk.domain.free_text_guard import findings, is_free
from registerdesk.usecases.desk import Visit


def free_values(record_type: type, values: Mapping[str, Any]) -> dict[str, str]:
    """Return those of a record's values that people write as they like."""
    return {
        field.name: str(values[field.name])
        for field in fields_of(record_type)
        if is_free(field) and isinstance(values.get(field.name), str)
    }


def note_kept(visit: Visit, words: Mapping[str, str], *objects: UUID) -> None:
    """Leave a trace of warned words that are kept: which fields, and how many; no values."""
    counted = {name: len(findings(text, visit.today)) for name, text in words.items() if text}
    fields = _with_any(counted)
    if fields:
        visit.note("free_text.kept", *objects, fields=fields, count=sum(counted.values()))


def _with_any(counted: Mapping[str, int]) -> tuple[str, ...]:
    found: Iterable[str] = (name for name, count in counted.items() if count)
    return tuple(found)
