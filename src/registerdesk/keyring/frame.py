"""The key file's frame: a hash around its body, and the generation before it kept beside it."""

from __future__ import annotations

import contextlib
import hashlib
from typing import TYPE_CHECKING, TypeVar

from registerdesk.domain.errors import InvalidInput, NotFound
from registerdesk.domain.texts import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FORMAT = 1
MAGIC = b"RegisterDesk keyring\n"
HASH_CHARACTERS = 64
LARGEST = 64 * 1024 * 1024

T = TypeVar("T")


def framed(body: bytes) -> bytes:
    """Return the file's bytes around a body."""
    return MAGIC + _digest(body) + b"\n" + body


def body_of(data: bytes) -> bytes:
    """Return the body in a file's bytes; raises InvalidInput when a single bit is wrong."""
    start = len(MAGIC) + HASH_CHARACTERS + 1
    head, body = data[:start], data[start:]
    if head != MAGIC + _digest(body) + b"\n":
        raise damage()
    return body


def damage() -> InvalidInput:
    """Return the error for a file that is not what was written."""
    return InvalidInput(_("The key file is damaged."))


def refuse_newer(file_format: int) -> None:
    """Refuse a file that a newer version of the program wrote."""
    if file_format > FORMAT:
        raise InvalidInput(_("The key file was written by a newer version of the program."))


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(MAGIC + body).hexdigest().encode()


def previous(path: Path) -> Path:
    """Return where the last generation lies."""
    return path.with_name(path.name + ".prev")


def newest(path: Path, decode: Callable[[bytes], T]) -> tuple[T, bool]:
    """Return the newest readable generation, and whether it had to be the one before."""
    try:
        return decode(data_at(path)), False
    except (InvalidInput, NotFound) as error:
        with contextlib.suppress(InvalidInput, NotFound):
            return decode(data_at(previous(path))), True
        raise error from None


def data_at(path: Path) -> bytes:
    """Return a file's bytes; raises NotFound or InvalidInput."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST)
    except FileNotFoundError:
        raise NotFound(_("The key file is missing.")) from None
    except OSError:
        raise InvalidInput(_("The key file cannot be read.")) from None
