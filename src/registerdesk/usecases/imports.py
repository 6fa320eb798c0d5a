"""Importing a file of customers or suppliers: checked first, then taken in as one act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.fields import Purpose
from registerdesk.domain.import_rows import ImportRow, RowReader
from registerdesk.domain.imports import (
    Column,
    ImportKind,
    Report,
    RowError,
    match_columns,
    require_columns,
)
from registerdesk.domain.parties import PartyKind
from registerdesk.domain.sources import Channel, Origin, Source
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.resources.language import translate
from registerdesk.usecases.desk import Desk, Visit, use_case
from registerdesk.usecases.import_files import PREVIEW, FileTable, read_table
from registerdesk.usecases.import_writing import ImportWriting, Outcome

Progress = Callable[[int, int], bool]
"""Told rows done and rows in all; says no to stop, and then nothing of the import is kept."""

EVERY: Final = 250
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


ARGUMENTS: Final[tuple[Mapping[str, Any], ...]] = (
    {"flags": ("--kind",), "choices": tuple(ImportKind), "required": True},
    {"flags": ("--source",), "required": True},
    {"flags": ("--purpose",), "choices": tuple(Purpose), "default": Purpose.CONTRACT.value},
    {"flags": ("--channel",), "choices": tuple(Channel), "default": Channel.FILE.value},
    {"flags": ("--collected",), "type": date.fromisoformat, "default": None},
    {
        "flags": ("--kind-without-number",),
        "choices": tuple(PartyKind),
        "default": PartyKind.PERSON.value,
    },
    {"flags": ("--dry-run",), "action": "store_true"},
    {"flags": ("--report",), "type": Path, "default": None},
)
"""The command line's arguments beside office, file and user, for an argument parser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The beginning of a file, and what its columns seem to be."""

    header: tuple[str, ...]
    columns: tuple[Column | None, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int
    encoding: str
    separator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A file that has been read and checked; nothing of it is in the register yet."""

    options: ImportOptions
    origin: Origin
    count: int
    rows: tuple[ImportRow, ...]
    errors: tuple[RowError, ...]
    header: tuple[str, ...]
    columns: tuple[Column | None, ...]
    digest: str
    """SHA-256 of the file, hexadecimal."""

    @property
    def waits_seconds(self) -> int:
        """How long search waits for a long import, about; 0 for one that is not felt."""
        return self.count // ROWS_A_SECOND if self.count > LONG else 0


def preview(path: Path, kind: ImportKind) -> Preview:
    """Return the first rows of a file with the fields that its headers name."""
    table = read_table(path)
    return Preview(
        header=table.header,
        columns=match_columns(table.header, kind),
        rows=tuple(tuple(row) for row in table.rows[:PREVIEW]),
        count=len(table.rows),
        encoding=table.encoding,
        separator=table.separator,
    )


def prepare(
    path: Path, options: ImportOptions, *, today: date, progress: Progress | None = None
) -> Prepared:
    """Read and check a file; InvalidInput says what to do with one that is no list of people."""
    table = read_table(path)
    columns = options.columns or match_columns(table.header, options.kind)
    require_columns(columns, options.kind)
    rows, errors = _checked(table, columns, options, today, progress)
    return Prepared(
        options=options,
        origin=Origin(
            source=Source.FILE,
            source_detail=options.source.strip(),
            channel=options.channel,
            collected_on=options.collected_on or today,
            purpose=options.purpose,
        ),
        count=len(table.rows),
        rows=tuple(rows),
        errors=tuple(errors),
        header=table.header,
        columns=columns,
        digest=sha256(path.read_bytes()).hexdigest(),
    )


def _checked(
    table: FileTable,
    columns: tuple[Column | None, ...],
    options: ImportOptions,
    today: date,
    progress: Progress | None,
) -> tuple[list[ImportRow], list[RowError]]:
    """Return the rows that can go in, and everything that is wrong."""
    reader = RowReader(kind_without_number=options.kind_without_number, today=today)
    wanted = [(at, column) for at, column in enumerate(columns) if column is not None]
    rows: list[ImportRow] = []
    errors: list[RowError] = []
    for number, cells in enumerate(table.rows, 1):
        found = reader.read(number, {column: cells[at] for at, column in wanted})
        errors += reader.errors
        if found is not None:
            rows.append(found)
        tell(progress, number, len(table.rows))
    return rows, errors


def tell(progress: Progress | None, done: int, total: int) -> None:
    """Tell how far the work has come; stop when the answer is no."""
    due = done % EVERY == 0 or done == total
    if progress is not None and due and not progress(done, total):
        raise ImportCancelled(_("The import was stopped. Nothing was taken in."))


@use_case(Permission.IMPORT)
def dry_run(visit: Visit, prepared: Prepared, progress: Progress | None = None) -> Report:
    """Return what the import would do; nothing is taken in."""
    tally = _Tally(prepared)
    writing = ImportWriting(visit, prepared.options.kind.relation, prepared.origin)
    for done, row in enumerate(prepared.rows, 1):
        tally.count(row, writing.judge(row))
        tell(progress, done, len(prepared.rows))
    visit.note("import.tried", count=prepared.count, digest=prepared.digest)
    return tally.report()


@use_case(Permission.IMPORT)
def take_in(visit: Visit, prepared: Prepared, progress: Progress | None = None) -> Report:
    """Take the whole file into the register, or nothing of it; return what became of each row."""
    tally = _Tally(prepared)
    writing = ImportWriting(visit, prepared.options.kind.relation, prepared.origin)
    for done, row in enumerate(prepared.rows, 1):
        outcome = writing.judge(row)
        tally.count(row, writing.write(row, outcome))
        tell(progress, done, len(prepared.rows))
    writing.finish()
    visit.note(
        "import.taken_in",
        count=prepared.count,
        purpose=prepared.origin.purpose,
        digest=prepared.digest,
    )
    return tally.report()


def import_file(
    desk: Desk,
    path: Path,
    options: ImportOptions,
    *,
    today: date,
    progress: Progress | None = None,
) -> Report:
    """Read, check and take in a file, or only say what would become of it."""
    prepared = prepare(path, options, today=today)
    return desk.do(dry_run if options.dry_run else take_in, prepared, progress)


def as_json(report: Report, language: str) -> dict[str, Any]:
    """Return the report as it is written to a file, its sentences in one language."""
    return {
        "rows": report.rows,
        "new": report.new,
        "updated": report.updated,
        "duplicates": report.duplicates,
        "skipped": report.skipped,
        "errors": [
            {
                "row": error.row,
                "field": str(error.field),
                "value_masked": error.value_masked,
                "code": error.code,
                "message": translate(error.message, language, **error.parameters),
            }
            for error in report.errors
        ],
    }


@dataclass(slots=True)
class _Tally:
    """Counts what becomes of the rows."""

    prepared: Prepared
    counts: dict[str, int] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)

    def count(self, row: ImportRow, outcome: Outcome) -> None:
        """Count one row, and keep what kept it out."""
        self.counts[outcome.verdict] = self.counts.get(outcome.verdict, 0) + 1
        if outcome.error is not None:
            self.errors.append(replace(outcome.error, row=row.row))

    def report(self) -> Report:
        """Return the sums; rows with errors of their own were skipped before."""
        prepared = self.prepared
        pairs = list(zip(prepared.header, prepared.columns, strict=True))
        held_back = prepared.count - len(prepared.rows)
        return Report(
            rows=prepared.count,
            new=self.counts.get("new", 0),
            updated=self.counts.get("updated", 0),
            duplicates=self.counts.get("duplicate", 0),
            skipped=held_back + self.counts.get("skipped", 0),
            errors=tuple(sorted((*prepared.errors, *self.errors), key=lambda e: e.row)),
            columns=tuple(name for name, column in pairs if column is not None),
            left_out=tuple(name for name, column in pairs if column is None),
        )
