"""Files on the way in: opened once, judged by their content, then read a part at a time."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from registerdesk.domain.attachments import kept_name
from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.file_kinds import (
    ENTRY_LIMIT,
    HEAD_BYTES,
    ODT_TYPE,
    PART_BYTES,
    SIZE_LIMIT,
    UNKNOWN,
    FileKind,
    kind_of,
    kind_of_zip,
    refuse_program,
)
from registerdesk.domain.texts import _

Tell = Callable[[int, int], bool]
"""Told how many bytes are taken in, of how many; returns False to stop."""

_READING: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)
_OVERLAP: Final = 16


class Stopped(RegisterDeskError):
    """The person at work stopped it; nothing was kept."""


class IncomingFile:
    """One file whose kind is known; `parts` reads it."""

    def __init__(self, file: BinaryIO, name: str, size: int) -> None:
        """Judge the file by its content; InvalidInput says why it is not kept."""
        head = file.read(HEAD_BYTES)
        suffix = Path(name).suffix.casefold()
        self.kind: FileKind = kind_of(head, suffix) or _kind_of_zip(file)
        self.name = kept_name(name, self.kind)
        self.size = size
        self._file = file

    def parts(self, tell: Tell | None = None) -> Iterator[bytes]:
        """Yield the content; InvalidInput where it changes meanwhile or would start something."""
        self._file.seek(0)
        done, before = 0, b""
        while part := self._file.read(PART_BYTES):
            done += len(part)
            refuse_program(self.kind, before + part)
            before = part[-_OVERLAP:]
            if tell is not None and not tell(done, self.size):
                raise Stopped(_("It was stopped. Nothing was kept."))
            yield part
            if done > self.size:
                break
        if done != self.size:
            raise InvalidInput(_("The file was changed while it was read."), field="file")


@contextmanager
def incoming(path: Path) -> Iterator[IncomingFile]:
    """Open a file that is to be kept; InvalidInput for a link, a folder, a pipe, an empty one."""
    try:
        handle = os.open(path, _READING)
    except (OSError, ValueError):
        raise InvalidInput(_("The file could not be read."), field="file") from None
    with os.fdopen(_plain(handle), "rb") as file:
        size = os.fstat(handle).st_size
        try:
            yield IncomingFile(file, path.name, size)
        except OSError:
            raise InvalidInput(_("The file could not be read."), field="file") from None


def _plain(handle: int) -> int:
    """Return the handle of a plain file within the limits; any other is closed and refused."""
    try:
        _refuse_other(os.fstat(handle))
    except InvalidInput:
        os.close(handle)
        raise
    return handle


def _refuse_other(found: os.stat_result) -> None:
    """Stop what is no plain file, an empty one, and one that is too large."""
    if not stat.S_ISREG(found.st_mode):
        raise InvalidInput(_("This is no file."), field="file")
    if not found.st_size:
        raise InvalidInput(_("The file is empty."), field="file")
    if found.st_size > SIZE_LIMIT:
        raise InvalidInput(
            _("The file is larger than {limit} MB. Split it, or save it smaller."),
            field="file",
            limit=SIZE_LIMIT // (1024 * 1024),
        )


def _kind_of_zip(file: BinaryIO) -> FileKind:
    """Return the kind of a zip by what lies in it; nothing but its list and type is unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            declared = b""
            if entries and entries[0].filename == "mimetype" and entries[0].file_size < HEAD_BYTES:
                with archive.open(entries[0]) as entry:
                    declared = entry.read(len(ODT_TYPE) + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, EOFError):
        raise InvalidInput(UNKNOWN, field="file") from None
    if len(entries) > ENTRY_LIMIT:
        raise InvalidInput(UNKNOWN, field="file")
    return kind_of_zip((entry.filename for entry in entries), declared)
