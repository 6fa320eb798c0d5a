"""Old values: kept beside their field, sealed like it, erased with it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from registerdesk.storage.tables import METADATA, table_for


@dataclass(frozen=True, slots=True, kw_only=True)
class OldValue:
    """What stood in a field until it was changed; `old_cell` if the field is sealed."""

    id: UUID
    party_id: UUID
    table_name: str
    row_id: UUID
    field: str
    old_value: str | None
    old_cell: bytes | None
    compartment: str
    changed_at: int
    changed_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectedValue:
    """An identifying value that has moved into the compartment `protected`."""

    id: UUID
    party_id: UUID
    row_id: UUID
    field: str
    cell: bytes


FIELD_HISTORY = table_for("field_history", OldValue, indexed=("party_id", "row_id"))
PROTECTED_VALUE = table_for(
    "protected_value", ProtectedValue, indexed=("party_id", "row_id", "field")
)

__all__ = ["FIELD_HISTORY", "METADATA", "PROTECTED_VALUE", "OldValue", "ProtectedValue"]
