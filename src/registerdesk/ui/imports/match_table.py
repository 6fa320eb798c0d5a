"""The rows that fit somebody: H skips, S merges, N makes a new one; the fields one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from registerdesk.domain.import_choices import MatchView
from registerdesk.domain.import_matches import (
    FIT_LABELS,
    ROW_TREATMENT_LABELS,
    RowChoice,
    RowMatch,
    RowTreatment,
)
from registerdesk.domain.imports import Report
from registerdesk.domain.texts import _
from registerdesk.ui.imports.field_table import FieldTable
from registerdesk.ui.imports.heights import height_of
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.table import Cell, Column, Row, Table
from registerdesk.ui.kit.text import number, tr
from registerdesk.ui.kit.theme import theme
from registerdesk.usecases.imports import Prepared

COLUMNS: Final = (
    Column(key="row", title=_("Row"), width=60, right=True, sortable=False),
    Column(key="name", title=_("Name in the file"), width=180, stretch=True, sortable=False),
    Column(key="known", title=_("Known as"), width=180, stretch=True, sortable=False),
    Column(key="fit", title=_("Why"), width=160, sortable=False),
    Column(key="changes", title=_("Would change"), width=200, sortable=False, spare=1),
    Column(key="treatment", title=_("Treatment"), width=150, sortable=False),
)
KEYS: Final = {
    Qt.Key.Key_H: RowTreatment.SKIP,
    Qt.Key.Key_S: RowTreatment.MERGE,
    Qt.Key.Key_N: RowTreatment.NEW,
}
_VERBS: Final = {
    RowTreatment.SKIP: (_("Skip"), "H"),
    RowTreatment.MERGE: (_("Merge"), "S"),
    RowTreatment.NEW: (_("New one"), "N"),
}
_CHIPS: Final = {RowTreatment.SKIP: "neutral", RowTreatment.MERGE: "info", RowTreatment.NEW: "ok"}

Views = Callable[[tuple[MatchView, ...]], None]
Fetch = Callable[[Sequence[RowMatch], Views], None]


class MatchTable(Table):
    """Row, name, who is known, why, what would change, and what is done with the row."""

    treated = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Treat the row with the focus by a letter."""
        treatment = KEYS.get(Qt.Key(event.key()))
        if treatment is not None and not event.modifiers():
            self.treated.emit(treatment)
        else:
            super().keyPressEvent(event)


class MatchPanel(QWidget):
    """The rows that fit somebody, the choice for each, and the fields of the one with the focus."""

    treated = Signal(object, object)
    """A `RowMatch`, and the `RowTreatment` that was chosen for it."""
    kept = Signal(object, object)
    """A `RowMatch`, and the names of the fields that stay as they are."""

    def __init__(self, settings: Settings) -> None:
        """Begin empty."""
        super().__init__()
        self.views: dict[int, MatchView] = {}
        self._matches: Sequence[RowMatch] = ()
        self._choices: dict[int, RowChoice] = {}
        self.words = Label(role="section", wrap=True)
        self.table = MatchTable(COLUMNS, tr(_("Rows that fit somebody")), settings, "matches")
        self.table.treated.connect(self.treat)
        self.table.chosen.connect(lambda _row: self._show_fields())
        self.why_not = Label(role="error", wrap=True)
        self.fields = FieldTable(settings)
        self.fields.kept.connect(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for widget in (self.words, self.table):
            column.addWidget(widget)
        column.addLayout(self._buttons())
        self.help = Label(_("Space takes the other value."), "secondary")
        for below in (self.fields, self.help):
            column.addWidget(below)

    def show_matches(self, report: Report, prepared: Prepared | None, fetch: Fetch | None) -> None:
        """Show whom the rows fit; nothing of it without the file."""
        place = max(self.table.currentIndex().row(), 0)
        self._matches = report.matches if prepared is not None else ()
        self._choices = dict(prepared.choices) if prepared is not None else {}
        self.views.clear()
        self.why_not.hide()
        self.setVisible(bool(self._matches) and fetch is not None)
        if fetch is None or not self._matches:
            return
        shown, matched = number(len(self._matches)), number(report.matched)
        many = report.matched > len(self._matches)
        more = _("{matched} rows fit somebody who is known; the first {shown} are shown.")
        one, some = (
            _("One row fits somebody who is known."),
            _("{matched} rows fit somebody who is known."),
        )
        words = more if many else one if report.matched == 1 else some
        self.words.set_message(words, matched=matched, shown=shown)
        self.table.setFixedHeight(height_of(len(self._matches)))
        self.table.rows.browse(len(self._matches), self._fetching(fetch))
        self.table.setCurrentIndex(self.table.rows.index(min(place, len(self._matches) - 1), 0))

    def treat(self, treatment: RowTreatment) -> None:
        """Choose what is done with the row with the focus; say why it cannot be a new one."""
        match = self.current()
        if match is None:
            return
        refused = treatment is RowTreatment.NEW and not match.may_be_new
        self.why_not.setVisible(refused)
        if refused:
            self.why_not.set_message(
                _("Row {row} has a number that is taken, so it cannot become a new one."),
                row=number(match.row),
            )
        else:
            self.treated.emit(match, treatment)

    def current(self) -> RowMatch | None:
        """Return the match with the focus."""
        place = self.table.currentIndex().row()
        return self._matches[place] if 0 <= place < len(self._matches) else None

    def _fetching(
        self, fetch: Fetch
    ) -> Callable[[int, int, Callable[[Sequence[Row]], None]], None]:
        """Return what fetches a page of rows for the table."""
        matches = self._matches

        def page(offset: int, limit: int, give: Callable[[Sequence[Row]], None]) -> None:
            def show(views: tuple[MatchView, ...]) -> None:
                if matches is self._matches:
                    self.views |= {view.match.row: view for view in views}
                    give([_row(view) for view in views])
                    self._show_fields()

            fetch(matches[offset : offset + limit], show)

        return page

    def _show_fields(self) -> None:
        """Show the fields that differ, of a row that is merged."""
        match = self.current()
        view = self.views.get(match.row) if match is not None else None
        merged = view is not None and view.match.treatment is RowTreatment.MERGE
        choice = self._choices.get(match.row) if match is not None else None
        shown = view.differences if view is not None and merged else ()
        self.help.setVisible(bool(shown))
        self.fields.show_fields(shown, choice.kept if choice is not None else frozenset())

    def _keep(self, names: frozenset[str]) -> None:
        match = self.current()
        if match is not None:
            whom = None if isinstance(match.whom, int) or not match.may_be_new else match.whom
            chosen = RowChoice(treatment=RowTreatment.MERGE, whom=whom, kept=names)
            self._choices[match.row] = chosen
            self.kept.emit(match, names)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        for treatment, (verb, key) in _VERBS.items():
            button = Button(verb, key=key)
            button.clicked.connect(lambda _on=False, chosen=treatment: self.treat(chosen))
            row.addWidget(button)
        row.addWidget(self.why_not, 1)
        row.addStretch(0)
        return row


def _row(view: MatchView) -> Row:
    """Return one match as a row."""
    match = view.match
    changes = ", ".join(tr(each.label).lower() for each in view.differences)
    return Row(
        id=str(match.row),
        cells=(
            Cell(text=number(match.row)),
            Cell(text=view.name),
            Cell(text=view.known_as or "–"),
            Cell(text=tr(FIT_LABELS[match.fit])),
            Cell(text=changes or tr(_("nothing"))),
            Cell(text=tr(ROW_TREATMENT_LABELS[match.treatment]), chip=_CHIPS[match.treatment]),
        ),
    )
