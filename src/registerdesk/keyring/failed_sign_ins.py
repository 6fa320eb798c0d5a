"""Failed sign-ins: a small file beside the keyring, the delay it asks for, and its way to the log.

It slows whoever tries at this window; a copied key file is not delayed.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from registerdesk.keyring.file import PRIVATE_MODE, put_in_place
from registerdesk.keyring.primitives import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SECOND = 1_000_000
LONGEST_DELAY = 60
REMEMBERED = 7
"""Failures of one slot that are kept once logged: enough for the longest delay."""
SLOT_CHARACTERS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One failed sign-in: when (microseconds UTC), at which slot ("" for an unknown name)."""

    at: int
    slot: str
    logged: bool = False


def beside(keyring: Path) -> Path:
    """Return where the failures of a key file are kept."""
    return keyring.with_name(keyring.name + ".failed")


def record(keyring: Path, slot: str, now: int) -> None:
    """Write down one failure at once, before the next attempt can be made."""
    line = _line(Failure(at=now, slot=slot[:SLOT_CHARACTERS]))
    handle = os.open(beside(keyring), os.O_WRONLY | os.O_CREAT | os.O_APPEND, PRIVATE_MODE)
    with os.fdopen(handle, "ab") as file:
        file.write(line)


def delay_left(keyring: Path, slot: str, now: int) -> int:
    """Return how many seconds the slot still waits: 1, 2, 4 ... 60 after each failure in a row."""
    times = [failure.at for failure in _read(keyring) if failure.slot == slot]
    if not times:
        return 0
    delay = min(1 << min(len(times) - 1, REMEMBERED), LONGEST_DELAY)
    left = times[-1] + delay * SECOND - now
    return min(max(-(-left // SECOND), 0), delay)


def fresh(keyring: Path) -> list[Failure]:
    """Return what is not in the log yet."""
    return [failure for failure in _read(keyring) if not failure.logged]


def take_all(keyring: Path, signed_in: str) -> list[Failure]:
    """Return what is not in the log yet, once; the slot that signed in waits no longer."""
    failures, taken = _read(keyring), fresh(keyring)
    kept: dict[str, list[Failure]] = {}
    for failure in failures:
        if failure.slot != signed_in:
            kept.setdefault(failure.slot, []).append(failure)
    lines = [_line(each, logged=True) for slot in kept.values() for each in slot[-REMEMBERED:]]
    _write(beside(keyring), lines)
    return taken


def _write(path: Path, lines: Iterable[bytes]) -> None:
    data = b"".join(lines)
    if data or path.exists():
        put_in_place(path, data)


def _line(failure: Failure, *, logged: bool = False) -> bytes:
    return canonical({"at": failure.at, "slot": failure.slot, "logged": logged}) + b"\n"


def _read(keyring: Path) -> list[Failure]:
    try:
        lines = beside(keyring).read_bytes().splitlines()
    except FileNotFoundError:
        return []
    found = []
    for line in lines:
        with contextlib.suppress(ValueError, KeyError, TypeError):
            raw = json.loads(line)
            found.append(
                Failure(at=int(raw["at"]), slot=str(raw["slot"]), logged=bool(raw["logged"]))
            )
    return found
