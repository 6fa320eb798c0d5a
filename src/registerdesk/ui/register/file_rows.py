"""Files as rows of a table: name, kind, size, who gets it, since when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, Protocol
from uuid import UUID

from PySide6.QtCore import QLocale, QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent

from registerdesk.domain.attachments import ATTACHMENT_USE_LABELS, AttachmentUse
from registerdesk.domain.file_kinds import FileKind
from registerdesk.domain.texts import _
from registerdesk.ui.kit.moments import when
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.table import Cell, Column, Row, Table
from registerdesk.ui.kit.text import language, tr

COLUMNS: Final = (
    Column(key="name", title=_("File"), width=190, stretch=True, sortable=False),
    Column(key="kind", title=_("Kind"), width=70, spare=2, sortable=False),
    Column(key="size", title=_("Size"), width=90, right=True, sortable=False),
    Column(key="use", title=_("Who gets it"), width=160, sortable=False),
    Column(key="added", title=_("Added"), width=130, spare=1, sortable=False),
)
_KILO: Final = 1024
_USE_CHIPS: Final = {AttachmentUse.ANSWER: "info", AttachmentUse.INTERNAL: "neutral"}


class ShownFile(Protocol):
    """What a row tells of a file, a person's or a case's."""

    @property
    def id(self) -> UUID:
        """The file's id."""

    @property
    def name(self) -> str:
        """The name it is kept under."""

    @property
    def kind(self) -> FileKind:
        """What it is."""

    @property
    def size(self) -> int:
        """Its size in bytes."""

    @property
    def use(self) -> AttachmentUse:
        """Who gets it."""

    @property
    def recorded_at(self) -> int:
        """When it was added, UTC microseconds."""


class FileTable(Table):
    """The table, the single letters that act in it, and what is dropped on it."""

    add_wanted = Signal()
    dropped = Signal(object)
    """Paths, as the desktop names them."""
    mark_wanted = Signal(str)
    copy_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, settings: Settings) -> None:
        """Begin empty; files may be dropped anywhere on it."""
        super().__init__(COLUMNS, tr(_("Files")), settings, "files")
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)

    def show_files(self, files: Iterable[ShownFile], today: date) -> None:
        """Show these files."""
        at = max(self.currentIndex().row(), 0)
        rows = [file_row(file, today) for file in files]
        self.rows.show(rows)
        if rows:
            self.setCurrentIndex(self.rows.index(min(at, len(rows) - 1), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add with N, mark with I, save a copy with S, remove with Delete."""
        row = self.rows.row(self.currentIndex().row()) if self.currentIndex().isValid() else None
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        letter = event.text().casefold() if plain else ""
        if letter == "n":
            self.add_wanted.emit()
        elif row is not None and letter == "i":
            self.mark_wanted.emit(row.id)
        elif row is not None and letter == "s":
            self.copy_wanted.emit(row.id)
        elif row is not None and event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit(row.id)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, and nothing else."""
        if paths_of(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take them wherever they fall."""
        if paths_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand over what was dropped."""
        paths = paths_of(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)


def paths_of(data: QMimeData) -> list[str]:
    """Return the files that are dragged, as paths of this computer; others count for nothing."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]


def file_row(file: ShownFile, today: date) -> Row:
    """Return a file as a row; a name is shown as it is, never as markup."""
    size = QLocale(language.code).formattedDataSize(
        file.size, int(file.size >= _KILO), QLocale.DataSizeFormat.DataSizeTraditionalFormat
    )
    return Row(
        id=str(file.id),
        cells=(
            Cell(text=file.name, strong=True, icon="document"),
            Cell(text=file.kind.value.upper(), tone="muted"),
            Cell(text=size, tone="muted"),
            Cell(text=tr(ATTACHMENT_USE_LABELS[file.use]), chip=_USE_CHIPS[file.use]),
            Cell(text=when(file.recorded_at, today), tone="muted"),
        ),
    )
