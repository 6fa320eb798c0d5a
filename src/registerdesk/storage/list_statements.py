"""The statements of lists of customers and suppliers: a page, a page far down, how many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations, product
from typing import Any, Final

from sqlalchemy import BindParameter, Select, Text, and_, bindparam, func, select, true, tuple_
from sqlalchemy.sql.expression import ColumnElement

from registerdesk.domain.fields import Purpose
from registerdesk.domain.parties import PartyKind
from registerdesk.domain.party_lists import MOST_COUNTED, Chip, ListKind, Sort
from registerdesk.storage.list_counts import LIST_COUNT
from registerdesk.storage.list_keys import ROW, SORTED, is_of, unled
from registerdesk.storage.parties import IS_QUIET, PARTY, RELATION
from registerdesk.storage.party_narrowing import among
from registerdesk.storage.party_states import IS_MINOR
from registerdesk.storage.processing import may_be_used_for

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
_COUNTED: Final = (ListKind.CUSTOMER, ListKind.SUPPLIER)
_OF_PARTY: Final = frozenset({Chip.PERSON, Chip.COMPANY, Chip.PROTECTED, Chip.OFFERS})
_MOST: Final[BindParameter[Any]] = bindparam("most")
_SKIP: Final[BindParameter[Any]] = bindparam("skip")
_WHOLE: Final = select(
    *(PARTY.c.id, PARTY.c.kind.label("party_kind"), PARTY.c.display_name),
    *(PARTY.c.is_protected, PARTY.c.deceased, RELATION.c.id.label("relation_id")),
    IS_MINOR.label("is_minor"),
    *(RELATION.c.number, RELATION.c.started, RELATION.c.ended),
)
_IN_ALL: Final = SORTED | {Sort.NAME: (PARTY.c.name_key,)}
_FIRST_OF: Final = RELATION.alias("first_of")


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
    statement: Select[Any], columns: Sequence[ColumnElement[Any]], *, descending: bool
) -> Select[Any]:
    """Order the rows, empty values last; the order is that of an index."""
    first, *others = (c.desc() if descending else c.asc() for c in columns)
    return statement.order_by(first.nulls_last(), *others)


@cache
def page_statement(
    kind: ListKind, chips: frozenset[Chip], sort: Sort, *, descending: bool, is_few: bool
) -> Select[Any]:
    """Return the prebuilt statement for a page: parameters `skip`, `most`, and `among` the few."""
    if kind is ListKind.ALL:
        everybody = _everybody(_WHOLE, chips, is_few=is_few)
        columns = (*_IN_ALL[sort], PARTY.c.id)
        return _placed(everybody, columns, descending=descending).limit(_MOST).offset(_SKIP)
    columns = (*SORTED[sort], ROW)
    if is_few:
        columns = tuple(map(unled, columns))
    rows = _related(select(ROW.label("row")), kind, chips, is_few=is_few, is_led=False)
    return _complete(_placed(rows, columns, descending=descending), columns, descending=descending)


@cache
def far_statement(kind: ListKind, sort: Sort, *, descending: bool, is_keyless: bool) -> Select[Any]:
    """Return the prebuilt statement for a page that begins at a `Place`, which it binds.

    Those without a key come last and are read by a statement of their own.
    """
    columns = (*SORTED[sort], ROW)
    rows = select(ROW.label("row")).where(is_of(kind))
    if is_keyless:
        rows = rows.where(columns[0].is_(None), _beyond(ROW, bindparam("row"), below=descending))
    elif sort is Sort.NUMBER:
        key, first = tuple_(*SORTED[sort]), tuple_(bindparam("length"), bindparam("number"))
        rows = rows.where(_beyond(key, first, below=descending))
    else:
        rows = rows.where(_beyond(columns[0], bindparam("lead", type_=Text), below=descending))
    placed = rows.order_by(*(c.desc() if descending else c.asc() for c in columns))
    return _complete(placed, columns, descending=descending)


def _beyond(
    column: ColumnElement[Any], first: ColumnElement[Any], *, below: bool
) -> ColumnElement[bool]:
    """Tell whether a key lies below the bound, or from it on."""
    return column < first if below else column >= first


def _complete(
    rows: Select[Any], columns: Sequence[ColumnElement[Any]], *, descending: bool
) -> Select[Any]:
    """Return one page of the rows, with what is shown of them."""
    chosen = rows.limit(_MOST).offset(_SKIP).subquery()
    joined = chosen.join(RELATION, chosen.c.row == ROW)
    joined = joined.join(PARTY, PARTY.c.id == RELATION.c.party_id)
    return _placed(_WHOLE.select_from(joined), columns, descending=descending)


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
    for kind, sort, descending, keyless in product(_COUNTED, Sort, (True, False), (True, False)):
        yield far_statement(kind, sort, descending=descending, is_keyless=keyless)
