"""Files while they are open outside the program: in a private folder, gone at the next lock."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final
from uuid import UUID

from registerdesk.domain.file_kinds import SUFFIXES, FileKind
from registerdesk.usecases.places import Station
from registerdesk.usecases.private_folder import private_folder

FOLDER: Final = "open"


class GuardedFiles:
    """The folder of what is open now, below the account's own; nobody else enters it."""

    def __init__(self, station: Station) -> None:
        """Take the workstation; nothing is made yet."""
        self._station = station

    def place(self, file_id: UUID, kind: FileKind) -> Path:
        """Return where a file is to lie: under its id, never under the name that it was given."""
        folder = private_folder(self._station.own_folder() / FOLDER)
        return folder / f"{file_id.hex}{SUFFIXES[kind][0]}"

    def clear(self) -> None:
        """Erase everything that was opened, and what programs left beside it."""
        folder = self._station.own_folder() / FOLDER
        if folder.is_symlink():
            folder.unlink(missing_ok=True)
        elif folder.exists():
            shutil.rmtree(folder, ignore_errors=True)
