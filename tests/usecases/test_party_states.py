"""Deceased and under age: set and undone, shown in lists, and no advertising."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.parties import Party, PartyKind, Protection
from registerdesk.domain.party_lists import ListQuery
from registerdesk.domain.party_states import adult_if_born_by, may_be_marketed_to
from registerdesk.storage.parties import PARTY
from registerdesk.storage.party_states import MAY_BE_MARKETED_TO
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.party_cards import view_card
from registerdesk.usecases.party_lists import list_parties
from registerdesk.usecases.party_states import (
    mark_deceased,
    mark_minor,
    unmark_deceased,
    unmark_minor,
)
from registerdesk.usecases.protection import mark_protected
from registerdesk.usecases.search import find
from tests.makers import TODAY, SmallOffice, an_office, an_origin, bare

DIED = date(2026, 11, 2)


@pytest.fixture
def office(tmp_path: Path) -> SmallOffice:
    """Give an office."""
    return an_office(tmp_path)


def party_of(office: SmallOffice, party_id: UUID) -> Party:
    """Return somebody's own row."""
    return office.inside("handl", lambda visit: visit.office.parties.get(party_id))


def reached(office: SmallOffice) -> set[UUID]:
    """Return whom advertising may reach, as the database tells it."""
    wanted = select(PARTY.c.id).where(MAY_BE_MARKETED_TO)
    with office.database.reading() as connection:
        bound = {"adult_if_born_by": adult_if_born_by(TODAY)}
        return set(connection.execute(wanted, bound).scalars())


def test_a_death_is_written_down_with_its_day_and_taken_back(office: SmallOffice) -> None:
    anna = office.do("handl", register_party, bare("Anna", birth_date=date(1950, 1, 1)))
    version = office.do("handl", mark_deceased, anna, 1, DIED, an_origin())
    dead = party_of(office, anna)
    assert (dead.deceased, dead.deceased_on) == (True, DIED)
    assert office.do("handl", list_parties, ListQuery()).rows[0].deceased
    office.do("handl", unmark_deceased, anna, version, an_origin())
    assert not party_of(office, anna).deceased
    assert party_of(office, anna).deceased_on is None


def test_a_death_that_cannot_be_is_refused(office: SmallOffice) -> None:
    anna = office.do("handl", register_party, bare("Anna", birth_date=date(1950, 1, 1)))
    company = office.do("handl", register_party, bare("Bolag AB", kind=PartyKind.COMPANY))
    for whose, day in (
        (anna, date(2026, 11, 24)),
        (anna, date(1949, 12, 31)),
        (company, DIED),
    ):
        with pytest.raises(InvalidInput):
            office.do("handl", mark_deceased, whose, 1, day, an_origin())
    assert office.do("handl", mark_deceased, anna, 1, None, an_origin()) == 2


def test_the_flag_holds_only_where_the_date_of_birth_is_unknown(office: SmallOffice) -> None:
    lisa = office.do("handl", register_party, bare("Lisa"))
    born = office.do("handl", register_party, bare("Olle", birth_date=date(2012, 1, 1)))
    company = office.do("handl", register_party, bare("Bolag AB", kind=PartyKind.COMPANY))
    version = office.do("handl", mark_minor, lisa, 1, an_origin())
    assert office.do("handl", view_card, lisa).is_minor
    for whose in (born, company):
        with pytest.raises(InvalidInput):
            office.do("handl", mark_minor, whose, 1, an_origin())
    for name in ("Lisa", "Olle"):
        assert office.do("handl", find, name).persons[0].is_minor
    rows = {row.name: row.is_minor for row in office.do("handl", list_parties, ListQuery()).rows}
    assert rows == {"Lisa": True, "Olle": True, "Bolag AB": False}
    office.do("handl", unmark_minor, lisa, version, an_origin())
    assert not office.do("handl", find, "Lisa").persons[0].is_minor
    assert not office.do("handl", view_card, lisa).is_minor


def test_advertising_reaches_neither_the_dead_nor_the_young_nor_the_protected(
    office: SmallOffice,
) -> None:
    people = {
        "Vuxen": bare("Vuxen", birth_date=date(2008, 11, 23)),
        "Okänd": bare("Okänd"),
        "Bolag": bare("Bolag AB", kind=PartyKind.COMPANY),
        "Ung": bare("Ung", birth_date=date(2008, 11, 24)),
        "Flagga": bare("Flagga", minor=True),
        "Myndig": bare("Myndig", minor=True, birth_date=date(1990, 1, 1)),
        "Död": bare("Död", deceased=True),
        "Skyddad": bare("Skyddad"),
    }
    ids = {name: office.do("handl", register_party, new) for name, new in people.items()}
    office.do("handl", mark_protected, ids["Skyddad"], Protection.MARKED)
    may = {name for name, i in ids.items() if may_be_marketed_to(party_of(office, i), TODAY)}
    assert may == {"Vuxen", "Okänd", "Bolag", "Myndig"}
    assert reached(office) == {ids[name] for name in may}
