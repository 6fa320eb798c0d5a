"""Merging two rows of one person: what is chosen, what moves, and how long it can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from registerdesk.domain.errors import Conflict
from registerdesk.domain.parties import Protection
from registerdesk.domain.texts import _

UNDO_MICROSECONDS: Final = 24 * 3600 * 1_000_000
"""A merge can be undone for a day."""

CHOSEN_BY_ITSELF: Final = frozenset({"kind", "protection"})
"""The kind is the same on both; of two protections the stronger holds."""

_NAME, _NAME_PARTS = "display_name", frozenset({"given_name", "family_name"})

_STRENGTH: Final = MappingProxyType(
    {kind: rank for rank, kind in enumerate((Protection.NONE, Protection.MARKED))}
)


def is_stronger(protection: Protection, other: Protection) -> bool:
    """Tell whether one kind of protection shelters more than the other."""
    most = len(_STRENGTH)
    return _STRENGTH.get(protection, most) > _STRENGTH.get(other, most)


class Touched(Conflict):
    """A merge that is not undone, since rows have been changed after it."""

    def __init__(self, labels: tuple[str, ...]) -> None:
        """Keep the message ids of what was changed."""
        super().__init__(_("Changed since the merge, so it is not undone."))
        self.labels = labels


class Trace(StrEnum):
    """What a merge did to one row."""

    MOVED = "moved"
    """It belonged to the absorbed person."""
    CHANGED = "changed"
    """The surviving person's own row, after values were chosen."""
    REPLACED = "replaced"
    """An old value of the surviving person, in whose place another was chosen."""
    MADE = "made"
    """Written by the merge: old values and origins that go when it is undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyMerge:
    """One merge, as long as it can be undone; it holds ids alone."""

    id: UUID
    survivor_id: UUID
    absorbed_id: UUID
    merged_at: int
    merged_by: UUID
    moved: int
    """How many rows about the person changed hands, the person's own not counted."""

    @property
    def undone_until(self) -> int:
        """Return the last moment of the undo, UTC microseconds."""
        return self.merged_at + UNDO_MICROSECONDS

    def can_be_undone(self, now: int) -> bool:
        """Tell whether the day has not passed."""
        return now <= self.undone_until


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeWish:
    """Which of two rows stays, as they were read, and which values the other one gives."""

    survivor_id: UUID
    survivor_version: int
    absorbed_id: UUID
    absorbed_version: int
    taken: frozenset[str] = frozenset()
    """The fields of `Party` that are taken from the absorbed row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One single-valued field of both persons, side by side."""

    field: str
    label: str
    first: Any
    second: Any
    """The value in its own type; WITHHELD where the reader does not reach."""

    @property
    def is_same(self) -> bool:
        """Tell whether there is nothing to choose."""
        return bool(self.first == self.second)

    @property
    def prefers_second(self) -> bool:
        """Tell whether only the second has something to say."""
        return not self.first and bool(self.second)


def proposed(choices: Iterable[Choice]) -> frozenset[str]:
    """Return what only the second fills; a part of a name if the name that stays has it."""
    said = {choice.field: choice for choice in choices}
    name = said.get(_NAME)
    whole = f" {(name.first or name.second) if name else ''} "
    return frozenset(
        field
        for field, choice in said.items()
        if choice.prefers_second and (field not in _NAME_PARTS or f" {choice.second} " in whole)
    )
