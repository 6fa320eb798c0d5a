"""The guard of free text: what it warns of, and what it lets be."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registerdesk.domain.free_text_guard import WARNINGS, Sensitive, findings

TODAY = date(2026, 11, 22)


def found(text: str) -> list[tuple[Sensitive, str]]:
    """Return what was found, as kind and words."""
    return [(one.kind, text[slice(*one.span)]) for one in findings(text, TODAY)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Kunden uppgav 19900101-2385 vid samtalet.", "19900101-2385"),
        ("pnr 9001012385.", "9001012385"),
        ("pnr 900101 2385", "900101 2385"),
        ("samordningsnummer 701063-2391", "701063-2391"),
    ],
)
def test_a_valid_personal_number_is_found(text: str, number: str) -> None:
    assert found(text) == [(Sensitive.IDENTITY_NUMBER, number)]


@pytest.mark.parametrize(
    "text",
    [
        "Orgnr 556036-0793 finns på fakturan.",
        "Fel siffra: 900101-2386.",
        "Order 2026112200014 levereras.",
        "Ring 070-174 06 05 före 2026-11-23.",
        "Svarstiden är 20 ms. Han köper kol och ved. Sjuksköterskan Anna.",
        "",
    ],
)
def test_ordinary_notes_raise_no_warning(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "card", ["4111 1111 1111 1111", "5500-0000-0000-0004", "340000000000009", "4222222222222"]
)
def test_a_payment_card_is_found(card: str) -> None:
    assert found(f"Kort {card}, giltigt till 12/28") == [(Sensitive.CARD_NUMBER, card)]


@pytest.mark.parametrize("digits", ["4111 1111 1111 1112", "1111111111111", "411111111111"])
def test_other_long_numbers_are_no_cards(digits: str) -> None:
    assert found(f"Referens {digits}") == []


@pytest.mark.parametrize(
    "word", ["sjukskriven", "Cancer", "gravid", "diagnosen", "MS", "KOL", "hiv", "utbränd"]
)
def test_words_of_health_are_found(word: str) -> None:
    assert found(f"Betalar sent, {word} sedan i våras.") == [(Sensitive.HEALTH, word)]


def test_findings_stand_in_the_order_of_reading_and_have_a_warning() -> None:
    text = "sjuk, 900101-2385, 4111111111111111"
    kinds = [kind for kind, words in found(text)]
    assert kinds == [Sensitive.HEALTH, Sensitive.IDENTITY_NUMBER, Sensitive.CARD_NUMBER]
    assert all(WARNINGS[kind].endswith(".") for kind in Sensitive)


@given(st.text(max_size=200))
def test_any_text_can_be_looked_through(text: str) -> None:
    for one in findings(text, TODAY):
        start, end = one.span
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    "word", ["diagnosis", "pregnant", "depressed", "sick", "illness", "wheelchair", "chemotherapy"]
)
def test_english_words_of_health_are_found(word: str) -> None:
    assert found(f"Pays late, {word} since spring.") == [(Sensitive.HEALTH, word)]


@pytest.mark.parametrize("text", ["Bor i Sickla.", "Tillfälle ges.", "Han heter Sick-Larsson."])
def test_names_that_look_alike_are_judged_by_whole_words(text: str) -> None:
    assert all(words == "Sick" for _kind, words in found(text))
