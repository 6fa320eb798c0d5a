"""The whole keystroke of search: from the key event to the painted rows, in the real window.

Beside the time on the wall stands the time of the processor, both threads together: on a machine
that does other work at the same time it says what the keystroke itself costs.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from registerdesk.domain.fictional import people
from registerdesk.ui.background import Runner
from registerdesk.ui.kit.text import language
from registerdesk.ui.kit.theme import Appearance, theme
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.search import SearchPage
from registerdesk.usecases.search import find
from tests.benchmarks.bench_start import filled, opened
from tests.benchmarks.figures import percentile, say, summary, table
from tests.makers import SmallOffice
from tests.ui.keys import type_text
from tests.ui.pages.windows import a_window

SIZES = (10_000, 100_000)
LARGEST = 1_000_000
LIMITS_MS = {10_000: 16, 100_000: 16, LARGEST: 33}
"""The p95 that a keystroke may take; the smallest size has the limit of the next."""
PEOPLE = 60
WARMING = 10
LONGEST = 12
WAIT_MS = 5000


class Painted(QObject):
    """Ends a loop when the rows of the newest question have been painted."""

    def __init__(self, page: SearchPage) -> None:
        """Watch a page's list."""
        super().__init__()
        self._arrived = False
        self._loop = QEventLoop()
        page.results.list.entries.modelReset.connect(self._came)
        page.results.list.viewport().installEventFilter(self)

    def wait(self) -> None:
        """Return once new rows are on the screen."""
        guard = QTimer(singleShot=True, interval=WAIT_MS)
        guard.timeout.connect(lambda: self._loop.exit(1))
        guard.start()
        if self._loop.exec():
            raise TimeoutError
        guard.stop()

    def typed(self) -> None:
        """Forget what was painted before."""
        self._arrived = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let the paint that follows new rows end the wait, once it is done."""
        if self._arrived and event.type() == QEvent.Type.Paint:
            self._arrived = False
            QTimer.singleShot(0, self._loop.quit)
        return False

    def _came(self) -> None:
        self._arrived = True


def names_of(size: int, chance: Random) -> Iterator[str]:
    """Yield what is typed: names, first or family name first, of people in the register."""
    names = [person.name.casefold() for person in people(min(size, 10_000), seed=3)]
    for _ in range(WARMING + PEOPLE):
        name = chance.choice(names)
        words = name.split()
        yield (chance.choice((name, " ".join([words[-1], *words[:-1]]))))[:LONGEST]


Stroke = tuple[float, float]
"""Seconds on the wall and of the processor."""


def strokes(window: MainWindow, painted: Painted, names: Iterator[str]) -> list[list[Stroke]]:
    """Type name after name, and return what each letter's keystroke took."""
    found = []
    for name in names:
        times = []
        for letter in name:
            painted.typed()
            start, busy = time.perf_counter(), time.process_time()
            type_text(window.search, letter)
            painted.wait()
            times.append((time.perf_counter() - start, time.process_time() - busy))
        found.append(times)
        painted.typed()
        window.search.clear()
        painted.wait()
    return found[WARMING:]


def asked(office: SmallOffice, names: Iterator[str]) -> list[float]:
    """Return the seconds of the same questions at the desk alone, without a window."""
    desk, times = office.desk("handl"), []
    for name in names:
        for end in range(1, len(name) + 1):
            start = time.perf_counter()
            desk.do(find, name[:end])
            times.append(time.perf_counter() - start)
    return times


def in_window(office: SmallOffice, size: int) -> list[list[Stroke]]:
    """Return the keystrokes of one office in a window of its own."""
    crashed: list[object] = []
    runner = Runner(crashed=crashed.append, refused=crashed.append)
    window = a_window(office, "handl", runner)
    window.show()
    window.navigate("search")
    page = window.page()
    if not isinstance(page, SearchPage):
        raise TypeError(page)
    painted = Painted(page)
    QTest.qWaitForWindowExposed(window)
    window.search.setFocus()
    times = strokes(window, painted, names_of(size, Random(size)))
    window.close()
    runner.close()
    if crashed:
        raise RuntimeError(crashed[0])
    return times


def figures(size: int, times: list[list[Stroke]], alone: list[float]) -> list[list[object]]:
    """Say the figures of one size, and return them as rows of the table."""
    every = [wall for name in times for wall, _busy in name]
    busy = [processor for name in times for _wall, processor in name]
    whole, processor_alone = "keystroke to painted rows", "the same, processor alone"
    rows: list[list[object]] = []
    for what, seconds in (
        (whole, every), (processor_alone, busy), ("the question alone", alone),
    ):  # fmt: skip
        numbers = summary(seconds)
        say(bench="keystroke", persons=size, what=what, **numbers)
        rows.append([f"{size:,}", what, *numbers.values()])
    for at in range(LONGEST):
        letters = [name[at][0] for name in times if len(name) > at]
        say(bench="keystroke", persons=size, what="letter", number=at + 1, **summary(letters))
    for what, seconds in (("p95", every), ("p95, processor alone", busy)):
        p95 = round(1000 * percentile(seconds, 0.95), 1)
        say(bench="keystroke", persons=size, what=what, ms=p95, limit_ms=LIMITS_MS[size])
    return rows


def main() -> None:
    """Measure each size; the largest with --all alone."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    theme.apply(Appearance(scheme="light"))
    language.switch("sv")
    rows: list[list[object]] = []
    for size in (*SIZES, LARGEST) if "--all" in sys.argv else SIZES:
        with TemporaryDirectory(prefix="registerdesk-bench-") as folder:
            office = opened(filled(Path(folder), size))
            times = in_window(office, size)
            rows += figures(size, times, asked(office, names_of(size, Random(size))))
            office.close()
    table(("persons", "what", "p50 ms", "p95 ms", "p99 ms"), rows)
    application.processEvents()


if __name__ == "__main__":
    main()
