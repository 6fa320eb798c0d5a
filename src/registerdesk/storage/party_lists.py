"""Lists of customers and suppliers: sorted, narrowed and paged by the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, select

from registerdesk.domain.fields import Area, Compartment
from registerdesk.domain.parties import PartyKind
from registerdesk.domain.party_lists import (
    MOST_COUNTED,
    Chip,
    ListKind,
    ListQuery,
    ListRow,
    Page,
    quiet_before,
)
from registerdesk.domain.party_states import adult_if_born_by
from registerdesk.storage import list_beside, list_statements, party_narrowing
from registerdesk.storage.history import PROTECTED_VALUE
from registerdesk.storage.list_beside import BESIDE
from registerdesk.storage.list_places import Place, beginning, place
from registerdesk.storage.list_statements import count_statement, far_statement, page_statement
from registerdesk.storage.party_narrowing import Few, Narrowing
from registerdesk.storage.party_states import day_of
from registerdesk.storage.processing import bound_on
from registerdesk.storage.register import Reader
from registerdesk.storage.values import from_bytes

LARGEST_PAGE: Final = 500
NEAR: Final = 1_000
"""So far down a page is counted to along the index; one further down is sought."""
_IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)
_NAMES = select(PROTECTED_VALUE.c.row_id, PROTECTED_VALUE.c.cell).where(
    PROTECTED_VALUE.c.row_id.in_(_IDS), PROTECTED_VALUE.c.field == "display_name"
)


def statements() -> Iterator[Select[Any]]:
    """Yield every statement that a list can need, one chip at a time and none."""
    yield from list_statements.statements()
    yield from (*BESIDE, _NAMES)
    yield from party_narrowing.statements()


class PartyLists:
    """Lists over one open transaction, as far as the reader reaches."""

    def __init__(self, connection: Connection, reader: Reader) -> None:
        """Bind the lists to a transaction and a reader."""
        self._connection = connection
        self._reader = reader

    def page(self, query: ListQuery) -> Page[ListRow]:
        """Return one page: some five statements, however long the list is."""
        most, skip = min(max(query.limit, 1), LARGEST_PAGE), max(query.offset, 0)
        few = self._few(query)
        count = count_statement(query.kind, query.chips, is_few=few is not None)
        total = self._connection.execute(count, self._bound(query, few)).scalar_one()
        is_narrowed = few is not None or bool(query.chips)
        is_more = is_narrowed and (total > MOST_COUNTED or (few is not None and few.is_more))
        if skip > NEAR and not is_narrowed and query.kind is not ListKind.ALL:
            rows = self._far(query, most, skip)
        else:
            rows = self._rows(query, few, most, skip)
        return Page(self._listed(rows), min(total, MOST_COUNTED) if is_more else total, is_more)

    def party_ids(self, query: ListQuery, most: int) -> list[UUID] | None:
        """Return whom the whole list names, in its order; None where they are more than so many."""
        few = self._few(query, named=most)
        if few is not None and few.is_more:
            return None
        ids = [row.id for row in self._rows(query, few, most + 1, 0)]
        return ids if len(ids) <= most else None

    def _few(self, query: ListQuery, *, named: int | None = None) -> Few | None:
        """Return the people to whom the list is narrowed; None where they are too many to name."""
        return Narrowing(self._connection, day_of(self._reader.now)).few(query, named=named)

    def _rows(self, query: ListQuery, few: Few | None, most: int, skip: int) -> Sequence[Row[Any]]:
        """Return so many rows of a list, from a place on."""
        statement = page_statement(
            query.kind, query.chips, query.sort, descending=query.descending, is_few=few is not None
        )
        bound = self._bound(query, few) | {"most": most, "skip": skip}
        return self._connection.execute(statement, bound).all()

    def _far(self, query: ListQuery, most: int, skip: int) -> Sequence[Row[Any]]:
        """Return so many rows of a whole list from far down: sought, not counted to."""
        falls = query.descending
        start = place(self._connection, query.kind, query.sort, skip, descending=falls)
        if start is None:
            return ()
        rows = self._from(query, start, most)
        if len(rows) < most and not start.is_keyless:
            last = beginning(descending=falls, is_keyless=True)
            rows = (*rows, *self._from(query, last, most - len(rows)))
        return rows

    def _from(self, query: ListQuery, start: Place, most: int) -> Sequence[Row[Any]]:
        """Return so many rows of a whole list from a place on: with a key, or without."""
        statement = far_statement(
            query.kind, query.sort, descending=query.descending, is_keyless=start.is_keyless
        )
        bound = self._bound(query, None) | start.bound(query.sort)
        bound |= {"most": most, "skip": start.skip}
        return self._connection.execute(statement, bound).all()

    def _bound(self, query: ListQuery, few: Few | None) -> dict[str, Any]:
        """Return what a query binds in a statement, and the few to whom it is narrowed."""
        adult = adult_if_born_by(day_of(self._reader.now))
        bound: dict[str, Any] = {"adult_if_born_by": adult}
        if few is not None:
            bound["among"] = few.bound()
        if Chip.QUIET in query.chips:
            bound["quiet_before"] = quiet_before(day_of(self._reader.now))
        if Chip.OFFERS in query.chips:
            bound |= bound_on(day_of(self._reader.now))
        return bound

    def _listed(self, rows: Sequence[Row[Any]]) -> tuple[ListRow, ...]:
        """Return the rows with each person's first phone, e-mail and town."""
        ids = [row.id for row in rows]
        phones, emails, towns = (list_beside.first(self._connection, s, ids) for s in BESIDE)
        names = self.protected_names([row.id for row in rows if row.is_protected])
        return tuple(
            ListRow(
                party_id=row.id,
                relation_id=row.relation_id,
                kind=PartyKind(row.party_kind),
                name=names.get(row.id, "") if row.is_protected else row.display_name,
                number=row.number or "",
                since=row.started,
                ended=row.ended,
                phone=list_beside.phone(phones.get(row.id)),
                email=list_beside.text(emails.get(row.id), "address"),
                town=list_beside.text(towns.get(row.id), "town"),
                is_protected=row.is_protected,
                deceased=row.deceased,
                is_minor=bool(row.is_minor) and not row.is_protected,
            )
            for row in rows
        )

    def protected_names(self, ids: Sequence[UUID]) -> dict[UUID, str]:
        """Return protected persons' names, if the reader is one of those named for it."""
        cells, compartment = self._reader.cells, Compartment.PROTECTED
        if not ids or Area.PROTECTED not in self._reader.areas or not cells.holds(compartment):
            return {}
        found = self._connection.execute(_NAMES, {"ids": list(ids)})
        return {
            row.row_id: from_bytes(
                cells.open(compartment, "party.display_name", row.row_id, row.cell), str
            )
            for row in found
        }
