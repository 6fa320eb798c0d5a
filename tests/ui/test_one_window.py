"""One window for each account: what reaches it, and what does not."""

from __future__ import annotations

import socket
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from pytestqt.qtbot import QtBot

from registerdesk.ui.one_window import MOST_TALKING, OneWindow

LINK = b"registerdesk:call?number=0701740605\n"


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder whose name is short enough for a socket."""
    with tempfile.TemporaryDirectory(prefix="rd-") as name:
        yield Path(name)


@pytest.fixture
def one(folder: Path, qtbot: QtBot) -> Iterator[OneWindow]:
    """Give the window that runs, listening."""
    window = OneWindow(folder)
    assert window.is_first()
    assert window.listen()
    yield window
    window.close()


def said(folder: Path, line: bytes) -> bytes:
    """Say a line as any program of the account could, and return the answer."""
    with socket.socket(socket.AF_UNIX) as speaker:
        speaker.settimeout(10)
        speaker.connect(str(folder / "window"))
        try:
            speaker.sendall(line)
            return speaker.recv(9)
        except (ConnectionError, TimeoutError):
            return b""


def answers(qtbot: QtBot, folder: Path, *lines: bytes) -> list[bytes]:
    """Say lines one after another while the window lives."""
    heard: list[bytes] = []
    thread = Thread(target=lambda: heard.extend(said(folder, line) for line in lines))
    thread.start()
    qtbot.waitUntil(lambda: len(heard) == len(lines))
    thread.join()
    return heard


def test_the_socket_is_for_its_owner_alone(one: OneWindow, folder: Path) -> None:
    mode = (folder / "window").stat().st_mode
    assert stat.S_ISSOCK(mode)
    assert stat.S_IMODE(mode) & 0o077 == 0


def test_a_link_rings_and_an_empty_line_wakes(one: OneWindow, folder: Path, qtbot: QtBot) -> None:
    rung: list[str] = []
    woken: list[str] = []
    one.rung.connect(rung.append)
    one.woken.connect(lambda: woken.append("woken"))
    assert answers(qtbot, folder, LINK, b"\n") == [b"1", b"1"]
    assert (rung, woken) == (["0701740605"], ["woken"])


def test_anything_else_does_nothing(one: OneWindow, folder: Path, qtbot: QtBot) -> None:
    rung: list[str] = []
    one.rung.connect(rung.append)
    lines = [b"open /etc\n", b"\xff\xfe\n", LINK.replace(b"call", b"lock"), b"\0\n", b"x" * 99_999]
    assert answers(qtbot, folder, *lines) == [b"0", b"0", b"0", b"0", b""]
    assert rung == []


def test_a_thousand_calls_are_borne(one: OneWindow, folder: Path, qtbot: QtBot) -> None:
    rung: list[str] = []
    one.rung.connect(rung.append)
    lines = [LINK.replace(b"0701740605", f"{n:06}".encode()) for n in range(1000)]
    assert set(answers(qtbot, folder, *lines)) == {b"1"}
    assert len(rung) == 1000
    qtbot.waitUntil(lambda: not one._talking)


def test_those_who_only_hold_the_line_are_let_go(
    one: OneWindow, folder: Path, qtbot: QtBot
) -> None:
    silent = [socket.socket(socket.AF_UNIX) for _n in range(MOST_TALKING * 2)]
    for each in silent:
        each.connect(str(folder / "window"))
        qtbot.wait(1)
    qtbot.waitUntil(lambda: len(one._talking) == MOST_TALKING)
    assert answers(qtbot, folder, LINK) == [b"1"]
    for each in silent:
        each.close()
    qtbot.waitUntil(lambda: not one._talking)


def test_whoever_still_speaks_is_hung_up_on_when_the_window_closes(
    one: OneWindow, folder: Path, qtbot: QtBot
) -> None:
    with socket.socket(socket.AF_UNIX) as silent:
        silent.connect(str(folder / "window"))
        qtbot.waitUntil(lambda: len(one._talking) == 1)
        one.close()
        assert not one._talking
        assert silent.recv(1) == b""


def test_a_second_window_is_not_the_first_until_the_first_is_gone(
    one: OneWindow, folder: Path
) -> None:
    second = OneWindow(folder)
    assert not second.is_first()
    one.close()
    assert second.is_first()
    second.close()


def test_the_socket_of_a_crash_is_no_hindrance(folder: Path, qtbot: QtBot) -> None:
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(folder / "window"))
    left.close()
    window = OneWindow(folder)
    assert window.is_first()
    assert window.listen()
    assert answers(qtbot, folder, b"\n") == [b"1"]
    window.close()


def test_a_window_that_does_not_answer_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("registerdesk.ui.one_window.PATIENCE", 120)
    assert not OneWindow(folder).tell("")
