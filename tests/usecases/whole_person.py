"""One person with a row in every register of people, each field with a value of its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final, get_type_hints
from uuid import UUID

from registerdesk.domain.fields import Purpose, fields_of
from registerdesk.domain.sources import Channel, Source
from registerdesk.domain.staff import Permission
from registerdesk.storage.register import Register
from registerdesk.storage.tables import RECORD_TYPES, plain_type
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.person_data import personal_registers
from tests.makers import TODAY

CARRIED: Final = frozenset(
    {"id", "party_id", "source", "channel", "collected_on", "purpose", "source_detail"}
    | {"recorded_by", "recorded_at", "is_protected", "version"}
)
SHAPED: Final[dict[tuple[str, str], Any]] = {
    ("phones", "e164"): "+46701740677",
    ("phones", "typed"): "070-174 06 77",
    ("emails", "address"): "hela.personen@exempel.se",
    ("party_numbers", "personal"): "198901012398",
    ("party_numbers", "organisation"): "5599991234",
    ("parties", "display_name"): "Hela Vindruvsson",
    ("former_names", "name"): "Tidigare Krusbärsson",
    ("relations", "number"): "K-77123",
    ("relations", "ended"): None,
    ("parties", "deceased"): False,
    ("purpose_switches", "switched"): Purpose.MARKETING,
}
"""Values that must have a form for other parts to read them; all else is made from its type."""


@dataclass(frozen=True, slots=True)
class Seeded:
    """One value as it was written."""

    register: str
    row_id: UUID
    field: str
    value: Any


@use_case(Permission.OWN_PROFILE)
def seed(visit: Visit, party_id: UUID) -> tuple[Seeded, ...]:
    """Write one row in every register of people, and return each declared value."""
    visit.note("preference.set", party_id)
    seeded: list[Seeded] = []
    for name, record_type in _in_order():
        held = _holders(visit, record_type, party_id)
        row = dataclasses.replace(_row(visit, name, record_type, party_id), **held)
        getattr(visit.office, name).add(row)
        seeded += [
            Seeded(name, row.id, field.name, getattr(row, field.name))
            for field in fields_of(record_type)
            if field.about.personal and getattr(row, field.name) not in (None, "", False)
        ]
    visit.office.search.refresh(party_id)
    return tuple(seeded)


def _in_order() -> Iterator[tuple[str, type]]:
    """Yield the person's own row first: the others belong to it."""
    registers = dict(personal_registers())
    yield "parties", registers.pop("parties")
    yield from registers.items()


def _holders(visit: Visit, record_type: type, party_id: UUID) -> dict[str, UUID]:
    """Write the rows to which a row belongs, beside its person; return where it names them."""
    table = next(table for table, kind in RECORD_TYPES.items() if kind is record_type)
    held: dict[str, UUID] = {}
    for key in table.foreign_keys:
        if key.column.table.name != "party":
            holder = RECORD_TYPES[key.column.table]
            row = _row(visit, key.column.table.name, holder, party_id)
            Register(visit.office.connection, key.column.table, holder, visit.office.reader).add(
                row
            )
            held[key.parent.name] = row.id
    return held


def _row(visit: Visit, name: str, record_type: type, party_id: UUID) -> Any:  # noqa: ANN401 - any record
    """Return a record whose every field holds something of its own."""
    hints = get_type_hints(record_type)
    values = {
        field.name: SHAPED.get((name, field.name), _value(name, field.name, hints[field.name]))
        for field in dataclasses.fields(record_type)
        if field.name not in CARRIED and ("about" in field.metadata or _must(field))
    }
    purposes = fields_of(record_type)[0].about.purposes if fields_of(record_type) else ()
    carried = {
        "id": party_id if name == "parties" else visit.new_id(),
        "party_id": party_id,
        "source": Source.SUBJECT,
        "channel": Channel.PHONE,
        "collected_on": TODAY,
        "purpose": next(iter(purposes), Purpose.CONTRACT),
        "recorded_by": visit.actor,
        "recorded_at": visit.now,
    }
    own = {field.name for field in dataclasses.fields(record_type)}
    return record_type(**{name: v for name, v in carried.items() if name in own}, **values)


def _must(field: dataclasses.Field[Any]) -> bool:
    """Tell whether a record cannot be made without the field."""
    missing = dataclasses.MISSING
    return field.default is missing and field.default_factory is missing


def _value(register: str, name: str, annotation: Any) -> Any:  # noqa: ANN401 - any field
    """Return a value of the field's type that no other field has, as far as its type allows."""
    kind: Any = plain_type(annotation)
    turn = sum(map(ord, f"{register}.{name}")) * 7 + len(name)
    made: dict[Any, Any] = {
        bool: True,
        date: TODAY - timedelta(days=turn % 3_000),
        int: 1_000_000 + turn,
        UUID: UUID(int=turn),
        bytes: b"%d" % turn,
    }
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return next(iter(kind))
    return made.get(kind, f"Värde {turn} i {name.replace('_', ' ')}")
