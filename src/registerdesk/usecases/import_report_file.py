"""The file that an import's report is written to: private, and never on the office's own files."""

from __future__ import annotations

from pathlib import Path

from registerdesk.usecases import private_files

PRIVATE = private_files.PRIVATE


def refuse_place(report: Path, office: Path, imported: Path) -> None:
    """Refuse, before anything is taken in, a place in the office, on the file, or nowhere."""
    private_files.refuse_place(report, office, imported)


def write_report(report: Path, text: str) -> None:
    """Write the report in the place of an earlier one; this account alone reads it."""
    private_files.write_private(report, text.encode())
