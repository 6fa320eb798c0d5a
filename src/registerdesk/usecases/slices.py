"""Work in slices: pauses between them let shorter work go first."""

from __future__ import annotations

from collections.abc import Generator
from enum import Enum, auto
from typing import Any, TypeVar

T = TypeVar("T")


class Pause(Enum):
    """What holds between two slices; an ordinary pause says nothing."""

    HELD = auto()
    """A transaction is open: only a search, which reads beside it, may go before the next slice."""


Slices = Generator[Any, None, T]
"""Work that pauses at least every 50 ms, with a `Pause` or nothing, and ends with an outcome."""


def finished(steps: Slices[T]) -> T:
    """Return the outcome of work in slices, done at a stretch."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            outcome: T = end.value
            return outcome


def held(steps: Slices[T]) -> Slices[T]:
    """Say at each pause of the work that a transaction is open."""
    try:
        while True:
            try:
                next(steps)
            except StopIteration as end:
                outcome: T = end.value
                return outcome
            yield Pause.HELD
    finally:
        steps.close()
