"""A form grown from a record's own description: one editor per declared field."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any, Union, get_args, get_origin

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.fields import Field, fields_of, is_withheld
from registerdesk.domain.free_text_guard import is_free
from registerdesk.domain.texts import _
from registerdesk.ui.kit.announce import announce
from registerdesk.ui.kit.editors import EnumCombo, IntEdit, IsoDateEdit, KronorEdit
from registerdesk.ui.kit.free_text_notice import FreeTextNotice
from registerdesk.ui.kit.labels import Label, restyle
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.kit.theme import theme

Check = Callable[[object], object]
Labels = Mapping[Any, str]


def plain_type(declared: object) -> object:
    """Return the type without None: `date | None` is `date`."""
    if get_origin(declared) in (Union, types.UnionType):
        return next(part for part in get_args(declared) if part is not type(None))
    return declared


def may_be_none(declared: object) -> bool:
    """Tell whether the declared type includes None."""
    return type(None) in get_args(declared)


class _Row:
    """One field: its editor, and how a value goes in and out of it."""

    def __init__(self, field: Field, labels: Labels, today: Callable[[], date]) -> None:
        self.field = field
        self.label = Label(role="body").say(tr(field.about.label))
        self.error = Label(role="error", wrap=True)
        self.error.hide()
        self.editor = _editor(field, labels, today)
        self.editor.setAccessibleName(tr(field.about.label))
        self.label.setBuddy(self.editor)

    def value(self) -> object:
        """Return what is typed as the declared type; raises InvalidInput."""
        value = _value(self.editor)
        if self.field.about.required and value in (None, ""):
            raise InvalidInput(_("Fill in this field."), field=self.field.name)
        if value == "" and may_be_none(self.field.type):
            return None
        return value

    def show_error(self, words: str) -> None:
        """Say what is wrong under the field, or nothing."""
        restyle(self.editor, invalid="true" if words else "false")
        self.error.say(words)
        self.error.setVisible(bool(words))
        self.editor.setAccessibleDescription(words)


class Form(QWidget):
    """The fields of a record type as labels and editors; tells errors in words.

    `labels` gives the messages of each enumeration, `checks` further rules by field name:
    each takes the value and raises InvalidInput. Withheld fields are absent.
    """

    changed = Signal()

    def __init__(
        self,
        record_type: type,
        *,
        today: Callable[[], date],
        labels: Mapping[type, Labels] | None = None,
        checks: Mapping[str, Check] | None = None,
        only: Sequence[str] = (),
        record: object | None = None,
    ) -> None:
        """Grow the form; `only` chooses and orders fields, `record` fills them."""
        super().__init__()
        self._checks, self._today = dict(checks or {}), today
        self._rows: dict[str, _Row] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setColumnStretch(1, 1)
        for field in _chosen(record_type, only, record):
            kinds = (labels or {}).get(_kind(field), {})
            self._add(_Row(field, kinds, today))
        self._give_mnemonics()
        if record is not None:
            self.fill(record)

    def fill(self, record: object) -> None:
        """Show a record's values."""
        for name, row in self._rows.items():
            _show(row.editor, getattr(record, name))

    def set_value(self, name: str, value: object) -> None:
        """Show one value."""
        _show(self._rows[name].editor, value)

    def editor(self, name: str) -> QWidget:
        """Return a field's editor."""
        return self._rows[name].editor

    def names(self) -> list[str]:
        """Return the names of the fields shown."""
        return list(self._rows)

    def values(self) -> dict[str, object] | None:
        """Return all values, or None after telling what is wrong and going to the first."""
        wrong = [name for name in self._rows if not self.check(name)]
        if not wrong:
            return {name: self._read(name) for name in self._rows}
        self._rows[wrong[0]].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, tr(_("Fields to correct: {count}"), count=len(wrong)), urgent=True)
        return None

    def check(self, name: str) -> bool:
        """Check one field and say under it what is wrong."""
        try:
            self._read(name)
        except RegisterDeskError as error:
            self._rows[name].show_error(tr_error(error))
            return False
        self._rows[name].show_error("")
        return True

    def show_error(self, error: InvalidInput) -> bool:
        """Show under its field what the desk refused; False if the field is not here."""
        row = self._rows.get(error.field)
        if row is None:
            return False
        row.show_error(tr_error(error))
        row.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Check a field when it is left."""
        if event.type() == QEvent.Type.FocusOut:
            for name, row in self._rows.items():
                if row.editor is watched:
                    self.check(name)
        return super().eventFilter(watched, event)

    def _read(self, name: str) -> object:
        value = self._rows[name].value()
        check = self._checks.get(name)
        if check is not None and value not in (None, ""):
            check(value)
        return value

    def _add(self, row: _Row) -> None:
        line = self._grid.rowCount()
        self._rows[row.field.name] = row
        row.editor.installEventFilter(self)
        _on_change(row.editor, self.changed.emit)
        row.label.setContentsMargins(0, theme.px(8), 0, 0)
        if not isinstance(row.editor, QCheckBox):
            self._grid.addWidget(row.label, line, 0, Qt.AlignmentFlag.AlignTop)
        else:
            row.editor.setText(row.label.text())
        self._grid.addWidget(row.editor, line, 1)
        self._grid.addWidget(row.error, line + 1, 1)
        if is_free(row.field) and isinstance(row.editor, (QLineEdit, QPlainTextEdit)):
            self._grid.addWidget(FreeTextNotice(row.editor, self._today), line + 2, 1)

    def _give_mnemonics(self) -> None:
        """Underline in each label the first letter that no other label has taken."""
        taken: set[str] = set()
        for row in self._rows.values():
            words = row.label.text()
            for place, letter in enumerate(words):
                if letter.isalpha() and letter.casefold() not in taken:
                    taken.add(letter.casefold())
                    marked = words[:place].replace("&", "&&") + "&" + words[place:]
                    row.label.say(marked)
                    if isinstance(row.editor, QCheckBox):
                        row.editor.setText(marked)
                    break


def _chosen(record_type: type, only: Sequence[str], record: object | None) -> list[Field]:
    """Return the fields to show: chosen, in order, and not withheld from this reader."""
    fields = {field.name: field for field in fields_of(record_type)}
    names = [name for name in (only or fields) if name in fields]
    return [
        fields[name] for name in names if record is None or not is_withheld(getattr(record, name))
    ]


def _kind(field: Field) -> type:
    kind = plain_type(field.type)
    return kind if isinstance(kind, type) else str


def _editor(field: Field, labels: Labels, today: Callable[[], date]) -> QWidget:
    """Return the editor that suits the declared type."""
    kind = _kind(field)
    if kind is bool:
        return QCheckBox()
    if kind is date:
        return IsoDateEdit(today, past=field.name == "birth_date")
    if kind is int:
        return KronorEdit() if field.about.in_ore else IntEdit()
    if issubclass(kind, Enum):
        return EnumCombo(kind, labels, empty=may_be_none(field.type))
    if field.about.lines > 1:
        text = QPlainTextEdit()
        text.setTabChangesFocus(True)
        text.setFixedHeight(theme.px(22 * min(field.about.lines, 6) + 12))
        return text
    line = QLineEdit()
    line.setMaxLength(field.about.limit)
    return line


def _value(editor: QWidget) -> object:
    """Return what an editor holds."""
    if isinstance(editor, EnumCombo):
        return editor.value()
    if isinstance(editor, (IsoDateEdit, IntEdit, KronorEdit)):
        return editor.value()
    if isinstance(editor, QCheckBox):
        return editor.isChecked()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText().strip()
    return editor.text().strip() if isinstance(editor, QLineEdit) else None


def _show(editor: QWidget, value: object) -> None:
    """Show a value in its editor."""
    if isinstance(editor, EnumCombo):
        editor.set_value(value)
    elif isinstance(editor, IsoDateEdit):
        editor.set_value(value if isinstance(value, date) else None)
    elif isinstance(editor, (IntEdit, KronorEdit)):
        editor.set_value(value if isinstance(value, int) else None)
    elif isinstance(editor, QCheckBox):
        editor.setChecked(bool(value))
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(str(value or ""))
    elif isinstance(editor, QLineEdit):
        editor.setText(str(value or ""))


def _on_change(editor: QWidget, tell: Callable[[], None]) -> None:
    if isinstance(editor, QLineEdit):
        editor.textEdited.connect(lambda _text: tell())
    elif isinstance(editor, QPlainTextEdit):
        editor.textChanged.connect(tell)
    elif isinstance(editor, QComboBox):
        editor.activated.connect(lambda _index: tell())
    elif isinstance(editor, QCheckBox):
        editor.toggled.connect(lambda _on: tell())
