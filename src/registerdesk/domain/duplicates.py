"""Who may be in the register twice: what is alike, how much it says, and what was decided on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import combinations, pairwise
from types import MappingProxyType
from typing import Final, TypeVar
from uuid import UUID

from registerdesk.domain.parties import PartyKind
from registerdesk.domain.search_keys import fold, plain, words
from registerdesk.domain.sounds import sound
from registerdesk.domain.texts import _

MOST_PAIRS: Final = 1000
"""So many pairs are kept, the likeliest; nobody works through more at once."""
_ALL_AGAINST_ALL: Final = 12
"""In a larger group each is held against the next alone: a switchboard is no duplicate."""


class Likeness(StrEnum):
    """In what two persons are alike, the surest first."""

    IDENTITY = "identity"
    EMAIL = "email"
    PHONE = "phone"
    BIRTH_DATE = "birth_date"
    NAME = "name"
    SOUND = "sound"
    POSTAL_CODE = "postal_code"
    TOWN = "town"


LIKENESS_LABELS: Final = MappingProxyType(
    {
        Likeness.IDENTITY: _("identity number"),
        Likeness.EMAIL: _("e-mail"),
        Likeness.PHONE: _("phone"),
        Likeness.BIRTH_DATE: _("birth date"),
        Likeness.NAME: _("name"),
        Likeness.SOUND: _("names that sound alike"),
        Likeness.POSTAL_CODE: _("postal code"),
        Likeness.TOWN: _("town"),
    }
)

WEIGHT: Final[Mapping[Likeness, int]] = MappingProxyType(
    {
        Likeness.IDENTITY: 100,
        Likeness.EMAIL: 45,
        Likeness.PHONE: 40,
        Likeness.BIRTH_DATE: 35,
        Likeness.NAME: 30,
        Likeness.SOUND: 20,
        Likeness.POSTAL_CODE: 15,
        Likeness.TOWN: 8,
    }
)
SHOWN_FROM: Final = 35
LIKELY_FROM: Final = 60
SURE_FROM: Final = 100
OTHER_BIRTH: Final = 45
"""What two known birth dates that differ take away."""

_WHO: Final = frozenset({Likeness.IDENTITY, Likeness.NAME, Likeness.SOUND, Likeness.BIRTH_DATE})
"""Without one of these, two persons share a home or an office, and no more."""


class Strength(StrEnum):
    """How likely it is that two rows are one person."""

    SURE = "sure"
    LIKELY = "likely"
    POSSIBLE = "possible"


STRENGTH_LABELS: Final = MappingProxyType(
    {
        Strength.SURE: _("Almost certain"),
        Strength.LIKELY: _("Likely"),
        Strength.POSSIBLE: _("Possible"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What one person is compared by."""

    party_id: UUID
    kind: PartyKind
    name: str
    number: str = ""
    birth_date: date | None = None
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    postal_codes: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()
    identities: frozenset[str] = frozenset()
    """Keyed hashes of personal numbers, and organisation numbers as they are."""
    is_protected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LikePair:
    """Two persons who may be one, and why."""

    first: Facts
    second: Facts
    likenesses: tuple[Likeness, ...]
    score: int

    @property
    def ids(self) -> tuple[UUID, UUID]:
        """Return both ids, the lower first: the key of the pair."""
        return pair_of(self.first.party_id, self.second.party_id)

    @property
    def strength(self) -> Strength:
        """Return how likely it is."""
        if self.score >= SURE_FROM:
            return Strength.SURE
        return Strength.LIKELY if self.score >= LIKELY_FROM else Strength.POSSIBLE


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartPair:
    """Two persons of whom somebody has said that they are not one; ids alone, the lower first."""

    id: UUID
    first_id: UUID
    second_id: UUID
    said_by: UUID
    said_at: int


def pair_of(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """Return two ids as the key of a pair: the lower first."""
    return (one, other) if one < other else (other, one)


def sound_of(name: str) -> str:
    """Return how a name sounds, whatever the order of its words; nothing for no words."""
    return " ".join(sorted({_heard(word) for word in words(fold(name))}))


@lru_cache(maxsize=50_000)
def _heard(word: str) -> str:
    """Return how one folded word sounds; few words make up the names of many."""
    return sound(plain(word))


def judged(first: Facts, second: Facts) -> LikePair | None:
    """Return the pair with its reasons, or None where too little is alike."""
    if first.kind is not second.kind or _contradict(first.identities, second.identities):
        return None
    alike = tuple(_likenesses(first, second))
    score = sum(WEIGHT[each] for each in alike)
    if first.birth_date and second.birth_date and first.birth_date != second.birth_date:
        score -= OTHER_BIRTH
    if score < SHOWN_FROM or not _WHO & set(alike):
        return None
    return LikePair(first=first, second=second, likenesses=alike, score=score)


def _contradict(first: frozenset[str], second: frozenset[str]) -> bool:
    """Tell whether both have identity numbers and no number in common."""
    return bool(first) and bool(second) and not first & second


def _likenesses(first: Facts, second: Facts) -> Iterator[Likeness]:
    """Yield in what two persons are alike, the surest first."""
    if first.identities & second.identities:
        yield Likeness.IDENTITY
    if first.emails & second.emails:
        yield Likeness.EMAIL
    if first.phones & second.phones:
        yield Likeness.PHONE
    if first.birth_date is not None and first.birth_date == second.birth_date:
        yield Likeness.BIRTH_DATE
    if fold(first.name) == fold(second.name):
        yield Likeness.NAME
    elif sound_of(first.name) == sound_of(second.name) != "":
        yield Likeness.SOUND
    if first.postal_codes & second.postal_codes:
        yield Likeness.POSTAL_CODE
    elif first.towns & second.towns:
        yield Likeness.TOWN


T = TypeVar("T")


def held_together(group: Iterable[T]) -> Iterator[tuple[T, T]]:
    """Yield the pairs of a group that are worth a look; a large group is not held all to all."""
    members: Sequence[T] = list(dict.fromkeys(group))
    if len(members) <= _ALL_AGAINST_ALL:
        yield from combinations(members, 2)
    else:
        yield from pairwise(members)


def likeliest(pairs: Iterable[LikePair]) -> list[LikePair]:
    """Return pairs, each once, the likeliest first and alike ones by name."""
    once = {pair.ids: pair for pair in pairs}
    return sorted(once.values(), key=lambda p: (-p.score, fold(p.first.name), p.ids))
