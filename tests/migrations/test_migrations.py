"""A new office and one that has followed every migration are alike; nothing is lost on the way."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection

from registerdesk.storage import engine, schema
from registerdesk.storage.database import Database
from registerdesk.storage.tables import METADATA
from tests.migrations.first_schema import first_schema, load_tables

KEY = b"k" * 32
NEXT = f"{int(schema.head()) + 1:04}"
ADDITION = f'''"""Adds a table."""

from alembic import op

revision = "{NEXT}"
down_revision = "{schema.head()}"


def upgrade() -> None:
    """Add it."""
    op.execute("CREATE TABLE addition (id INTEGER PRIMARY KEY)")
'''


def shape(connection: Connection) -> dict[str, object]:
    """Every table's columns, keys and indexes and every trigger, whatever their order."""
    found: dict[str, object] = {}
    run = connection.exec_driver_sql
    for kind, name, sql in run("SELECT type, name, sql FROM sqlite_master").all():
        if kind == "trigger":
            found[f"trigger {name}"] = " ".join(sql.split())
        elif kind == "table" and name != "alembic_version":
            columns = run(f"PRAGMA table_xinfo({name})").all()
            found[f"columns of {name}"] = {tuple(column)[1:] for column in columns}
            keys = run(f"PRAGMA foreign_key_list({name})").all()
            found[f"keys of {name}"] = {tuple(key)[2:] for key in keys}
            for _at, index, unique, *_more in run(f"PRAGMA index_list({name})").all():
                parts = [tuple(part) for part in run(f"PRAGMA index_xinfo({index})").all()]
                found[f"index {index}"] = unique, [part[2:] for part in parts]
    return found


@contextmanager
def an_older_office(folder: Path) -> Iterator[tuple[Path, Path]]:
    """A database of this program, and the migrations of one that is a step further."""
    Database.create(folder / "office.db", KEY).close()
    migrations = folder / "migrations"
    shutil.copytree(schema.MIGRATIONS, migrations, ignore=shutil.ignore_patterns("__pycache__"))
    (migrations / "versions" / f"v{NEXT}_addition.py").write_text(ADDITION, encoding="utf-8")
    yield folder / "office.db", migrations


def upgrade(path: Path, migrations: Path) -> None:
    """Open a database as a program with those migrations does."""
    opened = engine.open_engine(path, [KEY])
    try:
        schema.bring_up_to_date(opened.engine, path, migrations)
    finally:
        engine.close_engine(opened)


def version(path: Path) -> str | None:
    """The schema that a database stands at."""
    opened = engine.open_engine(path, [KEY])
    try:
        with opened.engine.connect() as connection:
            return schema.version_of(connection)
    finally:
        engine.close_engine(opened)


def test_the_last_migration_ends_in_what_the_tables_say(tmp_path: Path) -> None:
    load_tables()
    engine.create_file(tmp_path / "tables.db")
    tables = engine.open_engine(tmp_path / "tables.db", [KEY], expect_content=False)
    METADATA.create_all(tables.engine)
    migrated = Database.create(tmp_path / "office.db", KEY)
    with migrated.reading() as connection, tables.engine.connect() as said:
        assert shape(connection) == shape(said)
        assert schema.version_of(connection) == schema.head()
    migrated.close()
    engine.close_engine(tables)


def test_an_older_database_is_copied_and_then_brought_up_to_date(tmp_path: Path) -> None:
    with an_older_office(tmp_path) as (path, migrations):
        upgrade(path, migrations)
    assert version(path) == NEXT
    assert version(path.with_suffix(f".before-{NEXT}.db")) == schema.head()


def test_the_copy_holds_what_a_killed_program_left_beside_the_file(tmp_path: Path) -> None:
    with an_older_office(tmp_path) as (path, migrations):
        killed = engine.open_engine(path, [KEY])
        with killed.engine.connect() as connection:
            connection.exec_driver_sql("CREATE TABLE last_word (id INTEGER PRIMARY KEY)")
        upgrade(path, migrations)
        engine.close_engine(killed)
    copy = engine.open_engine(path.with_suffix(f".before-{NEXT}.db"), [KEY])
    with copy.engine.connect() as connection:
        assert "columns of last_word" in shape(connection)
    engine.close_engine(copy)


def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    with an_older_office(tmp_path) as (path, migrations):
        script = migrations / "versions" / f"v{NEXT}_addition.py"
        script.write_text(ADDITION + '    op.execute("SELECT nothing")\n', encoding="utf-8")
        with pytest.raises(Exception, match="nothing"):
            upgrade(path, migrations)
    assert version(path) == schema.head()


def test_a_database_at_the_head_is_not_copied(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    Database.create(path, KEY).close()
    Database.open(path, [KEY]).close()
    assert sorted(file.name for file in tmp_path.glob("*.db")) == ["office.db"]


def test_a_newer_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    database = Database.create(path, KEY)
    with database.transaction() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    before = path.read_bytes()
    with pytest.raises(schema.NewerDatabase):
        Database.open(path, [KEY])
    assert path.read_bytes() == before


def test_a_database_without_a_version_is_not_taken_for_an_office(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    database = Database.create(path, KEY)
    with database.transaction() as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")
    database.close()
    with pytest.raises(schema.NewerDatabase):
        Database.open(path, [KEY])


def test_migrations_import_nothing_of_ours() -> None:
    for path in (schema.MIGRATIONS / "versions").glob("v*.py"):
        assert "registerdesk" not in path.read_text(encoding="utf-8")


def test_the_first_schema_can_be_written_from_the_tables() -> None:
    written = first_schema()
    ast.parse(written)
    assert all(f"'{name}'" in written for name in METADATA.tables)
