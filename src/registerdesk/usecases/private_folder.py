"""A folder for one account alone: where the window is called, and opened files lie meanwhile."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import Final

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.texts import _

_NOT_PRIVATE: Final = _("The folder for running programs is not this account's own: {folder}")
OWNER_ALONE: Final = 0o700


def private_folder(path: Path) -> Path:
    """Return the folder, made with rights for its owner alone; InvalidInput if others reach it."""
    try:
        path.mkdir(mode=OWNER_ALONE, parents=True, exist_ok=True)
        if sys.platform != "win32":
            _refuse_others(path)
    except OSError:
        raise InvalidInput(_NOT_PRIVATE, field="folder", folder=str(path)) from None
    return path


def _refuse_others(path: Path) -> None:
    """Refuse a link, another account's folder, and one that another account could swap."""
    own, above = path.lstat(), path.parent.stat()
    others_write = (
        above.st_mode & (stat.S_IWGRP | stat.S_IWOTH) and not above.st_mode & stat.S_ISVTX
    )
    is_ours = stat.S_ISDIR(own.st_mode) and own.st_uid == os.getuid()
    if not is_ours or above.st_uid not in {0, os.getuid()} or others_write:
        raise InvalidInput(_NOT_PRIVATE, field="folder", folder=str(path))
    path.chmod(OWNER_ALONE)
