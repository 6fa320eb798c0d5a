"""Finding who is in the register twice: a long search in slices, and what was decided on it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from registerdesk.domain.duplicates import (
    MOST_PAIRS,
    ApartPair,
    Facts,
    LikePair,
    judged,
    likeliest,
    pair_of,
)
from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.fields import Compartment
from registerdesk.domain.parties import Party, PartyNumber
from registerdesk.domain.restrictions import refusal as restricted
from registerdesk.domain.search_keys import KeyClass
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.storage.duplicates import (
    AT_ONCE,
    Candidate,
    DuplicateKeys,
    Sounds,
    ordered,
    same_neighbours,
)
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.party_registers import Reach, number_of

_PERSONAL: Final = (Compartment.PNR, "party_number.personal")
_JUDGED: Final = 100
_AT_HOME: Final = 400
_MOST_PROTECTED: Final = 1_000_000
_PHASES: Final = tuple(c.value for c in (KeyClass.PHONE, KeyClass.EMAIL, KeyClass.ORGANISATION))


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPairs:
    """What a search has found: the likeliest pairs, and whether there were more."""

    pairs: tuple[LikePair, ...]
    is_more: bool = False


@dataclass(slots=True)
class DuplicateSearch:
    """How far one search has come; it holds ids and hashes, and of pairs what is shown."""

    total: int
    apart: set[tuple[UUID, UUID]]
    done: int = 0
    after: tuple[str, bytes] = ("", b"")
    number: bytes = b""
    """Where the identity numbers have been read to, as a keyed hash."""
    left: list[str] = field(
        default_factory=lambda: ["numbers", *_PHASES, KeyClass.NAME.value, "sounds", "protected"]
    )
    bucket: int = 0
    groups: list[list[bytes]] = field(default_factory=list)
    """Of the last bucket, who sounds alike and has not been looked at."""
    kept: list[tuple[str, bytes]] = field(default_factory=list)
    sounds: Sounds = field(default_factory=Sounds)
    waiting: set[Candidate] = field(default_factory=set)
    found: list[LikePair] = field(default_factory=list)
    is_more: bool = False


@use_case(Permission.EDIT_PARTY)
def begin_duplicate_search(visit: Visit) -> DuplicateSearch:
    """Begin a search through the whole register; logged here, found in slices."""
    visit.note("duplicates.searched")
    keys = _keys(visit)
    return DuplicateSearch(total=keys.steps(), apart=keys.apart())


@use_case(Permission.EDIT_PARTY, leaves_trace=False)
def search_duplicates(visit: Visit, search: DuplicateSearch) -> bool:
    """Take one slice of a search; tell whether there is more to do."""
    slice_ = _Slice(visit, search)
    if search.waiting:
        slice_.judge()
    else:
        slice_.look()
    search.done += 1
    return bool(search.left or search.waiting)


def finding(do: Callable[..., Any]) -> Generator[tuple[int, int], None, FoundPairs]:
    """Search the whole register in slices at a desk; yield slices done and about how many in all.

    `do` is the desk's own; each slice is an act of its own, so that shorter work goes between.
    """
    search: DuplicateSearch = do(begin_duplicate_search)
    yield 0, search.total
    while do(search_duplicates, search):
        yield min(search.done, search.total), search.total
    return found_of(search)


def found_of(search: DuplicateSearch) -> FoundPairs:
    """Return what a search has found, the likeliest first."""
    pairs = likeliest(search.found)
    is_more = search.is_more or len(pairs) > MOST_PAIRS
    return FoundPairs(pairs=tuple(pairs[:MOST_PAIRS]), is_more=is_more)


@use_case(Permission.EDIT_PARTY)
def duplicates_of(visit: Visit, party_id: UUID) -> FoundPairs:
    """Return who may be the same as one person, likeliest first."""
    party = Reach(visit).party(party_id)
    visit.note("duplicates.looked_for", party_id)
    keys = _keys(visit)
    people = _Protected(visit).facts() if Reach(visit).is_named else {}
    own = people.get(party.id.bytes) or keys.facts([party.id.bytes]).get(party.id.bytes)
    if own is None:
        raise restricted()
    others = keys.facts(keys.near(own)) | {k: f for k, f in people.items() if f is not own}
    pairs = [pair for other in others.values() if (pair := judged(own, other)) is not None]
    apart = keys.apart()
    return FoundPairs(pairs=tuple(p for p in likeliest(pairs) if p.ids not in apart))


@use_case(Permission.EDIT_PARTY)
def keep_apart(visit: Visit, one: UUID, other: UUID) -> UUID:
    """Remember that two persons are not one, so that no search names them again; return the id."""
    reach = Reach(visit)
    first, second = pair_of(reach.party(one).id, reach.party(other).id)
    if first == second:
        raise InvalidInput(_("Choose two different people."))
    known = visit.office.apart_pairs.find(first_id=first, second_id=second)
    visit.note("duplicate.dismissed", first, second)
    if known:
        return known[0].id
    kept = ApartPair(
        id=visit.new_id(),
        first_id=first,
        second_id=second,
        said_by=visit.actor,
        said_at=visit.now,
    )
    visit.office.apart_pairs.add(kept)
    return kept.id


@use_case(Permission.EDIT_PARTY)
def let_together(visit: Visit, apart_id: UUID) -> None:
    """Take back that two persons are not one."""
    pair = visit.office.apart_pairs.get(apart_id)
    visit.office.apart_pairs.remove(apart_id)
    visit.note("duplicate.recalled", pair.first_id, pair.second_id)


def _keys(visit: Visit) -> DuplicateKeys:
    """Return the keys as far as the person at work reaches."""
    return DuplicateKeys(visit.office.connection, visit.office.reader)


class _Slice:
    """One slice of a search: a page of keys read, or some candidates judged."""

    def __init__(self, visit: Visit, search: DuplicateSearch) -> None:
        self._visit, self._search = visit, search
        self._keys = _keys(visit)

    def judge(self) -> None:
        """Judge some candidates, and keep who may be one."""
        search = self._search
        some = [search.waiting.pop() for _at in range(min(_JUDGED, len(search.waiting)))]
        facts = self._keys.facts(party for pair in some for party in pair)
        both = [(facts[a], facts[b]) for a, b in some if a in facts and b in facts]
        self._keep(both)

    def look(self) -> None:
        """Read on where the search has come to."""
        phase = self._search.left[0]
        if phase == "numbers":
            self._numbers()
        elif phase == "sounds":
            self._sounds()
        elif phase == "protected":
            self._protected()
        else:
            self._shared(KeyClass(phase))

    def _numbers(self) -> None:
        rows = self._keys.numbers(self._search.number)
        self._wait(same_neighbours(rows))
        if rows:
            self._search.number = rows[-1][0]
        else:
            self._search.left.pop(0)

    def _shared(self, key_class: KeyClass) -> None:
        """Read a page of keys; what may go on after the page waits for the next."""
        search = self._search
        rows = self._keys.keys(key_class, search.after)
        ended = len(rows) < AT_ONCE
        if key_class is KeyClass.NAME:
            for key, party in rows:
                search.sounds.add(key[2:], party)
        else:
            rows = search.kept + rows
            last = "" if ended else rows[-1][0]
            search.kept = [row for row in rows if row[0] == last]
            self._wait(same_neighbours(row for row in rows if row[0] != last))
        search.after = ("", b"") if ended else rows[-1]
        if ended:
            search.left.pop(0)

    def _sounds(self) -> None:
        """Look where alike names are at home, one bucket at a time."""
        search = self._search
        if not search.groups:
            search.groups = search.sounds.alike(search.bucket)
            search.bucket += 1
        some, members = list[list[bytes]](), 0
        while search.groups and members < _AT_HOME:
            some.append(search.groups.pop())
            members += len(some[-1])
        self._wait(self._keys.at_home(some))
        if search.bucket == len(search.sounds.ids) and not search.groups:
            search.sounds = Sounds()
            search.left.pop(0)

    def _protected(self) -> None:
        """Hold protected people against all others, for those who are named for them."""
        self._search.left.pop(0)
        if not Reach(self._visit).is_named:
            return
        people = _Protected(self._visit).facts()
        for own in people.values():
            others = self._keys.facts(self._keys.near(own)) | people
            self._keep((own, other) for other in others.values() if other is not own)

    def _wait(self, pairs: Iterable[Candidate]) -> None:
        """Let candidates wait for their judgement."""
        self._search.waiting |= ordered(pairs)

    def _keep(self, both: Iterable[tuple[Facts, Facts]]) -> None:
        """Keep the pairs that say enough, the likeliest where they are many."""
        search = self._search
        for first, second in both:
            pair = judged(first, second)
            if pair is not None and pair.ids not in search.apart:
                search.found.append(pair)
        if len(search.found) > 4 * MOST_PAIRS:
            pairs = likeliest(search.found)
            search.is_more = search.is_more or len(pairs) > 2 * MOST_PAIRS
            search.found = pairs[: 2 * MOST_PAIRS]


class _Protected:
    """What protected people are compared by, opened for those who are named for them."""

    def __init__(self, visit: Visit) -> None:
        self._visit, self._office = visit, visit.office

    def facts(self) -> dict[bytes, Facts]:
        """Return the facts by id."""
        found = self._office.parties.find(is_protected=True, merged_at=None, limit=_MOST_PROTECTED)
        held = self._office.restricted.among(party.id for party in found)
        return {party.id.bytes: self._of(party) for party in found if party.id not in held}

    def _of(self, party: Party) -> Facts:
        office, party_id = self._office, party.id
        homes = office.addresses.of(party_id)
        return Facts(
            party_id=party_id,
            kind=party.kind,
            name=party.display_name,
            number=number_of(office.relations.of(party_id)),
            birth_date=party.birth_date,
            phones=_said(phone.e164 for phone in office.phones.of(party_id)),
            emails=_said(email.address.lower() for email in office.emails.of(party_id)),
            postal_codes=_said(home.postal_code for home in homes),
            towns=_said(home.town.lower() for home in homes),
            identities=_said(self._identity(row) for row in office.party_numbers.of(party_id)),
            is_protected=True,
        )

    def _identity(self, row: PartyNumber) -> str:
        """Return a number as open rows are compared by it."""
        keys = self._visit.keys
        if not row.personal or not keys.holds(Compartment.PNR):
            return row.organisation or ""
        hashed: bytes = keys.blind_index(*_PERSONAL, row.personal)
        return hashed.hex().upper()


def _said(values: Iterable[str]) -> frozenset[str]:
    """Return the values that say something."""
    return frozenset(value for value in values if value)
