"""What an answer to a request for access must hold, element by element (GDPR 15)."""

from __future__ import annotations

from typing import Final

from registerdesk.domain.letter_rows import HeldAs
from registerdesk.domain.letters import AccessFacts
from registerdesk.domain.texts import _
from registerdesk.letters.requirements import (
    Required,
    all_given,
    frame_elements,
    given,
    identity_element,
)

PAST: Final = frozenset({HeldAs.FORMER_CUSTOMER, HeldAs.FORMER_SUPPLIER})
"""Relations that have ended, and need the day of the end."""


def _rows_given(rows: object) -> bool:
    """Say whether each row is whole; *expressly none* is."""
    if not isinstance(rows, tuple):
        return given(rows)
    return bool(rows) and all(
        all_given(*(getattr(row, name) for name in row.__slots__)) for row in rows
    )


def _data_given(facts: AccessFacts) -> bool:
    rows = [row for category in facts.data for row in category.rows]
    return bool(rows) and all(all_given(row.label, row.value) for row in rows)


def _confirmation_given(facts: AccessFacts) -> bool:
    past = [one for one in facts.confirmation if one.held_as in PAST]
    return bool(facts.confirmation) and all(one.until is not None for one in past)


REQUIRED: Final[tuple[Required[AccessFacts], ...]] = (
    *frame_elements("15.1 f"),
    identity_element(),
    Required(
        element="confirmation",
        article="15.1",
        message=_("Confirmation that data are processed"),
        filled=_confirmation_given,
    ),
    Required(
        element="purposes",
        article="15.1 a",
        message=_("The purposes and their legal basis"),
        filled=lambda facts: (
            bool(facts.purposes)
            and all(all_given(row.purpose, row.legal_basis) for row in facts.purposes)
        ),
    ),
    Required(
        element="categories",
        article="15.1 b",
        message=_("The categories of data"),
        filled=lambda facts: (
            bool(facts.purposes)
            and all(given(row.categories) for row in facts.purposes)
            and all(given(category.category) for category in facts.data)
        ),
    ),
    Required(
        element="recipients",
        article="15.1 c",
        message=_("The recipients by name, or expressly none"),
        filled=lambda facts: _rows_given(facts.recipients),
    ),
    Required(
        element="kept_until",
        article="15.1 d",
        message=_("How long the data are kept"),
        filled=lambda facts: (
            bool(facts.purposes) and all(given(row.kept_until) for row in facts.purposes)
        ),
    ),
    Required(
        element="automated_decisions",
        article="15.1 h",
        message=_("Automated decisions and profiling, or expressly none"),
        filled=lambda facts: given(facts.automated_decisions),
    ),
    Required(
        element="transfers",
        article="15.2",
        message=_("Transfers to third countries with safeguards, or expressly none"),
        filled=lambda facts: _rows_given(facts.transfers),
    ),
    Required(
        element="data",
        article="15.3",
        message=_("A copy of all data"),
        filled=_data_given,
    ),
    Required(
        element="lookups",
        article="15.3",
        message=_("The look-ups of the data, or expressly none"),
        filled=lambda facts: _rows_given(facts.lookups),
    ),
    Required(
        element="consents",
        article="15.3",
        message=_("The consents, or expressly none"),
        filled=lambda facts: _rows_given(facts.consents),
    ),
    Required(
        element="snapshot",
        article="15.3",
        message=_("The day on which the data were collected"),
        filled=lambda facts: given(facts.snapshot_on),
    ),
    Required(
        element="withheld",
        article="15.4",
        message=_("What was left out and why, or expressly nothing"),
        filled=lambda facts: _rows_given(facts.withheld),
    ),
)
