"""Other people in a text about somebody: what to look at, and how it is taken out."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

Span = tuple[int, int]
"""Where something stands in a text: its first character, and the one after its last."""

MARKER = "\u2588" * 8
"""Stands for every masked passage, however long that was."""


class Mention(StrEnum):
    """Why a passage is put before the reviewer."""

    KNOWN_NAME = "known_name"
    NAME_LIKE = "name_like"
    IDENTITY_NUMBER = "identity_number"
    PHONE = "phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One passage that may be about somebody else."""

    mention: Mention
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whose text it is: the names and numbers that are the person's own."""

    names: Collection[str] = ()
    phones: Collection[str] = ()
    identity_numbers: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownNames:
    """The names in the register, made ready once for any number of texts."""

    whole: Mapping[str, frozenset[tuple[str, ...]]]
    single: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[str]) -> Self:
        """Return the names ready for comparison; a person's one word counts by itself too."""
        by_first: dict[str, set[tuple[str, ...]]] = {}
        single: set[str] = set()
        for words in filter(None, map(_words_of, names)):
            by_first.setdefault(words[0], set()).add(words)
            if len(words) <= _WORDS_OF_A_PERSON and not _COMPANY.intersection(words):
                single.update(word for word in words if len(word) >= _SHORTEST_NAME)
        whole = {first: frozenset(some) for first, some in by_first.items()}
        return cls(whole=whole, single=frozenset(single - _OPENERS - _KIN - _PARTICLES))


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NUMBER = re.compile(
    r"(?<![0-9])(?:[0-9]{2})?[0-9]{2}[01][0-9][0-9]{2}"
    r"[ \u00a0]?[-+\u2013]?[ \u00a0]?[0-9]{4}(?![0-9])",
    re.ASCII,
)
_PHONE = re.compile(
    r"(?<![0-9+-])(?:\+|00?)[1-9](?:[ \u00a0/().\u2013-]{0,2}[0-9]){5,13}(?![0-9])", re.ASCII
)
_PARTICLES = frozenset({"von", "van", "de", "af", "la", "al", "den", "der"})
_KIN = _listed(
    "herr fru fröken mr mrs ms dr maken hustrun frun mannen sambon pojkvännen flickvännen "
    "sonen dottern brodern bror systern syster modern mamma fadern pappa barnet grannen "
    "kollegan chefen vännen kompisen exmaken exfrun husband wife son daughter brother sister "
    "mother father neighbour colleague friend"
)
_OPENERS = _listed(
    "ringde talade pratade kund kunden hej hälsa enligt fråga frågade bad svarade mötte "
    "träffade kontakta skickade från till med och men när om att för det den han hon de vi "
    "jag du sedan called spoke the from to with and but when if that he she they we i you"
)
_COMPANY = frozenset({"ab", "hb", "kb", "aktiebolag", "handelsbolag", "förening", "kommun"})
_LONGEST_NAME = 6
_WORDS_OF_A_PERSON = 4
_SHORTEST_NAME = 3


def suggestions(text: str, *, known: KnownNames, subject: Subject) -> tuple[Suggestion, ...]:
    """Return the passages that may be about others, in order; they do not overlap.

    It proposes and a human being decides: it finds names that stand in the register, two or more
    capitalised words in a row, one that is part of a known name or follows a word of kinship or
    address, and numbers.
    """
    mine = frozenset(word for name in subject.names for word in _words_of(name))
    found = [
        *_spans(Mention.IDENTITY_NUMBER, _numbers(text, subject)),
        *_spans(Mention.PHONE, _phones(text, subject)),
        *_spans(Mention.KNOWN_NAME, _known(text, known, mine)),
        *_spans(Mention.NAME_LIKE, _name_like(text, known, mine)),
    ]
    return tuple(sorted(_apart(found), key=lambda one: one.span))


def mask(text: str, spans: Iterable[Span]) -> str:
    """Return the text without the passages; each leaves `MARKER`, which tells no length."""
    pieces, at = [], 0
    for start, end in _merged(spans):
        pieces += [text[at:start], MARKER]
        at = end
    return "".join([*pieces, text[at:]])


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Join passages that overlap or touch, so that their border does not show either."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _spans(mention: Mention, spans: Iterable[Span]) -> Iterator[Suggestion]:
    return (Suggestion(mention=mention, span=span) for span in spans)


def _apart(found: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """Yield suggestions in the order of their certainty; leave out what an earlier one holds."""
    taken: list[Span] = []
    for one in found:
        start, end = one.span
        if all(end <= first or last <= start for first, last in taken):
            taken.append(one.span)
            yield one


def _numbers(text: str, subject: Subject) -> Iterator[Span]:
    """Yield what is written like a personal number, valid or not, unless it is the subject's."""
    return (found.span() for found in _NUMBER.finditer(text) if not _is_own(found[0], subject))


def _phones(text: str, subject: Subject) -> Iterator[Span]:
    """Yield what is written like a phone number, unless it is the subject's."""
    return (found.span() for found in _PHONE.finditer(text) if not _is_own(found[0], subject))


def _is_own(number: str, subject: Subject) -> bool:
    """Tell a number of the subject; ten digits may be read as either kind."""
    numbers = {_digits(own)[-10:] for own in subject.identity_numbers}
    phones = {_dialled(own) for own in subject.phones}
    return _digits(number)[-10:] in numbers or _dialled(number) in phones


def _known(text: str, known: KnownNames, mine: frozenset[str]) -> Iterator[Span]:
    """Yield names of the register that are not wholly the subject's, their genitive included."""
    words = list(_WORD.finditer(text))
    spelt = [_bare(word[0]) for word in words]
    firsts = {form for forms in spelt for form in forms}
    candidates = (name for first in firsts for name in known.whole.get(first, ()))
    wanted = {name for name in candidates if not mine.issuperset(name)}
    for start, end in _runs(spelt, wanted):
        yield words[start].start(), words[end - 1].end()


def _runs(spelt: list[tuple[str, str]], wanted: set[tuple[str, ...]]) -> Iterator[Span]:
    """Yield which words in a row spell a wanted name, the longest name first."""
    at = 0
    while at < len(spelt):
        longest = min(len(spelt), at + _LONGEST_NAME)
        end = next((to for to in range(longest, at, -1) if _spells(spelt[at:to], wanted)), None)
        if end is not None:
            yield at, end
        at = end or at + 1


def _spells(forms: list[tuple[str, str]], wanted: set[tuple[str, ...]]) -> bool:
    """Tell whether the words are a wanted name; its last word may carry the genitive's s."""
    head = tuple(form[0] for form in forms[:-1])
    return any((*head, last) in wanted for last in forms[-1])


def _name_like(text: str, known: KnownNames, mine: frozenset[str]) -> Iterator[Span]:
    """Yield capitalised words that look like a person's name and are not the subject's own."""
    for run in _capitalised_runs(text):
        words = _trimmed(run)
        forms = [_bare(word[0]) for word in words]
        if all(mine.intersection(form) for form in forms) or any(
            form[0] in _COMPANY for form in forms
        ):
            continue
        start, end = words[0].start(), words[-1].end()
        if len(words) > 1 or known.single.intersection(forms[0]) or _follows_kin(text, start):
            yield start, end


def _capitalised_runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Yield words in a row with a capital first, joined by a space or a particle such as von."""
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        goes_on = bool(run) and _adjoins(text, run[-1], word)
        fits = word[0][0].isupper() or (goes_on and word[0] in _PARTICLES)
        if run and not (goes_on and fits):
            yield run
            run = []
        if fits:
            run.append(word)
    if run:
        yield run


def _adjoins(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Tell whether nothing but a space, or the stop after an initial, parts two words."""
    gap = text[one.end() : other.start()].strip(" \u00a0")
    return not gap or (gap == "." and len(one[0]) == 1)


def _trimmed(run: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the run without an opening verb, and without small words and letters at its end."""
    start = 1 if run[0][0].casefold() in _OPENERS else 0
    end = len(run)
    while end > start and (run[end - 1][0] in _PARTICLES or len(run[end - 1][0]) == 1):
        end -= 1
    return run[start:end]


def _follows_kin(text: str, start: int) -> bool:
    """Tell whether the word before is one of kinship or address, such as "hustrun"."""
    before = text[:start].rstrip(" .\u00a0")
    last = re.search(r"[^\W\d_]+$", before)
    return last is not None and last[0].casefold() in _KIN


def _bare(word: str) -> tuple[str, str]:
    """Return a word for comparison, as it stands and without the genitive's s."""
    folded = word.casefold()
    return folded, folded.removesuffix("s").rstrip("'’")


def _words_of(name: str) -> tuple[str, ...]:
    """Return a name as words for comparison; none for one too short to mean anybody."""
    words = tuple(word.casefold() for word in _WORD.findall(name))
    return words if sum(map(len, words)) >= _SHORTEST_NAME else ()


def _digits(text: str) -> str:
    return "".join(char for char in text if char in "0123456789")


def _dialled(text: str) -> str:
    """Return a phone number's digits in one form: without 00, 46 and the leading zero."""
    digits = _digits(text.replace("(0)", ""))
    return digits.removeprefix("00").removeprefix("46").lstrip("0")
