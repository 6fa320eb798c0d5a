"""Importing a file of customers or suppliers: checked first, then taken in as one act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from registerdesk.domain.fields import Purpose
from registerdesk.domain.import_matches import RowMatch
from registerdesk.domain.import_rows import ImportRow
from registerdesk.domain.imports import ImportKind, Report, RowError
from registerdesk.domain.parties import PartyKind
from registerdesk.domain.sources import Channel
from registerdesk.domain.staff import Permission
from registerdesk.resources.language import translate
from registerdesk.usecases.desk import Desk, Visit, use_case
from registerdesk.usecases.import_checking import (
    ImportCancelled,
    ImportOptions,
    Prepared,
    Progress,
    prepare,
    sealing,
    tell,
)
from registerdesk.usecases.import_judging import ImportJudging, Outcome
from registerdesk.usecases.import_previews import Preview, preview
from registerdesk.usecases.import_runs import KeptImports
from registerdesk.usecases.import_writing import ImportWriting
from registerdesk.usecases.retention import import_periods
from registerdesk.usecases.slices import finished

MOST_MATCHES: Final = 2_000
"""So many rows that fit somebody are shown one by one; the others follow what holds for all."""
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


@use_case(Permission.IMPORT)
def dry_run(visit: Visit, prepared: Prepared, progress: Progress | None = None) -> Report:
    """Return what the import would do; nothing is taken in."""
    judging, tally = begin_dry_run(visit, prepared)
    for done, row in enumerate(chosen(prepared), 1):
        tally.count(row, judging.judge(row))
        tell(progress, done, len(prepared.rows))
    return tally.report()


@use_case(Permission.IMPORT)
def begin_dry_run(visit: Visit, prepared: Prepared) -> tuple[ImportJudging, Tally]:
    """Leave the trace of a dry run, and return what judges and counts its rows."""
    visit.note("import.tried", count=prepared.count, digest=prepared.digest)
    return ImportJudging(visit, prepared, looks_for_names=True), Tally(prepared)


@use_case(Permission.IMPORT, leaves_trace=False)
def try_rows(visit: Visit, judging: ImportJudging, tally: Tally, rows: Sequence[ImportRow]) -> None:
    """Judge some more rows of a dry run; its beginning left the trace."""
    judging.go_on_in(visit)
    for row in rows:
        tally.count(row, judging.judge(row))


@use_case(Permission.IMPORT)
def take_in(visit: Visit, prepared: Prepared, progress: Progress | None = None) -> Report:
    """Take the whole file into the register, or nothing of it; return what became of each row."""
    tally = Tally(prepared)
    writing = ImportWriting(visit, prepared)
    for done, row in enumerate(chosen(prepared), 1):
        outcome = writing.judge(row)
        tally.count(row, writing.write(row, outcome))
        tell(progress, done, len(prepared.rows))
    writing.finish()
    report = tally.report()
    run = KeptImports(visit).keep(prepared, report)
    visit.note(
        "import.taken_in",
        run.id,
        count=prepared.count,
        purpose=prepared.origin.purpose,
        digest=prepared.digest,
    )
    return replace(report, run_id=run.id)


def chosen(prepared: Prepared) -> Iterator[ImportRow]:
    """Yield the rows that nobody left out."""
    return (row for row in prepared.rows if row.row not in prepared.left)


def import_file(
    desk: Desk,
    path: Path,
    options: ImportOptions,
    *,
    today: date,
    progress: Progress | None = None,
) -> Report:
    """Read, check and take in a file, or only say what would become of it."""
    prepared = prepare(path, options, today=today, periods=desk.do(import_periods))
    if not options.dry_run:
        prepared = finished(sealing(prepared, desk.keys, now=desk.now()))
    return desk.do(dry_run if options.dry_run else take_in, prepared, progress)


def as_json(report: Report, language: str) -> dict[str, Any]:
    """Return the report as it is written to a file, in one language; warnings are no errors."""
    return {
        "rows": report.rows,
        "new": report.new,
        "updated": report.updated,
        "duplicates": report.duplicates,
        "skipped": report.skipped,
        "errors": [_told(error, language) for error in report.errors if not error.is_warning],
    }


def _told(error: RowError, language: str) -> dict[str, Any]:
    """Return one error or warning as it is written to a file."""
    return {
        "row": error.row,
        "field": str(error.field),
        "value_masked": error.value_masked,
        "code": error.code,
        "message": translate(error.message, language, **error.parameters),
    }


@dataclass(slots=True)
class Tally:
    """Counts what becomes of the rows of one file."""

    prepared: Prepared
    counts: dict[str, int] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)
    matches: list[RowMatch] = field(default_factory=list)
    matched: int = 0

    def count(self, row: ImportRow, outcome: Outcome) -> None:
        """Count one row, and keep what kept it out."""
        self.counts[outcome.verdict] = self.counts.get(outcome.verdict, 0) + 1
        if outcome.error is not None:
            self.errors.append(replace(outcome.error, row=row.row))
        if outcome.match is not None:
            self.matched += 1
            self.matches += [outcome.match] if self.matched <= MOST_MATCHES else []

    def report(self) -> Report:
        """Return the sums; rows with errors of their own were skipped before."""
        prepared = self.prepared
        pairs = list(zip(prepared.header, prepared.columns, strict=True))
        held_back = prepared.count - sum(self.counts.values())
        return Report(
            rows=prepared.count,
            new=self.counts.get("new", 0),
            updated=self.counts.get("updated", 0),
            duplicates=self.counts.get("duplicate", 0),
            skipped=held_back + self.counts.get("skipped", 0),
            errors=tuple(sorted((*prepared.errors, *self.errors), key=lambda e: e.row)),
            columns=tuple(name for name, column in pairs if column is not None),
            left_out=tuple(name for name, column in pairs if column is None),
            matches=tuple(self.matches),
            matched=self.matched,
        )


__all__ = ["ImportCancelled", "ImportOptions", "Prepared", "Preview", "prepare", "preview"]
