"""A print system of the tests' own: cupsd with a private configuration, and CUPS-PDF as printer."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtTest import QTest

PRINTER = "Kontorsskrivaren"
PPD = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd")
_FILES = """
ServerRoot {place}/root
RequestRoot {place}/spool
TempDir {place}/spool/tmp
CacheDir {place}/cache
StateDir {place}/state
Printcap {place}/printcap
AccessLog {place}/access.log
ErrorLog {place}/error.log
PageLog {place}/page.log
SystemGroup {group}
"""
_SERVER = """
Listen {place}/cups.sock
Browsing Off
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""


@dataclass(frozen=True)
class PrintHouse:
    """Where the paper comes out."""

    paper: Path

    def whole(self) -> set[tuple[Path, int]]:
        """Return every PDF that lies there to its last line, with when it was written."""
        paths = [path for path in self.paper.glob("*.pdf") if b"%%EOF" in path.read_bytes()[-32:]]
        return {(path, path.stat().st_mtime_ns) for path in paths}


@contextmanager
def print_house() -> Iterator[PrintHouse]:
    """Run a print server with one printer for a while.

    Its name is in the environment, where every thread of this process looks first.
    """
    place = Path(tempfile.mkdtemp(prefix="registerdesk-cups-"))
    place.chmod(0o755)  # the print system's filters run as another account
    server = _started(place)
    before = os.environ.get("CUPS_SERVER")
    os.environ["CUPS_SERVER"] = str(place / "cups.sock")
    _look_again()
    try:
        _add_printer()
        home = Path(pwd.getpwuid(os.getuid()).pw_dir)
        yield PrintHouse(paper=home / "PDF")
    finally:
        os.environ.pop("CUPS_SERVER")
        if before is not None:
            os.environ["CUPS_SERVER"] = before
        _look_again()
        server.terminate()
        server.wait()
        shutil.rmtree(place)


def _started(place: Path) -> subprocess.Popen[bytes]:
    """Start cupsd, which needs the rights of an administrator, and wait until it listens."""
    assert os.getuid() == 0, "CUPS is started by root alone: the print job went nowhere"
    assert PPD.exists(), "printer-driver-cups-pdf is not installed: the print job went nowhere"
    for folder in ("root", "spool/tmp", "cache", "state"):
        (place / folder).mkdir(parents=True)
    files, settings = place / "cups-files.conf", place / "cupsd.conf"
    files.write_text(_FILES.format(place=place, group="root"), encoding="utf-8")
    settings.write_text(_SERVER.format(place=place), encoding="utf-8")
    server = subprocess.Popen(["/usr/sbin/cupsd", "-f", "-c", str(settings), "-s", str(files)])
    while not (place / "cups.sock").exists():
        assert server.poll() is None, "cupsd did not start: the print job went nowhere"
        QTest.qWait(20)
    return server


def _add_printer() -> None:
    """Add the printer, whose paper is a PDF."""
    command = ["lpadmin", "-p", PRINTER, "-E", "-v", "cups-pdf:/", "-P", str(PPD)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _look_again() -> None:
    """Let this thread forget which print server it asked before."""
    found = ctypes.util.find_library("cups")
    if found:
        ctypes.CDLL(found).cupsSetServer(None)
