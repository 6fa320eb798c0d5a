"""The office itself: its name, its address, and what it has settled."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from uuid import UUID

from registerdesk.domain.texts import _

DPO_TERMS: Final = MappingProxyType(
    {
        "personuppgiftsombud": _("data protection officer"),
        "dataskyddsombud": _("data protection officer (dataskyddsombud)"),
    }
)

ENVELOPE_LABELS: Final = MappingProxyType(
    {
        "C5_H2": _("C5, window at the right (H2)"),
        "C5_V2": _("C5, window at the left (V2)"),
        "E65_H2": _("E65, window at the right (H2)"),
        "C4": _("C4, unfolded"),
        "NONE": _("No window"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeProfile:
    """The controller, as letters name it; one row."""

    id: UUID
    name: str
    org_number: str = ""
    street: str = ""
    postal_code: str = ""
    town: str = ""
    phone: str = ""
    dpo_name: str = ""
    dpo_phone: str = "08-506 350 00"
    dpo_term: str = "personuppgiftsombud"
    authority: str = (
        "Integritetsskyddsmyndigheten (IMY), Box 8114, 104 20 Stockholm, 08-657 61 00, imy@imy.se"
    )
    forwarding: str = ""
    """Where the Tax Agency takes what it forwards, lines by commas; empty until it is verified."""
    envelope: str = "C5_H2"
    target_days: int = 14
    lock_minutes: int = 5
    large_text: bool = False
    is_demo: bool = False
    keyring_generation: int = 0
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """A member of staff's own setting: splitter, columns, theme."""

    id: UUID
    user_id: UUID
    key: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Unsaved work, sealed to its writer (kept 30 days)."""

    id: UUID
    user_id: UUID
    kind: str
    cell: bytes
    updated_at: int
