"""The start on a real screen: a window opens, a second instance is told, a lock clears copies."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from registerdesk.__main__ import main
from tests.journeys.computer import PATIENCE, Computer
from tests.makers import PASSWORD, Clock, SmallOffice


@contextmanager
def a_screen() -> Iterator[dict[str, str]]:
    """Run a screen that nobody sees; give the environment of programs that show on it.

    Its number is this process's own: of two that look for a free one, the first to end takes
    away the socket of the other.
    """
    read_end, write_end = os.pipe()
    own = f":{1_000 + os.getpid() % 50_000}"
    command = ["Xvfb", own, "-displayfd", str(write_end), "-screen", "0", "1440x900x24"]
    with subprocess.Popen(
        [*command, "-nolisten", "tcp"], pass_fds=[write_end], stderr=subprocess.DEVNULL
    ) as screen:
        os.close(write_end)
        with os.fdopen(read_end, encoding="ascii") as told:
            number = told.readline().strip()
        try:
            yield os.environ | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        finally:
            screen.terminate()


@contextmanager
def a_program(environment: dict[str, str], *command: str) -> Iterator[subprocess.Popen[str]]:
    """Run a Python program that is ended by its id afterwards."""
    with subprocess.Popen(
        [sys.executable, *command],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as program:  # fmt: skip
        try:
            yield program
        finally:
            program.kill()


def windows(environment: dict[str, str], name: str) -> list[str]:
    """Return the visible windows whose title holds a name."""
    command = ["xdotool", "search", "--onlyvisible", "--name", name]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return done.stdout.split()


def test_open_shows_a_window_on_the_screen(office: SmallOffice) -> None:
    office.close()
    with a_screen() as environment:
        command = ("-m", "registerdesk", "open", str(office.folder))
        with a_program(environment, *command) as program:
            waited = 0
            while not windows(environment, "RegisterDesk"):
                assert program.poll() is None, program.stderr and program.stderr.read()
                assert waited < PATIENCE, "no window on the screen"
                QTest.qWait(100)
                waited += 100
            assert program.poll() is None


def test_a_second_instance_is_told_who_has_the_office_open(
    computer: Computer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    computer.sign_in("Handl Ek")
    password = tmp_path / "password"
    password.write_text(PASSWORD, encoding="utf-8")
    command = ["verify", str(computer.folder), "--user", "ombud"]
    assert main([*command, "--password-file", str(password)]) == 1
    assert "Kontoret är redan öppet: Handl Ek." in capsys.readouterr().err
    second = Computer(computer.folder, computer.clock)
    second.try_password("Ombud Ek", PASSWORD)
    second.until_seen("Kontoret är redan öppet: Handl Ek.")
    assert second.door.window is None
    second.door.close()


def test_what_was_copied_here_is_gone_from_the_clipboard_after_a_lock(office: SmallOffice) -> None:
    office.close()
    command = ("-m", "tests.journeys.test_the_start", str(office.folder))
    with a_screen() as environment, a_program(environment, *command) as program:
        out, errors = program.communicate()
    assert out.split("\n") == ["before: 070-174 06 05", "after: ", ""], errors


def copy_and_lock(folder: Path) -> None:
    """Be the program in which something is copied before it is locked."""
    application = QApplication([])
    computer = Computer(folder, Clock())
    computer.sign_in("Handl Ek")
    computer.press("Ctrl+K")
    computer.type("070-174 06 05")
    computer.press("Ctrl+A", "Ctrl+C")
    print(f"before: {QGuiApplication.clipboard().text()}")
    computer.lock()
    print(f"after: {QGuiApplication.clipboard().text()}")
    computer.close()
    application.quit()


if __name__ == "__main__":
    copy_and_lock(Path(sys.argv[1]))
