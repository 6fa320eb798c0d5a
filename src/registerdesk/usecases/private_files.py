"""Files that leave the office: private to this account, and never among the office's own."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import Final, Self

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.texts import _

PRIVATE = 0o600
_HANDLES: Final = "/proc/self/fd"
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def refuse_place(wanted: Path, *not_there: Path) -> None:
    """Refuse, before anything is made, a place in the office, on another file, or nowhere."""
    try:
        place = wanted.resolve()
        falls = any(place.is_relative_to(each.resolve()) for each in not_there)
        is_bad = falls or place.is_dir() or not place.parent.is_dir()
    except (OSError, ValueError):  # a name that is too long, or holds a NUL
        is_bad = True
    if is_bad:
        raise _unwritable(wanted)


def write_private(place: Path, content: bytes) -> None:
    """Write a file in the place of an earlier one; this account alone reads it; all or nothing."""
    with UnseenFile(place) as file:
        file.write(content)
        file.keep()


class UnseenFile:
    """A private file that has no name before it is whole and wanted; else nothing is left of it.

    Where the file system knows no nameless files, the room is taken with zeros, and what is
    to be read is written when it is kept.
    """

    def __init__(self, place: Path) -> None:
        """Take the place where it is to stand, instead of an earlier one; nothing is made yet."""
        self._place = place
        self._beside = place.with_name(f".{token_hex(8)}.part")
        self._handle: int | None = None
        self._to_come: bytes | None = None

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Leave nothing of what was not kept."""
        self._drop()

    def write(self, content: bytes) -> None:
        """Write the whole content to the disk, unseen; InvalidInput where there is no room."""
        try:
            self._handle = _nameless(self._place.parent)
            if self._handle is None:
                self._to_come = content
                self._handle = os.open(self._beside, _NEW, PRIVATE)
            _fill(self._handle, content if self._to_come is None else bytes(len(content)))
        except OSError:
            self._drop()
            raise _unwritable(self._place) from None

    def keep(self) -> None:
        """Let the file stand in its place."""
        handle = self._handle
        if handle is None:
            raise _unwritable(self._place)
        try:
            if self._to_come is not None:
                _fill(handle, self._to_come)
            else:  # a folder's handle, whichever: only then is the link followed
                os.link(f"{_HANDLES}/{handle}", self._beside, src_dir_fd=handle)
            self._close()
            self._beside.replace(self._place)
        except OSError:
            raise _unwritable(self._place) from None
        finally:
            self._drop()

    def _drop(self) -> None:
        self._close()
        self._to_come = None
        with suppress(OSError):
            self._beside.unlink(missing_ok=True)

    def _close(self) -> None:
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)


def _nameless(folder: Path) -> int | None:
    """Open a private file without a name in a folder; None where there are none."""
    flag = getattr(os, "O_TMPFILE", 0)
    if not flag or not Path(_HANDLES).is_dir():
        return None
    try:
        return os.open(folder, flag | os.O_WRONLY, PRIVATE)
    except OSError as error:
        if error.errno in {errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL}:
            return None
        raise


def _fill(handle: int, content: bytes) -> None:
    """Write from the beginning, as far as the disk."""
    os.lseek(handle, 0, os.SEEK_SET)
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]
    os.fsync(handle)


def _unwritable(place: Path) -> InvalidInput:
    """Return the refusal of a place."""
    return InvalidInput(
        _("The file {name} could not be written. Choose another place."), name=place.name
    )
