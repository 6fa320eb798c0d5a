"""The list that the sign-in page shows: read without a key, and without loading cryptography."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from registerdesk.keyring import frame

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PASSWORD = "password"  # noqa: S105 - the kind of slot that a person signs in with


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInLine:
    """One line of the sign-in list."""

    slot_id: str
    display_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInList:
    """What lies outside encryption, for the sign-in page; `people` is empty when switched off."""

    office_name: str
    language: str
    list_shown: bool
    people: tuple[SignInLine, ...]


def read(path: Path) -> SignInList:
    """Return the list in the newest readable generation; raises NotFound or InvalidInput."""
    return frame.newest(path, _decoded)[0]


def lines(slots: Iterable[tuple[str, str, str]]) -> tuple[SignInLine, ...]:
    """Return the lines for slots, each its id, kind and shown name, in order of the names."""
    shown = [
        SignInLine(slot_id=slot_id, display_name=name)
        for slot_id, kind, name in slots
        if name and kind == PASSWORD
    ]
    return tuple(sorted(shown, key=lambda line: line.display_name.casefold()))


def _decoded(data: bytes) -> SignInList:
    """Return the list in a file's bytes."""
    try:
        document = json.loads(frame.body_of(data))
        frame.refuse_newer(document["format"])
        return _listed(document)
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        raise frame.damage() from None


def _listed(document: dict[str, Any]) -> SignInList:
    """Return the open part of a document."""
    return SignInList(
        office_name=str(document["office_name"]),
        language=str(document["language"]),
        list_shown=bool(document["list_shown"]),
        people=lines((s["id"], s["kind"], s["shown"]) for s in document["slots"]),
    )
