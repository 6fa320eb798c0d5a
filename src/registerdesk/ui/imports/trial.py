"""The dry run under correction: what is changed in it, and the counting anew after each change."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.import_matches import RowChoice, RowMatch, RowTreatment
from registerdesk.domain.imports import Column, Report, RowError, Treatment
from registerdesk.domain.texts import _
from registerdesk.ui.background import Task
from registerdesk.ui.imports.match_table import Views
from registerdesk.ui.imports.report_step import ReportStep
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.saving import ask_where
from registerdesk.ui.kit.text import language, number, tr
from registerdesk.usecases.desk import Desk
from registerdesk.usecases.import_checking import corrected, left_out
from registerdesk.usecases.import_job import export_errors, trying_again
from registerdesk.usecases.import_views import view_matches
from registerdesk.usecases.imports import Prepared

TRIED = _("The file has {count} rows. Nothing is taken in yet.")


class Trial(QObject):
    """Holds the checked file between the dry run and the import."""

    def __init__(
        self,
        context: WindowContext,
        step: ReportStep,
        desk: Callable[[], Desk | None],
        *,
        settled: Callable[[bool], object],
        failed: Callable[[RegisterDeskError], object],
    ) -> None:
        """Listen to the step; `settled` hears whether the numbers are those of the file."""
        super().__init__(step)
        self.prepared: Prepared | None = None
        self.report: Report | None = None
        self._path = Path()
        self._context, self._step, self._desk = context, step, desk
        self._settled, self._failed = settled, failed
        self._task: Task | None = None
        step.table.corrected.connect(self._correct)
        step.table.skipped.connect(self._skip)
        step.matches.treated.connect(self._treat_row)
        step.matches.kept.connect(self._keep_fields)
        step.export.clicked.connect(lambda _on=False: self._export())
        for box in (step.duplicates, step.known):
            box.activated.connect(lambda _index: self._treat())

    def take(self, path: Path, prepared: Prepared, report: Report) -> None:
        """Show a file that has been tried."""
        kept = [error for error in self._shown() if error.row in prepared.left]
        known = {(error.row, error.field) for error in report.errors}
        errors = [*report.errors, *(e for e in kept if (e.row, e.field) not in known)]
        errors.sort(key=lambda error: error.row)
        self._path, self.prepared = path, prepared
        self.report = dataclasses.replace(report, errors=tuple(errors))
        self._task = None
        self._step.show_report(self.report, TRIED, prepared, self._views)
        self._settled(True)

    def forget(self) -> None:
        """Let go of the file, and begin the next one with the usual choices."""
        if self._task is not None:
            self._task.cancel()
        self.prepared = self.report = self._task = None
        self._step.duplicates.setCurrentIndex(0)
        self._step.known.setCurrentIndex(0)

    def _shown(self) -> tuple[RowError, ...]:
        return self.report.errors if self.report else ()

    def _correct(self, row: int, field: str, text: str) -> None:
        if self.prepared is not None:
            mended = corrected(self.prepared, row, Column(field), text)
            self._change(dataclasses.replace(mended, left=mended.left - {row}))

    def _skip(self, row: int) -> None:
        if self.prepared is not None:
            self._change(left_out(self.prepared, row))

    def _treat(self) -> None:
        if self.prepared is not None:
            duplicates = Treatment(self._step.duplicates.currentData())
            known = Treatment(self._step.known.currentData())
            self._change(dataclasses.replace(self.prepared, duplicates=duplicates, known=known))

    def _treat_row(self, match: RowMatch, treatment: RowTreatment) -> None:
        """Treat one row otherwise than the others, and count anew."""
        if self.prepared is not None:
            self._change(_with_choice(self.prepared, match, treatment))

    def _keep_fields(self, match: RowMatch, names: frozenset[str]) -> None:
        """Leave some fields of one row as they are; the numbers are the same."""
        if self.prepared is not None:
            self.prepared = _with_choice(self.prepared, match, RowTreatment.MERGE, names)

    def _views(self, matches: Sequence[RowMatch], done: Views) -> None:
        if self.prepared is not None:
            self._context.ask(view_matches, self.prepared, matches, done=done)

    def _change(self, prepared: Prepared) -> None:
        """Count anew what the import would do; a count under way is void."""
        if self._task is not None:
            self._task.cancel()
        self.prepared = prepared
        path, desk = self._path, self._desk()
        if desk is None:
            return
        self._settled(False)
        self._task = self._context.work(
            lambda: trying_again(desk, path, prepared, _on),
            done=lambda found: self._counted(path, prepared, *found),
            failed=self._failed,
        )

    def _counted(self, path: Path, asked: Prepared, prepared: Prepared, report: Report) -> None:
        if self.prepared is asked:
            self.take(path, prepared, report)

    def _export(self) -> None:
        name = tr(_("rows-with-errors.csv"))
        chosen = ask_where(self._step, self._context, name, "CSV (*.csv)")
        prepared, report = self.prepared, self.report
        if chosen and prepared is not None and report is not None:
            self._context.ask(
                export_errors,
                prepared,
                report,
                Path(chosen),
                language.code,
                done=self._exported,
                failed=self._failed,
            )

    def _exported(self, count: int) -> None:
        self._context.toast(tr(_("{count} rows are in the file."), count=number(count)))


def _with_choice(
    prepared: Prepared,
    match: RowMatch,
    treatment: RowTreatment,
    kept: frozenset[str] = frozenset(),
) -> Prepared:
    """Return the file with one row treated by a choice of its own."""
    whom = match.whom if match.may_be_new and isinstance(match.whom, UUID) else None
    choice = RowChoice(treatment=treatment, whom=whom, kept=kept)
    return dataclasses.replace(prepared, choices={**prepared.choices, match.row: choice})


def _on(_done: int, _total: int) -> bool:
    """Go on; a new change makes the count void by itself."""
    return True
