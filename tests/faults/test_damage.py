"""Files that are damaged, cut, stale, gone or somebody else's: refused, or told at the sign-in."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from registerdesk.domain.errors import NotFound, RegisterDeskError
from registerdesk.domain.office import OfficeProfile
from registerdesk.keyring.costs import Cost
from registerdesk.storage import engine
from registerdesk.storage.database import Database
from registerdesk.storage.engine import PAGE_BYTES, CannotOpen
from registerdesk.storage.schema import NewerDatabase
from registerdesk.usecases.offices import FirstPerson, Session, create_office
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.places import Places
from registerdesk.usecases.staff import replace_recovery_key
from registerdesk.usecases.verification import verify
from tests.faults.folders import a_folder, entered, forced, inside, station_of, unsaved
from tests.makers import PASSWORD, bare

KEY = b"k" * 32
SALT_BYTES = 16
OLDER = "The database is older than the log's anchor. Tell the data protection officer now."
OLD_KEYS = "The key file is older than the database. Tell the data protection officer now."


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an office in it and the workstation's state beside it."""
    return a_folder(tmp_path_factory.mktemp("template")).parent


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """Return an office of its own with the workstation's state beside it."""
    shutil.copytree(template, tmp_path / "place")
    return tmp_path / "place" / "office"


def warned(folder: Path) -> tuple[str, ...]:
    """Sign in and return what the person is told."""
    with entered(folder) as session:
        return session.warnings


def is_noticed(folder: Path) -> bool:
    """Tell whether signing in is refused, warns, or a verification finds something."""
    try:
        with entered(folder) as session:
            return bool(session.warnings or verify(session).findings)
    except RegisterDeskError:
        return True


def register_somebody(session: Session) -> None:
    """Write something that the log then knows."""
    for number in range(3):
        session.desk.do(register_party, bare(f"Nils {number}", note="x" * 6000))


def test_every_byte_of_a_database_flipped_is_noticed(tmp_path: Path) -> None:
    path, chance = tmp_path / "office.db", random.Random(3)
    Database.create(path, KEY).close()
    whole = path.read_bytes()
    pages = range(0, len(whole), PAGE_BYTES)
    opened = engine.open_engine(path, [KEY])
    with path.open("r+b", buffering=0) as file:
        for at in range(PAGE_BYTES):
            places = [page + at for page in pages if page + at >= SALT_BYTES]
            for place in places:
                os.pwrite(file.fileno(), bytes([whole[place] ^ 1 << chance.randrange(8)]), place)
            found = opened.driver.execute("PRAGMA cipher_integrity_check").fetchall()
            assert len(found) == len(places)
            for place in places:
                os.pwrite(file.fileno(), whole[place : place + 1], place)
    assert engine.problems(opened) == []
    engine.close_engine(opened)
    for at in range(SALT_BYTES):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(CannotOpen):
            engine.open_engine(path, [KEY])


def test_a_flipped_byte_of_the_write_ahead_log_is_noticed(folder: Path, tmp_path: Path) -> None:
    chance = random.Random(7)
    with unsaved(folder, register_somebody) as copy:
        log = (copy / "office.db-wal").read_bytes()
        for _turn in range(40):
            at = chance.randrange(len(log))
            flipped = log[:at] + bytes([log[at] ^ 1 << chance.randrange(8)]) + log[at + 1 :]
            trial = tmp_path / "trial"
            shutil.copytree(copy.parent, trial)
            (trial / "office" / "office.db-wal").write_bytes(flipped)
            assert is_noticed(trial / "office"), at
            shutil.rmtree(trial)


def test_an_office_copied_while_it_is_open_is_whole(folder: Path) -> None:
    with unsaved(folder, register_somebody) as copy:
        assert not is_noticed(copy)


def test_a_write_ahead_log_that_is_gone_is_told(folder: Path) -> None:
    with unsaved(folder, register_somebody) as copy:
        (copy / "office.db-wal").unlink()
        assert warned(copy) == (OLDER,)


@pytest.mark.parametrize("kept", [0, 1, 4095, 4096, 8192, 40_000, 0.5, 0.99, -1, -4096])
def test_a_database_cut_short_is_noticed(folder: Path, kept: float) -> None:
    path = Places(folder).database
    size = path.stat().st_size
    length = int(size * kept) if 0 < kept < 1 else int(kept) + (size if kept < 0 else 0)
    os.truncate(path, length)
    assert is_noticed(folder)


def test_an_old_database_put_back_is_told(folder: Path) -> None:
    path = Places(folder).database
    old = path.read_bytes()
    with entered(folder, "handl") as session:
        register_somebody(session)
    path.write_bytes(old)
    assert warned(folder) == (OLDER,)
    with entered(folder, turn=3) as session:
        assert session.warnings == ()
        assert not verify(session).is_whole


def test_an_old_office_put_back_whole_is_told_by_the_workstation(folder: Path) -> None:
    old = folder.with_name("old")
    shutil.copytree(folder, old)
    with entered(folder, "handl") as session:
        register_somebody(session)
    shutil.rmtree(folder)
    old.rename(folder)
    assert warned(folder) == (OLDER,)


def test_a_stale_page_of_log_or_register_is_noticed(folder: Path, tmp_path: Path) -> None:
    """Counter, youngest signature and search's copies alone go back without contradiction."""
    path = Places(folder).database
    old = path.read_bytes()
    with entered(folder, "handl") as session:
        register_somebody(session)
    new = path.read_bytes()
    unnoticed = []
    for page in range(1, len(old) // PAGE_BYTES):
        span = slice(page * PAGE_BYTES, (page + 1) * PAGE_BYTES)
        if old[span] != new[span]:
            trial = tmp_path / "trial"
            shutil.copytree(folder.parent, trial)
            Places(trial / "office").database.write_bytes(
                new[: span.start] + old[span] + new[span.stop :]
            )
            if not is_noticed(trial / "office"):
                unnoticed.append(page + 1)
            shutil.rmtree(trial)
    with inside(folder) as connection:
        roots = connection.exec_driver_sql("SELECT rootpage, name FROM sqlite_master").all()
    assert {dict(map(tuple, roots))[page] for page in unnoticed} <= {
        "checkpoint",
        "series",
        "search_row",
        "list_count",
        "list_place",
    }


def test_an_old_key_file_put_back_is_told_or_opens_nothing(folder: Path) -> None:
    from registerdesk.usecases.staff import show_staff_list

    path = Places(folder).keyring
    old = path.read_bytes()
    with entered(folder, "admin") as session:
        session.desk.do(show_staff_list, shown=False)
    path.write_bytes(old)
    assert warned(folder) == (OLD_KEYS,)
    with entered(folder, turn=3) as session:
        assert not verify(session).is_whole
    with entered(folder, "admin", turn=4) as session:
        replace_recovery_key(session)
    path.write_bytes(old)
    Places(folder).keyring.with_name("office.keys.prev").unlink()
    with pytest.raises(CannotOpen):
        warned(folder)


def random_bytes_instead(folder: Path) -> None:
    """Put bytes without meaning in the database's place."""
    Places(folder).database.write_bytes(random.Random(1).randbytes(20_000))


def plain_database_instead(folder: Path) -> None:
    """Put an unencrypted database in its place."""
    path = Places(folder).database
    path.unlink()
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE party (id, display_name)")
    plain.executemany("INSERT INTO party VALUES (?, ?)", [(n, "x" * 50) for n in range(200)])
    plain.commit()
    plain.close()


def key_file_of_another_office(folder: Path) -> None:
    """Put the key file of an office of the same people in its place."""
    other = folder.with_name("other")
    profile = OfficeProfile(id=uuid4(), name="Ett annat kontor")
    first = FirstPerson(user_name="ombud", display_name="Olle", password=PASSWORD)
    create_office(other, profile, first, cost=Cost.for_tests())
    shutil.copy(Places(other).keyring, Places(folder).keyring)


def newer_program(folder: Path) -> None:
    """Let the database come from a newer program."""
    forced(folder, "UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        (random_bytes_instead, CannotOpen),
        (plain_database_instead, CannotOpen),
        (key_file_of_another_office, CannotOpen),
        (newer_program, NewerDatabase),
        (lambda folder: Places(folder).database.unlink(), NotFound),
        (lambda folder: Places(folder).keyring.unlink(), NotFound),
        (shutil.rmtree, NotFound),
    ],
)
def test_what_is_not_this_office_is_refused_in_words_and_left_alone(
    folder: Path, change: Callable[[Path], None], refused: type[RegisterDeskError]
) -> None:
    change(folder)
    kept = {p: p.read_bytes() for p in folder.glob("office.*") if p.suffix in {".db", ".keys"}}
    with pytest.raises(refused):
        warned(folder)
    assert {path: path.read_bytes() for path in kept} == kept
    assert not (folder / "office.who").exists()


def test_a_clock_set_back_is_told_and_logged(folder: Path) -> None:
    with entered(folder, turn=-24) as session:
        assert session.warnings == ("The computer's clock is behind the log. Set the clock.",)
        with session.desk.database.reading() as connection:
            said = "SELECT count(*) FROM audit_log WHERE act = 'clock.behind'"
            assert connection.exec_driver_sql(said).scalar_one() == 1


def test_another_workstation_takes_the_head_beside_the_database(folder: Path) -> None:
    with entered(folder, station=station_of(folder, "elsewhere")) as session:
        assert session.warnings == ()
        assert verify(session).is_whole
