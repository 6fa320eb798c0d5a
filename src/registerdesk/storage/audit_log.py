"""The log's rows and checkpoints: appended, chained, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    DDL,
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    bindparam,
    event,
    func,
    insert,
    select,
)

from registerdesk.domain.audit import (
    CHECKPOINT_EVERY,
    EMPTY,
    Event,
    Head,
    LogRow,
    chained,
    checkpoint_bytes,
    entry_bytes,
    ids_in,
    opening,
    row_from_bytes,
)
from registerdesk.storage.cells import Cells
from registerdesk.storage.tables import METADATA, Id

UNREADABLE: Final = "unreadable"
ID_BYTES: Final = 16

AUDIT_LOG: Final = Table(
    "audit_log",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("actor", Id, nullable=True),
    Column("act", String(64), nullable=False),
    Column("entry", LargeBinary, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
)
Index(None, AUDIT_LOG.c.at)

LOG_OBJECT: Final = Table(
    "log_object",
    METADATA,
    Column("object_id", Id, primary_key=True),
    Column("number", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
"""Which rows speak of an id, for the person's list of look-ups."""

CHECKPOINT: Final = Table(
    "checkpoint",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary(32), nullable=False),
    Column("signer", Id, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

_ddl: Any = DDL

_NEVER: Final = "BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END"


def _guards(table: str) -> list[str]:
    """Return the triggers that keep a table as it was written; REPLACE slips past the others."""
    known = f"EXISTS (SELECT 1 FROM {table} WHERE number = NEW.number)"  # noqa: S608 - our names
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {_NEVER}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {_NEVER}",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {known} {_NEVER}",
    ]


TRIGGERS: Final = (*_guards("audit_log"), *_guards("checkpoint"))

for statement in TRIGGERS:
    event.listen(METADATA, "after_create", _ddl(statement).execute_if(dialect="sqlite"))

_LAST = select(AUDIT_LOG.c.number, AUDIT_LOG.c.hash).order_by(AUDIT_LOG.c.number.desc()).limit(1)
_LAST_AT = select(AUDIT_LOG.c.at).order_by(AUDIT_LOG.c.number.desc()).limit(1)
_AT_NUMBER = select(AUDIT_LOG.c.hash).where(AUDIT_LOG.c.number == bindparam("n"))
_APPEND = insert(AUDIT_LOG)
_POINT = insert(LOG_OBJECT)
_ALL = select(AUDIT_LOG.c.number, AUDIT_LOG.c.entry, AUDIT_LOG.c.hash).order_by(AUDIT_LOG.c.number)

_BARE: Final = "SELECT number, at, actor, act, entry, hash FROM audit_log ORDER BY number"
_SIGNED = (
    select(CHECKPOINT, AUDIT_LOG.c.hash.label("stands"))
    .join_from(CHECKPOINT, AUDIT_LOG, AUDIT_LOG.c.number == CHECKPOINT.c.number, isouter=True)
    .order_by(CHECKPOINT.c.number)
)


def _chosen(upto: int, acts: Sequence[str] | None) -> list[ColumnElement[bool]]:
    """Return the conditions for rows up to a number and of some acts."""
    some = [AUDIT_LOG.c.number <= upto]
    return some if acts is None else [*some, AUDIT_LOG.c.act.in_(list(acts))]


def _written(actor: bytes | None) -> str | None:
    """Return a stored id as the rows write it; what is no id is written in no row."""
    if isinstance(actor, bytes) and len(actor) == ID_BYTES:
        return str(UUID(bytes=actor))
    return None if actor is None else "no id"


def _readable(number: int, entry: bytes, link: bytes) -> LogRow:
    """Return a row; one that was tampered with until it says nothing stands as unreadable."""
    try:
        return row_from_bytes(entry, link)
    except (ValueError, KeyError, TypeError):
        nothing = Event(act=UNREADABLE)
        return LogRow(number=number, at=0, actor=None, station="", event=nothing, hash=link)


class AuditLog:
    """The log over one open transaction."""

    def __init__(self, connection: Connection) -> None:
        """Bind the log to the transaction."""
        self._connection = connection

    def head(self) -> Head:
        """Return the end of the chain."""
        row = self._connection.execute(_LAST).one_or_none()
        return Head(row.number, row.hash) if row else EMPTY

    def last_time(self) -> int | None:
        """Return the time of the newest row, UTC microseconds."""
        return self._connection.execute(_LAST_AT).scalar_one_or_none()

    def last_of(self, actor: UUID, act: str) -> int | None:
        """Return when the person last did the act, UTC microseconds."""
        own = select(AUDIT_LOG.c.at).where(AUDIT_LOG.c.actor == actor, AUDIT_LOG.c.act == act)
        newest = own.order_by(AUDIT_LOG.c.number.desc()).limit(1)
        return self._connection.execute(newest).scalar_one_or_none()

    def hash_at(self, number: int) -> bytes | None:
        """Return the hash of the row with that number, if there is one."""
        return self._connection.execute(_AT_NUMBER, {"n": number}).scalar_one_or_none()

    def append(self, at: int, actor: UUID | None, station: str, what: Event) -> Head:
        """Add one row to the chain and return the new head."""
        before = self.head()
        number = before.number + 1
        entry = entry_bytes(number, at, actor, station, what)
        link = chained(before.hash, entry)
        self._connection.execute(
            _APPEND,
            {
                "number": number,
                "at": at,
                "actor": actor,
                "act": what.act,
                "entry": entry,
                "hash": link,
            },
        )
        if what.objects:
            self._connection.execute(
                _POINT, [{"object_id": i, "number": number} for i in dict.fromkeys(what.objects)]
            )
        return Head(number, link)

    def sign(self, office_id: UUID, signer: UUID, cells: Cells) -> None:
        """Sign the present head; a second checkpoint on the same row is not needed."""
        head = self.head()
        known = select(CHECKPOINT.c.number).where(CHECKPOINT.c.number == head.number)
        if head.number == 0 or self._connection.execute(known).one_or_none():
            return
        self._connection.execute(
            insert(CHECKPOINT).values(
                number=head.number,
                hash=head.hash,
                signer=signer,
                signature=cells.sign(checkpoint_bytes(office_id, head)),
            )
        )

    def is_signed(self) -> bool:
        """Tell whether somebody has signed the log; from then on it has been anchored too."""
        return self._connection.execute(select(CHECKPOINT.c.number).limit(1)).first() is not None

    def is_checkpoint_due(self) -> bool:
        """Tell whether a hundred rows stand unsigned."""
        newest = select(CHECKPOINT.c.number).order_by(CHECKPOINT.c.number.desc()).limit(1)
        signed = self._connection.execute(newest).scalar_one_or_none() or 0
        return self.head().number - signed >= CHECKPOINT_EVERY

    def rows(self, *, newest: int = 200, before: int | None = None) -> list[LogRow]:
        """Return the newest rows, newest first."""
        statement = _ALL.order_by(None).order_by(AUDIT_LOG.c.number.desc()).limit(newest)
        if before is not None:
            statement = statement.where(AUDIT_LOG.c.number < before)
        return [row_from_bytes(r.entry, r.hash) for r in self._connection.execute(statement)]

    def acts(self) -> list[str]:
        """Return every kind of act that the log knows."""
        return list(self._connection.execute(select(AUDIT_LOG.c.act).distinct()).scalars())

    def page(
        self, *, upto: int, acts: Sequence[str] | None = None, offset: int, limit: int
    ) -> list[LogRow]:
        """Return some of the rows up to a number, newest first; `acts` leaves the others out."""
        statement = _ALL.order_by(None).where(*_chosen(upto, acts))
        ordered = statement.order_by(AUDIT_LOG.c.number.desc()).offset(offset).limit(limit)
        return [_readable(*row) for row in self._connection.execute(ordered)]

    def count(self, *, upto: int, acts: Sequence[str] | None = None) -> int:
        """Return how many rows up to a number there are of those acts."""
        statement = select(func.count()).select_from(AUDIT_LOG).where(*_chosen(upto, acts))
        return int(self._connection.execute(statement).scalar_one())

    def about(self, object_id: UUID, *, limit: int = 10_000) -> list[LogRow]:
        """Return the rows that speak of one id, oldest first."""
        statement = (
            _ALL.join_from(AUDIT_LOG, LOG_OBJECT, AUDIT_LOG.c.number == LOG_OBJECT.c.number)
            .where(LOG_OBJECT.c.object_id == object_id)
            .limit(limit)
        )
        return [row_from_bytes(r.entry, r.hash) for r in self._connection.execute(statement)]

    def broken_at(self) -> int | None:
        """Return the number of the first row that does not fit the chain, or None."""
        previous, expected, written = EMPTY.hash, 1, cache(_written)
        for number, at, actor, act, entry, link in self._connection.exec_driver_sql(_BARE):
            if number != expected or not isinstance(entry, bytes):
                return expected
            fits = entry.startswith(opening(at, written(actor), act))
            if not fits or chained(previous, entry) != link:
                return expected
            previous, expected = link, expected + 1
        return None

    def names_every_object(self) -> bool:
        """Tell whether the list of ids says what the rows say: no more, no less."""
        rows = self._connection.exec_driver_sql(_BARE)
        said = sum(hash((one, row[0])) for row in rows for one in ids_in(row[4]))
        listed = self._connection.exec_driver_sql("SELECT object_id, number FROM log_object")
        return said == sum(hash((one, number)) for one, number in listed)

    def is_guarded(self) -> bool:
        """Tell whether the triggers that keep the log as it was written are all there."""
        found = self._connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
        )
        return {str(row[0]) for row in found} >= set(TRIGGERS)

    def bad_checkpoint(self, office_id: UUID, cells: Cells) -> int | None:
        """Return the number of the first checkpoint that does not hold, or None."""
        for row in self._connection.execute(_SIGNED):
            head = Head(row.number, row.hash)
            signed = cells.verify(row.signer, checkpoint_bytes(office_id, head), row.signature)
            if not signed or row.stands != row.hash:
                return int(row.number)
        return None
