"""What a column seems to hold: a hint where header and values do not agree."""

import pytest

from registerdesk.domain.column_guesses import is_doubtful, looks_like
from registerdesk.domain.imports import Column
from tests.makers import TODAY


@pytest.mark.parametrize(
    ("values", "column"),
    [
        (["anna@example.com", "", "bo@example.se"], Column.EMAIL),
        (["19780412-2385", "556000-0167"], Column.IDENTITY),
        (["070-174 06 05", "+46 8 465 004 00"], Column.PHONE),
        (["123 45", "54321"], Column.POSTAL_CODE),
        (["anna@example.com", "Bo"], None),
        (["10", "0", "5,5"], None),
        (["Storgatan 1"], None),
        (["0701740605x"], None),
        (["", " "], None),
        ([], None),
    ],
)
def test_a_column_looks_like_what_all_its_values_fit(
    values: list[str], column: Column | None
) -> None:
    assert looks_like(values, TODAY) is column


def test_a_header_is_doubted_where_no_value_fits_it() -> None:
    assert is_doubtful(Column.EMAIL, ["Storgatan 1", ""], TODAY)
    assert not is_doubtful(Column.EMAIL, ["Storgatan 1", "bo@example.se"], TODAY)
    assert is_doubtful(Column.MOBILE, ["bo@example.se"], TODAY)
    assert not is_doubtful(Column.MOBILE, ["070-174 06 05"], TODAY)
    assert not is_doubtful(Column.NAME, ["070-174 06 05"], TODAY)
    assert not is_doubtful(Column.EMAIL, [""], TODAY)
