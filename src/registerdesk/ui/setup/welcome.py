"""Welcome: a new office or one that exists, and the language."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.texts import _
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.field_column import radio_button
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.text import language, tr, tr_error
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.setup.folder_field import FolderField
from registerdesk.ui.setup.step import SetupStep
from registerdesk.usecases.sign_in_list import who_can_sign_in


class WelcomeStep(SetupStep):
    """Asks for a new office or the folder of an existing one."""

    opened = Signal(str)

    def __init__(self) -> None:
        """Offer a new office first."""
        super().__init__(
            _("Welcome"),
            _(
                "RegisterDesk keeps the office's registers of people and answers them in time."
                " Everything stays encrypted on this computer."
            ),
        )
        self.new = radio_button(tr(_("Set up a new office")))
        self.existing = radio_button(tr(_("Open an office that exists")))
        self.new.setChecked(True)
        self.folder = FolderField(_("The office's folder"))
        self.folder.setVisible(False)
        self.column.addWidget(self._choice())
        self.column.addWidget(self._languages())
        self.column.addStretch(1)
        self.existing.toggled.connect(self.folder.setVisible)
        self.existing.toggled.connect(lambda _on: self.changed.emit())

    def is_answered(self) -> bool:
        """Open the existing office, if that is what was chosen."""
        if self.new.isChecked():
            return True
        try:
            who_can_sign_in(self.folder.path())
        except RegisterDeskError as error:
            self.folder.point_at(tr_error(error))
        else:
            self.opened.emit(str(self.folder.path()))
        return False

    def first(self) -> QWidget:
        """Return the chosen line."""
        return self.new if self.new.isChecked() else self.existing

    def verb(self) -> str:
        """Return what the button does."""
        return _("Continue") if self.new.isChecked() else _("Open")

    def _choice(self) -> Card:
        card = Card()
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(14))
        column.setSpacing(theme.px(4))
        self._kinds = QButtonGroup(self)
        lines = (
            (self.new, _("Takes about five minutes. Have a printer at hand.")),
            (self.existing, _("For an office that was set up earlier or copied here.")),
        )
        for button, words in lines:
            self._kinds.addButton(button)
            column.addWidget(button)
            hint = Label(words, "secondary", wrap=True)
            hint.setContentsMargins(theme.px(26), 0, 0, theme.px(6))
            column.addWidget(hint)
        column.addWidget(self.folder)
        card.body.addWidget(box)
        return card

    def _languages(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(theme.px(2), theme.px(4), 0, 0)
        row.setSpacing(theme.px(16))
        row.addWidget(Label(_("Language"), "label"))
        self._tongues = QButtonGroup(self)
        self.tongues: dict[str, QRadioButton] = {}
        for code, name in (("sv", "Svenska"), ("en", "English")):
            button = radio_button(name)
            button.setChecked(language.code == code)
            button.clicked.connect(lambda _checked=False, c=code: language.switch(c))
            self._tongues.addButton(button)
            self.tongues[code] = button
            row.addWidget(button)
        row.addStretch(1)
        return box

    def choose_existing(self, folder: Path) -> None:
        """Fill in the folder of an existing office."""
        self.existing.setChecked(True)
        self.folder.set_path(folder)
