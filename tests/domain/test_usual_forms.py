"""The short ways for usual phones and e-mails say what the libraries say."""

import phonenumbers
import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st

from registerdesk.domain.emails import parse_email
from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.phones import PhoneNumber


@given(st.from_regex(r"(0|\+46)[1-9][0-9 -]{7,9}", fullmatch=True))
def test_a_usual_number_gets_the_form_that_the_library_gives_it(text: str) -> None:
    try:
        number = PhoneNumber.parse(text).e164
    except InvalidInput:
        return
    parsed = phonenumbers.parse(text, "SE")
    assert number == phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


@given(
    st.from_regex(
        r"[a-zA-Z0-9._-]{1,70}@[a-z0-9A-Z-]{1,30}(\.[a-zA-Z-]{1,12}){0,2}", fullmatch=True
    )
)
def test_a_usual_address_gets_the_form_that_the_library_gives_it(text: str) -> None:
    try:
        expected = validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        with pytest.raises(InvalidInput):
            parse_email(text)
    else:
        assert parse_email(text) == expected
