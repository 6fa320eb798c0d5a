"""Tells the system that links of calls (registerdesk:call?number=...) open this program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from registerdesk import resources
from registerdesk.domain.call_links import SCHEME
from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.texts import _

ENTRY: Final = "registerdesk.desktop"
_ESCAPED: Final = str.maketrans({'"': r'\\"', "`": r"\\`", "$": r"\\$", "\\": r"\\\\", "%": "%%"})
"""The signs that a desktop entry's quoted arguments escape, twice: no field code, no shell."""

if sys.platform == "win32":
    import winreg

    def register_links(program: Sequence[str]) -> str:
        """Register the program for this account's links; return where that was written."""
        place = rf"Software\Classes\{SCHEME}"
        command = subprocess.list2cmdline([*program, "%1"])
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, place) as key:
            winreg.SetValueEx(key, "URL Protocol", 0, winreg.REG_SZ, "")
        winreg.SetValue(
            winreg.HKEY_CURRENT_USER, rf"{place}\shell\open\command", winreg.REG_SZ, command
        )
        return rf"HKEY_CURRENT_USER\{place}"

else:

    def register_links(program: Sequence[str]) -> str:
        """Register the program for this account's links; return the file that was written."""
        home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
        folder = Path(home) / "applications"
        template = (resources.folder() / ENTRY).read_text(encoding="utf-8")
        command = " ".join(_quoted(part) for part in program)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            entry = folder / ENTRY
            entry.write_text(template.replace("{program}", command), encoding="utf-8")
        except OSError:
            raise InvalidInput(
                _("The file could not be written: {place}"), place=str(folder / ENTRY)
            ) from None
        _tell("update-desktop-database", str(folder))
        _tell("xdg-mime", "default", ENTRY, f"x-scheme-handler/{SCHEME}")
        return str(entry)

    def _quoted(part: str) -> str:
        """Return an argument as desktop entries quote it."""
        return f'"{part.translate(_ESCAPED)}"'

    def _tell(name: str, *arguments: str) -> None:
        """Run one of the desktop's own programs, where it is installed."""
        path = shutil.which(name)
        if path is not None:
            subprocess.run([path, *arguments], check=False, capture_output=True)  # noqa: S603 - a fixed command found on the system's own path
