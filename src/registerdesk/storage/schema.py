"""The schema's version: built, checked and brought up to date by Alembic."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.texts import _

MIGRATIONS: Final = Path(__file__).parent / "migrations"


class NewerDatabase(RegisterDeskError):
    """The database was made by a newer program."""


def head(migrations: Path = MIGRATIONS) -> str:
    """Return the schema that the program speaks: that of its last migration, `v0001_....py` on."""
    return max(path.name[1:5] for path in (migrations / "versions").glob("v*.py"))


def build(engine: Engine) -> None:
    """Create the whole schema in an empty database."""
    _upgrade(engine, MIGRATIONS)


def version_of(connection: Connection) -> str | None:
    """Return the schema version that stands in the database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def bring_up_to_date(engine: Engine, path: Path, migrations: Path = MIGRATIONS) -> None:
    """Upgrade an older schema, the file copied first; refuse a newer one."""
    with engine.connect() as connection:
        version = version_of(connection)
    wanted = head(migrations)
    if version == wanted:
        return
    if version is None or version > wanted:
        raise NewerDatabase(
            _("The database was made by a newer version of the program. Update the program.")
        )
    _copy(engine, path, path.with_suffix(f".before-{wanted}.db"))
    _upgrade(engine, migrations)


def _copy(engine: Engine, path: Path, copy: Path) -> None:
    """Copy the file, with what a program that was killed left in the log beside it."""
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
    shutil.copy2(path, copy)


def _upgrade(engine: Engine, migrations: Path) -> None:
    """Run the migrations in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations))
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.exec_driver_sql("COMMIT")
