"""Whoever changes the log is found: seven ways, each told by the command line in a sentence."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from registerdesk.__main__ import main
from registerdesk.domain.audit import chained
from registerdesk.usecases.places import Places
from tests.faults.folders import a_folder, entered, forced, inside
from tests.makers import PASSWORD


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an office in it and the workstation's state beside it."""
    return a_folder(tmp_path_factory.mktemp("template")).parent


@pytest.fixture
def folder(template: Path, own_home: Path) -> Path:
    """Return an office of its own, on the workstation that the command line takes for its own."""
    from registerdesk.app import state_folder

    shutil.copytree(template / "office", own_home / "office")
    shutil.copytree(template / "state", state_folder())
    return own_home / "office"


def verified(folder: Path, monkeypatch: pytest.MonkeyPatch, *more: str) -> int:
    """Run the verification as a person does; return its exit code."""
    monkeypatch.setenv("REGISTERDESK_PASSWORD", PASSWORD)
    monkeypatch.setenv("REGISTERDESK_LANGUAGE", "en")
    return main(["verify", str(folder), "--user", "ombud", *more])


def whole_row_replaced(folder: Path) -> None:
    """Put another entry in a row and link everything after it anew, without a signature."""
    with inside(folder) as connection:
        rows = connection.exec_driver_sql("SELECT number, entry, hash FROM audit_log ORDER BY 1")
        link = b""
        for number, entry, stored in list(rows):
            if number < 3:
                link = stored
                continue
            changed = entry.replace(b"desk-1", b"desk-2") if number == 3 else entry
            link = chained(link, changed)
            connection.exec_driver_sql(
                "UPDATE audit_log SET entry = ?, hash = ? WHERE number = ?",
                (changed, link, number),
            )


def row_inserted(folder: Path) -> None:
    """Push the rows from the fifth up and put a copy of another in between."""
    forced(
        folder,
        "UPDATE audit_log SET number = -number WHERE number >= 5",
        "UPDATE audit_log SET number = 1 - number WHERE number < 0",
        "INSERT INTO audit_log SELECT 5, at, actor, act, entry, hash FROM audit_log "
        "WHERE number = 2",
    )


def rows_reordered(folder: Path) -> None:
    """Let two rows change places."""
    forced(
        folder,
        "UPDATE audit_log SET number = -6 WHERE number = 6",
        "UPDATE audit_log SET number = 6 WHERE number = 7",
        "UPDATE audit_log SET number = 7 WHERE number = -6",
    )


def tail_cut(folder: Path) -> None:
    """Take away the last rows and what was signed of them."""
    forced(
        folder,
        "DELETE FROM audit_log WHERE number > 10",
        "DELETE FROM checkpoint WHERE number > 10",
    )


def old_office_put_back(folder: Path) -> None:
    """Work on, then put back database and head as they were before."""
    old = folder.with_name("old")
    shutil.copytree(folder, old)
    from registerdesk.app import this_station

    with entered(folder, "handl", station=this_station()):
        pass
    for name in ("office.db", "head.json"):
        shutil.copy2(old / name, folder / name)


SEVEN: dict[str, tuple[Callable[[Path], None], str]] = {
    "edited": (
        lambda folder: forced(
            folder, "UPDATE audit_log SET entry = CAST(entry || ' ' AS BLOB) WHERE number = 4"
        ),
        "The log chain is broken at row 4.",
    ),
    "deleted": (
        lambda folder: forced(folder, "DELETE FROM audit_log WHERE number = 4"),
        "The log chain is broken at row 4.",
    ),
    "inserted": (row_inserted, "The log chain is broken at row 5."),
    "reordered": (rows_reordered, "The log chain is broken at row 6."),
    "replaced": (whole_row_replaced, "of the log does not hold."),
    "cut": (tail_cut, "did not fit its anchors."),
    "put back": (old_office_put_back, "did not fit its anchors."),
}


def test_an_untouched_office_is_whole(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verified(folder, monkeypatch) == 0
    assert "The office is whole" in capsys.readouterr().out
    assert verified(folder, monkeypatch, "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["whole"]
    assert said["findings"] == []


@pytest.mark.parametrize("kind", SEVEN)
def test_each_kind_of_tampering_is_told_with_exit_code_one(
    folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tamper, sentence = SEVEN[kind]
    tamper(folder)
    assert verified(folder, monkeypatch) == 1
    assert sentence in capsys.readouterr().err


def test_what_was_found_once_is_told_again_by_every_later_verification(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tail_cut(folder)
    for _turn in range(2):
        assert verified(folder, monkeypatch, "--json") == 1
        said: dict[str, Any] = json.loads(capsys.readouterr().out)
        assert "heads" in [finding["checked"] for finding in said["findings"]]


def test_anchors_that_are_all_gone_are_missed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from registerdesk.app import state_folder

    Places(folder).head.unlink()
    shutil.rmtree(state_folder())
    assert verified(folder, monkeypatch) == 1
    assert "all anchors of the log were gone" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE audit_log SET act = 'search' WHERE number = 4", "broken at row 4."),
        ("UPDATE audit_log SET at = at + 1 WHERE number = 4", "broken at row 4."),
        ("UPDATE audit_log SET actor = NULL WHERE number = 4", "broken at row 4."),
        ("DELETE FROM log_object WHERE number = 4", "does not fit its rows."),
        ("UPDATE log_object SET object_id = randomblob(16) WHERE number = 4", "not fit its rows."),
    ],
)
def test_what_the_log_is_searched_by_cannot_be_changed_unseen(
    folder: Path,
    statement: str,
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    forced(folder, statement)
    assert verified(folder, monkeypatch) == 1
    assert sentence in capsys.readouterr().err


def test_a_log_without_its_guards_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    forced(folder)
    assert verified(folder, monkeypatch) == 1
    assert "guards are missing" in capsys.readouterr().err


def test_a_letter_put_in_place_of_the_sent_one_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    forced(folder, "UPDATE case_material SET cell = zeroblob(900) WHERE kind = 'letter'")
    assert verified(folder, monkeypatch) == 1
    assert "1 stored letters are not the ones that were sent." in capsys.readouterr().err
