"""What somebody at work could misuse, and cannot: slices, stale cards, locked rows."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from registerdesk.domain.attachments import AttachmentUse
from registerdesk.domain.contact_lists import ContactQuery
from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed
from registerdesk.domain.exports import ExportWish, LeftOut
from registerdesk.domain.fields import Purpose
from registerdesk.domain.parties import PartyKind, Protection
from registerdesk.domain.party_links import LinkKind
from registerdesk.domain.party_lists import ListQuery
from registerdesk.domain.party_merges import MergeWish
from registerdesk.domain.restrictions import ProcessingRestricted, RestrictionGround
from registerdesk.storage.history import PROTECTED_VALUE
from registerdesk.usecases.attachments import (
    add_attachment,
    mark_attachment,
    remove_attachment,
    restore_attachment,
)
from registerdesk.usecases.contacts import NewContact, list_contacts, record_contact
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.duplicates import (
    begin_duplicate_search,
    duplicates_of,
    found_of,
    search_duplicates,
)
from registerdesk.usecases.export_approvals import approve_export, list_exports
from registerdesk.usecases.exports import preview_export, propose_export, take_out
from registerdesk.usecases.parties import (
    add_value,
    change_value,
    register_party,
    take_back_relation,
)
from registerdesk.usecases.party_cards import view_card
from registerdesk.usecases.party_links import NewLink, add_link, take_back_link
from registerdesk.usecases.party_merges import compare_parties, merge_parties
from registerdesk.usecases.protection import mark_protected, view_protection_plan
from registerdesk.usecases.quiet_relations import list_quiet
from registerdesk.usecases.restrictions import NewRestriction, restrict
from registerdesk.usecases.search import find
from tests.makers import TODAY, SmallOffice, an_origin, bare
from tests.usecases.files import erased


def many(office: SmallOffice, count: int) -> tuple[UUID, ...]:
    """Register so many customers."""
    return tuple(office.do("handl", register_party, bare(f"Kund {n:02}")) for n in range(count))


def wish(*people: UUID) -> ExportWish:
    """Return a wish for some marked people."""
    return ExportWish(query=ListQuery(), marked=people)


def hold(office: SmallOffice, party_id: UUID) -> None:
    """Restrict the processing of somebody's data."""
    new = NewRestriction(ground=RestrictionGround.ACCURACY, since=TODAY)
    office.do("handl", restrict, party_id, new)


def approved(office: SmallOffice, people: tuple[UUID, ...]) -> UUID:
    """Propose a long list, and let the ombud approve it."""
    number = office.finish("handl", propose_export, wish(*people))
    (export_id,) = (
        row.export.id for row in office.do("ombud", list_exports) if row.export.number == number
    )
    office.do("ombud", approve_export, export_id)
    return export_id


def test_a_long_list_does_not_leave_in_slices_of_twenty(office: SmallOffice) -> None:
    people = many(office, 23)
    office.finish("handl", take_out, wish(*people[:20]), "sv")
    office.finish("handl", take_out, wish(*people[5:20]), "sv")
    assert office.finish("handl", preview_export, wish(*people[20:])).needs_second
    with pytest.raises(Conflict):
        office.finish("handl", take_out, wish(people[20]), "sv")
    office.finish("handl2", take_out, wish(people[20]), "sv")
    office.clock.forward(hours=25)
    assert office.finish("handl", take_out, wish(*people[20:]), "sv").people == 3


def test_what_two_people_took_out_does_not_count_against_one(office: SmallOffice) -> None:
    people = many(office, 22)
    office.fetch("handl", approved(office, people[:21]))
    assert office.finish("handl", take_out, wish(people[21]), "sv").people == 1


def test_an_approval_lapses_after_its_fifth_working_day(office: SmallOffice) -> None:
    export_id = approved(office, many(office, 21))
    office.clock.forward(days=8)
    with pytest.raises(Conflict):
        office.fetch("handl", export_id)


def test_who_is_erased_after_the_approval_stays_behind(office: SmallOffice) -> None:
    people = many(office, 21)
    export_id = approved(office, people)
    gone = people[0]
    with office.database.transaction() as connection:
        for table in ("search_key", "search_row", "relation", "party"):
            connection.exec_driver_sql(
                f"DELETE FROM {table} WHERE party_id = ?",  # noqa: S608 - names of this test
                (gone.bytes,),
            )
    assert office.fetch("handl", export_id).people == 20
    assert office.finish("handl2", preview_export, wish(gone)).left_out == {LeftOut.GONE: 1}


def test_a_stale_card_does_not_feign_protection(office: SmallOffice) -> None:
    one, other = (office.do("handl", register_party, bare("Mia Alm")) for _at in range(2))
    sides = office.do("handl", compare_parties, one, other)
    office.do(
        "handl",
        merge_parties,
        MergeWish(
            survivor_id=sides.first.party_id,
            survivor_version=sides.first.version,
            absorbed_id=sides.second.party_id,
            absorbed_version=sides.second.version,
        ),
    )
    for act in (mark_protected, view_protection_plan):
        given = (Protection.MARKED,) if act is mark_protected else ()
        with pytest.raises(Conflict):
            office.do("handl2", act, sides.second.party_id, *given)
    office.do("handl2", mark_protected, sides.first.party_id, Protection.MARKED)


def test_a_restricted_contact_person_neither_shuts_the_company_s_card_nor_is_called(
    office: SmallOffice,
) -> None:
    company = office.do("handl", register_party, bare("Alm AB", kind=PartyKind.COMPANY))
    person = office.do("handl", register_party, bare("Mia Alm", phones=("070-174 06 05",)))
    new = NewLink(kind=LinkKind.CONTACT_PERSON, for_id=company, person=person, origin=an_origin())
    link = office.do("handl", add_link, new)
    (before,) = office.do("handl", view_card, company).links
    hold(office, person)
    (row,) = office.do("handl", view_card, company).links
    assert (before.phone != "", row.name, row.phone, row.email) == (True, "Mia Alm", "", "")
    assert row.link.id == link


def test_nobody_is_asked_about_a_quiet_relation_that_is_only_stored(office: SmallOffice) -> None:
    quiet, held = many(office, 2)
    hold(office, held)
    office.clock.forward(days=500)
    found = office.do("handl", list_quiet)
    assert ([row.party_id for row in found.rows], found.total) == ([quiet], 1)


def test_words_said_with_a_restricted_person_find_nobody(office: SmallOffice) -> None:
    (held,) = many(office, 1)
    office.do("handl", record_contact, NewContact(party_id=held, heading="Skilsmässa"))
    assert len(office.do("handl", list_contacts, ContactQuery(text="Skils")).rows) == 1
    hold(office, held)
    assert office.do("handl", list_contacts, ContactQuery(text="Skils")).rows == ()


def test_hits_tell_the_latest_contact_to_those_alone_who_read_contacts(
    office: SmallOffice,
) -> None:
    (party_id,) = many(office, 1)
    office.do("handl", record_contact, NewContact(party_id=party_id))
    assert office.do("handl", find, "Kund").persons[0].latest_contact == office.clock.now
    assert office.do("lasare", find, "Kund").persons[0].latest_contact is None
    hold(office, party_id)
    assert office.do("handl", find, "Kund").persons[0].latest_contact is None


def test_what_has_stood_for_a_day_is_ended_and_not_taken_back(office: SmallOffice) -> None:
    company = office.do("handl", register_party, bare("Alm AB", kind=PartyKind.COMPANY))
    (person,) = many(office, 1)
    new = NewLink(kind=LinkKind.CONTACT_PERSON, for_id=company, person=person, origin=an_origin())
    link = office.do("handl", add_link, new)
    (relation,) = office.inside("handl", lambda visit: visit.office.relations.of(person))
    office.clock.forward(hours=25)
    with pytest.raises(Conflict):
        office.do("handl", take_back_relation, relation.id)
    with pytest.raises(Conflict):
        office.do("handl", take_back_link, link)


def test_who_cannot_read_a_credit_report_neither_marks_nor_erases_it(
    office: SmallOffice, tmp_path: Path
) -> None:
    (party_id,) = many(office, 1)
    file = tmp_path / "svar.pdf"
    file.write_bytes(b"%PDF-1.4\n%%EOF\n")
    report = office.do("kredit", add_attachment, party_id, file, is_report=True)
    with pytest.raises(NotAllowed):
        office.do("handl", mark_attachment, report, 2, AttachmentUse.INTERNAL)
    with pytest.raises(NotAllowed):
        office.do("handl", remove_attachment, report)
    office.do("kredit", remove_attachment, report)
    with pytest.raises(NotAllowed):
        office.do("handl", restore_attachment, report)
    office.do("kredit", restore_attachment, report)


def test_a_change_is_kept_for_no_purpose_for_which_the_value_could_not_be_added(
    office: SmallOffice,
) -> None:
    (party_id,) = many(office, 1)
    given, beyond = {"typed": "070-174 06 05"}, an_origin(purpose=Purpose.CREDIT)
    with pytest.raises(InvalidInput):
        office.do("handl", add_value, party_id, "phones", given, beyond)
    phone = office.do("handl", add_value, party_id, "phones", given, an_origin())
    with pytest.raises(InvalidInput):
        office.do("handl", change_value, "phones", phone, 1, "typed", "070-174 06 06", beyond)
    office.do("handl", change_value, "phones", phone, 1, "typed", "070-174 06 06", an_origin())


@pytest.mark.parametrize("protected", [False, True])
def test_data_that_is_only_stored_is_compared_with_nobody_s(
    office: SmallOffice, *, protected: bool
) -> None:
    one, held = (
        office.do("handl", register_party, bare("Mia Alm", phones=("070-174 06 05",)))
        for _at in range(2)
    )
    if protected:
        office.do("handl", mark_protected, held, Protection.MARKED)
    assert len(office.do("handl", duplicates_of, one).pairs) == 1
    hold(office, held)
    assert office.do("handl", duplicates_of, one).pairs == ()
    search = office.do("handl", begin_duplicate_search)
    while office.do("handl", search_duplicates, search):
        pass
    assert found_of(search).pairs == ()
    with pytest.raises(ProcessingRestricted):
        office.do("handl", duplicates_of, held)


def test_nothing_is_left_of_a_protected_person_s_erased_file(
    office: SmallOffice, tmp_path: Path
) -> None:
    (party_id,) = many(office, 1)
    file = tmp_path / "intyg.pdf"
    file.write_bytes(b"%PDF-1.4\n%%EOF\n")
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    kept = office.do("handl", add_attachment, party_id, file)

    def cells(visit: Visit) -> int:
        found = select(PROTECTED_VALUE.c.id).where(PROTECTED_VALUE.c.row_id == kept)
        return len(visit.office.connection.execute(found).all())

    assert office.inside("handl", cells) > 0
    office.do("handl", remove_attachment, kept)
    office.clock.forward(seconds=61)
    assert office.inside("lasare", erased) == 1
    assert office.inside("handl", cells) == 0
