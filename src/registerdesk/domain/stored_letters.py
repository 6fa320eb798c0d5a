"""Letters as they are kept: sealed, hashed, printed by number, posted on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from registerdesk.domain.parties import Language
from registerdesk.domain.rights_requests import PostedWay
from registerdesk.domain.texts import _


class LetterKind(StrEnum):
    """The kinds of letter, numbered as in LETTERS.md 4."""

    RECEIPT = "L01"
    IDENTITY = "L02"
    ACCESS = "L03"
    NO_DATA = "L04"
    EXTENSION = "L13"
    REFUSAL = "L14"


LETTER_LABELS: Final = MappingProxyType(
    {
        LetterKind.RECEIPT: _("Receipt of the request"),
        LetterKind.IDENTITY: _("Question about identity or scope"),
        LetterKind.ACCESS: _("Extract from the registers"),
        LetterKind.NO_DATA: _("No data held"),
        LetterKind.EXTENSION: _("Extension"),
        LetterKind.REFUSAL: _("Refusal"),
    }
)
ANSWERS: Final = frozenset({LetterKind.ACCESS, LetterKind.NO_DATA, LetterKind.REFUSAL})
"""The letters that answer a request and close its clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLetter:
    """One letter: what stands in the log about it; its bytes are a sealed piece of the case."""

    id: UUID
    case_id: UUID
    kind: LetterKind
    language: Language
    made_at: int
    made_by: UUID
    pdf_sha256: bytes
    sealed_sha256: bytes
    text_version: str
    pages: int
    posted_on: date | None = None
    way: PostedWay | None = None
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPrint:
    """One print of a letter, numbered from 1 within the letter."""

    id: UUID
    letter_id: UUID
    print_number: int
    at: int
    by: UUID
