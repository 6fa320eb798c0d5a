"""Rows that fit somebody: shown with what differs, and treated one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from registerdesk.domain.errors import NotAllowed
from registerdesk.domain.import_choices import FIELD_LABELS, MatchView, said, spared
from registerdesk.domain.import_matches import Fit, RowChoice, RowMatch, RowTreatment
from registerdesk.domain.imports import Report, Treatment
from registerdesk.domain.parties import Protection
from registerdesk.domain.restrictions import RestrictionGround
from registerdesk.usecases import imports
from registerdesk.usecases.import_checking import Prepared
from registerdesk.usecases.import_views import view_matches
from registerdesk.usecases.imports import dry_run, prepare, take_in
from registerdesk.usecases.protection import mark_protected
from registerdesk.usecases.restrictions import NewRestriction, restrict
from tests.makers import TODAY, SmallOffice, an_office
from tests.usecases.test_imports import ANNA, CUSTOMERS, a_file, counts, register, taken

NEW, MERGE, SKIP = RowTreatment.NEW, RowTreatment.MERGE, RowTreatment.SKIP


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    """An office with Anna as customer 1001."""
    made = an_office(tmp_path)
    taken(made, a_file(tmp_path, ANNA))
    made.clock.forward(minutes=1)
    yield made
    made.close()


def tried(
    office: SmallOffice, tmp_path: Path, *rows: str, **more: Treatment
) -> tuple[Prepared, Report]:
    """Return a checked file, and what its import would do."""
    prepared = replace(prepare(a_file(tmp_path, *rows), CUSTOMERS, today=TODAY), **more)  # type: ignore[arg-type]  # on purpose, or fields by their names
    return prepared, office.do("handl", dry_run, prepared)


def choosing(prepared: Prepared, row: int, choice: RowChoice) -> Prepared:
    return replace(prepared, choices={**prepared.choices, row: choice})


def views(office: SmallOffice, prepared: Prepared, report: Report) -> tuple[MatchView, ...]:
    return office.do("handl", view_matches, prepared, report.matches)


def whom(office: SmallOffice) -> UUID:
    """Return Anna."""
    (relation,) = office.inside("handl", lambda visit: visit.office.relations.find(number="1001"))
    return relation.party_id


def test_a_row_with_a_known_number_is_shown_with_what_differs(
    office: SmallOffice, tmp_path: Path
) -> None:
    row = "1001;Anna Ek;19780412-2385;Storgatan 1;;123 45;Nyby;08-465 004 00;ny@example.com"
    prepared, report = tried(office, tmp_path, row, "7;Bo Ek;;;;;;;")
    (match,) = report.matches
    assert match == RowMatch(row=1, fit=Fit.NUMBER, whom=whom(office), treatment=MERGE)
    assert not match.may_be_new
    (view,) = views(office, prepared, report)
    assert (view.name, view.known_as) == ("Anna Ek", "1001 Anna Lindqvist")
    assert {d.field: (d.before, d.in_file) for d in view.differences} == {
        "name": ("Anna Lindqvist", "Anna Ek"),
        "town": ("Ekby", "Nyby"),
        "phones": ("070-174 06 05", "08-465 004 00"),
        "email": ("anna@example.com", "ny@example.com"),
    }
    shown = next(row for row in office.log() if row.event.act == "import.matches_viewed")
    assert shown.event.objects == (whom(office),)


def test_another_identity_number_differs_even_where_it_looks_the_same(
    office: SmallOffice, tmp_path: Path
) -> None:
    prepared, report = tried(office, tmp_path, "1001;Anna Lindqvist;19780412-9810;;;;;;")
    (view,) = views(office, prepared, report)
    (only,) = view.differences
    assert (only.field, only.before) == ("identity", only.in_file)
    assert "9810" not in only.in_file
    assert "2385" not in only.before


def test_fields_that_somebody_keeps_stay_as_they_are(office: SmallOffice, tmp_path: Path) -> None:
    row = "1001;Anna Ek;19780412-2385;Nygatan 2;;543 21;Nyby;08-465 004 00;ny@example.com"
    prepared, _report = tried(office, tmp_path, row)
    kept = frozenset({"name", "street", "phones", "email"})
    office.do("handl", take_in, choosing(prepared, 1, RowChoice(treatment=MERGE, kept=kept)))
    ((number, name, _kind, _identity, place, phones, emails),) = register(office)
    assert (number, name) == ("1001", "Anna Lindqvist")
    assert place == [("Storgatan 1", "543 21", "Nyby")]
    assert (phones, emails) == (["070-174 06 05"], ["anna@example.com"])


def test_one_row_is_skipped_though_the_others_are_merged(
    office: SmallOffice, tmp_path: Path
) -> None:
    prepared, report = tried(office, tmp_path, ANNA.replace("Ekby", "Nyby"), "7;Bo Ek;;;;;;;")
    assert counts(report) == (1, 1, 0, 0)
    chosen = choosing(prepared, 1, RowChoice(treatment=SKIP))
    report = office.do("handl", dry_run, chosen)
    assert counts(report) == (1, 0, 0, 1)
    assert [match.treatment for match in report.matches] == [SKIP]
    office.do("handl", take_in, chosen)
    assert [line[4] for line in register(office)] == [[("Storgatan 1", "123 45", "Ekby")], []]


def test_one_row_is_merged_though_the_others_are_skipped(
    office: SmallOffice, tmp_path: Path
) -> None:
    rows = (ANNA.replace("Ekby", "Nyby"), "7;Bo Ek;;;;;;;", "7;Bo Berg;;;;;;;")
    prepared, report = tried(office, tmp_path, *rows, known=Treatment.SKIP)
    assert counts(report) == (1, 0, 1, 1)
    assert [(m.row, m.fit, m.treatment) for m in report.matches] == [
        (1, Fit.NUMBER, SKIP),
        (3, Fit.FILE, SKIP),
    ]
    merged = choosing(prepared, 1, RowChoice(treatment=MERGE))
    merged = choosing(merged, 3, RowChoice(treatment=MERGE))
    report = office.do("handl", dry_run, merged)
    assert counts(report) == (1, 2, 0, 0)
    last = views(office, merged, report)[-1]
    assert (last.known_as, last.match.whom) == ("Bo Ek", 2)
    assert [(d.before, d.in_file) for d in last.differences] == [("Bo Ek", "Bo Berg")]
    assert office.do("handl", take_in, merged) == report
    assert [line[1] for line in register(office)] == ["Anna Lindqvist", "Bo Berg"]


def test_a_namesake_is_new_unless_somebody_says_otherwise(
    office: SmallOffice, tmp_path: Path
) -> None:
    row = "2002;Anna Lindqvist;;Nygatan 2;;123 45;Ekby;;"
    prepared, report = tried(office, tmp_path, row)
    assert counts(report) == (1, 0, 0, 0)
    (match,) = report.matches
    assert match == RowMatch(row=1, fit=Fit.NAME, whom=whom(office), treatment=NEW)
    assert match.may_be_new
    merged = choosing(prepared, 1, RowChoice(treatment=MERGE, whom=whom(office)))
    assert counts(office.do("handl", dry_run, merged)) == (0, 1, 0, 0)
    skipped = choosing(prepared, 1, RowChoice(treatment=SKIP, whom=whom(office)))
    report = office.do("handl", dry_run, skipped)
    assert (counts(report), report.matches[0].fit) == ((0, 0, 0, 1), Fit.NAME)
    again = choosing(prepared, 1, RowChoice(treatment=NEW, whom=whom(office)))
    assert counts(office.do("handl", dry_run, again)) == (1, 0, 0, 0)
    office.do("handl", take_in, merged)
    assert [line[0] for line in register(office)] == ["2002"]


def test_who_is_restricted_is_not_compared(office: SmallOffice, tmp_path: Path) -> None:
    prepared, report = tried(office, tmp_path, ANNA.replace("Ekby", "Nyby"), known=Treatment.SKIP)
    held = NewRestriction(ground=RestrictionGround.ACCURACY, since=TODAY)
    office.do("handl", restrict, whom(office), held)
    (view,) = views(office, prepared, report)
    assert (view.known_as, view.differences) == ("", ())


def test_of_a_protected_person_the_number_alone_is_told(
    office: SmallOffice, tmp_path: Path
) -> None:
    prepared, report = tried(office, tmp_path, ANNA.replace("Ekby", "Nyby"))
    office.do("handl", mark_protected, whom(office), Protection.MARKED)
    (view,) = views(office, prepared, report)
    assert "Anna" not in view.known_as
    assert view.differences == ()
    assert office.do("handl", dry_run, prepared).matches == ()


def test_a_row_that_is_corrected_away_is_shown_empty(office: SmallOffice, tmp_path: Path) -> None:
    prepared, report = tried(office, tmp_path, ANNA, "7;Bo;;;;;;;", "7;Bo Ek;;;;;;;")
    emptied = replace(prepared, rows=prepared.rows.replaced(1, None).replaced(2, None))
    first, second = views(office, emptied, report)
    assert (first.name, first.known_as) == ("", "")
    assert (second.name, second.known_as) == ("Bo Ek", "")


def test_so_many_rows_are_shown_one_by_one(
    office: SmallOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "MOST_MATCHES", 2)
    _prepared, report = tried(office, tmp_path, *["1001;Anna Lindqvist;;;;;;;"] * 4)
    assert (len(report.matches), report.matched) == (2, 4)


def test_only_who_may_import_compares(office: SmallOffice, tmp_path: Path) -> None:
    prepared, report = tried(office, tmp_path, ANNA)
    for user in ("admin", "ekonomi", "ombud", "lasare"):
        with pytest.raises(NotAllowed):
            office.do(user, view_matches, prepared, report.matches)


def test_every_field_can_be_spared(tmp_path: Path) -> None:
    prepared = prepare(a_file(tmp_path, ANNA), CUSTOMERS, today=TODAY)
    row = prepared.rows.get(1)
    assert row is not None
    assert set(said(row)) == set(FIELD_LABELS)
    assert not any(said(spared(row, FIELD_LABELS)).values())
