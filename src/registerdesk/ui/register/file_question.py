"""The question behind "Add a file": which, who gets it, and whether it is a credit report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from registerdesk.domain.attachments import ATTACHMENT_USE_LABELS, AttachmentUse
from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.field_column import check_box, choices
from registerdesk.ui.kit.question import Question
from registerdesk.ui.kit.text import tr


class FileQuestion(Question):
    """Takes a path, typed, picked or dropped."""

    given = Signal(object, object, bool)
    """The paths, who gets them, whether they are credit reports."""

    def __init__(
        self, parent: QWidget, paths: Sequence[str] = (), *, may_be_report: bool = False
    ) -> None:
        """Begin with what was dropped."""
        super().__init__(parent, _("Add a file"), _("Add"))
        self._dropped = [Path(path) for path in paths]
        self.path = QLineEdit()
        self.path.setText("; ".join(path.name for path in self._dropped))
        self.path.setReadOnly(len(self._dropped) > 1)
        self.path.textEdited.connect(lambda _text: self._dropped.clear())
        self.use = choices({use.value: words for use, words in ATTACHMENT_USE_LABELS.items()})
        self.report = check_box(
            tr(_("It is a credit report: only those who assess credit can open it"))
        )
        if not may_be_report:
            self.report.hide()
        browse = Button(_("Browse …"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        self.add_field(_("File to add"), self.path, "file")
        self.body.addWidget(browse)
        self.add_field(_("Who gets it"), self.use, "use")
        self.body.addWidget(self.report)
        self.verb.clicked.connect(self._go_on)
        (self.use if self._dropped else self.path).setFocus()

    def _browse(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileNames(self, "", "")
        if chosen:
            self._dropped = [Path(path) for path in chosen]
            self.path.setText("; ".join(path.name for path in self._dropped))

    def _go_on(self) -> None:
        typed = self.path.text().strip()
        paths = self._dropped or ([Path(typed).expanduser()] if typed else [])
        if not paths:
            self.refuse(InvalidInput(_("Name the file."), field="file"))
            return
        is_report = self.report.isVisible() and self.report.isChecked()
        self.given.emit(paths, AttachmentUse(self.use.currentData()), is_report)
