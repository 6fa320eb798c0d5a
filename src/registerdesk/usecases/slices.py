"""Work in slices: pauses between them let shorter work go first."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

T = TypeVar("T")
Slices = Generator[None, None, T]
"""Work that pauses at least every 50 ms and ends with an outcome."""


def finished(steps: Slices[T]) -> T:
    """Return the outcome of work in slices, done at a stretch."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            outcome: T = end.value
            return outcome
