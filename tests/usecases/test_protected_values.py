"""Every text on a protected person moves and comes back, by the catalogue: tests list no fields."""

# ruff: noqa: ANN401 - values of fields of every type

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any, get_args, get_type_hints
from uuid import UUID, uuid4

from sqlalchemy import Table, select

from registerdesk.domain.fields import Area, Compartment, fields_of
from registerdesk.domain.parties import Protection
from registerdesk.domain.sources import Recorded, ValueOrigin
from registerdesk.domain.staff import Permission
from registerdesk.storage.office import Office
from registerdesk.storage.register import Register
from registerdesk.storage.tables import RECORD_TYPES
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.person_data import personal_registers
from registerdesk.usecases.protection import mark_protected, propose_unmarking, unmark_protected
from tests.makers import TODAY, SmallOffice, a_person

REGISTERS = {**personal_registers(), "origins": ValueOrigin}
NOT_OURS = ("id", "party_id", "row_id", "recorded_by", "recorded_at", "version", "is_protected")


def texts_of(record_type: type) -> list[str]:
    """Return the fields in which words can stand."""
    hints = get_type_hints(record_type)
    found = [f.name for f in dataclasses.fields(record_type) if _plain(hints[f.name]) is str]
    return [name for name in found if name != "field"]


def open_by_right(record_type: type) -> set[str]:
    """Return the fields that the catalogue leaves open: the office's own numbers."""
    return {f.name for f in fields_of(record_type) if f.about.stays_open}


def _plain(annotation: Any) -> Any:
    kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
    return kinds[0] if kinds else annotation


def _value(annotation: Any, word: str, party_id: UUID) -> Any:
    kind = _plain(annotation)
    if kind is str:
        return word
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    made: dict[Any, Any] = {date: TODAY, UUID: party_id, int: 7, bool: False, bytes: b"7"}
    return made[kind]


def a_row(register: str, party_id: UUID, turn: int) -> Any:
    """Return a record of a register's type with a word of its own in every text field."""
    return a_record(REGISTERS[register], register, party_id, turn)


def a_record(record_type: type, register: str, party_id: UUID, turn: int) -> Any:
    """Return a record with what it must have; every id in it is the person's but its own."""
    hints, given = get_type_hints(record_type), dict[str, Any]()
    for each in dataclasses.fields(record_type):
        required = each.default is dataclasses.MISSING
        if each.name in texts_of(record_type) or required:
            given[each.name] = _value(hints[each.name], word(register, each.name, turn), party_id)
    own: dict[str, Any] = {"party_id": party_id} if "party_id" in hints else {}
    if fields_of(record_type) and "purpose" in hints:
        own["purpose"] = fields_of(record_type)[0].about.purposes[0]
    return record_type(**(given | own | {"id": uuid4()}))


def found_on(visit: Visit, register: str, party_id: UUID) -> None:
    """Keep the row on which a register's rows stand, if they stand on one: its id is theirs."""
    table: Table = getattr(visit.office, register)._table
    for key in table.foreign_keys:
        other, run = key.column.table, visit.office.connection.execute
        if other.name != "party" and not run(select(other).where(other.c.id == party_id)).all():
            record_type = RECORD_TYPES[other]
            record = dataclasses.replace(a_record(record_type, "", party_id, 0), id=party_id)
            made: Register[Any] = Register(
                visit.office.connection, other, record_type, visit.office.reader
            )
            made.add(record)


def word(register: str, field: str, turn: int) -> str:
    """Return a word that stands in one field alone."""
    return f"zq{turn}{register}{field}qz".replace("_", "").casefold()


def words(turn: int, *, stay: bool) -> set[str]:
    """Return the words of a turn that stay open by right, or all the others."""
    return {
        word(register, name, turn)
        for register, record_type in REGISTERS.items()
        for name in texts_of(record_type)
        if (name in open_by_right(record_type)) is stay
    }


def whole(visit: Visit) -> Office:
    """Return the registers as somebody with every role would read them."""
    reader = dataclasses.replace(visit.office.reader, areas=frozenset(Area))
    return Office(visit.office.connection, reader)


@use_case(Permission.OWN_PROFILE)
def fill(visit: Visit, party_id: UUID) -> None:
    """Write one row into every register of the person, and change each text once."""
    office = whole(visit)
    for name, record_type in REGISTERS.items():
        found_on(visit, name, party_id)
        first = a_row(name, party_id, 1)
        if name == "parties":
            at = office.parties.get(party_id)
            first = dataclasses.replace(first, id=party_id, version=at.version)
            office.parties.replace(first)
        else:
            getattr(office, name).add(first)
        if issubclass(record_type, Recorded):
            later = {f: word(name, f, 2) for f in texts_of(record_type)}
            row = getattr(office, name).get(first.id)
            getattr(office, name).replace(dataclasses.replace(row, **later))
    visit.note("filled", party_id)


def readable(office: SmallOffice) -> str:
    """Return every cell of the decrypted database, as somebody with the core key alone has it."""

    def cells(visit: Visit) -> Iterator[str]:
        run = visit.office.connection.exec_driver_sql
        for (table,) in run("SELECT name FROM sqlite_master WHERE type = 'table'").all():
            for row in run(f'SELECT * FROM "{table}"'):  # noqa: S608 - the database's own names
                for cell in row:
                    yield cell.decode("latin-1") if isinstance(cell, bytes) else str(cell)

    return office.inside("lasare", lambda visit: "\n".join(cells(visit)).casefold())


def told(office: SmallOffice, party_id: UUID) -> dict[str, Any]:
    """Return every value of the person, old values too, without what every writing changes."""

    def look(visit: Visit) -> dict[str, Any]:
        registers, found = whole(visit), dict[str, Any]()
        for name in REGISTERS:
            for row in getattr(registers, name).of(party_id):
                values = {f.name: getattr(row, f.name) for f in dataclasses.fields(row)}
                kept = {k: v for k, v in values.items() if k not in NOT_OURS}
                found[f"{name}/{row.id}"] = kept | {"protection": None}
        for old in registers.history.of(party_id):
            if old.field != "protection":
                found[f"history/{old.id}"] = _opened(visit, old) or old.old_value
        return found

    return office.inside("ombud", look)


def _opened(visit: Visit, old: Any) -> str | None:
    if old.old_cell is None:
        return None
    register = next(n for n, t in REGISTERS.items() if _table(visit, n) == old.table_name)
    about = next(f.about for f in fields_of(REGISTERS[register]) if f.name == old.field)
    return str(visit.keys.open(old.compartment, about.seal_name, old.row_id, old.old_cell), "utf-8")


def _table(visit: Visit, register: str) -> str:
    return str(getattr(visit.office, register)._table.name)


def filled(office: SmallOffice) -> UUID:
    """Return a person with a word in every text field of every register."""
    party_id = office.do("handl", register_party, a_person())
    office.do("ombud", fill, party_id)
    return party_id


def test_no_word_on_a_protected_person_is_readable_with_the_core_key(office: SmallOffice) -> None:
    party_id = filled(office)
    before = readable(office)
    core = [w for w in words(2, stay=False) if w in before]
    assert len(core) > len(REGISTERS)
    office.do("handl", mark_protected, party_id, Protection.SHELTERED)
    after = readable(office)
    assert sorted(w for turn in (1, 2) for w in words(turn, stay=False) if w in after) == []
    assert all(w in after for w in words(2, stay=True))


def test_unmarking_brings_every_value_back_as_it_was(office: SmallOffice) -> None:
    party_id = filled(office)
    before, core = told(office, party_id), readable(office)
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    assert told(office, party_id) == before
    office.do("handl2", unmark_protected, office.do("handl", propose_unmarking, party_id))
    assert told(office, party_id) == before
    after = readable(office)
    for turn in (1, 2):
        assert {w for w in words(turn, stay=False) if w in core} == {
            w for w in words(turn, stay=False) if w in after
        }


def test_a_new_row_about_a_protected_person_is_sealed_as_it_is_written(
    office: SmallOffice,
) -> None:
    party_id = office.do("handl", register_party, a_person())
    office.do("handl", mark_protected, party_id, Protection.MARKED)

    @use_case(Permission.OWN_PROFILE)
    def write(visit: Visit) -> None:
        for register in sorted(set(REGISTERS) - {"parties"}):
            found_on(visit, register, party_id)
            getattr(visit.office, register).add(a_row(register, party_id, 3))
        visit.note("written", party_id)

    office.do("lasare", write)
    found = readable(office)
    assert [w for w in words(3, stay=False) if w in found] == []
    assert any(w in found for w in words(3, stay=True))


def test_every_text_moves_or_is_sealed_or_is_the_office_s_own_number() -> None:
    """A new field says which: `identifying` with a seal name, or `stays_open`."""
    undeclared = [
        f"{register}.{field.name}"
        for register, record_type in personal_registers().items()
        for field in fields_of(record_type)
        if _plain(field.type) is str
        and not (field.about.moves or field.about.sealed or field.about.stays_open)
    ]
    assert undeclared == []
    assert Compartment.PROTECTED not in {
        f.about.sealed for t in personal_registers().values() for f in fields_of(t)
    }
