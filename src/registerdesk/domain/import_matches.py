"""Rows that fit somebody who is known: why they do, and what is done with each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from registerdesk.domain.texts import _


class RowTreatment(StrEnum):
    """What is done with one row that fits somebody who is known."""

    SKIP = "skip"
    MERGE = "merge"
    NEW = "new"


ROW_TREATMENT_LABELS: Final = MappingProxyType(
    {
        RowTreatment.SKIP: _("Is skipped"),
        RowTreatment.MERGE: _("Is merged"),
        RowTreatment.NEW: _("Becomes a new one"),
    }
)


class Fit(StrEnum):
    """Why a row fits somebody."""

    NUMBER = "number"
    """The relation's number or the identity number is the same."""
    NAME = "name"
    """The name alone is the same, which says little."""
    FILE = "file"
    """An earlier row of the file has the same number."""


FIT_LABELS: Final = MappingProxyType(
    {
        Fit.NUMBER: _("Same number"),
        Fit.NAME: _("Same name"),
        Fit.FILE: _("Stands earlier in the file"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowMatch:
    """A row and whom it fits: somebody in the register, or an earlier row of the file."""

    row: int
    fit: Fit
    whom: UUID | int
    treatment: RowTreatment
    """What the import would do with it as things are chosen now."""

    @property
    def may_be_new(self) -> bool:
        """Tell whether the row can become a new person: no two have the same number."""
        return self.fit is Fit.NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChoice:
    """What somebody chose for one row."""

    treatment: RowTreatment
    whom: UUID | None = None
    """Who is meant, where the name alone is the same."""
    kept: frozenset[str] = frozenset()
    """The fields that stay as they are, whatever the file says."""
