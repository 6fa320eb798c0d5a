"""The file that an import's report is written to: private, and never on the office's own files."""

from __future__ import annotations

import os
from pathlib import Path

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.texts import _

PRIVATE = 0o600


def refuse_place(report: Path, office: Path, imported: Path) -> None:
    """Refuse, before anything is taken in, a place in the office, on the file, or nowhere."""
    place = report.resolve()
    falls = place.is_relative_to(office.resolve()) or place == imported.resolve()
    if falls or place.is_dir() or not place.parent.is_dir():
        raise _unwritable(report)


def write_report(report: Path, text: str) -> None:
    """Write the report in the place of an earlier one; this account alone reads it."""
    try:
        report.unlink(missing_ok=True)
        handle = os.open(report, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    except OSError:
        raise _unwritable(report) from None


def _unwritable(report: Path) -> InvalidInput:
    """Return the refusal of a place."""
    return InvalidInput(
        _("The file {name} could not be written. Choose another place."), name=report.name
    )
