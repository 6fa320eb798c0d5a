"""Lists: Swedish order, narrowing, paging, and one log row."""

from __future__ import annotations

import dataclasses
from datetime import date
from itertools import chain
from uuid import UUID

import pytest

from registerdesk.domain.contact_lists import ContactQuery
from registerdesk.domain.parties import PartyKind, Protection, RelationKind
from registerdesk.domain.party_lists import Chip, ListKind, ListQuery, Sort
from registerdesk.storage import list_places, list_statements, party_lists, party_narrowing
from registerdesk.storage.party_narrowing import Narrowing
from registerdesk.usecases.contacts import list_contacts
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.new_parties import NewAddress
from registerdesk.usecases.parties import change_value, end_relation, register_party
from registerdesk.usecases.party_cards import view_card
from registerdesk.usecases.party_lists import list_parties
from registerdesk.usecases.protection import mark_protected
from tests.makers import TODAY, SmallOffice, a_person, an_origin, bare

NAMES = ("Östen", "Ågren", "Zorn", "Ärlig", "anna", "Émile", "Wall", "50 % Rabatt_AB")
IN_ORDER = ["50 % Rabatt_AB", "anna", "Émile", "Wall", "Zorn", "Ågren", "Ärlig", "Östen"]


@pytest.fixture
def listed(office: SmallOffice) -> SmallOffice:
    """Return an office with eight customers and a supplier."""
    for number, name in enumerate(NAMES):
        kind = PartyKind.COMPANY if "AB" in name else PartyKind.PERSON
        office.do("handl", register_party, bare(name, number=str(number * 7 + 1), kind=kind))
    supplier = bare("Leverantören", relation=RelationKind.SUPPLIER)
    office.do("handl", register_party, supplier)
    office.do("handl", register_party, bare("Bara ringt", relation=None))
    return office


def names(office: SmallOffice, query: ListQuery) -> list[str]:
    return [row.name for row in office.do("lasare", list_parties, query).rows]


def test_swedish_letters_come_after_z(listed: SmallOffice) -> None:
    assert names(listed, ListQuery()) == IN_ORDER
    assert names(listed, ListQuery(descending=True)) == IN_ORDER[::-1]


def test_numbers_sort_as_numbers(listed: SmallOffice) -> None:
    rows = listed.do("handl", list_parties, ListQuery(sort=Sort.NUMBER)).rows
    assert [row.number for row in rows] == ["1", "8", "15", "22", "29", "36", "43", "50"]


def test_a_new_name_has_a_new_place_in_the_list(listed: SmallOffice) -> None:
    first = listed.do("handl", list_parties, ListQuery(text="Wall")).rows[0]
    name = "Öberg"
    listed.do(
        "handl", change_value, "parties", first.party_id, 1, "display_name", name, an_origin()
    )
    assert names(listed, ListQuery())[-2:] == ["Öberg", "Östen"]
    assert names(listed, ListQuery(text="Wall")) == []
    assert names(listed, ListQuery(kind=ListKind.ALL))[-2:] == ["Öberg", "Östen"]


def test_pages_join_to_the_whole_list(listed: SmallOffice) -> None:
    pages = (names(listed, ListQuery(offset=at, limit=3)) for at in (0, 3, 6, 9))
    assert list(chain.from_iterable(pages)) == IN_ORDER
    assert listed.do("handl", list_parties, ListQuery(limit=1)).total == len(NAMES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ÅG", ["Ågren"]),
        ("ÄR", ["Ärlig"]),
        ("wal", ["Wall"]),
        ("all", []),
        ("rabatt 50", ["50 % Rabatt_AB"]),
        ("2", ["anna", "Ärlig"]),
        ("%", []),
        ("_", []),
        ("\\", []),
        ("' OR 1=1 --", []),
    ],
)
def test_text_narrows_by_name_or_number(listed: SmallOffice, text: str, found: list[str]) -> None:
    assert names(listed, ListQuery(text=text)) == found


def test_chips_narrow_together(listed: SmallOffice) -> None:
    company = frozenset({Chip.COMPANY})
    assert names(listed, ListQuery(chips=company)) == ["50 % Rabatt_AB"]
    assert len(names(listed, ListQuery(chips=frozenset({Chip.PERSON, Chip.ACTIVE})))) == 7
    assert names(listed, ListQuery(chips=frozenset({Chip.ENDED}))) == []
    row = listed.do("handl", list_parties, ListQuery(chips=company)).rows[0]
    card = listed.do("handl", view_card, row.party_id)
    listed.do("handl", end_relation, card.relations[0].id, date(2026, 11, 23), "")
    ended = listed.do("handl", list_parties, ListQuery(chips=frozenset({Chip.ENDED}))).rows
    assert [(r.name, r.ended) for r in ended] == [("50 % Rabatt_AB", date(2026, 11, 23))]
    for sort in (Sort.SINCE, Sort.ENDED):
        assert names(listed, ListQuery(sort=sort, descending=True))


def test_a_list_is_sorted_by_town_and_by_phone_as_they_change(office: SmallOffice) -> None:
    def living(name: str, town: str, phone: str) -> UUID:
        address = NewAddress(street="Ekgatan 1", postal_code="12345", town=town)
        return office.do("handl", register_party, bare(name, address=address, phones=(phone,)))

    living("Anna", "Örebro", "070-174 06 07")
    bo = living("Bo", "Ystad", "070-174 06 06")
    living("Cecilia", "Avesta", "08-465 004 40")
    office.do("handl", register_party, bare("Disa"))
    by_town, by_phone = ListQuery(sort=Sort.TOWN), ListQuery(sort=Sort.PHONE)
    assert names(office, by_town) == ["Cecilia", "Bo", "Anna", "Disa"]
    assert names(office, by_phone) == ["Bo", "Anna", "Cecilia", "Disa"]
    card = office.do("handl", view_card, bo)
    address = next(value for value in card.values if value.field == "town")
    office.do("handl", change_value, "addresses", address.row_id, 1, "town", "Åmål", an_origin())
    assert names(office, by_town) == ["Cecilia", "Bo", "Anna", "Disa"]
    assert names(office, dataclasses.replace(by_town, descending=True))[0] == "Anna"
    office.do("handl", mark_protected, bo, Protection.MARKED)
    kept = office.inside(
        "handl",
        lambda visit: visit.office.connection.exec_driver_sql(
            "SELECT count(*) FROM relation WHERE town_key = '~am~al' OR phone_key = '+46701740606'"
        ).scalar_one(),
    )
    assert kept == 0


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("sort", list(Sort))
def test_a_page_is_the_same_whether_it_is_sought_or_counted_to(
    listed: SmallOffice, sort: Sort, monkeypatch: pytest.MonkeyPatch, *, descending: bool
) -> None:
    various(listed)
    whole = numbers(listed, ListQuery(sort=sort, descending=descending))
    assert len(whole) == len(NAMES) + len(VARIOUS)
    monkeypatch.setattr(party_lists, "NEAR", -1)
    for offset in range(len(whole) + 3):
        page = ListQuery(sort=sort, descending=descending, offset=offset, limit=3)
        assert numbers(listed, page) == whole[offset : offset + 3]


VARIOUS = (
    *(("An", "Ek", "070-174 06 07"), ("Anna", "Ekby", "070-174 06 08"), ("An", "Ek", "")),
    *(("Ann", "", "08-465 004 40"), ("Anna-Lo", "Ekbyn", ""), ("A", "", "")),
)
"""Names, towns and phones of which one begins another, and some that are missing."""


def various(office: SmallOffice) -> list[UUID]:
    """Register people whose keys begin alike, and end every other relation."""
    people = []
    for turn, (name, town, phone) in enumerate(VARIOUS):
        address = NewAddress(street="Ekgatan 1", postal_code="12345", town=town) if town else None
        new = bare(name, number="2" * (turn + 3), address=address, phones=(phone,) if phone else ())
        people.append(office.do("handl", register_party, new))
        if turn % 2:
            (row,) = office.do("handl", list_parties, ListQuery(text="2" * (turn + 3))).rows
            assert row.relation_id is not None
            office.do("handl", end_relation, row.relation_id, TODAY, "")
    return people


def numbers(office: SmallOffice, query: ListQuery) -> list[str]:
    return [row.number for row in office.do("lasare", list_parties, query).rows]


def test_the_counts_by_which_pages_are_sought_stay_true_whatever_is_done(
    listed: SmallOffice,
) -> None:
    people = various(listed)
    listed.do("handl", change_value, "parties", people[0], 1, "display_name", "Ö", an_origin())
    listed.do("handl", mark_protected, people[1], Protection.MARKED)
    assert counted(listed) == anew(listed)

    def erase(visit: Visit) -> None:
        for table in ("phone", "address", "relation"):
            visit.office.connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - own names

    assert {row[1] for row in counted(listed)} == set(Sort)
    listed.inside("handl", erase)
    assert counted(listed) == []


def counted(office: SmallOffice) -> list[tuple[object, ...]]:
    """Return what is kept of the places."""
    statement = "SELECT * FROM list_place ORDER BY kind, sort, lead, block"
    return rows_of(office, statement)


def anew(office: SmallOffice) -> list[tuple[object, ...]]:
    """Return the same, counted from the relations."""
    each = " UNION ALL ".join(
        f"SELECT kind, '{sort}' AS sort, {list_places.place_of(sort, 'relation')} FROM relation"  # noqa: S608 - own names
        for sort in Sort
    )
    return rows_of(
        office,
        f"WITH one (kind, sort, lead, block) AS ({each}) "  # noqa: S608 - own names
        "SELECT kind, sort, lead, block, count(*) FROM one GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
    )


def rows_of(office: SmallOffice, statement: str) -> list[tuple[object, ...]]:
    return office.inside(
        "handl",
        lambda visit: [tuple(r) for r in visit.office.connection.exec_driver_sql(statement)],
    )


def test_a_text_that_fits_many_is_followed_to_some_of_them(
    listed: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(party_narrowing, "MOST_NAMED", 1)
    page = listed.do("handl", list_parties, ListQuery(text="a"))
    assert (page.total, page.is_more, len(page.rows)) == (1, True, 1)
    page = listed.do("handl", list_parties, ListQuery(text="w"))
    assert (page.total, page.is_more) == (1, False)


def test_a_list_that_is_taken_whole_is_whole_or_refused(
    listed: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(party_narrowing, "MOST_NAMED", 1)

    def taken(text: str, most: int) -> int | None:
        query = ListQuery(text=text)
        ids = listed.inside("handl", lambda v: v.office.party_lists.party_ids(query, most))
        return None if ids is None else len(ids)

    assert (taken("a", 3), taken("a", 2), taken("a", 1)) == (2, 2, None)
    assert (taken("", 8), taken("", 7)) == (8, None)


def test_a_narrowed_list_is_counted_to_a_limit(
    listed: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (list_statements, party_lists, party_narrowing):
        monkeypatch.setattr(module, "MOST_COUNTED", 3)
    list_statements.count_statement.cache_clear()
    active = frozenset({Chip.ACTIVE})
    page = listed.do("handl", list_parties, ListQuery(chips=active))
    assert (page.total, page.is_more, len(page.rows)) == (3, True, 8)
    whole = listed.do("handl", list_parties, ListQuery())
    assert (whole.total, whole.is_more) == (8, False)
    company = listed.do("handl", list_parties, ListQuery(chips=frozenset({Chip.COMPANY})))
    assert (company.total, company.is_more) == (1, False)
    list_statements.count_statement.cache_clear()


def test_a_narrowed_list_reads_the_few_and_never_the_register(listed: SmallOffice) -> None:
    def plan(visit: Visit) -> str:
        connection = visit.office.connection
        few = Narrowing(connection, TODAY).few(ListQuery(text="wall"))
        assert few is not None
        made = list_statements.page_statement(
            ListKind.CUSTOMER, frozenset(), Sort.NAME, descending=False, is_few=True
        )
        values = {"most": 5, "skip": 0, "adult_if_born_by": date(2008, 1, 1)}
        read = connection.execute(made, values | {"among": few.bound()}).context
        rows = connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {read.statement}", read.parameters[0]
        )
        return " ".join(str(row[3]) for row in rows)

    told = listed.inside("handl", plan)
    assert "ix_customer_by_name" not in told
    assert "ix_relation_party_id" in told


def test_suppliers_and_everybody_have_lists_of_their_own(listed: SmallOffice) -> None:
    assert names(listed, ListQuery(kind=ListKind.SUPPLIER)) == ["Leverantören"]
    everybody = names(listed, ListQuery(kind=ListKind.ALL))
    assert everybody == sorted([*IN_ORDER, "Leverantören", "Bara ringt"], key=everybody.index)
    assert len(everybody) == 10
    active = ListQuery(kind=ListKind.ALL, chips=frozenset({Chip.ACTIVE}))
    assert len(names(listed, active)) == 9


def test_a_row_has_the_first_phone_e_mail_and_town(office: SmallOffice) -> None:
    phones = ("070-174 06 05", "08-465 004 00")
    office.do("handl", register_party, a_person(phones=phones))
    (row,) = office.do("lasare", list_parties, ListQuery()).rows
    assert (row.phone, row.email, row.town) == (
        "070-174 06 05", "anna.lindqvist@example.com", "Ekby",
    )  # fmt: skip


def test_a_list_is_one_log_row_without_a_value(listed: SmallOffice) -> None:
    before = len(listed.log())
    listed.do("handl", list_parties, ListQuery(text="Ågren"))
    newest, *_older = listed.log()
    assert len(listed.log()) == before + 1
    assert (newest.event.act, newest.event.count) == ("parties.listed", 1)
    assert "gren" not in repr(newest)
    assert newest.event.digest


@pytest.mark.parametrize("text", ["xå%" * 30_000, "\ud800", "\x00", "{0}", "' OR 1=1 --"])
def test_what_is_pasted_into_a_filter_finds_nobody_and_breaks_nothing(
    listed: SmallOffice, text: str
) -> None:
    assert names(listed, ListQuery(text=text)) == []
    assert listed.do("lasare", list_contacts, ContactQuery(text=text)).rows == ()
