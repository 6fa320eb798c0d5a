"""What was kept in free text although the guard warned of it: counted in the log, never quoted."""

from __future__ import annotations

from collections.abc import Mapping
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


class KeptWords:
    """Counts within one visit what is kept of what the guard warned of."""

    def __init__(self, visit: Visit) -> None:
        """Take the visit."""
        self._visit = visit

    def note(self, words: Mapping[str, str], *objects: UUID) -> None:
        """Leave a trace of it: which fields, and how many; no values."""
        today = self._visit.today
        counted = {name: len(findings(text, today)) for name, text in words.items() if text}
        fields = tuple(name for name, count in counted.items() if count)
        if fields:
            total = sum(counted.values())
            self._visit.note("free_text.kept", *objects, fields=fields, count=total)
