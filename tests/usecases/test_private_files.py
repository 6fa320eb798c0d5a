"""A file that leaves the office is whole and private, or it is not there."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from registerdesk.domain.errors import InvalidInput
from registerdesk.usecases.private_files import PRIVATE, UnseenFile, _nameless, write_private


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let no file grow beyond a size, as on a disk that is nearly full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_leaves_no_half_of_a_file(tmp_path: Path) -> None:
    place = tmp_path / "lista.xlsx"
    with room_for(1000), pytest.raises(InvalidInput, match="could not be written"):
        write_private(place, b"x" * 100_000)
    assert not place.exists()


def test_a_file_takes_the_place_of_an_earlier_one_and_is_private(tmp_path: Path) -> None:
    place = tmp_path / "lista.xlsx"
    place.write_bytes(b"for")
    place.chmod(0o644)
    write_private(place, b"efter")
    assert place.read_bytes() == b"efter"
    assert place.stat().st_mode & 0o777 == PRIVATE


def test_a_place_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="could not be written"):
        write_private(tmp_path / "finns" / "inte", b"x")


@pytest.fixture(params=["nameless", "named"])
def _system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work on a file system that knows nameless files, and on one that does not."""
    if request.param == "named":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)


@pytest.mark.usefixtures("_system")
def test_a_file_is_not_to_be_read_before_it_is_kept(tmp_path: Path) -> None:
    place = tmp_path / "lista.csv"
    place.write_bytes(b"earlier")
    with UnseenFile(place) as file:
        file.write(b"Anna Lindqvist")
        assert place.read_bytes() == b"earlier"
        assert not any(b"Anna" in each.read_bytes() for each in tmp_path.iterdir())
        file.keep()
        assert place.read_bytes() == b"Anna Lindqvist"
    assert list(tmp_path.iterdir()) == [place]
    assert place.stat().st_mode & 0o777 == PRIVATE


@pytest.mark.usefixtures("_system")
def test_nothing_is_left_of_a_file_that_is_not_kept(tmp_path: Path) -> None:
    place = tmp_path / "lista.csv"
    with UnseenFile(place) as file:
        file.write(b"Anna Lindqvist")
    assert list(tmp_path.iterdir()) == []
    with room_for(100), UnseenFile(place) as file, pytest.raises(InvalidInput):
        file.write(b"x" * 1000)
    with UnseenFile(place) as file, pytest.raises(InvalidInput):
        file.keep()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("_system")
def test_a_place_that_is_gone_when_a_file_is_kept_is_told(tmp_path: Path) -> None:
    place = tmp_path / "ut" / "lista.csv"
    place.parent.mkdir()
    with UnseenFile(place) as file:
        file.write(b"")
        place.mkdir()
        (place / "x").touch()
        with pytest.raises(InvalidInput, match="could not be written"):
            file.keep()
    assert [each.name for each in place.parent.iterdir()] == ["lista.csv"]


def test_a_file_system_without_nameless_files_is_known() -> None:
    assert _nameless(Path("/proc")) is None
