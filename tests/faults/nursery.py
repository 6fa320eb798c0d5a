"""A process that has loaded the program once, and starts children that may be killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Child:
    """What one killed child said before it died."""

    said: list[dict[str, Any]] = field(default_factory=list)
    status: int = 0
    """Its exit code, negative for the signal that ended it."""

    def all(self, word: str) -> list[Any]:
        """Return everything it acknowledged under one word."""
        return [line[word] for line in self.said if word in line]


class Nursery:
    """Starts children that run one function of a module of tests, and kills them."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Take the process that has loaded everything."""
        self._process = process

    @property
    def _lines(self) -> IO[str]:
        if self._process.stdout is None:
            raise TypeError("the nursery says nothing")
        return self._process.stdout

    def start(self, story: str, *given: object) -> int:
        """Start a child at a function, `module:name`; return its process id."""
        if self._process.stdin is None:
            raise TypeError("the nursery hears nothing")
        self._process.stdin.write(json.dumps([story, *map(str, given)]) + "\n")
        self._process.stdin.flush()
        return int(self._next()["pid"])

    def killed(self, story: str, *given: object, after: float) -> Child:
        """Start a child, kill it when it has worked so many seconds; return what it said."""
        pid, child = self.start(story, *given), Child()
        first = self._next()
        if "dead" in first:
            child.status = first["dead"]
            return child
        time.sleep(after)
        os.kill(pid, signal.SIGKILL)
        child.said.append(first)
        return self._heard(child)

    def ran(self, story: str, *given: object) -> Child:
        """Let a child run to its end; return what it said."""
        self.start(story, *given)
        return self._heard(Child())

    def _heard(self, child: Child) -> Child:
        """Listen until the child is dead."""
        while "dead" not in (line := self._next()):
            child.said.append(line)
        child.status = line["dead"]
        return child

    def _next(self) -> dict[str, Any]:
        """Return the next line; a torn one was never acknowledged."""
        while True:
            line = self._lines.readline()
            if not line:
                raise EOFError("the nursery has ended")
            try:
                said = json.loads(line)
            except ValueError:
                continue
            if isinstance(said, dict):
                return said


@contextmanager
def a_nursery(*modules: str) -> Iterator[Nursery]:
    """Give a nursery that has loaded the modules."""
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.nursery", *modules],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": paths},
        start_new_session=True,
    ) as process:
        try:
            yield Nursery(process)
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def tell(**said: object) -> None:
    """Say one line to whoever watches, in one write that is there whole or not at all."""
    os.write(1, (json.dumps(said, default=str) + "\n").encode())


def main(modules: list[str]) -> None:
    """Load the modules, then start a child for each line and wait for its end."""
    for module in modules:
        import_module(module)
    for line in sys.stdin:
        story, *given = json.loads(line)
        module, name = story.split(":")
        child = os.fork()
        if child == 0:
            getattr(import_module(module), name)(*given)
            os._exit(0)
        tell(pid=child)
        _pid, status = os.waitpid(child, 0)
        tell(dead=os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main(sys.argv[1:])
