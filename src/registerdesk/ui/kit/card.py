"""Cards: a white sheet with a title and what belongs under it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.labels import Label, data_label
from registerdesk.ui.kit.theme import theme


def rule() -> QFrame:
    """Return a hair line across a card."""
    line = QFrame()
    line.setProperty("part", "line")
    line.setFixedHeight(1)
    return line


@dataclass(frozen=True, slots=True, kw_only=True)
class Datum:
    """One fact as a card shows it: label is a message, the rest is data."""

    label: str
    value: str
    source: str = ""
    updated: str = ""
    name: str = ""
    """The field's name, for pages that let it be edited or revealed."""


class Card(QFrame):
    """A sheet with a title; `body` takes what belongs in it."""

    link_clicked = Signal()

    def __init__(self, title: str = "", link: str = "", *, tone: str = "") -> None:
        """Take the messages of title and of the link at its right."""
        super().__init__()
        self.setProperty("part", "card")
        self.setProperty("tone", tone)
        self.title = Label(title, "label")
        self.title.setMinimumHeight(theme.px(28))
        self.beside = Label(role="secondary")
        self.head = QHBoxLayout()
        self.head.setContentsMargins(theme.px(14), theme.px(4), theme.px(10), theme.px(4))
        self.head.setSpacing(theme.px(8))
        self.head.addWidget(self.title)
        self.head.addWidget(self.beside)
        self.head.addStretch(1)
        if link:
            button = Button(link, kind="link")
            button.clicked.connect(self.link_clicked)
            self.head.addWidget(button)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        if title:
            column.addLayout(self.head)
            column.addWidget(rule())
        column.addLayout(self.body)

    def clear(self) -> None:
        """Take everything out of the body."""
        while (item := self.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def add_row(self, widget: QWidget) -> None:
        """Add a row, a hair line above it unless it is the first."""
        if self.body.count():
            self.body.addWidget(rule())
        self.body.addWidget(widget)

    def add_fact(self, label: str, value: str, tone: str = "") -> None:
        """Add a row of a message at the left and data at the right."""
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(theme.px(14), theme.px(7), theme.px(14), theme.px(7))
        line.setSpacing(theme.px(12))
        line.addWidget(Label(label), 0, Qt.AlignmentFlag.AlignTop)
        right = data_label(value, "secondary", wrap=True)
        right.setAlignment(Qt.AlignmentFlag.AlignRight)
        right.set_tone(tone)
        line.addWidget(right, 1)
        self.add_row(row)
