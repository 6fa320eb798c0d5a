"""Lists of customers and suppliers: sorted, narrowed and paged by the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations, product
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    func,
    select,
    true,
)
from sqlalchemy.sql.expression import ColumnElement

from registerdesk.domain.fields import Area, Compartment, Purpose
from registerdesk.domain.parties import PartyKind
from registerdesk.domain.party_lists import (
    MOST_COUNTED,
    Chip,
    ListKind,
    ListQuery,
    ListRow,
    Page,
    Sort,
    quiet_before,
)
from registerdesk.domain.party_states import adult_if_born_by
from registerdesk.storage import list_beside, party_narrowing
from registerdesk.storage.history import PROTECTED_VALUE
from registerdesk.storage.list_beside import BESIDE
from registerdesk.storage.list_counts import LIST_COUNT
from registerdesk.storage.list_keys import ROW, SORTED, is_of, unled
from registerdesk.storage.parties import IS_QUIET, PARTY, RELATION
from registerdesk.storage.party_narrowing import Few, Narrowing, among
from registerdesk.storage.party_states import IS_MINOR, day_of
from registerdesk.storage.processing import bound_on, may_be_used_for
from registerdesk.storage.register import Reader
from registerdesk.storage.values import from_bytes

LARGEST_PAGE: Final = 500

_NARROWED: Final[dict[Chip, ColumnElement[bool]]] = {
    Chip.ACTIVE: and_(RELATION.c.id.is_not(None), RELATION.c.ended.is_(None)),
    Chip.ENDED: RELATION.c.ended.is_not(None),
    Chip.PERSON: PARTY.c.kind == PartyKind.PERSON.value,
    Chip.COMPANY: PARTY.c.kind == PartyKind.COMPANY.value,
    Chip.PROTECTED: PARTY.c.is_protected == true(),
    Chip.QUIET: IS_QUIET,
    Chip.OFFERS: may_be_used_for(Purpose.MARKETING),
}
_UNLED: Final = _NARROWED | {
    Chip.PERSON: unled(PARTY.c.kind) == PartyKind.PERSON.value,
    Chip.COMPANY: unled(PARTY.c.kind) == PartyKind.COMPANY.value,
    Chip.PROTECTED: unled(PARTY.c.is_protected) == true(),
    Chip.ACTIVE: unled(RELATION.c.ended).is_(None),
    Chip.ENDED: unled(RELATION.c.ended).is_not(None),
    Chip.QUIET: and_(
        unled(RELATION.c.ended).is_(None),
        unled(RELATION.c.quiet_since) <= bindparam("quiet_before"),
    ),
}
"""The same, where a list is read in the order of what it is sorted by."""
_OF_PARTY: Final = frozenset({Chip.PERSON, Chip.COMPANY, Chip.PROTECTED, Chip.OFFERS})
_MOST: Final[BindParameter[Any]] = bindparam("most")
_SKIP: Final[BindParameter[Any]] = bindparam("skip")
_IN_ALL: Final = SORTED | {Sort.NAME: (PARTY.c.name_key,)}
_FIRST_OF: Final = RELATION.alias("first_of")
_IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)
_NAMES = select(PROTECTED_VALUE.c.row_id, PROTECTED_VALUE.c.cell).where(
    PROTECTED_VALUE.c.row_id.in_(_IDS), PROTECTED_VALUE.c.field == "display_name"
)


def _everybody(what: Select[Any], chips: frozenset[Chip], *, is_few: bool) -> Select[Any]:
    """Join each party with its first relation, if it has one."""
    first = select(func.min(_FIRST_OF.c.id)).where(_FIRST_OF.c.party_id == PARTY.c.id)
    joined = PARTY.outerjoin(RELATION, RELATION.c.id == first.scalar_subquery())
    present = what.select_from(joined).where(PARTY.c.merged_at.is_(None))
    return _narrowed(present, [_NARROWED[c] for c in sorted(chips)], PARTY.c.id if is_few else None)


def _related(
    what: Select[Any], kind: ListKind, chips: frozenset[Chip], *, is_few: bool, is_led: bool
) -> Select[Any]:
    """Read the relations of a kind alone; the party only where a chip asks about it.

    Where it `is_led` a chip may choose what is read first.
    """
    joined = PARTY.join(RELATION, RELATION.c.party_id == PARTY.c.id)
    statement = what.select_from(joined if chips & _OF_PARTY else RELATION)
    own = statement.where(unled(RELATION.c.kind) == kind.value if is_few else is_of(kind))
    meant = _NARROWED if is_led else _UNLED
    return _narrowed(
        own, [meant[c] for c in sorted(chips)], RELATION.c.party_id if is_few else None
    )


def _narrowed(
    statement: Select[Any],
    chosen: Iterable[ColumnElement[bool]],
    party_id: ColumnElement[Any] | None,
) -> Select[Any]:
    """Say which rows are wanted; with the party's id, those of the few that are bound."""
    narrowed = statement.where(*chosen)
    return narrowed if party_id is None else narrowed.where(among(party_id))


def _placed(
    statement: Select[Any],
    columns: Sequence[ColumnElement[Any]],
    *,
    descending: bool,
    from_end: bool = False,
) -> Select[Any]:
    """Order the rows, empty values last; the order is that of an index, read either way."""
    first, *others = (c.desc() if descending != from_end else c.asc() for c in columns)
    return statement.order_by(first.nulls_first() if from_end else first.nulls_last(), *others)


@cache
def page_statement(
    kind: ListKind,
    chips: frozenset[Chip],
    sort: Sort,
    *,
    descending: bool,
    is_few: bool,
    from_end: bool = False,
) -> Select[Any]:
    """Return the prebuilt statement for a page: parameters `skip`, `most`, and `among` the few.

    With `from_end` it skips so many rows at the end of the list, and reads towards its beginning.
    """
    whole = select(
        *(PARTY.c.id, PARTY.c.kind.label("party_kind"), PARTY.c.display_name),
        *(PARTY.c.is_protected, PARTY.c.deceased, RELATION.c.id.label("relation_id")),
        IS_MINOR.label("is_minor"),
        *(RELATION.c.number, RELATION.c.started, RELATION.c.ended),
    )
    if kind is ListKind.ALL:
        everybody = _everybody(whole, chips, is_few=is_few)
        columns = (*_IN_ALL[sort], PARTY.c.id)
        return _placed(everybody, columns, descending=descending).limit(_MOST).offset(_SKIP)
    columns = (*SORTED[sort], ROW)
    if is_few:
        columns = tuple(map(unled, columns))
    rows = _related(select(ROW.label("row")), kind, chips, is_few=is_few, is_led=False)
    placed = _placed(rows, columns, descending=descending, from_end=from_end)
    chosen = placed.limit(_MOST).offset(_SKIP).subquery()
    joined = chosen.join(RELATION, chosen.c.row == ROW)
    joined = joined.join(PARTY, PARTY.c.id == RELATION.c.party_id)
    return _placed(whole.select_from(joined), columns, descending=descending)


@cache
def count_statement(kind: ListKind, chips: frozenset[Chip], *, is_few: bool) -> Select[Any]:
    """Return the prebuilt statement for how many rows there are; narrowed ones up to a limit."""
    if kind is ListKind.ALL and not (is_few or chips):
        gone = select(func.count(PARTY.c.id)).where(PARTY.c.merged_at.is_not(None))
        return select(func.count(PARTY.c.id) - gone.scalar_subquery())
    if not (is_few or chips):
        kept = select(LIST_COUNT.c.relations).where(LIST_COUNT.c.kind == kind.value)
        return select(func.coalesce(kept.scalar_subquery(), 0))
    if kind is ListKind.ALL:
        rows = _everybody(select(PARTY.c.id), chips, is_few=is_few)
    else:
        rows = _related(select(ROW.label("row")), kind, chips, is_few=is_few, is_led=True)
    return select(func.count()).select_from(rows.limit(MOST_COUNTED + 1).subquery())


def statements() -> Iterator[Select[Any]]:
    """Yield every statement that a list can need, one chip at a time and none."""
    chips = [frozenset(c) for n in (0, 1) for c in combinations(Chip, n)]
    for kind, chosen, is_few in product(ListKind, chips, (True, False)):
        yield count_statement(kind, chosen, is_few=is_few)
        for sort, descending in product(Sort, (True, False)):
            yield page_statement(kind, chosen, sort, descending=descending, is_few=is_few)
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
        is_far = not is_narrowed and query.kind is not ListKind.ALL and total < 2 * skip
        if is_far:  # the end is nearer: the index is read from there
            most = max(min(most, total - skip), 0)
            skip = max(total - skip - most, 0)
        rows = self._listed(self._rows(query, few, most, skip, from_end=is_far))
        return Page(rows, min(total, MOST_COUNTED) if is_more else total, is_more)

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

    def _rows(
        self, query: ListQuery, few: Few | None, most: int, skip: int, *, from_end: bool = False
    ) -> Sequence[Row[Any]]:
        """Return so many rows of a list, from a place on."""
        statement = page_statement(
            query.kind,
            query.chips,
            query.sort,
            descending=query.descending,
            is_few=few is not None,
            from_end=from_end,
        )
        adult = adult_if_born_by(day_of(self._reader.now))
        place = {"most": most, "skip": skip, "adult_if_born_by": adult}
        return self._connection.execute(statement, self._bound(query, few) | place).all()

    def _bound(self, query: ListQuery, few: Few | None) -> dict[str, Any]:
        """Return what a query binds in a statement, and the few to whom it is narrowed."""
        bound: dict[str, Any] = {} if few is None else {"among": few.bound()}
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
