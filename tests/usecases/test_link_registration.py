"""The desktop entry by which links of calls find the program."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from registerdesk.__main__ import main
from registerdesk.domain.errors import InvalidInput
from registerdesk.usecases.link_registration import ENTRY, register_links


def entry_of(text: str) -> dict[str, str]:
    """Return the keys of a desktop entry."""
    return dict(line.split("=", 1) for line in text.splitlines()[1:])


def test_the_entry_names_the_scheme_and_this_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    assert main(["register-scheme"]) == 0
    place = tmp_path / "applications" / ENTRY
    assert capsys.readouterr().out == f"{place}\n"
    entry = entry_of(place.read_text(encoding="utf-8"))
    assert entry["MimeType"] == "x-scheme-handler/registerdesk;"
    assert entry["Exec"] == f'"{sys.executable}" "-m" "registerdesk" %u'


def test_the_desktop_is_told_where_it_has_programs_for_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("update-desktop-database", "xdg-mime"):
        tool = tools / name
        tool.write_text(f'#!/bin/sh\necho {name} "$@" >> "{tmp_path}/told"\n')
        tool.chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}/bin")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    register_links(["registerdesk"])
    assert (tmp_path / "told").read_text().splitlines() == [
        f"update-desktop-database {tmp_path}/data/applications",
        f"xdg-mime default {ENTRY} x-scheme-handler/registerdesk",
    ]


def test_a_path_with_hostile_signs_stays_one_argument(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    text = Path(register_links(['/o"p$t`/\\%f'])).read_text(encoding="utf-8")
    assert entry_of(text)["Exec"] == r'"/o\\"p\\$t\\`/\\\\%%f" %u'


def test_a_folder_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    with pytest.raises(InvalidInput):
        register_links(["registerdesk"])
