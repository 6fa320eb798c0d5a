"""The record of processing as a spreadsheet: plain text in every cell, never a formula."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Final

from registerdesk.domain.processing_record import ProcessingRecord

_WIDTHS: Final = (28, 10, 32, 90)


def render(record: ProcessingRecord) -> bytes:
    """Return the record as XLSX; a missing element is red and says what is missing."""
    from xlsxwriter import Workbook  # only when a sheet is wanted

    output = BytesIO()
    book = Workbook(output, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": record.title, "author": record.office, "created": _made(record)})
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F1F3F5"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    red = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#A3221B"})
    sheet = book.add_worksheet()
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    top = (record.title, record.office, record.day.isoformat(), record.words_gaps)
    for row, words in enumerate(top):
        sheet.write_string(row, 0, words)
    for column, words in enumerate(record.heads):
        sheet.write_string(len(top) + 1, column, words, head)
    rows = [(part, each) for part in record.sheets for each in part.elements]
    for row, (part, each) in enumerate(rows, start=len(top) + 2):
        content = "\n".join(filter(None, (each.text, each.missing)))
        for column, words in enumerate((part.title, each.article, each.label, content)):
            sheet.write_string(row, column, words, red if each.missing else plain)
    sheet.freeze_panes(len(top) + 2, 0)
    book.close()
    return output.getvalue()


def _made(record: ProcessingRecord) -> datetime:
    """Return the record's day, so that the file tells no other time."""
    return datetime(record.day.year, record.day.month, record.day.day, tzinfo=UTC)
