"""Values to bytes and back: what is sealed, and what old values are written as."""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from registerdesk.storage.tables import plain_type


def to_bytes(value: Any) -> bytes:
    """Return a field's value as bytes, to be sealed or kept as an old value."""
    if isinstance(value, date):
        value = value.isoformat()
    elif isinstance(value, UUID):
        value = str(value)
    return json.dumps(value, ensure_ascii=False).encode()


def from_bytes(data: bytes, annotation: Any) -> Any:
    """Return the value that `to_bytes` wrote, in the field's own type."""
    return to_field(json.loads(data), annotation)


def to_field(value: Any, annotation: Any) -> Any:
    """Return a stored value in the field's own type."""
    kind = plain_type(annotation)
    if value is None:
        return None
    if kind is date and isinstance(value, str):
        return date.fromisoformat(value)
    if kind is UUID and isinstance(value, str):
        return UUID(value)
    return kind(value) if isinstance(kind, type) and issubclass(kind, StrEnum) else value
