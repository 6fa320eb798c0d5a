"""The files of a case, over its page: sealed to the owner and the ombud."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from registerdesk.domain.attachments import AttachmentUse
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.announce import announce
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.context import Door, WindowContext
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register.file_rows import ShownFile
from registerdesk.ui.register.files_view import FilesView
from registerdesk.usecases.case_files import (
    CaseAttachment,
    add_case_file,
    list_case_files,
    mark_case_file,
    open_case_file,
    remove_case_file,
    restore_case_file,
    save_case_copy,
)
from registerdesk.usecases.guarded_files import GuardedFiles
from registerdesk.usecases.incoming_files import Tell


class FilesOfCase:
    """What can be done with the files of one case, as jobs for the worker."""

    def __init__(self, case_id: UUID) -> None:
        """Take the case."""
        self._case = case_id

    def listed(self, desk: Door) -> Sequence[ShownFile]:
        """Return the files, newest first."""
        found: tuple[CaseAttachment, ...] = desk.do(list_case_files, self._case)
        return found

    def add(
        self, desk: Door, path: Path, use: AttachmentUse, *, is_report: bool, tell: Tell
    ) -> object:
        """Take a file in; a case's key seals a report as well as any other."""
        del is_report
        return desk.do(add_case_file, self._case, path, use=use, tell=tell)

    def mark(self, desk: Door, file: ShownFile, use: AttachmentUse) -> object:
        """Say who gets a file."""
        return desk.do(mark_case_file, self._case, file.id, use)

    def remove(self, desk: Door, file: ShownFile) -> object:
        """Take a file away."""
        return desk.do(remove_case_file, self._case, file.id)

    def restore(self, desk: Door, file: ShownFile) -> object:
        """Bring it back."""
        return desk.do(restore_case_file, self._case, file.id)

    def open(self, desk: Door, file: ShownFile, guarded: GuardedFiles) -> Path:
        """Write a file where another program can show it."""
        place: Path = desk.do(open_case_file, self._case, file.id, guarded)
        return place

    def copy(self, desk: Door, file: ShownFile, place: Path, office: Path) -> object:
        """Write a copy that leaves the office."""
        return desk.do(save_case_copy, self._case, file.id, place, office)


class _Said(QFrame):
    """What was done last, and its undoing: the window's toasts are behind the dialog."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "foot")
        self._act: Callable[[], None] | None = None
        self.label = Label(wrap=True)
        self.undo = Button(_("Undo"), key="Ctrl+Z")
        self.undo.setShortcut("Ctrl+Z")
        self.undo.setAutoDefault(False)
        self.undo.clicked.connect(self._undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(24), theme.px(8), theme.px(24), theme.px(8))
        row.addWidget(self.label, 1)
        row.addWidget(self.undo)
        self.hide()

    def say(self, words: str, act: Callable[[], None] | None = None) -> None:
        """Show words already translated, with the way back where there is one."""
        self._act = act
        self.label.say(words)
        self.undo.setVisible(act is not None)
        self.show()
        announce(self, words)

    def _undo(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            act()


class CaseFilesDialog(QDialog):
    """The list, over the case; Esc closes it."""

    def __init__(
        self, parent: QWidget, context: WindowContext, case_id: UUID, *, works: bool
    ) -> None:
        """Fetch the files; whoever works on the case adds to them."""
        super().__init__(parent)
        self.setWindowTitle(tr(_("Files of the case")))
        may_copy = is_granted(context.user.roles, Permission.HANDLE_REQUEST)
        self.said = _Said()
        self.files = FilesView(context, may_add=works, may_copy=may_copy, say=self.said.say)
        words = Label(
            _("Sealed to the person responsible and to the ombud. Files that belong to the answer "
              "are named in the extract: print them, or save copies, and send them with it."),
            "secondary", wrap=True,
        )  # fmt: skip
        edge = theme.px(24)
        words.setContentsMargins(edge, 0, edge, 0)
        title = Label(_("Files of the case"), "title")
        title.setContentsMargins(edge, theme.px(18), edge, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(title)
        column.addWidget(words)
        column.addWidget(self.files, 1)
        column.addWidget(self.said)
        self.resize(min(theme.px(760), parent.window().width() - theme.px(40)), theme.px(460))
        self.files.arrived.connect(self._take_focus)
        self.files.show_files(FilesOfCase(case_id))

    def _take_focus(self, count: int) -> None:
        """Let the keys act in the list as soon as there is one."""
        target: QWidget = self.files.table if count else self.files.add
        target.setFocus(Qt.FocusReason.OtherFocusReason)
