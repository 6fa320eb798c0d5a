"""Files that leave the office: private to this account, and never among the office's own."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.texts import _

PRIVATE = 0o600


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
    try:
        place.unlink(missing_ok=True)
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    except OSError:
        raise _unwritable(place) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except OSError:
        with suppress(OSError):
            place.unlink()
        raise _unwritable(place) from None


def _unwritable(place: Path) -> InvalidInput:
    """Return the refusal of a place."""
    return InvalidInput(
        _("The file {name} could not be written. Choose another place."), name=place.name
    )
