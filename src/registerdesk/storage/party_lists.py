"""Lists of customers and suppliers: sorted, narrowed and paged by the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    case,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.sql.expression import ColumnElement

from registerdesk.domain.fields import Area, Compartment
from registerdesk.domain.parties import PartyKind
from registerdesk.domain.party_lists import (
    Chip,
    ListKind,
    ListQuery,
    ListRow,
    Page,
    Sort,
    quiet_before,
)
from registerdesk.domain.party_states import adult_if_born_by
from registerdesk.domain.phones import shown as shown_phone
from registerdesk.storage.history import PROTECTED_VALUE
from registerdesk.storage.parties import ADDRESS, EMAIL, IS_QUIET, PARTY, PHONE, RELATION
from registerdesk.storage.party_states import IS_MINOR, day_of
from registerdesk.storage.register import Reader
from registerdesk.storage.sorting import sort_key
from registerdesk.storage.values import from_bytes

LARGEST_PAGE: Final = 500
LONGEST_TEXT: Final = 200
"""No name or heading is longer, and a longer pattern is refused by the database."""

_NARROWED: Final[dict[Chip, ColumnElement[bool]]] = {
    Chip.ACTIVE: and_(RELATION.c.id.is_not(None), RELATION.c.ended.is_(None)),
    Chip.ENDED: RELATION.c.ended.is_not(None),
    Chip.PERSON: PARTY.c.kind == PartyKind.PERSON.value,
    Chip.COMPANY: PARTY.c.kind == PartyKind.COMPANY.value,
    Chip.PROTECTED: PARTY.c.is_protected == true(),
    Chip.QUIET: IS_QUIET,
}
_OF_PARTY: Final = frozenset({Chip.PERSON, Chip.COMPANY, Chip.PROTECTED})
_ORDERED: Final[dict[Sort, tuple[ColumnElement[Any], ...]]] = {
    Sort.NAME: (RELATION.c.name_key,),
    Sort.NUMBER: (RELATION.c.number_length, RELATION.c.number),
    Sort.SINCE: (RELATION.c.started,),
    Sort.ENDED: (RELATION.c.ended,),
}
_MOST: Final[BindParameter[Any]] = bindparam("most")
_SKIP: Final[BindParameter[Any]] = bindparam("skip")
_IN_ALL: Final = _ORDERED | {Sort.NAME: (PARTY.c.name_key,)}
_FIRST_OF: Final = RELATION.alias("first_of")
_IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)
_PHONES = select(PHONE.c.party_id, PHONE.c.typed, PHONE.c.e164).where(PHONE.c.party_id.in_(_IDS))
_EMAILS = select(EMAIL.c.party_id, EMAIL.c.address).where(EMAIL.c.party_id.in_(_IDS))
_TOWNS = select(ADDRESS.c.party_id, ADDRESS.c.town).where(ADDRESS.c.party_id.in_(_IDS))
_NAMES = select(PROTECTED_VALUE.c.row_id, PROTECTED_VALUE.c.cell).where(
    PROTECTED_VALUE.c.row_id.in_(_IDS), PROTECTED_VALUE.c.field == "display_name"
)
_BESIDE = (
    _PHONES.order_by(PHONE.c.id),
    _EMAILS.order_by(EMAIL.c.id),
    _TOWNS.order_by(ADDRESS.c.id),
    _NAMES,
)


def _everybody(what: Select[Any], chips: frozenset[Chip], *, by_text: bool) -> Select[Any]:
    """Join each party with its first relation, if it has one."""
    first = select(func.min(_FIRST_OF.c.id)).where(_FIRST_OF.c.party_id == PARTY.c.id)
    joined = PARTY.outerjoin(RELATION, RELATION.c.id == first.scalar_subquery())
    present = what.select_from(joined).where(PARTY.c.merged_at.is_(None))
    return _narrowed(present, chips, PARTY.c.name_key if by_text else None)


def _related(
    what: Select[Any], kind: ListKind, chips: frozenset[Chip], *, by_text: bool
) -> Select[Any]:
    """Read the relations of a kind alone; the party only where a chip asks about it."""
    joined = PARTY.join(RELATION, RELATION.c.party_id == PARTY.c.id)
    statement = what.select_from(joined if chips & _OF_PARTY else RELATION)
    own = statement.where(RELATION.c.kind == kind.value)
    return _narrowed(own, chips, RELATION.c.name_key if by_text else None)


def _narrowed(
    statement: Select[Any], chips: frozenset[Chip], name: ColumnElement[Any] | None
) -> Select[Any]:
    """Say which rows are wanted; with a name, those whose name or number has the text."""
    for chip in sorted(chips):
        statement = statement.where(_NARROWED[chip])
    if name is not None:
        in_name = name.like(bindparam("name"), escape="\\")
        in_number = func.lower(RELATION.c.number).like(bindparam("number"), escape="\\")
        statement = statement.where(or_(in_name, in_number))
    return statement


def _placed(
    statement: Select[Any], columns: Sequence[ColumnElement[Any]], *, descending: bool
) -> Select[Any]:
    """Order the rows, empty values last; the order is that of an index, read either way."""
    first, *others = (c.desc() if descending else c.asc() for c in columns)
    return statement.order_by(first.nulls_last(), *others)


def _sorted_last(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return what sorts as the column, but no index is read for: the few are found first."""
    return case((RELATION.c.id.is_not(None), column))


@cache
def page_statement(
    kind: ListKind, chips: frozenset[Chip], sort: Sort, *, descending: bool, by_text: bool
) -> Select[Any]:
    """Return the prebuilt statement for a page: parameters `skip`, `most`, `name`, `number`."""
    whole = select(
        *(PARTY.c.id, PARTY.c.kind.label("party_kind"), PARTY.c.display_name),
        *(PARTY.c.is_protected, PARTY.c.deceased, RELATION.c.id.label("relation_id")),
        IS_MINOR.label("is_minor"),
        *(RELATION.c.number, RELATION.c.started, RELATION.c.ended),
    )
    if kind is ListKind.ALL:
        everybody = _everybody(whole, chips, by_text=by_text)
        columns = (*_IN_ALL[sort], PARTY.c.id)
        return _placed(everybody, columns, descending=descending).limit(_MOST).offset(_SKIP)
    columns = (*_ORDERED[sort], RELATION.c.id)
    if Chip.QUIET in chips:
        columns = tuple(map(_sorted_last, columns))
    ids = _related(select(RELATION.c.id), kind, chips, by_text=by_text)
    chosen = _placed(ids, columns, descending=descending).limit(_MOST).offset(_SKIP).subquery()
    joined = chosen.join(RELATION, RELATION.c.id == chosen.c.id)
    joined = joined.join(PARTY, PARTY.c.id == RELATION.c.party_id)
    return _placed(whole.select_from(joined), columns, descending=descending)


@cache
def count_statement(kind: ListKind, chips: frozenset[Chip], *, by_text: bool) -> Select[Any]:
    """Return the prebuilt statement for how many rows there are in all."""
    if kind is not ListKind.ALL:
        return _related(select(func.count(RELATION.c.id)), kind, chips, by_text=by_text)
    if by_text or chips:
        return _everybody(select(func.count(PARTY.c.id)), chips, by_text=by_text)
    gone = select(func.count(PARTY.c.id)).where(PARTY.c.merged_at.is_not(None))
    return select(func.count(PARTY.c.id) - gone.scalar_subquery())


def statements() -> Iterator[Select[Any]]:
    """Yield every statement that a list can need, one chip at a time and none."""
    chips = [frozenset(c) for n in (0, 1) for c in combinations(Chip, n)]
    for kind, chosen, by_text in product(ListKind, chips, (True, False)):
        yield count_statement(kind, chosen, by_text=by_text)
        for sort, descending in product(Sort, (True, False)):
            yield page_statement(kind, chosen, sort, descending=descending, by_text=by_text)
    yield from _BESIDE


def literally(text: str) -> str:
    """Return the text with the wildcards of LIKE made plain; no longer than any name."""
    text = text[:LONGEST_TEXT].encode("utf-8", "replace").decode().replace("\0", "?")
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


class PartyLists:
    """Lists over one open transaction, as far as the reader reaches."""

    def __init__(self, connection: Connection, reader: Reader) -> None:
        """Bind the lists to a transaction and a reader."""
        self._connection = connection
        self._reader = reader

    def page(self, query: ListQuery) -> Page[ListRow]:
        """Return one page: some five statements, however long the list is."""
        most, skip = min(max(query.limit, 1), LARGEST_PAGE), max(query.offset, 0)
        text = query.text.strip()
        count = count_statement(query.kind, query.chips, by_text=bool(text))
        total = self._connection.execute(count, self._bound(query)).scalar_one()
        return Page(self._listed(self._rows(query, most, skip)), total)

    def party_ids(self, query: ListQuery, most: int) -> list[UUID]:
        """Return whom the whole list names, in its order, at most so many."""
        return [row.id for row in self._rows(query, most, 0)]

    def _rows(self, query: ListQuery, most: int, skip: int) -> Sequence[Row[Any]]:
        """Return so many rows of a list, from a place on."""
        statement = page_statement(
            query.kind,
            query.chips,
            query.sort,
            descending=query.descending,
            by_text=bool(query.text.strip()),
        )
        adult = adult_if_born_by(day_of(self._reader.now))
        place = {"most": most, "skip": skip, "adult_if_born_by": adult}
        return self._connection.execute(statement, self._bound(query) | place).all()

    def _bound(self, query: ListQuery) -> dict[str, Any]:
        """Return what a query's text and chips bind in a statement."""
        text = query.text.strip()
        bound: dict[str, Any] = {}
        if text:
            bound["name"] = f"%{literally(sort_key(text))}%"
            bound["number"] = f"{literally(text.lower())}%"
        if Chip.QUIET in query.chips:
            bound["quiet_before"] = quiet_before(day_of(self._reader.now))
        return bound

    def _listed(self, rows: Sequence[Row[Any]]) -> tuple[ListRow, ...]:
        """Return the rows with each person's first phone, e-mail and town."""
        ids = [row.id for row in rows]
        phones, emails, towns, _names = (self._first(s, ids) for s in _BESIDE)
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
                phone=_phone(phones.get(row.id)),
                email=_text(emails.get(row.id), "address"),
                town=_text(towns.get(row.id), "town"),
                is_protected=row.is_protected,
                deceased=row.deceased,
                is_minor=bool(row.is_minor) and not row.is_protected,
            )
            for row in rows
        )

    def _first(self, statement: Select[Any], ids: list[UUID]) -> dict[UUID, Row[Any]]:
        """Return each person's first row of another register."""
        first: dict[UUID, Row[Any]] = {}
        for row in self._connection.execute(statement, {"ids": ids}) if ids else ():
            first.setdefault(row[0], row)
        return first

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


def _phone(row: Row[Any] | None) -> str:
    """Return the number as people read it, as typed where it is not known how to dial it."""
    if row is None:
        return ""
    return shown_phone(row.e164 or "") or row.typed or ""


def _text(row: Row[Any] | None, column: str) -> str:
    """Return a column of a row that may be missing or moved away."""
    return "" if row is None else getattr(row, column) or ""
