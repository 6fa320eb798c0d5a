"""A file that is to be imported, read at a stretch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from registerdesk.usecases.import_files import opening, require_rows
from registerdesk.usecases.slices import finished


@dataclass(frozen=True, slots=True)
class FileTable:
    """The file's first row and its data rows, as text; empty rows are left out."""

    header: tuple[str, ...]
    rows: list[list[str]]
    encoding: str = ""
    separator: str = ""
    digest: str = ""


def read_table(path: Path) -> FileTable:
    """Return the whole table in the file; InvalidInput says what to do with one that has none."""
    found = finished(opening(path))
    rows = list(found.rows)
    require_rows(len(rows))
    return FileTable(found.header, rows, found.encoding, found.separator, found.digest())
