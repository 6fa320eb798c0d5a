"""Reads a table from a file of somebody else's program: CSV, XLSX or vCard, within limits."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.imports import Column
from registerdesk.domain.texts import _
from registerdesk.usecases.import_limits import (
    CHANGED,
    FORMULA,
    LONGEST_CELL,
    LONGEST_LINE,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    NOT_A_TABLE,
    TOO_LARGE,
)
from registerdesk.usecases.import_sheets import opening_sheet
from registerdesk.usecases.import_vcard_lines import NO_CONTACTS, is_vcard
from registerdesk.usecases.import_vcards import COLUMNS as VCARD_COLUMNS
from registerdesk.usecases.import_vcards import HEADER as VCARD_HEADER
from registerdesk.usecases.import_vcards import contacts_in
from registerdesk.usecases.slices import Slices

PREVIEW: Final = 8
_SEPARATORS: Final = (";", "\t", ",")
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ZIP: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
_DOS_LETTERS = re.compile("[A-Za-z][†„”Ž™][a-z]|[†„”][a-z]")
"""What å, ä and ö of an old DOS encoding look like inside a word."""
_BLOCK: Final = 1 << 20
_A_CONTACT: Final = 300
"""Bytes of a contact without a picture, about."""


@dataclass(slots=True, kw_only=True)
class TableStream:
    """A table whose rows are read as they are asked for; InvalidInput where one cannot be."""

    header: tuple[str, ...]
    rows: Iterator[list[str]]
    expected: int
    """About how many rows there are."""
    digest: Callable[[], str]
    """The SHA-256 of the file, hexadecimal, once the rows are at their end."""
    encoding: str = ""
    separator: str = ""
    columns: tuple[Column | None, ...] = ()
    """What each column fills, where the kind of file says so."""
    has_numbers: bool = True
    """Whether the office's own numbers can stand in a file of this kind."""


def opening(path: Path) -> Slices[TableStream]:
    """Find out in slices what a file is; InvalidInput says what to do with one without a table."""
    start = _start_of(path)
    if start.startswith(_OLD_EXCEL):
        raise InvalidInput(_("The file is in an old Excel format. Save it as XLSX and try again."))
    if start.startswith(_ZIP):
        return (yield from _open_workbook(path))
    if is_vcard(start):
        return _open_contacts(path)
    if path.suffix.lower() in {".vcf", ".vcard"}:
        raise InvalidInput(NO_CONTACTS)
    return (yield from _open_text(path))


def require_rows(count: int) -> None:
    """Refuse a table without rows."""
    if not count:
        raise InvalidInput(_("The file has no rows under the column names. Choose another file."))


def digest_of(path: Path) -> Slices[str]:
    """Return the SHA-256 of a file, hexadecimal, read in slices."""
    found = sha256()
    _start_of(path)
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
            yield
    return found.hexdigest()


def _start_of(path: Path) -> bytes:
    """Return the first bytes of a file within the limit."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InvalidInput(TOO_LARGE)
        if not path.is_file():  # a pipe or a device would never end
            raise FileNotFoundError
        with path.open("rb") as file:
            return file.read(4096)
    except OSError:
        raise InvalidInput(
            _("The file {name} could not be read. Check that it is there, and try again."),
            name=path.name,
        ) from None


def _open_text(path: Path) -> Slices[TableStream]:
    """Return the table of a CSV file."""
    encoding, lines = yield from _encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        first = file.read(LONGEST_LINE + 1).lstrip("\r\n").split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    if separator not in first or len(first) > LONGEST_LINE:
        raise InvalidInput(NOT_A_TABLE)
    raw = _Hashing(path)
    header, rows = _headed(_lines(raw, encoding, separator))
    return TableStream(
        header=header,
        rows=rows,
        expected=max(lines - 1, 1),
        digest=raw.found.hexdigest,
        encoding=encoding,
        separator=separator,
    )


def _open_contacts(path: Path) -> TableStream:
    """Return the contacts of a vCard file as a table."""
    raw = _Hashing(path)
    return TableStream(
        header=VCARD_HEADER,
        rows=contacts_in(io.BufferedReader(raw, _BLOCK)),
        expected=max(path.stat().st_size // _A_CONTACT, 1),
        digest=raw.found.hexdigest,
        columns=VCARD_COLUMNS,
        has_numbers=False,
    )


def _encoding_of(path: Path) -> Slices[tuple[str, int]]:
    """Return how the file's letters are written, and about how many lines it has."""
    with path.open("rb") as file:
        start = file.read(_BLOCK)
    marked = next((encoding for mark, encoding in _MARKS if start.startswith(mark)), None)
    if marked is None and b"\0" in start:
        raise InvalidInput(NOT_A_TABLE)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        lines = yield from _lines_in(path, encoding)
        if lines is not None:
            return encoding, lines
    raise InvalidInput(
        _("The letters of the file cannot be read. Save it as CSV in UTF-8 and try again.")
    )


def _lines_in(path: Path, encoding: str) -> Slices[int | None]:
    """Return how many lines the file has in an encoding, or None when it is not written in it."""
    decoder = codecs.getincrementaldecoder(encoding)()
    lines, tail = 0, ""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            try:
                text = tail + decoder.decode(block)
            except UnicodeDecodeError:
                return None
            if encoding == "cp1252" and _DOS_LETTERS.search(text):
                return None
            lines += text.count("\n", len(tail))
            tail = text[-3:]
            yield
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return lines


class _Hashing(io.RawIOBase):
    """A file that is hashed as it is read."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.found = sha256()
        self._file = path.open("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, room: Any) -> int:  # noqa: ANN401 - any buffer
        count = self._file.readinto(room) or 0
        self.found.update(memoryview(room)[:count])
        return count

    def close(self) -> None:
        self._file.close()
        super().close()


def _lines(raw: io.RawIOBase, encoding: str, separator: str) -> Iterator[list[str]]:
    """Yield the cells of each line of separated text."""
    buffered = io.BufferedReader(raw, _BLOCK)
    with io.TextIOWrapper(buffered, encoding, newline="") as file, _limited_cells():
        reader = csv.reader(file, delimiter=separator, strict=True)
        try:
            yield from reader
        except csv.Error:
            raise InvalidInput(
                _("Line {line} cannot be read: a quotation mark or a cell has no end. Correct it."),
                line=reader.line_num,
            ) from None
        except UnicodeDecodeError:
            raise InvalidInput(CHANGED) from None


def _headed(lines: Iterator[list[str]]) -> tuple[tuple[str, ...], Iterator[list[str]]]:
    """Return the header, and the data rows to come."""
    filled = ([cell.strip() for cell in cells] for cells in lines)
    filled = (cells for cells in filled if any(cells))
    header = tuple(next(filled, ()))
    if not 1 < len(header) <= MOST_COLUMNS:
        raise InvalidInput(NOT_A_TABLE)
    rows = (_row(cells, number, len(header)) for number, cells in enumerate(filled, 1))
    return header, rows


@contextmanager
def _limited_cells() -> Iterator[None]:
    """Let no cell grow beyond what any field holds."""
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _row(cells: list[str], number: int, width: int) -> list[str]:
    """Return a data row of the header's width; refuse a formula and a cell too many."""
    if number > MOST_ROWS:
        raise InvalidInput(TOO_LARGE)
    if any(cell.startswith("=") for cell in cells):
        raise InvalidInput(FORMULA, row=number)
    if any(cells[width:]):
        raise InvalidInput(
            _("Row {row} has more cells than there are columns. Correct it and try again."),
            row=number,
        )
    return cells[:width] + [""] * (width - len(cells))


def _open_workbook(path: Path) -> Slices[TableStream]:
    """Return the table on the first sheet of an XLSX file."""
    lines, count = yield from opening_sheet(path)
    digest = yield from digest_of(path)
    header, rows = _headed(lines)
    return TableStream(header=header, rows=rows, expected=max(count - 1, 1), digest=lambda: digest)
