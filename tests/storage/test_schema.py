"""The tables and their statements: written for both databases, sorted as the program sorts."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import ClauseElement, Executable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

import registerdesk.storage
from registerdesk.storage import activity, contact_lists, party_lists, retention
from registerdesk.storage.sorting import sort_key
from registerdesk.storage.tables import METADATA
from tests.makers import SmallOffice

for module in pkgutil.iter_modules(registerdesk.storage.__path__):
    if not module.ispkg:
        import_module(f"registerdesk.storage.{module.name}")


def test_every_table_compiles_for_both_databases() -> None:
    for table in METADATA.sorted_tables:
        for dialect in (postgresql.dialect(), sqlite.dialect()):  # type: ignore[no-untyped-call]  # a dialect has no types
            assert str(CreateTable(table).compile(dialect=dialect))
            assert all(str(CreateIndex(i).compile(dialect=dialect)) for i in table.indexes)


def kept_statements() -> Iterator[ClauseElement]:
    """Every statement that a module of storage keeps under a name."""
    for module in pkgutil.iter_modules(registerdesk.storage.__path__):
        for value in vars(import_module(f"registerdesk.storage.{module.name}")).values():
            several = value.values() if isinstance(value, dict) else [value]
            for each in several:
                if isinstance(each, Executable) and isinstance(each, ClauseElement):
                    yield each


def test_storage_is_written_for_no_single_database() -> None:
    speaks = "sqlalchemy.dialects.sqlite"
    for path in Path(str(registerdesk.storage.__file__)).parent.glob("*.py"):
        assert speaks not in path.read_text(encoding="utf-8"), path.name


def test_every_prebuilt_statement_compiles_for_both_databases() -> None:
    count = 0
    built = (
        *party_lists.statements(),
        *contact_lists.statements(),
        *activity.statements(),
        *retention.statements(),
        *kept_statements(),
    )
    for statement in built:
        for dialect in (postgresql.dialect(), sqlite.dialect()):  # type: ignore[no-untyped-call]  # a dialect has no types
            assert str(statement.compile(dialect=dialect))
            count += 1
    assert count > 100


@pytest.mark.parametrize("name", ["Åsa", "ÖRJAN", "Ärlig", "Émile", "ZØE", "Ünal", "naïve 7 _%~"])
def test_the_database_sorts_by_the_key_that_the_program_computes(
    office: SmallOffice, name: str
) -> None:
    with office.database.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT INTO party (id, party_id, source, channel, collected_on, purpose, "
            "source_detail, recorded_by, recorded_at, is_protected, version, kind, display_name, "
            "language, sole_trader, deceased, minor, protection) VALUES "
            "(x'01', x'01', 's', 'c', '2026-01-01', 'p', '', x'01', 1, 0, 1, 'person', ?, "
            "'sv', 0, 0, 0, 'none')",
            (name,),
        )
        key = connection.exec_driver_sql("SELECT name_key FROM party").scalar_one()
    assert key == sort_key(name)
