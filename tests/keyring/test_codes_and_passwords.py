"""Recovery keys and codes survive handwriting; passwords are judged in words."""

from __future__ import annotations

import itertools
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registerdesk.domain.errors import InvalidInput
from registerdesk.keyring import codes
from registerdesk.keyring.codes import ALPHABET, ONE_TIME_CODE, RECOVERY_KEY, Form
from registerdesk.keyring.passwords import password_strength, refuse_weak, swedish_words
from registerdesk.resources.language import translate
from tests.keyring.offices import OTHER_PASSWORD, PASSWORD

FORMS = [RECOVERY_KEY, ONE_TIME_CODE]


@given(st.sampled_from(FORMS), st.data())
def test_a_code_gives_back_its_secret_however_it_is_typed(form: Form, data: st.DataObject) -> None:
    secret = data.draw(st.binary(min_size=form.secret_bits // 8, max_size=form.secret_bits // 8))
    written = codes.write(form, secret)
    misread = written.replace("0", "O").replace("1", "l").replace("-", "  ").lower()
    assert codes.read(form, written) == codes.read(form, misread) == secret


def test_a_recovery_key_is_twelve_groups_of_five() -> None:
    key = codes.new_code(RECOVERY_KEY)
    assert [len(group) for group in key.split("-")] == [5] * 12
    assert codes.group_of(RECOVERY_KEY, key, 3) == key.split("-")[2]
    assert key != codes.new_code(RECOVERY_KEY)
    assert RECOVERY_KEY.secret_bits == 256
    assert RECOVERY_KEY.check_bits >= 40
    assert len(codes.new_code(ONE_TIME_CODE).split("-")) == 5


@pytest.mark.parametrize("form", FORMS)
def test_every_wrong_character_and_every_neighbour_swap_is_caught(form: Form) -> None:
    plain = codes.new_code(form).replace("-", "")
    wrong = [
        plain[:at] + other + plain[at + 1 :]
        for at, other in itertools.product(range(len(plain)), ALPHABET)
        if other != plain[at]
    ]
    wrong += [
        plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :]
        for at in range(len(plain) - 1)
        if plain[at] != plain[at + 1]
    ]
    assert len(wrong) > 31 * len(plain)
    for typed in wrong:
        with pytest.raises(InvalidInput, match="typing error"):
            codes.read(form, typed)


def test_it_says_what_is_wrong_with_a_code() -> None:
    key = codes.new_code(RECOVERY_KEY)
    with pytest.raises(InvalidInput, match="has 59 characters; it must have 60"):
        codes.read(RECOVERY_KEY, key[:-1])
    with pytest.raises(InvalidInput, match="Character 6 of the code, in group 2"):
        codes.read(RECOVERY_KEY, key[:6] + "U" + key[7:])
    with pytest.raises(InvalidInput, match="has 0 characters"):
        codes.read(RECOVERY_KEY, "")


@given(st.text(max_size=80))
def test_any_other_text_is_no_code(text: str) -> None:
    with pytest.raises(InvalidInput):
        codes.read(RECOVERY_KEY, text)


def test_short_passwords_are_refused_and_twelve_good_characters_taken() -> None:
    assert not password_strength("x7#kQ9!mZ2p").acceptable
    assert password_strength("x7#kQ9!mZ2pw").acceptable
    assert not password_strength("ä" * 257).acceptable
    with pytest.raises(InvalidInput, match="At least 12"):
        refuse_weak("x7#kQ9!mZ2p")


@pytest.mark.parametrize(
    "weak",
    [
        "aaaaaaaaaaaa",
        "123456789012",
        "qwertyuiopasdf",
        "sommaren2026",
        "Välkommen2026",
        "lösenord1234",
        "göteborgmalmö",
        "Midsommar2026!",
        "x" * 300,
    ],
)
def test_what_guessers_try_first_is_refused_in_swedish_too(weak: str) -> None:
    with pytest.raises(InvalidInput, match="easy to guess"):
        refuse_weak(weak)


def test_the_users_own_names_are_guessed_too() -> None:
    assert password_strength("bergqvistgunhild").acceptable
    assert not password_strength("bergqvistgunhild", ("Gunhild Bergqvist",)).acceptable


def test_no_composition_is_asked_for() -> None:
    assert password_strength(PASSWORD).acceptable
    assert password_strength(OTHER_PASSWORD).score == 4
    refuse_weak("tre små spöken vid en kajplats")


def test_the_result_is_in_words() -> None:
    assert "år" in translate(password_strength(PASSWORD).sentence)
    assert "12" in translate(password_strength("kort").sentence)


def test_the_swedish_words_are_single_words() -> None:
    words = swedish_words()
    assert len(words) > 300
    allowed = set(string.ascii_lowercase + string.digits + "åäö")
    assert all(set(word) <= allowed for word in words)
