"""Fields one under the other: label above, error and hint below."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from registerdesk.domain.errors import InvalidInput
from registerdesk.ui.kit.announce import announce
from registerdesk.ui.kit.labels import Label, restyle
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.kit.theme import theme

_PAIR = 440
"""Wide enough for two fields side by side."""


@dataclass(frozen=True, slots=True)
class _Field:
    editor: QWidget
    label: Label
    error: Label


class FieldColumn(QWidget):
    """Labelled editors; says under each what is wrong with it."""

    def __init__(self) -> None:
        """Begin without fields."""
        super().__init__()
        self._fields: dict[str, _Field] = {}
        self._letters: set[str] = set()
        self._pairs: list[QBoxLayout] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(4))

    def add(self, name: str, message: str, editor: QWidget, hint: str = "") -> None:
        """Add an editor under its label; the hint is a message that stays."""
        self._put(self._column, name, message, editor, hint)
        self._column.addSpacing(theme.px(8))

    def add_pair(
        self, first: tuple[str, str, QWidget], second: tuple[str, str, QWidget], *, share: int = 1
    ) -> None:
        """Add two editors side by side; the second is `share` times as wide."""
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        for (name, message, editor), width in ((first, 1), (second, share)):
            half = QVBoxLayout()
            half.setSpacing(theme.px(4))
            self._put(half, name, message, editor, "")
            half.addStretch(1)
            row.addLayout(half, width)
        self._pairs.append(row)
        self._column.addLayout(row)
        self._column.addSpacing(theme.px(8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put pairs one under the other where the column is narrow."""
        super().resizeEvent(event)
        beside = self.width() >= theme.px(_PAIR)
        side = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        for row in self._pairs:
            row.setDirection(side)

    def add_widget(self, widget: QWidget) -> None:
        """Add something without a label of its own."""
        self._column.addWidget(widget)
        self._column.addSpacing(theme.px(8))

    def has(self, name: str) -> bool:
        """Tell whether there is a field of that name."""
        return name in self._fields

    def editor(self, name: str) -> QWidget:
        """Return a field's editor."""
        return self._fields[name].editor

    def text(self, name: str) -> str:
        """Return what is typed in a field, or the data of what is chosen."""
        editor = self._fields[name].editor
        if isinstance(editor, QComboBox):
            return str(editor.currentData())
        return editor.text() if isinstance(editor, QLineEdit) else ""

    def set_text(self, name: str, value: str) -> None:
        """Show a value."""
        editor = self._fields[name].editor
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(value), 0))
        elif isinstance(editor, QLineEdit):
            editor.setText(value)

    def show_error(self, name: str, words: str) -> None:
        """Say under a field what is wrong with it, or nothing."""
        field = self._fields[name]
        restyle(field.editor, invalid="true" if words else "false")
        field.error.say(words)
        field.error.setVisible(bool(words))
        field.editor.setAccessibleDescription(words)

    def refuse(self, error: InvalidInput) -> bool:
        """Show a refusal under its field and go there; False if the field is not here."""
        if error.field not in self._fields:
            return False
        self.point_at(error.field, tr_error(error))
        return True

    def point_at(self, name: str, words: str) -> None:
        """Say what is wrong with a field, aloud too, and go there."""
        self.show_error(name, words)
        self._fields[name].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, words, urgent=True)

    def clear_errors(self) -> None:
        """Take every error away."""
        for name in self._fields:
            self.show_error(name, "")

    def _put(
        self, column: QVBoxLayout, name: str, message: str, editor: QWidget, hint: str
    ) -> None:
        label = Label(role="body").say(self._marked(tr(message)))
        label.setBuddy(editor)
        editor.setAccessibleName(tr(message))
        error = Label(role="error", wrap=True)
        error.hide()
        self._fields[name] = _Field(editor, label, error)
        if not isinstance(editor, QCheckBox):
            column.addWidget(label)
        column.addWidget(editor)
        column.addWidget(error)
        if hint:
            column.addWidget(Label(hint, "secondary", wrap=True))

    def _marked(self, words: str) -> str:
        """Underline the first letter that no other label has taken."""
        for place, letter in enumerate(words):
            if letter.isalpha() and letter.casefold() not in self._letters:
                self._letters.add(letter.casefold())
                return words[:place].replace("&", "&&") + "&" + words[place:]
        return words.replace("&", "&&")


def choices(options: dict[str, str]) -> QComboBox:
    """Return a choice among codes by their messages."""
    box = QComboBox()
    box.setMinimumWidth(theme.px(120))  # less than its longest choice, where room is scarce
    for code, message in options.items():
        box.addItem(tr(message), code)
    return box


def check_box(words: str) -> QCheckBox:
    """Return a box to tick, named for screen readers as it reads."""
    box = QCheckBox(words)
    box.setAccessibleName(words)
    return box


def radio_button(words: str) -> QRadioButton:
    """Return one of several choices, named for screen readers as it reads."""
    button = QRadioButton(words)
    button.setAccessibleName(words)
    return button
