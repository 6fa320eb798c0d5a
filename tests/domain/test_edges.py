"""The domain at its edges: declarations that contradict themselves, keys that lie side by side."""

from __future__ import annotations

import pytest

from registerdesk.domain.fields import Area, Category, about
from registerdesk.domain.import_rows import RowReader
from registerdesk.domain.imports import Column
from registerdesk.domain.parties import PartyKind, is_company_number
from registerdesk.domain.retention import SHIPPED
from registerdesk.domain.search_keys import KeyClass
from registerdesk.domain.search_queries import Token, TokenKind, finds, variants
from tests.makers import TODAY


def test_a_field_that_is_never_sealed_has_no_seal_name() -> None:
    with pytest.raises(TypeError, match="seal name"):
        about("A", category=Category.CONTACTS, area=Area.REGISTER, seal_name="a.b")


def test_a_stored_number_tells_whose_it_is() -> None:
    assert is_company_number("5560000167")
    assert not is_company_number("197804122385")


def test_letters_that_share_an_a_are_not_both_spelled_out() -> None:
    assert set(variants("aae")) == {"aae", "åe", "aä"}


def test_a_token_finds_none_but_keys_that_begin_so() -> None:
    token = Token(TokenKind.WORD, "anna")
    assert finds(token, ["n anna ek"], tuple(KeyClass)) == "n anna ek"
    assert finds(token, ["n eva ek"], tuple(KeyClass)) is None


def test_a_second_care_of_stays_in_the_street() -> None:
    reader = RowReader(kind_without_number=PartyKind.PERSON, today=TODAY, periods=SHIPPED)
    cells = {Column.NAME: "Bo Ek", Column.CARE_OF: "c/o Alm", Column.STREET: "c/o Bok"}
    row = reader.read(1, cells)
    assert row is not None
    assert (row.care_of, row.street) == ("Alm", "c/o Bok")
