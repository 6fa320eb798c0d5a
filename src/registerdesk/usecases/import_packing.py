"""Rows of a file packed away: memory stays flat however long the file is."""

from __future__ import annotations

import heapq
import pickle
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.texts import _
from registerdesk.keyring.spool import Spool

T = TypeVar("T")

TOGETHER: Final = 500
FASTEST: Final = 1
FULL: Final = _("The disk is full. Nothing was taken in. Make room and try again.")


@dataclass(frozen=True, slots=True, eq=False)
class Packed(Generic[T]):
    """Things by the number of their row, in order; the last bundle that was opened is at hand."""

    spool: Spool | None = None
    firsts: tuple[int, ...] = ()
    """The number of the first row in each bundle."""
    count: int = 0
    changed: Mapping[int, T | None] = field(default_factory=dict)
    """What stands otherwise now, by row; None for a row that is no longer there."""
    _at_hand: dict[int, dict[int, T]] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        """Return how many there are."""
        return self.count

    def __iter__(self) -> Iterator[T]:
        """Yield them in the order of their rows."""
        return (thing for _number, thing in self.items())

    def items(self) -> Iterator[tuple[int, T]]:
        """Yield each with the number of its row."""
        kept = (pair for pair in self._packed() if pair[0] not in self.changed)
        others = ((n, thing) for n, thing in sorted(self.changed.items()) if thing is not None)
        return heapq.merge(kept, others, key=lambda pair: pair[0])

    def get(self, number: int) -> T | None:
        """Return what stands at a row, or None."""
        if number in self.changed:
            return self.changed[number]
        bundle = bisect_right(self.firsts, number) - 1
        return self._bundle(bundle).get(number) if bundle >= 0 else None

    def replaced(self, number: int, thing: T | None) -> Packed[T]:
        """Return the same with one row otherwise, or without it."""
        count = self.count + (thing is not None) - (self.get(number) is not None)
        changed = {**self.changed, number: thing}
        return Packed(self.spool, self.firsts, count, changed, self._at_hand)

    def _packed(self) -> Iterator[tuple[int, T]]:
        for bundle in range(len(self.firsts)):
            yield from self._bundle(bundle).items()

    def _bundle(self, number: int) -> dict[int, T]:
        if number not in self._at_hand and self.spool is not None:
            opened: Any = pickle.loads(zlib.decompress(self.spool.piece(number)))  # noqa: S301 - sealed by this process
            self._at_hand.clear()
            self._at_hand[number] = opened
        return self._at_hand[number]


class Packing(Generic[T]):
    """Takes things row by row, and packs them away some hundred at a time."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._spool = Spool()
        self._firsts: list[int] = []
        self._count = 0
        self._open: dict[int, T] = {}

    def add(self, number: int, thing: T) -> None:
        """Take what stands at a row that comes after those taken before."""
        self._open[number] = thing
        self._count += 1
        if len(self._open) >= TOGETHER:
            self._put_away()

    def packed(self) -> Packed[T]:
        """Return everything taken."""
        if self._open:
            self._put_away()
        return Packed(self._spool, tuple(self._firsts), self._count)

    def _put_away(self) -> None:
        try:
            self._spool.add(zlib.compress(pickle.dumps(self._open), FASTEST))
        except OSError:
            raise InvalidInput(FULL) from None
        self._firsts.append(next(iter(self._open)))
        self._open = {}
