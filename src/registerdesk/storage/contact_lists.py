"""Lists of contacts and credit checks: narrowed and paged by the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import eq, ge, lt
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Row, Select, bindparam, false, func, select, true
from sqlalchemy.sql.expression import ColumnElement

from registerdesk.domain.contact_lists import (
    Caller,
    ContactQuery,
    ContactRow,
    CreditCheckQuery,
    CreditCheckRow,
)
from registerdesk.domain.contacts import Direction, Way
from registerdesk.domain.credit_checks import Bureau, Outcome
from registerdesk.domain.party_lists import MOST_COUNTED, MOST_NAMED, Page
from registerdesk.storage.contacts import CONTACT
from registerdesk.storage.credit_checks import CREDIT_CHECK
from registerdesk.storage.heading_words import contacts_with, has_word, words_asked
from registerdesk.storage.list_keys import unled
from registerdesk.storage.parties import PARTY, RELATION
from registerdesk.storage.party_lists import LARGEST_PAGE, PartyLists
from registerdesk.storage.party_narrowing import Few, among
from registerdesk.storage.register import Reader
from registerdesk.storage.restrictions import is_restricted

_FLAG: Final = func.coalesce(PARTY.c.is_protected, CONTACT.c.is_protected)
_CONTACTS: Final = select(
    *(CONTACT.c.id, CONTACT.c.party_id, CONTACT.c.at, CONTACT.c.direction, CONTACT.c.way),
    *(CONTACT.c.heading, CONTACT.c.case_id, CONTACT.c.recorded_by, CONTACT.c.caller_name),
    *(CONTACT.c.known_party, PARTY.c.display_name, _FLAG.label("is_protected")),
).select_from(CONTACT.outerjoin(PARTY, PARTY.c.id == CONTACT.c.party_id))
_CHECKS: Final = select(
    *(CREDIT_CHECK.c.id, CREDIT_CHECK.c.party_id, CREDIT_CHECK.c.bureau),
    *(CREDIT_CHECK.c.asked_on, CREDIT_CHECK.c.outcome, CREDIT_CHECK.c.limit),
    *(CREDIT_CHECK.c.valid_until, CREDIT_CHECK.c.recorded_by),
    *(PARTY.c.display_name, PARTY.c.is_protected),
).select_from(CREDIT_CHECK.join(PARTY, PARTY.c.id == CREDIT_CHECK.c.party_id))
_CALLS: Final = (
    select(CONTACT.c.party_id, CONTACT.c.at, PARTY.c.display_name, PARTY.c.is_protected)
    .select_from(CONTACT.join(PARTY, PARTY.c.id == CONTACT.c.party_id))
    .where(CONTACT.c.way == Way.CALL.value, CONTACT.c.known_party == true())
    .order_by(CONTACT.c.at.desc(), CONTACT.c.party_id)
)
"""Known calls, newest first: read along an index, and no further than is shown."""
_OWN_CALLS: Final = _CALLS.where(CONTACT.c.recorded_by == bindparam("own"))
_NUMBERS: Final = (
    select(RELATION.c.party_id, RELATION.c.number)
    .where(RELATION.c.party_id.in_(bindparam("ids", expanding=True)))
    .order_by(RELATION.c.id)
)


def statements() -> Iterator[Select[Any]]:
    """Yield the prebuilt statements."""
    yield from (_CONTACTS, _CHECKS, _CALLS, _OWN_CALLS, _NUMBERS)


def _narrowed(query: ContactQuery, own: UUID | None, few: Few | None) -> Select[Any]:
    """Return the contacts that the query lets through, in its order; `own` is whose hand.

    Where the words stand in few headings, those few are read, and no index is led by another
    filter; where they stand in many, the contacts are read in order, as far as the page.
    """
    at, way, direction, by = (
        column if few is None else unled(column)
        for column in (CONTACT.c.at, CONTACT.c.way, CONTACT.c.direction, CONTACT.c.recorded_by)
    )
    chosen = (
        (CONTACT.c.party_id, eq, query.party_id),
        (way, eq, query.way),
        (direction, eq, query.direction),
        (at, ge, query.since),
        (at, lt, query.before),
        (by, eq, own),
    )
    filters = [compare(column, value) for column, compare, value in chosen if value is not None]
    statement = _CONTACTS.where(*filters, *_worded(query, few))
    placed = statement.order_by(at.asc() if query.oldest_first else at.desc(), CONTACT.c.id)
    return placed if few is None else placed.params(among=few.bound())


def _worded(query: ContactQuery, few: Few | None) -> list[ColumnElement[bool]]:
    """Return what the heading of a contact must have."""
    if not query.text.strip():
        return []
    if few is None:
        held = [has_word(word) for word in words_asked(query.text)] or [false()]
    else:
        held = [among(CONTACT.c.id)]
    # What is not shown is not found by its words either.
    return held if query.party_id is not None else [*held, ~is_restricted(CONTACT.c.party_id)]


def _check_filters(query: CreditCheckQuery) -> list[ColumnElement[bool]]:
    """Return what a credit check must meet."""
    chosen = (
        (CREDIT_CHECK.c.bureau, eq, query.bureau),
        (CREDIT_CHECK.c.outcome, eq, query.outcome),
        (CREDIT_CHECK.c.asked_on, ge, query.since),
        (CREDIT_CHECK.c.asked_on, lt, query.before),
    )
    filters = [compare(column, value) for column, compare, value in chosen if value is not None]
    return [*filters, ~is_restricted(CREDIT_CHECK.c.party_id)]


class ContactLists:
    """Lists of what happened with people, over one open transaction."""

    def __init__(self, connection: Connection, reader: Reader) -> None:
        """Bind the lists to a transaction and a reader."""
        self._connection = connection
        self._parties = PartyLists(connection, reader)

    def contacts(self, query: ContactQuery, *, own: UUID | None = None) -> Page[ContactRow]:
        """Return one page of contacts; with `own` only those that this person wrote down."""
        rows, total = self._paged(_narrowed(query, own, self._few(query)), query)
        names, numbers = self._names(rows), self.numbers([row.party_id for row in rows])
        return Page(
            tuple(
                ContactRow(
                    contact_id=row.id,
                    party_id=row.party_id if row.known_party else None,
                    at=row.at,
                    direction=Direction(row.direction),
                    way=Way(row.way),
                    name=names[row.id],
                    number=numbers.get(row.party_id, ""),
                    heading="" if row.is_protected else row.heading or "",
                    case_id=row.case_id,
                    recorded_by=row.recorded_by,
                    is_protected=row.is_protected,
                )
                for row in rows
            ),
            min(total, MOST_COUNTED),
            total > MOST_COUNTED,
        )

    def _few(self, query: ContactQuery) -> Few | None:
        """Return the contacts whose headings have the words; None where they are many."""
        words = words_asked(query.text)
        if not words or query.party_id is not None:
            return None
        ids = contacts_with(self._connection, words, MOST_NAMED)
        return None if ids is None else Few(ids)

    def credit_checks(self, query: CreditCheckQuery) -> Page[CreditCheckRow]:
        """Return one page of credit checks."""
        day, row_id = CREDIT_CHECK.c.asked_on, CREDIT_CHECK.c.id
        order = (day.asc(), row_id.asc()) if query.oldest_first else (day.desc(), row_id.desc())
        statement = _CHECKS.where(*_check_filters(query)).order_by(*order)
        rows, total = self._paged(statement, query)
        names, numbers = self._names(rows), self.numbers([row.party_id for row in rows])
        return Page(
            tuple(
                CreditCheckRow(
                    credit_check_id=row.id,
                    party_id=row.party_id,
                    name=names[row.id],
                    number=numbers.get(row.party_id, ""),
                    bureau=Bureau(row.bureau),
                    asked_on=row.asked_on,
                    outcome=Outcome(row.outcome),
                    limit=row.limit,
                    valid_until=row.valid_until,
                    recorded_by=row.recorded_by,
                    is_protected=row.is_protected,
                )
                for row in rows
            ),
            min(total, MOST_COUNTED),
            total > MOST_COUNTED,
        )

    def callers(self, most: int, *, own: UUID | None = None) -> tuple[Caller, ...]:
        """Return the latest known callers, each once, newest first."""
        rows = self._callers(min(max(most, 1), LARGEST_PAGE), own)
        hidden = self._parties.protected_names([row.party_id for row in rows if row.is_protected])
        numbers = self.numbers([row.party_id for row in rows])
        return tuple(
            Caller(
                party_id=row.party_id,
                at=row.at,
                name=hidden.get(row.party_id, "") if row.is_protected else row.display_name,
                number=numbers.get(row.party_id, ""),
                is_protected=row.is_protected,
            )
            for row in rows
        )

    def _callers(self, most: int, own: UUID | None) -> list[Any]:
        """Return the latest call of each of so many people, as many calls as that takes."""
        found: dict[UUID, Any] = {}
        asked = _CALLS if own is None else _OWN_CALLS
        with self._connection.execute(asked, {} if own is None else {"own": own}) as calls:
            for row in calls:
                found.setdefault(row.party_id, row)
                if len(found) == most:
                    break
        return list(found.values())

    def numbers(self, party_ids: Sequence[UUID]) -> dict[UUID, str]:
        """Return each person's first customer or supplier number."""
        found: dict[UUID, str] = {}
        for row in self._connection.execute(_NUMBERS, {"ids": list(set(party_ids))}):
            found.setdefault(row.party_id, row.number)
        return found

    def _paged(
        self, statement: Select[Any], query: ContactQuery | CreditCheckQuery
    ) -> tuple[Sequence[Row[Any]], int]:
        """Return one page of a statement, and how many rows it has: one more than are counted.

        A last page tells itself how many there are: nothing is read a second time for it.
        """
        most, skip = min(max(query.limit, 1), LARGEST_PAGE), max(query.offset, 0)
        page = self._connection.execute(statement.limit(most).offset(skip)).all()
        if len(page) < most and (page or not skip):
            return page, skip + len(page)
        ids = statement.with_only_columns(statement.selected_columns.id)
        rows = ids.order_by(None).limit(MOST_COUNTED + 1)
        counted = select(func.count()).select_from(rows.subquery())
        return page, self._connection.execute(counted).scalar_one()

    def _names(self, rows: Sequence[Row[Any]]) -> dict[UUID, str]:
        """Return the name that each row shows: the person's, or the unknown caller's own."""
        hidden = self._parties.protected_names([r.party_id for r in rows if r.is_protected])
        return {
            row.id: hidden.get(row.party_id, "") if row.is_protected else _open_name(row)
            for row in rows
        }


def _open_name(row: Row[Any]) -> str:
    """Return the registered name, or what an unknown caller said."""
    return row.display_name or getattr(row, "caller_name", "") or ""
