"""A list becomes a file that says where it comes from: a workbook, or text with semicolons."""

from __future__ import annotations

import csv
import io
from datetime import datetime, time
from typing import Final

from registerdesk.domain.exports import ExportFormat, ListDocument
from registerdesk.domain.texts import _
from registerdesk.resources.language import translate
from registerdesk.usecases.import_job import escaped

_BOM: Final = "\ufeff"
_NO_GUESSES: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Every cell is text: nothing in it is a formula, a link or a number by its looks."""
_WIDTH, _WIDE = 22, 34


def made(document: ListDocument, kind: ExportFormat) -> bytes:
    """Return the list as a file, or as the pages of an A4 print."""
    if kind is ExportFormat.XLSX:
        return _workbook(document)
    if kind is ExportFormat.CSV:
        return _text(document)
    from registerdesk.letters import list_sheet

    return list_sheet.render(document)


def _text(document: ListDocument) -> bytes:
    """Return UTF-8 with its mark, semicolons, and the facts in lines that begin with a #."""
    text = io.StringIO(_BOM, newline="")
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([f"# {label}: {value}"] for label, value in document.facts)
    writer.writerow([escaped(head) for head in document.heads])
    writer.writerows([escaped(cell) for cell in row] for row in document.rows)
    return text.getvalue().encode()


def _workbook(document: ListDocument) -> bytes:
    """Return a workbook: the list on the first sheet, the facts on the second."""
    import xlsxwriter

    output = io.BytesIO()
    with xlsxwriter.Workbook(output, _NO_GUESSES) as book:
        book.set_properties(
            {"title": document.title, "created": datetime.combine(document.day, time())}
        )
        strong = book.add_format({"bold": True})
        lines = (document.heads, *document.rows)
        sheet = book.add_worksheet(_sheet_name(_("List"), document.language))
        sheet.set_column(0, max(len(document.heads) - 1, 0), _WIDTH)
        sheet.freeze_panes(1, 0)
        for at, line in enumerate(lines):
            for column, cell in enumerate(line):
                sheet.write_string(at, column, cell, strong if at == 0 else None)
        about = book.add_worksheet(_sheet_name(_("About the file"), document.language))
        about.set_column(0, 1, _WIDE)
        for at, (label, value) in enumerate(document.facts):
            about.write_string(at, 0, label, strong)
            about.write_string(at, 1, value)
    return output.getvalue()


def _sheet_name(message: str, language: str) -> str:
    """Return a sheet's name in the file's language."""
    return translate(message, language)
