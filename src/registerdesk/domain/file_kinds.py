"""Kinds of file that the office keeps, known by their content and never by their name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.texts import _

SIZE_LIMIT: Final = 20 * 1024 * 1024
"""The largest file, in bytes."""
PART_BYTES: Final = 1024 * 1024 - 64
"""Bytes of content in one sealed part."""
HEAD_BYTES: Final = 4096
ENTRY_LIMIT: Final = 5000


class FileKind(StrEnum):
    """What a file is."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    TIFF = "tiff"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    EMAIL = "eml"
    CSV = "csv"
    TEXT = "txt"


FILE_KIND_LABELS: Final = MappingProxyType(
    {
        FileKind.PDF: _("PDF document"),
        FileKind.PNG: _("Picture (PNG)"),
        FileKind.JPEG: _("Picture (JPEG)"),
        FileKind.TIFF: _("Picture (TIFF)"),
        FileKind.DOCX: _("Text document (DOCX)"),
        FileKind.XLSX: _("Spreadsheet (XLSX)"),
        FileKind.ODT: _("Text document (ODT)"),
        FileKind.EMAIL: _("E-mail message"),
        FileKind.CSV: _("Table (CSV)"),
        FileKind.TEXT: _("Plain text"),
    }
)

SUFFIXES: Final = MappingProxyType(
    {
        FileKind.PDF: (".pdf",),
        FileKind.PNG: (".png",),
        FileKind.JPEG: (".jpg", ".jpeg"),
        FileKind.TIFF: (".tif", ".tiff"),
        FileKind.DOCX: (".docx",),
        FileKind.XLSX: (".xlsx",),
        FileKind.ODT: (".odt",),
        FileKind.EMAIL: (".eml",),
        FileKind.CSV: (".csv",),
        FileKind.TEXT: (".txt",),
    }
)
"""The endings of a name that fit each kind, the usual one first."""

_SIGNS: Final = (
    (b"%PDF-", FileKind.PDF),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"II*\x00", FileKind.TIFF),
    (b"MM\x00*", FileKind.TIFF),
)
ZIP: Final = b"PK\x03\x04"
_PROGRAM_IN_PDF: Final = re.compile(rb"/(?:JavaScript|Launch)\b")
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_SCRIPT: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:#!|<\?|<!doctype|<html|<script|<svg|@echo|\{\\rtf)", re.IGNORECASE
)
_MAIL: Final = re.compile(rb"\A(?:[!-9;-~]{1,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2}")
_MAIL_FROM: Final = re.compile(rb"^(?:From|Received|Return-Path):", re.IGNORECASE | re.MULTILINE)
_MACRO: Final = re.compile(
    r"vbaproject|macrosheets/|activex/|(?:\A|/)(?:basic|scripts)/|oleobject|\.(?:exe|dll|js|vbs)\Z",
    re.IGNORECASE,
)
_OFFICE_PARTS: Final = MappingProxyType(
    {"word/document.xml": FileKind.DOCX, "xl/workbook.xml": FileKind.XLSX}
)
ODT_TYPE: Final = b"application/vnd.oasis.opendocument.text"

UNKNOWN: Final = _(
    "Files of this kind are not kept. Use PDF, PNG, JPEG, TIFF, TXT, CSV, EML, DOCX, XLSX or ODT."
)
PROGRAM: Final = _("The file holds a program or a macro. Save it without, such as as a PDF.")


def kind_of(head: bytes, suffix: str) -> FileKind | None:
    """Return the kind that a file's first bytes tell; None where a zip must be looked into.

    Plain text has no sign of its own: there the ending of the name decides between its kinds.
    InvalidInput for what is not kept.
    """
    for sign, kind in _SIGNS:
        if head.startswith(sign):
            return kind
    if head.startswith(ZIP):
        return None
    if _CONTROL.search(head):
        raise InvalidInput(UNKNOWN, field="file")
    if _SCRIPT.match(head):
        raise InvalidInput(PROGRAM, field="file")
    if suffix == ".eml" and _MAIL.match(head) and _MAIL_FROM.search(head):
        return FileKind.EMAIL
    return FileKind.CSV if suffix == ".csv" else FileKind.TEXT


def kind_of_zip(names: Iterable[str], declared: bytes) -> FileKind:
    """Return the kind of a zip by its entries and its `mimetype`; InvalidInput for another."""
    entries = list(names)
    if any(_MACRO.search(name) for name in entries):
        raise InvalidInput(PROGRAM, field="file")
    if declared == ODT_TYPE and "content.xml" in entries:
        return FileKind.ODT
    if "[Content_Types].xml" in entries:
        for part, kind in _OFFICE_PARTS.items():
            if part in entries:
                return kind
    raise InvalidInput(UNKNOWN, field="file")


def refuse_program(kind: FileKind, part: bytes) -> None:
    """Stop a part of a file that would start something where it is opened, as far as it shows."""
    if kind is FileKind.PDF and _PROGRAM_IN_PDF.search(part):
        raise InvalidInput(PROGRAM, field="file")
    is_text = kind in {FileKind.TEXT, FileKind.CSV, FileKind.EMAIL}
    if is_text and _CONTROL.search(part):
        raise InvalidInput(UNKNOWN, field="file")
