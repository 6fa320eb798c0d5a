"""A file under correction: rows put right, left out, merged; then taken in as one long job."""

from __future__ import annotations

import csv
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from registerdesk.domain.errors import InvalidInput, NotAllowed
from registerdesk.domain.import_hints import HINTS
from registerdesk.domain.import_rows import CODES
from registerdesk.domain.imports import Column, ImportKind, Report, Treatment
from registerdesk.domain.retention import SHIPPED
from registerdesk.storage.database import CannotSave
from registerdesk.usecases import import_files, import_writing
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.escaped_cells import escaped
from registerdesk.usecases.import_checking import (
    IN_A_SLICE,
    Prepared,
    corrected,
    fetching,
    left_out,
    preparing,
    sealing,
)
from registerdesk.usecases.import_job import export_errors, importing, trying, trying_again
from registerdesk.usecases.import_previews import previewing
from registerdesk.usecases.imports import ImportCancelled, as_json, dry_run, prepare, take_in
from registerdesk.usecases.slices import Slices, finished
from tests.makers import PASSWORD, TODAY, SmallOffice, an_office
from tests.usecases.statements import full_log
from tests.usecases.test_imports import ANNA, CUSTOMERS, HEADER, a_file, counts, register


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    """An empty office of six people."""
    made = an_office(tmp_path)
    yield made
    made.close()


def going_on(_done: int, _total: int) -> bool:
    return True


def prepared_of(tmp_path: Path, *rows: str, **more: Treatment) -> Prepared:
    return replace(prepare(a_file(tmp_path, *rows), CUSTOMERS, today=TODAY), **more)  # type: ignore[arg-type]  # on purpose, or fields by their names


def both(office: SmallOffice, prepared: Prepared) -> Report:
    """Try, then take in; the two say the same."""
    tried = office.do("handl", dry_run, prepared)
    assert office.do("handl", take_in, prepared) == tried
    return tried


def pauses(steps: Slices[Any]) -> int:
    """Return how often the work paused."""
    return sum(1 for _pause in steps)


def test_a_corrected_row_goes_in_where_it_stood(office: SmallOffice, tmp_path: Path) -> None:
    rows = ("1;Bo;;;;12;Ekby;;", "2;Siv;;;;;;;", "3;Eva;19780412-2386;;;;;;")
    prepared = prepared_of(tmp_path, *rows)
    still = corrected(prepared, 1, Column.POSTAL_CODE, "13")
    assert [error.row for error in still.errors] == [1, 3]
    mended = corrected(still, 1, Column.POSTAL_CODE, " 12345 ")
    mended = corrected(mended, 3, Column.IDENTITY, "19780412-2385")
    assert mended.errors == ()
    assert [row.row for row in mended.rows] == [1, 2, 3]
    assert counts(both(office, mended)) == (3, 0, 0, 0)
    assert [line[3] for line in register(office)] == [[], [], ["197804122385"]]
    assert register(office)[0][4][0][1] == "123 45"


def test_a_correction_can_be_wrong_again(tmp_path: Path) -> None:
    prepared = corrected(prepared_of(tmp_path, "1;Bo;;;;12;;;"), 1, Column.POSTAL_CODE, "12345")
    assert len(prepared.rows) == 1
    again = corrected(prepared, 1, Column.POSTAL_CODE, "1")
    assert list(again.rows) == []
    assert [error.code for error in again.errors] == ["invalid_postal_code"]


def test_a_row_that_is_left_out_is_skipped_until_it_is_taken_back(
    office: SmallOffice, tmp_path: Path
) -> None:
    prepared = left_out(prepared_of(tmp_path, "1;Bo;19780412-2386;;;;;;", "2;Siv;;;;;;;"), 1)
    assert counts(office.do("handl", dry_run, prepared)) == (1, 0, 0, 1)
    assert counts(office.do("handl", dry_run, left_out(prepared, 1))) == (2, 0, 0, 0)


def test_duplicates_are_merged_where_somebody_says_so(office: SmallOffice, tmp_path: Path) -> None:
    rows = (
        ANNA,
        "1001;Anna Lindqvist;;;;;;08-465 004 00;",
        ";Bo Ek;19900202-2383;;;;;;",
        "1003;Bo Ekman;900202-2383;;;;;;",
        "1004;Eva Ek;;;;12;;;",
        "1004;Eva Ek;;;;;;;",
    )
    prepared = prepared_of(tmp_path, *rows, duplicates=Treatment.MERGE)
    identities = [row.personal for row in prepared.rows]
    report = both(office, prepared)
    assert counts(report) == (3, 2, 0, 1)
    assert [(line[0], line[1]) for line in register(office)] == [
        ("1001", "Anna Lindqvist"), ("1003", "Bo Ekman"), ("1004", "Eva Ek"),
    ]  # fmt: skip
    assert register(office)[0][5] == ["08-465 004 00"]
    assert identities[2] == identities[3]


def test_a_duplicate_that_fits_two_earlier_rows_is_an_error(
    office: SmallOffice, tmp_path: Path
) -> None:
    rows = (ANNA, "1002;Bo Ek;;;;;;;", "1002;Bo Ek;197804122385;;;;;;", "1002;Bo Ek;;;;;;;")
    report = both(office, prepared_of(tmp_path, *rows, duplicates=Treatment.MERGE))
    assert counts(report) == (2, 1, 0, 1)
    assert [(error.row, error.code) for error in report.errors] == [(3, "number_conflict")]


def test_known_ones_are_merged_twice_or_left_as_they_are(
    office: SmallOffice, tmp_path: Path
) -> None:
    office.do("handl", take_in, prepared_of(tmp_path, ANNA))
    rows = ("1001;Anna Ek;;;;;;;", "1001;Anna Alm;;;;;;;")
    spared = prepared_of(tmp_path, *rows, known=Treatment.SKIP, duplicates=Treatment.MERGE)
    assert counts(both(office, spared)) == (0, 0, 1, 1)
    assert register(office)[0][1] == "Anna Lindqvist"
    merged = prepared_of(tmp_path, *rows, duplicates=Treatment.MERGE)
    assert counts(both(office, merged)) == (0, 2, 0, 0)
    assert register(office)[0][1] == "Anna Alm"


def test_rows_of_companies_are_merged_by_their_number(office: SmallOffice, tmp_path: Path) -> None:
    rows = ("1;Ek AB;559999-0008;;;;;;", "2;Ek Bygg AB;5599990008;;;;;;")
    report = both(office, prepared_of(tmp_path, *rows, duplicates=Treatment.MERGE))
    assert counts(report) == (1, 1, 0, 0)


def test_sealed_before_the_transaction_reads_as_sealed_within(
    office: SmallOffice, tmp_path: Path
) -> None:
    prepared = prepared_of(tmp_path, ANNA, "2;Bo;;;;;;;")
    sealed = finished(sealing(prepared, office.desk("handl").keys, now=office.clock()))
    assert {number for number, _cell in sealed.sealed.items()} == {1}
    assert "197804122385" not in repr(sealed.sealed)
    assert counts(both(office, sealed)) == (2, 0, 0, 0)
    assert counts(both(office, sealed)) == (0, 2, 0, 0)
    assert register(office)[0][3] == ["197804122385"]
    other = corrected(
        replace(sealed, given={1: tuple(ANNA.split(";"))}), 1, Column.IDENTITY, "19900202-2383"
    )
    assert len(other.sealed) == 0


def many(tmp_path: Path, count: int) -> Path:
    return a_file(tmp_path, *(f"{n};Person {n};;;;;;;" for n in range(count)))


def test_everything_before_the_transaction_pauses(office: SmallOffice, tmp_path: Path) -> None:
    path = many(tmp_path, IN_A_SLICE)
    assert pauses(previewing(path, ImportKind.CUSTOMERS)) == 2
    assert pauses(preparing(path, CUSTOMERS, today=TODAY, periods=SHIPPED)) == 1 + IN_A_SLICE // 250
    prepared = prepare(path, CUSTOMERS, today=TODAY)
    keys = office.desk("handl").keys
    assert pauses(sealing(prepared, keys, now=office.clock())) == IN_A_SLICE // 250
    assert pauses(fetching(path, prepared, {7})) == 2
    again = trying_again(office.desk("handl"), path, prepared, going_on)
    assert pauses(again) == 1 + IN_A_SLICE // 250


def test_a_dry_run_in_slices_says_the_same_as_one_at_a_stretch(
    office: SmallOffice, tmp_path: Path
) -> None:
    desk, path = office.desk("handl"), many(tmp_path, 600)
    with path.open("a", encoding="cp1252") as file:
        file.write("3;Igen;;;;;;;\r\n599;Igen;;;;;;;\r\n")
    prepared = left_out(prepare(path, CUSTOMERS, today=TODAY), 5)
    _prepared, report = finished(trying_again(desk, path, prepared, going_on))
    assert report == desk.do(dry_run, prepared)
    assert counts(report) == (599, 0, 2, 1)
    assert office.acts().count("import.tried") == 2
    with pytest.raises(ImportCancelled):
        finished(trying_again(desk, path, prepared, lambda _done, _total: False))


def test_a_job_tries_corrects_and_takes_in(office: SmallOffice, tmp_path: Path) -> None:
    desk, path = office.desk("handl"), a_file(tmp_path, "1;Bo;;;;12;;;", "2;Siv;;;;;;;")
    digest = finished(previewing(path, ImportKind.CUSTOMERS)).digest
    prepared, report = finished(trying(desk, path, CUSTOMERS, digest, going_on))
    assert counts(report) == (1, 0, 0, 1)
    mended = corrected(prepared, 1, Column.POSTAL_CODE, "12345")
    again, report = finished(trying_again(desk, path, mended, going_on))
    assert counts(report) == (2, 0, 0, 0)
    assert finished(importing(desk, path, again, PASSWORD, going_on)) == report
    assert office.acts()[-2:] == ["party.imported", "import.taken_in"]
    assert "password.confirmed" in office.acts()


def test_a_wrong_password_takes_in_nothing(office: SmallOffice, tmp_path: Path) -> None:
    desk, path = office.desk("handl"), a_file(tmp_path, ANNA)
    prepared = prepare(path, CUSTOMERS, today=TODAY)
    with pytest.raises(NotAllowed):
        finished(importing(desk, path, prepared, "fel lösenord", going_on))
    assert register(office) == []


def test_a_stop_while_sealing_takes_in_nothing(office: SmallOffice, tmp_path: Path) -> None:
    desk, path = office.desk("handl"), many(tmp_path, 300)
    prepared = prepare(path, CUSTOMERS, today=TODAY)
    with pytest.raises(ImportCancelled):
        finished(importing(desk, path, prepared, PASSWORD, lambda _done, _total: False))
    assert register(office) == []


def test_a_file_that_changes_is_noticed_at_every_step(office: SmallOffice, tmp_path: Path) -> None:
    desk, path = office.desk("handl"), a_file(tmp_path, ANNA)
    digest = finished(previewing(path, ImportKind.CUSTOMERS)).digest
    prepared = prepare(path, CUSTOMERS, today=TODAY)
    a_file(tmp_path, ANNA, "2;Bo;;;;;;;")
    for steps in (
        trying(desk, path, CUSTOMERS, digest, going_on),
        importing(desk, path, prepared, PASSWORD, going_on),
        fetching(path, prepared, {1}),
    ):
        with pytest.raises(InvalidInput) as refused:
            finished(steps)
        assert "has changed" in refused.value.message
    assert register(office) == []


def test_a_file_that_changes_while_it_is_read_is_noticed(tmp_path: Path) -> None:
    path = a_file(tmp_path, *(f"{n};{'å' * 900};;;;;;;" for n in range(3000)), encoding="utf-8")
    stream = finished(import_files.opening(path))
    next(stream.rows)
    with path.open("r+b") as file:
        file.seek(2_000_000)
        file.write(b"\xff" * 400)
    with pytest.raises(InvalidInput) as refused:
        list(stream.rows)
    assert "has changed" in refused.value.message


def test_a_path_with_swedish_letters_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "Ärenden på ön"
    folder.mkdir()
    path = a_file(folder, ANNA).rename(folder / "kunder från åäö.csv")
    assert prepare(path, CUSTOMERS, today=TODAY).count == 1


def test_rows_with_errors_are_exported_as_given_but_escaped(
    office: SmallOffice, tmp_path: Path
) -> None:
    desk = office.desk("handl")
    office.do("handl", take_in, prepared_of(tmp_path, ANNA, "1002;Bo;;;;;;;"))
    path = a_file(
        tmp_path,
        "1;+46 Åsa;19780412-2386;@gatan;;12;-5;;",
        "2;Siv;;;;;;;",
        "1002;Bo;19780412-2385;;;;;;",
    )
    prepared, report = finished(trying(desk, path, CUSTOMERS, "", going_on))
    assert {error.row for error in report.errors} == {1, 3}
    target = tmp_path / "felrader åäö.csv"
    prepared = corrected(prepared, 1, Column.POSTAL_CODE, "13")
    assert desk.do(export_errors, prepared, report, target, "sv") == 2
    lines = list(csv.reader(target.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert lines[0] == [*HEADER.split(";"), "Rad", "Fel"]
    assert lines[1][:7] == ["1", "'+46 Åsa", "19780412-2386", "'@gatan", "", "12", "'-5"]
    assert lines[1][9] == "1"
    assert lines[2][0] == "1002"
    assert len(lines) == 3
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert office.acts()[-1] == "import.errors_exported"
    with pytest.raises(InvalidInput):
        desk.do(export_errors, prepared, report, tmp_path / "borta" / "fel.csv", "sv")
    with pytest.raises(NotAllowed):
        office.do("lasare", export_errors, prepared, report, target, "sv")
    unlogged = tmp_path / "utan rad.csv"
    with full_log(office), pytest.raises(CannotSave):
        desk.do(export_errors, prepared, report, unlogged, "sv")
    assert not unlogged.exists()


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_becomes_a_formula(sign: str) -> None:
    assert escaped(f"{sign}1") == f"'{sign}1"
    assert escaped(f"1{sign}") == f"1{sign}"


def test_every_error_has_a_hint(office: SmallOffice, tmp_path: Path) -> None:
    others = {"invalid_text", "missing_name", "already_due", "number_conflict", "protected"}
    others |= {"restricted", "missing_consent", "missing_town"}
    assert set(HINTS) == {*CODES.values(), *others}


def test_an_address_without_a_town_is_a_warning_and_goes_in(
    office: SmallOffice, tmp_path: Path
) -> None:
    rows = ("1;Anna;;Storgatan 1;;123 45;;;", "2;Bo;;;;;;;", "3;Cia;;Ekgatan 2;;123;;;")
    prepared = prepared_of(tmp_path, *rows)
    told = [(e.row, e.code, e.is_warning) for e in prepared.errors]
    bad = (3, "invalid_postal_code", False)
    assert told == [(1, "missing_town", True), bad, (3, "missing_town", True)]
    report = office.do("handl", take_in, prepared)
    assert counts(report) == (2, 0, 0, 1)
    assert [error["row"] for error in as_json(report, "sv")["errors"]] == [3]
    mended = corrected(prepared, 1, Column.TOWN, "Ekby")
    assert [error.row for error in mended.errors] == [3, 3]
    header = "Kundnr;Namn;Adress1"
    path = a_file(tmp_path, "1;Anna;Storgatan 1", header=header)
    assert prepare(path, CUSTOMERS, today=TODAY).errors == ()


def test_a_large_file_in_cp1252_is_counted_across_blocks(tmp_path: Path) -> None:
    path = a_file(tmp_path, *(f"{n};{'Å' * 150};;;;;;;" for n in range(8000)))
    seen = finished(previewing(path, ImportKind.CUSTOMERS))
    assert (seen.count, seen.encoding, len(seen.rows)) == (8000, "cp1252", 8)


def test_the_office_is_as_it_was_when_the_job_is_closed(
    office: SmallOffice, tmp_path: Path
) -> None:
    path = many(tmp_path, 600)
    prepared = prepare(path, CUSTOMERS, today=TODAY)
    steps = importing(office.desk("handl"), path, prepared, PASSWORD, going_on)
    next(steps)
    next(steps)
    steps.close()

    def look(visit: Visit) -> int:
        return len(visit.office.parties.find())

    assert office.inside("handl", look) == 0


@pytest.mark.parametrize("together", [1, 20_000])
def test_merging_finds_those_that_are_written_already(
    office: SmallOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    monkeypatch.setattr(import_writing, "TOGETHER", together)
    rows = (ANNA, "1002;Bo;;;;;;;", "1001;Anna Ek;197804122385;;;;;;")
    report = both(office, prepared_of(tmp_path, *rows, duplicates=Treatment.MERGE))
    assert counts(report) == (2, 1, 0, 0)
    assert [line[1] for line in register(office)] == ["Anna Ek", "Bo"]


def test_a_file_of_too_many_rows_is_told_to_be_divided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_files, "MOST_ROWS", 2)
    with pytest.raises(InvalidInput) as refused:
        prepared_of(tmp_path, "1;A;;;;;;;", "2;B;;;;;;;", "3;C;;;;;;;")
    assert "too large" in refused.value.message


def test_letters_of_an_old_encoding_are_told_even_where_they_can_be_read(tmp_path: Path) -> None:
    path = a_file(tmp_path, "1;Gården;;;;;;;", encoding="cp850")
    with pytest.raises(InvalidInput) as refused:
        prepare(path, CUSTOMERS, today=TODAY)
    assert "UTF-8" in refused.value.message
