"""The folder for what runs: this account's alone, or refused."""

import os
import stat
from pathlib import Path

import pytest

from registerdesk.domain.errors import InvalidInput
from registerdesk.usecases.places import Station
from registerdesk.usecases.private_folder import private_folder


def test_it_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    folder = private_folder(tmp_path / "a" / "b")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o755)
    assert stat.S_IMODE(private_folder(folder).stat().st_mode) == 0o700


def test_a_link_or_a_file_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "there")
    (tmp_path / "file").write_text("")
    for place in ("link", "file"):
        with pytest.raises(InvalidInput):
            private_folder(tmp_path / place)


def test_a_folder_that_others_could_swap_is_refused(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    with pytest.raises(InvalidInput):
        private_folder(tmp_path / "open" / "run")
    (tmp_path / "open").chmod(0o1777)
    private_folder(tmp_path / "open" / "run")


def test_the_folder_of_somebody_else_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private_folder(tmp_path / "run")
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    with pytest.raises(InvalidInput):
        private_folder(tmp_path / "run")


def test_a_workstation_without_one_of_the_system_s_has_it_beside_its_state(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for runtime in (None, tmp_path / "file"):
        station = Station("desk-1", tmp_path / "state", runtime)
        assert station.own_folder() == tmp_path / "state" / "run"
    given = Station("desk-1", tmp_path / "state", tmp_path / "given").own_folder()
    assert given == tmp_path / "given"
