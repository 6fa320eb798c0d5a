"""The spool: what was added comes back, and nothing of it can be read elsewhere."""

import os
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from registerdesk.keyring.spool import Spool


def test_pieces_come_back_in_any_order() -> None:
    spool = Spool()
    pieces = [os.urandom(size) for size in (0, 1, 5_000, 70_000)]
    numbers = [spool.add(piece) for piece in pieces]
    for number in reversed(numbers):
        assert spool.piece(number) == pieces[number]


def test_the_file_has_no_name_and_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    spool = Spool()
    spool.add(b"Anna Lindqvist" * 100)
    spool._file.flush()
    assert list(tmp_path.iterdir()) == []
    spool._file.seek(0)
    assert b"Lindqvist" not in spool._file.read()


def test_a_piece_that_was_changed_or_moved_does_not_open() -> None:
    spool = Spool()
    first, second = spool.add(b"one"), spool.add(b"two")
    spool._places[first], spool._places[second] = spool._places[second], spool._places[first]
    with pytest.raises(InvalidTag):
        spool.piece(first)
