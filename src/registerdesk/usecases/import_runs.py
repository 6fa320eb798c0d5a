"""Imports that were carried out: kept in numbers, and for a day with the way back."""

from __future__ import annotations

import dataclasses
from typing import Final

from registerdesk.domain.import_runs import ImportRun
from registerdesk.domain.imports import Report
from registerdesk.domain.staff import Permission
from registerdesk.storage.import_runs import settle_origins
from registerdesk.storage.offices import next_number
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.import_checking import Prepared

SERIES: Final = "import"
SHOWN: Final = 20
_MOST: Final = 100_000


@use_case(Permission.IMPORT)
def recent_imports(visit: Visit) -> tuple[ImportRun, ...]:
    """Return the latest imports, newest first."""
    runs = visit.office.import_runs.find(limit=_MOST)
    visit.note("imports.listed", count=len(runs))
    newest = sorted(runs, key=lambda run: run.number, reverse=True)
    return tuple(newest[:SHOWN])


class KeptImports:
    """Imports as they are kept: in numbers, and for their day with where replaced values came from.

    Whom one concerned stands in the log of its act.
    """

    def __init__(self, visit: Visit) -> None:
        """Take the visit."""
        self._visit = visit

    def keep(self, prepared: Prepared, report: Report) -> ImportRun:
        """Keep what an import came to."""
        visit = self._visit
        run = ImportRun(
            id=visit.new_id(),
            number=next_number(visit.office.connection, SERIES),
            taken_at=visit.now,
            taken_by=visit.actor,
            kind=prepared.options.kind,
            source=prepared.origin.source_detail,
            rows=report.rows,
            new=report.new,
            updated=report.updated,
            duplicates=report.duplicates,
            skipped=report.skipped,
            digest=prepared.digest,
            first_entry=visit.office.log.head().number + 1,
        )
        visit.office.import_runs.add(run)
        return run

    def expire(self) -> None:
        """Settle those whose day has passed and that nobody undid."""
        visit = self._visit
        for run in visit.office.import_runs.find(is_settled=False):
            if visit.now > run.undone_until:
                settle_origins(visit.office.connection, run.taken_at)
                visit.office.import_runs.replace(dataclasses.replace(run, is_settled=True))
                visit.note("import.settled", run.id)
