"""How a record becomes a table: one column a field, its type from the field's own."""

from __future__ import annotations

import dataclasses
from datetime import date
from enum import StrEnum
from typing import Any, Final, cast, get_args, get_type_hints
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from registerdesk.domain.fields import About

METADATA: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""Every table of the office."""

INDEX_SUFFIX: Final = "_index"
RECORD_TYPES: Final[dict[Table, type]] = {}
"""The record type of every table that was made from one."""


class Id(TypeDecorator[UUID]):
    """A row id: sixteen bytes in SQLCipher, a native UUID in PostgreSQL."""

    impl = LargeBinary
    cache_ok = True

    @property
    def python_type(self) -> type[UUID]:
        """Say what an id is to the program."""
        return UUID

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the narrowest type that the database has."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Uuid())
        return dialect.type_descriptor(LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        """Write the id."""
        if value is None or dialect.name == "postgresql":
            return value
        return value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        """Read the id."""
        if value is None or dialect.name == "postgresql":
            return cast(UUID | None, value)
        return UUID(bytes=value)


def plain_type(annotation: Any) -> Any:
    """Return the type without its `| None`."""
    options = [option for option in get_args(annotation) if option is not type(None)]
    return options[0] if options else annotation


def _column_type(annotation: Any) -> TypeEngine[Any]:
    """Return the column type for a field's type."""
    kind = plain_type(annotation)
    if kind is UUID:
        return Id()
    if kind is date:
        return Date()
    if kind is bool:
        return Boolean(create_constraint=False)
    if kind is int:
        return BigInteger()
    if kind is bytes:
        return LargeBinary()
    return String(64) if issubclass(kind, StrEnum) else Text()


def _columns(name: str, annotation: Any, declared: About | None) -> list[Column[Any]]:
    """Return the field's column, and that of its blind index if it has one."""
    sealed = declared is not None and declared.sealed is not None
    optional = type(None) in get_args(annotation)
    can_be_empty = optional or (declared is not None and (declared.identifying or sealed))
    kind: TypeEngine[Any] = LargeBinary() if sealed else _column_type(annotation)
    columns = [Column(name, kind, nullable=can_be_empty, primary_key=name == "id")]
    if declared is not None and declared.indexed:
        columns.append(Column(name + INDEX_SUFFIX, LargeBinary(32), nullable=True, index=True))
    return columns


def table_for(name: str, record_type: type, *more: Any, indexed: tuple[str, ...] = ()) -> Table:
    """Return the table of a record type; `indexed` names the columns with an index each."""
    hints = get_type_hints(record_type)
    columns = [
        column
        for field in dataclasses.fields(record_type)
        for column in _columns(field.name, hints[field.name], field.metadata.get("about"))
    ]
    table = Table(name, METADATA, *columns, *more)
    RECORD_TYPES[table] = record_type
    for column_name in indexed:
        Index(None, table.c[column_name])
    return table


def table_name_of(record_type: type) -> str:
    """Return the name under which old values know the table of a record type."""
    return next(table.name for table, kind in RECORD_TYPES.items() if kind is record_type)
