"""Lists that leave the office: counted, traced, told to the person, and by two above twenty."""

from __future__ import annotations

import csv
import io
from hashlib import sha256
from uuid import UUID

import pytest
from python_calamine import load_workbook

from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed
from registerdesk.domain.exports import (
    ExportColumn,
    ExportFormat,
    ExportState,
    ExportWish,
    LeftOut,
)
from registerdesk.domain.fields import Purpose
from registerdesk.domain.parties import PartyKind, Protection, RelationKind
from registerdesk.domain.party_lists import Chip, ListKind, ListQuery
from registerdesk.domain.tasks import TaskKind
from registerdesk.letters.pages import texts
from registerdesk.usecases import exports
from registerdesk.usecases.export_approvals import approve_export, list_exports, reject_export
from registerdesk.usecases.export_making import ExportedFile
from registerdesk.usecases.exports import (
    preview_export,
    propose_export,
    take_out,
)
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.person_data import PersonData
from registerdesk.usecases.protection import mark_protected
from registerdesk.usecases.tasks import list_tasks
from tests.makers import SmallOffice, a_person, bare

ALL = ExportWish(query=ListQuery())
C = ExportColumn


def many(office: SmallOffice, count: int) -> list[UUID]:
    """Register so many customers."""
    return [office.do("handl", register_party, bare(f"Kund {n:02}")) for n in range(count)]


def wish(**changes: object) -> ExportWish:
    """Return a wish for the whole list of customers."""
    return ExportWish(**({"query": ListQuery()} | changes))  # type: ignore[arg-type]  # on purpose, or fields by their names


def lines(file: ExportedFile) -> list[list[str]]:
    """Return the lines of separated text."""
    return list(csv.reader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";"))


def test_a_workbook_holds_the_list_and_says_where_it_comes_from(office: SmallOffice) -> None:
    anna = office.do("handl", register_party, a_person())
    office.do("handl", register_party, bare("Åke Öberg"))
    office.do("handl", register_party, bare("Zorn"))
    columns = (C.NAME, C.NUMBER, C.PHONE, C.EMAIL, C.TOWN, C.SINCE, C.KIND)
    file = office.finish("handl", take_out, wish(columns=columns), "sv")
    book = load_workbook(io.BytesIO(file.content))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][:2] == ["Namn", "Kund- eller leverantörsnummer"]
    assert [row[0] for row in rows[1:]] == ["Anna Lindqvist", "Zorn", "Åke Öberg"]
    assert "070-174 06 05" in rows[1]
    assert "Person" in rows[1]
    facts = {str(row[0]): row[1] for row in book.get_sheet_by_index(1).to_python()}
    assert facts["Kontor"] == "Ekbackens Handel AB"
    assert facts["Exportnummer"] == "E-2026-0001" == file.number
    assert facts["Uttagen av"] == "Handl Ek"
    assert facts["Tid"] == "2026-11-23 12:00"
    assert facts["Ändamål"]
    (kept,) = office.inside("handl", lambda v: v.office.exports.find())
    assert (kept.state, kept.count, kept.people) == (ExportState.MADE, 3, b"")
    assert kept.sha256 == sha256(file.content).digest()
    event = office.log()[0].event
    assert event.act == "export.exported"
    assert (event.count, anna in event.objects) == (3, True)
    assert event.digest == sha256(file.content).hexdigest()
    assert "Anna" not in repr(event)
    assert file.file_name == "E-2026-0001.xlsx"


def test_no_cell_of_a_file_is_a_formula(office: SmallOffice) -> None:
    for name in ('=HYPERLINK("http://x";"y")', "+1", "-1", "@SUM(A1)", "a;b", 'a"b'):
        office.do("handl", register_party, bare(name, kind=PartyKind.COMPANY))
    text = office.finish("handl", take_out, wish(format=ExportFormat.CSV), "sv")
    names = [line[0] for line in lines(text)[-6:]]
    assert not any(name.startswith(("=", "+", "-", "@")) for name in names)
    assert {"a;b", 'a"b', "'+1"} <= set(names)
    sheet = office.finish("handl", take_out, wish(), "sv")
    assert b"<f>" not in sheet.content
    cells = load_workbook(io.BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    assert "+1" in [row[0] for row in cells]


def test_text_begins_with_its_facts_in_utf_8(office: SmallOffice) -> None:
    office.do("handl", register_party, bare("Åsa"))
    asked = wish(format=ExportFormat.CSV, recipient="Tryckeriet i Ekby AB")
    file = office.finish("handl", take_out, asked, "sv")
    assert file.content.startswith(b"\xef\xbb\xbf# Kontor: Ekbackens Handel AB\r\n")
    assert ["# Utlämnad till: Tryckeriet i Ekby AB"] in lines(file)
    assert lines(file)[-1][0] == "Åsa"


def test_a_print_says_on_each_page_what_it_belongs_to(office: SmallOffice) -> None:
    people = many(office, 20)
    columns = (C.NAME, C.NUMBER, C.PHONE, C.EMAIL, C.TOWN, C.STREET)
    paper = wish(format=ExportFormat.PAPER, columns=columns, marked=tuple(people))
    file = office.finish("handl", take_out, paper, "sv")
    pages = texts(file.content)
    assert "Sida 1 av 1" in pages[0]
    assert "Ekbackens Handel AB · E-2026-0001 · Handl Ek" in pages[0]
    assert "Kund 00" in pages[0]
    assert office.acts()[-1] == "export.printed"
    assert file.file_name.endswith(".pdf")


def test_who_stays_behind_is_told_in_numbers_first(office: SmallOffice) -> None:
    many(office, 2)
    hidden = office.do("handl", register_party, bare("Skyddad"))
    office.do("handl", mark_protected, hidden, Protection.MARKED)
    found = office.finish("handl", preview_export, ALL)
    assert (found.people, dict(found.left_out)) == (2, {LeftOut.PROTECTED: 1})
    assert not found.needs_second
    file = office.finish("handl", take_out, wish(format=ExportFormat.CSV), "sv")
    assert "Skyddad" not in file.content.decode()
    nobody = wish(marked=(hidden,))
    with pytest.raises(InvalidInput):
        office.finish("handl", take_out, nobody, "sv")


def test_marketing_reaches_neither_the_dead_nor_children_nor_anyone_without_consent(
    office: SmallOffice,
) -> None:
    office.do("handl", register_party, bare("Död", deceased=True))
    office.do("handl", register_party, bare("Barn", minor=True))
    office.do("handl", register_party, bare("Ingen har frågat"))
    found = office.finish("handl", preview_export, wish(purpose=Purpose.MARKETING))
    assert found.people == 0
    assert dict(found.left_out) == {
        LeftOut.DECEASED: 1,
        LeftOut.MINOR: 1,
        LeftOut.PURPOSE_OFF: 1,
    }
    assert office.finish("handl", preview_export, ALL).people == 3


def test_columns_beyond_the_role_are_neither_offered_nor_given(office: SmallOffice) -> None:
    office.do("handl", register_party, a_person())
    assert C.PERSONAL in office.finish("handl", preview_export, ALL).columns
    assert C.PERSONAL not in office.finish("ekonomi", preview_export, ALL).columns
    with pytest.raises(NotAllowed):
        office.finish("ekonomi", take_out, wish(columns=(C.NAME, C.PERSONAL)), "sv")
    with pytest.raises(NotAllowed):
        office.finish("lasare", preview_export, ALL)
    with pytest.raises(InvalidInput):
        office.finish("handl", take_out, wish(columns=()), "sv")
    numbers = wish(columns=(C.NAME, C.PERSONAL), format=ExportFormat.CSV)
    file = office.finish("handl", take_out, numbers, "sv")
    assert lines(file)[-1] == ["Anna Lindqvist", "19780412-2385"]
    assert "personal" in office.log()[0].event.fields


def test_the_filter_chooses_and_the_marked_alone_leave(office: SmallOffice) -> None:
    people = many(office, 4)
    office.do("handl", register_party, bare("AB Ek", kind=PartyKind.COMPANY))
    office.do("handl", register_party, bare("Sågen", relation=RelationKind.SUPPLIER))
    company = wish(query=ListQuery(chips=frozenset({Chip.COMPANY})))
    assert office.finish("handl", preview_export, company).people == 1
    assert office.finish("handl", preview_export, wish(query=ListQuery(text="kund 0"))).people == 4
    everybody = wish(query=ListQuery(kind=ListKind.ALL))
    assert office.finish("handl", preview_export, everybody).people == 6
    marked = wish(marked=(people[0], people[2], people[0]), format=ExportFormat.CSV)
    file = office.finish("handl", take_out, marked, "sv")
    assert [line[0] for line in lines(file)[-2:]] == ["Kund 00", "Kund 02"]


def test_the_persons_own_data_tell_of_the_export_and_its_recipient(office: SmallOffice) -> None:
    anna = office.do("handl", register_party, bare("Anna"))
    office.finish("handl", take_out, wish(recipient="  Tryckeriet  "), "sv")
    items = office.inside("handl", lambda visit: PersonData(visit, anna).items())
    told = {i.field: i.value for i in items if i.register == "exported_people"}
    assert told == {
        "export_number": "E-2026-0001",
        "given_on": "2026-11-23",
        "recipient": "Tryckeriet",
    }


def test_more_than_twenty_people_leave_by_two(office: SmallOffice) -> None:
    people = many(office, 21)
    assert office.finish("handl", preview_export, ALL).needs_second
    with pytest.raises(Conflict):
        office.finish("handl", take_out, ALL, "sv")
    number = office.finish("handl", propose_export, ALL)
    assert number == "E-2026-0001"
    (row,) = office.do("ombud", list_exports)
    assert (row.asked_by, row.may_decide, row.is_own) == ("Handl Ek", True, False)
    export_id = row.export.id
    tasks = [task.task for task in office.do("ombud", list_tasks)]
    assert [(t.kind, t.object_id) for t in tasks] == [(TaskKind.APPROVE_EXPORT, export_id)]
    with pytest.raises(Conflict):
        office.fetch("handl", export_id)
    with pytest.raises(NotAllowed):
        office.do("handl2", approve_export, export_id)
    office.do("ombud", approve_export, export_id)
    mine = [task.task.kind for task in office.do("handl", list_tasks)]
    assert mine == [TaskKind.FETCH_EXPORT]
    with pytest.raises(NotAllowed):
        office.fetch("handl2", export_id)
    office.do("handl", mark_protected, people[0], Protection.MARKED)
    file = office.fetch("handl", export_id)
    assert file.people == 20
    assert office.do("handl", list_tasks) == ()
    with pytest.raises(Conflict):
        office.fetch("handl", export_id)
    assert not office.do("ombud", list_exports)[0].may_decide
    with pytest.raises(Conflict):
        office.do("ombud", approve_export, export_id)


def test_what_is_not_approved_is_not_made_and_says_why(office: SmallOffice) -> None:
    many(office, 21)
    office.finish("ekonomi", propose_export, ALL)
    (row,) = office.do("ombud", list_exports)
    with pytest.raises(InvalidInput):
        office.do("ombud", reject_export, row.export.id, " ")
    office.do("ombud", reject_export, row.export.id, "För många för ändamålet.")
    (told,) = office.do("ekonomi", list_exports)
    assert (told.export.state, told.export.reason) == (
        ExportState.REJECTED,
        "För många för ändamålet.",
    )
    assert told.export.people == b""
    with pytest.raises(Conflict):
        office.fetch("ekonomi", told.export.id)


def test_an_approval_is_bound_to_what_was_asked_for(office: SmallOffice) -> None:
    many(office, 21)
    office.finish("handl", propose_export, ALL)
    export = office.do("handl", list_exports)[0].export
    office.do("ombud", approve_export, export.id)

    with office.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE export SET columns = 'name,personal'")
    with pytest.raises(Conflict):
        office.fetch("handl", export.id)


def test_finance_sees_the_exports_of_its_own_hand(office: SmallOffice) -> None:
    many(office, 1)
    office.finish("handl", take_out, ALL, "sv")
    assert office.do("ekonomi", list_exports) == ()
    assert len(office.do("handl2", list_exports)) == 1


def test_the_ombud_alone_waits_a_day_and_gives_a_reason(office: SmallOffice) -> None:
    many(office, 21)
    office.finish("ombud", propose_export, ALL)
    (row,) = office.do("ombud", list_exports)
    assert (row.may_decide, row.is_alone, row.is_own) == (False, True, True)
    with pytest.raises(NotAllowed):
        office.do("ombud", approve_export, row.export.id, "Ensam ombud.")
    office.clock.forward(hours=24)
    assert office.do("ombud", list_exports)[0].may_decide
    with pytest.raises(InvalidInput):
        office.do("ombud", approve_export, row.export.id)
    office.do("ombud", approve_export, row.export.id, "Ensam ombud.")
    assert office.acts()[-1] == "export.approved_alone"
    assert office.fetch("ombud", row.export.id).people == 21


def test_a_list_beyond_the_limit_is_refused(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MOST_PEOPLE", 2)
    many(office, 3)
    with pytest.raises(InvalidInput):
        office.finish("handl", preview_export, ALL)
