"""The latest imports, and the way back from each while there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from registerdesk.domain.import_runs import ImportRun
from registerdesk.domain.imports import IMPORT_KIND_LABELS
from registerdesk.domain.texts import _
from registerdesk.ui.imports.heights import height_of
from registerdesk.ui.imports.steps import UNDO_KEY
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.moments import local_date, when
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.table import Cell, Column, Row, Table
from registerdesk.ui.kit.text import number, tr
from registerdesk.ui.kit.theme import theme

COLUMNS = (
    Column(key="number", title=_("No."), width=50, right=True, sortable=False),
    Column(key="when", title=_("When"), width=140, sortable=False),
    Column(key="source", title=_("Source of the data"), width=180, stretch=True, sortable=False),
    Column(key="who", title=_("By"), width=130, sortable=False, spare=1),
    Column(key="new", title=_("New"), width=80, right=True, sortable=False),
    Column(key="updated", title=_("Brought up to date"), width=110, right=True, sortable=False),
    Column(key="state", title=_("Undo"), width=190, sortable=False),
)


class RecentImports(QWidget):
    """A table of imports; Enter, or the button, asks to undo the one with the focus."""

    asked = Signal(object)
    """An `ImportRun` whose undo is wanted."""

    def __init__(self, settings: Settings) -> None:
        """Begin empty, and out of sight."""
        super().__init__()
        self.runs: Sequence[ImportRun] = ()
        self._now = 0
        self.table = Table(COLUMNS, tr(_("Latest imports")), settings, "imports")
        self.table.opened.connect(lambda _number: self._ask())
        self.table.chosen.connect(lambda _number: self._settle())
        self.undo = Button(_("Undo import …"), key=UNDO_KEY)
        self.undo.clicked.connect(self._ask)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(8), 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(Label(_("Latest imports"), "section"))
        column.addWidget(self.table)
        column.addLayout(row)
        self.hide()

    def show_runs(self, runs: Sequence[ImportRun], names: Mapping[str, str], now: int) -> None:
        """Show imports, newest first, as they stand at a moment."""
        self.runs, self._now = runs, now
        self.table.rows.show([_row(run, names, now) for run in runs])
        self.table.setFixedHeight(height_of(len(runs)))
        if runs:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))
        self._settle()

    def current(self) -> ImportRun | None:
        """Return the import with the focus."""
        place = self.table.currentIndex().row()
        return self.runs[place] if 0 <= place < len(self.runs) else None

    def _settle(self) -> None:
        run = self.current()
        self.undo.setEnabled(run is not None and run.can_be_undone(self._now))

    def _ask(self) -> None:
        run = self.current()
        if run is not None and run.can_be_undone(self._now):
            self.asked.emit(run)


def _row(run: ImportRun, names: Mapping[str, str], now: int) -> Row:
    """Return one import as a row."""
    today = local_date(now)
    return Row(
        id=str(run.number),
        cells=(
            Cell(text=number(run.number)),
            Cell(text=when(run.taken_at, today)),
            Cell(text=f"{tr(IMPORT_KIND_LABELS[run.kind])} · {run.source}"),
            Cell(text=names.get(str(run.taken_by), "–")),
            Cell(text=number(run.new)),
            Cell(text=number(run.updated)),
            _state(run, now),
        ),
    )


def _state(run: ImportRun, now: int) -> Cell:
    """Say whether an import can be undone."""
    if run.undone_at is not None:
        return Cell(text=tr(_("Undone")), chip="neutral")
    if run.can_be_undone(now):
        until = when(run.undone_until, local_date(now))
        return Cell(text=tr(_("Until {moment}"), moment=until), chip="ok")
    return Cell(text=tr(_("The day has passed")))
