"""A secret that is shown once: a one-time code, or a new recovery key; printed from memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.field_column import check_box
from registerdesk.ui.kit.labels import data_label
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.setup.key_paper import KeyGroups, SheetPrinter


class SecretDialog(QDialog):
    """Shows the groups; closes only after the user has said that they are on paper."""

    def __init__(
        self,
        parent: QWidget,
        secret: str,
        *,
        title: str,
        words: str,
        print_out: Callable[[SheetPrinter], object],
    ) -> None:
        """Take translated title and words, and what prints the paper."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.groups = KeyGroups(secret.split("-"))
        self.printer = SheetPrinter(_("Print"))
        self.printer.button.clicked.connect(lambda _checked=False: print_out(self.printer))
        self.noted = check_box(tr(_("It is on paper")))
        self.close_button = Button(_("Close"), kind="primary")
        self.close_button.setEnabled(False)
        self.noted.toggled.connect(self.close_button.setEnabled)
        self.close_button.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(18))
        column.setSpacing(theme.px(12))
        column.addWidget(data_label(title, "title", wrap=True))
        column.addWidget(data_label(words, wrap=True))
        for widget in (self.groups, self.printer, self.noted):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_button)
        column.addLayout(row)
        self.setFixedWidth(min(theme.px(620), parent.window().width() - theme.px(40)))
        self.noted.setFocus()

    def reject(self) -> None:
        """Stay until it is noted: the secret is shown only once."""
        if self.noted.isChecked():
            super().reject()
        else:
            self.noted.setFocus()

    def done(self, result: int) -> None:
        """Close, and forget the secret."""
        super().done(result)
        self.groups.clear()
        self.groups.setAccessibleName("")


def lines_of(title: str, facts: Sequence[str], secret: str) -> list[str]:
    """Return the lines of a printed one-time code."""
    return [title, "", *facts, "", *secret.split("-")]
