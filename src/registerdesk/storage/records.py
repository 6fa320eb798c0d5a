"""Rows become records: opened where the reader reaches, WITHHELD where not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Select, Table, select
from sqlalchemy.dialects import sqlite

from registerdesk.domain.fields import WITHHELD, About, Area, Compartment
from registerdesk.storage.cells import Cells
from registerdesk.storage.history import PROTECTED_VALUE
from registerdesk.storage.shapes import Shape, Spot, emptied
from registerdesk.storage.values import from_bytes

R = TypeVar("R")


@lru_cache(4096)
def _id(stored: bytes) -> UUID:
    return UUID(bytes=stored)


_OWN: Final[Mapping[type, Callable[[Any], Any]]] = MappingProxyType(
    {UUID: _id, date: date.fromisoformat, bool: bool}
)
"""How what the driver hands out becomes a column's own type, where it is not the same."""


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """How the rows of one type are read by one who reads some areas, worked out once."""

    withheld: Mapping[str, Any]
    plain: tuple[tuple[str, int], ...]
    codes: tuple[tuple[str, int, type[StrEnum]], ...]
    sealed: tuple[tuple[Spot, About, Compartment], ...]
    moving: tuple[tuple[Spot, About], ...]
    """What lies in `protected` once the person's identity is protected."""


@cache
def plan_for(shape: Shape, areas: frozenset[Area]) -> Plan:
    """Return the plan for a type's rows and a reader's areas."""
    reached = [s for s in shape.spots if s.about is None or s.area in areas]
    opened = [s for s in reached if s.about is None or s.about.sealed is None]
    return Plan(
        withheld=MappingProxyType({s.name: WITHHELD for s in shape.spots if s not in reached}),
        plain=tuple((s.name, s.at) for s in opened if s.choice is None),
        codes=tuple((s.name, s.at, s.choice) for s in opened if s.choice is not None),
        sealed=tuple(
            (s, s.about, s.about.sealed)
            for s in reached
            if s.about is not None and s.about.sealed is not None
        ),
        moving=tuple((s, s.moving) for s in reached if s.moving is not None),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Quick:
    """Rows of a table, all or by an id, by the driver alone: a card is made of some twenty."""

    sql: str
    own: tuple[tuple[int, Callable[[Any], Any]], ...]

    def rows(self, connection: Connection, *sought: UUID) -> list[Sequence[Any]]:
        """Return the rows, each value in its column's own type."""
        driver: Any = connection.connection.driver_connection
        found = driver.execute(self.sql, tuple(row_id.bytes for row_id in sought))
        rows: list[Sequence[Any]] = [list(row) for row in found]
        for row in rows:
            for at, make in self.own:
                if row[at] is not None:
                    row[at] = make(row[at])  # type: ignore[index]  # a list, made above
        return rows


@cache
def quick(statement: Select[Any], table: Table) -> Quick:
    """Return the driver's way of a statement that selects a table's rows, all or by an id."""
    kinds = [column.type.python_type for column in table.c]
    return Quick(
        sql=str(statement.compile(dialect=sqlite.dialect())),
        own=tuple((at, _OWN[kind]) for at, kind in enumerate(kinds) if kind in _OWN),
    )


class Records(Generic[R]):
    """Makes one type's records of rows, for one reader."""

    def __init__(
        self,
        connection: Connection,
        shape: Shape,
        record_type: type[R],
        cells: Cells,
        areas: frozenset[Area],
    ) -> None:
        """Bind to a transaction, the reader's keys and the areas of the reader's role."""
        self._connection = connection
        self._shape = shape
        self._type = record_type
        self._cells = cells
        self._plan = plan_for(shape, areas)

    def record(self, row: Sequence[Any]) -> R:
        """Return the record of a row."""
        plan, values = self._plan, dict(self._plan.withheld)
        for name, at in plan.plain:
            values[name] = row[at]
        for name, at, choice in plan.codes:
            code = row[at]
            values[name] = None if code is None else choice(code)
        for spot, declared, compartment in plan.sealed:
            values[spot.name] = self._open(compartment, declared, row, row[spot.at], spot)
        if self._shape.protected_at is not None and row[self._shape.protected_at]:
            values |= self._moved(row)
        return self._type(**values)

    def protected_cells(self, row_id: UUID) -> dict[str, bytes]:
        """Return a row's cells in `protected`, by field."""
        rows = self._connection.execute(
            select(PROTECTED_VALUE.c.field, PROTECTED_VALUE.c.cell).where(
                PROTECTED_VALUE.c.row_id == row_id
            )
        )
        return {row.field: row.cell for row in rows}

    def _moved(self, row: Sequence[Any]) -> dict[str, Any]:
        """Return the values that have moved into `protected`."""
        cells, values = self.protected_cells(row[self._shape.id_at]), dict[str, Any]()
        for spot, moving in self._plan.moving:
            value = self._open(Compartment.PROTECTED, moving, row, cells.get(spot.name), spot)
            values[spot.name] = value if spot.about is not None else value or emptied(None)
        return values

    def _open(
        self,
        compartment: Compartment,
        declared: About,
        row: Sequence[Any],
        cell: bytes | None,
        spot: Spot,
    ) -> Any:
        """Open a cell if the reader holds its compartment."""
        if not self._cells.holds(compartment):
            return WITHHELD
        if cell is None:
            return None
        opened = self._cells.open(compartment, declared.seal_name, row[self._shape.id_at], cell)
        return from_bytes(opened, self._shape.types[spot.name])
