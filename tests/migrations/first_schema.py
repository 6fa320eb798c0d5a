"""Writes the first migration anew from the tables; ends its days with the first release.

`python -m tests.migrations.first_schema`, in the folder of the README, whenever a table changes.
"""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from importlib import import_module
from typing import Final, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

import registerdesk.storage
from registerdesk.storage.schema import MIGRATIONS
from registerdesk.storage.tables import METADATA, Id

PATH: Final = MIGRATIONS / "versions" / "v0001_first_schema.py"

_HEAD: Final = '''"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TRIGGERS = (
{triggers})


def upgrade() -> None:
    """Create every table, index and trigger."""
{tables}
    for statement in TRIGGERS:
        op.execute(statement)
'''


def load_tables() -> list[str]:
    """Import every module of storage, so that METADATA is whole; return their triggers."""
    names = [m.name for m in pkgutil.iter_modules(registerdesk.storage.__path__) if not m.ispkg]
    modules = [import_module(f"registerdesk.storage.{name}") for name in names]
    return [trigger for module in modules for trigger in getattr(module, "TRIGGERS", ())]


def first_schema() -> str:
    """Return the migration that makes what the tables say, not yet laid out."""
    triggers = load_tables()
    with create_engine("sqlite://").connect() as connection:
        empty = MigrationContext.configure(connection, opts={"target_metadata": METADATA})
        made = produce_migrations(empty, METADATA).upgrade_ops
        if made is None:
            raise ValueError("there are no tables")
        code = render_python_code(
            made, render_as_batch=False, render_item=_own_type, migration_context=empty
        )
    lines = [line for line in code.splitlines() if "# ###" not in line]
    tables = "\n".join(line if line.startswith("    ") else "    " + line for line in lines)
    return _HEAD.format(triggers="".join(f"    {t!r},\n" for t in triggers), tables=tables)


def _own_type(kind: str, thing: object, _context: object) -> str | Literal[False]:
    """Write our own column type as a plain one: a migration imports nothing of ours."""
    return "sa.LargeBinary(16)" if kind == "type" and isinstance(thing, Id) else False


def main() -> None:
    """Write the file, laid out as the others."""
    PATH.write_text(first_schema(), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(PATH)], check=True)


if __name__ == "__main__":
    main()
