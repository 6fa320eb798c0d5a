"""The log's end, anchored outside the database: beside it, and on the workstation."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from registerdesk.domain.audit import EMPTY, Head
from registerdesk.storage.cells import Cells


def _seal(cells: Cells, office_id: UUID, head: Head) -> str:
    """Return the keyed hash that only a signed-in person can make."""
    return cells.keyed_hash("head", f"{office_id}:{head.number}:{head.hash.hex()}").hex()


class Heads:
    """The files that remember how far the log had come."""

    def __init__(self, office_id: UUID, files: Sequence[Path]) -> None:
        """Keep the places: beside the database first, the workstation's own second."""
        self._office_id = office_id
        self._files = tuple(files)

    def anchor(self, head: Head, cells: Cells) -> None:
        """Write the head to every place; a place that cannot be written is passed over."""
        content = json.dumps(
            {
                "office": str(self._office_id),
                "number": head.number,
                "hash": head.hash.hex(),
                "seal": _seal(cells, self._office_id, head),
            }
        ).encode()
        for place in self._files:
            with contextlib.suppress(OSError):
                _write(place, content)

    def read(self, cells: Cells) -> list[tuple[Path, Head | None]]:
        """Return each place with its head; None where it is missing, damaged or forged."""
        return [(place, self._head(place, cells)) for place in self._files]

    def _head(self, place: Path, cells: Cells) -> Head | None:
        """Return one place's head if it carries this office's seal."""
        try:
            content = json.loads(place.read_bytes())
            head = Head(int(content["number"]), bytes.fromhex(content["hash"]))
            fits = content["seal"] == _seal(cells, self._office_id, head)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return head if fits else None

    def newest(self, cells: Cells) -> Head:
        """Return the furthest head that any place knows."""
        known = [head for _place, head in self.read(cells) if head is not None]
        return max(known, key=lambda head: head.number, default=EMPTY)


def _write(place: Path, content: bytes) -> None:
    """Replace the file in one step, on disk before it counts."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = place.with_suffix(".new")
    fresh.unlink(missing_ok=True)  # a link that somebody laid there is not written through
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(place)
