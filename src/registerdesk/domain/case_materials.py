"""What a case keeps: its sealed pieces, who holds its key, and where else was searched."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from registerdesk.domain.texts import _


class OutsideStore(StrEnum):
    """A place outside the program where data about the person may lie."""

    PAPER = "paper"
    EMAIL = "email"
    SHARED_FOLDER = "shared_folder"
    SUPPLIER = "supplier"


OUTSIDE_STORE_LABELS: Final = MappingProxyType(
    {
        OutsideStore.PAPER: _("Paper"),
        OutsideStore.EMAIL: _("E-mail in mailboxes"),
        OutsideStore.SHARED_FOLDER: _("Shared folder"),
        OutsideStore.SUPPLIER: _("Supplier"),
    }
)


class OutsideAnswer(StrEnum):
    """Whether there was anything there."""

    YES = "yes"
    NO = "no"
    NOT_RELEVANT = "not_relevant"


OUTSIDE_ANSWER_LABELS: Final = MappingProxyType(
    {
        OutsideAnswer.YES: _("Yes"),
        OutsideAnswer.NO: _("No"),
        OutsideAnswer.NOT_RELEVANT: _("Not relevant"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideSearch:
    """The answer for one place outside the program."""

    id: UUID
    case_id: UUID
    store: OutsideStore
    answer: OutsideAnswer
    by: UUID
    at: int
    version: int = 1


class MaterialKind(StrEnum):
    """What a case keeps under its own key."""

    ADDRESSEE = "addressee"
    SNAPSHOT = "snapshot"
    RELEASED = "released"
    REVIEW = "review"
    ANSWERS = "answers"
    REASON = "reason"
    LETTER = "letter"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMaterial:
    """One sealed piece of a case."""

    id: UUID
    case_id: UUID
    kind: MaterialKind
    name: str
    cell: bytes
    made_at: int
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseGrant:
    """One person's grant of a case's key."""

    id: UUID
    case_id: UUID
    user_id: UUID
    grant: bytes
