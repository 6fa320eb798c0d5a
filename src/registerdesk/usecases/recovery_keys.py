"""The recovery key on paper: its groups, its sheet, and the proof that it was written down."""

from __future__ import annotations

from datetime import date
from typing import Final

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.keyring import codes
from registerdesk.letters import recovery_sheet

PROVED_GROUPS: Final = (3, 7)
"""Which groups are typed back, counted from 1, to prove that the key is on paper."""


def groups_of(key: str) -> tuple[str, ...]:
    """Return the twelve groups of five characters."""
    return tuple(key.split("-"))


def is_group(key: str, number: int, typed: str) -> bool:
    """Tell whether what was typed is that group, misread letters forgiven."""
    plain = "".join(typed.upper().split()).translate(codes.MISREAD)
    return plain == groups_of(key)[number - 1]


def is_whole_key(key: str, typed: str) -> bool:
    """Tell whether what was typed is the whole key, misread letters forgiven."""
    try:
        return codes.read(codes.RECOVERY_KEY, typed) == codes.read(codes.RECOVERY_KEY, key)
    except RegisterDeskError:
        return False


def sheet_of(
    key: str, *, office_name: str, fingerprint: str, day: date, language: str = "sv"
) -> bytes:
    """Return the printed sheet as a PDF that exists in memory alone."""
    return recovery_sheet.render(
        office_name=office_name,
        key_groups=groups_of(key),
        owner_fingerprint=fingerprint,
        day=day,
        language=language,
    )
