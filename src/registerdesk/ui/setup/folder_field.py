"""A folder: typed, or picked from the system's own dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.announce import announce
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.labels import Label, restyle
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme


class FolderField(QWidget):
    """A path with a button to browse, and what is wrong with it underneath."""

    def __init__(self, message: str) -> None:
        """Take the message of the label."""
        super().__init__()
        self.field = QLineEdit()
        self.field.setAccessibleName(tr(message))
        self.browse = Button(_("Browse …"))
        self.browse.clicked.connect(self._browse)
        self.error = Label(role="error", wrap=True)
        self.error.hide()
        label = Label(message)
        label.setBuddy(self.field)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.field, 1)
        row.addWidget(self.browse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(label)
        column.addLayout(row)
        column.addWidget(self.error)
        self.field.textChanged.connect(lambda _text: self.clear_error())

    def path(self) -> Path:
        """Return the folder that is named."""
        return Path(self.field.text().strip()).expanduser()

    def set_path(self, folder: Path) -> None:
        """Show a folder."""
        self.field.setText(str(folder))

    def point_at(self, words: str) -> None:
        """Say what is wrong, and go there."""
        restyle(self.field, invalid="true")
        self.error.say(words)
        self.error.show()
        self.field.setFocus()
        announce(self, words, urgent=True)

    def clear_error(self) -> None:
        """Take the error away."""
        restyle(self.field, invalid="false")
        self.error.hide()

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "", self.field.text())
        if chosen:
            self.field.setText(chosen)
