"""Rows from the website: none goes in without the reference of its consent (P11)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from registerdesk.domain.fields import Purpose
from registerdesk.domain.imports import Column, ImportKind, Report, match_columns
from registerdesk.domain.selections import WebRecord
from registerdesk.domain.sources import Channel, Source
from registerdesk.usecases.imports import ImportOptions, import_file
from tests.makers import TODAY, SmallOffice

HEADER = "Kundnr;Namn;Samtyckesreferens;Avslutad"
SHOP = ImportOptions(kind=ImportKind.CUSTOMERS, source="Webbutiken")


def taken(
    office: SmallOffice, folder: Path, *rows: str, header: str = HEADER, shop: ImportOptions = SHOP
) -> Report:
    """Take in a file of the web shop."""
    path = folder / "webb.csv"
    path.write_text("\r\n".join((header, *rows, "")), encoding="utf-8")
    return import_file(office.desk("handl"), path, shop, today=TODAY)


def kept(office: SmallOffice) -> list[WebRecord]:
    """Return everything that is kept from the website."""
    return office.inside("handl", lambda visit: visit.office.web_records.find())


def test_a_row_without_its_consent_stays_outside_and_the_others_go_in(
    office: SmallOffice, tmp_path: Path
) -> None:
    report = taken(office, tmp_path, "1;Anna Ek;CMP-1;", "2;Bo Al;;", "3;Eva Ask;CMP-3;")
    assert (report.new, [(e.row, e.field, e.code) for e in report.errors]) == (
        2,
        [(2, "consent_reference", "missing_consent")],
    )
    assert {record.consent_reference for record in kept(office)} == {"CMP-1", "CMP-3"}
    (first, *_rest) = kept(office)
    assert (first.source, first.channel, first.purpose) == (
        Source.WEB,
        Channel.WEB,
        Purpose.MARKETING,
    )
    assert (first.what, first.happened_on) == ("Webbutiken", TODAY)


def test_a_file_by_way_of_the_web_without_such_a_column_brings_nobody(
    office: SmallOffice, tmp_path: Path
) -> None:
    web = replace(SHOP, channel=Channel.WEB)
    report = taken(office, tmp_path, "1;Anna Ek", "2;Bo Al", header="Kundnr;Namn", shop=web)
    assert report.new == 0
    assert [error.code for error in report.errors] == ["missing_consent"] * 2


def test_a_known_customer_gets_a_new_reference_once(office: SmallOffice, tmp_path: Path) -> None:
    taken(office, tmp_path, "1;Anna Ek;CMP-1;")
    taken(office, tmp_path, "1;Anna Ek;CMP-1;")
    taken(office, tmp_path, "1;Anna Ek;CMP-2;")
    assert sorted(record.consent_reference for record in kept(office)) == ["CMP-1", "CMP-2"]


def test_nothing_from_the_web_is_kept_of_a_relation_that_has_ended(
    office: SmallOffice, tmp_path: Path
) -> None:
    report = taken(office, tmp_path, "1;Anna Ek;CMP-1;2025-01-31", "2;Bo Al;CMP-2;2023-11-22")
    assert report.new == 1
    assert [(error.row, error.code) for error in report.errors] == [(2, "already_due")]
    taken(office, tmp_path, "1;Anna Ek;CMP-9;2025-01-31")
    assert kept(office) == []


@pytest.mark.parametrize("kind", ImportKind)
def test_only_customers_have_such_a_column(kind: ImportKind) -> None:
    found = match_columns(("Samtyckesreferens",), kind)
    assert found == ((Column.CONSENT if kind is ImportKind.CUSTOMERS else None),)


def test_a_reference_that_is_no_text_is_told_and_masked(
    office: SmallOffice, tmp_path: Path
) -> None:
    report = taken(office, tmp_path, f"1;Anna Ek;{'x' * 81};")
    assert report.errors[0].code == "invalid_text"
    assert "x" * 20 not in report.errors[0].value_masked
