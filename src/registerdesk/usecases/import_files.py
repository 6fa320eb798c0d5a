"""Reads a table from a file that somebody else's program wrote: CSV or XLSX, within limits."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.texts import _

MOST_BYTES: Final = 100 * 1024 * 1024
MOST_ROWS: Final = 1_000_000
MOST_COLUMNS: Final = 200
LONGEST_CELL: Final = 20_000
LONGEST_LINE: Final = 200_000
MOST_UNPACKED: Final = 200 * 1024 * 1024
MOST_RATIO: Final = 200
"""A real sheet packs to some tenth of its size; a bomb to a thousandth."""
SMALL_ENOUGH: Final = 5 * 1024 * 1024
"""An unpacked size at which the ratio does not matter."""

PREVIEW: Final = 8
_SEPARATORS: Final = (";", "\t", ",")
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ZIP: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
_DOS_LETTERS = re.compile("[A-Za-z][†„”Ž™][a-z]|[†„”][a-z]")
"""What å, ä and ö of an old DOS encoding look like inside a word."""
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_BLOCK: Final = 1 << 20

NOT_A_TABLE = _(
    "The file is not a table. Save it as CSV or XLSX, with the column names in the first row."
)
TOO_LARGE = _("The file is too large. Divide it into several files and import them one by one.")
FORMULA = _(
    "Row {row} holds a formula. Save the file with values instead of formulas and try again."
)


@dataclass(frozen=True, slots=True)
class FileTable:
    """The file's first row and its data rows, as text; empty rows are left out."""

    header: tuple[str, ...]
    rows: list[list[str]]
    encoding: str = ""
    separator: str = ""


def read_table(path: Path) -> FileTable:
    """Return the table in the file; InvalidInput says what to do with one that has none."""
    start = _start_of(path)
    if start.startswith(_ZIP):
        table = _read_workbook(path)
    elif start.startswith(_OLD_EXCEL):
        raise InvalidInput(_("The file is in an old Excel format. Save it as XLSX and try again."))
    else:
        table = _read_text(path)
    if not table.rows:
        raise InvalidInput(_("The file has no rows under the column names. Choose another file."))
    return table


def _start_of(path: Path) -> bytes:
    """Return the first bytes of a file within the limit."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InvalidInput(TOO_LARGE)
        with path.open("rb") as file:
            return file.read(4096)
    except OSError:
        raise InvalidInput(
            _("The file {name} could not be read. Check that it is there, and try again."),
            name=path.name,
        ) from None


def _read_text(path: Path) -> FileTable:
    """Return the table of a CSV file."""
    text, encoding = _decoded(path.read_bytes())
    first = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    if separator not in first or len(first) > LONGEST_LINE:
        raise InvalidInput(NOT_A_TABLE)
    header, rows = _split(text, separator)
    return FileTable(header, rows, encoding, separator)


def _decoded(data: bytes) -> tuple[str, str]:
    """Return the text and its encoding: by its mark, strict UTF-8, or Windows-1252."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    if marked is None and b"\0" in data[:_BLOCK]:
        raise InvalidInput(NOT_A_TABLE)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "cp1252" or not _DOS_LETTERS.search(text):
            return text, encoding
    raise InvalidInput(
        _("The letters of the file cannot be read. Save it as CSV in UTF-8 and try again.")
    )


def _split(text: str, separator: str) -> tuple[tuple[str, ...], list[list[str]]]:
    """Return the header and the data rows of separated text."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    header: tuple[str, ...] | None = None
    rows: list[list[str]] = []
    with _limited_cells():
        try:
            for cells in reader:
                if not any(cell.strip() for cell in cells):
                    continue
                if header is None:
                    header = tuple(cell.strip() for cell in cells)
                else:
                    rows.append(_row(cells, len(rows) + 1, len(header)))
        except csv.Error:
            raise InvalidInput(
                _("Line {line} cannot be read: a quotation mark or a cell has no end. Correct it."),
                line=reader.line_num,
            ) from None
    return _checked_header(header), rows


@contextmanager
def _limited_cells() -> Iterator[None]:
    """Let no cell grow beyond what any field holds."""
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _checked_header(header: tuple[str, ...] | None) -> tuple[str, ...]:
    """Return a header of at least two columns and not too many."""
    if header is None or not 1 < len(header) <= MOST_COLUMNS:
        raise InvalidInput(NOT_A_TABLE)
    return header


def _row(cells: list[str], number: int, width: int) -> list[str]:
    """Return a data row of the header's width; refuse a formula and a cell too many."""
    if number > MOST_ROWS:
        raise InvalidInput(TOO_LARGE)
    cells = [cell.strip() for cell in cells]
    if any(cell.startswith("=") for cell in cells):
        raise InvalidInput(FORMULA, row=number)
    if any(cells[width:]):
        raise InvalidInput(
            _("Row {row} has more cells than there are columns. Correct it and try again."),
            row=number,
        )
    return cells[:width] + [""] * (width - len(cells))


def _read_workbook(path: Path) -> FileTable:
    """Return the table on the first sheet of an XLSX file."""
    _refuse_bomb(path)
    import python_calamine

    try:
        with python_calamine.load_workbook(str(path)) as book:
            found = book.get_sheet_by_index(0).iter_rows()
            return _from_cells(found)
    except python_calamine.CalamineError:
        raise InvalidInput(NOT_A_TABLE) from None


def _from_cells(found: Iterator[list[Any]]) -> FileTable:
    """Return the table of a sheet's cells."""
    header: tuple[str, ...] | None = None
    rows: list[list[str]] = []
    for values in found:
        cells = [_as_text(value) for value in values]
        if not any(cells):
            continue
        if header is None:
            header = tuple(cells)
        else:
            rows.append(_row(cells, len(rows) + 1, len(header)))
    return FileTable(_checked_header(header), rows)


def _as_text(value: Any) -> str:  # noqa: ANN401 - a sheet's cell is of any type
    """Return a sheet's cell as it would have been written in a text file."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else str(value)
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).strip()
    if len(text) > LONGEST_CELL:
        raise InvalidInput(TOO_LARGE)
    return text


def _refuse_bomb(path: Path) -> None:
    """Refuse a workbook that unpacks to too much, by what it says and by what it does."""
    try:
        with zipfile.ZipFile(path) as packed:
            entries = packed.infolist()
            if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise InvalidInput(TOO_LARGE)
            for entry in entries:
                _measure(packed, entry)
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError):
        raise InvalidInput(NOT_A_TABLE) from None


def _measure(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Unpack one part block by block, within limits; a sheet must hold no formula."""
    total, tail = 0, b""
    is_sheet = entry.filename.startswith("xl/worksheets/")
    most = max(SMALL_ENOUGH, MOST_RATIO * max(entry.compress_size, 1))
    with packed.open(entry) as part:
        while block := part.read(_BLOCK):
            total += len(block)
            if total > min(most, MOST_UNPACKED):
                raise InvalidInput(TOO_LARGE)
            if is_sheet and _FORMULA.search(tail + block):
                raise InvalidInput(
                    _("The sheet holds formulas. Save it with values only and try again.")
                )
            tail = block[-16:]
