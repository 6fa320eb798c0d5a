"""The log: who did what to which ids; never a value."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from uuid import UUID

GENESIS: Final = bytes(32)
CHECKPOINT_EVERY: Final = 100
_IDS: Final = re.compile(rb'"ids":\[([^\]]*)\]')
_ID: Final = re.compile("[0-9a-f-]{36}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What one log row says: an act, the ids it touched, field names and counts."""

    act: str
    objects: tuple[UUID, ...] = ()
    fields: tuple[str, ...] = ()
    count: int | None = None
    purpose: str = ""
    case: UUID | None = None
    history: tuple[UUID, ...] = ()
    digest: str = ""
    """A keyed hash or a SHA-256, in hexadecimal; never a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """An event in its place in the chain; time in UTC microseconds."""

    number: int
    at: int
    actor: UUID | None
    station: str
    event: Event
    hash: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: how many rows, and the last one's hash."""

    number: int
    hash: bytes

    @property
    def short(self) -> str:
        """Return the sixteen hexadecimal digits that are printed on letters."""
        return self.hash.hex()[:16]


EMPTY: Final = Head(0, GENESIS)


def entry_bytes(number: int, at: int, actor: UUID | None, station: str, event: Event) -> bytes:
    """Return the canonical bytes of a row, which are what is stored and hashed."""
    content = {
        "n": number,
        "at": at,
        "by": str(actor) if actor else None,
        "on": station,
        "act": event.act,
        "ids": [str(i) for i in event.objects],
        "fields": list(event.fields),
        "count": event.count,
        "purpose": event.purpose,
        "case": str(event.case) if event.case else None,
        "history": [str(i) for i in event.history],
        "digest": event.digest,
    }
    return json.dumps(content, ensure_ascii=True, separators=(",", ":"), sort_keys=True).encode()


def opening(at: int, actor: UUID | str | None, act: str) -> bytes:
    """Return how the stored bytes of a row with these columns begin."""
    by = f'"{actor}"' if actor else "null"
    return f'{{"act":"{act}","at":{at},"by":{by},'.encode()


def ids_in(entry: bytes) -> set[bytes]:
    """Return the ids that the stored bytes of a row name, sixteen bytes each.

    A quotation mark inside a text is written with a backslash, so the key stands there once.
    """
    named = _IDS.search(entry)
    return (
        {bytes.fromhex(one.replace("-", "")) for one in _ID.findall(named[1].decode())}
        if named
        else set()
    )


def row_from_bytes(entry: bytes, link: bytes) -> LogRow:
    """Return the row that the stored bytes say; `link` is its hash."""
    content = json.loads(entry)
    return LogRow(
        number=content["n"],
        at=content["at"],
        actor=UUID(content["by"]) if content["by"] else None,
        station=content["on"],
        event=Event(
            act=content["act"],
            objects=tuple(UUID(i) for i in content["ids"]),
            fields=tuple(content["fields"]),
            count=content["count"],
            purpose=content["purpose"],
            case=UUID(content["case"]) if content["case"] else None,
            history=tuple(UUID(i) for i in content["history"]),
            digest=content["digest"],
        ),
        hash=link,
    )


def chained(previous: bytes, entry: bytes) -> bytes:
    """Return the hash of a row: SHA-256 over the previous hash and the stored bytes."""
    return sha256(previous + entry).digest()


def checkpoint_bytes(office_id: UUID, head: Head) -> bytes:
    """Return what a checkpoint's signature covers."""
    return b"registerdesk checkpoint 1" + office_id.bytes + head.number.to_bytes(8) + head.hash
