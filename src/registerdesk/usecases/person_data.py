"""Everything stored on one person, found through the catalogue of fields alone."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any, Final, get_args, get_type_hints
from uuid import UUID

from registerdesk.domain.errors import NotAllowed, RegisterDeskError
from registerdesk.domain.fields import (
    Area,
    Category,
    Compartment,
    Field,
    fields_of,
    is_withheld,
)
from registerdesk.domain.snapshots import Item, says_nothing
from registerdesk.domain.sources import Origin, Recorded, ValueOrigin
from registerdesk.domain.texts import _
from registerdesk.storage.history import OldValue
from registerdesk.storage.office import Office
from registerdesk.storage.register import Register
from registerdesk.storage.tables import table_name_of
from registerdesk.storage.values import to_bytes
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.party_registers import known_as

Tell = Callable[[int, int], bool]
"""Told how many registers are read and how many there are; returns False to stop."""


class Cancelled(RegisterDeskError):
    """The person at work stopped it; nothing was kept."""


@cache
def personal_registers() -> MappingProxyType[str, type]:
    """Return every register that holds data on people: its name in `Office`, its record type."""
    found: dict[str, type] = {}
    parts = [(name, made) for kind in Office.__mro__ for name, made in vars(kind).items()]
    for name, made in parts:
        if isinstance(made, cached_property):
            kept = get_args(get_type_hints(made.func)["return"])
            if kept and issubclass(kept[0], Recorded) and kept[0] not in found.values():
                found[name] = kept[0]
    return MappingProxyType(found)


@cache
def field_of(register: str, name: str) -> Field:
    """Return the declaration of one field of one register."""
    return next(f for f in fields_of(personal_registers()[register]) if f.name == name)


NOT_FREE: Final = frozenset({Category.IDENTITY, Category.OFFICE})


def is_free_text(item: Item) -> bool:
    """Tell whether people write what they like in the field, so that others may be named."""
    field = field_of(item.register, item.field)
    return field.type is str and (field.about.lines > 1 or item.category not in NOT_FREE)


class PersonData:
    """Walks all registers for one person; sealed values it cannot open keep their place."""

    def __init__(
        self, visit: Visit, party_id: UUID, *, keep_empty: Compartment | None = None
    ) -> None:
        """Bind to the person; core is read whole, since the answer must be.

        Whoever releases a compartment also says of what lies in it that it is empty.
        """
        self._keep_empty = keep_empty
        reader = dataclasses.replace(visit.office.reader, areas=frozenset(Area))
        self._office = Office(visit.office.connection, reader)
        self._cells = visit.keys
        self._party_id = party_id
        self.unreadable: list[str] = []

    def items(self, tell: Tell | None = None) -> tuple[Item, ...]:
        """Return every value; a register that cannot be read is named in `unreadable`."""
        found: list[Item] = []
        registers = personal_registers()
        for done, name in enumerate(registers):
            if tell is not None and not tell(done, len(registers)):
                raise Cancelled(_("The collection was stopped. Nothing was kept."))
            try:
                found += self._of_register(name, registers[name])
            except NotAllowed:
                raise
            except RegisterDeskError:
                self.unreadable.append(name)
        return tuple(found)

    def _of_register(self, name: str, record_type: type) -> list[Item]:
        """Return the values of one register, present and earlier."""
        register: Register[Recorded] = getattr(self._office, name)
        rows = register.of(self._party_id)
        present = [row for row in rows if _belongs_to_answer(row)]
        items = [item for row in present for item in self._of_row(name, row)]
        by_id = {row.id: row for row in rows if getattr(row, "is_for_answer", True)}
        for old in self._old_values:
            row = by_id.get(old.row_id) or self._removed(record_type, old)
            if row is not None:
                items += self._earlier(name, record_type, row, old)
        return items

    def _removed(self, record_type: type, old: OldValue) -> Recorded | None:
        """Return what is known of a row that was taken out: where its value came from."""
        origin = self._origins.get((old.row_id, old.field))
        if origin is None or old.table_name != table_name_of(record_type):
            return None
        given = {f.name: getattr(origin, f.name) for f in dataclasses.fields(Origin)}
        return Recorded(
            id=old.row_id,
            party_id=old.party_id,
            recorded_by=origin.recorded_by,
            recorded_at=origin.recorded_at,
            **given,
        )

    def _of_row(self, name: str, row: Recorded) -> Iterator[Item]:
        """Yield the values of one row that hold something."""
        for field in fields_of(personal_registers()[name]):
            value = getattr(row, field.name)
            if field.about.personal and (not says_nothing(value) or self._is_kept(field, row)):
                yield self._item(name, row, field, value)

    def _is_kept(self, field: Field, row: Recorded) -> bool:
        """Tell whether an empty value is told of, since others cannot see that it is empty."""
        return self._keep_empty is not None and _compartment(field, row) is self._keep_empty

    def _item(self, name: str, row: Recorded, field: Field, value: object) -> Item:
        """Return one value with its own origin, or its row's."""
        origin = self._origins.get((row.id, field.name), row)
        kept_back = is_withheld(value)
        if isinstance(value, UUID):
            value = known_as(self._office, value)
        return Item(
            register=name,
            row_id=row.id,
            field=field.name,
            version=row.version,
            category=field.about.category,
            value=None if kept_back else json.loads(to_bytes(value)),
            home=_compartment(field, row),
            is_sealed=kept_back,
            source=origin.source,
            source_detail=origin.source_detail,
            collected_on=origin.collected_on,
        )

    def _earlier(
        self, name: str, record_type: type, row: Recorded, old: OldValue
    ) -> Iterator[Item]:
        """Yield what stood in a field before, as far as it can be opened."""
        field = next((f for f in fields_of(record_type) if f.name == old.field), None)
        if field is None or not field.about.personal:
            return
        value, is_sealed = self._old(field, old)
        if says_nothing(value) and not is_sealed and not self._is_kept(field, row):
            return
        yield dataclasses.replace(
            self._item(name, row, field, None),
            value=value,
            home=Compartment(old.compartment) if old.compartment else None,
            is_sealed=is_sealed,
            version=1,
            earlier=old.changed_at,
            history_id=old.id,
        )

    def _old(self, field: Field, old: OldValue) -> tuple[Any, bool]:
        """Return an old value, or that its compartment keeps it."""
        if old.old_cell is None:
            return json.loads(old.old_value) if old.old_value else None, False
        if not self._cells.holds(old.compartment):
            return None, True
        seal_name = field.about.seal_name
        cell = self._cells.open(old.compartment, seal_name, old.row_id, old.old_cell)
        return json.loads(cell), False

    @cached_property
    def _origins(self) -> dict[tuple[UUID, str], ValueOrigin]:
        """The origins of single values that differ from their row's."""
        found = self._office.origins.of(self._party_id)
        return {(origin.row_id, origin.field): origin for origin in found}

    @cached_property
    def _old_values(self) -> list[OldValue]:
        """The person's old values."""
        return self._office.history.of(self._party_id)


def _belongs_to_answer(row: Recorded) -> bool:
    """Tell whether a row is the person's to read: no merged person, no file marked as internal."""
    return not getattr(row, "is_merged", False) and bool(getattr(row, "is_for_answer", True))


def _compartment(field: Field, row: Recorded) -> Compartment | None:
    """Return the compartment in which a value lies, if it lies in one."""
    if row.is_protected and field.about.moves:
        return Compartment.PROTECTED
    return field.about.sealed
