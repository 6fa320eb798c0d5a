"""Where the next letter goes when a call comes in by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget


def keep_typing(widget: QWidget | None) -> None:
    """Leave the focus in a field that somebody is writing in; F6 leads to the panel."""
    is_written_in = (isinstance(widget, QLineEdit) and bool(widget.text())) or (
        isinstance(widget, QPlainTextEdit) and bool(widget.toPlainText())
    )
    if widget is not None and is_written_in and widget.isVisible():
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
