"""The cells of a list that leaves the office: only what the person at work may read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from registerdesk.domain.exports import PLACE_OF, ExportColumn
from registerdesk.domain.fields import is_withheld
from registerdesk.domain.parties import (
    Address,
    AddressKind,
    Email,
    Party,
    PartyNumber,
    Phone,
    Relation,
)
from registerdesk.domain.party_lists import ListKind
from registerdesk.domain.sources import Recorded
from registerdesk.domain.value_labels import label_of_code
from registerdesk.resources.language import translate
from registerdesk.storage.sorting import sort_key
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.export_people import BATCH, batches

_REGISTERS: Final[Mapping[type, str]] = MappingProxyType(
    {
        Party: "parties",
        Relation: "relations",
        PartyNumber: "party_numbers",
        Address: "addresses",
        Phone: "phones",
        Email: "emails",
    }
)
_ALL_OF: Final = frozenset({ExportColumn.PHONE, ExportColumn.EMAIL})
"""A person may have several: all of them stand in the cell."""
_NUMBERS: Final = frozenset({ExportColumn.PERSONAL, ExportColumn.ORGANISATION})
_MOST_EACH: Final = 100

Line = tuple[str, tuple[str, ...]]
"""A key by which lines stand by name in Swedish order, and the cells."""
Of = Mapping[UUID, Sequence[Recorded]]


class ExportRows:
    """Reads the cells of one list, as far as the person at work reaches."""

    def __init__(self, visit: Visit, kind: ListKind, language: str) -> None:
        """Take the visit, whose list it is, and the language of codes."""
        self._visit, self._kind, self._language = visit, kind, language

    def read(self, party_ids: Sequence[UUID], columns: Sequence[ExportColumn]) -> list[Line]:
        """Return a line for each person, in any order."""
        return [line for batch in batches(party_ids) for line in self._batch(batch, columns)]

    def _batch(self, batch: list[UUID], columns: Sequence[ExportColumn]) -> Iterator[Line]:
        """Yield the lines of some people."""
        needed = {PLACE_OF[column][0] for column in columns} | {Party}
        found = {each: self._records(each, batch) for each in needed}
        for party_id in batch:
            mine = {each: _ordered(found[each].get(party_id, ()), self._kind) for each in needed}
            party = next(iter(mine[Party]), None)
            if isinstance(party, Party):
                cells = (_cell(each, mine[PLACE_OF[each][0]], self._language) for each in columns)
                yield sort_key(_text(party.display_name, self._language)), tuple(cells)

    def _records(self, record_type: type, batch: list[UUID]) -> Of:
        """Return the records of one kind by person, as far as the reader reaches; no pointers."""
        register: Any = getattr(self._visit.office, _REGISTERS[record_type])
        by_person: dict[UUID, list[Recorded]] = {}
        for record in register.find(party_id=batch, limit=BATCH * _MOST_EACH):
            if not getattr(record, "is_merged", False):
                by_person.setdefault(record.party_id, []).append(record)
        return by_person


def _ordered(records: Sequence[Recorded], kind: ListKind) -> Sequence[Recorded]:
    """Put first the record that a list of this kind is about: its relation, the postal address."""

    def rank(record: Recorded) -> tuple[bool, bool]:
        if isinstance(record, Relation):
            return str(record.kind) != str(kind), record.ended is not None
        return isinstance(record, Address) and record.kind is not AddressKind.POSTAL, False

    return sorted(records, key=rank)


def _cell(column: ExportColumn, records: Sequence[Recorded], language: str) -> str:
    """Return one cell: the first record's value that says something, or all of them."""
    read: Callable[[Recorded], object] = attrgetter(PLACE_OF[column][1])
    texts = [_text(read(record), language) for record in records]
    said = [text for text in texts if text]
    if column in _ALL_OF:
        return ", ".join(said)
    if column in _NUMBERS:
        return ", ".join(f"{one[:-4]}-{one[-4:]}" if one.isdecimal() else one for one in said)
    first_record_alone = PLACE_OF[column][0] in (Relation, Address)
    return texts[0] if first_record_alone and texts else next(iter(said), "")


def _text(value: object, language: str) -> str:
    """Return a value as it stands in a cell; what is withheld is empty."""
    if value is None or is_withheld(value):
        return ""
    if isinstance(value, StrEnum):
        return translate(label_of_code(value), language)
    return value.isoformat() if isinstance(value, date) else str(value)
