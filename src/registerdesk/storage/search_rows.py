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
from registerdesk.domain.party_states import adult_if_born_by
from registerdesk.domain.protection import NUMBER_HASH, PHONE_HASH
from registerdesk.domain.search_hits import Hit, MatchedField, Standing, spans, starts_of
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
_COUNTS: Final = "FROM relation WHERE party_id = party.id ORDER BY ended IS NOT NULL, id LIMIT 1"
SHOWN: Final = (
    "SELECT id, kind, display_name, birth_date, deceased, minor, "  # noqa: S608 - our names alone
    "(SELECT town FROM address WHERE party_id = party.id AND town <> '' ORDER BY id LIMIT 1), "
    "(SELECT e164 FROM phone WHERE party_id = party.id ORDER BY id LIMIT 1), "
    f"(SELECT CASE WHEN ended IS NULL THEN kind ELSE 'ended' END {_COUNTS}), "
    f"(SELECT number {_COUNTS}), "
    "(SELECT max(at) FROM contact WHERE party_id = party.id)"
)
"""What a row shows, from the registers; of several relations a living one before an ended."""
_FROM_REGISTERS: Final = f"{SHOWN}, is_protected FROM party WHERE id IN "
_ROWS: Final = (
    "SELECT party_id, kind, name, birth_date, is_deceased, is_minor, town, phone, standing, "
    "number, latest_contact, 0 FROM search_row WHERE party_id IN "
)
_LOOKUP: Final = "SELECT party_id FROM protected_lookup WHERE hash IN "
_FORMER: Final = "SELECT party_id, name FROM former_name WHERE party_id IN "
_EMAILS: Final = "SELECT party_id, address FROM email WHERE party_id IN "
_PERSONAL: Final = "SELECT party_id FROM party_number WHERE personal_index = ?"
_PROTECTED_NAMES: Final = (
    "SELECT row_id, cell FROM protected_value WHERE field = 'display_name' AND row_id = party_id"
)
_SIZES: Final = (1, 4, 10, 25, 50, 81, 400)
_KINDS: Final = {str(kind): kind for kind in PartyKind}
_STANDINGS: Final[Mapping[str | None, Standing]] = {
    **{str(standing): standing for standing in Standing},
    None: Standing.NONE,
}

Shown = tuple[Any, ...]
"""The columns of `SHOWN`, and whether the party is protected."""


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
        self._reads_birth = Area.REGISTER in reader.areas
        self._adult_if_born_by = adult_if_born_by(_day(reader.now)).isoformat()

    def shown(self, ids: Sequence[bytes]) -> dict[bytes, Shown]:
        """Return what the rows of these parties show: one seek each, where nothing changed."""
        rows = {row[0]: row for row in self._among(_ROWS, ids)}
        missing = [party for party in ids if party not in rows]
        if missing:
            rows |= {row[0]: row for row in self._among(_FROM_REGISTERS, missing)}
        return rows

    def hits(
        self,
        ranked: Sequence[tuple[bytes, str]],
        shown: Mapping[bytes, Shown] | None = None,
    ) -> list[Hit]:
        """Return one row for each party and its key, in their order."""
        rows = self.shown([party for party, _key in ranked]) if shown is None else shown
        texts = self._matched_texts(ranked)
        return [
            self._hit(rows[party], key, texts.get(party, ""))
            for party, key in ranked
            if party in rows
        ]

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

    def _hit(self, row: Shown, key: str, text: str) -> Hit:
        """Return one row for the list."""
        party, kind, name, born, deceased, minor, town, phone, standing, number, latest, hidden = (
            row
        )
        if hidden:
            return self._protected_hit(party, kind, number or "", latest)
        return Hit(
            party_id=UUID(bytes=party),
            kind=_KINDS[kind],
            name=name or "",
            birth_date=date.fromisoformat(born) if born and self._reads_birth else None,
            town=town or "",
            phone=phone or "",
            number=number or "",
            standing=Standing.DECEASED if deceased else _STANDINGS[standing],
            is_deceased=bool(deceased),
            is_minor=born > self._adult_if_born_by if born else bool(minor),
            latest_contact=latest,
            matched=FIELD_OF[key[0]] if key else MatchedField.PERSONAL,
            matched_text=text,
            starts=self._starts,
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
            kind=_KINDS[kind],
            name=name,
            starts=self._starts,
            number=number,
            standing=Standing.PROTECTED,
            is_protected=True,
            latest_contact=latest,
        )

    def _matched_texts(self, ranked: Sequence[tuple[bytes, str]]) -> dict[bytes, str]:
        """Return the former name or e-mail address by which parties were found, where one was."""
        texts: dict[bytes, str] = {}
        for key_class, statement in ((KeyClass.FORMER, _FORMER), (KeyClass.EMAIL, _EMAILS)):
            ids = [party for party, key in ranked if key[:1] == key_class]
            values: dict[bytes, list[str]] = {}
            for party, text in self._among(statement, ids, " ORDER BY id"):
                values.setdefault(party, []).append(text or "")
            texts |= {party: self._marked(known) for party, known in values.items()}
        return texts

    def _marked(self, texts: Sequence[str]) -> str:
        """Return the first of some texts that the query marks, or the first."""
        return next((text for text in texts if spans(text, self._starts)), texts[0])

    def _among(self, statement: str, ids: Sequence[bytes], after: str = "") -> list[Any]:
        """Return the rows of some parties; the lists have few lengths, so statements stay few."""
        rows: list[Any] = []
        for start in range(0, len(ids), _SIZES[-1]):
            block = list(ids[start : start + _SIZES[-1]])
            size = next(size for size in _SIZES if size >= len(block))
            padded = block + [b""] * (size - len(block))
            rows += self._driver.execute(statement + _places(size) + after, padded).fetchall()
        return rows


def _day(instant: int) -> date:
    """Return the UTC day of an instant in microseconds."""
    return datetime.fromtimestamp(instant // 1_000_000, UTC).date()
