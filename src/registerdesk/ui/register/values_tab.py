"""The card's second tab: every value with source and date; E edits in place, V reveals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.free_text_guard import is_free
from registerdesk.domain.sources import Origin
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.free_text_notice import FreeTextNotice
from registerdesk.ui.kit.keycap import KeyHints
from registerdesk.ui.kit.labels import Label, restyle
from registerdesk.ui.kit.table import Cell, Row
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register.merging import MergeBar
from registerdesk.ui.register.source_choice import SourceChoice
from registerdesk.ui.register.value_editor import ValueEditor
from registerdesk.ui.register.value_table import SOURCE, VALUE, ValueTable
from registerdesk.ui.register.words import SHORT_PURPOSE, source_words, value_words
from registerdesk.usecases.party_cards import CardValue

_NONE: FreeTextNotice | None = None
ROOM = 112
"""How high a row is while a text of several lines is edited in it."""


class ValuesTab(QWidget):
    """Every value of a card in a table; one row at a time can be edited where it stands."""

    saved = Signal(object, object, object)
    reveal_wanted = Signal(object)
    add_wanted = Signal()
    remove_wanted = Signal(object)

    def __init__(self, context: WindowContext) -> None:
        """Begin empty."""
        super().__init__()
        self._context = context
        self._values: Sequence[CardValue] = ()
        self._revealed: dict[Any, str] = {}
        self._editing: CardValue | None = None
        self.editor: ValueEditor | None = None
        self.source: SourceChoice | None = None
        self.table = ValueTable(context.settings)
        self.table.edit_wanted.connect(self.edit)
        self.table.opened.connect(lambda _id: self.edit())
        self.table.reveal_wanted.connect(self.reveal)
        self.table.add_wanted.connect(self._want_one_more)
        self.table.remove_wanted.connect(self._want_one_less)
        self.bar = MergeBar()
        self._below, self._notice = QVBoxLayout(), _NONE
        self.add = Button(_("Add a value"), key="N", icon_name="plus")
        self.add.clicked.connect(self._want_one_more)
        self.error = Label(role="error", wrap=True)
        self.error.hide()
        self._save = Button(_("Save"), key="Ctrl+Return", kind="primary")
        self._save.clicked.connect(self.save)
        self._cancel = Button(_("Cancel"), key="Esc")
        self._cancel.clicked.connect(self.stop)
        hints = (
            *(("↑", ""), ("↓", _("move")), ("E", _("edit")), ("Del", _("remove"))),
            ("V", _("show for 30 seconds")),
        )
        self._hints = KeyHints(hints)
        column = QVBoxLayout(self)
        margin = theme.px(24)
        column.setContentsMargins(margin, theme.px(16), margin, theme.px(12))
        column.setSpacing(theme.px(8))
        column.addWidget(self.table, 1)
        column.addLayout(self._below)
        column.addWidget(self.bar)
        column.addWidget(self.error)
        column.addLayout(self._foot())
        self.stop()

    def show_values(self, values: Sequence[CardValue]) -> None:
        """Show these values, and stop editing."""
        self._values = values
        self._revealed.clear()
        self.stop()
        self._show()

    def reveal_number(self, row_id: object, words: str) -> None:
        """Show an identity number whole, unless a value is being edited by now."""
        if not self.is_editing():
            self._revealed[row_id] = words
            self._show()

    def hide_number(self) -> None:
        """Mask what was revealed."""
        if self._revealed:
            self._revealed.clear()
            self._show()

    def current(self) -> CardValue | None:
        """Return the value with the focus."""
        row = self.table.currentIndex().row()
        return self._values[row] if 0 <= row < len(self._values) else None

    def select(self, register: str, field: str) -> None:
        """Move to a value."""
        for row, value in enumerate(self._values):
            if (value.register, value.field) == (register, field):
                self.table.setCurrentIndex(self.table.rows.index(row, VALUE))

    def edit(self) -> None:
        """Edit the value with the focus; say why where it is not edited here."""
        value = self.current()
        if value is None or self._editing is not None:
            return
        if not value.is_editable or value.is_masked:
            self._context.toast(tr(_("This value is not edited here.")))
            return
        self.hide_number()  # before the editors stand in the rows: rows shown anew lose them
        self._editing = value
        self.editor = ValueEditor(value, self._context.today)
        self.source = SourceChoice(self._context.settings)
        row = self.table.currentIndex().row()
        self.table.give_source_room(row)
        self.table.setIndexWidget(self.table.rows.index(row, VALUE), self.editor)
        self.table.setIndexWidget(self.table.rows.index(row, SOURCE), self.source)
        self._watch(self.editor)
        if self.editor.needs_room:
            self.table.setRowHeight(row, theme.px(ROOM))
        self._show_editing(editing=True)
        self.editor.begin()

    def save(self) -> None:
        """Hand the new value and its source over, or say what is missing."""
        if self._editing is None or self.editor is None or self.source is None:
            return
        try:
            value = self.editor.value()
            origin: Origin = self.source.origin(self._context.today(), self._editing.purpose)
        except InvalidInput as error:
            self.refuse(error)
            return
        self.saved.emit(self._editing, value, origin)

    def refuse(self, error: RegisterDeskError) -> None:
        """Say under the table what was wrong; what was typed stays."""
        at_source = isinstance(error, InvalidInput) and error.field == "source"
        field = self.source if at_source else self.editor
        if field is not None:
            restyle(field, invalid="true")
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            field.setAccessibleDescription(tr_error(error))
        self.error.say(tr_error(error))
        self.error.show()
        self._context.announce(tr_error(error), urgent=True)

    def stop(self) -> None:
        """Leave editing without saving."""
        was_editing = self._editing is not None
        self._editing = self.editor = self.source = None
        if self._notice is not None:
            self._notice.hide()
            self._notice.deleteLater()
            self._notice = None
        if was_editing:
            self.table.take_room_back()
            for row in range(self.table.rows.rowCount()):
                self.table.setRowHeight(row, theme.row_height())
            self._show()  # a model shown anew lets go of the editors in it
        self.error.hide()
        self.bar.hide()
        self._show_editing(editing=False)

    def is_editing(self) -> bool:
        """Tell whether a value is being edited."""
        return self._editing is not None

    def reveal(self) -> None:
        """Ask for the identity number with the focus, or for the first there is."""
        value = self.current()
        masked = [v for v in self._values if v.is_masked]
        if value is not None and value.is_masked:
            masked.insert(0, value)
        if masked:
            self.reveal_wanted.emit(masked[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave editing with Esc; add with N from the tab above."""
        if event.key() == Qt.Key.Key_Escape and self._editing is not None:
            self.stop()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.text().casefold() == "n":
            self._want_one_more()
        else:
            super().keyPressEvent(event)

    def _watch(self, editor: ValueEditor) -> None:
        """Warn under the table of what does not belong in a free text."""
        inner = editor.inner
        if is_free(editor.field) and isinstance(inner, QLineEdit | QPlainTextEdit):
            self._notice = FreeTextNotice(inner, self._context.today)
            self._below.addWidget(self._notice)

    def _may_add(self) -> bool:
        return is_granted(self._context.user.roles, Permission.EDIT_PARTY)

    def _want_one_more(self) -> None:
        if self._may_add() and not self.is_editing():
            self.add_wanted.emit()

    def _want_one_less(self) -> None:
        value = self.current()
        if value is not None and not self.is_editing():
            self.remove_wanted.emit(value)

    def _show(self) -> None:
        number = max(self.table.currentIndex().row(), 0)
        self.table.rows.show([self._row(value) for value in self._values])
        if self._values:
            place: QModelIndex = self.table.rows.index(min(number, len(self._values) - 1), VALUE)
            self.table.setCurrentIndex(place)

    def _row(self, value: CardValue) -> Row:
        words = self._revealed.get(value.row_id) if value.is_masked else None
        erased = value.erase_by.isoformat() if value.erase_by else "–"
        return Row(
            id=f"{value.row_id}.{value.field}",
            cells=(
                Cell(text=tr(value.label), tone="muted"),
                Cell(text=words or value_words(value, self._values)),
                Cell(text=source_words(value.source, value.source_detail), tone="muted"),
                Cell(text=value.collected_on.isoformat(), tone="muted"),
                Cell(text=tr(SHORT_PURPOSE[value.purpose]), tone="muted"),
                Cell(text=erased, tone="muted"),
            ),
        )

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self._hints)
        row.addStretch(1)
        row.addWidget(self.add)
        row.addWidget(self._cancel)
        row.addWidget(self._save)
        return row

    def _show_editing(self, *, editing: bool) -> None:
        self._hints.setVisible(not editing)
        self.add.setVisible(not editing and self._may_add())
        self._save.setVisible(editing)
        self._cancel.setVisible(editing)
