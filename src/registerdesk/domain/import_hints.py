"""What to do about each kind of error in an imported row."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from types import MappingProxyType
from typing import Final

from registerdesk.domain.imports import RowError
from registerdesk.domain.texts import _

HINTS: Final = MappingProxyType(
    {
        "invalid_identity_number": _("Correct the number; without it the row goes in unnumbered."),
        "invalid_phone": _("Write the number with its area code."),
        "invalid_email": _("Write the address as name@example.se."),
        "invalid_postal_code": _("Write five digits, or state the country."),
        "invalid_town": _("Write the name of the town in letters."),
        "invalid_date": _("Write the date as 2026-11-23."),
        "invalid_text": _("Write it shorter and without special characters."),
        "missing_town": _("The row goes in without a town. Write it if you know it."),
        "missing_name": _("Write the name."),
        "already_due": _("Leave the row out."),
        "missing_consent": _("Write the consent's reference, or leave the row out."),
        "number_conflict": _("Compare the two cards, then correct the number."),
        "protected": _("Change the person's card instead."),
        "restricted": _("Lift the restriction on the person's card first."),
    }
)
"""By the error's code."""
_GOES_IN: Final = MappingProxyType(
    {
        "invalid_identity_number": _("Correct the number; the row stays out, it has more errors."),
        "missing_town": _("Write the town; the row stays out, it has more errors."),
    }
)
"""The errors with which a row goes in all the same: the hint where it does not."""


def rows_outside(errors: Iterable[RowError]) -> frozenset[int]:
    """Return the rows that an error keeps out."""
    return frozenset(error.row for error in errors if error.code not in _GOES_IN)


def hint_for(error: RowError, outside: Collection[int]) -> str:
    """Return what to do about an error, and what becomes of its row; `outside` are kept out."""
    hint = HINTS[error.code]
    return _GOES_IN.get(error.code, hint) if error.row in outside else hint
