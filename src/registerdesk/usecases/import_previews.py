"""The beginning of a file, shown before anything of it is checked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from registerdesk.domain.imports import Column, ImportKind, match_columns
from registerdesk.usecases.import_checking import IN_A_SLICE
from registerdesk.usecases.import_files import PREVIEW, opening, require_rows
from registerdesk.usecases.slices import Slices, finished


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The beginning of a file, and what its columns seem to be."""

    header: tuple[str, ...]
    columns: tuple[Column | None, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int
    encoding: str
    separator: str
    digest: str
    """SHA-256 of the file, hexadecimal."""
    has_numbers: bool = True
    """Whether the office's own numbers can stand in a file of this kind."""


def previewing(path: Path, kind: ImportKind) -> Slices[Preview]:
    """Read the first rows of a file, and count the others."""
    table = yield from opening(path)
    first: list[tuple[str, ...]] = []
    count = 0
    for count, cells in enumerate(table.rows, 1):
        if count <= PREVIEW:
            first.append(tuple(cells))
        if count % IN_A_SLICE == 0:
            yield
    require_rows(count)
    return Preview(
        header=table.header,
        columns=table.columns or match_columns(table.header, kind),
        rows=tuple(first),
        count=count,
        encoding=table.encoding,
        separator=table.separator,
        digest=table.digest(),
        has_numbers=table.has_numbers,
    )


def preview(path: Path, kind: ImportKind) -> Preview:
    """Return the first rows of a file with the fields that its headers name."""
    return finished(previewing(path, kind))
