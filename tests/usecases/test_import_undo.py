"""An import is undone within its day: untouched people go, known ones get back what they had."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from registerdesk.domain.errors import Conflict, NotAllowed
from registerdesk.domain.import_runs import ImportRun, UndoOutlook
from registerdesk.domain.imports import ImportKind, Treatment
from registerdesk.domain.parties import Protection, RelationKind
from registerdesk.domain.party_merges import MergeWish
from registerdesk.domain.restrictions import RestrictionGround
from registerdesk.storage.tables import METADATA
from registerdesk.usecases import import_undo
from registerdesk.usecases.contacts import NewContact, record_contact
from registerdesk.usecases.import_runs import recent_imports
from registerdesk.usecases.import_undo import UndoStopped, look_at_undo, undo_import, undoing
from registerdesk.usecases.imports import prepare, take_in
from registerdesk.usecases.parties import add_value, change_value, register_party
from registerdesk.usecases.party_merges import compare_parties, merge_parties
from registerdesk.usecases.passed_time import PassedTime
from registerdesk.usecases.protection import mark_protected
from registerdesk.usecases.restrictions import NewRestriction, restrict
from registerdesk.usecases.search import find
from registerdesk.usecases.slices import Pause, finished
from registerdesk.usecases.value_removal import remove_value
from tests.makers import PASSWORD, TODAY, SmallOffice, a_person, an_office, an_origin
from tests.usecases.test_imports import ANNA, CUSTOMERS, a_file, register, taken

BO = "1002;Bo Ek;;Ekgatan 2;;123 45;Ekby;070-174 06 06;bo@example.com"
LEFT_BEHIND = {"audit_log", "log_object", "import_run", "checkpoint", "series", "list_count"}
"""What an undone import still shows in: the log, its own row, counters."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    """An empty office of six people."""
    made = an_office(tmp_path)
    yield made
    made.close()


def the_run(office: SmallOffice) -> ImportRun:
    """Return the latest import."""
    return office.do("handl", recent_imports)[0]


def looked(office: SmallOffice) -> tuple[int, int, int]:
    """Return what the undo of the latest import would do: removed, restored, stay."""
    return numbers(office.finish("handl", look_at_undo, the_run(office).id))


def undone(office: SmallOffice) -> tuple[int, int, int]:
    """Undo the latest import a minute later."""
    office.clock.forward(minutes=1)
    return numbers(office.finish("handl", undo_import, the_run(office).id))


def found_by(office: SmallOffice, text: str) -> list[str]:
    """Return the names that search finds."""
    return [hit.name for hit in office.do("handl", find, text).persons]


def numbers(outlook: UndoOutlook) -> tuple[int, int, int]:
    return outlook.removed, outlook.restored, outlook.stay


def everything(office: SmallOffice) -> dict[str, list[Any]]:
    """Return every row of every table but those of the log."""
    kept = sorted(set(METADATA.tables) - LEFT_BEHIND)
    with office.database.reading() as connection:
        return {
            name: sorted(map(tuple, connection.exec_driver_sql(f"SELECT * FROM {name}")), key=repr)  # noqa: S608 - own names
            for name in kept
        }


def whom(office: SmallOffice, number: str) -> UUID:
    """Return whose customer number it is."""
    (relation,) = office.inside("handl", lambda visit: visit.office.relations.find(number=number))
    return relation.party_id


def test_an_untouched_import_is_undone_without_a_row_left(
    office: SmallOffice, tmp_path: Path
) -> None:
    office.do("handl", register_party, a_person(identity_number="", name="Siv Ås"))
    before = everything(office)
    office.clock.forward(minutes=1)
    taken(office, a_file(tmp_path, ANNA, BO, ";Cia Berg;;;;;;;"))
    assert everything(office) != before
    assert looked(office) == (3, 0, 0)
    assert undone(office) == (3, 0, 0)
    assert everything(office) == before
    assert not found_by(office, "Cia")
    assert "import.undone" in office.acts()
    assert office.inside("ombud", lambda visit: visit.office.log.broken_at()) is None


def test_rows_merged_within_the_file_go_too(office: SmallOffice, tmp_path: Path) -> None:
    before = everything(office)
    path = a_file(tmp_path, BO, BO.replace("Ekby", "Nyby"))
    prepared = replace(prepare(path, CUSTOMERS, today=TODAY), duplicates=Treatment.MERGE)
    office.do("handl", take_in, prepared)
    assert register(office)[0][4] == [("Ekgatan 2", "123 45", "Nyby")]
    assert undone(office) == (1, 0, 0)
    assert everything(office) == before


def test_what_has_been_touched_since_stays(office: SmallOffice, tmp_path: Path) -> None:
    rows = [f"{n};Person {n};;Ekgatan {n};;123 45;Ekby;;" for n in range(1, 8)]
    taken(office, a_file(tmp_path, *rows))
    office.clock.forward(minutes=5)
    origin = an_origin()
    named = {n: whom(office, str(n)) for n in range(1, 8)}
    office.do("handl", record_contact, NewContact(party_id=named[1], heading="Ringde"))
    office.do("handl", change_value, "parties", named[2], 1, "display_name", "Ny Namnsson", origin)
    office.do("handl", add_value, named[3], "phones", {"typed": "070-174 06 09"}, origin)
    held = NewRestriction(ground=RestrictionGround.ACCURACY, since=TODAY)
    office.do("handl", restrict, named[4], held)
    office.do("handl", mark_protected, named[5], Protection.MARKED)
    assert looked(office) == (2, 0, 5)
    assert undone(office) == (2, 0, 5)
    assert the_run(office).stayed == 5
    left = office.inside("handl", lambda visit: visit.office.parties.find())
    assert {party.id for party in left} == {named[n] for n in range(1, 6)}


def test_two_that_have_become_one_both_stay(office: SmallOffice, tmp_path: Path) -> None:
    taken(office, a_file(tmp_path, ANNA, BO, "1003;Cia Berg;;;;;;;"))
    office.clock.forward(minutes=5)
    pair = office.do("handl", compare_parties, whom(office, "1001"), whom(office, "1002"))
    wish = MergeWish(
        survivor_id=pair.first.party_id,
        survivor_version=pair.first.version,
        absorbed_id=pair.second.party_id,
        absorbed_version=pair.second.version,
    )
    office.do("handl", merge_parties, wish)
    assert undone(office) == (1, 0, 2)


def test_known_people_get_back_what_they_had_from_where_it_came(
    office: SmallOffice, tmp_path: Path
) -> None:
    taken(office, a_file(tmp_path, "1001;Anna Lindqvist;;Gamla gatan 9;;123 45;Ekby;;"))
    party_id = whom(office, "1001")
    (address,) = office.inside("handl", lambda v: v.office.addresses.of(party_id))
    office.clock.forward(minutes=1)
    letter = an_origin(source_detail="Brev från Anna")
    office.do("handl", change_value, "addresses", address.id, 1, "town", "Brevby", letter)
    office.clock.forward(minutes=1)
    taken(office, a_file(tmp_path, ANNA))
    assert register(office)[0][4:6] == ([("Storgatan 1", "123 45", "Ekby")], ["070-174 06 05"])
    assert looked(office) == (0, 1, 0)
    assert undone(office) == (0, 1, 0)
    assert register(office)[0][3:] == ([], [("Gamla gatan 9", "123 45", "Brevby")], [], [])
    origins = office.inside("handl", lambda visit: visit.office.origins.of(party_id))
    told = {(o.row_id, o.field): o.source_detail for o in origins}
    assert told[address.id, "town"] == "Brev från Anna"
    assert (address.id, "street") not in told
    history = office.inside("handl", lambda visit: visit.office.history.of(party_id))
    assert '"Storgatan 1"' in {old.old_value for old in history}
    assert found_by(office, "1001") == ["Anna Lindqvist"]


def test_a_relation_that_the_file_began_is_taken_out(office: SmallOffice, tmp_path: Path) -> None:
    taken(office, a_file(tmp_path, ANNA))
    office.clock.forward(minutes=1)
    header = "Leverantörsnr;Namn;Orgnr/Personnr"
    path = a_file(tmp_path, "L-7;Anna Lindqvist;19780412-2385", header=header)
    taken(office, path, replace(CUSTOMERS, kind=ImportKind.SUPPLIERS))
    assert undone(office) == (0, 1, 0)
    anna = whom(office, "1001")
    (relation,) = office.inside("handl", lambda visit: visit.office.relations.of(anna))
    assert relation.kind is RelationKind.CUSTOMER


def test_a_known_person_changed_since_stays(office: SmallOffice, tmp_path: Path) -> None:
    taken(office, a_file(tmp_path, ANNA, BO))
    office.clock.forward(minutes=1)
    taken(office, a_file(tmp_path, ANNA.replace("Ekby", "Nyby"), BO.replace("Ekby", "Nyby")))
    office.clock.forward(minutes=1)
    anna = whom(office, "1001")
    (address,) = office.inside("handl", lambda visit: visit.office.addresses.of(anna))
    given = (address.id, address.version, "town", "Egenby", an_origin())
    office.do("handl", change_value, "addresses", *given)
    assert looked(office) == (0, 1, 1)
    assert undone(office) == (0, 1, 1)
    assert [row[4][0][2] for row in register(office)] == ["Egenby", "Ekby"]


def test_a_number_that_somebody_else_has_now_is_not_given_back(
    office: SmallOffice, tmp_path: Path
) -> None:
    taken(office, a_file(tmp_path, ANNA))
    office.clock.forward(minutes=1)
    taken(office, a_file(tmp_path, ANNA.replace("1001", "2001")))
    office.clock.forward(minutes=1)
    office.do("handl", register_party, a_person(identity_number="", number="1001"))
    assert undone(office) == (0, 0, 1)
    assert {row[0] for row in register(office)} == {"1001", "2001"}


def test_an_import_is_undone_once_and_within_its_day(office: SmallOffice, tmp_path: Path) -> None:
    taken(office, a_file(tmp_path, ANNA))
    undone(office)
    with pytest.raises(Conflict, match="undone already"):
        office.finish("handl", undo_import, the_run(office).id)
    taken(office, a_file(tmp_path, ANNA))
    office.clock.forward(hours=24, seconds=1)
    assert not the_run(office).can_be_undone(office.clock.now)
    with pytest.raises(Conflict, match="has passed"):
        office.finish("handl", look_at_undo, the_run(office).id)
    assert len(register(office)) == 1


def test_after_the_day_the_earlier_origins_are_kept_no_longer(
    office: SmallOffice, tmp_path: Path
) -> None:
    for town in ("Ekby", "Nyby", "Storby"):
        taken(office, a_file(tmp_path, ANNA.replace("Ekby", town)))
        office.clock.forward(minutes=1)
    party_id = whom(office, "1001")

    def origins() -> list[str]:
        found = office.inside("handl", lambda visit: visit.office.origins.of(party_id))
        return [origin.field for origin in found]

    assert origins() == ["town", "town"]
    office.clock.forward(hours=25)
    for _again in range(2):
        with office.database.transaction() as connection:
            visit = office.desk("handl")._visit(connection, frozenset())
            PassedTime(visit).clear()
    assert origins() == ["town"]
    assert all(run.is_settled for run in office.do("handl", recent_imports))


def test_stopping_the_undo_or_a_wrong_password_changes_nothing(
    office: SmallOffice, tmp_path: Path
) -> None:
    taken(office, a_file(tmp_path, ANNA, BO))
    before = everything(office)
    run = the_run(office)

    def told(stop_at: int) -> Callable[[int, int], bool]:
        return lambda done, _total: done < stop_at

    for stop_at in (1, 2):
        with pytest.raises(UndoStopped):
            finished(undoing(office.desk("handl"), run.id, PASSWORD, told(stop_at)))
        assert everything(office) == before
    with pytest.raises(NotAllowed):
        finished(undoing(office.desk("handl"), run.id, "fel", told(1_000)))
    assert everything(office) == before
    done = finished(undoing(office.desk("handl"), run.id, PASSWORD, told(1_000)))
    assert numbers(done) == (2, 0, 0)


@pytest.mark.parametrize("user", ["admin", "ekonomi", "ombud", "lasare"])
def test_only_who_may_import_may_undo(office: SmallOffice, tmp_path: Path, user: str) -> None:
    taken(office, a_file(tmp_path, ANNA))
    run = the_run(office)
    for act in (look_at_undo, undo_import):
        with pytest.raises(NotAllowed):
            office.finish(user, act, run.id)
    with pytest.raises(NotAllowed):
        office.do(user, recent_imports)


def test_an_import_says_in_numbers_what_it_came_to(office: SmallOffice, tmp_path: Path) -> None:
    report = taken(office, a_file(tmp_path, ANNA, BO, BO, ";;;;;;;;x"))
    run = the_run(office)
    assert (run.id, run.number) == (report.run_id, 1)
    assert (run.rows, run.new, run.duplicates, run.skipped) == (4, 2, 1, 1)
    assert run.source == "Bokföringsprogrammet"


def test_an_added_value_that_was_taken_out_since_counts_as_touched(
    office: SmallOffice, tmp_path: Path
) -> None:
    taken(office, a_file(tmp_path, "1001;Anna Lindqvist;;;;;;;"))
    office.clock.forward(minutes=1)
    taken(office, a_file(tmp_path, "1001;Anna Lindqvist;;;;;;070-174 06 05;"))
    office.clock.forward(minutes=1)
    anna = whom(office, "1001")
    (phone,) = office.inside("handl", lambda visit: visit.office.phones.of(anna))
    office.do("handl", remove_value, "phones", phone.id, phone.version)
    assert looked(office) == undone(office) == (0, 0, 1)


def test_an_undo_of_many_changes_can_be_stopped_among_them(
    office: SmallOffice, tmp_path: Path
) -> None:
    rows = [f"{n};Person {n};;Ekgatan {n};;123 45;Ekby;;" for n in range(60)]
    taken(office, a_file(tmp_path, *rows))
    office.clock.forward(minutes=1)
    taken(office, a_file(tmp_path, *(row.replace("Ekby", "Nyby") for row in rows)))
    before = everything(office)

    def among_changes(_done: int, total: int) -> bool:
        return total != 60

    with pytest.raises(UndoStopped):
        finished(undoing(office.desk("handl"), the_run(office).id, PASSWORD, among_changes))
    assert everything(office) == before
    assert undone(office) == (0, 60, 0)
    assert {row[4][0][2] for row in register(office)} == {"Ekby"}


def test_whoever_calls_is_found_between_the_slices_of_an_undo_that_is_then_stopped(
    office: SmallOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_undo, "IN_ONE_LOG_ROW", 5)
    monkeypatch.setattr(import_undo, "EVERY", 2)
    monkeypatch.setattr(import_undo, "FEW", 1)
    known = [f"{n};Känd {n};;Ekgatan {n};;123 45;Ekby;;" for n in range(5)]
    taken(office, a_file(tmp_path, *known))
    office.clock.forward(minutes=1)
    new = [f"9{n};Person {n};;Ekgatan {n};;123 45;Ekby;;" for n in range(20)]
    taken(office, a_file(tmp_path, *(row.replace("Ekby", "Nyby") for row in known), *new))
    before, desk = everything(office), office.desk("handl")
    seen: list[tuple[str, str]] = []
    for stop_after in (3, 9):
        steps = undoing(desk, the_run(office).id, PASSWORD, lambda _done, _total: True)
        for _slice in range(stop_after):
            if next(steps) is Pause.HELD:
                hits = (*desk.do(find, "Person 7").persons, *desk.do(find, "Känd 1").persons)
                seen += [(hit.name, hit.town) for hit in hits]
        steps.close()
        assert everything(office) == before
    assert set(seen) == {("Person 7", "Ekby"), ("Känd 1", "Nyby")}
    assert looked(office) == undone(office) == (20, 5, 0)
