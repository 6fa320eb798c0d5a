"""Merging two rows of one person: nothing is lost, both histories stay, and a day to undo it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, get_args, get_type_hints
from uuid import UUID

import pytest
from sqlalchemy import Index, UniqueConstraint

from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed
from registerdesk.domain.fields import Purpose
from registerdesk.domain.parties import AddressKind, PartyKind, Protection, RelationKind
from registerdesk.domain.party_lists import ListKind, ListQuery
from registerdesk.domain.party_merges import MergeWish, Touched, is_stronger
from registerdesk.domain.protection import OpeningReason
from registerdesk.domain.restrictions import ProcessingRestricted, RestrictionGround
from registerdesk.domain.snapshots import Item
from registerdesk.storage.office import Office
from registerdesk.storage.party_merges import DERIVED, moving_columns
from registerdesk.storage.tables import METADATA, RECORD_TYPES
from registerdesk.usecases.credit_checks import record_credit_check
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.new_parties import NewAddress
from registerdesk.usecases.parties import add_value, change_value, register_party
from registerdesk.usecases.party_cards import (
    Card,
    open_protected,
    reveal_identity_number,
    view_card,
)
from registerdesk.usecases.party_history import view_history
from registerdesk.usecases.party_lists import list_parties
from registerdesk.usecases.party_merges import (
    Comparison,
    MergeDone,
    compare_parties,
    merge_parties,
    undoable_merge,
    unmerge_parties,
)
from registerdesk.usecases.party_merging import OldMerges
from registerdesk.usecases.person_data import PersonData, personal_registers
from registerdesk.usecases.protection import mark_protected, propose_unmarking
from registerdesk.usecases.purpose_switches import PersonPurposes, switch_purpose
from registerdesk.usecases.restrictions import NewRestriction, restrict
from registerdesk.usecases.rights_requests import view_request
from registerdesk.usecases.search import find
from tests.makers import TODAY, SmallOffice, a_credit_check, a_person, an_origin, bare
from tests.usecases.cases import an_access_call


def the_first(office: SmallOffice) -> UUID:
    return office.do("handl", register_party, a_person())


def the_second(office: SmallOffice, **changes: object) -> UUID:
    """Register her once more, otherwise spelled, with a phone and a name of her own."""
    given: dict[str, Any] = {
        "name": "Anna Lindkvist",
        "family_name": "Lindkvist",
        "identity_number": "",
        "number": "K-20001",
        "phones": ("08-465 004 01",),
        "emails": (),
        "address": NewAddress(kind=AddressKind.DELIVERY, postal_code="12345", town="Ekby"),
        "note": "",
    }
    return office.do("handl", register_party, a_person(**(given | changes)))


def wish_of(compared: Comparison, *taken: str) -> MergeWish:
    return MergeWish(
        survivor_id=compared.first.party_id,
        survivor_version=compared.first.version,
        absorbed_id=compared.second.party_id,
        absorbed_version=compared.second.version,
        taken=frozenset(taken),
    )


def merged(
    office: SmallOffice, one: UUID, other: UUID, *taken: str, user: str = "handl"
) -> MergeDone:
    compared = office.do(user, compare_parties, one, other)
    return office.do(user, merge_parties, wish_of(compared, *taken))


def card_of(office: SmallOffice, party_id: UUID) -> Card:
    return office.do("handl", view_card, party_id)


def everything(office: SmallOffice) -> dict[str, list[str]]:
    """Return every row of every table but the log's and its own, as text."""
    left_out = {"audit_log", "log_object", "checkpoint", "party_merge", "party_merge_row"}

    def look(visit: Visit) -> dict[str, list[str]]:
        rows = visit.office.connection.execute
        return {
            table.name: sorted(str(tuple(row)) for row in rows(table.select()))
            for table in METADATA.sorted_tables
            if table.name not in left_out
        }

    return office.inside("handl", look)


def data_of(office: SmallOffice, party_id: UUID) -> tuple[Item, ...]:
    return office.inside("handl", lambda visit: PersonData(visit, party_id).items())


def test_two_rows_stand_side_by_side_and_the_fuller_one_stays(office: SmallOffice) -> None:
    first, second = the_first(office), the_second(office)
    compared = office.do("handl", compare_parties, second, first)
    assert (compared.first.party_id, compared.first.number) == (first, "K-10482")
    assert compared.first.rows > compared.second.rows
    assert (compared.first.identity_numbers, compared.second.identity_numbers) == (1, 0)
    different = {c.field: (c.first, c.second) for c in compared.choices if not c.is_same}
    assert different == {
        "display_name": ("Anna Lindqvist", "Anna Lindkvist"),
        "family_name": ("Lindqvist", "Lindkvist"),
    }
    assert not any(choice.prefers_second for choice in compared.choices)


def test_all_that_one_had_belongs_to_the_other_and_both_numbers_find_her(
    office: SmallOffice,
) -> None:
    first, second = the_first(office), the_second(office)
    office.do("kredit", record_credit_check, second, a_credit_check(), "UC")
    done = merged(office, first, second, "display_name")
    card = card_of(office, first)
    assert (done.survivor_id, done.moved) == (first, 4)
    assert card.party.display_name == "Anna Lindkvist"
    assert card.party.family_name == "Lindqvist"
    assert {phone.typed for phone in card.phones} == {"070-174 06 05", "08-465 004 01"}
    assert {relation.number for relation in card.relations} == {"K-10482", "K-20001"}
    assert len(card.credit_checks) == 1
    for number in ("K-10482", "K-20001", "Lindkvist", "08-465 004 01"):
        hits = office.do("handl", find, number).persons
        assert [hit.party_id for hit in hits] == [first]
    (row,) = [row for row in office.log() if row.event.act == "party.merged"]
    assert row.event.count == 4
    assert row.event.fields == ("display_name", "family_name")


def test_what_lost_becomes_an_old_value_and_both_histories_stay(office: SmallOffice) -> None:
    first, second = the_first(office), the_second(office)
    origin = an_origin(source_detail="i kassan")
    before = ("parties", second, 1, "display_name", "Annie Lindkvist", origin)
    office.do("handl", change_value, *before)
    (phone,) = card_of(office, second).phones
    office.do("handl", change_value, "phones", phone.id, 1, "typed", "08-465 004 02", origin)
    merged(office, first, second, "display_name")
    former = {(f.field, f.value) for f in office.do("handl", view_history, first)}
    assert former >= {
        ("display_name", "Anna Lindqvist"),
        ("display_name", "Anna Lindkvist"),
        ("family_name", "Lindkvist"),
        ("typed", "08-465 004 01"),
    }
    values = {v.field: v for v in card_of(office, first).values if v.register == "parties"}
    assert values["display_name"].source_detail == "i kassan"
    told = {(item.field, item.value) for item in data_of(office, first)}
    assert {("display_name", "Annie Lindkvist"), ("display_name", "Anna Lindkvist")} <= told
    assert data_of(office, second) == ()


def test_who_was_absorbed_is_in_no_list_count_or_search_and_points_on(
    office: SmallOffice,
) -> None:
    first, second = the_first(office), the_second(office)
    before = office.do("handl", list_parties, ListQuery(kind=ListKind.ALL)).total
    merged(office, first, second)
    everybody = office.do("handl", list_parties, ListQuery(kind=ListKind.ALL))
    assert everybody.total == before - 1
    assert [row.party_id for row in everybody.rows] == [first]
    filtered = office.do("handl", list_parties, ListQuery(kind=ListKind.ALL, text="Lindkvist"))
    assert (filtered.total, filtered.rows) == (0, ())
    customers = office.do("handl", list_parties, ListQuery())
    assert [(row.party_id, row.name) for row in customers.rows] == [(first, "Anna Lindqvist")] * 2
    card = card_of(office, second)
    assert card.party.id == first
    assert card.merged == {second}
    with pytest.raises(Conflict):
        office.do("handl", add_value, second, "phones", {"typed": "08-465 004 03"}, an_origin())


def test_an_undone_merge_leaves_the_register_as_it_was(office: SmallOffice) -> None:
    first, second = the_first(office), the_second(office)
    request = an_access_call(office, second)
    before = everything(office)
    done = merged(office, first, second, "display_name", "family_name")
    assert everything(office) != before
    assert office.do("handl", undoable_merge, first) == done
    assert office.do("handl", unmerge_parties, done.merge_id) == second
    after = everything(office)
    differ = {name for name in before if before[name] != after[name]}
    assert differ <= {"party", "search_row", "preference"}
    assert card_of(office, first).party == replace(
        card_of(office, first).party, display_name="Anna Lindqvist", family_name="Lindqvist"
    )
    assert [h.party_id for h in office.do("handl", find, "Lindkvist").persons] == [second]
    assert office.do("handl", undoable_merge, first) is None
    assert office.do("handl", view_request, request.id).request.party_id == second
    assert office.acts().count("party.unmerged") == 1


def test_open_requests_keep_their_cases_and_their_clocks(office: SmallOffice) -> None:
    first, second = the_first(office), the_second(office)
    requests = [an_access_call(office, party_id) for party_id in (first, second)]
    days = [request.deadline for request in requests]
    merged(office, first, second)
    seen = [office.do("handl", view_request, r.id) for r in requests]
    assert {seen_one.request.party_id for seen_one in seen} == {first}
    assert [request.deadline for request in seen] == days


def test_a_merge_is_not_undone_over_what_has_been_changed_since(office: SmallOffice) -> None:
    first, second = the_first(office), the_second(office)
    done = merged(office, first, second)
    moved = next(p for p in card_of(office, first).phones if p.typed.startswith("08"))
    place = ("phones", moved.id, 1, "typed", "08-465 004 09", an_origin())
    office.do("handl", change_value, *place)
    office.do("handl", change_value, "parties", first, 2, "language", "en", an_origin())
    with pytest.raises(Touched) as refused:
        office.do("handl", unmerge_parties, done.merge_id)
    assert set(refused.value.labels) == {"Phone", "Name and birth date"}


def test_a_merge_can_be_undone_for_a_day_and_is_then_forgotten(office: SmallOffice) -> None:
    first, second = the_first(office), the_second(office)
    done = merged(office, first, second)
    office.clock.forward(hours=24)
    assert office.do("handl", undoable_merge, first) == done
    office.clock.forward(seconds=1)
    assert office.do("handl", undoable_merge, first) is None
    with pytest.raises(Conflict):
        office.do("handl", unmerge_parties, done.merge_id)
    third = office.do("handl", register_party, bare("Ny Kund"))
    fourth = office.do("handl", register_party, bare("Ny Kund"))
    merged(office, third, fourth)
    assert "merges.expired" in office.acts()
    gone = office.inside("handl", lambda visit: visit.office.parties.get(second))
    assert (gone.display_name, gone.family_name, gone.birth_date) == ("", "", None)
    assert gone.party_id == first
    assert office.inside("handl", lambda visit: OldMerges(visit).expire()) == 0


def test_a_chain_of_merges_is_undone_from_its_end(office: SmallOffice) -> None:
    first, second = the_first(office), the_second(office)
    third = the_second(office, number="K-20002", note="Tredje raden", emails=())
    for at in range(6):
        new = {"typed": f"08-465 004 1{at}"}
        office.do("handl", add_value, third, "phones", new, an_origin())
        office.do("handl", add_value, third, "notes", {"text": f"{at}"}, an_origin())
    earlier = merged(office, first, second)
    later = merged(office, first, third)
    assert later.survivor_id == third
    assert card_of(office, second).party.id == third
    with pytest.raises(Conflict):
        office.do("handl", unmerge_parties, earlier.merge_id)
    assert office.do("handl", unmerge_parties, later.merge_id) == first
    assert office.do("handl", unmerge_parties, earlier.merge_id) == second
    assert card_of(office, second).party.id == second


def test_what_cannot_be_one_is_refused(office: SmallOffice) -> None:
    first, second = the_first(office), the_second(office)
    company = bare("Ekbackens AB", kind=PartyKind.COMPANY, relation=RelationKind.SUPPLIER)
    firm = office.do("handl", register_party, company)
    for other in (first, firm):
        with pytest.raises(InvalidInput):
            office.do("handl", compare_parties, first, other)
    wish = wish_of(office.do("handl", compare_parties, first, second))
    with pytest.raises(InvalidInput):
        office.do("handl", merge_parties, replace(wish, taken=frozenset({"number"})))
    with pytest.raises(Conflict):
        office.do("handl", merge_parties, replace(wish, absorbed_version=9))
    for user in ("ekonomi", "lasare", "ombud", "admin"):
        with pytest.raises(NotAllowed):
            office.do(user, merge_parties, wish)


def test_protected_people_are_merged_by_those_named_alone(office: SmallOffice) -> None:
    first, second = the_first(office), the_second(office)
    office.do("handl", mark_protected, first, Protection.MARKED)
    with pytest.raises(InvalidInput):
        office.do("handl", compare_parties, first, second)
    office.do("handl", mark_protected, second, Protection.SHELTERED)
    with pytest.raises(NotAllowed):
        office.do("kredit", compare_parties, first, second)
    before = everything(office)
    done = merged(office, first, second, "display_name")
    card = office.do("handl", open_protected, first, OpeningReason.CORRECTION)
    assert (card.party.display_name, card.party.protection) == (
        "Anna Lindkvist",
        Protection.SHELTERED,
    )
    assert len(card.phones) == 2
    assert "Lindkvist" not in str(everything(office))
    office.do("handl", unmerge_parties, done.merge_id)
    after = everything(office)
    assert after["protected_lookup"] == before["protected_lookup"]
    card = office.do("handl", open_protected, first, OpeningReason.CORRECTION)
    assert (card.party.display_name, card.party.protection) == (
        "Anna Lindqvist",
        Protection.MARKED,
    )
    office.do("handl", propose_unmarking, first)
    with pytest.raises(Conflict):
        merged(office, first, second)


def test_a_sealed_number_stays_readable_on_its_new_card(office: SmallOffice) -> None:
    first, second = the_first(office), the_second(office)
    for at in range(8):
        office.do("handl", add_value, second, "notes", {"text": f"Rad {at}"}, an_origin())
    done = merged(office, first, second)
    assert done.survivor_id == second
    (number,) = card_of(office, second).numbers
    assert office.do("handl", reveal_identity_number, number.row_id) == "19780412-2385"
    hits = office.do("handl", find, "19780412-2385").persons
    assert [hit.party_id for hit in hits] == [second]


def test_every_register_of_people_moves_and_none_forbids_it() -> None:
    moving = {column.table.name for column in moving_columns()}
    kept = {record: table.name for table, record in RECORD_TYPES.items()}
    for record in personal_registers().values():
        assert kept[record] in moving
    for made in vars(Office).values():
        hints = get_type_hints(made.func) if hasattr(made, "func") else {}
        for record in get_args(hints.get("return")):
            if "party_id" in getattr(record, "__dataclass_fields__", {}):
                assert kept[record] in moving
    for column in moving_columns():
        assert "id" in column.table.c
        unique: list[UniqueConstraint | Index] = [
            c for c in column.table.constraints if isinstance(c, UniqueConstraint)
        ]
        unique += [index for index in column.table.indexes if index.unique]
        assert not any(column.name in rule.columns for rule in unique)
    assert {t.name for t in METADATA.sorted_tables if "party_id" in t.c} - moving == DERIVED


def test_the_stronger_protection_holds() -> None:
    assert is_stronger(Protection.SHELTERED, Protection.MARKED)
    assert is_stronger(Protection.MARKED, Protection.NONE)
    assert not is_stronger(Protection.MARKED, Protection.SHELTERED)
    assert not is_stronger(Protection.SHELTERED, Protection.SHELTERED)


def test_an_empty_value_is_filled_from_the_other(office: SmallOffice) -> None:
    first = office.do("handl", register_party, a_person(birth_date=None))
    second = the_second(office, birth_date=date(1978, 4, 12))
    compared = office.do("handl", compare_parties, first, second)
    wanted = [choice.field for choice in compared.choices if choice.prefers_second]
    assert wanted == ["birth_date"]
    merged(office, first, second, *wanted)
    assert card_of(office, first).party.birth_date == date(1978, 4, 12)


def said(office: SmallOffice, party_id: UUID, how: str, *, on: bool) -> None:
    office.do("ombud", switch_purpose, party_id, Purpose.MARKETING, how, on=on)


def test_of_two_words_on_one_purpose_both_are_kept_and_the_no_holds(office: SmallOffice) -> None:
    first, second = the_first(office), the_second(office)
    said(office, first, "i ett brev", on=True)
    said(office, second, "på telefon", on=False)
    done = merged(office, first, second)
    told = {(item.field, item.value) for item in data_of(office, first)}
    assert {("how", "i ett brev"), ("how", "på telefon")} <= told
    standing = office.inside("ombud", lambda visit: PersonPurposes(visit).of(first))
    assert [each.is_on for each in standing if each.purpose is Purpose.MARKETING] == [False]
    office.do("handl", unmerge_parties, done.merge_id)
    assert ("how", "på telefon") in {(i.field, i.value) for i in data_of(office, second)}


def test_marking_as_protected_ends_the_undo_and_leaves_nothing_open(office: SmallOffice) -> None:
    first, second = the_first(office), the_second(office)
    merged(office, first, second)
    office.do("handl", mark_protected, first, Protection.MARKED)
    assert "Lindkvist" not in str(everything(office))
    assert office.do("handl", undoable_merge, first) is None


def test_a_restricted_person_is_neither_compared_nor_merged(office: SmallOffice) -> None:
    first, second = the_first(office), the_second(office)
    wish = wish_of(office.do("handl", compare_parties, first, second))
    new = NewRestriction(
        ground=RestrictionGround.ACCURACY, since=TODAY, asked_by="Personen", reason="Adressen."
    )
    office.do("handl", restrict, second, new)
    with pytest.raises(ProcessingRestricted):
        office.do("handl", compare_parties, first, second)
    with pytest.raises(ProcessingRestricted):
        office.do("handl", merge_parties, wish)
    assert office.inside("handl", lambda visit: visit.office.party_merges.find()) == []
