"""Registering, changing and ending: what is kept, with its source, and what is refused."""

from __future__ import annotations

import dataclasses
from datetime import date
from uuid import UUID

import pytest

from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from registerdesk.domain.notes import NoteStage
from registerdesk.domain.parties import PartyKind, Protection, RelationKind
from registerdesk.domain.sources import Channel, Source
from registerdesk.usecases.credit_checks import record_credit_check
from registerdesk.usecases.new_parties import NewParty
from registerdesk.usecases.parties import (
    add_value,
    change_party,
    change_payment_terms,
    change_value,
    end_relation,
    register_party,
    start_relation,
)
from registerdesk.usecases.party_cards import Card, view_card
from registerdesk.usecases.party_history import view_history
from registerdesk.usecases.person_data import PersonData
from registerdesk.usecases.protection import mark_protected
from registerdesk.usecases.search import find
from registerdesk.usecases.value_removal import put_back_value, remove_value
from tests.makers import TODAY, SmallOffice, a_credit_check, a_person, an_origin, bare

LETTER = an_origin(source=Source.POPULATION_REGISTER, channel=Channel.POST)


def card(office: SmallOffice, party_id: UUID, user: str = "handl") -> Card:
    return office.do(user, view_card, party_id)


def test_a_person_is_registered_with_one_origin_for_all(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    seen = card(office, party_id)
    assert seen.party.display_name == "Anna Lindqvist"
    assert seen.number == "K-10482"
    assert seen.numbers[0].shown == "19780412-••••"
    assert seen.phones[0].e164 == "+46701740605"
    assert seen.addresses[0].postal_code == "123 45"
    assert {(v.source, v.channel, v.collected_on) for v in seen.values} == {
        (Source.SUBJECT, Channel.PHONE, TODAY)
    }
    assert office.acts()[-2:] == ["party.registered", "party.viewed"]


def test_a_protected_identity_is_not_given_in_passing(office: SmallOffice) -> None:
    with pytest.raises(InvalidInput):
        office.do("handl", register_party, a_person(protection=Protection.MARKED))
    assert office.inside("handl", lambda visit: visit.office.parties.find()) == []


def test_a_company_keeps_its_number_open(office: SmallOffice) -> None:
    company = bare("Ek AB", kind=PartyKind.COMPANY, identity_number="556000-0167")
    party_id = office.do("handl", register_party, company)
    number = card(office, party_id).numbers[0]
    assert (number.shown, number.is_masked) == ("556000-0167", False)
    assert card(office, party_id, "lasare").numbers[0].shown == "556000-0167"


def test_an_interim_number_is_kept_as_it_was_given(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, bare("Bo", identity_number="800101-T123"))
    assert card(office, party_id).numbers[0].is_masked


def test_the_program_makes_numbers_that_nobody_has(office: SmallOffice) -> None:
    office.do("handl", register_party, bare("Från filen", number="K-10001"))
    office.do("handl", register_party, bare("Från filen 2", number="K-10007"))
    made = [
        card(office, office.do("handl", register_party, bare(name))).number for name in ("A", "B")
    ]
    assert made == ["K-10008", "K-10009"]
    supplier = bare("Lev", relation=RelationKind.SUPPLIER)
    assert card(office, office.do("handl", register_party, supplier)).number == "L-00001"


def test_numbers_of_another_look_do_not_stop_the_series(office: SmallOffice) -> None:
    office.do("handl", register_party, bare("X", number="K-10001"))
    office.do("handl", register_party, bare("Y", number="K-ABCDE"))
    assert card(office, office.do("handl", register_party, bare("Z"))).number == "K-10002"


def test_somebody_without_a_relation_has_no_number(office: SmallOffice) -> None:
    assert card(office, office.do("handl", register_party, bare("Bo", relation=None))).number == ""


@pytest.mark.parametrize(
    "again",
    [
        bare("Bo", number="K-10482"),
        bare("Bo", identity_number="197804122385"),
    ],
)
def test_a_number_that_is_taken_names_whose_it_is(office: SmallOffice, again: NewParty) -> None:
    office.do("handl", register_party, a_person())
    with pytest.raises(Conflict) as told:
        office.do("handl", register_party, again)
    assert told.value.parameters["who"] == "K-10482 Anna Lindqvist"
    assert office.acts()[-1] == "failed.edit_party"


def test_an_organisation_number_is_taken_once(office: SmallOffice) -> None:
    company = bare("Ek AB", kind=PartyKind.COMPANY, identity_number="556000-0167", relation=None)
    office.do("handl", register_party, company)
    with pytest.raises(Conflict) as told:
        office.do("handl", register_party, company)
    assert told.value.parameters["who"] == "Ek AB"


@pytest.mark.parametrize(
    "wrong",
    [
        bare(" "),
        bare("Bo", phones=("abc",)),
        bare("Bo", emails=("abc",)),
        bare("Bo", identity_number="19780412-2386"),
        bare("Bo\u202e"),
    ],
)
def test_nothing_is_kept_of_a_person_with_a_wrong_value(
    office: SmallOffice, wrong: NewParty
) -> None:
    with pytest.raises(InvalidInput):
        office.do("handl", register_party, wrong)
    assert office.inside("handl", lambda visit: visit.office.parties.find()) == []


def test_a_changed_value_has_its_own_source_and_keeps_the_old_one(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    phone = card(office, party_id).phones[0]
    version = office.do(
        "handl", change_value, "phones", phone.id, phone.version, "typed", "08-465 004 01", LETTER
    )
    office.clock.forward(minutes=1)
    again = office.do(
        "handl", change_value, "phones", phone.id, version, "typed", "08-465 004 02", LETTER
    )
    assert again == phone.version + 2
    seen = card(office, party_id)
    assert seen.phones[0].e164 == "+46846500402"
    changed = next(v for v in seen.values if v.field == "typed")
    assert (changed.source, changed.channel) == (Source.POPULATION_REGISTER, Channel.POST)
    former = [f.value for f in office.do("handl", view_history, party_id) if f.field == "typed"]
    assert former == ["08-465 004 01", "070-174 06 05"]


def test_an_earlier_identity_number_is_masked_and_out_of_reach_without_the_key(
    office: SmallOffice,
) -> None:
    party_id = office.do("handl", register_party, a_person())
    number = card(office, party_id).numbers[0]
    office.do(
        "handl", change_value, "party_numbers", number.row_id, number.version, "personal",
        "198112289874", LETTER,
    )  # fmt: skip
    (former,) = office.do("handl", view_history, party_id)
    assert former.value == "19780412-••••"
    assert office.do("ekonomi", view_history, party_id) == ()


def test_an_earlier_number_stays_sealed_where_the_key_is_missing(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    row = card(office, party_id).numbers[0]
    for version, number in enumerate(("198112289874", "198112289874", "197804122385"), 1):
        office.do(
            "handl", change_value, "party_numbers", row.row_id, version, "personal", number, LETTER
        )
    given = {"justification": "Faktura"}
    office.do("handl", change_party, "party_numbers", row.row_id, 4, given, LETTER)
    assert len(office.do("handl", view_history, party_id)) == 3
    office.keys("kredit").bunch.held.pop("pnr")
    assert [f.field for f in office.do("kredit", view_history, party_id)] == ["justification"]


def test_an_identity_number_that_was_missing_has_no_former_one(office: SmallOffice) -> None:
    company = bare("Ek AB", kind=PartyKind.COMPANY, identity_number="556000-0167")
    party_id = office.do("handl", register_party, company)
    row = card(office, party_id).numbers[0]
    office.do(
        "handl", change_value, "party_numbers", row.row_id, row.version, "organisation",
        "197804122385", LETTER,
    )  # fmt: skip
    former = {f.field: f.value for f in office.do("handl", view_history, party_id)}
    assert former["organisation"] == "5560000167"


def test_a_stale_change_is_refused(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    office.do("handl", change_value, "parties", party_id, 1, "display_name", "Anna Ek", LETTER)
    with pytest.raises(Conflict):
        office.do("kredit", change_value, "parties", party_id, 1, "display_name", "Fel", LETTER)
    assert card(office, party_id).party.display_name == "Anna Ek"


def test_several_values_of_a_row_change_at_once(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    home = card(office, party_id).addresses[0]
    moved = {"street": "Storgatan 1", "postal_code": "0150", "town": "Oslo", "country": "Norge"}
    office.do("handl", change_party, "addresses", home.id, home.version, moved, LETTER)
    assert card(office, party_id).addresses[0].postal_code == "0150"


def test_values_are_added_and_removed(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, bare("Bo"))
    row_id = office.do(
        "handl", add_value, party_id, "emails", {"address": "bo@example.com"}, LETTER
    )
    office.do("handl", change_value, "emails", row_id, 1, "address", "b@example.com", LETTER)
    with pytest.raises(Conflict):
        office.do("handl", remove_value, "emails", row_id, 1)
    office.do("handl", remove_value, "emails", row_id, 2)
    assert card(office, party_id).emails == ()
    former = {f.value for f in office.do("handl", view_history, party_id)}
    assert former == {"b@example.com", "bo@example.com"}
    with pytest.raises(NotFound):
        office.do("handl", remove_value, "emails", row_id, 2)


def test_a_removed_value_is_answered_for_with_its_source_and_can_be_put_back(
    office: SmallOffice,
) -> None:
    party_id = office.do("handl", register_party, a_person())
    home = card(office, party_id).addresses[0]
    office.do("handl", change_value, "addresses", home.id, 1, "street", "Storgatan 1", LETTER)
    before = card(office, party_id).values
    office.clock.forward(minutes=1)
    office.do("handl", remove_value, "addresses", home.id, 2)
    assert card(office, party_id).addresses == ()
    assert office.do("handl", find, "Storgatan").total == 0
    items = office.inside("ombud", lambda v: PersonData(v, party_id).items())
    told = {(i.field, i.value): i.source for i in items if i.register == "addresses"}
    assert told["street", "Storgatan 1"] is Source.POPULATION_REGISTER
    assert told["town", "Ekby"] is Source.SUBJECT
    office.do("handl2", put_back_value, "addresses", home.id)
    after = card(office, party_id).values
    assert {(v.field, v.value, v.source) for v in after} == {
        (v.field, v.value, v.source) for v in before
    }
    with pytest.raises(Conflict):
        office.do("handl", put_back_value, "addresses", home.id)
    with pytest.raises(Conflict):
        office.do("handl", change_value, "addresses", home.id, 2, "street", "Fel", LETTER)
    street = [f.value for f in office.do("handl", view_history, party_id) if f.field == "street"]
    assert street == ["Storgatan 1", "Björkvägen 3"]


def test_a_removed_number_comes_back_sealed_unless_somebody_has_it_by_then(
    office: SmallOffice,
) -> None:
    party_id = office.do("handl", register_party, a_person())
    row = card(office, party_id).numbers[0]
    office.do("handl", remove_value, "party_numbers", row.row_id, row.version)
    assert card(office, party_id).numbers == ()
    office.do("handl", put_back_value, "party_numbers", row.row_id)
    assert card(office, party_id).numbers[0].shown == "19780412-••••"
    version = card(office, party_id).numbers[0].version
    office.do("handl", remove_value, "party_numbers", row.row_id, version)
    office.do("handl", register_party, bare("Bo", identity_number="19780412-2385"))
    with pytest.raises(Conflict):
        office.do("handl", put_back_value, "party_numbers", row.row_id)


def test_a_protected_person_s_removed_value_stays_sealed(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    phone = card(office, party_id).phones[0]
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    version = office.inside("handl", lambda v: v.office.phones.get(phone.id)).version
    office.do("handl", remove_value, "phones", phone.id, version)
    kept = office.inside("handl", lambda v: v.office.history.find(row_id=phone.id))
    assert {old.field for old in kept} == {"typed", "e164"}
    assert all(old.old_value is None for old in kept)
    with pytest.raises(NotAllowed):
        office.do("kredit", put_back_value, "phones", phone.id)
    office.do("handl", put_back_value, "phones", phone.id)
    phones = office.inside("handl", lambda v: v.office.phones.of(party_id))
    assert [p.e164 for p in phones] == ["+46701740605"]


def test_nothing_is_put_back_that_was_never_there(office: SmallOffice) -> None:
    with pytest.raises(NotFound):
        office.do("handl", put_back_value, "phones", UUID(int=7))
    with pytest.raises(InvalidInput):
        office.do("handl", put_back_value, "relations", UUID(int=7))


def test_a_final_note_is_corrected_and_not_removed(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    note = card(office, party_id).notes[0]
    with pytest.raises(InvalidInput):
        office.do("handl", remove_value, "notes", note.id, note.version)
    origin = an_origin()
    draft = {"text": "Minns att ringa.", "stage": NoteStage.MEMORY}
    memory = office.do("handl", add_value, party_id, "notes", draft, origin)
    office.do("handl", remove_value, "notes", memory, 1)
    assert len(card(office, party_id).notes) == 1


@pytest.mark.parametrize("register", ["parties", "relations", "secrets"])
def test_people_and_relations_are_neither_added_nor_removed_as_values(
    office: SmallOffice, register: str
) -> None:
    party_id = office.do("handl", register_party, bare("Bo"))
    with pytest.raises(InvalidInput):
        office.do("handl", add_value, party_id, register, {}, LETTER)
    with pytest.raises(InvalidInput):
        office.do("handl", remove_value, register, party_id, 1)


@pytest.mark.parametrize(
    ("register", "field"),
    [("parties", "protection"), ("relations", "kind"), ("parties", "id"), ("secrets", "text")],
)
def test_some_fields_are_not_changed_alone(office: SmallOffice, register: str, field: str) -> None:
    party_id = office.do("handl", register_party, bare("Bo"))
    with pytest.raises(InvalidInput):
        office.do("handl", change_value, register, party_id, 1, field, "x", LETTER)


def test_payment_terms_are_finance_s_to_change(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, bare("Bo"))
    relation = card(office, party_id).relations[0]
    with pytest.raises(NotAllowed):
        office.do("handl", change_value, "relations", relation.id, 1, "credit_limit", 5, LETTER)
    office.do("ekonomi", change_payment_terms, relation.id, 1, "credit_limit", 5_000, LETTER)
    assert card(office, party_id).relations[0].credit_limit == 5_000
    editable = {v.field: v.is_editable for v in card(office, party_id, "ekonomi").values}
    assert (editable["credit_limit"], editable["display_name"]) == (True, False)
    with pytest.raises(InvalidInput):
        office.do("ekonomi", change_payment_terms, relation.id, 2, "number", "K-1", LETTER)


def test_a_relation_number_stays_one_person_s(office: SmallOffice) -> None:
    office.do("handl", register_party, a_person())
    party_id = office.do("handl", register_party, bare("Bo"))
    relation = card(office, party_id).relations[0]
    office.do("handl", change_value, "relations", relation.id, 1, "number", "K-7", LETTER)
    with pytest.raises(Conflict):
        office.do("handl", change_value, "relations", relation.id, 2, "number", "K-10482", LETTER)


def test_ending_a_relation_tells_when_its_data_goes(office: SmallOffice) -> None:
    started = bare("Bo", started=date(2020, 1, 1))
    party_id = office.do("handl", register_party, started)
    relation = card(office, party_id).relations[0]
    for wrong in (date(2019, 12, 31), date(2026, 11, 24)):
        with pytest.raises(InvalidInput):
            office.do("handl", end_relation, relation.id, wrong, "")
    gone = office.do("handl", end_relation, relation.id, date(2024, 2, 29), "Flyttat")
    assert gone == date(2027, 2, 28)
    assert card(office, party_id).erase_by == gone
    with pytest.raises(Conflict):
        office.do("handl", end_relation, relation.id, TODAY, "")


def test_a_relation_without_a_known_start_can_end(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, bare("Bo"))
    relation = card(office, party_id).relations[0]
    office.do("handl", change_value, "relations", relation.id, 1, "started", None, LETTER)
    assert office.do("handl", end_relation, relation.id, TODAY, "") == date(2029, 11, 23)


def test_a_second_relation_begins_when_the_first_has_ended(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, bare("Bo"))
    with pytest.raises(Conflict):
        office.do("handl", start_relation, party_id, RelationKind.CUSTOMER, LETTER)
    office.do("handl", end_relation, card(office, party_id).relations[0].id, TODAY, "")
    office.do("handl", start_relation, party_id, RelationKind.CUSTOMER, LETTER)
    office.do(
        "handl",
        start_relation,
        party_id,
        RelationKind.SUPPLIER,
        LETTER,
        number="L-9",
        started=TODAY,
    )
    numbers = {r.number for r in card(office, party_id).relations}
    assert numbers == {"K-10001", "K-10002", "L-9"}
    assert card(office, party_id).number in {"K-10002", "L-9"}
    assert card(office, party_id).erase_by is None


@pytest.mark.parametrize("detail", ["a\x00b", "a\u202eb", "a\ud800b", "x" * 201, "två\nrader"])
def test_the_words_of_a_source_are_checked_as_all_others(office: SmallOffice, detail: str) -> None:
    origin = dataclasses.replace(an_origin(), source_detail=detail)
    party_id = office.do("handl", register_party, a_person())
    with pytest.raises(InvalidInput):
        office.do("handl", register_party, bare("Bo Ek", origin=origin))
    with pytest.raises(InvalidInput):
        office.do("handl", change_value, "parties", party_id, 1, "given_name", "Ann", origin)
    with pytest.raises(InvalidInput):
        office.do("kredit", record_credit_check, party_id, a_credit_check(), detail)
