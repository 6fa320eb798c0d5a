"""The yearly question: who is asked about, what silences it, and what it costs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from registerdesk.domain.contacts import Contact
from registerdesk.domain.errors import Conflict
from registerdesk.domain.parties import Protection, Relation, RelationKind
from registerdesk.domain.party_lists import Chip, ListKind, ListQuery
from registerdesk.usecases import quiet_relations
from registerdesk.usecases.contacts import NewContact, record_contact
from registerdesk.usecases.credit_checks import record_credit_check
from registerdesk.usecases.dealings import record_dealing
from registerdesk.usecases.parties import (
    end_relation,
    register_party,
    start_relation,
    take_back_relation,
)
from registerdesk.usecases.party_lists import list_parties
from registerdesk.usecases.protection import mark_protected
from registerdesk.usecases.quiet_relations import (
    confirm_relation,
    list_quiet,
    reopen_relation,
    take_back_confirmation,
)
from tests.makers import TODAY, SmallOffice, a_credit_check, an_office, an_origin, bare

LONG_AGO = date(2024, 2, 29)


@pytest.fixture
def office(tmp_path: Path) -> SmallOffice:
    """Give an office."""
    return an_office(tmp_path)


def quiet(office: SmallOffice) -> list[str]:
    """Return the names of those about whom is asked."""
    return [row.name for row in office.do("handl", list_quiet).rows]


def a_customer(office: SmallOffice, name: str, started: date = LONG_AGO) -> UUID:
    """Register a customer since long ago."""
    return office.do("handl", register_party, bare(name, started=started))


def relation_of(office: SmallOffice, party_id: UUID) -> Relation:
    """Return somebody's first relation."""
    return office.inside("handl", lambda visit: visit.office.relations.of(party_id))[0]


def test_those_of_whom_nothing_is_heard_are_asked_about_the_longest_first(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_customer(office, "Sen", date(2025, 11, 23))
    a_customer(office, "Tidig")
    a_customer(office, "Ny", date(2025, 11, 24))
    found = office.do("handl", list_quiet)
    assert [row.name for row in found.rows] == ["Tidig", "Sen"]
    assert (found.total, found.rows[0].since) == (2, LONG_AGO)
    assert office.do("handl", list_quiet, 1).total == 2
    monkeypatch.setattr(quiet_relations, "MOST_QUIET", 1)
    many = office.do("handl", list_quiet)
    assert (many.total, many.is_more) == (1, True)


def test_a_contact_and_a_credit_check_say_that_the_relation_lives(office: SmallOffice) -> None:
    called, checked = a_customer(office, "Ringde"), a_customer(office, "Prövad")
    office.do("handl", record_contact, NewContact(party_id=called, heading="fråga", note="Hej."))
    office.do("kredit", record_credit_check, checked, a_credit_check())
    assert quiet(office) == []
    contacts: list[Contact] = office.inside("handl", lambda v: v.office.contacts.of(called))
    assert contacts
    office.clock.forward(days=366)
    assert sorted(quiet(office)) == ["Prövad", "Ringde"]


def test_a_purchase_says_so_too_on_the_day_on_which_it_was_made(office: SmallOffice) -> None:
    anna = a_customer(office, "Anna")
    for bought, still_asked in ((date(2025, 11, 1), True), (date(2026, 3, 1), False)):
        given = {"what": "Färg", "bought_on": bought}
        office.do("ekonomi", record_dealing, anna, "purchases", given, an_origin())
        assert bool(quiet(office)) is still_asked


def test_yes_silences_it_for_a_year_and_can_be_undone(office: SmallOffice) -> None:
    anna = a_customer(office, "Anna")
    relation = relation_of(office, anna)
    before = office.do("handl", confirm_relation, relation.id)
    assert (before, quiet(office)) == (None, [])
    assert relation_of(office, anna).confirmed == TODAY
    office.do("handl", take_back_confirmation, relation.id, before)
    assert quiet(office) == ["Anna"]
    office.do("handl", confirm_relation, relation.id)
    office.clock.forward(days=366)
    assert quiet(office) == ["Anna"]
    assert office.do("handl", confirm_relation, relation.id) == TODAY


def test_no_ends_the_relation_and_can_be_undone(office: SmallOffice) -> None:
    relation = relation_of(office, a_customer(office, "Anna"))
    office.do("handl", end_relation, relation.id, TODAY, "Inga köp på två år")
    assert quiet(office) == []
    with pytest.raises(Conflict):
        office.do("handl", confirm_relation, relation.id)
    office.do("handl", reopen_relation, relation.id)
    assert quiet(office) == ["Anna"]


def test_a_protected_person_is_asked_about_by_number(office: SmallOffice) -> None:
    anna = a_customer(office, "Anna")
    office.do("handl", mark_protected, anna, Protection.MARKED)
    row = office.do("handl", list_quiet).rows[0]
    assert (row.name, row.is_protected, row.number) == ("", True, "K-10001")


def test_the_list_has_a_chip_for_them(office: SmallOffice) -> None:
    a_customer(office, "Anna")
    a_customer(office, "Ny", TODAY)
    query = ListQuery(chips=frozenset({Chip.QUIET}))
    assert [row.name for row in office.do("handl", list_parties, query).rows] == ["Anna"]
    everybody = ListQuery(kind=ListKind.ALL, chips=frozenset({Chip.QUIET}))
    assert office.do("handl", list_parties, everybody).total == 1


def test_one_is_customer_and_supplier_and_the_later_end_counts(office: SmallOffice) -> None:
    anna = a_customer(office, "Anna")
    customer = relation_of(office, anna)
    kind = RelationKind.SUPPLIER
    supplier = office.do("handl", start_relation, anna, kind, an_origin())
    for listed in (ListKind.CUSTOMER, ListKind.SUPPLIER):
        names = [r.name for r in office.do("handl", list_parties, ListQuery(kind=listed)).rows]
        assert names == ["Anna"]
    assert office.do("handl", end_relation, customer.id, TODAY, "") is None
    assert office.do("handl", end_relation, supplier, date(2026, 11, 23), "") == date(2029, 11, 23)


def test_a_relation_started_by_mistake_is_taken_back(office: SmallOffice) -> None:
    anna = a_customer(office, "Anna")
    supplier = office.do("handl", start_relation, anna, RelationKind.SUPPLIER, an_origin())
    with pytest.raises(Conflict):
        office.do("handl2", take_back_relation, supplier)
    office.do("handl", take_back_relation, supplier)
    listed = office.do("handl", list_parties, ListQuery(kind=ListKind.SUPPLIER))
    assert listed.total == 0
