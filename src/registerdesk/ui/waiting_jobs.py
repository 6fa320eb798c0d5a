"""Jobs that wait for the worker: short ones first, and who may go while a transaction is open."""

from __future__ import annotations

import heapq
from enum import IntEnum
from threading import Lock


class Urgency(IntEnum):
    """What goes before what."""

    SOON = 0
    LONG = 1
    """A slice of a long job."""


class WaitingJobs:
    """Numbers of jobs, oldest first within an urgency; used from both threads."""

    def __init__(self) -> None:
        """Begin empty."""
        self._lock = Lock()
        self._jobs: list[tuple[Urgency, int]] = []
        self._searches: set[int] = set()
        self._holder: int | None = None

    def put(self, urgency: Urgency, number: int, *, is_search: bool = False) -> None:
        """Take a job; a search only reads, and so waits for no open transaction."""
        with self._lock:
            heapq.heappush(self._jobs, (urgency, number))
            if is_search:
                self._searches.add(number)

    def hold(self, number: int) -> None:
        """Take the next slice of a job whose transaction is open: all but searches wait for it."""
        with self._lock:
            self._holder = number

    def take(self) -> int:
        """Return the job whose turn it is; there must be one."""
        with self._lock:
            if self._holder is None:
                number = heapq.heappop(self._jobs)[1]
            elif self._searches:
                number = min(self._searches)
                self._jobs.remove((Urgency.SOON, number))
                heapq.heapify(self._jobs)
            else:
                number, self._holder = self._holder, None
            self._searches.discard(number)
            return number

    def are_there(self) -> bool:
        """Tell whether anything waits."""
        with self._lock:
            return bool(self._jobs) or self._holder is not None
