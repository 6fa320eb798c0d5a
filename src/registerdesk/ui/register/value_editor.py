"""The editor of one value, of the kind that the catalogue declares for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.fields import Field, fields_of
from registerdesk.domain.texts import _
from registerdesk.domain.value_labels import label_of_code
from registerdesk.ui.kit.editors import EnumCombo, IntEdit, IsoDateEdit
from registerdesk.ui.kit.form import plain_type
from registerdesk.ui.kit.text import tr
from registerdesk.usecases.party_cards import CardValue
from registerdesk.usecases.party_registers import RECORD_TYPES


def field_of(value: CardValue) -> Field:
    """Return the catalogue's declaration of a value."""
    declared = fields_of(RECORD_TYPES[value.register])
    return next(field for field in declared if field.name == value.field)


class ValueEditor(QWidget):
    """Some lines, a date, number or choice; fills its cell and takes the focus."""

    def __init__(self, value: CardValue, today: Callable[[], date]) -> None:
        """Show the present value."""
        super().__init__()
        self.field = field_of(value)
        kind = plain_type(self.field.type)
        self.inner = _inner(self.field, kind, today)
        self.inner.setAccessibleName(tr(value.label))
        _fill(self.inner, value.value)
        self.setFocusProxy(self.inner)
        self.setAutoFillBackground(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.inner)

    def begin(self) -> None:
        """Take the focus with everything selected."""
        self.inner.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.inner, QLineEdit | QPlainTextEdit):
            self.inner.selectAll()

    @property
    def needs_room(self) -> bool:
        """Tell whether the text has several lines."""
        return isinstance(self.inner, QPlainTextEdit)

    def value(self) -> object:
        """Return what was typed as the declared type; raises InvalidInput."""
        typed = _read(self.inner)
        if self.field.about.required and typed in (None, ""):
            raise InvalidInput(_("Fill in this field."), field=self.field.name)
        return typed


def _inner(field: Field, kind: object, today: Callable[[], date]) -> QWidget:
    if kind is date:
        return IsoDateEdit(today, past=field.name == "birth_date")
    if kind is int:
        return IntEdit()
    if kind is bool:
        return _YesNo()
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return EnumCombo(kind, {code: label_of_code(code) for code in kind})
    if field.about.lines > 1:
        text = QPlainTextEdit()
        text.setTabChangesFocus(True)
        return text
    line = QLineEdit()
    line.setMaxLength(field.about.limit)
    return line


class _YesNo(QComboBox):
    """Yes or no."""

    def __init__(self) -> None:
        super().__init__()
        self.addItems([tr(_("No")), tr(_("Yes"))])


def _fill(inner: QWidget, value: object) -> None:
    if isinstance(inner, EnumCombo):
        inner.set_value(value)
    elif isinstance(inner, _YesNo):
        inner.setCurrentIndex(int(bool(value)))
    elif isinstance(inner, IsoDateEdit):
        inner.set_value(value if isinstance(value, date) else None)
    elif isinstance(inner, IntEdit):
        inner.set_value(value if isinstance(value, int) else None)
    elif isinstance(inner, QPlainTextEdit):
        inner.setPlainText(str(value))
    elif isinstance(inner, QLineEdit):
        inner.setText(str(value))


def _read(inner: QWidget) -> object:
    if isinstance(inner, (EnumCombo, IsoDateEdit, IntEdit)):
        return inner.value()
    if isinstance(inner, _YesNo):
        return bool(inner.currentIndex())
    if isinstance(inner, QPlainTextEdit):
        return inner.toPlainText().strip()
    return inner.text().strip() if isinstance(inner, QLineEdit) else None
