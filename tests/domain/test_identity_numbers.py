"""Identity numbers: what is taken, what is refused, and with which sentence."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from personnummer import personnummer as library
from stdnum.se import orgnr
from stdnum.se import personnummer as stdnum_personnummer

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.identity_numbers import (
    IdentityNumber,
    NumberKind,
    is_interim,
    mask_typed,
    passes_luhn,
)

TODAY = date(2026, 11, 22)

LENGTH = "The personal number must have 10 or 12 digits. You typed {n}."
CHECK = "The personal number is not valid. Check the last digit."


def checked(nine: str) -> str:
    """Add the check digit to nine digits."""
    return next(nine + digit for digit in "0123456789" if passes_luhn(nine + digit))


def a_personal_number(born: date, serial: str = "238", *, coordinated: bool = False) -> str:
    """Return twelve valid digits."""
    day = born.day + 60 * coordinated
    return born.strftime("%Y")[:2] + checked(f"{born:%y%m}{day:02}{serial}")


def refusal(text: str, today: date = TODAY) -> InvalidInput:
    """Return the error that the text meets."""
    with pytest.raises(InvalidInput) as caught:
        IdentityNumber.parse(text, today)
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        "19900101-2385",
        "199001012385",
        "19900101+2385",
        "9001012385",
        "900101-2385",
        " 900101 - 2385 ",
        "900101\u00a02385",
        "900101–2385",
        "19 90 01 01 23 85",
    ],
)
def test_a_personal_number_is_one_number_however_it_is_written(text: str) -> None:
    number = IdentityNumber.parse(text, TODAY)
    assert number.kind == "personnummer"
    assert number.canonical == "199001012385"
    assert number.shown == "19900101-2385"
    assert number.masked == "19900101-••••"
    assert number.birth_date == date(1990, 1, 1)
    assert number.is_personal


def test_the_text_form_of_a_number_shows_no_digits() -> None:
    assert "1990" not in repr(IdentityNumber.parse("199001012385", TODAY))


def test_numbers_compare_by_their_canonical_form() -> None:
    assert IdentityNumber.parse("900101-2385", TODAY) == IdentityNumber.parse("199001012385", TODAY)


@pytest.mark.parametrize("text", ["701063-2391", "19701063-2391", "197010632391"])
def test_a_coordination_number_has_sixty_added_to_its_day(text: str) -> None:
    number = IdentityNumber.parse(text, TODAY)
    assert number.kind is NumberKind.SAMORDNINGSNUMMER
    assert number.canonical == "197010632391"
    assert number.birth_date == date(1970, 10, 3)
    assert number.is_personal


@pytest.mark.parametrize("nine", ["800060238", "800560238"])
def test_a_coordination_number_may_leave_its_day_open(nine: str) -> None:
    number = IdentityNumber.parse("19" + checked(nine), TODAY)
    assert number.kind is NumberKind.SAMORDNINGSNUMMER
    assert number.birth_date is None
    assert IdentityNumber.parse(checked(nine), TODAY) == number


@pytest.mark.parametrize("text", ["556036-0793", "5560360793", "16556036-0793", "165560360793"])
def test_an_organisation_number_is_known_by_its_third_digit(text: str) -> None:
    number = IdentityNumber.parse(text, TODAY)
    assert number.kind is NumberKind.ORGANISATIONSNUMMER
    assert number.canonical == "5560360793"
    assert number.shown == number.masked == "556036-0793"
    assert number.birth_date is None
    assert not number.is_personal


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("{}-", 1926),  # its hundredth birthday is still to come this year
        ("{}+", 1926),  # the register writes plus from 1 January of that year
        ("{}", 1926),
    ],
)
def test_ten_digits_name_the_latest_day_that_has_come(text: str, year: int) -> None:
    ten = checked("261231238")
    number = IdentityNumber.parse(text.format(ten[:6]) + ten[6:], TODAY)
    assert number.birth_date == date(year, 12, 31)


@pytest.mark.parametrize(
    ("six", "sign", "born"),
    [
        ("261122", "-", date(2026, 11, 22)),
        ("261122", "+", date(1926, 11, 22)),
        ("261123", "-", date(1926, 11, 23)),
        ("250101", "+", date(1925, 1, 1)),
        ("250101", "-", date(2025, 1, 1)),
        ("990101", "-", date(1999, 1, 1)),
        ("990101", "+", date(1899, 1, 1)),
        ("000229", "-", date(2000, 2, 29)),
    ],
)
def test_a_plus_says_that_the_person_is_a_hundred(six: str, sign: str, born: date) -> None:
    ten = checked(six + "238")
    assert IdentityNumber.parse(f"{six}{sign}{ten[6:]}", TODAY).birth_date == born


@pytest.mark.parametrize(
    ("text", "typed"),
    [("", 0), ("123", 3), ("900101238", 9), ("19900101238", 11), ("1990010123850", 13)],
)
def test_a_wrong_length_is_told_with_the_count_typed(text: str, typed: int) -> None:
    error = refusal(text)
    assert error.message == LENGTH
    assert error.parameters == {"n": typed}


@pytest.mark.parametrize(
    "text",
    [
        "9001O12385",
        "900101/2385",
        "90-01-01-2385",
        "9001012385-",
        "9001-012385",
        "1990010-12385",
        "٩٠٠١٠١٢٣٨٥",
        "²900101238",
        "SE556036079301",
        "556036+0793",
        "16556036+0793",
    ],
)
def test_other_characters_and_a_misplaced_sign_are_told(text: str) -> None:
    assert refusal(text).message.startswith("Write the number with digits only")


@pytest.mark.parametrize(
    "nine",
    ["901301238", "900230238", "900132238", "900192238", "900100238", "901361238", "901360238"],
)
def test_a_date_that_does_not_exist_is_told(nine: str) -> None:
    assert "real date" in refusal("19" + checked(nine)).message


@pytest.mark.parametrize("century", ["00", "15", "17", "21", "99"])
def test_a_century_without_living_people_is_no_date(century: str) -> None:
    assert "real date" in refusal(century + checked("900101238")).message


def test_the_day_of_29_february_of_a_common_year_does_not_exist() -> None:
    ten = checked("000229238")
    assert "real date" in refusal(f"000229+{ten[6:]}").message


def test_a_birth_date_that_has_not_come_is_told() -> None:
    tomorrow = a_personal_number(TODAY + timedelta(days=1))
    assert "not come yet" in refusal(tomorrow).message
    assert IdentityNumber.parse(a_personal_number(TODAY), TODAY).birth_date == TODAY
    assert "not come yet" in refusal("20" + checked("270060238")).message


@pytest.mark.parametrize("text", ["199001012386", "900101-2380", "197010632390"])
def test_a_wrong_check_digit_of_a_person_is_told(text: str) -> None:
    assert refusal(text).message == CHECK


def test_a_wrong_check_digit_of_an_organisation_is_told() -> None:
    assert refusal("556036-0794").message.startswith("The organisation number is not valid")


def test_a_personal_number_after_sixteen_is_refused() -> None:
    assert "after 16" in refusal("169001012385").message


@pytest.mark.parametrize("text", ["900101-T385", "19900101T385", "900161-R000", "900101+x123"])
def test_an_interim_number_is_recognised_and_not_parsed(text: str) -> None:
    assert is_interim(text)
    assert "interim" in refusal(text).message


@pytest.mark.parametrize("text", ["900101-2385", "900101-A385", "901301-T385", "900132-T385", ""])
def test_other_texts_are_no_interim_numbers(text: str) -> None:
    assert not is_interim(text)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("19900101-2386", "19900101-••••"), ("90010", "9••••"), ("12", "••"), ("", ""), ("-", "-")],
)
def test_what_was_typed_is_shown_without_its_last_four(typed: str, shown: str) -> None:
    assert mask_typed(typed) == shown


@pytest.mark.parametrize("serial", ["238", "239"])
def test_the_fictive_series_counts_as_ordinary(serial: str) -> None:
    number = IdentityNumber.parse(a_personal_number(date(1985, 5, 17), serial), TODAY)
    assert number.kind is NumberKind.PERSONNUMMER


BIRTHDAYS = st.dates(date(1880, 1, 1), TODAY)
SERIALS = st.integers(1, 999).map("{:03}".format)


@given(born=BIRTHDAYS, serial=SERIALS, coordinated=st.booleans())
def test_every_valid_number_is_read_as_two_libraries_read_it(
    born: date, serial: str, coordinated: bool
) -> None:
    digits = a_personal_number(born, serial, coordinated=coordinated)
    ours = IdentityNumber.parse(digits, TODAY)
    theirs = library.Personnummer(digits)
    assert ours.birth_date == born == theirs.get_date()
    assert ours.shown == f"{digits[:8]}-{digits[8:]}"
    assert (ours.kind is NumberKind.SAMORDNINGSNUMMER) == theirs.is_coordination_number()
    if not coordinated:
        assert stdnum_personnummer.is_valid(digits)


@given(born=BIRTHDAYS, serial=SERIALS, wrong=st.integers(1, 9))
def test_no_wrong_check_digit_is_taken(born: date, serial: str, wrong: int) -> None:
    digits = a_personal_number(born, serial)
    spoilt = digits[:-1] + str((int(digits[-1]) + wrong) % 10)
    assert not library.valid(spoilt)
    assert refusal(spoilt).message == CHECK


@given(born=st.dates(date(1900, 1, 1), TODAY), serial=SERIALS)
def test_the_short_form_means_the_same_person(born: date, serial: str) -> None:
    digits = a_personal_number(born, serial)
    plus = TODAY.year - born.year >= 100
    short = f"{digits[2:8]}{'+' if plus else '-'}{digits[8:]}"
    assert IdentityNumber.parse(short, TODAY).canonical == digits
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr(library, "_get_current_date", lambda: TODAY)
        assert library.Personnummer(short).format(long_format=True) == digits


def test_no_one_has_the_birth_number_zero() -> None:
    assert "last four" in refusal("19" + checked("900101000")).message
    assert not library.valid("19" + checked("900101000"))


@given(st.from_regex(r"[1-9][0-9][2-9][0-9]{6}", fullmatch=True))
def test_every_organisation_number_agrees_with_the_library(nine: str) -> None:
    number = IdentityNumber.parse(checked(nine), TODAY)
    assert orgnr.validate(number.shown) == number.canonical


@given(st.text(max_size=20) | st.from_regex(r"[0-9 +-]{9,14}", fullmatch=True))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    with suppress(InvalidInput):
        number = IdentityNumber.parse(text, TODAY)
        assert IdentityNumber.parse(number.canonical, TODAY) == number
