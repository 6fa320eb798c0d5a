"""How many relations of each kind there are, kept as they come and go: no list is read to count."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import DDL, BigInteger, Column, String, Table, event

from registerdesk.storage.tables import METADATA

LIST_COUNT: Final = Table(
    "list_count",
    METADATA,
    Column("kind", String(64), primary_key=True),
    Column("relations", BigInteger, nullable=False),
)

_MORE: Final = (
    "INSERT INTO list_count (kind, relations) VALUES (NEW.kind, 1) "
    "ON CONFLICT (kind) DO UPDATE SET relations = relations + 1"
)
_FEWER: Final = "UPDATE list_count SET relations = relations - 1 WHERE kind = OLD.kind"
_COUNTS: Final = (
    ("more", "INSERT", f"{_MORE};"),
    ("fewer", "DELETE", f"{_FEWER};"),
    ("other", "UPDATE OF kind", f"{_FEWER}; {_MORE};"),
)
TRIGGERS: Final = tuple(
    f"CREATE TRIGGER relation_counts_{name} AFTER {deed} ON relation BEGIN {act} END"
    for name, deed, act in _COUNTS
)
"""Keep the numbers true, whoever writes."""

_ddl: Any = DDL
for _statement in TRIGGERS:
    event.listen(METADATA, "after_create", _ddl(_statement).execute_if(dialect="sqlite"))
