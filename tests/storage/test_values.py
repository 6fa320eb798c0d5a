"""Values to bytes and back, in the field's own type."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from registerdesk.domain.parties import Language
from registerdesk.storage.values import from_bytes, to_bytes


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, str | None),
        ("Åsa\n\u2028", str),
        (12, int),
        (True, bool),
        (date(2026, 11, 23), date | None),
        (UUID(int=7), UUID),
        (Language.ENGLISH, Language),
    ],
)
def test_a_value_comes_back_as_it_went(value: object, kind: object) -> None:
    back = from_bytes(to_bytes(value), kind)
    assert back == value
    assert type(back) is type(value)
