"""Credit checks: no save without need, a warning within ninety days, sealed content."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from registerdesk.domain.contact_lists import CreditCheckQuery
from registerdesk.domain.credit_checks import Bureau, Need, Outcome
from registerdesk.domain.errors import InvalidInput, NotAllowed
from registerdesk.domain.fields import is_withheld
from registerdesk.domain.parties import Protection
from registerdesk.usecases.credit_checks import (
    list_credit_checks,
    record_credit_check,
    view_credit_checks,
)
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.protection import mark_protected
from tests.makers import SmallOffice, a_credit_check, a_person


@pytest.mark.parametrize(
    "wrong",
    [
        {"need": None},
        {"need": Need.OTHER, "need_text": "för kort"},
        {"asked_on": date(2026, 11, 24)},
        {"valid_until": date(2026, 11, 22)},
        {"amount": -1},
        {"limit": 1.5},
    ],
)
def test_nothing_is_kept_of_a_check_that_is_wrong(
    office: SmallOffice, wrong: dict[str, Any]
) -> None:
    party_id = office.do("handl", register_party, a_person())
    with pytest.raises(InvalidInput):
        office.do("kredit", record_credit_check, party_id, a_credit_check(**wrong))
    assert office.do("kredit", view_credit_checks, party_id) == ()


def test_a_check_within_ninety_days_of_the_last_warns(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    days = [date(2026, 5, 1), date(2026, 8, 25), date(2026, 11, 23)]
    warned = [
        office.do(
            "kredit", record_credit_check, party_id, a_credit_check(asked_on=day, valid_until=None)
        ).asked_recently
        for day in days
    ]
    assert warned == [None, None, None]
    again = office.do("kredit", record_credit_check, party_id, a_credit_check())
    assert again.asked_recently == date(2026, 11, 23)


def test_the_content_is_sealed_to_those_who_assess_credit(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    office.do("kredit", record_credit_check, party_id, a_credit_check(), "UC, utdrag 3")
    for user in ("kredit", "ombud"):
        (check,) = office.do(user, view_credit_checks, party_id)
        assert (check.need, check.amount) == (Need.CREDIT_PURCHASE, 25_000)
    for user in ("handl", "ekonomi"):
        (check,) = office.do(user, view_credit_checks, party_id)
        assert check.outcome is Outcome.APPROVED
        assert is_withheld(check.amount)
    for user in ("handl", "ekonomi", "ombud", "lasare"):
        with pytest.raises(NotAllowed):
            office.do(user, record_credit_check, party_id, a_credit_check())


def test_all_checks_are_listed_page_by_page(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    for month, bureau in ((1, Bureau.UC), (6, Bureau.SYNA), (11, Bureau.UC)):
        day = date(2026, month, 1)
        new = a_credit_check(asked_on=day, bureau=bureau, valid_until=None)
        office.do("kredit", record_credit_check, party_id, new)

    def months(**narrowed: object) -> list[int]:
        query = CreditCheckQuery(**narrowed)  # type: ignore[arg-type]  # on purpose, or fields by their names
        return [r.asked_on.month for r in office.do("ekonomi", list_credit_checks, query).rows]

    assert months() == [11, 6, 1]
    assert months(oldest_first=True, limit=2) == [1, 6]
    assert months(bureau=Bureau.SYNA) == [6]
    assert months(outcome=Outcome.DENIED) == []
    assert months(since=date(2026, 6, 1), before=date(2026, 11, 1)) == [6]
    row = office.do("handl", list_credit_checks, CreditCheckQuery()).rows[0]
    assert (row.name, row.number, row.limit) == ("Anna Lindqvist", "K-10482", 30_000)


def test_a_protected_person_s_checks_are_for_those_named(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    office.do("kredit", record_credit_check, party_id, a_credit_check())
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    for act in (view_credit_checks,):
        with pytest.raises(NotAllowed):
            office.do("kredit", act, party_id)
    with pytest.raises(NotAllowed):
        office.do("kredit", record_credit_check, party_id, a_credit_check())
    (row,) = office.do("kredit", list_credit_checks, CreditCheckQuery()).rows
    assert (row.name, row.is_protected) == ("", True)
