"""Phone numbers: what callers say, what is dialled, what is shown."""

import pytest

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.phones import PhoneNumber, mask, national_digits, shown


@pytest.mark.parametrize(
    ("typed", "e164", "read"),
    [
        ("070-174 06 05", "+46701740605", "070-174 06 05"),
        ("0701740605", "+46701740605", "070-174 06 05"),
        ("+46 (0)70 174 06 05", "+46701740605", "070-174 06 05"),
        ("0046 70 174 06 05", "+46701740605", "070-174 06 05"),
        ("070\u00a0174\u00a006\u00a005", "+46701740605", "070-174 06 05"),
        ("070–174 06 05", "+46701740605", "070-174 06 05"),
        ("08-506 350 00", "+46850635000", "08-506 350 00"),
        ("08/465 004 00", "+46846500400", "08-465 004 00"),
        ("0980-319 20", "+4698031920", "0980-319 20"),
        ("08-506 350 00 ankn 12", "+46850635000", "08-506 350 00"),
        ("+47 22 12 34 56", "+4722123456", "+47 22 12 34 56"),
    ],
)
def test_a_number_is_kept_as_typed_and_as_dialled(typed: str, e164: str, read: str) -> None:
    number = PhoneNumber.parse(f" {typed} ")
    assert number.typed == typed
    assert number.e164 == e164
    assert number.shown == shown(e164) == read
    assert PhoneNumber.parse(read).e164 == e164


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("", "with digits"),
        ("ring mig", "with digits"),
        ("070-CALLME", "with digits"),
        ("+", "with digits"),
        ("٠٧٠١٧٤٠٦٠٥", "with digits"),
        ("112", "too short"),
        ("506", "too short"),
        ("0701740605012345", "too long"),
        ("+999 123 456", "country code"),
    ],
)
def test_what_cannot_be_dialled_is_refused_with_a_sentence(typed: str, word: str) -> None:
    with pytest.raises(InvalidInput, match=word) as caught:
        PhoneNumber.parse(typed, field="phone")
    assert caught.value.field == "phone"


@pytest.mark.parametrize(
    ("e164", "digits"), [("+46701740605", "0701740605"), ("+4722123456", "4722123456"), ("", "")]
)
def test_the_digits_are_those_that_a_caller_says(e164: str, digits: str) -> None:
    assert national_digits(e164) == digits


@pytest.mark.parametrize(
    ("e164", "masked"),
    [
        ("+46701740605", "070-••• •• 05"),
        ("+46850635000", "08-••• ••• 00"),
        ("+4722123456", "+47 •• •• •• 56"),
        ("", ""),
    ],
)
def test_a_masked_number_keeps_its_area_and_last_two_digits(e164: str, masked: str) -> None:
    assert mask(e164) == masked


def test_the_text_form_of_a_number_shows_no_digits() -> None:
    assert "174" not in repr(PhoneNumber.parse("070-174 06 05"))
