"""Who may be in the register twice, found along the indexes: no two rows are compared unasked."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Index

from registerdesk.domain.duplicates import ApartPair, Facts, held_together, pair_of, sound_of
from registerdesk.domain.fields import Area, Compartment
from registerdesk.domain.parties import PartyKind
from registerdesk.domain.phones import national_digits
from registerdesk.domain.search_keys import Findable, KeyClass, folded_email, keys_of
from registerdesk.storage.register import Reader
from registerdesk.storage.tables import table_for

APART_PAIR: Final = table_for("apart_pair", ApartPair, indexed=("second_id",))
Index(None, APART_PAIR.c.first_id, APART_PAIR.c.second_id, unique=True)

AT_ONCE: Final = 1000
"""So many keys are read in one slice."""
_BUCKETS: Final = 256
_FETCHED: Final = 400
_PEOPLE: Final = "SELECT count(*) FROM party"
_KEYS: Final = (
    "SELECT key, party_id FROM search_key WHERE (key, party_id) > (?, ?) AND key < ? "
    "ORDER BY key, party_id LIMIT ?"
)
_NUMBERS: Final = (
    "SELECT personal_index, party_id FROM party_number WHERE personal_index > ? "
    "ORDER BY personal_index LIMIT ?"
)
_SAME_NUMBER: Final = "SELECT personal_index, party_id FROM party_number WHERE personal_index = ?"
_WITH_KEY: Final = "SELECT party_id FROM search_key WHERE key = ?"
_WITH_NUMBER: Final = "SELECT party_id FROM party_number WHERE personal_index = ?"
_APART: Final = "SELECT first_id, second_id FROM apart_pair"
_HOMES: Final = (
    "SELECT p.id, p.birth_date, p.name_key, a.postal_code, a.town FROM party p "
    "LEFT JOIN address a ON a.party_id = p.id WHERE p.id IN "
)
_OWN: Final = (
    "SELECT id, kind, display_name, birth_date FROM party "
    "WHERE NOT is_protected AND merged_at IS NULL AND NOT EXISTS (SELECT 1 FROM restriction "
    "WHERE restriction.party_id = party.id AND lifted_on IS NULL) AND id IN "
)
"""Whose data may be compared: not of those for whom it is only stored (GDPR Article 18)."""
_BESIDE: Final = (
    ("phones", "SELECT party_id, e164 FROM phone WHERE party_id IN "),
    ("emails", "SELECT party_id, lower(address) FROM email WHERE party_id IN "),
    ("postal_codes", "SELECT party_id, postal_code FROM address WHERE party_id IN "),
    ("towns", "SELECT party_id, lower(town) FROM address WHERE party_id IN "),
    ("identities", "SELECT party_id, organisation FROM party_number WHERE party_id IN "),
    ("identities", "SELECT party_id, hex(personal_index) FROM party_number WHERE party_id IN "),
)
_RELATIONS: Final = "SELECT party_id, number FROM relation WHERE party_id IN "

Candidate = tuple[bytes, bytes]


@dataclass(slots=True)
class Sounds:
    """How every name sounds, as hashes in buckets: some thirty bytes a person."""

    hashes: list[array[int]] = field(
        default_factory=lambda: [array("Q") for _at in range(_BUCKETS)]
    )
    ids: list[bytearray] = field(default_factory=lambda: [bytearray() for _at in range(_BUCKETS)])

    def add(self, name: str, party: bytes) -> None:
        """Take one name."""
        digest = blake2b(sound_of(name).encode(), digest_size=8).digest()
        at = digest[0] % _BUCKETS
        self.hashes[at].append(int.from_bytes(digest))
        self.ids[at] += party

    def alike(self, bucket: int) -> list[list[bytes]]:
        """Return the groups of one bucket whose names sound alike."""
        groups: dict[int, dict[bytes, None]] = {}
        ids = self.ids[bucket]
        for at, digest in enumerate(self.hashes[bucket]):
            groups.setdefault(digest, {})[bytes(ids[16 * at : 16 * at + 16])] = None
        return [list(group) for group in groups.values() if len(group) > 1]


class DuplicateKeys:
    """Candidates over one open transaction, as far as the reader's role reaches."""

    def __init__(self, connection: Connection, reader: Reader) -> None:
        """Bind to a transaction and a reader."""
        self._driver: Any = connection.connection.driver_connection
        self._reader = reader

    @property
    def compares_numbers(self) -> bool:
        """Tell whether the reader may learn that two identity numbers are the same."""
        held = self._reader.cells.holds(Compartment.PNR)
        return held and Area.PNR in self._reader.areas

    def apart(self) -> set[tuple[UUID, UUID]]:
        """Return the pairs of whom somebody has said that they are not one."""
        rows = self._driver.execute(_APART)
        return {(UUID(bytes=one), UUID(bytes=other)) for one, other in rows}

    def steps(self) -> int:
        """Return about how many slices a search through everybody takes."""
        (people,) = self._driver.execute(_PEOPLE).fetchone()
        return 4 * int(people) // AT_ONCE + _BUCKETS + 8

    def keys(self, key_class: KeyClass, after: tuple[str, bytes]) -> list[tuple[str, bytes]]:
        """Return the next keys of a class with whose they are, in their order."""
        start = max(after, (f"{key_class} ", b""))
        bounds = (*start, f"{key_class}!", AT_ONCE)
        return list(self._driver.execute(_KEYS, bounds))

    def numbers(self, after: bytes) -> list[tuple[bytes, bytes]]:
        """Return the next keyed hashes of identity numbers with whose they are, in their order."""
        if not self.compares_numbers:
            return []
        rows = list(self._driver.execute(_NUMBERS, (after, AT_ONCE)))
        if len(rows) == AT_ONCE:  # the last hash whole, since the next slice begins after it
            last = rows[-1][0]
            rows = [row for row in rows if row[0] != last]
            rows += self._driver.execute(_SAME_NUMBER, (last,)).fetchall()
        return rows

    def at_home(self, groups: list[list[bytes]]) -> Iterator[Candidate]:
        """Yield those of a group of alike names who share birth date, home or town."""
        homes: dict[bytes, list[tuple[str, ...]]] = {}
        for party, *row in self._among(_HOMES, [party for group in groups for party in group]):
            homes.setdefault(party, []).extend(_home_keys(*row))
        for group in groups:
            shared: dict[tuple[str, ...], dict[bytes, None]] = {}
            for party in group:
                for key in homes.get(party, ()):
                    shared.setdefault(key, {})[party] = None
            for members in shared.values():
                yield from held_together(members)

    def near(self, facts: Facts) -> set[bytes]:
        """Return the ids of open persons with one of these values, this name or birth date."""
        keys = [f"{KeyClass.PHONE} {national_digits(phone)}" for phone in facts.phones]
        keys += [f"{KeyClass.EMAIL} {folded_email(address)}" for address in facts.emails]
        keys += [f"{KeyClass.ORGANISATION} {number}" for number in facts.identities]
        named = keys_of(Findable(name=facts.name))
        keys += [key for key in named if key.startswith(KeyClass.NAME)]
        if facts.birth_date is not None:
            keys.append(f"{KeyClass.BIRTH} {facts.birth_date:%Y%m%d}")
        found = {row[0] for key in keys for row in self._driver.execute(_WITH_KEY, (key,))}
        if self.compares_numbers:
            for number in facts.identities:
                hashed = bytes.fromhex(number) if len(number) == 64 else b""  # noqa: PLR2004 - the hex digits of a keyed hash
                found |= {row[0] for row in self._driver.execute(_WITH_NUMBER, (hashed,))}
        return found - {facts.party_id.bytes}

    def facts(self, ids: Iterable[bytes]) -> dict[bytes, Facts]:
        """Return what open persons are compared by; those restricted are absent."""
        wanted = list(dict.fromkeys(ids))
        beside: dict[str, dict[bytes, set[str]]] = {name: {} for name, _statement in _BESIDE}
        for name, statement in _BESIDE:
            if "personal" in statement and not self.compares_numbers:
                continue
            values = beside[name]
            for party, value in self._among(statement, wanted):
                if value:
                    values.setdefault(party, set()).add(value)
        numbers = dict(reversed(self._among(_RELATIONS, wanted)))
        return {
            party: Facts(
                party_id=UUID(bytes=party),
                kind=PartyKind(kind),
                name=name or "",
                number=numbers.get(party) or "",
                birth_date=date.fromisoformat(born) if born else None,
                phones=frozenset(beside["phones"].get(party, ())),
                emails=frozenset(beside["emails"].get(party, ())),
                postal_codes=frozenset(beside["postal_codes"].get(party, ())),
                towns=frozenset(beside["towns"].get(party, ())),
                identities=frozenset(beside["identities"].get(party, ())),
            )
            for party, kind, name, born in self._among(_OWN, wanted)
        }

    def _among(self, statement: str, ids: list[bytes]) -> list[Any]:
        """Return the rows of some persons."""
        rows: list[Any] = []
        for start in range(0, len(ids), _FETCHED):
            some = ids[start : start + _FETCHED]
            places = ",".join("?" * len(some))
            rows += self._driver.execute(f"{statement}({places})", some).fetchall()
        return rows


def _home_keys(
    born: str | None, name: str | None, code: str | None, town: str | None
) -> Iterator[tuple[str, ...]]:
    """Yield what two people of alike names are held together by."""
    if born:
        yield ("b", born)
    if code:
        yield ("c", code)
    if town:
        yield ("t", town.casefold(), name or "")


def same_neighbours(rows: Iterable[tuple[Any, bytes]]) -> Iterator[Candidate]:
    """Yield the pairs that share a key; the rows come in the order of their keys."""
    key, group = None, list[bytes]()
    for one, party in rows:
        if one != key:
            yield from held_together(group)
            key, group = one, []
        group.append(party)
    yield from held_together(group)


def ordered(pairs: Iterable[Candidate]) -> set[Candidate]:
    """Return each pair once, whichever way round it came."""
    return {
        (one.bytes, other.bytes)
        for one, other in (pair_of(UUID(bytes=a), UUID(bytes=b)) for a, b in pairs)
        if one != other
    }
