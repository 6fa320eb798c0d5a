"""A child that fetches approved lists one after another, until it is killed."""

from __future__ import annotations

import signal
import tempfile
from pathlib import Path
from uuid import UUID

from registerdesk.usecases import export_fetching, export_files
from registerdesk.usecases.export_approvals import list_exports
from registerdesk.usecases.export_fetching import fetching_list
from registerdesk.usecases.private_files import UnseenFile
from registerdesk.usecases.slices import finished
from tests.faults.nursery import tell
from tests.faults.stories import entered


def fetch_lists(folder: str, turn: str, out: str, temporary: str) -> None:
    """Fetch every list, each to a file under its number; say which one stands."""
    tempfile.tempdir = temporary
    export_fetching.IN_A_SLICE = export_files._EVERY = 10  # type: ignore[misc]  # many slices of few people
    desk = entered(folder, "handl", int(turn)).desk
    lists = [(row.export.id, row.export.number) for row in desk.do(list_exports)]
    tell(ready=turn)
    for export_id, number in reversed(lists):
        fetch_one(desk, export_id, Path(out) / f"{number}.csv")
        tell(fetched=number)
    signal.pause()


def fetch_one(desk: object, export_id: UUID, place: Path) -> None:
    """Fetch one list as the window does."""
    with UnseenFile(place) as file:
        finished(fetching_list(desk, export_id, "sv", file.write))  # type: ignore[arg-type]  # a desk
        file.keep()
