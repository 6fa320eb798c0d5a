"""The rows that search shows: fetched for the best candidates alone, as far as the role reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.fields import Area, Compartment
from registerdesk.domain.identity_numbers import IdentityNumber
from registerdesk.domain.parties import PartyKind
from registerdesk.domain.protection import NUMBER_HASH, PHONE_HASH
from registerdesk.domain.search_hits import (
    STANDING_OF_RELATION,
    Hit,
    MatchedField,
    Standing,
    spans,
    starts_of,
)
from registerdesk.domain.search_keys import KeyClass, fold, forms, words
from registerdesk.domain.search_queries import Token, variants, whole_numbers, whole_phones
from registerdesk.storage.register import Reader
from registerdesk.storage.values import from_bytes

FIELD_OF: Final[dict[str, MatchedField]] = {
    KeyClass.NAME: MatchedField.NAME,
    KeyClass.WORD: MatchedField.NAME,
    KeyClass.NUMBER: MatchedField.NUMBER,
    KeyClass.ORGANISATION: MatchedField.ORGANISATION,
    KeyClass.PHONE: MatchedField.PHONE,
    KeyClass.PHONE_END: MatchedField.PHONE,
    KeyClass.BIRTH: MatchedField.BIRTH_DATE,
    KeyClass.FORMER: MatchedField.FORMER_NAME,
    KeyClass.EMAIL: MatchedField.EMAIL,
}
_ROW: Final = (
    "SELECT id, kind, display_name, birth_date, deceased, is_protected, "
    "(SELECT town FROM address WHERE party_id = party.id AND town <> '' ORDER BY id LIMIT 1), "
    "(SELECT e164 FROM phone WHERE party_id = party.id ORDER BY id LIMIT 1) "
    "FROM party WHERE id IN "
)
_RELATIONS: Final = "SELECT party_id, kind, number, ended FROM relation WHERE party_id IN "
_LATEST: Final = "SELECT party_id, max(at) FROM contact WHERE party_id IN "
_LOOKUP: Final = "SELECT party_id FROM protected_lookup WHERE hash IN "
_NAMES: Final = "SELECT id, display_name FROM party WHERE id IN "
_FORMER: Final = "SELECT name FROM former_name WHERE party_id = ? ORDER BY id"
_EMAILS: Final = "SELECT address FROM email WHERE party_id = ? ORDER BY id"
_PERSONAL: Final = "SELECT party_id FROM party_number WHERE personal_index = ?"
_PROTECTED_NAMES: Final = (
    "SELECT row_id, cell FROM protected_value WHERE field = 'display_name' AND row_id = party_id"
)
_SIZES: Final = (1, 10, 50, 81, 400)


@cache
def _places(count: int) -> str:
    """Return so many placeholders in brackets."""
    return f"({','.join('?' * count)})"


class Rows:
    """What is fetched about the parties that a query found."""

    def __init__(self, connection: Connection, reader: Reader, query: Sequence[Token]) -> None:
        """Take the open transaction, the reader and the query's tokens."""
        self._driver: Any = connection.connection.driver_connection
        self._reader = reader
        self._query = query
        self._starts = starts_of(query)

    def hits(
        self, ranked: Sequence[tuple[bytes, str]], latest: Mapping[bytes, int] | None = None
    ) -> list[Hit]:
        """Return one row for each party and its key, in their order."""
        ids = [party for party, _key in ranked]
        rows = {row[0]: row for row in self._among(_ROW, ids)}
        relations = self._relations(ids)
        times = self.latest_contacts(ids) if latest is None else latest
        return [
            self._hit(rows[party], key, relations.get(party, []), times.get(party))
            for party, key in ranked
            if party in rows
        ]

    def names(self, ids: Sequence[bytes]) -> dict[bytes, str]:
        """Return the open names of the parties."""
        return {row[0]: row[1] for row in self._among(_NAMES, ids) if row[1]}

    def latest_contacts(self, ids: Sequence[bytes]) -> dict[bytes, int]:
        """Return when each party was last in contact, UTC microseconds."""
        return dict(self._among(_LATEST, ids, " GROUP BY party_id"))

    def by_personal_number(self, text: str) -> list[Hit]:
        """Return the person with that whole identity number; holders of `pnr` only."""
        cells, may = self._reader.cells, Area.PNR in self._reader.areas
        if not may or not cells.holds(Compartment.PNR):
            return []
        try:
            number = IdentityNumber.parse(text, _day(self._reader.now))
        except InvalidInput:
            return []
        if not number.is_personal:
            return []
        key = cells.blind_index(Compartment.PNR, "party_number.personal", number.canonical)
        ids = [row[0] for row in self._driver.execute(_PERSONAL, (key,))]
        return self.hits([(party, "") for party in dict.fromkeys(ids)])

    def protected(self, text: str) -> list[Hit]:
        """Return protected parties: by exact number for everybody, by name for the named few."""
        found = dict.fromkeys(self._numbered(text))
        if self._opens_protected:
            found |= dict.fromkeys(self._named())
        return self.hits([(party, "") for party in found])

    def _numbered(self, text: str) -> list[bytes]:
        """Return the protected parties with exactly this phone or relation number."""
        hashed = self._reader.cells.keyed_hash
        keys = [hashed(NUMBER_HASH, number) for number in whole_numbers(text)]
        keys += [hashed(PHONE_HASH, phone) for phone in whole_phones(self._query)]
        return [row[0] for row in self._among(_LOOKUP, keys)] if keys else []

    @property
    def _opens_protected(self) -> bool:
        """Tell whether the reader sees the names of protected persons."""
        held = self._reader.cells.holds(Compartment.PROTECTED)
        return held and Area.PROTECTED in self._reader.areas

    def _named(self) -> list[bytes]:
        """Return the protected parties whose opened names match every token."""
        cells = self._driver.execute(_PROTECTED_NAMES).fetchall()
        return [party for party, cell in cells if self._matches(self._opened(party, cell))]

    def _opened(self, party: bytes, cell: bytes) -> str:
        """Return a protected name."""
        opened = self._reader.cells.open(
            Compartment.PROTECTED, "party.display_name", UUID(bytes=party), cell
        )
        return str(from_bytes(opened, str))

    def _matches(self, name: str) -> bool:
        """Tell whether every token begins a word of the name."""
        spelled = [form for word in words(fold(name)) for form in forms(word)]
        return all(
            any(form.startswith(v) for form in spelled for v in variants(token.text))
            for token in self._query
        )

    def _hit(self, row: Any, key: str, relations: list[Any], latest: int | None) -> Hit:
        """Return one row for the list."""
        party, kind, name, born, deceased, is_protected, town, phone = row
        standing, number = _standing(relations)
        if is_protected:
            return self._protected_hit(party, kind, number, latest)
        matched = FIELD_OF[key[0]] if key else MatchedField.PERSONAL
        text = self._matched_text(party, matched)
        reads_birth = Area.REGISTER in self._reader.areas
        return Hit(
            party_id=UUID(bytes=party),
            kind=PartyKind(kind),
            name=name,
            name_spans=spans(name, self._starts),
            birth_date=date.fromisoformat(born) if born and reads_birth else None,
            town=town or "",
            phone=phone or "",
            number=number,
            standing=Standing.DECEASED if deceased else standing,
            is_deceased=bool(deceased),
            latest_contact=latest,
            matched=matched,
            matched_text=text,
            matched_spans=spans(text, self._starts) if text else (),
        )

    def _protected_hit(self, party: bytes, kind: str, number: str, latest: int | None) -> Hit:
        """Return the row of a protected person: number and flag, the name to holders alone."""
        cell = None
        if self._opens_protected:
            statement = f"{_PROTECTED_NAMES} AND row_id = ?"
            cell = self._driver.execute(statement, (party,)).fetchone()
        name = self._opened(party, cell[1]) if cell else ""
        return Hit(
            party_id=UUID(bytes=party),
            kind=PartyKind(kind),
            name=name,
            name_spans=spans(name, self._starts),
            number=number,
            standing=Standing.PROTECTED,
            is_protected=True,
            latest_contact=latest,
        )

    def _matched_text(self, party: bytes, matched: MatchedField) -> str:
        """Return the former name or e-mail address that matched."""
        statements = {MatchedField.FORMER_NAME: _FORMER, MatchedField.EMAIL: _EMAILS}
        if matched not in statements:
            return ""
        values = [row[0] for row in self._driver.execute(statements[matched], (party,)) if row[0]]
        return next((text for text in values if spans(text, self._starts)), next(iter(values), ""))

    def _relations(self, ids: Sequence[bytes]) -> dict[bytes, list[Any]]:
        """Return each party's relations."""
        found: dict[bytes, list[Any]] = {}
        for party, *relation in self._among(_RELATIONS, ids, " ORDER BY id"):
            found.setdefault(party, []).append(relation)
        return found

    def _among(self, statement: str, ids: Sequence[bytes], after: str = "") -> list[Any]:
        """Return the rows of some parties; the lists have few lengths, so statements stay few."""
        rows: list[Any] = []
        for start in range(0, len(ids), _SIZES[-1]):
            block = list(ids[start : start + _SIZES[-1]])
            size = next(size for size in _SIZES if size >= len(block))
            padded = block + [b""] * (size - len(block))
            rows += self._driver.execute(statement + _places(size) + after, padded).fetchall()
        return rows


def _standing(relations: list[Any]) -> tuple[Standing, str]:
    """Return the chip and the number of the relation that counts: a living one before an ended."""
    for kind, number, ended in sorted(relations, key=lambda relation: relation[2] is not None):
        return (Standing.ENDED if ended else STANDING_OF_RELATION[kind]), number
    return Standing.NONE, ""


def _day(instant: int) -> date:
    """Return the UTC day of an instant in microseconds."""
    return datetime.fromtimestamp(instant // 1_000_000, UTC).date()
