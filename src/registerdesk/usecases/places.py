"""Where an office lies: one folder, the workstation's own folder, and who is in it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final
from uuid import UUID

from registerdesk.domain.errors import Conflict, InvalidInput
from registerdesk.domain.texts import _
from registerdesk.usecases.private_folder import private_folder

NETWORK_FILE_SYSTEMS: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "afs", "9p", "fuse.sshfs", "davfs", "ncpfs"}
)
LAST_OFFICE: Final = "last-office"
MOUNTS: Final = Path("/proc/mounts")
CLOUD_FOLDERS: Final = ("onedrive", "dropbox", "google drive", "icloud", "nextcloud", "box sync")


@dataclass(frozen=True, slots=True)
class Places:
    """The files of one office folder."""

    folder: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.folder / "office.db"

    @property
    def keyring(self) -> Path:
        """The key file."""
        return self.folder / "office.keys"

    @property
    def head(self) -> Path:
        """The end of the log, beside the database."""
        return self.folder / "head.json"

    @property
    def lock(self) -> Path:
        """Who has the office open."""
        return self.folder / "office.lock"

    def is_office(self) -> bool:
        """Tell whether an office lies here."""
        return self.keyring.is_file() and self.database.is_file()


@dataclass(frozen=True, slots=True)
class Station:
    """This workstation: its name in the log, and its own state folder."""

    name: str
    state: Path
    runtime: Path | None = None
    """What the system clears at log-out; without it, a folder beside the state."""

    def head(self, office_id: UUID) -> Path:
        """Return the workstation's own copy of an office's head."""
        return self.state / f"{office_id}.head.json"

    def own_folder(self) -> Path:
        """Return this account's own folder for what runs; InvalidInput if others reach it."""
        beside = self.state / "run"
        try:
            return private_folder(self.runtime or beside)
        except InvalidInput:
            return private_folder(beside)

    def last_office(self) -> Path | None:
        """Return the office that was open last, if it is still there."""
        try:
            folder = Path((self.state / LAST_OFFICE).read_text(encoding="utf-8").strip())
        except (OSError, ValueError):
            return None
        return folder if folder.is_dir() else None

    def remember(self, folder: Path) -> None:
        """Open this office next time."""
        self.state.mkdir(parents=True, exist_ok=True)
        (self.state / LAST_OFFICE).write_text(str(folder.absolute()), encoding="utf-8")


def refuse_network(folder: Path) -> None:
    """Refuse a folder on a network file system, where locks and fsync cannot be trusted."""
    if _file_system(folder) in NETWORK_FILE_SYSTEMS or str(folder).startswith("\\\\"):
        raise InvalidInput(
            _("The folder is on a network drive. Choose a folder on this computer."),
            field="folder",
        )


def is_cloud_folder(folder: Path) -> bool:
    """Tell whether the path looks like one that a cloud service copies."""
    parts = [part.casefold() for part in folder.absolute().parts]
    return any(part.startswith(cloud) for part in parts for cloud in CLOUD_FOLDERS)


def _file_system(folder: Path) -> str:
    """Return the type of the file system under a folder, where the system tells."""
    if not MOUNTS.exists():
        return ""
    best, kind = "", ""
    target = str(_nearest(folder).resolve())
    for line in MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines():
        point, found = line.split(" ")[1:3]
        inside = target == point or target.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, found
    return kind


def _nearest(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists."""
    folder = folder.absolute()
    while not folder.exists():
        folder = folder.parent
    return folder


@contextmanager
def one_instance(places: Places, who: str) -> Iterator[None]:
    """Hold the office for this process; a second one is told who holds it."""
    with _private(places.lock) as file:
        if not _try_lock(file):
            raise Conflict(
                _("The office is already open: {who}. Close it there first."),
                who=_holder(places),
            )
        _describe(places, who)
        try:
            yield
        finally:
            places.lock.with_suffix(".who").unlink(missing_ok=True)
            _unlock(file)


def _private(path: Path) -> IO[str]:
    """Open a file that only this account reads; say so where the folder cannot be written."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        raise InvalidInput(
            _("The office's folder cannot be written to. Check your rights in it."), field="folder"
        ) from None
    return os.fdopen(handle, "r+", encoding="utf-8")


def _describe(places: Places, who: str) -> None:
    """Write beside the lock who holds it; the locked file itself cannot be read everywhere."""
    note = places.lock.with_suffix(".who")
    note.unlink(missing_ok=True)  # a link that somebody laid there is not written through
    with _private(note) as file:
        file.write(json.dumps({"who": who, "process": os.getpid()}))


def _holder(places: Places) -> str:
    """Return who holds the office, as far as can be told."""
    try:
        note = places.lock.with_suffix(".who").read_text(encoding="utf-8")
        return str(json.loads(note)["who"]) or "?"
    except (OSError, ValueError, KeyError, TypeError):
        return "?"


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[str]) -> bool:
        """Lock one byte of the file without waiting."""
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: IO[str]) -> None:
        """Let go of the byte."""
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(file: IO[str]) -> bool:
        """Lock the file without waiting."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(file: IO[str]) -> None:
        """Let go of the file."""
        fcntl.flock(file, fcntl.LOCK_UN)
