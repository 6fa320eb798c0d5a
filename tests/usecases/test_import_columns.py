"""Every column that a file can fill reaches the register: of a new person and of a known one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from registerdesk.domain.imports import Column, ImportKind, match_columns
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.import_checking import ImportOptions
from registerdesk.usecases.imports import import_file
from registerdesk.usecases.person_data import PersonData
from tests.makers import TODAY, SmallOffice

EXAMPLES: Final = {
    Column.NUMBER: ("Kundnr", "K-1", "K-1"),
    Column.NAME: ("Namn", "Anna Ek", "Anna Ek"),
    Column.GIVEN_NAME: ("Förnamn", "Anna", "Anna"),
    Column.FAMILY_NAME: ("Efternamn", "Ek", "Ek"),
    Column.IDENTITY: ("Personnummer", "19780412-2385", "197804122385"),
    Column.CARE_OF: ("c/o", "Berg", "Berg"),
    Column.STREET: ("Adress", "Storgatan 1", "Storgatan 1"),
    Column.STREET_2: ("Adress 2", "Uppgång B", "Uppgång B"),
    Column.POSTAL_CODE: ("Postnr", "123 45", "123 45"),
    Column.TOWN: ("Ort", "Ekby", "Ekby"),
    Column.COUNTRY: ("Land", "Norge", "Norge"),
    Column.PHONE: ("Telefon", "070-174 06 05", "070-174 06 05"),
    Column.PHONE_2: ("Telefon 2", "070-174 06 06", "070-174 06 06"),
    Column.MOBILE: ("Mobil", "070-174 06 07", "070-174 06 07"),
    Column.EMAIL: ("E-post", "anna@example.com", "anna@example.com"),
    Column.STARTED: ("Kund sedan", "2024-02-03", "2024-02-03"),
    Column.ENDED: ("Avslutad", "2026-10-31", "2026-10-31"),
    Column.CONSENT: ("Samtyckesreferens", "CMP-1", "CMP-1"),
}
"""A header for each column, what stands below it, and what is then in the register."""
KEYS: Final = (Column.NUMBER, Column.NAME)
"""Without these nobody is known again."""
OPTIONS: Final = ImportOptions(kind=ImportKind.CUSTOMERS, source="Bokföringsprogrammet")


def take_in(office: SmallOffice, folder: Path, *columns: Column) -> None:
    """Take in one row that fills these columns."""
    filled = [EXAMPLES[column] for column in dict.fromkeys((*KEYS, *columns))]
    path = folder / "kunder.csv"
    header, row = (";".join(each) for each in list(zip(*filled, strict=True))[:2])
    path.write_text(f"{header}\r\n{row}\r\n", encoding="utf-8")
    report = import_file(office.desk("handl"), path, OPTIONS, today=TODAY)
    assert (report.new + report.updated, report.errors) == (1, ())


def stored(office: SmallOffice) -> set[str]:
    """Return everything that is stored on the one person in the register."""

    def look(visit: Visit) -> set[str]:
        (party,) = visit.office.parties.find()
        return {str(item.value) for item in PersonData(visit, party.id).items()}

    return office.inside("handl", look)


def test_every_column_has_its_example_under_a_header_that_is_known() -> None:
    assert EXAMPLES.keys() == set(Column)
    headers = [header for header, _typed, _kept in EXAMPLES.values()]
    assert match_columns(headers, ImportKind.CUSTOMERS) == tuple(EXAMPLES)


@pytest.mark.parametrize("column", Column)
def test_what_a_column_says_of_a_new_person_is_kept(
    office: SmallOffice, tmp_path: Path, column: Column
) -> None:
    take_in(office, tmp_path, column)
    assert EXAMPLES[column][2] in stored(office)


@pytest.mark.parametrize("column", [column for column in Column if column not in KEYS])
def test_what_a_column_says_of_a_known_person_is_kept(
    office: SmallOffice, tmp_path: Path, column: Column
) -> None:
    take_in(office, tmp_path)
    assert EXAMPLES[column][2] not in stored(office)
    take_in(office, tmp_path, column)
    assert EXAMPLES[column][2] in stored(office)
