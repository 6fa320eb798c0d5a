"""Editors for a few sentences, and facts whose words may be long."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.theme import theme


def paragraph(lines: int = 3) -> QPlainTextEdit:
    """Return an editor for a few sentences that Tab leaves."""
    editor = QPlainTextEdit()
    editor.setTabChangesFocus(True)
    editor.setFixedHeight(theme.px(20 * lines + 14))
    return editor


def fact(label: str, words: str) -> QWidget:
    """Return a label over its words, which may be long."""
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(theme.px(14), theme.px(6), theme.px(14), theme.px(4))
    column.setSpacing(theme.px(2))
    column.addWidget(Label(label, "secondary"))
    column.addWidget(Label(wrap=True).say(words))
    return row
