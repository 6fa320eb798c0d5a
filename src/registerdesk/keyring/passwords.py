"""Password rules: at least 12 characters, and hard to guess; no composition rules, no expiry."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.texts import _
from registerdesk.resources import folder

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORTEST = 12
LONGEST = 256
GUESSED_CHARACTERS = 72
ACCEPTED_SCORE = 3

SENTENCES = (
    _("Would be guessed at once."),
    _("Would take minutes to guess."),
    _("Would take hours to guess."),
    _("Would take months to guess."),
    _("Would take centuries to guess."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """How a password stands: zxcvbn's score from 0 to 4, in words, and whether it will do."""

    score: int
    sentence: str
    acceptable: bool


def password_strength(text: str, own_words: Sequence[str] = ()) -> Strength:
    """Return how hard the password is to guess for one who knows Swedish and the own words."""
    from zxcvbn import zxcvbn

    normal = unicodedata.normalize("NFC", text)
    if len(normal) < SHORTEST:
        return Strength(score=0, sentence=_("At least 12 characters are needed."), acceptable=False)
    if len(normal) > LONGEST:
        return Strength(score=0, sentence=_("At most 256 characters are used."), acceptable=False)
    words = [*(word for own in own_words for word in (own, *own.split())), *swedish_words()]
    score = int(zxcvbn(normal[:GUESSED_CHARACTERS], user_inputs=words)["score"])
    return Strength(score=score, sentence=SENTENCES[score], acceptable=score >= ACCEPTED_SCORE)


def refuse_weak(text: str, own_words: Sequence[str] = ()) -> None:
    """Raise InvalidInput, in words, unless the password will do."""
    strength = password_strength(text, own_words)
    if strength.acceptable:
        return
    if len(unicodedata.normalize("NFC", text)) < SHORTEST:
        raise InvalidInput(strength.sentence, field="password")
    raise InvalidInput(
        _("This password is too easy to guess. Use several unrelated words."), field="password"
    )


@lru_cache(maxsize=1)
def swedish_words() -> tuple[str, ...]:
    """Return common Swedish words, names, months and places, as guessers try them."""
    lines = (folder() / "passwords" / "swedish.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
