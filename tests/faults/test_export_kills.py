"""Killed while a list leaves: a file that stands is whole and in the log, or there is none."""

from __future__ import annotations

import random
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from registerdesk.domain.exports import ExportColumn, ExportFormat, ExportWish
from registerdesk.domain.party_lists import ListQuery
from registerdesk.usecases.export_approvals import approve_export, list_exports
from registerdesk.usecases.exports import propose_export
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.verification import verify
from tests.faults.folders import inside
from tests.faults.nursery import a_nursery
from tests.faults.stories import entered
from tests.makers import SmallOffice, an_office, bare

STORY = "tests.faults.exporting"
PEOPLE = 40
LISTS = 12


def an_office_with_lists(place: Path) -> SmallOffice:
    """Return an office in which several lists wait to be fetched."""
    office = an_office(place)
    for number in range(PEOPLE):
        office.do("handl", register_party, bare(f"Kund {number:02}"))
    wish = ExportWish(query=ListQuery(), columns=(ExportColumn.NAME,), format=ExportFormat.CSV)
    for _list in range(LISTS):
        office.finish("handl", propose_export, wish)
    for row in office.do("ombud", list_exports):
        office.do("ombud", approve_export, row.export.id)
    office.close()
    return office


def _is_whole(folder: Path, out: Path, fetched: list[str]) -> None:
    """Assert that what has left is in the log as a whole, and that nothing else has left."""
    with inside(folder) as connection:
        rows = connection.exec_driver_sql(
            "SELECT number, state, sha256, (SELECT count(*) FROM exported_person "
            "WHERE export_id = export.id) FROM export"
        ).all()
        traces = connection.exec_driver_sql(
            "SELECT count(*) FROM audit_log WHERE act = 'export.exported'"
        ).scalar_one()
    made = {number: digest for number, state, digest, _told in rows if state == "made"}
    assert {told for _number, state, _digest, told in rows if state == "made"} <= {PEOPLE}
    assert {told for _number, state, _digest, told in rows if state != "made"} <= {0}
    assert traces == len(made)
    assert set(fetched) <= set(made)
    assert len(made) - len(fetched) in {0, 1}
    for file in out.iterdir():
        assert sha256(file.read_bytes()).digest() in made.values()
    assert {f"{number}.csv" for number in fetched} <= {file.name for file in out.iterdir()}


@pytest.mark.parametrize("rounds", [6, pytest.param(300, marks=pytest.mark.long)])
def test_a_list_that_is_killed_on_its_way_has_left_whole_or_not_at_all(
    tmp_path: Path, rounds: int
) -> None:
    chance, first = random.Random(rounds), tmp_path / "first"
    first.mkdir()
    name = an_office_with_lists(first).folder.name
    with a_nursery(STORY) as nursery:
        for turn in range(1, rounds + 1):
            place, out, temporary = (tmp_path / f"{turn}{end}" for end in ("", "-out", "-tmp"))
            shutil.copytree(first, place)
            out.mkdir()
            temporary.mkdir()
            folder = place / name
            after = chance.random() * 0.3
            child = nursery.killed(
                f"{STORY}:fetch_lists", folder, turn, out, temporary, after=after
            )
            assert child.status == -9, "the child ended by itself"
            session = entered(folder, "ombud", turn)
            assert verify(session).findings == ()
            session.close()
            _is_whole(folder, out, child.all("fetched"))
            assert list(temporary.iterdir()) == []
