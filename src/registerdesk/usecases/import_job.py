"""The import as a long job: password, file unchanged, sealed in slices, then one transaction."""

from __future__ import annotations

import csv
import io
from itertools import islice
from pathlib import Path

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.imports import Report
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.resources.language import translate
from registerdesk.usecases.desk import Desk, Visit, local_day, use_case
from registerdesk.usecases.escaped_cells import escaped
from registerdesk.usecases.import_checking import (
    EVERY,
    ImportOptions,
    Prepared,
    Progress,
    fetching,
    preparing,
    sealing,
    tell,
)
from registerdesk.usecases.import_files import digest_of
from registerdesk.usecases.import_limits import CHANGED
from registerdesk.usecases.import_report_file import write_report
from registerdesk.usecases.imports import begin_dry_run, chosen, take_in, try_rows
from registerdesk.usecases.retention import import_periods
from registerdesk.usecases.slices import Slices
from registerdesk.usecases.staff import confirm_own_password

_ROW = _("Row")
_ERROR = _("Error")


def trying(
    desk: Desk, path: Path, options: ImportOptions, digest: str, progress: Progress
) -> Slices[tuple[Prepared, Report]]:
    """Check a file, and say what the import would do; refuse one that changed since `digest`."""
    prepared = yield from preparing(
        path,
        options,
        today=local_day(desk.now()),
        periods=desk.do(import_periods),
        digest=digest,
        progress=progress,
    )
    return (yield from trying_again(desk, path, prepared, progress))


def trying_again(
    desk: Desk, path: Path, prepared: Prepared, progress: Progress
) -> Slices[tuple[Prepared, Report]]:
    """Say what the import would do now; the rows with errors are at hand afterwards."""
    judging, tally = desk.do(begin_dry_run, prepared)
    rows = chosen(prepared)
    done = 0
    while some := tuple(islice(rows, EVERY)):
        yield
        desk.do(try_rows, judging, tally, some)
        done += len(some)
        tell(progress, done, max(len(prepared.rows), 1))
    report = tally.report()
    yield
    known = yield from fetching(path, prepared, {error.row for error in report.errors})
    return known, report


def importing(
    desk: Desk, path: Path, prepared: Prepared, password: str, progress: Progress
) -> Slices[Report]:
    """Take in a checked file after the person's own password; all of it or nothing."""
    desk.do(confirm_own_password, password)
    yield
    if (yield from digest_of(path)) != prepared.digest:
        raise InvalidInput(CHANGED)
    sealed = yield from sealing(prepared, desk.keys, now=desk.now(), progress=progress)
    return desk.do(take_in, sealed, progress)


@use_case(Permission.IMPORT)
def export_errors(
    visit: Visit, prepared: Prepared, report: Report, target: Path, language: str
) -> int:
    """Write the rows with errors as the file has them, with their errors; return how many."""
    sentences: dict[int, list[str]] = {}
    for error in (each for each in report.errors if not each.is_warning):
        words = translate(error.message, language, **error.parameters)
        sentences.setdefault(error.row, []).append(words)
    last = (translate(_ROW, language), translate(_ERROR, language))
    lines = [(*prepared.header, *last)]
    for row, words_of_row in sentences.items():
        lines.append((*prepared.given[row], str(row), " ".join(words_of_row)))
    visit.note("import.errors_exported", count=len(sentences), digest=prepared.digest)
    visit.handed_out.append(lambda _office: _write(target, lines))
    return len(sentences)


def _write(target: Path, lines: list[tuple[str, ...]]) -> None:
    """Write separated text that its owner alone can read."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows([escaped(cell) for cell in line] for line in lines)
    write_report(target, "\ufeff" + text.getvalue())
