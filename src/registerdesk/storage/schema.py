"""The schema's version: built, checked and brought up to date by Alembic."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.texts import _

HEAD: Final = "0001"
"""The schema that this program speaks."""


class NewerDatabase(RegisterDeskError):
    """The database was made by a newer program."""


def build(engine: Engine) -> None:
    """Create the whole schema in an empty database."""
    _upgrade(engine)


def version_of(connection: Connection) -> str | None:
    """Return the schema version that stands in the database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def bring_up_to_date(engine: Engine, path: Path) -> None:
    """Upgrade an older schema, the file copied first; refuse a newer one."""
    with engine.connect() as connection:
        version = version_of(connection)
    if version == HEAD:
        return
    if version is None or version > HEAD:
        raise NewerDatabase(
            _("The database was made by a newer version of the program. Update the program.")
        )
    shutil.copy2(path, path.with_suffix(f".before-{HEAD}.db"))
    _upgrade(engine)


def _upgrade(engine: Engine) -> None:
    """Run the migrations in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.exec_driver_sql("COMMIT")
