"""Other people in a text: what the reviewer is shown, and what masking leaves."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registerdesk.domain.third_parties import (
    MARKER,
    KnownNames,
    Mention,
    Subject,
    mask,
    suggestions,
)

KNOWN = KnownNames.of(
    ["Karin Holm", "Erik Sjöberg", "Åsa Maria Lind", "Bergs Bygg AB", "Ek", "Karin Lundin", ""]
)
KARIN = Subject(
    names=["Karin Holm"],
    phones=["+46701740605", "08-465 004 10"],
    identity_numbers=["199001012385"],
)


def shown(text: str) -> list[tuple[Mention, str]]:
    """Return what the reviewer of Karin's text is shown."""
    found = suggestions(text, known=KNOWN, subject=KARIN)
    return [(one.mention, text[slice(*one.span)]) for one in found]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hon hälsade från Erik Sjöberg i går.", "Erik Sjöberg"),
        ("Det är erik sjöbergs faktura.", "erik sjöbergs"),
        ("Talade med Åsa Maria Lind.", "Åsa Maria Lind"),
        ("Karin Lundin svarade.", "Karin Lundin"),
        ("Bergs Bygg AB levererar.", "Bergs Bygg AB"),
    ],
)
def test_a_name_of_the_register_is_shown(text: str, name: str) -> None:
    assert shown(text) == [(Mention.KNOWN_NAME, name)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hon bor med Peter Nordin nu.", "Peter Nordin"),
        ("Per Nordin ringde.", "Per Nordin"),
        ("Ringde Anna-Lena Öst om fakturan.", "Anna-Lena Öst"),
        ("Fakturan går till Ebba von Platen.", "Ebba von Platen"),
        ("Fakturan går till E. Nordin.", "E. Nordin"),
        ("Hennes hustru heter så, hustrun Lisa betalar.", "Lisa"),
        ("Hälsa herr Nordin.", "Nordin"),
        ("Det var Sjöberg som ringde.", "Sjöberg"),
        ("Enligt Eriks faktura.", "Eriks"),
        ("Anna Holm betalar.", "Anna Holm"),
        ("Möte med Maria.", "Maria"),
    ],
)
def test_what_looks_like_a_name_is_shown(text: str, name: str) -> None:
    assert shown(text) == [(Mention.NAME_LIKE, name)]


@pytest.mark.parametrize(
    "text",
    [
        "Karin Holm ringde. Karin ville ha Holms faktura, och Karin Holms adress är rätt.",
        "Ringde Karin.",
        "Kunden vill betala. Fakturan skickas.",
        "Levereras av Nordins Snickeri AB.",
        "Bor i Stockholm de närmaste åren.",
        "Ring 070-174 06 05, +46 (0)70 174 06 05 eller 0701740605. Hem: 08-465 004 10.",
        "Nummer 19900101-2385 och 900101-2385.",
        "Ärende B-2026-0147 av 2026-11-22, 4 312,50 kr.",
        "Levereras till Visby\nMöte i maj, plan B.",
        "",
    ],
)
def test_the_subjects_own_and_ordinary_words_are_not_shown(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize("number", ["19850517-2399", "850517-2390", "8505172399"])
def test_another_personal_number_is_shown_valid_or_not(number: str) -> None:
    assert shown(f"Sambons nummer {number}.") == [(Mention.IDENTITY_NUMBER, number)]


@pytest.mark.parametrize(
    "number", ["070-174 06 06", "08-465 004 11", "+47 22 12 34 56", "0046 8 465 004 12"]
)
def test_another_phone_number_is_shown(number: str) -> None:
    assert shown(f"Nås på {number}.") == [(Mention.PHONE, number)]


def test_suggestions_stand_in_order_and_apart() -> None:
    text = "Per Nordin (070-174 06 07) och Erik Sjöberg, 850517-2399."
    found = suggestions(text, known=KNOWN, subject=KARIN)
    assert [one.mention for one in found] == [
        Mention.NAME_LIKE,
        Mention.PHONE,
        Mention.KNOWN_NAME,
        Mention.IDENTITY_NUMBER,
    ]
    assert all(one.span[1] <= two.span[0] for one, two in pairwise(found))


def test_masking_removes_the_words_and_tells_no_length() -> None:
    short, long = "Möte med Bo Ek idag.", "Möte med Alexandra Wennerström-Silfverskiöld idag."
    masked = {
        mask(text, [one.span for one in suggestions(text, known=KNOWN, subject=KARIN)])
        for text in (short, long)
    }
    assert masked == {f"Möte med {MARKER} idag."}


def test_passages_that_overlap_or_touch_become_one_mark() -> None:
    assert mask("abcdefgh", [(3, 5), (1, 4), (5, 6)]) == f"a{MARKER}gh"
    assert mask("abc", []) == "abc"
    assert mask("abc", [(0, 3)]) == MARKER


@given(
    st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=8), max_size=12),
    st.data(),
)
def test_nothing_of_a_masked_passage_remains(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    at = st.integers(0, len(text))
    spans = [tuple(sorted(data.draw(st.tuples(at, at)))) for _ in range(3)]
    gone = {place for start, end in spans for place in range(start, end)}
    kept = "".join(char for place, char in enumerate(text) if place not in gone)
    real = [(start, end) for start, end in spans if start < end]
    assert mask(text, real).replace(MARKER, "") == kept


@given(st.text(max_size=200))
def test_any_text_can_be_reviewed(text: str) -> None:
    for one in suggestions(text, known=KNOWN, subject=KARIN):
        assert 0 <= one.span[0] < one.span[1] <= len(text)
