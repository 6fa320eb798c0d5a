"""Search at the desk: what each role is shown, protected persons, and the trace it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest

from registerdesk.domain.errors import NotAllowed
from registerdesk.domain.parties import PartyKind, Protection, RelationKind
from registerdesk.domain.search_hits import Hit, Standing
from registerdesk.usecases.new_parties import NewAddress, NewParty
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.protection import mark_protected
from registerdesk.usecases.search import Hits, find, settle
from tests.makers import SmallOffice, an_office, an_origin

ANNA = NewParty(
    kind=PartyKind.PERSON,
    name="Anna Lindqvist",
    origin=an_origin(),
    own={"birth_date": date(1978, 4, 12)},
    identity_number="19780412-2385",
    justification="Kredit",
    number="K-10482",
    phones=("070-174 06 05",),
    emails=("anna@example.com",),
    address=NewAddress(street="Storgatan 1", postal_code="123 45", town="Ekby"),
)
STINA = NewParty(
    kind=PartyKind.PERSON,
    name="Stina Hemlin",
    origin=an_origin(),
    own={"birth_date": date(1980, 1, 2)},
    number="K-10977",
    phones=("070-174 06 99",),
    emails=("stina@example.com",),
    address=NewAddress(street="Gömvägen 1", postal_code="123 45", town="Gömby"),
)
BOLAGET = NewParty(
    kind=PartyKind.COMPANY,
    name="Lindqvists Bygg AB",
    origin=an_origin(),
    identity_number="992000-0008",
    relation=RelationKind.SUPPLIER,
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallOffice]:
    """An office with a person, a company, and a person with a protected identity."""
    made = an_office(tmp_path_factory.mktemp("search"))
    made.do("handl", register_party, ANNA)
    made.do("handl", register_party, BOLAGET)
    hidden = made.do("handl", register_party, STINA)
    made.do("handl", mark_protected, hidden, Protection.MARKED)
    yield made
    made.close()


def rows(hits: Hits) -> list[Hit]:
    """Return every row as typed."""
    return [] if hits.suggestion else [*hits.persons, *hits.companies]


def names(office: SmallOffice, user: str, text: str) -> list[str]:
    """Return the names that somebody finds."""
    return [hit.name for hit in rows(office.do(user, find, text))]


def test_people_and_companies_come_in_groups_of_their_own(office: SmallOffice) -> None:
    hits = office.do("handl", find, "lindqvist")
    assert [hit.name for hit in hits.persons] == ["Anna Lindqvist"]
    assert [hit.name for hit in hits.companies] == ["Lindqvists Bygg AB"]
    assert hits.total == 2
    assert not hits.is_more


def test_a_row_says_what_a_list_needs(office: SmallOffice) -> None:
    hit = rows(office.do("handl", find, "anna"))[0]
    assert (hit.name, hit.birth_date, hit.town) == ("Anna Lindqvist", date(1978, 4, 12), "Ekby")
    assert (hit.phone, hit.number) == ("+46701740605", "K-10482")
    assert (hit.standing, hit.kind) == (Standing.CUSTOMER, PartyKind.PERSON)


def test_a_supplier_without_a_number_of_its_own_is_shown_as_supplier(office: SmallOffice) -> None:
    hit = rows(office.do("ekonomi", find, "992000"))[0]
    assert (hit.standing, hit.matched) == (Standing.SUPPLIER, "organisation")


@pytest.mark.parametrize("text", ["197804122385", "19780412-2385", "7804122385", "780412-2385"])
def test_a_personal_number_finds_for_holders_alone(office: SmallOffice, text: str) -> None:
    for user in ("handl", "kredit", "ombud"):
        assert names(office, user, text) == ["Anna Lindqvist"]
    for user in ("ekonomi", "lasare"):
        assert names(office, user, text) == []


def test_a_personal_number_is_found_whole_or_not_at_all(office: SmallOffice) -> None:
    assert names(office, "handl", "19780412238") == []
    assert names(office, "handl", "780412+2385") == []


def test_a_reader_is_shown_no_birth_date_and_finds_by_none(office: SmallOffice) -> None:
    assert names(office, "handl", "19780412") == ["Anna Lindqvist"]
    assert names(office, "lasare", "19780412") == []
    hit = rows(office.do("lasare", find, "anna"))[0]
    assert hit.birth_date is None
    assert hit.phone == "+46701740605"


def test_an_administrator_may_not_search(office: SmallOffice) -> None:
    with pytest.raises(NotAllowed):
        office.do("admin", find, "anna")


@pytest.mark.parametrize("user", ["kredit", "ekonomi", "lasare"])
@pytest.mark.parametrize("text", ["stina", "hemlin", "st", "stina@example.com", "gömby", "0699"])
def test_a_protected_person_is_found_by_no_part_of_a_name_or_number(
    office: SmallOffice, user: str, text: str
) -> None:
    hits = office.do(user, find, text)
    assert not any(hit.is_protected for hit in (*hits.persons, *hits.companies))


@pytest.mark.parametrize("user", ["kredit", "ekonomi", "lasare"])
@pytest.mark.parametrize(
    "text", ["K-10977", "k-10977", "10977", "070-174 06 99", "0701740699", "+46 70 174 06 99"]
)
def test_a_whole_number_finds_the_flag_without_the_name(
    office: SmallOffice, user: str, text: str
) -> None:
    (hit,) = rows(office.do(user, find, text))
    assert (hit.is_protected, hit.standing, hit.number) == (True, Standing.PROTECTED, "K-10977")
    assert (hit.name, hit.ask) == ("", "Handl Ek")


@pytest.mark.parametrize("text", ["stina", "hem", "hemlin stina", "K-10977", "0701740699"])
def test_those_named_find_a_protected_person_by_name_too(office: SmallOffice, text: str) -> None:
    for user in ("handl", "ombud"):
        (hit,) = rows(office.do(user, find, text))
        assert (hit.name, hit.ask) == ("Stina Hemlin", "")
        assert hit.is_protected


def test_no_row_of_a_protected_person_says_where_to_find_them(office: SmallOffice) -> None:
    for user in ("handl", "lasare"):
        (hit,) = rows(office.do(user, find, "K-10977"))
        assert (hit.town, hit.phone, hit.birth_date, hit.matched_text) == ("", "", None, "")


def test_a_protected_name_is_never_suggested(office: SmallOffice) -> None:
    for user in ("handl", "kredit", "lasare"):
        hits = office.do(user, find, "hemlinn")
        assert hits.suggestion is None
        assert rows(hits) == []


def test_search_as_one_types_leaves_no_trace_and_a_settled_one_leaves_one(
    office: SmallOffice,
) -> None:
    before = len(office.log())
    office.do("handl", find, "anna")
    assert len(office.log()) == before
    office.do("handl", settle, "Anna ", count=2)
    office.do("lasare", settle, "anna", count=2)
    second, first = office.log()[:2]
    assert (first.event.act, first.event.count) == ("search", 2)
    assert first.event.digest == second.event.digest
    assert "anna" not in str(office.log()).casefold()


def test_a_settled_search_of_broken_characters_is_logged_too(office: SmallOffice) -> None:
    office.do("handl", settle, "\ud800anna", count=0)
    assert office.log()[0].event.count == 0


def test_a_row_can_be_opened_by_its_id(office: SmallOffice) -> None:
    hit = rows(office.do("handl", find, "anna"))[0]
    assert isinstance(hit.party_id, UUID)
    party = office.inside("handl", lambda visit: visit.office.parties.get(hit.party_id))
    assert party.display_name == "Anna Lindqvist"


def test_nothing_of_a_protected_person_is_kept_for_result_rows(office: SmallOffice) -> None:
    kept = office.inside(
        "handl",
        lambda visit: visit.office.connection.exec_driver_sql(
            "SELECT name, phone, town FROM search_row ORDER BY name"
        ).all(),
    )
    assert [row.name for row in kept] == ["Anna Lindqvist", "Lindqvists Bygg AB"]
    assert "Gömby" not in str(kept)
