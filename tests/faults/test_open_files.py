"""What is open outside the program is gone at lock, switch, end, and after a crash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication

from registerdesk.domain.parties import Protection
from registerdesk.domain.staff import Permission
from registerdesk.ui.register.file_acts import PersonFiles
from registerdesk.usecases.attachments import add_attachment
from registerdesk.usecases.desk import UseCase, Visit, use_case
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.protection import mark_protected
from tests.faults.test_sentinels import ENCODINGS
from tests.journeys.computer import Computer
from tests.makers import Clock, SmallOffice, a_person, an_office
from tests.usecases.files import a_file

SENTINEL = b"Bilagans hemliga ordalydelse 4711"
CONTENT = b"%PDF-1.7\n" + SENTINEL * 50_000
OFFICER, READER = "Handl Ek", "Lasare Ek"


@pytest.fixture
def office(tmp_path: Path, qapp: QApplication) -> SmallOffice:
    """Give an office with a person who has a file, and a protected one who has one."""
    made = an_office(tmp_path)
    for name, number in (("Anna Lindqvist", "K-1"), ("Maria Ek", "K-2")):
        person = a_person(name=name, number=number, identity_number="")
        party = made.do("handl", register_party, person)
        if number == "K-2":
            made.do("handl", mark_protected, party, Protection.MARKED)
        place = a_file(tmp_path.parent / f"{tmp_path.name}-in", f"{number}.pdf", CONTENT)
        made.do("handl", add_attachment, party, place)
        place.unlink()
    made.close()
    return made


@pytest.fixture
def computer(office: SmallOffice) -> Iterator[Computer]:
    """Give the program at the office; whatever a test finds, no window of it is left."""
    with closing(Computer(office.folder, office.clock)) as computer:
        yield computer


def plain(*places: Path) -> list[str]:
    """Return the files in which the content stands open."""
    words = [SENTINEL.decode().encode(encoding) for encoding in ENCODINGS]
    files = [path for place in places for path in place.rglob("*") if path.is_file()]
    return [path.name for path in files if any(word in path.read_bytes() for word in words)]


def unchanged(act: UseCase[..., object]) -> UseCase[..., object]:
    """Return an act as it is done on an ordinary card."""
    return act


@use_case(Permission.OWN_PROFILE, leaves_trace=False)
def somebody(visit: Visit) -> UUID:
    """Return the first person with a file."""
    return visit.office.attachments.find(is_protected=False)[0].party_id


def opened(computer: Computer) -> Path:
    """Open the first person's file as the card does, and return where it lies."""
    session = computer.door.session
    assert session is not None
    found: list[Path] = []

    def job() -> Path:
        files = PersonFiles(session.desk.do(somebody), unchanged)
        (file,) = files.listed(session.desk)
        return files.open(session.desk, file, computer.door.files)

    computer.door.runner.ask(job, found.append)
    computer.until(lambda: found, "the file is open")
    computer.quiet()  # a head that is being written has another name a moment later
    return found[0]


def test_no_file_holds_the_content_in_the_open(office: SmallOffice, tmp_path: Path) -> None:
    assert plain(tmp_path) == []


def test_it_is_gone_at_lock_switch_and_end(computer: Computer, tmp_path: Path) -> None:
    computer.sign_in(OFFICER)
    place = opened(computer)
    assert plain(tmp_path) == [place.name]
    computer.lock()
    computer.until(lambda: not place.exists(), "the file is gone at lock")
    computer.unlock()
    assert opened(computer) == place
    computer.switch_to(READER)
    computer.until(lambda: not place.exists(), "the file is gone at a switch")
    computer.switch_to(OFFICER)
    opened(computer)
    computer.close()
    assert plain(tmp_path) == []


def test_it_is_gone_at_the_next_start_after_a_crash(office: SmallOffice, tmp_path: Path) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.faults.test_open_files", str(office.folder)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        place = Path(program.stdout.readline().strip() or program.stderr.read())
        program.send_signal(signal.SIGKILL)
        program.wait()
    assert plain(tmp_path) == [place.name]
    with closing(Computer(office.folder, office.clock)):
        assert plain(tmp_path) == []


def die_with_an_open_file(folder: Path) -> None:
    """Be the program that has a file open and is killed: says where it lies, and waits."""
    application = QApplication([])
    computer = Computer(folder, Clock())
    computer.sign_in(OFFICER)
    print(opened(computer), flush=True)
    application.exec()


if __name__ == "__main__":
    die_with_an_open_file(Path(sys.argv[1]))
