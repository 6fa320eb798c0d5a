"""The keyring's file: hashed, the generation before it kept beside it, never half written."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from typing import TYPE_CHECKING

from registerdesk.domain.errors import Conflict, InvalidInput
from registerdesk.domain.texts import _
from registerdesk.keyring import frame
from registerdesk.keyring.primitives import Damaged, canonical, random_bytes
from registerdesk.keyring.records import Document, from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PRIVATE_MODE = 0o600


def encode(document: Document) -> bytes:
    """Return the file's bytes."""
    return frame.framed(canonical(to_json(document)))


def decode(data: bytes) -> Document:
    """Return the document in a file; raises InvalidInput when a single bit is wrong."""
    body = frame.body_of(data)
    try:
        document = from_json(Document, json.loads(body))
    except (ValueError, RecursionError, Damaged):
        raise frame.damage() from None
    frame.refuse_newer(document.format)
    return document


def read(path: Path) -> tuple[Document, bool]:
    """Return the newest readable generation, and whether it had to be the one before."""
    return frame.newest(path, decode)


def write(path: Path, document: Document) -> None:
    """Put a new generation in place: at any moment of it a whole one can be read."""
    if path.exists():
        with contextlib.suppress(InvalidInput):
            put_in_place(frame.previous(path), encode(decode(frame.data_at(path))))
    put_in_place(path, encode(document))


def put_in_place(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all; raises InvalidInput."""
    temporary = path.with_name(f"{path.name}.{random_bytes(6).hex()}.tmp")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_MODE)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise _unwritable() from None
    _sync_folder(path.parent)


def _unwritable() -> InvalidInput:
    return InvalidInput(
        _("The key file cannot be written. Check free space and rights in the office's folder.")
    )


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":  # pragma: no cover - folders are not synced there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(path: Path) -> int:
    """Remove what a killed writer left behind, unless somebody is writing now; return how many."""
    leftovers = list(path.parent.glob(f"{path.name}*.tmp"))
    if not leftovers:
        return 0
    try:
        with writing(path):
            for leftover in leftovers:
                leftover.unlink(missing_ok=True)
    except (Conflict, OSError):
        return 0
    return len(leftovers)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Hold the right to write, across processes; raises Conflict while somebody else has it."""
    try:
        lock = os.open(path.with_name(path.name + ".lock"), os.O_RDWR | os.O_CREAT, PRIVATE_MODE)
    except OSError:
        raise _unwritable() from None
    with os.fdopen(lock, "r+b") as file:
        try:
            _lock(file.fileno())
        except OSError:
            raise Conflict(
                _("Somebody else is changing the key file. Try again in a moment.")
            ) from None
        yield


if sys.platform == "win32":  # pragma: no cover - its own lock
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
