"""Whoever a purpose does not reach is in no list, count, file or print for it, whatever the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from registerdesk.domain.contact_lists import ContactQuery
from registerdesk.domain.exports import ExportFormat, ExportWish, LeftOut
from registerdesk.domain.fields import Purpose
from registerdesk.domain.imports import ImportKind
from registerdesk.domain.parties import PartyKind, Protection, RelationKind
from registerdesk.domain.party_links import LinkKind
from registerdesk.domain.party_lists import Chip, ListKind, ListQuery
from registerdesk.domain.party_merges import MergeWish
from registerdesk.domain.protection import OpeningReason
from registerdesk.domain.restrictions import RestrictionGround
from registerdesk.domain.rights_requests import Right
from registerdesk.letters.pages import texts
from registerdesk.storage.name_matches import count_of_name
from registerdesk.usecases.calls import Call, Matter, record_call
from registerdesk.usecases.contacts import NewContact, latest_callers, list_contacts, record_contact
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.duplicates import duplicates_of, finding
from registerdesk.usecases.export_approvals import approve_export, list_exports
from registerdesk.usecases.exports import preview_export, propose_export, take_out
from registerdesk.usecases.imports import ImportOptions, import_file
from registerdesk.usecases.parties import end_relation, register_party, start_relation
from registerdesk.usecases.party_cards import open_protected, view_card
from registerdesk.usecases.party_links import NewLink, add_link
from registerdesk.usecases.party_lists import list_parties
from registerdesk.usecases.party_merges import (
    MergeDone,
    compare_parties,
    merge_parties,
    unmerge_parties,
)
from registerdesk.usecases.party_merging import OldMerges
from registerdesk.usecases.party_states import mark_deceased, mark_minor
from registerdesk.usecases.person_data import PersonData
from registerdesk.usecases.protection import mark_protected
from registerdesk.usecases.purpose_switches import switch_purpose
from registerdesk.usecases.purposes import AllowedPeople
from registerdesk.usecases.quiet_relations import list_quiet
from registerdesk.usecases.request_opening import NewRequest, open_request
from registerdesk.usecases.restrictions import NewRestriction, restrict
from registerdesk.usecases.rights_requests import view_request
from registerdesk.usecases.search import find
from tests.makers import TODAY, SmallOffice, a_person, an_office, an_origin, bare

LONG_AGO = date(2024, 2, 29)
ADVANCES = (Purpose.MARKETING, Purpose.PROFILING)
OTHERS = (Purpose.STATISTICS, Purpose.DEVELOPMENT)
PEOPLE = (
    *("Nådd", "Återkommen", "Avslagen", "Begränsad", "Avliden"),
    *("Underårig", "Skyddad", "Sammanslagen", "Avslutad"),
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    """Give an office."""
    made = an_office(tmp_path)
    yield made
    made.close()


def merged(office: SmallOffice, stays: UUID, goes: UUID) -> MergeDone:
    """Merge the second of two into the first."""
    found = office.do("handl", compare_parties, stays, goes)
    versions = {side.party_id: side.version for side in (found.first, found.second)}
    wish = MergeWish(
        survivor_id=stays,
        survivor_version=versions[stays],
        absorbed_id=goes,
        absorbed_version=versions[goes],
        taken=frozenset(),
    )
    return office.do("handl", merge_parties, wish)


def ended(office: SmallOffice, party_id: UUID) -> None:
    """End somebody's one relation."""
    (relation,) = office.inside("handl", lambda visit: visit.office.relations.of(party_id))
    office.do("handl", end_relation, relation.id, TODAY, "")


@pytest.fixture
def people(office: SmallOffice) -> dict[str, UUID]:
    """Register one person of each kind; all have said yes to everything that can be switched."""
    ids = {name: office.do("handl", register_party, bare(name)) for name in PEOPLE}
    for party_id in ids.values():
        for purpose in (*ADVANCES, *OTHERS):
            office.do("handl", switch_purpose, party_id, purpose, "Blankett", on=True)
    for purpose in (*ADVANCES, *OTHERS):
        office.do("handl", switch_purpose, ids["Avslagen"], purpose, "I telefon", on=False)
    ground = NewRestriction(ground=RestrictionGround.ACCURACY, since=TODAY, reason="Adressen")
    office.do("handl", restrict, ids["Begränsad"], ground)
    office.do("handl", mark_deceased, ids["Avliden"], 1, None, an_origin())
    office.do("handl", mark_minor, ids["Underårig"], 1, an_origin())
    office.do("handl", mark_protected, ids["Skyddad"], Protection.MARKED)
    for name in ("Avslutad", "Återkommen"):
        ended(office, ids[name])
    office.do("handl", start_relation, ids["Återkommen"], RelationKind.CUSTOMER, an_origin())
    merged(office, ids["Nådd"], ids["Sammanslagen"])
    return ids


def may(office: SmallOffice, purpose: Purpose, *ids: UUID) -> frozenset[UUID]:
    """Return whose data may be used for a purpose."""
    return office.inside("handl", lambda visit: AllowedPeople(visit).among(purpose, ids))


def asked_about(office: SmallOffice) -> set[UUID]:
    """Return of whom is asked whether they still are customers."""
    return {row.party_id for row in office.do("handl", list_quiet).rows}


def as_text(content: bytes, form: ExportFormat) -> str:
    """Return all that a file or a print says."""
    return content.decode() if form is ExportFormat.CSV else "\n".join(texts(content))


@pytest.mark.parametrize("purpose", [*ADVANCES, *OTHERS])
def test_a_purpose_reaches_the_same_people_in_every_list_count_file_and_print(
    office: SmallOffice, people: dict[str, UUID], purpose: Purpose
) -> None:
    reached = {"Nådd", "Återkommen"}
    if purpose in OTHERS:
        reached |= {"Avliden", "Underårig", "Avslutad"}
    wanted = {people[name] for name in reached}
    usable = may(office, purpose, *people.values())
    assert usable - {people["Skyddad"]} == wanted
    assert (people["Skyddad"] in usable) is (purpose in OTHERS)
    asked = (
        {"query": ListQuery(kind=ListKind.ALL)},
        {"query": ListQuery(kind=ListKind.CUSTOMER)},
        {"query": ListQuery(kind=ListKind.ALL), "marked": tuple(people.values())},
    )
    for form in (ExportFormat.CSV, ExportFormat.PAPER):
        for whom in asked:
            wish = ExportWish(**whom, purpose=purpose, format=form)
            assert office.finish("handl", preview_export, wish).people == len(wanted)
            file = office.finish("handl", take_out, wish, "sv")
            said = as_text(file.content, form)
            assert {name for name in PEOPLE if name in said} == reached
            assert file.people == len(wanted)


def test_the_list_of_those_who_may_get_offers_is_the_same_and_so_is_its_count(
    office: SmallOffice, people: dict[str, UUID]
) -> None:
    for kind in (ListKind.ALL, ListKind.CUSTOMER):
        page = office.do(
            "handl", list_parties, ListQuery(kind=kind, chips=frozenset({Chip.OFFERS}))
        )
        assert {row.party_id for row in page.rows} == {people["Nådd"], people["Återkommen"]}
        assert page.total == len(page.rows)


def test_each_who_stays_behind_is_told_with_the_reason(
    office: SmallOffice, people: dict[str, UUID]
) -> None:
    everybody = (*people.values(), uuid4())  # and somebody who is not there
    wish = ExportWish(query=ListQuery(), marked=everybody, purpose=Purpose.MARKETING)
    found = office.finish("handl", preview_export, wish)
    assert dict(found.left_out) == dict.fromkeys(LeftOut, 1)


def test_who_is_merged_or_says_no_while_a_list_waits_for_approval_stays_behind(
    office: SmallOffice,
) -> None:
    ids = [office.do("handl", register_party, bare(f"Kund {n:02}")) for n in range(22)]
    wish = ExportWish(query=ListQuery(), purpose=Purpose.STATISTICS, format=ExportFormat.CSV)
    office.finish("handl", propose_export, wish)
    (row,) = office.do("ombud", list_exports)
    office.do("ombud", approve_export, row.export.id)
    merged(office, ids[0], ids[1])
    office.do("handl", switch_purpose, ids[2], Purpose.STATISTICS, "", on=False)
    file = office.fetch("handl", row.export.id)
    assert file.people == 20
    said = file.content.decode()
    assert not {"Kund 01", "Kund 02"} & {
        f"Kund {n:02}" for n in range(22) if f"Kund {n:02}" in said
    }


def duplicated(office: SmallOffice) -> tuple[UUID, UUID]:
    """Register a person twice, each time with numbers of their own, and merge the second."""
    stays = office.do("handl", register_party, a_person(started=LONG_AGO))
    second = a_person(number="K-20001", identity_number="", started=LONG_AGO, phones=())
    goes = office.do("handl", register_party, second)
    contact = NewContact(party_id=goes, heading="Fråga", note="Hej.")
    office.do("handl", record_contact, contact)
    merged(office, stays, goes)
    return stays, goes


def found_in(office: SmallOffice, stays: UUID) -> dict[str, set[UUID]]:
    """Return whom each list, count, group and search names."""
    ids: dict[str, set[UUID]] = {}
    for kind in (ListKind.ALL, ListKind.CUSTOMER):
        for chips in (frozenset[Chip](), *(frozenset({chip}) for chip in Chip)):
            for text in ("", "Anna", "K-20001"):
                query = ListQuery(kind=kind, chips=chips, text=text)
                page = office.do("handl", list_parties, query)
                assert page.total == len(page.rows)
                ids[f"{kind} {sorted(chips)} {text}"] = {row.party_id for row in page.rows}
    for text in ("Anna", "Lindqvist", "K-20001", "K-10482", "070-174 06 05", "19780412-2385"):
        ids[f"search {text}"] = {hit.party_id for hit in office.do("handl", find, text).persons}
    ids["quiet"] = {row.party_id for row in office.do("handl", list_quiet).rows}
    contacts = office.do("handl", list_contacts, ContactQuery())
    ids["contacts"] = {row.party_id for row in contacts.rows if row.party_id}
    ids["callers"] = {caller.party_id for caller in office.do("handl", latest_callers)}
    search = finding(office.desk("handl").do)
    while True:
        try:
            next(search)
        except StopIteration as done:
            pairs = (*done.value.pairs, *office.do("handl", duplicates_of, stays).pairs)
            ids["duplicates"] = {one for pair in pairs for one in pair.ids}
            return ids


def test_who_was_absorbed_is_in_no_list_count_chip_group_or_search(office: SmallOffice) -> None:
    stays, goes = duplicated(office)
    namesake = office.do("handl", register_party, a_person(identity_number="", number="K-3"))
    ids = found_in(office, stays)
    assert not {place for place, named in ids.items() if goes in named}
    for place in ("all [] ", "customer [] K-20001", "search K-20001", "contacts", "callers"):
        assert ids[place] >= {stays}, place
    assert ids["duplicates"] == {stays, namesake}
    assert (
        office.inside("handl", lambda v: count_of_name(v.office.connection, "Anna Lindqvist")) == 2
    )
    for purpose in Purpose:
        assert may(office, purpose, goes) == frozenset()


def test_an_imported_row_with_the_number_of_who_was_absorbed_means_who_stayed(
    office: SmallOffice, tmp_path: Path
) -> None:
    stays, goes = duplicated(office)
    path = tmp_path / "kunder.csv"
    path.write_text("Kundnr;Namn;Telefon\r\nK-20001;Anna Lindqvist;08-465 004 09\r\n")
    options = ImportOptions(kind=ImportKind.CUSTOMERS, source="Bokföringsprogrammet")
    report = import_file(office.desk("handl"), path, options, today=TODAY)
    assert (report.new, report.updated) == (0, 1)

    def dialled(visit: Visit) -> tuple[set[str], int]:
        typed = {str(phone.typed) for phone in visit.office.phones.of(stays)}
        return typed, len(visit.office.phones.of(goes))

    assert office.inside("handl", dialled) == ({"070-174 06 05", "08-465 004 09"}, 0)


def test_a_merge_carries_over_when_something_last_happened_and_its_undo_gives_it_back(
    office: SmallOffice,
) -> None:
    quiet = office.do("handl", register_party, bare("Tyst", started=LONG_AGO))
    heard = office.do("handl", register_party, bare("Hörd", started=LONG_AGO))
    office.do("handl", record_contact, NewContact(party_id=heard, heading="Fråga", note="Hej."))
    assert asked_about(office) == {quiet}
    done = merged(office, quiet, heard)
    assert asked_about(office) == set()
    office.do("handl", unmerge_parties, done.merge_id)
    assert asked_about(office) == {quiet}


def test_what_is_written_down_of_who_was_absorbed_meanwhile_is_kept_of_who_stayed(
    office: SmallOffice,
) -> None:
    stays, goes = duplicated(office)
    called = office.do("handl", record_call, Call(party_id=goes, matters=(Matter(digit=1),)))
    written = office.do("handl", record_contact, NewContact(party_id=goes, heading="Ringde"))
    new = NewRequest(right=Right.RECTIFICATION, party_id=goes)
    opened = office.do("handl", open_request, new)
    rows = office.do("handl", list_contacts, ContactQuery(party_id=stays)).rows
    assert {called.contact_id, written} <= {row.contact_id for row in rows}
    for request in (*called.requests, opened):
        assert office.do("handl", view_request, request.id).request.party_id == stays


@pytest.mark.parametrize("hidden", [False, True])
def test_whom_somebody_acts_for_is_known_through_a_merge_and_after_its_day(
    office: SmallOffice, hidden: bool
) -> None:
    firms = [
        office.do(
            "handl", register_party, bare("Åkeriet AB", kind=PartyKind.COMPANY, number=number)
        )
        for number in ("K-1", "K-2")
    ]
    anna = office.do("handl", register_party, a_person())
    link = NewLink(
        kind=LinkKind.CONTACT_PERSON, for_id=firms[1], person=anna, origin=an_origin(), title="Chef"
    )
    office.do("handl", add_link, link)
    if hidden:
        office.do("handl", mark_protected, anna, Protection.MARKED)
    merged(office, firms[0], firms[1])
    office.clock.forward(hours=25)
    assert office.inside("handl", lambda visit: OldMerges(visit).expire()) == 1
    items = office.inside("handl", lambda visit: PersonData(visit, anna).items())
    told = {item.field: item.value for item in items if item.register == "links"}
    assert told["for_id"] in {"K-1 Åkeriet AB", "K-2 Åkeriet AB"}
    opened = office.do("handl", open_protected, anna, OpeningReason.CORRECTION) if hidden else None
    card = opened or office.do("handl", view_card, anna)
    assert [(row.other_id, row.name) for row in card.links] == [(firms[0], "Åkeriet AB")]
    acting = office.do("handl", view_card, firms[0]).links
    assert {row.other_id for row in acting} == (set() if hidden else {anna})
