"""Names and phones that an answer touches, found by search keys."""

from __future__ import annotations

import pytest

from registerdesk.domain.parties import Protection
from registerdesk.storage.name_matches import count_of_name, count_of_phone, names_sharing
from registerdesk.usecases.parties import add_value, register_party
from registerdesk.usecases.protection import mark_protected
from tests.makers import SmallOffice, a_person, an_origin, bare


@pytest.fixture
def named(office: SmallOffice) -> SmallOffice:
    """Return an office of some people with names of many kinds."""
    anna = office.do("handl", register_party, a_person())
    office.do("handl", add_value, anna, "former_names", {"name": "Anna Émile Østby"}, an_origin())
    for name in ("Anna-Lena Å. Ek", "anna lindqvist", "Annabel Ek"):
        office.do("handl", register_party, bare(name, number=name))
    hidden = office.do("handl", register_party, bare("Anna Dold", number="1"))
    office.do("handl", mark_protected, hidden, Protection.SHELTERED)
    return office


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["anna"], ["Anna Lindqvist", "Anna Émile Østby", "anna lindqvist"]),
        (["anna-lena"], ["Anna-Lena Å. Ek"]),
        (["ek"], ["Anna-Lena Å. Ek", "Annabel Ek"]),
        (["émile", "zorn"], ["Anna Émile Østby"]),
        (["østby"], ["Anna Émile Østby"]),
        (["å."], ["Anna-Lena Å. Ek"]),
        (["ann", "dold", "-", ""], []),
    ],
)
def test_a_name_is_found_by_each_of_its_words_and_by_no_part_of_one(
    named: SmallOffice, words: list[str], names: list[str]
) -> None:
    found = named.inside("handl", lambda v: list(names_sharing(v.office.connection, words)))
    assert sorted(found) == sorted(names)


def test_who_has_exactly_a_name_is_counted_whatever_its_case(named: SmallOffice) -> None:
    def count(name: str) -> int:
        return named.inside("handl", lambda v: count_of_name(v.office.connection, name))

    assert [count(n) for n in (" ANNA lindqvist", "Anna", "anna émile østby", " ")] == [2, 0, 1, 0]


def test_a_phone_is_counted_by_its_last_digits_however_they_were_typed(named: SmallOffice) -> None:
    def count(digits: str) -> int:
        return named.inside("handl", lambda v: count_of_phone(v.office.connection, digits))

    typed = ("0701740605", "46701740605", "0046701740605", "0605", "0701740606", "000")
    assert [count(digits) for digits in typed] == [1, 1, 1, 1, 0, 0]
