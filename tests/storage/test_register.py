"""A register: records in, records out, history, withheld values, and one writer at a time."""

from __future__ import annotations

import dataclasses
from typing import Any
from uuid import UUID, uuid4

import pytest

from registerdesk.domain.errors import Conflict, NotAllowed, NotFound
from registerdesk.domain.fields import WITHHELD, is_withheld
from registerdesk.domain.parties import Party, PartyKind, PartyNumber, Protection
from registerdesk.domain.sources import Channel, Source
from registerdesk.domain.staff import Permission
from registerdesk.storage.tables import METADATA
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.protection import mark_protected
from tests.makers import TODAY, SmallOffice, a_person, an_origin

PERSONAL = "197804122385"


def carried(visit: Visit, party_id: UUID, **changes: object) -> dict[str, Any]:
    return {
        "party_id": party_id,
        **dataclasses.asdict(an_origin()),
        "recorded_by": visit.actor,
        "recorded_at": visit.now,
    } | changes


@use_case(Permission.OWN_PROFILE)
def within(visit: Visit, act: Any) -> Any:  # noqa: ANN401 - any act and its answer
    """Carry out anything on the registers, as far as the person reaches."""
    visit.note("within")
    return act(visit)


@pytest.fixture
def anna(office: SmallOffice) -> UUID:
    """Register Anna, with a personal number."""

    def add(visit: Visit) -> UUID:
        row_id = visit.new_id()
        row = carried(visit, row_id)
        visit.office.parties.add(
            Party(id=row_id, kind=PartyKind.PERSON, display_name="Anna", **row)
        )
        number = PartyNumber(id=visit.new_id(), personal=PERSONAL, **row)
        visit.office.party_numbers.add(number)
        return row_id

    found: UUID = office.do("handl", within, add)
    return found


def test_a_record_comes_out_as_it_went_in(office: SmallOffice, anna: UUID) -> None:
    party = office.inside("handl", lambda v: v.office.parties.get(anna))
    assert (party.display_name, party.kind, party.collected_on) == (
        "Anna", PartyKind.PERSON, TODAY,
    )  # fmt: skip
    assert (party.source, party.channel) == (Source.SUBJECT, Channel.PHONE)
    assert office.inside("handl", lambda v: v.office.parties.find(display_name="Anna")) == [party]
    assert office.inside("handl", lambda v: v.office.parties.of(anna)) == [party]


def test_what_is_not_there_is_told(office: SmallOffice) -> None:
    with pytest.raises(NotFound):
        office.inside("handl", lambda v: v.office.parties.get(uuid4()))


def test_a_sealed_value_is_found_by_its_blind_index(office: SmallOffice, anna: UUID) -> None:
    (row,) = office.inside("handl", lambda v: v.office.party_numbers.by_index("personal", PERSONAL))
    assert (row.party_id, row.personal) == (anna, PERSONAL)
    with pytest.raises(NotAllowed):
        office.inside("ekonomi", lambda v: v.office.party_numbers.by_index("personal", PERSONAL))
    with pytest.raises(TypeError):
        office.inside("handl", lambda v: v.office.party_numbers.by_index("organisation", "x"))


def test_the_number_lies_in_no_table_open(office: SmallOffice, anna: UUID) -> None:
    def look(visit: Visit) -> str:
        tables = METADATA.sorted_tables
        return str([visit.office.connection.execute(t.select()).all() for t in tables])

    assert PERSONAL not in office.inside("handl", look)
    assert "780412" not in office.inside("handl", look)


def test_who_does_not_reach_a_value_gets_it_withheld(office: SmallOffice, anna: UUID) -> None:
    for user in ("ekonomi", "lasare", "admin"):
        (row,) = office.inside(user, lambda v: v.office.party_numbers.of(anna))
        assert is_withheld(row.personal)
        assert not row.personal
        assert repr(row.personal) == "WITHHELD"
    party = office.inside("admin", lambda v: v.office.parties.get(anna))
    assert is_withheld(party.display_name)


def test_a_replacement_keeps_the_old_value_sealed_as_it_was(
    office: SmallOffice, anna: UUID
) -> None:
    def change(visit: Visit) -> Any:  # noqa: ANN401 - the register's answer
        (row,) = visit.office.party_numbers.of(anna)
        return visit.office.party_numbers.replace(dataclasses.replace(row, personal="19811228"))

    changed = office.do("handl", within, change)
    assert changed.fields == ("personal",)
    (old,) = office.inside("handl", lambda v: v.office.history.of(anna))
    assert changed.history_ids == (old.id,)
    assert (old.old_value, old.compartment, old.field) == (None, "pnr", "personal")
    keys = office.keys("handl")
    assert old.old_cell is not None
    opened = keys.open("pnr", "party_number.personal", old.row_id, old.old_cell)
    assert opened == f'"{PERSONAL}"'.encode()


def test_a_value_can_be_emptied(office: SmallOffice, anna: UUID) -> None:
    def change(visit: Visit) -> Any:  # noqa: ANN401 - the register's answer
        (row,) = visit.office.party_numbers.of(anna)
        return visit.office.party_numbers.replace(dataclasses.replace(row, personal=None))

    office.do("handl", within, change)
    (row,) = office.inside("handl", lambda v: v.office.party_numbers.of(anna))
    assert row.personal is None
    assert (
        office.inside("handl", lambda v: v.office.party_numbers.by_index("personal", PERSONAL))
        == []
    )


def test_a_withheld_value_survives_a_change_by_somebody_who_cannot_read_it(
    office: SmallOffice, anna: UUID
) -> None:
    def change(visit: Visit) -> Any:  # noqa: ANN401 - the register's answer
        (row,) = visit.office.party_numbers.of(anna)
        assert row.personal is WITHHELD
        return visit.office.party_numbers.replace(dataclasses.replace(row, justification="Faktura"))

    assert office.do("ekonomi", within, change).fields == ("justification",)
    (row,) = office.inside("handl", lambda v: v.office.party_numbers.of(anna))
    assert (row.personal, row.justification) == (PERSONAL, "Faktura")


def test_the_second_of_two_writers_is_told(office: SmallOffice, anna: UUID) -> None:
    stale = office.inside("handl", lambda v: v.office.parties.get(anna))

    def rename(visit: Visit) -> Any:  # noqa: ANN401 - the register's answer
        return visit.office.parties.replace(dataclasses.replace(stale, display_name="Anna Ek"))

    office.do("handl", within, rename)
    with pytest.raises(Conflict):
        office.do("kredit", within, rename)
    gone = dataclasses.replace(stale, id=uuid4())
    with pytest.raises(Conflict):
        office.do("kredit", within, lambda v: v.office.parties.replace(gone))
    assert office.inside("handl", lambda v: v.office.parties.get(anna)).version == 2


def test_erasing_takes_the_history_along(office: SmallOffice, anna: UUID) -> None:
    (row,) = office.inside("handl", lambda v: v.office.party_numbers.of(anna))
    changed = dataclasses.replace(row, personal="19811228")
    office.do("handl", within, lambda v: v.office.party_numbers.replace(changed))
    office.do("handl", within, lambda v: v.office.party_numbers.remove(row.id))
    assert office.inside("handl", lambda v: v.office.history.of(anna)) == []
    assert office.inside("handl", lambda v: v.office.party_numbers.of(anna)) == []


def test_a_protected_row_is_sealed_as_it_is_added(office: SmallOffice, anna: UUID) -> None:
    def add(visit: Visit) -> None:
        row = carried(visit, anna, is_protected=True)
        visit.office.party_numbers.add(
            PartyNumber(id=visit.new_id(), personal="200001012384", **row)
        )

    office.clock.forward(minutes=1)
    office.do("kredit", within, add)
    for user, reads in (("handl", "200001012384"), ("kredit", WITHHELD)):
        rows = office.inside(user, lambda v: v.office.party_numbers.of(anna))
        assert rows[-1].personal == reads
    assert (
        office.inside(
            "handl", lambda v: v.office.party_numbers.by_index("personal", "200001012384")
        )
        == []
    )


def test_a_changed_value_of_a_protected_person_is_sealed_and_lies_nowhere_open(
    office: SmallOffice,
) -> None:
    party_id = office.do("handl", register_party, a_person())
    office.do("handl", mark_protected, party_id, Protection.MARKED)

    @use_case(Permission.MARK_PROTECTED)
    def renamed(visit: Visit) -> None:
        party = visit.office.parties.get(party_id)
        change = visit.office.parties.replace(
            dataclasses.replace(party, display_name="Nyanamnet Ek")
        )
        visit.note("party.changed", party_id, fields=change.fields, history=change.history_ids)

    office.do("handl", renamed)
    named = office.inside("handl", lambda v: v.office.parties.get(party_id).display_name)
    assert named == "Nyanamnet Ek"
    hidden = office.inside("lasare", lambda v: v.office.parties.get(party_id).display_name)
    assert is_withheld(hidden)

    def open_values(visit: Visit) -> list[str]:
        connection = visit.office.connection
        row = connection.exec_driver_sql("SELECT display_name FROM party").scalars().all()
        old = connection.exec_driver_sql("SELECT old_value FROM field_history").scalars().all()
        return [str(value) for value in (*row, *old) if value is not None]

    lying_open = office.inside("ombud", open_values)
    assert not any("Nyanamnet" in value or "Lindqvist" in value for value in lying_open)
