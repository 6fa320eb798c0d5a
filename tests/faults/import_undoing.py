"""A child that takes in a file and undoes it, over and over, until it is killed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from registerdesk.domain.imports import ImportKind
from registerdesk.usecases.import_undo import undo_import
from registerdesk.usecases.imports import ImportOptions, import_file
from registerdesk.usecases.slices import finished
from tests.faults.nursery import tell
from tests.faults.stories import entered
from tests.makers import TODAY

ROWS: Final = 30
HEADER: Final = "Kundnr;Namn;Adress1;Postnr;Ort;Telefon"
OPTIONS: Final = ImportOptions(kind=ImportKind.CUSTOMERS, source="Kundfil")


def file_of(folder: Path, name: str, town: str, count: int) -> Path:
    """Write a file of customers who live in a town."""
    lines = [f"{n};Person {n};Ekgatan {n};123 45;{town};08-465 004 00" for n in range(count)]
    path = folder.parent / name
    path.write_text("\n".join((HEADER, *lines, "")), encoding="utf-8")
    return path


def import_and_undo(folder: str, turn: str) -> None:
    """Take in some who stay; then a file that changes them and brings as many, and undo it."""
    desk = entered(folder, "handl", int(turn)).desk
    import_file(desk, file_of(Path(folder), "a.csv", "Ekby", ROWS), OPTIONS, today=TODAY)
    path = file_of(Path(folder), "b.csv", "Nyby", ROWS * 2)
    tell(ready=turn)
    while True:
        run_id = import_file(desk, path, OPTIONS, today=TODAY).run_id
        assert run_id is not None
        tell(taken=run_id)
        finished(desk.doing(undo_import, run_id))
        tell(undone=run_id)
