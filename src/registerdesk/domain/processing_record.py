"""The record of processing as it is read and printed: GDPR Article 30(1), element by element."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RecordFile(StrEnum):
    """The files that the record is taken out as; the value ends the file's name."""

    PDF = "pdf"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element of the record in the reader's language; `missing` says what is not there."""

    article: str
    """`30.1 b`, as the record prints it."""
    label: str
    text: str
    missing: str = ""
    """The sentence that names what is missing and the article that asks for it; else empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSheet:
    """One part of the record: the controller, one register, or the safeguards."""

    key: str
    title: str
    text: str
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessingRecord:
    """The whole record on one day, in one language."""

    title: str
    office: str
    lines: tuple[str, ...]
    """The office's address, and the like, under its name."""
    day: date
    language: str
    heads: tuple[str, str, str, str]
    """What the columns are called: part, article, element, content."""
    words_page: str
    """`Page {page} of {pages}`, in the language."""
    words_gaps: str
    """How many elements are missing, or that none is."""
    sheets: tuple[RecordSheet, ...]

    def gaps(self) -> Iterator[tuple[RecordSheet, Element]]:
        """Yield each missing element with the part where it stands."""
        for sheet in self.sheets:
            for element in sheet.elements:
                if element.missing:
                    yield sheet, element
