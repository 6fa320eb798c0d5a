"""The facts of letters: address lines as the post wants them, and none as a value of its own."""

import pytest

from registerdesk.domain.letters import NONE, ExpresslyNone, address_lines


@pytest.mark.parametrize(
    ("postal_code", "town", "country", "last"),
    [
        ("16972", "Solna", "", ("169 72 SOLNA",)),
        ("169 72", "Solna", "Sverige", ("169 72 SOLNA",)),
        (" 16972 ", "Örebro", "se", ("169 72 ÖREBRO",)),
        ("0150", "Oslo", "Norge", ("0150 OSLO", "NORGE")),
        ("12345", "Berlin", "Tyskland", ("12345 BERLIN", "TYSKLAND")),
        ("", "Solna", "", ("SOLNA",)),
    ],
)
def test_the_postal_line_follows_the_post(
    postal_code: str, town: str, country: str, last: tuple[str, ...]
) -> None:
    lines = address_lines(
        care_of="", street="Storgatan 14 B", postal_code=postal_code, town=town, country=country
    )
    assert lines == ("Storgatan 14 B", *last)


def test_care_of_comes_before_the_street_and_empty_lines_are_left_out() -> None:
    lines = address_lines(
        care_of="c/o Ek", street=" ", postal_code="16972", town="Solna", country=""
    )
    assert lines == ("c/o Ek", "169 72 SOLNA")


def test_expressly_none_is_one_value_and_true() -> None:
    assert ExpresslyNone("none") is NONE
    assert bool(NONE)
