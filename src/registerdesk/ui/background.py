"""Runner: database work on ONE worker thread, outcome back on the window's thread."""

from __future__ import annotations

import itertools
import sys
import threading
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from registerdesk.domain.errors import Crash, RegisterDeskError, crash_of
from registerdesk.ui.sweep import Sweep
from registerdesk.ui.waiting_jobs import Urgency, WaitingJobs
from registerdesk.usecases.slices import Pause

T = TypeVar("T")
P = TypeVar("P")


def watch_slots(
    *,
    crashed: Callable[[Crash], object],
    refused: Callable[[RegisterDeskError], object],
) -> None:
    """Bring what escapes from the window's own slots to the same two places as a job's."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, RegisterDeskError):
            refused(error)
        elif isinstance(error, Exception):
            crashed(crash_of(error))
        else:
            sys.__excepthook__(kind, error, trace)

    sys.excepthook = hook


class Task:
    """A long job under way; `cancel` stops it before its next slice."""

    def __init__(self) -> None:
        """Start uncancelled."""
        self.cancelled = False

    def cancel(self) -> None:
        """Ask the worker to close the job; its own `finally` runs on the worker thread."""
        self.cancelled = True


class _Bridge(QObject):
    """The one long-lived object through which outcomes reach the window's thread."""

    outcome = Signal(object)
    finished = Signal(int)

    def __init__(self, held: dict[int, Callable[[], object]]) -> None:
        super().__init__()
        self._held = held
        self.outcome.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self.finished.connect(self._let_go, Qt.ConnectionType.QueuedConnection)

    def _deliver(self, callback: Callable[[], object]) -> None:
        callback()

    def _let_go(self, number: int) -> None:
        self._held.pop(number, None)


class Runner:
    """Does jobs one at a time off the window's thread; short ones go before slices of long ones.

    A job may be the last to hold a widget: so the window's thread is the one to let go of it.
    """

    def __init__(
        self,
        *,
        crashed: Callable[[Crash], object],
        refused: Callable[[RegisterDeskError], object],
    ) -> None:
        """Take what shows a bug, and what shows a refusal that its asker does not handle."""
        self._crashed = crashed
        self._refused = refused
        self._held: dict[int, Callable[[], object]] = {}
        self._bridge = _Bridge(self._held)
        self._sweep = Sweep()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="desk")
        self._waiting = WaitingJobs()
        self._number = itertools.count()
        self._newest: dict[str, int] = {}
        self._epoch = 0
        self._closed = False
        self._door = threading.Lock()

    def ask(
        self,
        job: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[RegisterDeskError], object] | None = None,
        *,
        latest: str = "",
        is_search: bool = False,
    ) -> None:
        """Do a short job soon; with `latest`, a newer job of that name makes this one void.

        A search waits for nobody's transaction.
        """
        wanted = self.ticket(latest)

        def answer() -> None:
            outcome = job()
            self.tell(lambda: done(outcome), wanted)

        def run() -> None:
            if wanted():
                self.guard(answer, failed, wanted)

        self._put(Urgency.SOON, run, is_search=is_search)

    def work(
        self,
        steps: Callable[[], Generator[P, None, T]],
        *,
        done: Callable[[T], object],
        progress: Callable[[P], object] | None = None,
        failed: Callable[[RegisterDeskError], object] | None = None,
        cancelled: Callable[[], object] | None = None,
    ) -> Task:
        """Do a long job in slices (each <= 50 ms) between which short jobs go first."""
        long_job = _LongJob(self, steps, done, progress, failed, cancelled)
        self._put(Urgency.LONG, long_job.slice)
        return long_job.task

    def do_last(self, job: Callable[[], object]) -> None:
        """Do what nothing makes void: keeping a draft, closing what is open."""
        self._put(Urgency.SOON, lambda: self.guard(lambda: _drop(job()), None, lambda: True))

    def forget(self) -> None:
        """Void everything asked so far: after a lock nothing of the last user arrives."""
        self._epoch += 1

    def close(self) -> None:
        """Finish the job in hand, close the long ones, stop the thread."""
        self.forget()
        with self._door:
            if not self._closed:
                self._pool.submit(self._drain)
            self._closed = True
        self._pool.shutdown(wait=True)
        self._held.clear()
        self._sweep.end()

    def _drain(self) -> None:
        """Let each void job that still waits close itself on the worker."""
        while self._waiting.are_there():
            self._next()

    def ticket(self, latest: str = "") -> Callable[[], bool]:
        """Return the question whether the job is still wanted."""
        epoch, number = self._epoch, next(self._number)
        if latest:
            self._newest[latest] = number

        def wanted() -> bool:
            newest = self._newest.get(latest, number) if latest else number
            return epoch == self._epoch and newest == number

        return wanted

    def _put(self, urgency: Urgency, run: Callable[[], object], *, is_search: bool = False) -> None:
        """Queue a job; once closed, nothing new is taken."""
        with self._door:
            if not self._closed:
                self._waiting.put(urgency, self._hold(run), is_search=is_search)
                self._pool.submit(self._next)

    def _hold(self, run: Callable[[], object]) -> int:
        """Hold a job until the window's thread lets go of it; return its number."""
        number = next(self._number)
        self._held[number] = run
        return number

    def _next(self) -> None:
        """Do the most urgent waiting job; runs on the worker, which then holds nothing of it."""
        number = self._waiting.take()
        self._held[number]()
        self._bridge.finished.emit(number)

    def again(self, run: Callable[[], object], *, holds: bool) -> None:
        """Queue the next slice of a long job, behind every short job, or while it holds: search."""
        with self._door:
            number = self._hold(run)
            if holds:
                self._waiting.hold(number)
            else:
                self._waiting.put(Urgency.LONG, number)
            if not self._closed:
                self._pool.submit(self._next)

    def guard(
        self,
        job: Callable[[], object],
        failed: Callable[[RegisterDeskError], object] | None,
        wanted: Callable[[], bool],
    ) -> None:
        """Run a piece of work on the worker; a refusal or a bug is handed over."""
        try:
            job()
        except RegisterDeskError as refusal:
            receive, known = failed or self._refused, refusal
            self.tell(lambda: receive(known), wanted)
        except Exception as bug:  # noqa: BLE001 - the only place where bugs are caught
            crash = crash_of(bug)
            self._bridge.outcome.emit(lambda: self._crashed(crash))

    def tell(self, callback: Callable[[], object], wanted: Callable[[], bool]) -> None:
        """Run a callback on the window's thread, if it is still wanted when it gets there."""

        def run() -> None:
            if not wanted():
                return
            try:
                callback()
            except Exception as bug:  # noqa: BLE001 - a bug in a window's answer is a bug too
                self._crashed(crash_of(bug))

        self._bridge.outcome.emit(run)


def _drop(_outcome: object) -> None:
    """Make nothing of an outcome that nobody waits for."""


class _LongJob(Generic[P, T]):
    """One long job: its generator, and who hears of it."""

    def __init__(
        self,
        runner: Runner,
        steps: Callable[[], Generator[P, None, T]],
        done: Callable[[T], object],
        progress: Callable[[P], object] | None,
        failed: Callable[[RegisterDeskError], object] | None,
        cancelled: Callable[[], object] | None,
    ) -> None:
        self.task = Task()
        self._runner = runner
        self._steps = steps
        self._running: Generator[P, None, T] | None = None
        self._done, self._progress = done, progress
        self._failed, self._cancelled = failed, cancelled
        self._wanted = runner.ticket()

    def slice(self) -> None:
        """Take one step on the worker; bugs and refusals end it."""
        self._runner.guard(self._step, self._failed, self._wanted)

    def _step(self) -> None:
        if self.task.cancelled or not self._wanted():
            self._stop()
            return
        if self._running is None:
            self._running = self._steps()
        try:
            step = next(self._running)
        except StopIteration as end:
            outcome: T = end.value
            self._runner.tell(lambda: self._done(outcome), self._wanted)
        else:
            self._report(step)
            self._runner.again(self.slice, holds=step is Pause.HELD)

    def _report(self, step: P) -> None:
        progress = self._progress
        if progress is not None:
            self._runner.tell(lambda: progress(step), self._wanted)

    def _stop(self) -> None:
        """Close the generator here, on the worker, so that its transaction rolls back."""
        if self._running is not None:
            self._running.close()
        if self._cancelled is not None:
            self._runner.tell(self._cancelled, self._wanted)
