"""A file that leaves the office is whole and private, or it is not there."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from registerdesk.domain.errors import InvalidInput
from registerdesk.usecases.private_files import PRIVATE, write_private


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
