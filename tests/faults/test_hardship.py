"""No room, no right, no colleague waiting: what the program says, and that nothing is lost."""

from __future__ import annotations

import os
import shutil
import signal
import stat
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import mkdtemp

import pytest

from registerdesk.domain.errors import Conflict, InvalidInput
from registerdesk.storage.database import CannotSave
from registerdesk.usecases import places
from registerdesk.usecases.offices import refuse_folder
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.places import Places
from registerdesk.usecases.staff import show_staff_list
from registerdesk.usecases.verification import verify
from tests.faults.folders import a_folder, entered
from tests.faults.nursery import Child, Nursery, a_nursery
from tests.faults.test_kills import STORIES, count, one_of
from tests.makers import an_office, bare

FULL = "The disk is full. Nothing was saved. Make room and try again."
MOST_ROOM = 200_000


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    """Start the process whose children work under hardship."""
    with a_nursery(STORIES) as started:
        yield started


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an office in which nobody is signed in."""
    made = an_office(tmp_path)
    made.close()
    return made.folder


@pytest.mark.parametrize("step", [14_321, pytest.param(1_000, marks=pytest.mark.long)])
def test_a_full_disk_refuses_in_words_and_loses_nothing(
    nursery: Nursery, folder: Path, step: int
) -> None:
    refused, rooms = 0, range(0, MOST_ROOM, step)
    for turn, room in enumerate(rooms, 1):
        child = nursery.ran(f"{STORIES}:disk_is_full", folder, turn, room)
        assert child.all("closed") == [True]
        assert set(child.all("refused")) == {FULL}
        refused += len(child.all("refused"))
        with entered(folder, "admin", turn=turn) as session:
            assert session.warnings == ()
            with session.desk.database.reading() as connection:
                for row_id in child.all("party"):
                    assert one_of(connection, "party", row_id) == 1
                parties = count(connection, "party")
                assert count(connection, "note") == parties
                assert count(connection, "audit_log WHERE act = 'party.registered'") == parties
            assert verify(session).findings == ()
    assert refused == 2 * len(rooms)


def test_a_database_that_may_not_grow_refuses_and_goes_on_once_it_may(folder: Path) -> None:
    with entered(folder, "handl") as session:
        driver = session.desk.database._opened.driver
        (pages,) = driver.execute("PRAGMA page_count").fetchone()
        driver.execute(f"PRAGMA max_page_count={pages}").fetchall()
        for _turn in range(3):
            with pytest.raises(CannotSave) as told:
                session.desk.do(register_party, bare("Nils", note="n" * 20_000))
            assert told.value.message == FULL
        driver.execute("PRAGMA max_page_count=1000000").fetchall()
        session.desk.do(register_party, bare("Nils", note="n" * 20_000))
        assert verify(session).is_whole


def test_a_folder_that_cannot_be_written_is_said_to_be_so(nursery: Nursery) -> None:
    shelf = Path(mkdtemp(prefix="registerdesk-tests-"))
    made = an_office(shelf)
    made.close()
    for path in (shelf, *shelf.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        child = nursery.ran(f"{STORIES}:folder_cannot_be_written", made.folder)
        assert child.all("refused") == [
            "The office's folder cannot be written to. Check your rights in it."
        ]
    finally:
        for path in (shelf, made.folder):
            path.chmod(0o700)
        shutil.rmtree(shelf)


def test_the_second_program_is_told_who_holds_the_office_and_a_dead_ones_lock_is_nothing(
    nursery: Nursery, folder: Path
) -> None:
    pid = nursery.start(f"{STORIES}:office_is_held", folder, 1)
    assert nursery._next() == {"at": "Handl Ek"}
    for user in ("ombud", "handl"):
        with pytest.raises(Conflict) as told, entered(folder, user):
            pass
        assert told.value.parameters == {"who": "Handl Ek"}
    os.kill(pid, signal.SIGKILL)
    assert nursery._next() == {"dead": -signal.SIGKILL}
    with entered(folder) as session:
        assert session.warnings == ()
        with pytest.raises(Conflict) as told, entered(folder, "handl"):
            pass
        assert told.value.parameters == {"who": "Ombud Ek"}
    assert not (folder / "office.who").exists()


@pytest.mark.parametrize("times", [30, pytest.param(500, marks=pytest.mark.long)])
def test_of_two_programs_that_race_only_one_is_ever_inside(
    nursery: Nursery, folder: Path, times: int
) -> None:
    with a_nursery(STORIES) as other:
        racers = (nursery, other)
        for racer in racers:
            racer.start(f"{STORIES}:office_is_wanted", folder, 1, times)
        ends = [racer._heard(Child()) for racer in racers]
    assert [child.status for child in ends] == [0, 0]
    held = sorted(span for child in ends for span in child.all("held"))
    assert all(end <= start for (_since, end), (start, _until) in pairwise(held))
    told = [who for child in ends for who in child.all("told")]
    assert len(held) + len(told) == 2 * times
    assert set(told) <= {"Handl Ek", "?"}
    with entered(folder, turn=1000) as session:
        assert session.warnings == ()
        assert verify(session).is_whole


def test_a_note_of_the_holder_that_says_nothing_stops_nobody(folder: Path) -> None:
    (folder / "office.who").write_text("{", encoding="utf-8")
    with entered(folder):
        (folder / "office.who").write_text("[]", encoding="utf-8")
        with pytest.raises(Conflict) as told, entered(folder, "handl"):
            pass
        assert told.value.parameters == {"who": "?"}


def test_names_stay_inside_when_the_list_of_staff_is_switched_off(folder: Path) -> None:
    with entered(folder, "admin") as session:
        session.desk.do(show_staff_list, shown=False)
    with entered(folder, "handl"):
        for path in folder.iterdir():
            assert b"Handl" not in path.read_bytes(), path.name
        with pytest.raises(Conflict) as told, entered(folder):
            pass
        assert told.value.parameters == {"who": "?"}


def test_every_file_is_for_this_account_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        folder = a_folder(tmp_path)
        state = folder.parent / "state"
        with entered(folder, "admin"):
            found = [folder, state, *folder.rglob("*"), *state.rglob("*")]
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in found}
    finally:
        os.umask(before)
    assert {"office.db", "office.db-wal", "office.keys", "office.lock", "head.json"} <= modes.keys()
    assert {name: oct(mode) for name, mode in modes.items() if mode & 0o077} == {}


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "9p"])
def test_a_folder_on_the_network_is_refused_for_a_new_office_and_for_an_old_one(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"disk / ext4 rw 0 0\nserver:/x {folder} {kind} rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(places, "MOUNTS", mounts)
    for refused in (lambda: refuse_folder(folder / "new"), lambda: sign(folder)):
        with pytest.raises(InvalidInput) as told:
            refused()
        assert "network drive" in told.value.message
    refuse_folder(tmp_path / "elsewhere")


def sign(folder: Path) -> Places:
    """Sign in and out; return where the office lies."""
    with entered(folder) as session:
        return session.places
