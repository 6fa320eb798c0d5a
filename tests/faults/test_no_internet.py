"""The program reaches nobody: no flow of it opens an internet socket or asks for a name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.faults.nursery import ROOT


def quiet(*given: object) -> subprocess.CompletedProcess[str]:
    """Run the flows in a process that is watched."""
    command = [sys.executable, "-m", "tests.faults.quiet", *map(str, given)]
    paths = {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, env=os.environ | paths
    )


def test_the_watch_sees_a_socket(tmp_path: Path) -> None:
    seen = quiet(tmp_path, "try")
    assert seen.returncode == 3
    assert seen.stdout.startswith("internet: ")


def test_no_flow_opens_an_internet_socket(tmp_path: Path) -> None:
    ran = quiet(tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines()[-2:] == ["window", "sockets []"]
