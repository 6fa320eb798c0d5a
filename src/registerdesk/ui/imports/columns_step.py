"""What each column of the file fills; a column that fills nothing is not imported."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from registerdesk.domain.column_guesses import is_doubtful, looks_like
from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.imports import COLUMN_LABELS, Column, ImportKind, require_columns
from registerdesk.domain.texts import _
from registerdesk.ui.imports.file_step import shown_rows
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.chip import Chip
from registerdesk.ui.kit.labels import ElideLabel, Label
from registerdesk.ui.kit.moments import local_date, system_clock
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.usecases.imports import Preview
from registerdesk.usecases.preferences import LARGEST

EXAMPLES = 3
_KEY = "import.columns."


class FieldChoice(QComboBox):
    """One column's field; Delete leaves the column out."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose nothing with Delete."""
        if event.key() == Qt.Key.Key_Delete:
            self.setCurrentIndex(0)
        else:
            super().keyPressEvent(event)


class ColumnsStep(QWidget):
    """The columns of the file, three examples of each, the field, and what becomes of it."""

    def __init__(self) -> None:
        """Begin without columns."""
        super().__init__()
        self.boxes: list[FieldChoice] = []
        self.chips: list[Chip] = []
        self.names: tuple[str, ...] = ()
        self._has_numbers = True
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)

    def show_columns(self, preview: Preview) -> None:
        """Show what the headers seem to mean."""
        while (item := self._room.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.boxes, self.chips, self.names = [], [], preview.header
        self._has_numbers = preview.has_numbers
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 4)
        heads = (_("Column in the file"), _("Examples"), _("Field"), _("Treatment"))
        for at, head in enumerate(heads):
            grid.addWidget(Label(head, "head"), 0, at)
        for at, name in enumerate(preview.header):
            self._line(grid, at, name, preview)
        grid.setRowStretch(len(preview.header) + 1, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(table)
        card = Card()
        card.body.addWidget(area)
        self._room.addWidget(card)

    def columns(self) -> tuple[Column | None, ...]:
        """Return what each column fills."""
        return tuple(Column(box.currentData()) if box.currentData() else None for box in self.boxes)

    def remember(self, kind: ImportKind, settings: Settings) -> None:
        """Keep the choice for the person's next file with the same headers."""
        chosen = {name: box.currentData() for name, box in zip(self.names, self.boxes, strict=True)}
        text = json.dumps(chosen, ensure_ascii=False)
        if len(text) <= LARGEST:
            settings.set(_KEY + kind.value, text)

    def recall(self, kind: ImportKind, settings: Settings) -> None:
        """Choose what the person chose last time for each header."""
        kept = json.loads(settings.get(_KEY + kind.value) or "{}")
        for name, box in zip(self.names, self.boxes, strict=True):
            box.setCurrentIndex(max(box.findData(kept.get(name, box.currentData())), 0))

    def refuse(self, kind: ImportKind) -> InvalidInput | None:
        """Return what is wrong with the choice, if anything."""
        chosen = [column for column in self.columns() if column is not None]
        if len(set(chosen)) < len(chosen):
            return InvalidInput(_("Two columns fill the same field. Leave one of them out."))
        try:
            require_columns(self.columns(), kind, has_numbers=self._has_numbers)
        except InvalidInput as error:
            return error
        return None

    def _line(self, grid: QGridLayout, at: int, name: str, preview: Preview) -> None:
        values = [row[at] for row in shown_rows(preview) if at < len(row) and row[at]]
        box, chip = FieldChoice(), Chip()
        box.setMinimumWidth(theme.px(140))
        box.addItem(tr(_("Do not import")), "")
        for column, message in COLUMN_LABELS.items():
            box.addItem(tr(message), column.value)
        guess = preview.columns[at]
        box.setCurrentIndex(box.findData(guess.value) if guess else 0)
        box.setAccessibleName(f"{tr(_('Field'))}: {name}")
        given = [row[at] for row in preview.rows if at < len(row)]
        box.currentIndexChanged.connect(lambda _index: _judge(box, chip, given))
        _judge(box, chip, given)
        self.boxes.append(box)
        self.chips.append(chip)
        grid.addWidget(ElideLabel(name, "label"), at + 1, 0)
        grid.addWidget(ElideLabel("  ·  ".join(values[:EXAMPLES]), "secondary"), at + 1, 1)
        grid.addWidget(box, at + 1, 2)
        grid.addWidget(chip, at + 1, 3)


def _judge(box: QComboBox, chip: Chip, values: list[str]) -> None:
    """Say what becomes of a column, amber where header and values do not agree."""
    today = local_date(system_clock())
    taken = Column(box.currentData()) if box.currentData() else None
    if taken is not None and is_doubtful(taken, values, today):
        chip.set_message(_("Look at the values"))
        chip.set_kind("warn")
        return
    seems = looks_like(values, today) if taken is None else None
    if seems is not None:
        chip.set_message(_("Left out; looks like: {field}"), field=tr(COLUMN_LABELS[seems]).lower())
        chip.set_kind("warn")
        return
    chip.set_message(_("Is imported") if taken else _("Is left out"))
    chip.set_kind("ok" if taken else "neutral")
