"""Reads the first sheet of a workbook, after measuring what it unpacks to."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.texts import _
from registerdesk.usecases.import_limits import (
    LONGEST_CELL,
    MOST_RATIO,
    MOST_UNPACKED,
    NOT_A_TABLE,
    SMALL_ENOUGH,
    TOO_LARGE,
)
from registerdesk.usecases.slices import Slices

_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_BLOCK: Final = 1 << 20


def opening_sheet(path: Path) -> Slices[tuple[Iterator[list[str]], int]]:
    """Return the cells of the first sheet, line by line, and about how many lines there are."""
    yield from _refuse_bomb(path)
    import python_calamine

    try:
        with python_calamine.load_workbook(str(path)) as book:
            sheet = book.get_sheet_by_index(0)
    except python_calamine.CalamineError:
        raise InvalidInput(NOT_A_TABLE) from None
    return ([_as_text(value) for value in values] for values in sheet.iter_rows()), sheet.height


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


def _refuse_bomb(path: Path) -> Slices[None]:
    """Refuse a workbook that unpacks to too much, by what it says and by what it does."""
    try:
        with zipfile.ZipFile(path) as packed:
            entries = packed.infolist()
            if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise InvalidInput(TOO_LARGE)
            for entry in entries:
                yield from _measure(packed, entry)
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError):
        raise InvalidInput(NOT_A_TABLE) from None


def _measure(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Slices[None]:
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
            yield
