"""The files that the program brings along, and the language of its window."""

import sys
from pathlib import Path


def folder() -> Path:
    """Return the folder of shipped files, in a checkout, an installation or a frozen build."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "resources"
    return Path(__file__).resolve().parents[3] / "resources"
