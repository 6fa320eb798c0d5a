"""The files of a person or a case: listed, added, opened outside the program, removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from registerdesk.domain.attachments import UNDO_SECONDS, AttachmentUse
from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.keycap import KeyHints
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.notices import EmptyView
from registerdesk.ui.kit.saving import ask_where
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register.file_acts import FileActs
from registerdesk.ui.register.file_question import FileQuestion
from registerdesk.ui.register.file_rows import FileTable, ShownFile
from registerdesk.ui.register.states import States
from registerdesk.usecases.guarded_files import GuardedFiles

_OTHER = {
    AttachmentUse.ANSWER: AttachmentUse.INTERNAL,
    AttachmentUse.INTERNAL: AttachmentUse.ANSWER,
}
_ERASED_MS = (UNDO_SECONDS + 1) * 1000


class FilesView(QWidget):
    """N adds, Enter opens, I marks, S saves a copy, Delete removes; files can be dropped on it."""

    arrived = Signal(int)

    def __init__(
        self,
        context: WindowContext,
        *,
        may_add: bool,
        may_copy: bool,
        may_report: bool = False,
        say: Callable[..., None] | None = None,
    ) -> None:
        """Begin with nobody's; `say` takes the place of toasts where these are out of reach."""
        super().__init__()
        self._context = context
        self._say = say or context.toast
        self._may_add, self._may_copy, self._may_report = may_add, may_copy, may_report
        self._acts: FileActs | None = None
        self._files: Sequence[ShownFile] = ()
        self._is_stopped = False
        self.dialog: FileQuestion | None = None
        self.table = FileTable(context.settings)
        hint = _("Press N to add one, or drop it here.") if may_add else ""
        self.states = States(
            self.table, EmptyView(_("No files yet."), hint, "document"), area=_("Files")
        )
        self.progress = _Progress()
        self.add = Button(_("Add a file"), key="N", icon_name="plus")
        self.add.setAutoDefault(False)
        if not may_add:
            self.add.hide()
        self._connect()
        self._lay_out()
        self.setAcceptDrops(may_add)

    def show_files(self, acts: FileActs) -> None:
        """Fetch an owner's files."""
        if type(acts) is not type(self._acts) or not self._files:
            self.states.loading()
        self._acts = acts
        desk = self._context.desk
        self._context.runner.ask(
            lambda: acts.listed(desk),
            self._show,
            lambda error: self.states.failed(error, lambda: self.show_files(acts)),
            latest=f"files.{id(self)}",
        )

    def ask(self, paths: Sequence[str] = ()) -> None:
        """Ask which file is to be added."""
        if not self._may_add or self._acts is None:
            return
        self.dialog = dialog = FileQuestion(self, paths, may_be_report=self._may_report)
        dialog.given.connect(self._add)
        dialog.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add with N although no file is there yet to have the focus."""
        if event.text().casefold() == "n" and self._may_add:
            self.ask()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files wherever on the page they fall."""
        self.table.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand over what was dropped."""
        self.table.dropEvent(event)

    def _connect(self) -> None:
        table = self.table
        self.add.clicked.connect(lambda _on: self.ask())
        self.progress.cancel.clicked.connect(self._stop)
        table.add_wanted.connect(self.ask)
        table.dropped.connect(self.ask)
        table.opened.connect(self._open)
        table.mark_wanted.connect(self._mark)
        table.copy_wanted.connect(self._copy)
        table.remove_wanted.connect(self._remove)

    def _lay_out(self) -> None:
        hints = [("Return", _("open")), ("I", _("internal or answer")), ("Del", _("remove"))]
        writing = hints if self._may_add else hints[:1]
        copying = [("S", _("save a copy"))] if self._may_copy else []
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addWidget(KeyHints(tuple(writing[:1] + copying + writing[1:])))
        foot.addStretch(1)
        foot.addWidget(self.add)
        column = QVBoxLayout(self)
        margin = theme.px(24)
        column.setContentsMargins(margin, theme.px(16), margin, theme.px(12))
        column.setSpacing(theme.px(8))
        column.addWidget(self.states, 1)
        column.addWidget(self.progress)
        column.addLayout(foot)

    def _show(self, files: Sequence[ShownFile]) -> None:
        self._files = files
        self.table.show_files(files, self._context.today())
        self.states.arrived(empty=not files)
        self.arrived.emit(len(files))

    def _again(self, _outcome: object = None) -> None:
        if self._acts is not None:
            self.show_files(self._acts)

    def _look_again(self) -> None:
        """Read the list anew, which erases what cannot come back; a lock leaves it to the next."""
        if self.isVisible():
            self._again()

    def _refused(self, error: RegisterDeskError) -> None:
        self.progress.hide()
        if self.dialog is not None and self.dialog.isVisible():
            self.dialog.refuse(error)
        else:
            self._say(tr_error(error))
        self._again()

    def _file(self, file_id: str) -> ShownFile | None:
        return next((file for file in self._files if str(file.id) == file_id), None)

    def _add(self, paths: list[Path], use: AttachmentUse, is_report: bool) -> None:  # noqa: FBT001 - a slot
        """Take the files in one after another; each is an act of its own."""
        acts, desk = self._acts, self._context.desk
        if acts is None or not paths:
            return
        self._is_stopped = False
        self.progress.tell(0, 0)

        def tell(done: int, total: int) -> bool:
            self._context.runner.tell(lambda: self.progress.tell(done, total), lambda: True)
            return not self._is_stopped

        def added(_outcome: object) -> None:
            if len(paths) > 1:
                self._add(paths[1:], use, is_report)
                return
            self.progress.hide()
            if self.dialog is not None:
                self.dialog.accept()
            self._say(tr(_("The file is added.")))
            self._again()

        self._context.runner.ask(
            lambda: acts.add(desk, paths[0], use, is_report=is_report, tell=tell),
            added,
            self._refused,
        )

    def _stop(self) -> None:
        self._is_stopped = True

    def _open(self, file_id: str) -> None:
        acts, desk, file = self._acts, self._context.desk, self._file(file_id)
        guarded = self._context.extras.get("files")
        if acts is None or file is None or not isinstance(guarded, GuardedFiles):
            return
        self._context.runner.ask(
            lambda: acts.open(desk, file, guarded), self._opened, self._refused
        )

    def _opened(self, place: Path) -> None:
        """Let the program that the computer has for it show the file."""
        words = _("The file is open in another program until you lock. Changes in it are not kept.")
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(place))):
            words = _("No program on this computer opens the file.")
        self._say(tr(words))

    def _mark(self, file_id: str) -> None:
        acts, desk, file = self._acts, self._context.desk, self._file(file_id)
        if acts is not None and file is not None and self._may_add:
            other = _OTHER[file.use]
            self._context.runner.ask(
                lambda: acts.mark(desk, file, other), self._again, self._refused
            )

    def _copy(self, file_id: str) -> None:
        acts, desk, file = self._acts, self._context.desk, self._file(file_id)
        office = self._context.extras.get("folder")
        if acts is None or file is None or not self._may_copy or not isinstance(office, Path):
            return
        chosen = ask_where(self, self._context, file.name)
        if chosen:
            said = tr(_("The copy is saved. It is no longer protected by the program."))
            self._context.runner.ask(
                lambda: acts.copy(desk, file, Path(chosen), office),
                lambda _none: self._say(said),
                self._refused,
            )

    def _remove(self, file_id: str) -> None:
        acts, desk, file = self._acts, self._context.desk, self._file(file_id)
        if acts is None or file is None or not self._may_add:
            return

        def undo() -> None:
            self._context.runner.ask(lambda: acts.restore(desk, file), self._again, self._refused)

        def removed(_none: object) -> None:
            words = tr(_("The file is removed. Its content is erased in a minute."))
            self._say(words, undo)
            QTimer.singleShot(_ERASED_MS, self, self._look_again)
            self._again()

        self._context.runner.ask(lambda: acts.remove(desk, file), removed, self._refused)


class _Progress(QWidget):
    """How far a large file is taken in, and the way to stop."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Label(role="secondary")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(theme.px(6))
        self.cancel = Button(_("Cancel"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(12))
        line.addWidget(self.words)
        line.addWidget(self.bar, 1)
        line.addWidget(self.cancel)
        self.hide()

    def tell(self, done: int, total: int) -> None:
        """Show the part that is taken in."""
        percent = 100 * done // total if total else 0
        self.words.set_message(_("Taking in the file … {percent} %"), percent=percent)
        self.bar.setRange(0, 100)
        self.bar.setValue(percent)
        self.show()
