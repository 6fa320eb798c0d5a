"""The print number, and "Kopia" on a reprint: stamped on a copy, at print time only."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from registerdesk.letters import wording
from registerdesk.letters.letterhead import RIGHT, text
from registerdesk.letters.sheet import one_sheet
from registerdesk.letters.styles import MUTED


def copy_for_print(pdf: bytes, *, print_number: int, copy_of: date | None) -> bytes:
    """Return a copy with its print number in the footer; the stored PDF never changes.

    `copy_of` is the day of the reprint, None for the first print.
    """
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as letter:
        language = str(letter.Root.get("/Lang", "sv"))[:2]
        with pikepdf.open(BytesIO(_mark(language, print_number, copy_of))) as mark:
            for page in letter.pages:
                page.add_overlay(mark.pages[0], None)
            output = BytesIO()
            letter.save(output, deterministic_id=True)
    return output.getvalue()


def _mark(language: str, print_number: int, copy_of: date | None) -> bytes:
    """Return an otherwise empty sheet with the mark in line 4 of the footer."""
    words = wording.shipped("frame", language)
    facts = {"number": str(print_number)}
    shown = (
        words.fill("footer.copy", facts | {"date": copy_of.isoformat()})
        if copy_of
        else words.fill("footer.print", facts)
    )
    with one_sheet(title=shown, author="", language=language) as sheet:
        text(sheet.canvas, RIGHT, 291, shown, 6.5, room=80, colour=MUTED)
    return sheet.pdf
