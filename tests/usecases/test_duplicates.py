"""Who is in the register twice is found by indexes, told with reasons, and dismissed once."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from registerdesk.domain.duplicates import LikePair, Strength
from registerdesk.domain.errors import InvalidInput, NotAllowed
from registerdesk.domain.parties import PartyKind, Protection, RelationKind
from registerdesk.storage import duplicates as stored
from registerdesk.usecases import duplicates
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.duplicates import (
    FoundPairs,
    begin_duplicate_search,
    duplicates_of,
    finding,
    keep_apart,
    let_together,
)
from registerdesk.usecases.new_parties import NewAddress
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.party_merges import compare_parties, merge_parties
from registerdesk.usecases.protection import mark_protected
from tests.makers import SmallOffice, a_person, bare
from tests.usecases.test_party_merges import wish_of

HOME = NewAddress(street="Björkvägen 3", postal_code="12345", town="Ekby")


def registered(office: SmallOffice, name: str, **changes: object) -> UUID:
    return office.do("handl", register_party, bare(name, **changes))


def found(office: SmallOffice, user: str = "handl") -> list[LikePair]:
    return list(searched(office, user).pairs)


def searched(office: SmallOffice, user: str = "handl") -> FoundPairs:
    steps = finding(office.desk(user).do)
    while True:
        try:
            done, total = next(steps)
        except StopIteration as end:
            outcome: FoundPairs = end.value
            return outcome
        assert done <= total


def reasons(pair: LikePair) -> str:
    return " ".join(pair.likenesses)


def test_people_are_found_by_phone_mail_birth_date_and_home_with_the_reasons(
    office: SmallOffice,
) -> None:
    born = date(1978, 4, 12)
    registered(office, "Kristina Sjöberg", phones=("070-174 06 05",))
    registered(office, "Christina Schöberg", phones=("+46 70 174 06 05",))
    registered(office, "Ulla Ek", birth_date=born, emails=("ulla@example.com",))
    registered(office, "Ulla Ek", birth_date=born, emails=("Ulla@example.com",))
    registered(office, "Per Ask", address=HOME)
    registered(office, "Per Ask", address=HOME)
    registered(office, "Ask Per", address=HOME, birth_date=date(1999, 1, 1))
    registered(office, "Per Ask", birth_date=date(1950, 1, 1))
    told = {
        tuple(sorted((p.first.name, p.second.name))): (reasons(p), p.strength, p.score)
        for p in found(office)
    }
    assert told == {
        ("Ulla Ek", "Ulla Ek"): ("email birth_date name", Strength.SURE, 110),
        ("Christina Schöberg", "Kristina Sjöberg"): ("phone sound", Strength.LIKELY, 60),
        ("Per Ask", "Per Ask"): ("name postal_code", Strength.POSSIBLE, 45),
        ("Ask Per", "Per Ask"): ("sound postal_code", Strength.POSSIBLE, 35),
    }
    assert office.acts()[-1] == "duplicates.searched"


def test_a_shared_home_or_two_numbers_make_no_duplicate(office: SmallOffice) -> None:
    shared = {"phones": ("08-465 004 01",), "emails": ("hem@example.com",), "address": HOME}
    registered(office, "Ulla Ek", **shared)
    registered(office, "Bo Alm", **shared)
    registered(office, "Per Ask", identity_number="197804122385")
    registered(office, "Per Ask", identity_number="198112289874", phones=("08-465 004 09",))
    registered(office, "Ekbo AB", kind=PartyKind.COMPANY, phones=("08-465 004 02",))
    registered(office, "Ekbo", phones=("08-465 004 02",))
    assert found(office) == []


@pytest.mark.parametrize("at_once", [1, 2, 1000])
def test_a_number_that_stands_twice_is_found_by_its_keyed_hash(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(stored, "AT_ONCE", at_once)
    monkeypatch.setattr(duplicates, "AT_ONCE", at_once)
    first = office.do("handl", register_party, a_person())
    second = registered(office, "Någon Annan")
    with office.database.transaction() as connection:
        connection.exec_driver_sql("CREATE TEMP TABLE copied AS SELECT * FROM party_number")
        connection.exec_driver_sql(
            "UPDATE copied SET id = randomblob(16), party_id = ?", (second.bytes,)
        )
        connection.exec_driver_sql("INSERT INTO party_number SELECT * FROM copied")
        connection.exec_driver_sql("DROP TABLE copied")
    (pair,) = found(office)
    assert {pair.first.party_id, pair.second.party_id} == {first, second}
    assert (reasons(pair), pair.strength) == ("identity", Strength.SURE)
    assert [p.ids for p in office.do("handl", duplicates_of, first).pairs] == [pair.ids]


def test_companies_are_found_by_name_and_home(office: SmallOffice) -> None:
    for number in ("L-1", "L-2"):
        registered(
            office, "Ekbo Trä AB", kind=PartyKind.COMPANY, relation=RelationKind.SUPPLIER,
            number=number, address=HOME, emails=("order@example.com",),
        )  # fmt: skip
    (pair,) = found(office)
    assert reasons(pair) == "email name postal_code"
    assert {pair.first.number, pair.second.number} == {"L-1", "L-2"}


def test_no_duplicate_is_remembered_and_can_be_taken_back(office: SmallOffice) -> None:
    first = registered(office, "Per Ask", address=HOME)
    second = registered(office, "Per Ask", address=HOME)
    assert len(office.do("handl", duplicates_of, first).pairs) == 1
    apart = office.do("handl", keep_apart, second, first)
    assert office.do("handl2", keep_apart, first, second) == apart
    assert found(office) == []
    assert office.do("handl", duplicates_of, first).pairs == ()
    office.do("handl", let_together, apart)
    assert len(found(office)) == 1
    kept = [act for act in office.acts() if act.startswith("duplicate.")]
    assert kept == ["duplicate.dismissed", "duplicate.dismissed", "duplicate.recalled"]
    with pytest.raises(InvalidInput):
        office.do("handl", keep_apart, first, first)
    company = registered(office, "Ekbo AB", kind=PartyKind.COMPANY, identity_number="5560000167")
    office.do("handl", mark_protected, company, Protection.MARKED)
    assert found(office)
    for user in ("lasare", "ekonomi", "ombud", "admin"):
        with pytest.raises(NotAllowed):
            office.do(user, begin_duplicate_search)


def test_protected_people_are_held_against_others_by_those_named_alone(
    office: SmallOffice,
) -> None:
    hidden = office.do("handl", register_party, a_person())
    open_one = registered(office, "Anna Lindkvist", birth_date=date(1978, 4, 12))
    also = registered(office, "Anna Lindqvist", emails=("anna.lindqvist@example.com",))
    for party_id in (hidden, also):
        office.do("handl", mark_protected, party_id, Protection.MARKED)
    pairs = {pair.ids for pair in found(office)}
    assert pairs == {tuple(sorted((hidden, open_one))), tuple(sorted((hidden, also)))}
    near = office.do("handl", duplicates_of, hidden).pairs
    assert {p.second.party_id for p in near} == {open_one, also}
    assert found(office, "kredit") == []
    assert office.do("kredit", duplicates_of, open_one).pairs == ()
    with pytest.raises(NotAllowed):
        office.do("kredit", duplicates_of, hidden)


def test_who_was_merged_is_no_duplicate_any_more(office: SmallOffice) -> None:
    first = registered(office, "Per Ask", address=HOME)
    second = registered(office, "Per Ask", address=HOME)
    wish = wish_of(office.do("handl", compare_parties, first, second))
    office.do("handl", merge_parties, wish)
    assert found(office) == []


def test_a_search_in_small_slices_finds_what_one_in_large_ones_does(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in range(9):
        registered(office, f"Per Ask{'abc'[at % 3]}", phones=(f"08-465 004 0{at // 3}",))
        registered(office, f"Per Ask{'abc'[at % 3]}", phones=(f"08-465 004 0{at // 3}",))
    whole = [pair.ids for pair in found(office)]
    assert whole
    for module in (stored, duplicates):
        monkeypatch.setattr(module, "AT_ONCE", 3)
    monkeypatch.setattr(duplicates, "_JUDGED", 2)
    assert [pair.ids for pair in found(office)] == whole
    monkeypatch.setattr(duplicates, "MOST_PAIRS", 2)
    few = searched(office)
    assert few.is_more
    assert [pair.ids for pair in few.pairs] == whole[:2]


def test_identity_numbers_are_not_compared_for_somebody_who_may_not_read_them(
    office: SmallOffice,
) -> None:
    party_id = office.do("handl", register_party, a_person())

    def compared(visit: Visit) -> tuple[int, int]:
        keys = stored.DuplicateKeys(visit.office.connection, visit.office.reader)
        (facts,) = keys.facts([party_id.bytes]).values()
        return len(keys.numbers(b"")), len(facts.identities)

    assert office.inside("handl", compared) == (1, 1)
    assert office.inside("ekonomi", compared) == (0, 0)
