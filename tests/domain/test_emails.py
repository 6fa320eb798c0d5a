"""E-mail addresses: their form, and what is shown of them."""

import pytest

from registerdesk.domain.emails import mask, parse_email, search_key
from registerdesk.domain.errors import InvalidInput


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" anna.holm@exempel.se ", "anna.holm@exempel.se"),
        ("Anna.Holm@Exempel.SE", "Anna.Holm@exempel.se"),
        ("order@kontor.example", "order@kontor.example"),
        ("åsa@örebro.example", "åsa@örebro.example"),
    ],
)
def test_an_address_is_kept_in_its_normal_form(typed: str, kept: str) -> None:
    assert parse_email(typed) == kept


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("anna holm@exempel.se", "no spaces"),
        ("anna", "one @"),
        ("anna@@exempel.se", "one @"),
        ("", "one @"),
        ("anna@exempel", "not valid"),
        ("@exempel.se", "not valid"),
        ("<anna@exempel.se>", "not valid"),
        ("a" * 250 + "@exempel.se", "at most 254"),
    ],
)
def test_a_wrong_form_is_refused_with_a_sentence(typed: str, word: str) -> None:
    with pytest.raises(InvalidInput, match=word) as caught:
        parse_email(typed, field="email")
    assert caught.value.field == "email"


def test_two_spellings_of_one_address_are_found_together() -> None:
    assert search_key("Anna@exempel.se") == search_key("ANNA@exempel.se")


@pytest.mark.parametrize(
    ("address", "masked"), [("anna@exempel.se", "a•••@exempel.se"), ("anna", "•••")]
)
def test_a_masked_address_hides_its_owner(address: str, masked: str) -> None:
    assert mask(address) == masked
