"""The softphone opens a link: the window that runs looks for the caller, whoever is at it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from registerdesk.app import hear_calls
from registerdesk.ui.one_window import OneWindow
from registerdesk.usecases.parties import register_party
from tests.journeys.computer import Computer, texts_of
from tests.journeys.conftest import Start
from tests.makers import SmallOffice, a_person, bare

OFFICER = "Handl Ek"
ANNA, PETRA = "registerdesk:call?number=%2B46701740605", "registerdesk:call?number=08-506%2035000"


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the account's folder for what runs, short enough for a socket."""
    with tempfile.TemporaryDirectory(prefix="rd-") as name:
        monkeypatch.setenv("XDG_RUNTIME_DIR", name)
        monkeypatch.setenv("REGISTERDESK_LANGUAGE", "sv")
        yield Path(name)


@pytest.fixture
def one(runtime: Path) -> Iterator[OneWindow]:
    """Give what a later start finds."""
    (runtime / "registerdesk").mkdir(mode=0o700)
    window = OneWindow(runtime / "registerdesk")
    assert window.is_first()
    yield window
    window.close()


@pytest.fixture
def desk(office: SmallOffice, start: Start, one: OneWindow) -> Computer:
    """Give the running program, in whose register two people are."""
    office.do("handl", register_party, a_person())
    office.do("handl", register_party, bare("Petra Sundholm", phones=("08-506 350 00",)))
    computer = start(Computer)
    hear_calls(one, computer.door)
    return computer


def click(computer: Computer, *arguments: str) -> tuple[int, str]:
    """Start the program once more, as the softphone does; return its exit code and sentence."""
    command = [sys.executable, "-m", "registerdesk", *arguments]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ)
    ) as program:
        computer.until(lambda: program.poll() is not None, "the second program has ended")
        assert program.stderr is not None
        return program.returncode, program.stderr.read()


def found(computer: Computer) -> list[str]:
    """Return the callers that the open panel offers."""
    computer.quiet()
    panel = computer.window.calls.panel
    assert panel is not None, "the panel is not open"
    return list(texts_of(panel.caller.list))


def test_a_ring_finds_the_caller_in_the_open_window(desk: Computer) -> None:
    desk.sign_in(OFFICER)
    assert click(desk, ANNA) == (0, "")
    desk.until(lambda: desk.window.calls.panel, "the panel is open")
    assert "Anna Lindqvist" in found(desk)
    assert click(desk) == (0, "")  # a plain second start brings the window to the front


def test_a_ring_before_sign_in_waits_and_shows_nothing(desk: Computer) -> None:
    assert click(desk, ANNA) == (0, "")
    desk.until_seen("Ett samtal väntar")
    seen = "\n".join(desk.screen())
    assert "0605" not in seen
    assert "Lindqvist" not in seen
    desk.sign_in(OFFICER)
    assert "Anna Lindqvist" in found(desk)


def test_a_ring_behind_the_lock_waits_beside_the_call_under_way(desk: Computer) -> None:
    desk.sign_in(OFFICER)
    desk.press("F2")
    panel = desk.window.calls.panel
    assert panel is not None
    desk.type("0605")
    desk.press("Return")
    desk.until_focus(lambda: panel.identity.rows, "the checks")
    notes = panel.notes()
    desk.lock()
    assert click(desk, PETRA) == (0, "")
    desk.until_seen("Ett samtal väntar")
    assert "50635000" not in "".join(desk.screen())
    desk.unlock()
    assert panel.notes() == notes
    desk.hear("Ett annat samtal väntar")
    desk.press("Ctrl+Tab")
    assert "Petra Sundholm" in found(desk)


@pytest.mark.parametrize(
    "link",
    [
        "registerdesk:verify",
        "registerdesk:call?number=<b>1</b>",
        "registerdesk:../../etc/passwd",
        "registerdesk:call?number=0701740605;reboot",
        "registerdesk:--help",
    ],
)
def test_a_hostile_link_is_refused_with_a_sentence(desk: Computer, link: str) -> None:
    code, sentence = click(desk, link)
    assert (code, sentence.startswith("Länken avvisades.")) == (1, True)
    assert click(desk, link, "--version")[0] == 2
    assert "Ett samtal väntar" not in "".join(desk.screen())


def test_a_window_that_hangs_is_told(one: OneWindow, start: Start, office: SmallOffice) -> None:
    code, sentence = click(start(Computer), ANNA)  # the lock is held, and nobody listens
    assert (code, "svarade inte" in sentence) == (1, True)
