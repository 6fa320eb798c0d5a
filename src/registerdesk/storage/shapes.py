"""How a type of record lies in its table, worked out once: statements, places, types."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_type_hints

from sqlalchemy import Column, ColumnElement, Select, Table, bindparam, select

from registerdesk.domain.fields import About, Area, is_withheld
from registerdesk.storage.tables import plain_type

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

R = TypeVar("R", bound="DataclassInstance")


LIMIT: Final = "most_rows"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one field stands in a row, and how its stored value becomes the field's own."""

    name: str
    at: int
    about: About | None
    area: Area | None
    """The area that a reader must read; None of what is no personal data."""
    choice: type[StrEnum] | None
    moving: About | None = None
    """How it is sealed once it has moved into `protected`; None of what never moves."""


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """One record type in its table."""

    types: Mapping[str, Any]
    about: Mapping[str, About | None]
    identifying: Mapping[str, About]
    """The fields that move into `protected`, and how they are sealed there."""
    spots: tuple[Spot, ...]
    id_at: int
    protected_at: int | None
    """Where the row says that its identifying values have moved; None where they never do."""
    by_id: Select[Any]


@cache
def shape_of(table: Table, record_type: type) -> Shape:
    """Return the shape of a record type, whose rows are read whole from its table."""
    types = get_type_hints(record_type)
    about = {f.name: f.metadata.get("about") for f in dataclasses.fields(record_type)}
    moving = {f.name: _moving(f) for f in dataclasses.fields(record_type)}
    places = {column.name: at for at, column in enumerate(table.c)}
    return Shape(
        types=MappingProxyType(types),
        about=MappingProxyType(about),
        identifying=MappingProxyType({n: a for n, a in moving.items() if a is not None}),
        spots=tuple(
            _spot(name, places[name], about[name], types[name], moving[name]) for name in about
        ),
        id_at=places["id"],
        protected_at=places.get("is_protected"),
        by_id=select(table).where(table.c.id == bindparam("row_id")),
    )


class Sought(Enum):
    """What a column is compared with."""

    VALUE = "value"
    LIST = "list"
    NOTHING = "nothing"


def sought(value: object) -> Sought:
    """Tell what kind of comparison a value asks for."""
    if value is None:
        return Sought.NOTHING
    return Sought.LIST if isinstance(value, list) else Sought.VALUE


@cache
def holding(table: Table, column: str) -> Select[Any]:
    """Return the statement for the rows in which a column holds one id, oldest first."""
    return select(table).where(table.c[column] == bindparam("held")).order_by(table.c.id)


@cache
def every(table: Table) -> Select[Any]:
    """Return the statement for all rows of a table, oldest first."""
    return select(table).order_by(table.c.id)


@cache
def finding(table: Table, equals: tuple[tuple[str, Sought], ...]) -> Select[Any]:
    """Return the statement that finds rows by columns equal to a value, or to one of a list."""
    statement = select(table).limit(bindparam(LIMIT)).order_by(table.c.id)
    return statement.where(*(_same(table.c[name], kind) for name, kind in equals))


def _same(column: Column[Any], kind: Sought) -> ColumnElement[bool]:
    """Return the condition on one column."""
    if kind is Sought.NOTHING:
        return column.is_(None)
    value = bindparam(column.name, expanding=kind is Sought.LIST, type_=column.type)
    return column.in_(value) if kind is Sought.LIST else column == value


def _moving(field: dataclasses.Field[Any]) -> About | None:
    """Return how a field is sealed in `protected`, if it moves there."""
    declared: About | None = field.metadata.get("about")
    if declared is None:
        return field.metadata.get("moving")
    return declared if declared.moves else None


def _spot(name: str, at: int, about: About | None, annotation: Any, moving: About | None) -> Spot:
    """Return one field's place."""
    kind = plain_type(annotation)
    choice = kind if isinstance(kind, type) and issubclass(kind, StrEnum) else None
    area = about.area if about is not None else None
    return Spot(name, at, about, area, choice, moving)


def without_withheld(record: R, changed: tuple[str, ...]) -> R:
    """Return the record with `None` for withheld values that nobody writes."""
    blank = {
        field.name: None
        for field in dataclasses.fields(record)
        if field.name not in changed and is_withheld(getattr(record, field.name))
    }
    return dataclasses.replace(record, **blank) if blank else record


def emptied(declared: About | None) -> str | None:
    """Return what stands in the column of a value that has moved: nothing, or no words."""
    return None if declared is not None else ""
