"""A file of customers goes in as one act, comes out equal, or changes nothing."""

from __future__ import annotations

import csv
import io
import os
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import xlsxwriter

from registerdesk.domain.audit import LogRow
from registerdesk.domain.errors import InvalidInput, NotAllowed
from registerdesk.domain.fictional import FictionalParty, people
from registerdesk.domain.fields import Purpose
from registerdesk.domain.imports import Column, ImportKind, Report
from registerdesk.domain.parties import PartyKind, Protection, RelationKind
from registerdesk.domain.restrictions import RestrictionGround
from registerdesk.domain.sources import Channel, Source
from registerdesk.storage.bulk import Bulk
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.imports import (
    ARGUMENTS,
    ImportCancelled,
    ImportOptions,
    as_json,
    import_file,
    prepare,
    preview,
    take_in,
)
from registerdesk.usecases.protection import mark_protected
from registerdesk.usecases.purposes import change_purpose, list_purposes
from registerdesk.usecases.restrictions import NewRestriction, restrict
from registerdesk.usecases.search import find
from tests.makers import TODAY, SmallOffice, an_office
from tests.usecases.tables import read_table

HEADER = "Kundnr;Namn;Orgnr/Personnr;Adress1;Adress2;Postnr;Ort;Telefon;E-post"
ANNA = "1001;Anna Lindqvist;19780412-2385;Storgatan 1;;123 45;Ekby;070-174 06 05;anna@example.com"
CUSTOMERS = ImportOptions(kind=ImportKind.CUSTOMERS, source="Bokföringsprogrammet")
LONG_EXPORT, SHORT_EXPORT = 20_000, 2_000


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    """An empty office of six people."""
    made = an_office(tmp_path)
    yield made
    made.close()


def a_file(tmp_path: Path, *rows: str, header: str = HEADER, encoding: str = "cp1252") -> Path:
    """Write a file as bookkeeping programs do."""
    path = tmp_path / "kunder.csv"
    path.write_bytes("".join(f"{line}\r\n" for line in (header, *rows)).encode(encoding))
    return path


def taken(
    office: SmallOffice, path: Path, options: ImportOptions = CUSTOMERS, user: str = "handl"
) -> Report:
    """Import a file at somebody's desk."""
    return import_file(office.desk(user), path, options, today=TODAY)


def counts(report: Report) -> tuple[int, int, int, int]:
    """Return new, updated, duplicates and skipped, which add up."""
    four = (report.new, report.updated, report.duplicates, report.skipped)
    assert sum(four) == report.rows
    return four


def register(office: SmallOffice) -> list[tuple[Any, ...]]:
    """Return everybody in the register, as a file would say it."""

    def look(visit: Visit) -> list[tuple[Any, ...]]:
        found = []
        for party in visit.office.parties.find(limit=100_000):
            (relation,) = visit.office.relations.of(party.id)
            numbers = visit.office.party_numbers.of(party.id)
            addresses = visit.office.addresses.of(party.id)
            phones = [p.typed for p in visit.office.phones.of(party.id)]
            emails = [e.address for e in visit.office.emails.of(party.id)]
            place = [(a.street, a.postal_code, a.town) for a in addresses]
            identity = [n.personal or n.organisation for n in numbers]
            kind = party.kind is PartyKind.COMPANY
            found.append(
                (relation.number, party.display_name, kind, identity, place, phones, emails)
            )
        return sorted(found)

    return office.inside("handl", look)


def a_line(number: str, person: FictionalParty) -> list[str]:
    """Return somebody as a row of the export."""
    identity = f"{person.identity[:-4]}-{person.identity[-4:]}"
    place = [person.street, "", person.postal_code.replace(" ", ""), person.town]
    return [number, person.name, identity, *place, person.phone, person.email]


def an_export(tmp_path: Path, count: int) -> tuple[Path, list[tuple[Any, ...]]]:
    """Write a large export; return it with what must come out."""
    everybody = [(f"{10_000 + at}", p) for at, p in enumerate(people(count, seed=11))]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER.split(";"))
    writer.writerows(a_line(number, person) for number, person in everybody)
    path = tmp_path / "export.csv"
    path.write_bytes(text.getvalue().encode("cp1252"))
    return path, sorted(
        (
            *(number, p.name, p.is_company, [p.identity]),
            *([(p.street, p.postal_code, p.town)], [p.phone], [p.email]),
        )
        for number, p in everybody
    )


def test_an_export_goes_in_and_comes_out_equal(office: SmallOffice, tmp_path: Path) -> None:
    path, expected = an_export(tmp_path, SHORT_EXPORT)
    assert counts(taken(office, path)) == (SHORT_EXPORT, 0, 0, 0)
    assert register(office) == expected


@pytest.mark.long
def test_twenty_thousand_customers_go_in_and_come_out_equal(
    office: SmallOffice, tmp_path: Path
) -> None:
    path, expected = an_export(tmp_path, LONG_EXPORT)
    start = time.perf_counter()
    assert counts(taken(office, path)) == (LONG_EXPORT, 0, 0, 0)
    print(f"{LONG_EXPORT} customers in {time.perf_counter() - start:.1f} s")
    assert register(office) == expected


def test_what_went_in_is_found_by_search(office: SmallOffice, tmp_path: Path) -> None:
    taken(office, a_file(tmp_path, ANNA, "1002;Åsa Öberg;;;;;;;"))
    for text in ("anna", "lindq", "0605", "1001", "19780412", "197804122385", "anna@ex"):
        assert [h.name for h in office.do("handl", find, text).persons] == ["Anna Lindqvist"]
    assert office.do("handl", find, "lindqvits").suggestion is not None
    assert [h.name for h in office.do("lasare", find, "oeb").persons] == ["Åsa Öberg"]


def test_every_value_carries_the_file_as_its_source(office: SmallOffice, tmp_path: Path) -> None:
    options = replace(
        CUSTOMERS,
        purpose=Purpose.BOOKKEEPING,
        channel=Channel.EMAIL,
        collected_on=date(2026, 10, 1),
    )
    taken(office, a_file(tmp_path, ANNA), options)

    def look(visit: Visit) -> set[tuple[Any, ...]]:
        (party,) = visit.office.parties.find()
        registers = ("parties", "party_numbers", "addresses", "phones", "emails", "relations")
        rows = [r for name in registers for r in getattr(visit.office, name).of(party.id)]
        assert len(rows) == 6
        return {(r.source, r.source_detail, r.channel, r.collected_on, r.purpose) for r in rows}

    expected = (Source.FILE, CUSTOMERS.source, Channel.EMAIL, date(2026, 10, 1))
    assert office.inside("handl", look) == {(*expected, Purpose.BOOKKEEPING)}


def about(office: SmallOffice, party_id: UUID) -> list[LogRow]:
    """Return what the log says of somebody."""
    return office.inside("ombud", lambda visit: visit.office.log.about(party_id))


def test_the_log_names_everybody_who_came_in(office: SmallOffice, tmp_path: Path) -> None:
    taken(office, a_file(tmp_path, ANNA, "1002;Bo Ek;;;;;;;"))
    rows = {row.event.act: row.event for row in office.log()}
    assert len(rows["party.imported"].objects) == 2
    assert rows["import.taken_in"].count == 2
    assert len(rows["import.taken_in"].digest) == 64
    for party_id in rows["party.imported"].objects:
        assert about(office, party_id)


def test_an_invalid_identity_number_stays_outside_and_its_row_goes_in(
    office: SmallOffice, tmp_path: Path
) -> None:
    report = taken(office, a_file(tmp_path, ANNA.replace("2385", "2386")))
    assert counts(report) == (1, 0, 0, 0)
    (error,) = report.errors
    assert (error.row, error.field, error.code) == (
        1, Column.IDENTITY, "invalid_identity_number",
    )  # fmt: skip
    assert error.value_masked == "19780412-••••"
    assert register(office)[0][3] == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1;Anna;;;;;;12;", "invalid_phone"),
        ("1;Anna;;;;;;;anna.example.com", "invalid_email"),
        ("1;Anna;;;;1234;;;", "invalid_postal_code"),
        ("1;Anna;;;;;12345;;", "invalid_town"),
        ("1;;;;;;;;", "missing_name"),
        (f"1;{'A' * 201};;;;;;;", "invalid_text"),
        ("1;Anna\u0007;;;;;;;", "invalid_text"),
    ],
)
def test_a_row_with_any_other_error_stays_outside(
    office: SmallOffice, tmp_path: Path, row: str, code: str
) -> None:
    report = taken(office, a_file(tmp_path, row, "2;Bo Ek;;;;;;;", encoding="utf-8"))
    assert counts(report) == (1, 0, 0, 1)
    assert [error.code for error in report.errors] == [code]
    assert [line[1] for line in register(office)] == ["Bo Ek"]


def test_the_report_hides_what_it_says_was_wrong(office: SmallOffice, tmp_path: Path) -> None:
    path = a_file(tmp_path, "1;Anna;19780412-2386;;;;;0701740;anna.example", "2;;;;;;;;")
    report = as_json(taken(office, path), "sv")
    assert list(report) == ["rows", "new", "updated", "duplicates", "skipped", "errors"]
    assert {tuple(e) for e in report["errors"]} == {
        ("row", "field", "value_masked", "code", "message")
    }
    assert not any(s in str(report) for s in ("2386", "0701740", "anna.example", "Anna"))
    messages = {e["message"] for e in report["errors"]}
    assert "Raden saknar namn. Lägg till det i filen." in messages


def test_a_known_number_is_an_update_with_history_and_source(
    office: SmallOffice, tmp_path: Path
) -> None:
    taken(office, a_file(tmp_path, ANNA))
    changed = ANNA.replace("Lindqvist", "Nyström").replace("06 05", "06 06")
    changed = changed.replace("Storgatan 1", "Ekgatan 2").replace("anna@", "nystrom@")
    again = replace(CUSTOMERS, source="Ny export")
    assert counts(taken(office, a_file(tmp_path, changed), again)) == (0, 1, 0, 0)
    ((number, name, *_rest, place, phones, emails),) = register(office)
    assert (number, name, place[0][0]) == ("1001", "Anna Nyström", "Ekgatan 2")
    assert (phones, emails) == (["070-174 06 06"], ["nystrom@example.com"])

    def look(visit: Visit) -> tuple[set[str], set[tuple[str, str]]]:
        history = visit.office.history.find()
        origins = visit.office.origins.find()
        return (
            {str(h.old_value) for h in history if h.field == "display_name"},
            {(o.field, o.source_detail) for o in origins},
        )

    old, origins = office.inside("handl", look)
    assert old == {'"Anna Lindqvist"'}
    assert {("display_name", "Ny export"), ("street", "Ny export")} <= origins
    assert [h.name for h in office.do("handl", find, "nyst").persons] == ["Anna Nyström"]
    assert office.do("handl", find, "lindqvist").persons == ()


def test_the_same_file_again_changes_nothing(office: SmallOffice, tmp_path: Path) -> None:
    path, expected = an_export(tmp_path, 50)
    taken(office, path)
    assert counts(taken(office, path)) == (0, 50, 0, 0)
    assert register(office) == expected
    assert office.inside("handl", lambda visit: visit.office.history.find()) == []


def test_what_the_file_leaves_empty_stays(office: SmallOffice, tmp_path: Path) -> None:
    taken(office, a_file(tmp_path, ANNA))
    before = register(office)
    taken(office, a_file(tmp_path, "1001;Anna Lindqvist;;;;;;;"))
    assert register(office) == before


def test_somebody_is_known_by_the_identity_number_too(office: SmallOffice, tmp_path: Path) -> None:
    taken(office, a_file(tmp_path, ANNA))
    suppliers = replace(CUSTOMERS, kind=ImportKind.SUPPLIERS)
    path = a_file(
        tmp_path, "L7;Anna Lindqvist;197804122385", header="Leverantörsnr;Namn;Personnummer"
    )
    assert counts(taken(office, path, suppliers)) == (0, 1, 0, 0)
    relations = office.inside("handl", lambda visit: visit.office.relations.find())
    assert {(r.kind, r.number) for r in relations} == {
        (RelationKind.CUSTOMER, "1001"), (RelationKind.SUPPLIER, "L7"),
    }  # fmt: skip
    assert len({r.party_id for r in relations}) == 1


def test_a_name_alone_makes_nobody_known(office: SmallOffice, tmp_path: Path) -> None:
    taken(office, a_file(tmp_path, ANNA))
    assert counts(taken(office, a_file(tmp_path, "1002;Anna Lindqvist;;;;;;;"))) == (1, 0, 0, 0)


def test_the_same_number_a_second_time_in_the_file_is_a_duplicate(
    office: SmallOffice, tmp_path: Path
) -> None:
    rows = (ANNA, "1001;Bo Ek;;;;;;;", "1003;Anna L;7804122385;;;;;;")
    assert counts(taken(office, a_file(tmp_path, *rows))) == (1, 0, 2, 0)
    assert [line[1] for line in register(office)] == ["Anna Lindqvist"]


def test_a_number_of_one_and_an_identity_of_another_is_an_error(
    office: SmallOffice, tmp_path: Path
) -> None:
    taken(office, a_file(tmp_path, ANNA, "1002;Bo Ek;;;;;;;"))
    report = taken(office, a_file(tmp_path, "1002;Bo Ek;197804122385;;;;;;"))
    assert counts(report) == (0, 0, 0, 1)
    assert [error.code for error in report.errors] == ["number_conflict"]


def test_a_protected_person_is_not_changed_by_a_file(office: SmallOffice, tmp_path: Path) -> None:
    taken(office, a_file(tmp_path, ANNA))
    (hit,) = office.do("handl", find, "anna").persons
    office.do("handl", mark_protected, hit.party_id, Protection.MARKED)
    report = taken(office, a_file(tmp_path, ANNA.replace("Ekby", "Nyby")))
    assert counts(report) == (0, 0, 0, 1)
    assert [error.code for error in report.errors] == ["protected"]


def test_a_restricted_person_is_not_changed_by_a_file(office: SmallOffice, tmp_path: Path) -> None:
    taken(office, a_file(tmp_path, ANNA))
    (hit,) = office.do("handl", find, "anna").persons
    held = NewRestriction(ground=RestrictionGround.ACCURACY, since=TODAY)
    office.do("handl", restrict, hit.party_id, held)
    report = taken(office, a_file(tmp_path, ANNA.replace("Ekby", "Nyby")))
    assert counts(report) == (0, 0, 0, 1)
    assert [error.code for error in report.errors] == ["restricted"]
    towns = office.inside("handl", lambda v: v.office.addresses.of(hit.party_id))
    assert [address.town for address in towns] == ["Ekby"]


def test_a_file_without_numbers_registers_no_protected_person_again(
    office: SmallOffice, tmp_path: Path
) -> None:
    taken(office, a_file(tmp_path, ANNA))
    (hit,) = office.do("handl", find, "anna").persons
    office.do("handl", mark_protected, hit.party_id, Protection.MARKED)
    report = taken(office, a_file(tmp_path, ";" + ANNA.partition(";")[2]))
    assert [error.code for error in report.errors] == ["protected"]
    assert office.do("handl", find, "anna").total == 1  # by name, to those named


def test_rows_without_a_number_get_one_that_is_free(office: SmallOffice, tmp_path: Path) -> None:
    rows = (";Bo Ek;;;;;;;", "K-10001;Eva Ek;;;;;;;", ";Siv Ek;;;;;;;")
    assert counts(taken(office, a_file(tmp_path, *rows))) == (3, 0, 0, 0)
    assert [line[0] for line in register(office)] == ["K-10001", "K-10002", "K-10003"]
    (hit,) = office.do("handl", find, "K-10003").persons
    assert hit.number == "K-10003"


def test_who_a_row_without_identity_number_is_depends_on_what_was_said(
    office: SmallOffice, tmp_path: Path
) -> None:
    taken(office, a_file(tmp_path, "1;Bo Ek;;;;;;;"))
    company = replace(CUSTOMERS, kind_without_number=PartyKind.COMPANY)
    taken(office, a_file(tmp_path, "2;Ekbolaget;;;;;;;", "3;Åke;7804122385;;;;;;"), company)
    assert [line[2] for line in register(office)] == [False, True, False]


def test_a_relation_that_should_be_erased_already_does_not_go_in(
    office: SmallOffice, tmp_path: Path
) -> None:
    header = "Kundnr;Namn;Kund sedan;Avslutad"
    path = a_file(tmp_path, "1;Bo;2010-01-01;2020-01-01", "2;Siv;20100101;", header=header)
    report = taken(office, path)
    assert counts(report) == (1, 0, 0, 1)
    assert [error.code for error in report.errors] == ["already_due"]
    (relation,) = office.inside("handl", lambda visit: visit.office.relations.find())
    assert relation.started == date(2010, 1, 1)


def test_a_line_that_begins_with_care_of_is_kept_as_such(
    office: SmallOffice, tmp_path: Path
) -> None:
    rows = ("1;Bo;;c/o Andersson;Gatan 2;;;;", "2;Siv;;Gatan 3;Lgh 1102;;;;")
    taken(office, a_file(tmp_path, *rows))
    addresses = office.inside("handl", lambda visit: visit.office.addresses.find())
    assert {(a.care_of, a.street) for a in addresses} == {
        ("Andersson", "Gatan 2"), ("", "Gatan 3, Lgh 1102"),
    }  # fmt: skip


def test_unknown_columns_are_not_imported(office: SmallOffice, tmp_path: Path) -> None:
    path = a_file(tmp_path, "1;Bo Ek;Katolik;44", header="Kundnr;Namn;Religion;Skostorlek")
    report = taken(office, path)
    assert report.left_out == ("Religion", "Skostorlek")
    assert report.columns == ("Kundnr", "Namn")
    seen = preview(path, ImportKind.CUSTOMERS)
    assert seen.columns == (Column.NUMBER, Column.NAME, None, None)
    assert seen.rows == (("1", "Bo Ek", "Katolik", "44"),)


def test_somebody_may_choose_what_a_column_is(office: SmallOffice, tmp_path: Path) -> None:
    path = a_file(tmp_path, "1;Bo Ek;08-465 004 00", header="A;B;C")
    chosen = replace(CUSTOMERS, columns=(Column.NUMBER, Column.NAME, Column.PHONE))
    assert counts(taken(office, path, chosen)) == (1, 0, 0, 0)
    assert register(office)[0][5] == ["08-465 004 00"]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
def test_every_usual_way_of_writing_a_table_is_read(
    tmp_path: Path, separator: str, encoding: str
) -> None:
    path = tmp_path / "fil.txt"
    text = "Kundnr;Namn\n\n1;Åsa Öberg\n2;Ärla Ål\n".replace(";", separator)
    path.write_bytes(text.encode(encoding))
    table = read_table(path)
    assert table.header == ("Kundnr", "Namn")
    assert table.rows == [["1", "Åsa Öberg"], ["2", "Ärla Ål"]]
    assert table.separator == separator


def a_workbook(tmp_path: Path, *rows: tuple[object, ...]) -> Path:
    """Write an XLSX file."""
    path = tmp_path / "kunder.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return path


def test_a_workbook_is_read_as_the_text_that_it_shows(office: SmallOffice, tmp_path: Path) -> None:
    header = ("Kundnr", "Namn", "Personnr", "Postnr", "Telefon")
    path = a_workbook(tmp_path, header, (1001, "Åsa Öberg", 197804122385, 12345, "070-174 06 05"))
    assert counts(taken(office, path)) == (1, 0, 0, 0)
    ((number, name, _kind, identity, place, phones, _emails),) = register(office)
    assert (number, name, identity) == ("1001", "Åsa Öberg", ["197804122385"])
    assert (place[0][1], phones) == ("123 45", ["070-174 06 05"])


def packed(tmp_path: Path, name: str, content: bytes) -> Path:
    """Write a workbook whose sheet is some bytes."""
    path = a_workbook(tmp_path, ("Kundnr", "Namn"), (1, "Bo"))
    with zipfile.ZipFile(path) as book:
        parts = {entry: book.read(entry) for entry in book.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for entry, data in (parts | {name: content}).items():
            book.writestr(entry, data)
    return path


def a_bomb(tmp_path: Path) -> Path:
    """A sheet of 300 MB that packs to a third of one."""
    path = a_workbook(tmp_path, ("Kundnr", "Namn"), (1, "Bo"))
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as book,
        book.open("xl/worksheets/sheet2.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(300):
            part.write(bytes(1024 * 1024))
    return path


def a_lying_bomb(tmp_path: Path) -> Path:
    """A sheet that says it is small, and is not."""
    path = packed(tmp_path, "xl/worksheets/sheet1.xml", bytes(60 * 1024 * 1024))
    data = path.read_bytes()
    path.write_bytes(data.replace((60 * 1024 * 1024).to_bytes(4, "little"), b"\x10\x00\x00\x00"))
    return path


def a_large_file(tmp_path: Path) -> Path:
    """A text file of 300 MB, most of which is a hole."""
    path = tmp_path / "stor.csv"
    with path.open("wb") as file:
        file.write(f"{HEADER}\n{ANNA}\n".encode())
        file.truncate(300 * 1024 * 1024)
    return path


def written(tmp_path: Path, content: bytes) -> Path:
    """Write some bytes."""
    path = tmp_path / "fil.csv"
    path.write_bytes(content)
    return path


BAD_FILES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "nothing": (lambda p: written(p, b""), "inte en tabell"),
    "prose": (lambda p: written(p, "Hej på dig.\nHej då.".encode()), "inte en tabell"),
    "a picture": (lambda p: written(p, b"\x89PNG\r\n\x1a\n\0\0;;\0"), "inte en tabell"),
    "a header alone": (a_file, "inga rader"),
    "missing": (lambda p: p / "borta.csv", "gick inte att läsa"),
    "a folder": (lambda p: p, "gick inte att läsa"),
    "an old workbook": (lambda p: written(p, b"\xd0\xcf\x11\xe0\xa1\xb1"), "gammalt Excelformat"),
    "a damaged workbook": (lambda p: written(p, b"PK\x03\x04damaged"), "inte en tabell"),
    "another archive": (lambda p: packed(p, "xl/workbook.xml", b"<x/>"), "inte en tabell"),
    "no names": (lambda p: a_file(p, "1;2", header="Kundnr;Ort"), "Kalla den Namn"),
    "no numbers": (lambda p: a_file(p, "Bo;Ekby", header="Namn;Ort"), "Kalla den Kundnr"),
    "a DOS encoding": (
        lambda p: a_file(p, "1;Åsa Öberg på gården;;;;;;;", encoding="cp850"), "UTF-8",
    ),
    "no encoding": (lambda p: written(p, f"{HEADER}\n1;\x81\x8d\n".encode("latin-1")), "UTF-8"),
    "half a character": (
        lambda p: written(p, b"\xef\xbb\xbf" + HEADER.encode() + b"\n1;\xc3"), "UTF-8",
    ),
    "a formula": (lambda p: a_file(p, '1;"=HYPERLINK(""x"")";;;;;;;'), "formel"),
    "a formula in a workbook": (
        lambda p: a_workbook(p, ("Kundnr", "Namn"), (1, "=1+1")), "formler",
    ),
    "a cell too many": (lambda p: a_file(p, ANNA + ";en till"), "fler celler"),
    "a quotation without end": (lambda p: a_file(p, '1;"Bo;;;;;;;', ANNA), "citattecken"),
    "an endless cell": (lambda p: a_file(p, f"1;{'A' * 30_000};;;;;;;"), "slut"),
    "an endless header": (lambda p: a_file(p, "1", header="A;" * 150_000), "inte en tabell"),
    "too many columns": (lambda p: a_file(p, "1", header="A;" * 300), "inte en tabell"),
    "an endless cell in a workbook": (
        lambda p: a_workbook(p, ("Kundnr", "Namn"), (1, "A" * 30_000)), "för stor",
    ),
    "a bomb": (a_bomb, "för stor"),
    "a lying bomb": (a_lying_bomb, "inte en tabell"),
    "a bomb of one sheet": (
        lambda p: packed(p, "xl/worksheets/sheet1.xml", bytes(60 * 1024 * 1024)), "för stor",
    ),
    "a large file": (a_large_file, "för stor"),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD_FILES)
def test_a_file_that_cannot_be_taken_in_is_told_what_to_do(
    office: SmallOffice, tmp_path: Path, bad: str
) -> None:
    make, says = BAD_FILES[bad]
    with pytest.raises(InvalidInput) as refused:
        taken(office, make(tmp_path))
    assert says in translated(refused.value)
    assert translated(refused.value).endswith(".")
    assert register(office) == []


def translated(error: InvalidInput) -> str:
    """Return the sentence as the person reads it."""
    from registerdesk.resources.language import translate

    return translate(error.message, "sv", **error.parameters)


def test_a_missing_supplier_number_column_is_named(office: SmallOffice, tmp_path: Path) -> None:
    suppliers = replace(CUSTOMERS, kind=ImportKind.SUPPLIERS)
    with pytest.raises(InvalidInput, match="Leverantörsnr"):
        taken(office, a_file(tmp_path, "Bo;Ekby", header="Namn;Ort"), suppliers)


@pytest.mark.parametrize("stop_at", [250, 500, 600])
def test_a_stopped_import_leaves_the_register_as_it_was(
    office: SmallOffice, tmp_path: Path, stop_at: int
) -> None:
    taken(office, a_file(tmp_path, ANNA))
    before = register(office)
    path, _expected = an_export(tmp_path, 600)
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        told.append((done, total))
        return done < stop_at

    with pytest.raises(ImportCancelled):
        import_file(office.desk("handl"), path, CUSTOMERS, today=TODAY, progress=stop)
    assert told[-1] == (stop_at, 600)
    assert register(office) == before
    assert office.do("handl", find, "andersson").persons == ()
    assert office.acts()[-1] == "failed.import"
    assert office.inside("ombud", lambda visit: visit.office.log.broken_at()) is None


def test_reading_can_be_stopped_too(tmp_path: Path) -> None:
    path, _expected = an_export(tmp_path, 300)
    with pytest.raises(ImportCancelled):
        prepare(path, CUSTOMERS, today=TODAY, progress=lambda done, _total: done < 250)


def test_a_dry_run_says_the_same_and_takes_in_nothing(office: SmallOffice, tmp_path: Path) -> None:
    taken(office, a_file(tmp_path, ANNA))
    before = register(office)
    path = a_file(tmp_path, ANNA, "2;Bo;;;;;;;", "2;Siv;;;;;;;", "3;;;;;;;;")
    tried = taken(office, path, replace(CUSTOMERS, dry_run=True))
    assert register(office) == before
    assert office.acts()[-1] == "import.tried"
    assert taken(office, path) == tried
    assert counts(tried) == (1, 1, 1, 1)


@pytest.mark.parametrize("user", ["admin", "ekonomi", "ombud", "lasare"])
def test_only_case_and_credit_officers_import(
    office: SmallOffice, tmp_path: Path, user: str
) -> None:
    prepared = prepare(a_file(tmp_path, ANNA), CUSTOMERS, today=TODAY)
    with pytest.raises(NotAllowed):
        office.do(user, take_in, prepared)
    office.do("kredit", take_in, prepared)
    assert len(register(office)) == 1


def test_a_long_import_says_how_long_search_will_wait(tmp_path: Path) -> None:
    prepared = prepare(a_file(tmp_path, ANNA), CUSTOMERS, today=TODAY)
    assert prepared.waits_seconds == 0
    assert replace(prepared, count=60_000).waits_seconds == 20


def test_the_command_line_knows_every_option() -> None:
    flags = {flag for argument in ARGUMENTS for flag in argument["flags"]}
    assert flags == {
        "--kind", "--source", "--purpose", "--channel", "--collected",
        "--kind-without-number", "--dry-run", "--report",
    }  # fmt: skip


def test_a_sheet_of_every_kind_of_cell_is_read(tmp_path: Path) -> None:
    path = tmp_path / "blad.xlsx"
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("Kundnr", "Namn", "Kund sedan", "A", "B", "C"))
        stamp = datetime(2020, 5, 4, 12, 30)  # noqa: DTZ001 - a sheet knows no zones
        sheet.write_row(2, 0, (7, "Bo", date(2020, 5, 4), True, 1.5, stamp))
    table = read_table(path)
    assert table.rows == [["7", "Bo", "2020-05-04", "1", "1.5", "2020-05-04 12:30:00"]]


def test_what_a_later_file_adds_is_added(office: SmallOffice, tmp_path: Path) -> None:
    taken(office, a_file(tmp_path, "1001;Anna Lindqvist;;;;;;;"))
    taken(office, a_file(tmp_path, ANNA))
    ((_number, _name, _kind, identity, place, phones, emails),) = register(office)
    assert identity == ["197804122385"]
    assert place == [("Storgatan 1", "123 45", "Ekby")]
    assert (phones, emails) == (["070-174 06 05"], ["anna@example.com"])
    second = a_file(tmp_path, "1001;Anna Lindqvist;08-465 004 00", header="Kundnr;Namn;Telefon 2")
    taken(office, second)
    assert register(office)[0][5] == ["08-465 004 00"]


def test_names_in_two_columns_make_one(office: SmallOffice, tmp_path: Path) -> None:
    path = a_file(tmp_path, "1;Åsa;Öberg;SE-123 45", header="Kundnr;Förnamn;Efternamn;Postnr")
    assert counts(taken(office, path)) == (1, 0, 0, 0)
    (party,) = office.inside("handl", lambda visit: visit.office.parties.find())
    assert (party.display_name, party.given_name, party.family_name) == (
        "Åsa Öberg", "Åsa", "Öberg",
    )  # fmt: skip


@pytest.mark.parametrize("day", ["2020-13-01", "igår"])
def test_a_day_that_is_none_is_an_error(office: SmallOffice, tmp_path: Path, day: str) -> None:
    report = taken(office, a_file(tmp_path, f"1;Bo;{day}", header="Kundnr;Namn;Kund sedan"))
    assert [error.code for error in report.errors] == ["invalid_date"]


def test_an_interim_number_is_kept_as_text(office: SmallOffice, tmp_path: Path) -> None:
    assert counts(taken(office, a_file(tmp_path, "1;Bo;780412-T238;;;;;;"))) == (1, 0, 0, 0)
    assert register(office)[0][3] == ["780412-T238"]


def test_many_at_once_never_takes_a_protected_row(office: SmallOffice, tmp_path: Path) -> None:
    taken(office, a_file(tmp_path, ANNA))

    def add(visit: Visit) -> None:
        (party,) = visit.office.parties.find()
        Bulk(visit.office.connection, visit.office.reader).add(replace(party, is_protected=True))

    with pytest.raises(TypeError):
        office.inside("handl", add)


def test_a_pipe_is_no_file_to_wait_for(tmp_path: Path) -> None:
    pipe = tmp_path / "kunder.csv"
    os.mkfifo(pipe)
    with pytest.raises(InvalidInput, match="could not be read"):
        preview(pipe, ImportKind.CUSTOMERS)


def test_a_file_for_a_purpose_out_of_use_is_refused_at_the_trial_and_at_the_import(
    office: SmallOffice, tmp_path: Path
) -> None:
    marketing = next(s for s in office.do("ombud", list_purposes) if s.purpose is Purpose.MARKETING)
    office.do("ombud", change_purpose, marketing.id, marketing.version, {"is_active": False})
    options = replace(CUSTOMERS, purpose=Purpose.MARKETING)
    for tried in (True, False):
        with pytest.raises(InvalidInput, match="not in use"):
            taken(office, a_file(tmp_path, ANNA), replace(options, dry_run=tried))
    assert register(office) == []
