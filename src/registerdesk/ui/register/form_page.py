"""The frame of a form that fills its page: title, actions at the right, cards in one column."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.notices import ErrorBar
from registerdesk.ui.kit.page import PageHead
from registerdesk.ui.kit.theme import theme

LABELS, CARD = 200, 720


class FormPage(QWidget):
    """Head with Cancel and Save; an error bar; whatever cards the form consists of."""

    save_wanted = Signal()
    left = Signal()

    def __init__(self, title: str) -> None:
        """Take the title's message."""
        super().__init__()
        self.head = PageHead(title)
        cancel = Button(_("Cancel"), key="Esc")
        cancel.clicked.connect(self.left)
        save = Button(_("Save"), key="Ctrl+Return", kind="primary")
        save.clicked.connect(self.save_wanted)
        self.head.add_action(cancel)
        self.head.add_action(save)
        self.error = ErrorBar()
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.px(16))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room = QWidget()
        column = QVBoxLayout(room)
        margin = theme.px(24)
        column.setContentsMargins(margin, theme.px(16), margin, theme.px(16))
        column.addLayout(self._cards)
        column.addStretch(1)
        area.setWidget(room)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addWidget(self.error)
        outer.addWidget(area, 1)

    def add_card(self, card: QWidget) -> None:
        """Put a card under those before."""
        card.setMaximumWidth(theme.px(CARD))
        self._cards.addWidget(card)


def inside(*widgets: QWidget) -> QWidget:
    """Return widgets under one another with a card's air around, their labels equally wide."""
    room = QWidget()
    column = QVBoxLayout(room)
    column.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(14))
    column.setSpacing(theme.px(4))
    for widget in widgets:
        column.addWidget(widget)
        grid = widget.layout()
        if isinstance(grid, QGridLayout):
            grid.setColumnMinimumWidth(0, theme.px(LABELS))
    return room


def labelled(message: str, editor: QWidget, error: QWidget | None = None) -> QWidget:
    """Return one line of a form: label, editor, and under it what is wrong."""
    row = QWidget()
    grid = QGridLayout(row)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.px(16))
    grid.setColumnStretch(1, 1)
    label = Label(message)
    label.setContentsMargins(0, theme.px(8), 0, 0)
    label.setBuddy(editor)
    grid.addWidget(label, 0, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(editor, 0, 1)
    if error is not None:
        grid.addWidget(error, 1, 1)
    return row
