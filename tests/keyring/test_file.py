"""The key file: every bit matters, an old generation steps in, a kill never costs it."""

from __future__ import annotations

import dataclasses
import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from registerdesk.domain.errors import Conflict, InvalidInput, NotFound
from registerdesk.keyring import administration, file, frame, sign_in_list
from registerdesk.keyring.keyring import Keyring
from tests.keyring.offices import Office, an_office

WRITERS = """
import os
import sys
from pathlib import Path
from registerdesk.keyring import administration
from registerdesk.keyring.keyring import Keyring
from tests.keyring.offices import PASSWORD

def write_for_ever(path):
    acting = Keyring.load(path).unlock("anna", PASSWORD)
    print("at", acting.generation, flush=True)
    while True:
        administration.set_shown(acting, office_name="Kontoret " + "x" * (acting.generation % 50))
        print("at", acting.generation, flush=True)
        administration.new_recovery_key(acting)
        print("at", acting.generation, flush=True)
        administration.finish_rekey(acting)
        print("at", acting.generation, flush=True)

for _line in sys.stdin:
    child = os.fork()
    if child == 0:
        write_for_ever(Path(sys.argv[1]))
    print("pid", child, flush=True)
    os.waitpid(child, 0)
    print("dead", 0, flush=True)
"""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A small office, in its first generation."""
    return an_office(tmp_path, "pnr")


def test_every_byte_flipped_is_noticed(office: Office) -> None:
    whole = office.path.read_bytes()
    chance = random.Random(5)
    for at in range(len(whole)):
        flipped = bytearray(whole)
        flipped[at] ^= 1 << chance.randrange(8)
        with pytest.raises(InvalidInput):
            file.decode(bytes(flipped))
    for length in range(0, len(whole), 37):
        with pytest.raises(InvalidInput):
            file.decode(whole[:length])
    assert file.decode(whole) == office.load().document


def test_a_damaged_file_is_refused_in_words(office: Office) -> None:
    office.path.write_bytes(office.path.read_bytes()[:-1])
    with pytest.raises(InvalidInput, match="damaged"):
        office.load()


def test_the_generation_before_steps_in_when_the_newest_is_torn_or_gone(office: Office) -> None:
    administration.set_shown(office.sign_in(), language="en")
    assert not office.load().fell_back
    whole = office.path.read_bytes()
    for torn in (whole[: len(whole) // 2], b"", None):
        office.path.unlink() if torn is None else office.path.write_bytes(torn)
        keyring = office.load()
        assert keyring.fell_back
        assert keyring.generation == 1
    acting = office.sign_in()
    administration.set_shown(acting, language="en")
    assert not office.load().fell_back
    assert office.sign_in().generation == 2


def test_an_old_keyring_put_back_has_a_lower_generation(office: Office) -> None:
    old = office.path.read_bytes()
    acting = office.sign_in()
    administration.set_shown(acting, language="en")
    known_to_the_database = acting.generation
    office.path.write_bytes(old)
    assert office.load().generation < known_to_the_database


def test_what_is_no_document_or_a_newer_one_is_refused(office: Office) -> None:
    document = office.load().document

    for body in (b"", b"[]", b"{}", b"\xff", b'{"format":1}', b"[" * 100_000):
        with pytest.raises(InvalidInput, match="damaged"):
            file.decode(frame.framed(body))
    newer = dataclasses.replace(document, format=2)
    with pytest.raises(InvalidInput, match="newer"):
        file.decode(file.encode(newer))


def test_the_sign_in_list_is_read_without_the_rest_of_the_file(office: Office) -> None:
    assert sign_in_list.read(office.path) == office.load().sign_in_list()
    whole = office.path.read_bytes()
    office.path.write_bytes(whole[:-1])
    with pytest.raises(InvalidInput, match="damaged"):
        sign_in_list.read(office.path)
    frame.previous(office.path).write_bytes(whole)
    assert sign_in_list.read(office.path) == office.load().sign_in_list()
    for body in (b"", b"[]", b"{}", b"\xff", b'{"format":1}', b'{"format":"a"}', b"[" * 100_000):
        office.path.write_bytes(frame.framed(body))
        frame.previous(office.path).write_bytes(frame.framed(body))
        with pytest.raises(InvalidInput, match="damaged"):
            sign_in_list.read(office.path)
    newer = dataclasses.replace(file.decode(whole), format=2)
    office.path.write_bytes(file.encode(newer))
    with pytest.raises(InvalidInput, match="newer"):
        sign_in_list.read(office.path)


def test_leftovers_are_swept_unless_somebody_is_writing(office: Office) -> None:
    leftover = office.path.with_name(office.path.name + ".abc.tmp")
    leftover.write_bytes(b"half")
    with file.writing(office.path):
        assert file.sweep(office.path) == 0
        with pytest.raises(Conflict, match="Somebody else"), file.writing(office.path):
            pass
    assert leftover.exists()
    office.load()
    assert not leftover.exists()


def test_a_full_disk_leaves_the_file_as_it_was(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    acting, before = office.sign_in(), office.path.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(InvalidInput, match="cannot be written"):
            administration.set_shown(acting, language="en")
    assert office.path.read_bytes() == before
    assert list(office.path.parent.glob("*.tmp")) == []
    administration.set_shown(acting, language="en")
    assert office.sign_in().generation == 2


def test_a_folder_that_cannot_be_written_is_said_to_be_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_arguments: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    acting = office.sign_in()
    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(InvalidInput, match="cannot be written"):
        administration.set_shown(acting, language="en")


def test_only_the_owner_of_the_folder_reads_the_file(office: Office) -> None:
    if sys.platform != "win32":
        assert office.path.stat().st_mode & 0o077 == 0
    with pytest.raises(NotFound):
        Keyring.load(office.path.with_name("none"))


@pytest.fixture
def writers(office: Office) -> Iterator[subprocess.Popen[str]]:
    """A process that starts a writer, in a process of its own, for each line it is sent."""
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)])}
    with subprocess.Popen(
        [sys.executable, "-c", WRITERS, str(office.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def kill_while_writing(writers: subprocess.Popen[str], chance: random.Random) -> int:
    """Kill a writer at some moment; return the last generation it said it had written."""
    assert writers.stdin is not None
    assert writers.stdout is not None
    writers.stdin.write("go\n")
    writers.stdin.flush()
    said: dict[str, int] = {}
    while not {"pid", "at"} <= set(said):
        assert "dead" not in said, "the writer ended by itself"
        word, number = writers.stdout.readline().split()
        said[word] = int(number)
    time.sleep(chance.random() * 0.06)
    os.kill(said["pid"], signal.SIGKILL)
    while "dead" not in said:
        word, number = writers.stdout.readline().split()
        said[word] = int(number)
    return said["at"]


@pytest.mark.parametrize("rounds", [100, pytest.param(1000, marks=pytest.mark.long)])
def test_a_writer_killed_at_any_moment_leaves_a_keyring_that_opens(
    office: Office, writers: subprocess.Popen[str], rounds: int
) -> None:
    chance = random.Random(11)
    fresh = office.path.read_bytes()
    for number in range(rounds):
        if number % 20 == 0:  # the file grows with every rekey that a kill left open
            office.path.write_bytes(fresh)
        acknowledged = kill_while_writing(writers, chance)
        keyring = office.load()
        assert not keyring.fell_back
        assert keyring.generation in (acknowledged, acknowledged + 1)
        acting = office.sign_in()
        assert acting.holds("pnr")
        assert acting.database_keys()
        assert list(office.path.parent.glob("*.tmp")) == []
