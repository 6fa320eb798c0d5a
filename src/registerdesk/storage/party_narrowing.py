"""Who is left in a narrowed list: found by search keys and indexes, the register is not walked."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    Connection,
    LargeBinary,
    Select,
    bindparam,
    column,
    func,
    select,
    true,
    type_coerce,
)
from sqlalchemy.sql.expression import ColumnElement

from registerdesk.domain.fields import LegalBasis, Purpose
from registerdesk.domain.parties import PartyKind, RelationKind
from registerdesk.domain.party_lists import (
    MOST_COUNTED,
    MOST_NAMED,
    Chip,
    ListKind,
    ListQuery,
    quiet_before,
)
from registerdesk.domain.search_keys import KeyClass
from registerdesk.domain.search_queries import tokens
from registerdesk.storage.list_keys import is_of
from registerdesk.storage.parties import IS_QUIET, PARTY, RELATION
from registerdesk.storage.processing import PURPOSE_SWITCH, purposes_settled
from registerdesk.storage.search_scan import Scan

LONGEST_TEXT: Final = 200
"""No name or number is longer."""
_CLASSES: Final = (KeyClass.NAME, KeyClass.WORD, KeyClass.NUMBER)
_BEYOND: Final = MOST_COUNTED + 1
_MIXED: Final = 200
"""A word with at most so many bearers is also sought beside a number, of a whole list's text."""
_END: Final = "\U0010ffff"
_PERSON: Final = type_coerce(PARTY.c.id, LargeBinary)
_OWNER: Final = type_coerce(RELATION.c.party_id, LargeBinary)
"""Ids as they lie in the database: some thousand are found, and only handed back to it."""

_NUMBERED: Final = (
    select(_OWNER)
    .where(RELATION.c.kind == bindparam("kind"))
    .where(RELATION.c.number >= bindparam("low"), RELATION.c.number < bindparam("high"))
    .limit(bindparam("beyond"))
)
_BY_RELATION: Final = {
    (chip, kind): select(_OWNER).where(is_of(kind), meant).limit(_BEYOND)
    for chip, meant in (
        (Chip.ACTIVE, RELATION.c.ended.is_(None)),
        (Chip.ENDED, RELATION.c.ended.is_not(None)),
    )
    for kind in RelationKind
}
_PROTECTED: Final = select(_PERSON).where(PARTY.c.is_protected == true()).limit(_BEYOND)
_QUIET: Final = select(_OWNER).where(RELATION.c.kind == bindparam("kind"), IS_QUIET).limit(_BEYOND)
_SAID_YES: Final = (
    select(type_coerce(PURPOSE_SWITCH.c.party_id, LargeBinary))
    .where(PURPOSE_SWITCH.c.switched == Purpose.MARKETING.value, PURPOSE_SWITCH.c.is_on.is_(True))
    .limit(_BEYOND)
)
_OF_KIND: Final = select(_PERSON).where(PARTY.c.kind == bindparam("party_kind")).limit(_BEYOND)
_BY_PARTY: Final = {Chip.PERSON: PartyKind.PERSON, Chip.COMPANY: PartyKind.COMPANY}


@dataclass(frozen=True, slots=True)
class Few:
    """The only people who can be in a list; `is_more` where still more would fit its text."""

    ids: tuple[bytes, ...]
    is_more: bool = False

    def bound(self) -> str:
        """Return the ids as `among` reads them."""
        return json.dumps([one.hex() for one in self.ids])


def among(party_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Tell whether a person is one of those bound as `among`."""
    listed = func.json_each(bindparam("among")).table_valued("value")
    return party_id.in_(select(func.unhex(column("value"))).select_from(listed))


def statements() -> Iterable[Select[Any]]:
    """Return the prebuilt statements."""
    return (*_BY_RELATION.values(), _NUMBERED, _OF_KIND, _PROTECTED, _QUIET, _SAID_YES)


class Narrowing:
    """Looks over one open transaction who fits the text or a chip, at most some thousand."""

    def __init__(self, connection: Connection, today: date) -> None:
        """Bind to a transaction and a day at the office."""
        self._connection = connection
        self._today = today

    def few(self, query: ListQuery, *, named: int | None = None) -> Few | None:
        """Return the people to whom the list is narrowed; None where they are too many to name.

        A text is followed to so many of those `named` so.
        """
        text = query.text.strip()[:LONGEST_TEXT].encode("utf-8", "replace").decode()
        if text:
            return self._named(text, query.kind, MOST_NAMED if named is None else named)
        for chip in sorted(query.chips):
            ids = self._fitting(chip, query.kind)
            if ids is not None:
                return Few(ids)
        return None

    def _named(self, text: str, kind: ListKind, most: int) -> Few:
        """Return whose name has words that begin so, or whose number does; at most so many."""
        found = Scan(self._connection, _CLASSES, tokens(text)).parties(most + 1, rare=_MIXED)
        ids = dict.fromkeys(found)
        for start in dict.fromkeys((text, text.upper())):
            for each in _relations(kind):
                bound = {"kind": each, "low": start, "high": start + _END, "beyond": most + 1}
                ids |= dict.fromkeys(self._connection.execute(_NUMBERED, bound).scalars())
        return Few(tuple(ids)[:most], len(ids) > most)

    def _fitting(self, chip: Chip, kind: ListKind) -> tuple[bytes, ...] | None:
        """Return who alone can fit a chip; None where they are too many to name."""
        if chip in _BY_PARTY:
            return self._ids(_OF_KIND, party_kind=_BY_PARTY[chip].value)
        if chip is Chip.PROTECTED:
            return self._ids(_PROTECTED)
        if chip is Chip.OFFERS:
            return self._offered()
        if kind is ListKind.ALL:
            return None
        if chip is Chip.QUIET:
            return self._ids(_QUIET, kind=kind.value, quiet_before=quiet_before(self._today))
        return self._ids(_BY_RELATION[chip, RelationKind(kind)])

    def _offered(self) -> tuple[bytes, ...] | None:
        """Return who alone can get offers: nobody, or those who said yes; None where most can."""
        setting = purposes_settled(self._connection).get(Purpose.MARKETING)
        is_used = setting is not None and setting.is_active and setting.valid_from <= self._today
        if setting is None or not is_used or setting.basis is None:
            return ()
        return self._ids(_SAID_YES) if setting.basis is LegalBasis.CONSENT else None

    def _ids(self, statement: Select[Any], **bound: Any) -> tuple[bytes, ...] | None:
        """Return the people whom a statement names, each once; None where they are too many."""
        counted = self._connection.execute(_counting(statement), bound).scalar_one()
        if counted > MOST_COUNTED:
            return None
        return tuple(dict.fromkeys(self._connection.execute(statement, bound).scalars()))


@cache
def _counting(statement: Select[Any]) -> Select[Any]:
    """Return the statement for how many rows another one has, as far as its limit."""
    return select(func.count()).select_from(statement.subquery())


def _relations(kind: ListKind) -> tuple[str, ...]:
    """Return the kinds of relation that a list is about."""
    if kind is ListKind.ALL:
        return (ListKind.CUSTOMER.value, ListKind.SUPPLIER.value)
    return (kind.value,)
