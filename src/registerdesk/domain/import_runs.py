"""Imports that were carried out: what each came to, and how long it can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from registerdesk.domain.imports import ImportKind

UNDO_MICROSECONDS: Final = 24 * 3600 * 1_000_000
"""An import can be undone for a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRun:
    """One import, in numbers; whom it concerned stands in the log alone."""

    id: UUID
    number: int
    taken_at: int
    """UTC microseconds; every row that the import wrote was recorded at this moment."""
    taken_by: UUID
    kind: ImportKind
    source: str
    """The source in the office's words."""
    rows: int
    new: int
    updated: int
    duplicates: int
    skipped: int
    digest: str
    """SHA-256 of the file, hexadecimal."""
    first_entry: int
    """The first row of the log that the import wrote; `import.taken_in` is the last."""
    undone_at: int | None = None
    undone_by: UUID | None = None
    stayed: int = 0
    """How many customers or suppliers the undo left as they were."""
    is_settled: bool = False
    """The day has passed, and what the undo needed is kept no longer."""
    version: int = 1

    @property
    def undone_until(self) -> int:
        """Return the last moment of the undo, UTC microseconds."""
        return self.taken_at + UNDO_MICROSECONDS

    def can_be_undone(self, now: int) -> bool:
        """Tell whether it stands, and its day has not passed."""
        return self.undone_at is None and now <= self.undone_until


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoOutlook:
    """What the undo of an import would do, or has done, counted in customers or suppliers."""

    run: ImportRun
    removed: int
    """New ones that nobody has touched."""
    restored: int
    """Known ones whose former values come back."""
    stay: int
    """New and known ones of whom something has been changed since."""

    @property
    def concerned(self) -> int:
        """Return how many customers or suppliers the import concerned."""
        return self.removed + self.restored + self.stay
