"""Where a file is saved: the person's documents, or where they saved last in this session."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from registerdesk.ui.kit.context import WindowContext

_LAST: Final = "saved_in"


def ask_where(owner: QWidget, context: WindowContext, name: str, kinds: str = "") -> str:
    """Ask where to save a file, under a proposed name; empty when the person changes their mind."""
    proposed = str(_folder(context) / Path(name).name)
    chosen, _kind = QFileDialog.getSaveFileName(owner, "", proposed, kinds)
    if chosen:
        context.extras[_LAST] = Path(chosen).parent
    return chosen


def _folder(context: WindowContext) -> Path:
    """Return the folder that is proposed, which is there."""
    last = context.extras.get(_LAST)
    if isinstance(last, Path) and last.is_dir():
        return last
    where = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(where) if where and Path(where).is_dir() else Path.home()
