"""The file of an import's report: private, and never on the office's own files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from registerdesk.domain.errors import InvalidInput
from registerdesk.usecases.import_report_file import PRIVATE, refuse_place, write_report


def test_a_report_takes_the_place_of_an_earlier_one_and_is_private(tmp_path: Path) -> None:
    report = tmp_path / "rapport.csv"
    report.write_text("gammal", encoding="utf-8")
    write_report(report, "ny")
    assert report.read_text(encoding="utf-8") == "ny"
    if os.name == "posix":
        assert report.stat().st_mode & 0o777 == PRIVATE


def test_a_report_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="could not be written"):
        write_report(tmp_path / "saknas" / "rapport.csv", "ny")


@pytest.mark.parametrize(
    "place", ["office/rapport.csv", "kunder.csv", "saknas/rapport.csv", "mapp"]
)
def test_no_report_lands_on_the_office_the_file_a_folder_or_nowhere(
    tmp_path: Path, place: str
) -> None:
    (tmp_path / "office").mkdir()
    (tmp_path / "mapp").mkdir()
    imported = tmp_path / "kunder.csv"
    imported.touch()
    with pytest.raises(InvalidInput):
        refuse_place(tmp_path / place, tmp_path / "office", imported)
    refuse_place(tmp_path / "rapport.csv", tmp_path / "office", imported)
