"""Files while they are open outside the program: in a private folder, gone at the next lock."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from uuid import UUID

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.file_kinds import SUFFIXES, FileKind
from registerdesk.domain.texts import _
from registerdesk.usecases.places import Station
from registerdesk.usecases.private_files import PRIVATE
from registerdesk.usecases.private_folder import private_folder

FOLDER: Final = "open"


def write_parts(place: Path, parts: Iterable[bytes]) -> None:
    """Write a file part by part, for this account alone; what fails half-way leaves nothing."""
    try:
        place.unlink(missing_ok=True)
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    except OSError:
        raise _unwritable(place) from None
    is_whole = False
    try:
        with os.fdopen(handle, "wb") as file:
            for part in parts:
                file.write(part)
        is_whole = True
    except OSError:
        raise _unwritable(place) from None
    finally:
        if not is_whole:
            place.unlink(missing_ok=True)


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


def _unwritable(place: Path) -> InvalidInput:
    """Return the refusal of a place."""
    return InvalidInput(
        _("The file {name} could not be written. Choose another place."), name=place.name
    )
