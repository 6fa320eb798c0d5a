"""The office stands: what to do first."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.field_column import radio_button
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.setup.step import SetupStep


class BeginStep(SetupStep):
    """Lets the user go on to an import or to an empty office, after the first sign-in."""

    def __init__(self) -> None:
        """Offer the import first."""
        super().__init__(
            _("Begin"), _("The office is created. Sign in with the password that you chose.")
        )
        self.file = radio_button(tr(_("Import customers from a file")))
        self.empty = radio_button(tr(_("Begin with empty registers")))
        self.file.setChecked(True)
        self._kinds = QButtonGroup(self)
        box = QWidget()
        lines = QVBoxLayout(box)
        lines.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(10))
        lines.setSpacing(theme.px(4))
        choices = (
            (self.file, _("From the bookkeeping program or a spreadsheet, CSV or XLSX.")),
            (self.empty, _("You can import later from the menu Register.")),
        )
        for button, words in choices:
            self._kinds.addButton(button)
            lines.addWidget(button)
            hint = Label(words, "secondary", wrap=True)
            hint.setContentsMargins(theme.px(26), 0, 0, theme.px(6))
            lines.addWidget(hint)
        card = Card()
        card.body.addWidget(box)
        self.column.addWidget(card)
        self.column.addStretch(1)

    def first(self) -> QWidget:
        """Return the chosen line."""
        return self.file

    def verb(self) -> str:
        """Return what the button does."""
        return _("Log in")

    def next_page(self) -> str:
        """Return the page that shall open after the sign-in."""
        return "imports" if self.file.isChecked() else "today"
