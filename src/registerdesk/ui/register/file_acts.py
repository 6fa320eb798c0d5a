"""What can be done with the files of one person, as jobs for the worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from registerdesk.domain.attachments import Attachment, AttachmentUse
from registerdesk.ui.kit.context import Door
from registerdesk.ui.register.file_rows import ShownFile
from registerdesk.usecases.attachments import (
    add_attachment,
    list_attachments,
    mark_attachment,
    open_attachment,
    remove_attachment,
    restore_attachment,
    save_copy,
)
from registerdesk.usecases.desk import UseCase
from registerdesk.usecases.guarded_files import GuardedFiles
from registerdesk.usecases.incoming_files import Tell


class FileActs(Protocol):
    """The acts on the files of one owner: a person, or a case."""

    def listed(self, desk: Door) -> Sequence[ShownFile]:
        """Return the files."""

    def add(
        self, desk: Door, path: Path, use: AttachmentUse, *, is_report: bool, tell: Tell
    ) -> object:
        """Take a file in."""

    def mark(self, desk: Door, file: ShownFile, use: AttachmentUse) -> object:
        """Say who gets a file."""

    def remove(self, desk: Door, file: ShownFile) -> object:
        """Take a file away."""

    def restore(self, desk: Door, file: ShownFile) -> object:
        """Bring it back."""

    def open(self, desk: Door, file: ShownFile, guarded: GuardedFiles) -> Path:
        """Write a file where another program can show it."""

    def copy(self, desk: Door, file: ShownFile, place: Path, office: Path) -> object:
        """Write a copy that leaves the office."""


class PersonFiles:
    """The files of one person, read the way that the card was opened."""

    def __init__(
        self, party_id: UUID, under: Callable[[UseCase[..., Any]], UseCase[..., Any]]
    ) -> None:
        """Take the person."""
        self._party_id, self._under = party_id, under

    def listed(self, desk: Door) -> Sequence[ShownFile]:
        """Return the files, newest first."""
        found: tuple[Attachment, ...] = desk.do(self._under(list_attachments), self._party_id)
        return found

    def add(
        self, desk: Door, path: Path, use: AttachmentUse, *, is_report: bool, tell: Tell
    ) -> object:
        """Take a file in."""
        return desk.do(
            add_attachment, self._party_id, path, use=use, is_report=is_report, tell=tell
        )

    def mark(self, desk: Door, file: ShownFile, use: AttachmentUse) -> object:
        """Say who gets a file."""
        version = file.version if isinstance(file, Attachment) else 0
        return desk.do(mark_attachment, file.id, version, use)

    def remove(self, desk: Door, file: ShownFile) -> object:
        """Take a file away."""
        return desk.do(remove_attachment, file.id)

    def restore(self, desk: Door, file: ShownFile) -> object:
        """Bring it back."""
        return desk.do(restore_attachment, file.id)

    def open(self, desk: Door, file: ShownFile, guarded: GuardedFiles) -> Path:
        """Write a file where another program can show it."""
        place: Path = desk.do(self._under(open_attachment), file.id, guarded)
        return place

    def copy(self, desk: Door, file: ShownFile, place: Path, office: Path) -> object:
        """Write a copy that leaves the office."""
        return desk.do(save_copy, file.id, place, office)
