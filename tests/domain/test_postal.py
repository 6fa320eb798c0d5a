"""Postal codes and towns."""

import pytest

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.postal import is_swedish, postal_code, town


@pytest.mark.parametrize(
    ("typed", "country", "kept"),
    [
        ("12345", "", "123 45"),
        (" 123 45 ", "Sverige", "123 45"),
        ("SE-123 45", "", "123 45"),
        ("S-12345", "sweden", "123 45"),
        ("123\u00a045", "SE", "123 45"),
        ("0150", "Norge", "0150"),
        ("SW1A 1AA", "United Kingdom", "SW1A 1AA"),
        ("", "", ""),
    ],
)
def test_a_postal_code_is_written_as_its_country_writes_it(
    typed: str, country: str, kept: str
) -> None:
    assert postal_code(typed, country=country) == kept


@pytest.mark.parametrize("typed", ["1234", "123456", "01234", "abc", "١٢٣٤٥"])
def test_another_form_is_no_swedish_code(typed: str) -> None:
    with pytest.raises(InvalidInput, match="five digits") as caught:
        postal_code(typed)
    assert caught.value.field == "postal_code"


@pytest.mark.parametrize(
    ("typed", "kept"), [(" Upplands  Väsby ", "Upplands Väsby"), ("ÅRE", "ÅRE"), ("", "")]
)
def test_a_town_has_single_spaces(typed: str, kept: str) -> None:
    assert town(typed) == kept


def test_a_town_without_letters_is_refused() -> None:
    with pytest.raises(InvalidInput, match="letters"):
        town("123 45")


def test_an_empty_country_is_sweden() -> None:
    assert is_swedish("")
    assert is_swedish(" SVERIGE ")
    assert not is_swedish("Norge")
