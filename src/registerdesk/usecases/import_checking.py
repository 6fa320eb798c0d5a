"""Reading and checking a file before anything of it is taken in, in slices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.fields import Purpose
from registerdesk.domain.import_matches import RowChoice
from registerdesk.domain.import_rows import ImportRow, RowReader
from registerdesk.domain.imports import (
    Column,
    ImportKind,
    RowError,
    Treatment,
    match_columns,
    require_columns,
)
from registerdesk.domain.parties import PartyKind
from registerdesk.domain.retention import SHIPPED, Periods
from registerdesk.domain.sources import Channel, Origin, Source
from registerdesk.domain.texts import _
from registerdesk.storage.bulk import SealedNumber, seal_number
from registerdesk.storage.cells import Cells
from registerdesk.usecases.desk import new_id
from registerdesk.usecases.import_files import TableStream, opening, require_rows
from registerdesk.usecases.import_limits import CHANGED
from registerdesk.usecases.import_packing import Packed, Packing
from registerdesk.usecases.slices import Slices, finished

Progress = Callable[[int, int], bool]
"""Told rows done and rows in all; says no to stop, and then nothing of the import is kept."""

EVERY: Final = 250
"""Rows that are checked, sealed or written between two moments of telling."""
IN_A_SLICE: Final = 2000
"""Rows that are only read in one slice."""
ROWS_A_SECOND: Final = 3000
LONG: Final = 50_000
"""Above so many rows the office is told how long search will wait."""


class ImportCancelled(RegisterDeskError):
    """The person stopped the import; the register is as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What is known of the file as a whole; it becomes the origin of every value in it."""

    kind: ImportKind
    source: str
    """The source in the office's words."""
    purpose: Purpose = Purpose.CONTRACT
    channel: Channel = Channel.FILE
    collected_on: date | None = None
    """The day of the file's data; today when it is not given."""
    kind_without_number: PartyKind = PartyKind.PERSON
    columns: tuple[Column | None, ...] | None = None
    """What each column fills, where somebody has chosen; by the headers otherwise."""
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A file that has been read and checked; nothing of it is in the register yet."""

    options: ImportOptions
    origin: Origin
    count: int
    rows: Packed[ImportRow]
    errors: tuple[RowError, ...]
    header: tuple[str, ...]
    columns: tuple[Column | None, ...]
    digest: str
    """SHA-256 of the file, hexadecimal."""
    today: date
    periods: Periods
    """How long the office keeps what."""
    given: Mapping[int, tuple[str, ...]]
    """The rows with errors, as the file has them."""
    fixed: Mapping[int, Mapping[Column, str]] = field(default_factory=dict)
    """What somebody has written instead, by row and field."""
    left: frozenset[int] = frozenset()
    """The rows that somebody leaves out."""
    duplicates: Treatment = Treatment.SKIP
    """What is done with a number that stands in the file a second time."""
    known: Treatment = Treatment.MERGE
    """What is done with somebody who is in the register."""
    choices: Mapping[int, RowChoice] = field(default_factory=dict)
    """What somebody chose for single rows instead."""
    sealed: Packed[SealedNumber] = field(default_factory=Packed, repr=False)
    """Identity numbers that are sealed already, by row."""

    @property
    def waits_seconds(self) -> int:
        """How long search waits for a long import, about; 0 for one that is not felt."""
        return self.count // ROWS_A_SECOND if self.count > LONG else 0


def preparing(
    path: Path,
    options: ImportOptions,
    *,
    today: date,
    periods: Periods,
    digest: str = "",
    progress: Progress | None = None,
) -> Slices[Prepared]:
    """Read and check a file in slices; refuse one that is another than the `digest` says."""
    table = yield from opening(path)
    columns = options.columns or table.columns or match_columns(table.header, options.kind)
    require_columns(columns, options.kind, has_numbers=table.has_numbers)
    prepared = Prepared(
        options=options,
        origin=_origin(options, today),
        count=0,
        rows=Packed(),
        errors=(),
        header=table.header,
        columns=columns,
        digest="",
        today=today,
        periods=periods,
        given={},
    )
    checked = yield from _checking(table, prepared, progress)
    if digest and checked.digest != digest:
        raise InvalidInput(CHANGED)
    return checked


def prepare(
    path: Path,
    options: ImportOptions,
    *,
    today: date,
    periods: Periods = SHIPPED,
    progress: Progress | None = None,
) -> Prepared:
    """Read and check a file; InvalidInput says what to do with one that is no list of people."""
    return finished(preparing(path, options, today=today, periods=periods, progress=progress))


def _origin(options: ImportOptions, today: date) -> Origin:
    """Return where every value of the file comes from."""
    return Origin(
        source=Source.FILE,
        source_detail=options.source.strip(),
        channel=options.channel,
        collected_on=options.collected_on or today,
        purpose=options.purpose,
    )


def _reader(prepared: Prepared) -> RowReader:
    """Return what checks the file's rows."""
    options = prepared.options
    from_web = options.channel is Channel.WEB or Column.CONSENT in prepared.columns
    kind = options.kind_without_number
    return RowReader(
        kind_without_number=kind,
        today=prepared.today,
        periods=prepared.periods,
        from_web=from_web,
    )


def _wanted(columns: Sequence[Column | None]) -> list[tuple[int, Column]]:
    """Return the columns that are imported, with their places."""
    return [(at, column) for at, column in enumerate(columns) if column is not None]


def _checking(
    table: TableStream, prepared: Prepared, progress: Progress | None
) -> Slices[Prepared]:
    """Return the rows that can go in, and everything that is wrong."""
    reader, wanted = _reader(prepared), _wanted(prepared.columns)
    rows: Packing[ImportRow] = Packing()
    errors: list[RowError] = []
    given: dict[int, tuple[str, ...]] = {}
    number = 0
    for number, cells in enumerate(table.rows, 1):
        found = reader.read(number, {column: cells[at] for at, column in wanted})
        if reader.errors:
            errors += reader.errors
            given[number] = tuple(cells)
        if found is not None:
            rows.add(number, found)
        if number % EVERY == 0:
            tell(progress, number, max(number, table.expected))
            yield
    require_rows(number)
    tell(progress, number, number)
    return replace(
        prepared,
        count=number,
        rows=rows.packed(),
        errors=tuple(errors),
        digest=table.digest(),
        given=given,
    )


def corrected(prepared: Prepared, number: int, column: Column, text: str) -> Prepared:
    """Return the file with one cell written otherwise, and its row checked anew."""
    cells = prepared.given[number]
    fixed = {**prepared.fixed.get(number, {}), column: text.strip()}
    reader = _reader(prepared)
    read = {each: cells[at] for at, each in _wanted(prepared.columns)}
    found = reader.read(number, {**read, **fixed})
    others = [error for error in prepared.errors if error.row != number]
    errors = sorted([*others, *reader.errors], key=lambda error: error.row)
    return replace(
        prepared,
        rows=prepared.rows.replaced(number, found),
        errors=tuple(errors),
        fixed={**prepared.fixed, number: fixed},
        sealed=prepared.sealed.replaced(number, None),
    )


def left_out(prepared: Prepared, number: int) -> Prepared:
    """Return the file with one row left out, or taken back where it was."""
    return replace(prepared, left=prepared.left ^ {number})


def fetching(path: Path, prepared: Prepared, wanted: set[int]) -> Slices[Prepared]:
    """Return the file with some more rows kept as the file has them."""
    given = dict(prepared.given)
    missing = wanted - set(given)
    if not missing:
        return prepared
    table = yield from opening(path)
    for number, cells in enumerate(table.rows, 1):
        if number in missing:
            given[number] = tuple(cells)
        if number % IN_A_SLICE == 0:
            yield
    if table.digest() != prepared.digest:
        raise InvalidInput(CHANGED)
    return replace(prepared, given=given)


def sealing(
    prepared: Prepared, cells: Cells, *, now: int, progress: Progress | None = None
) -> Slices[Prepared]:
    """Seal the identity numbers before the transaction; needs the compartment `pnr`."""
    sealed: Packing[SealedNumber] = Packing()
    for done, row in enumerate(prepared.rows, 1):
        if row.personal:
            sealed.add(row.row, seal_number(cells, new_id(now, done), row.personal))
        if done % EVERY == 0:
            tell(progress, 0, prepared.count)
            yield
    return replace(prepared, sealed=sealed.packed())


def tell(progress: Progress | None, done: int, total: int) -> None:
    """Tell how far the work has come; stop when the answer is no."""
    due = done % EVERY == 0 or done == total
    if progress is not None and due and not progress(done, total):
        raise ImportCancelled(_("The import was stopped. Nothing was taken in."))
