"""An approved list is fetched in slices: others go between, and stopped it has not left."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from python_calamine import load_workbook

from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed
from registerdesk.domain.exports import ExportColumn, ExportFormat, ExportState, ExportWish
from registerdesk.domain.parties import Protection
from registerdesk.domain.party_lists import ListQuery
from registerdesk.letters.pages import texts
from registerdesk.usecases import export_fetching, export_files
from registerdesk.usecases.export_approvals import LapsedExports, approve_export, list_exports
from registerdesk.usecases.export_fetching import (
    begin_fetch,
    fetching_list,
    finish_fetch,
    read_some,
)
from registerdesk.usecases.export_making import (
    ExportStage,
    ExportStopped,
    Progress,
    nowhere,
    unheard,
)
from registerdesk.usecases.exports import propose_export
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.party_cards import view_card
from registerdesk.usecases.private_files import UnseenFile
from registerdesk.usecases.protection import mark_protected
from registerdesk.usecases.search import find
from registerdesk.usecases.slices import Pause, finished
from registerdesk.usecases.tasks import list_tasks
from tests.makers import SmallOffice, bare
from tests.usecases.test_private_files import room_for

PEOPLE = 24


@pytest.fixture(autouse=True)
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a list of some twenty people take many slices."""
    monkeypatch.setattr(export_fetching, "IN_A_SLICE", 5)
    monkeypatch.setattr(export_files, "_EVERY", 5)


def approved(office: SmallOffice, kind: ExportFormat = ExportFormat.CSV) -> UUID:
    """Return a list of more than twenty people that waits to be fetched."""
    for number in range(PEOPLE):
        office.do("handl", register_party, bare(f"Kund {number:02}"))
    office.finish("handl", propose_export, ExportWish(query=ListQuery(), format=kind))
    export_id = office.do("handl", list_exports)[0].export.id
    office.do("ombud", approve_export, export_id)
    return export_id


def is_as_before(office: SmallOffice, export_id: UUID) -> bool:
    """Tell whether nothing of a list has left: it can be fetched as if nothing had been."""
    export = office.inside("handl", lambda visit: visit.office.exports.get(export_id))
    told = office.inside("handl", lambda visit: visit.office.exported_people.find())
    assert "export.exported" not in office.acts()
    return (export.state, export.made_at, told) == (ExportState.APPROVED, None, [])


def stops(when: Callable[[ExportStage, int], bool]) -> Progress:
    """Return whoever stops at a stage."""
    return lambda stage, done, _total: not when(stage, done)


@pytest.mark.parametrize("kind", ExportFormat)
def test_a_list_in_slices_tells_how_far_it_is_and_is_whole(
    office: SmallOffice, kind: ExportFormat
) -> None:
    export_id, told = approved(office, kind), list[tuple[ExportStage, int, int]]()

    def hears(stage: ExportStage, done: int, total: int) -> bool:
        told.append((stage, done, total))
        return True

    file = finished(fetching_list(office.desk("handl"), export_id, "sv", progress=hears))
    names = [f"Kund {number:02}" for number in range(PEOPLE)]
    if kind is ExportFormat.CSV:
        text = csv.reader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";")
        assert [line[0] for line in text][-PEOPLE:] == names
    elif kind is ExportFormat.XLSX:
        rows = load_workbook(io.BytesIO(file.content)).get_sheet_by_index(0).to_python()
        assert [row[0] for row in rows][1:] == names
    else:
        assert all(name in " ".join(texts(file.content)) for name in names)
    order = [ExportStage.READING, ExportStage.WRITING, ExportStage.NOTING]
    assert list(dict.fromkeys(stage for stage, _done, _total in told)) == order
    for stage in order:
        done = [so_far for at, so_far, _total in told if at is stage]
        assert done == sorted(done)
    assert {total for _stage, _done, total in told} == {PEOPLE}


@pytest.mark.parametrize(
    "when",
    [
        lambda stage, _done: stage is ExportStage.READING,
        lambda stage, done: stage is ExportStage.READING and done == PEOPLE,
        lambda stage, _done: stage is ExportStage.WRITING,
        lambda stage, _done: stage is ExportStage.NOTING,
    ],
)
def test_a_list_that_is_stopped_has_not_left_and_can_be_fetched(
    office: SmallOffice, tmp_path: Path, when: Callable[[ExportStage, int], bool]
) -> None:
    export_id, place = approved(office), tmp_path / "lista.csv"
    desk = office.desk("handl")
    with UnseenFile(place) as file, pytest.raises(ExportStopped, match="Nothing has left"):
        finished(fetching_list(desk, export_id, "sv", file.write, stops(when)))
    assert list(tmp_path.glob("*.csv")) == list(tmp_path.glob("*.part")) == []
    assert is_as_before(office, export_id)
    assert office.acts()[-1] == "export.stopped"
    assert [task.task.object_id for task in office.do("handl", list_tasks)] == [export_id]
    again = office.fetch("handl", export_id)
    assert (again.number, again.people) == ("E-2026-0001", PEOPLE)


def test_a_list_whose_window_is_locked_half_way_has_not_left(
    office: SmallOffice, tmp_path: Path
) -> None:
    export_id, place = approved(office), tmp_path / "lista.csv"
    with UnseenFile(place) as file:
        steps = fetching_list(office.desk("handl"), export_id, "sv", file.write)
        while next(steps) is not Pause.HELD:
            pass
        steps.close()
    assert not place.exists()
    assert is_as_before(office, export_id)
    assert office.fetch("handl", export_id).people == PEOPLE


def test_a_full_disk_lets_nothing_leave_and_spends_nothing(
    office: SmallOffice, tmp_path: Path
) -> None:
    export_id = approved(office, ExportFormat.XLSX)
    folder = tmp_path / "ut"
    folder.mkdir()

    def put(content: bytes) -> None:
        with room_for(100), UnseenFile(folder / "lista.xlsx") as file:
            file.write(content)

    with pytest.raises(InvalidInput, match="could not be written"):
        finished(fetching_list(office.desk("handl"), export_id, "sv", put))
    assert list(folder.iterdir()) == []
    assert is_as_before(office, export_id)
    assert office.fetch("handl", export_id).people == PEOPLE


def test_calls_are_answered_between_the_slices_of_a_list(office: SmallOffice) -> None:
    export_id = approved(office)
    desk, steps = office.desk("handl"), fetching_list(office.desk("handl"), export_id, "sv")
    opened = searched = 0
    for pause in steps:
        (hit,) = desk.do(find, "Kund 07").persons
        searched += 1
        if pause is not Pause.HELD:
            desk.do(view_card, hit.party_id)
            opened += 1
    assert "export.exported" in office.acts()
    assert (opened > PEOPLE // 5, searched > opened) == (True, True)
    assert office.acts().count("party.viewed") == opened


def test_whoever_becomes_protected_while_a_list_is_read_is_not_in_it(
    office: SmallOffice,
) -> None:
    export_id = approved(office)
    (hit,) = office.do("handl", find, "Kund 07").persons
    steps = fetching_list(office.desk("handl"), export_id, "sv", nowhere, unheard)
    for _slice in range(6):
        next(steps)
    office.do("handl", mark_protected, hit.party_id, Protection.MARKED)
    with pytest.raises(Conflict, match="may no longer leave"):
        finished(steps)
    assert is_as_before(office, export_id)
    assert office.fetch("handl", export_id).people == PEOPLE - 1


def test_a_list_under_way_twice_leaves_once(office: SmallOffice) -> None:
    export_id = approved(office)
    first, second = (fetching_list(office.desk("handl"), export_id, "sv") for _each in range(2))
    next(first)
    next(second)
    assert finished(first).people == PEOPLE
    with pytest.raises(Conflict):
        finished(second)
    assert office.acts().count("export.exported") == 1


@pytest.mark.parametrize("is_approved", [True, False])
def test_a_list_that_nobody_fetched_in_time_names_nobody_any_longer(
    office: SmallOffice, *, is_approved: bool
) -> None:
    for number in range(PEOPLE):
        office.do("handl", register_party, bare(f"Kund {number:02}"))
    office.finish("handl", propose_export, ExportWish(query=ListQuery()))
    (row,) = office.do("handl", list_exports)
    if is_approved:
        office.do("ombud", approve_export, row.export.id)
    for days, state in ((7, row.export.state), (1, ExportState.LAPSED)):
        office.clock.forward(days=days)
        with office.database.transaction() as connection:
            visit = office.desk("ombud")._visit(connection, frozenset())
            LapsedExports(visit).clear()
        (row,) = office.do("handl", list_exports)
        if state is ExportState.LAPSED:
            assert (row.export.state, row.export.people) == (state, b"")
        else:
            assert len(row.export.people) == PEOPLE * 16
    assert [*office.do("handl", list_tasks), *office.do("ombud", list_tasks)] == []
    with pytest.raises(Conflict):
        office.fetch("handl", row.export.id)
    assert not office.do("ombud", list_exports)[0].may_decide


def test_an_approval_holds_for_one_kind_of_list(office: SmallOffice) -> None:
    export_id = approved(office)
    with office.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE export SET list_kind = 'supplier'")
    with pytest.raises(Conflict):
        office.fetch("handl", export_id)


def test_who_takes_a_list_out_is_asked_again_at_its_end(office: SmallOffice) -> None:
    export_id = approved(office)
    read = office.do("handl", begin_fetch, export_id, "sv")
    office.do("handl", read_some, read, read.people)
    with pytest.raises(NotAllowed):
        office.finish("handl2", finish_fetch, read, b"", nowhere, unheard)
    with office.database.transaction() as connection:
        finance = office.keys("ekonomi").user_id.bytes
        connection.exec_driver_sql("UPDATE export SET asked_by = ?", (finance,))
        connection.exec_driver_sql("UPDATE export SET columns = 'name,personal'")
    with pytest.raises(NotAllowed):
        office.finish("ekonomi", finish_fetch, read, b"", nowhere, unheard)
    assert is_as_before(office, export_id)


def test_columns_that_are_beyond_who_fetches_do_not_leave(office: SmallOffice) -> None:
    for number in range(PEOPLE):
        office.do("handl", register_party, bare(f"Kund {number:02}"))
    asked = ExportWish(query=ListQuery(), columns=(ExportColumn.NAME, ExportColumn.PERSONAL))
    office.finish("handl", propose_export, asked)
    export_id = office.do("handl", list_exports)[0].export.id
    office.do("ombud", approve_export, export_id)
    with office.database.transaction() as connection:
        finance = office.keys("ekonomi").user_id.bytes
        connection.exec_driver_sql("UPDATE export SET asked_by = ?", (finance,))
    with pytest.raises(NotAllowed):
        office.fetch("ekonomi", export_id)
    assert is_as_before(office, export_id)
