"""Who may be one person: what is alike, what it weighs, and what speaks against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from registerdesk.domain.duplicates import (
    Facts,
    Likeness,
    LikePair,
    Strength,
    held_together,
    judged,
    likeliest,
    pair_of,
    sound_of,
)
from registerdesk.domain.parties import PartyKind

ONE = Facts(
    party_id=UUID(int=1),
    kind=PartyKind.PERSON,
    name="Anna Lindqvist",
    birth_date=date(1978, 4, 12),
    phones=frozenset({"+46701740605"}),
    towns=frozenset({"ekby"}),
    identities=frozenset({"A"}),
)
OTHER = replace(ONE, party_id=UUID(int=2))


def _judged(other: Facts) -> LikePair:
    pair = judged(ONE, other)
    assert pair is not None
    return pair


def test_what_is_alike_is_told_the_surest_first() -> None:
    pair = _judged(OTHER)
    assert pair.likenesses == (
        Likeness.IDENTITY,
        Likeness.PHONE,
        Likeness.BIRTH_DATE,
        Likeness.NAME,
        Likeness.TOWN,
    )
    assert (pair.strength, pair.ids) == (Strength.SURE, (UUID(int=1), UUID(int=2)))
    bare = replace(OTHER, phones=frozenset(), identities=frozenset(), towns=frozenset())
    assert _judged(bare).strength is Strength.LIKELY
    assert _judged(replace(bare, name="Bo Alm")).strength is Strength.POSSIBLE


@pytest.mark.parametrize(
    "other",
    [
        replace(OTHER, kind=PartyKind.COMPANY),
        replace(OTHER, identities=frozenset({"B"})),
        replace(OTHER, identities=frozenset(), name="Bo Alm", birth_date=None),
        replace(OTHER, identities=frozenset(), phones=frozenset(), birth_date=date(1979, 1, 1)),
    ],
)
def test_another_kind_number_name_or_birth_date_speaks_against_it(other: Facts) -> None:
    assert judged(ONE, other) is None


def test_names_sound_alike_in_any_order_and_no_words_sound_like_nothing() -> None:
    assert sound_of("Christina Schöberg") == sound_of("Sjöberg, Kristina") != ""
    assert sound_of("– –") == ""
    nameless = replace(OTHER, name="–")
    assert judged(replace(ONE, name="…", identities=frozenset()), nameless) is not None


def test_a_large_group_is_held_one_to_the_next_and_a_small_one_all_to_all() -> None:
    assert len(list(held_together([*range(12), 0]))) == 66
    assert list(held_together(range(13)))[:2] == [(0, 1), (1, 2)]
    assert len(list(held_together(range(5_000)))) == 4_999


def test_a_pair_stands_once_whichever_way_round_and_the_likeliest_first() -> None:
    weaker = _judged(replace(OTHER, party_id=UUID(int=3), identities=frozenset()))
    turned = judged(OTHER, ONE)
    assert turned is not None
    assert [pair.ids[1].int for pair in likeliest([weaker, _judged(OTHER), turned])] == [2, 3]
    assert pair_of(UUID(int=2), UUID(int=1)) == (UUID(int=1), UUID(int=2))
