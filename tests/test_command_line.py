"""The command line: what each command prints, writes and returns."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import registerdesk
from registerdesk.__main__ import main
from registerdesk.app import BUG, runtime_folder, state_folder, this_station
from registerdesk.keyring.costs import Cost
from tests.makers import PASSWORD, an_office

HEADER = "Kundnr;Namn;Orgnr/Personnr;Adress1;Adress2;Postnr;Ort;Telefon;E-post"
ANNA = "1001;Anna Lindqvist;19780412-2385;Storgatan 1;;123 45;Ekby;070-174 06 05;anna@example.com"
REPORT = {"rows", "new", "updated", "duplicates", "skipped", "errors"}
ERROR = {"row", "field", "value_masked", "code", "message"}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an office's folder; the password stands in the environment."""
    made = an_office(tmp_path)
    made.close()
    monkeypatch.setenv("REGISTERDESK_PASSWORD", PASSWORD)
    return made.folder


def a_file(tmp_path: Path, *rows: str, header: str = HEADER) -> Path:
    """Write a file as bookkeeping programs do."""
    path = tmp_path / "kunder.csv"
    path.write_text("\r\n".join([header, *rows, ""]), encoding="cp1252")
    return path


def imported(office: Path, file: Path, *more: str) -> int:
    """Import a file of customers on the command line; return the exit code."""
    command = ["import", str(office), str(file), "--user", "handl"]
    return main([*command, "--kind", "customers", "--source", "Kundfilen", *more])


def report(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Return the report that was printed."""
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert said.keys() == REPORT
    counted = said["new"] + said["updated"] + said["duplicates"] + said["skipped"]
    assert counted == said["rows"]
    return said


def test_an_import_prints_its_report(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (
        ANNA,
        "1002;Bo Ek;19780412-2386;;;;;;",
        "1003;Cia Ek;;;;;;;inte en adress",
        "1001;Anna Lindqvist;19780412-2385;;;;;;",
    )
    assert imported(office, a_file(tmp_path, *rows)) == 0
    said = report(capsys)
    assert [said[name] for name in ("rows", "new", "updated", "duplicates", "skipped")] == [
        4, 2, 0, 1, 1
    ]  # fmt: skip
    assert [error["row"] for error in said["errors"]] == [2, 3]
    assert all(error.keys() == ERROR for error in said["errors"])
    assert "19780412-2386" not in json.dumps(said)
    assert imported(office, a_file(tmp_path, ANNA)) == 0
    assert report(capsys)["updated"] == 1


def test_a_dry_run_takes_in_nothing(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _turn in range(2):
        assert imported(office, a_file(tmp_path, ANNA), "--dry-run") == 0
        assert report(capsys)["new"] == 1


def test_the_report_goes_to_a_file_when_asked(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "rapport.json"
    more = ["--report", str(path), "--purpose", "contract", "--channel", "file"]
    more += ["--collected", "2026-01-31", "--kind-without-number", "company"]
    assert imported(office, a_file(tmp_path, "7;Firma Ek;;;;;;;"), *more) == 0
    assert capsys.readouterr().out == ""
    assert json.loads(path.read_text(encoding="utf-8"))["new"] == 1


def test_the_report_is_private_and_never_falls_on_the_office_or_the_file(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = a_file(tmp_path, ANNA)
    before = {path: path.read_bytes() for path in (office / "office.db", office / "office.keys")}
    (tmp_path / "lank.json").symlink_to(office / "office.db")
    places = (
        *before, file, office / "ny.json", tmp_path / "lank.json", tmp_path, tmp_path / "x" / "y"
    )  # fmt: skip
    for place in places:
        assert imported(office, file, "--report", str(place)) == 1
        assert "Traceback" not in capsys.readouterr().err
    assert {path: path.read_bytes() for path in before} == before
    report = tmp_path / "rapport.json"
    report.write_text("gammal", encoding="utf-8")
    report.chmod(0o644)
    assert imported(office, file, "--report", str(report)) == 0
    assert report.stat().st_mode & 0o777 == 0o600
    assert json.loads(report.read_text(encoding="utf-8"))["new"] == 1


def test_a_refused_file_is_told_in_a_sentence_with_exit_code_one(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in (a_file(tmp_path, "x", header="Färg"), tmp_path / "saknas.csv"):
        assert imported(office, file) == 1
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.strip().endswith(".")
        assert "Traceback" not in told.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["import", "x"],
        ["verify", "x"],
        ["import", "x", "y", "--user", "u", "--kind", "dogs", "--source", "s"],
        ["import", "x", "y", "--user", "u", "--kind", "customers", "--source", "s",
         "--purpose", "curiosity"],
        ["import", "x", "y", "--user", "u", "--kind", "customers", "--source", "s",
         "--collected", "igår"],
        ["demo", "x", "--persons", "many"],
    ],
)  # fmt: skip
def test_a_command_that_cannot_be_read_ends_with_two(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_whoever_may_not_sign_in_is_told_so(
    office: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("REGISTERDESK_LANGUAGE", "en")
    nowhere = tmp_path / "nowhere"
    assert main(["verify", str(nowhere), "--user", "ombud"]) == 1
    assert capsys.readouterr().err == f"There is no office in the folder {nowhere}.\n"
    assert main(["verify", str(office), "--user", "nobody"]) == 1
    assert "Wrong password" in capsys.readouterr().err
    monkeypatch.setenv("REGISTERDESK_LANGUAGE", "klingonska")
    assert main(["verify", str(tmp_path / "nowhere"), "--user", "ombud"]) == 1
    assert "inget kontor" in capsys.readouterr().err.lower()


def test_the_password_comes_from_a_file_before_the_environment(
    office: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("REGISTERDESK_PASSWORD", "fel lösenord är detta")
    monkeypatch.setenv("REGISTERDESK_LANGUAGE", "en")
    secret = tmp_path / "secret"
    secret.write_text(PASSWORD + "\n", encoding="utf-8")
    command = ["verify", str(office), "--user", "ombud", "--password-file"]
    assert main([*command, str(secret), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said.keys() == {"whole", "rows", "head", "findings"}
    for unreadable in (tmp_path / "none", tmp_path):
        assert main([*command, str(unreadable)]) == 1
        assert capsys.readouterr().err == "The password file could not be read.\n"


def test_the_password_is_asked_for_where_nothing_else_gives_it(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("REGISTERDESK_PASSWORD")
    monkeypatch.setattr("getpass.getpass", lambda _prompt: PASSWORD)
    assert main(["verify", str(office), "--user", "ombud"]) == 0
    assert "Kontoret är helt" in capsys.readouterr().out


def test_a_demo_office_is_made_told_and_can_be_verified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Cost, "normal", Cost.for_tests)
    folder = tmp_path / "demo"
    assert main(["demo", str(folder), "--persons", "20", "--seed", "7", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said.keys() == {"office", "staff"}
    assert Path(said["office"]) == folder
    assert len(said["staff"]) == 6
    assert len({member["role"] for member in said["staff"]}) == 6
    assert all(member.keys() == {"user", "role", "password"} for member in said["staff"])
    for member in said["staff"]:
        monkeypatch.setenv("REGISTERDESK_PASSWORD", member["password"])
        assert main(["verify", str(folder), "--user", member["user"], "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["whole"]
    assert main(["demo", str(folder), "--persons", "20", "--no-window"]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_a_demo_office_without_json_lists_who_can_sign_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Cost, "normal", Cost.for_tests)
    terminal = io.StringIO()
    terminal.isatty = lambda: True  # type: ignore[method-assign]  # a terminal of the test
    monkeypatch.setattr(sys, "stderr", terminal)
    assert main(["demo", str(tmp_path / "demo"), "--persons", "20", "--no-window"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == str(tmp_path / "demo")
    assert len(lines) == 7
    assert " / " in terminal.getvalue()


def test_the_version_is_told_and_no_core_dump_is_left(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"RegisterDesk {registerdesk.__version__}\n"
    script = (
        "import resource\nfrom registerdesk.__main__ import main\n"
        "main(['verify', 'nowhere', '--user', 'x', '--password-file', 'none'])\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE))\n"
    )
    root = Path(registerdesk.__file__).parents[1]
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=root
    )
    assert ran.stdout == "(0, 0)\n"


def test_a_session_without_a_runtime_folder_uses_the_programs_own_and_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert runtime_folder() == tmp_path / "registerdesk"
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert runtime_folder() is None
    assert this_station().own_folder() == state_folder() / "run"


BROKEN = """
import sys
from registerdesk import __main__ as program

def fail(_options):
    raise KeyError("19780412-2385 Anna Lindqvist")

program._register_scheme = fail
sys.argv = ["registerdesk", "register-scheme"]
sys.exit(program.main())
"""


def test_a_bug_is_told_by_its_kind_and_place_and_never_by_what_it_was_about() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", BROKEN], capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.returncode == BUG
    assert "KeyError registerdesk.__main__:" in ran.stderr
    assert "Lindqvist" not in ran.stderr + ran.stdout
    assert "Traceback" not in ran.stderr
