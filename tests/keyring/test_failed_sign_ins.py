"""Failed sign-ins: the growing delay, and each failure in the log once."""

from pathlib import Path

from registerdesk.keyring import failed_sign_ins
from registerdesk.keyring.failed_sign_ins import SECOND, Failure

NOW = 1_790_000_000 * SECOND


def test_the_delay_grows_from_one_second_to_a_minute(tmp_path: Path) -> None:
    keyring = tmp_path / "keyring"
    assert failed_sign_ins.delay_left(keyring, "a", NOW) == 0
    delays = []
    for _attempt in range(9):
        failed_sign_ins.record(keyring, "a", NOW)
        delays.append(failed_sign_ins.delay_left(keyring, "a", NOW))
    assert delays == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert failed_sign_ins.delay_left(keyring, "a", NOW + 59 * SECOND + 1) == 1
    assert failed_sign_ins.delay_left(keyring, "a", NOW + 60 * SECOND) == 0
    assert failed_sign_ins.delay_left(keyring, "b", NOW) == 0


def test_a_clock_set_back_does_not_lock_anybody_out(tmp_path: Path) -> None:
    keyring = tmp_path / "keyring"
    failed_sign_ins.record(keyring, "a", NOW)
    assert failed_sign_ins.delay_left(keyring, "a", NOW - 3600 * SECOND) == 1


def test_each_failure_is_taken_to_the_log_once_and_others_go_on_waiting(tmp_path: Path) -> None:
    keyring = tmp_path / "keyring"
    assert failed_sign_ins.take_all(keyring, "a") == []
    assert list(tmp_path.iterdir()) == []
    for slot in ("a", "b", "b"):
        failed_sign_ins.record(keyring, slot, NOW)
    taken = failed_sign_ins.take_all(keyring, "a")
    assert taken == [Failure(at=NOW, slot=slot) for slot in ("a", "b", "b")]
    assert failed_sign_ins.take_all(keyring, "a") == []
    assert failed_sign_ins.delay_left(keyring, "a", NOW) == 0
    assert failed_sign_ins.delay_left(keyring, "b", NOW) == 2


def test_the_file_does_not_grow_and_broken_lines_stop_nobody(tmp_path: Path) -> None:
    keyring = tmp_path / "keyring"
    for _attempt in range(50):
        failed_sign_ins.record(keyring, "b" * 1000, NOW)
    with failed_sign_ins.beside(keyring).open("ab") as file:
        file.write(b'{"at": 1}\nnonsense\n[]\n\xff\xfe\n{"at": [], "slot": 1, "logged": 0}\n')
    assert len(failed_sign_ins.take_all(keyring, "a")) == 50
    assert failed_sign_ins.take_all(keyring, "a") == []
    assert len(failed_sign_ins.beside(keyring).read_bytes()) < 1000
    failed_sign_ins.take_all(keyring, "b" * 32)
    assert failed_sign_ins.beside(keyring).read_bytes() == b""
