"""Where an office may lie, and that one process holds it."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from registerdesk.domain.errors import Conflict, NotFound
from registerdesk.usecases.places import Places, Station, is_cloud_folder, one_instance
from registerdesk.usecases.sign_in_list import who_can_sign_in
from registerdesk.usecases.tasks import list_tasks
from tests.makers import an_office


@pytest.mark.parametrize(
    ("folder", "cloudy"),
    [
        ("/Users/karin/OneDrive - Kontoret/register", True),
        ("/Users/karin/Dropbox/register", True),
        ("/Users/karin/kontoret", False),
    ],
)
def test_a_cloud_folder_is_recognised_by_its_name(folder: str, *, cloudy: bool) -> None:
    assert is_cloud_folder(Path(folder)) is cloudy


def test_an_empty_folder_is_no_office(tmp_path: Path) -> None:
    assert not Places(tmp_path).is_office()
    with pytest.raises(NotFound, match="no office in the folder"):
        who_can_sign_in(tmp_path)


def test_a_second_instance_is_told_who_holds_the_office(tmp_path: Path) -> None:
    places = Places(tmp_path)
    with (
        one_instance(places, "Karin Holm"),
        pytest.raises(Conflict, match="Karin Holm"),
        one_instance(places, "Mats Öberg"),
    ):
        pass
    with one_instance(places, "Mats Öberg"):
        pass


def test_a_lock_whose_holder_is_not_written_down_still_holds(tmp_path: Path) -> None:
    places = Places(tmp_path)
    with one_instance(places, "Karin Holm"):
        for note in tmp_path.glob("*.who"):
            note.unlink()
        with pytest.raises(Conflict, match="already open"), one_instance(places, "Mats"):
            pass


def test_each_office_has_its_own_head_on_the_workstation(tmp_path: Path) -> None:
    station = Station("desk-1", tmp_path)
    assert station.head(uuid4()) != station.head(uuid4())


def test_nothing_is_written_through_a_link_in_the_folder(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_text("Somebody else's.", encoding="utf-8")
    for name in ("head.new", "office.who"):
        (office.folder / name).symlink_to(elsewhere)
    with one_instance(Places(office.folder), "Karin Holm"):
        office.do("lasare", list_tasks)
    office.close()
    assert elsewhere.read_text(encoding="utf-8") == "Somebody else's."
    assert b"hash" in (office.folder / "head.json").read_bytes()
