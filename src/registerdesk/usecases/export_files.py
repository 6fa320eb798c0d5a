"""A list becomes a file that says where it comes from: a workbook, or text with semicolons."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime, time
from typing import Final

from registerdesk.domain.exports import ExportFormat, ListDocument
from registerdesk.domain.texts import _
from registerdesk.resources.language import translate
from registerdesk.usecases.escaped_cells import escaped
from registerdesk.usecases.export_making import ExportStage, Progress, tell, unheard
from registerdesk.usecases.slices import Slices

_BOM: Final = "\ufeff"
_NO_GUESSES: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Every cell is text: nothing in it is a formula, a link or a number by its looks."""
_WIDTH, _WIDE = 22, 34
_EVERY: Final = 200
"""Rows between two moments of telling."""
_SLICE_SECONDS: Final = 0.05


def making(
    document: ListDocument, kind: ExportFormat, progress: Progress = unheard
) -> Slices[bytes]:
    """Return the list as a file, or as the pages of an A4 print, made in slices in memory."""
    steps = _MAKERS[kind](document)
    try:
        while True:
            try:
                done = next(steps)
            except StopIteration as end:
                content: bytes = end.value
                return content
            tell(progress, ExportStage.WRITING, done, len(document.rows))
            yield
    finally:
        steps.close()


def _pages(document: ListDocument) -> Generator[int, None, bytes]:
    """Return the pages of a print."""
    from registerdesk.letters import list_sheet

    return (yield from list_sheet.rendering(document))


def _text(document: ListDocument) -> Generator[int, None, bytes]:
    """Return UTF-8 with its mark, semicolons, and the facts in lines that begin with a #."""
    text = io.StringIO(_BOM, newline="")
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([f"# {label}: {value}"] for label, value in _facts(document))
    writer.writerow([escaped(head) for head in document.heads])
    for done, row in enumerate(document.rows, 1):
        writer.writerow([escaped(cell) for cell in row])
        if done % _EVERY == 0:
            yield done
    return text.getvalue().encode()


def _workbook(document: ListDocument) -> Generator[int, None, bytes]:
    """Return a workbook: the list on the first sheet, the facts on the second."""
    import xlsxwriter

    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, _NO_GUESSES)
    book.set_properties(
        {"title": document.title, "created": datetime.combine(document.day, time())}
    )
    strong = book.add_format({"bold": True})
    sheet = book.add_worksheet(_sheet_name(_("List"), document.language))
    sheet.set_column(0, max(len(document.heads) - 1, 0), _WIDTH)
    sheet.freeze_panes(1, 0)
    for at, line in enumerate((document.heads, *document.rows)):
        for column, cell in enumerate(line):
            sheet.write_string(at, column, cell, strong if at == 0 else None)
        if at % _EVERY == 0:
            yield at
    about = book.add_worksheet(_sheet_name(_("About the file"), document.language))
    about.set_column(0, 1, _WIDE)
    for at, (label, value) in enumerate(_facts(document)):
        about.write_string(at, 0, label, strong)
        about.write_string(at, 1, value)
    yield from _beside(book.close, len(document.rows))
    return output.getvalue()


def _facts(document: ListDocument) -> tuple[tuple[str, str], ...]:
    """Return what the file says of itself."""
    return (*document.facts, (translate(_("Mark of the file"), document.language), document.mark))


def _beside(work: Callable[[], object], done: int) -> Generator[int, None, None]:
    """Let a thread of its own do what cannot be divided and touches nothing but its own."""
    pool = ThreadPoolExecutor(1, thread_name_prefix="list")
    later = pool.submit(work)
    pool.shutdown(wait=False)
    while not wait((later,), timeout=_SLICE_SECONDS).done:
        yield done
    later.result()


_MAKERS: Final = {
    ExportFormat.XLSX: _workbook,
    ExportFormat.CSV: _text,
    ExportFormat.PAPER: _pages,
}


def _sheet_name(message: str, language: str) -> str:
    """Return a sheet's name in the file's language."""
    return translate(message, language)
