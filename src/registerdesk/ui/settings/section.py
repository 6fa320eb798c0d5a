"""One section of the settings: a column of cards, at most 720 px wide."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.notices import ErrorBar
from registerdesk.ui.kit.text import tr_error
from registerdesk.ui.kit.theme import theme

WIDEST = 720


class Section(QScrollArea):
    """A section; `refresh` reads what it shows."""

    def __init__(self, context: WindowContext, title: str, *, widest: int = WIDEST) -> None:
        """Take the message of the tab."""
        super().__init__()
        self.context, self.title = context, title
        self.error = ErrorBar()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(20))
        middle = QWidget()
        middle.setMaximumWidth(theme.px(widest))
        self.column = QVBoxLayout(middle)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(16))
        self.column.addWidget(self.error)
        row.addWidget(middle, 1000)
        row.addStretch(1)
        self.setWidget(inner)

    def refresh(self) -> None:
        """Read again what is shown."""

    def primary(self) -> None:
        """Do the section's main action (Ctrl+Enter)."""

    def is_touched(self) -> bool:
        """Tell whether something typed is not saved."""
        return False

    def forget(self) -> None:
        """Let go of what is typed."""

    def failed(self, error: RegisterDeskError) -> None:
        """Say what was refused, with a way to read again."""
        self.error.tell(tr_error(error), act=self.refresh)

    def add_card(self, card: Card) -> QVBoxLayout:
        """Add a card and return the padded column inside it."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(theme.px(16), theme.px(14), theme.px(16), theme.px(14))
        column.setSpacing(theme.px(8))
        card.body.addWidget(box)
        self.column.addWidget(card)
        return column
