"""Many relations at once come with the keys that a single one is given by the database."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from registerdesk.domain.fields import Purpose
from registerdesk.domain.parties import (
    Address,
    Party,
    PartyKind,
    Phone,
    Relation,
    RelationKind,
)
from registerdesk.domain.sources import Channel, Recorded, Source
from registerdesk.storage.bulk import Bulk
from registerdesk.usecases.desk import Visit
from tests.makers import TODAY, SmallOffice

KEYS = "name_key, town_key, phone_key, active_on, quiet_since"


def rows_of(visit: Visit, started: date | None, *, with_home: bool) -> list[Recorded]:
    """Return the rows of a new customer."""
    party_id = visit.new_id()
    carried: dict[str, Any] = {
        "party_id": party_id, "source": Source.FILE, "channel": Channel.FILE, "collected_on": TODAY,
        "purpose": Purpose.CONTRACT, "recorded_by": visit.actor, "recorded_at": visit.now,
    }  # fmt: skip
    ids = [visit.new_id() for _ in range(5)]
    party = Party(id=party_id, kind=PartyKind.PERSON, display_name="Östen Ek", **carried)
    relation = Relation(
        id=ids[0], kind=RelationKind.CUSTOMER, number=ids[0].hex, started=started, **carried
    )
    if not with_home:
        return [party, relation]
    return [
        party,
        relation,
        Address(id=ids[1], town="", **carried),
        Address(id=ids[2], town="Åmål", **carried),
        Phone(id=ids[3], typed="växeln", **carried),
        Phone(id=ids[4], typed="070-174 06 05", e164="+46701740605", **carried),
    ]


def keys(visit: Visit, party_id: UUID) -> tuple[Any, ...]:
    """Return the keys of somebody's relation."""
    asked = f"SELECT {KEYS} FROM relation WHERE party_id = ?"  # noqa: S608 - own names
    row = visit.office.connection.exec_driver_sql(asked, (party_id.bytes,)).one()
    return tuple(row)


def kept_at_once(visit: Visit, rows: list[Recorded]) -> tuple[Any, ...]:
    """Write rows as an import does; return the relation's keys."""
    bulk = Bulk(visit.office.connection, visit.office.reader)
    for row in rows:
        bulk.add(row)
    bulk.flush()
    return keys(visit, rows[0].party_id)


def kept_one_by_one(visit: Visit, rows: list[Recorded]) -> tuple[Any, ...]:
    """Write rows as a form does; return the relation's keys."""
    registers: dict[type, Any] = {
        Party: visit.office.parties, Relation: visit.office.relations,
        Address: visit.office.addresses, Phone: visit.office.phones,
    }  # fmt: skip
    for row in rows:
        registers[type(row)].add(row)
    return keys(visit, rows[0].party_id)


def test_a_relation_has_the_same_keys_however_it_was_written(office: SmallOffice) -> None:
    def look(visit: Visit) -> list[tuple[tuple[Any, ...], tuple[Any, ...]]]:
        return [
            (
                kept_at_once(visit, rows_of(visit, started, with_home=with_home)),
                kept_one_by_one(visit, rows_of(visit, started, with_home=with_home)),
            )
            for started in (None, date(2020, 5, 1))
            for with_home in (True, False)
        ]

    found = office.inside("handl", look)
    assert all(at_once == one_by_one for at_once, one_by_one in found)
    assert found[0][0] == ("~csten ek", None, "växeln", TODAY.isoformat(), TODAY.isoformat())
    assert found[3][0] == ("~csten ek", None, None, "2020-05-01", "2020-05-01")
