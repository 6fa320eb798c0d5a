"""Deceased and under age, as the database tells it; the rules are those of the domain."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, case, false, select, true
from sqlalchemy.sql.expression import ColumnElement

from registerdesk.storage.parties import PARTY, RELATION

IS_MINOR: Final[ColumnElement[bool]] = case(
    (PARTY.c.birth_date.is_not(None), PARTY.c.birth_date > bindparam("adult_if_born_by")),
    else_=PARTY.c.minor == true(),
)
"""Under age on the day whose `domain.party_states.adult_if_born_by` is bound."""

MAY_BE_MARKETED_TO: Final[ColumnElement[bool]] = and_(
    PARTY.c.deceased == false(), PARTY.c.is_protected == false(), ~IS_MINOR
)
"""The counterpart of `domain.party_states.may_be_marketed_to`; binds `adult_if_born_by`."""

_OWN: Final = RELATION.alias("own_relation")
_RELATED: Final = select(_OWN.c.id).where(_OWN.c.party_id == PARTY.c.id)
IS_FORMER: Final[ColumnElement[bool]] = and_(
    _RELATED.where(_OWN.c.ended.is_not(None)).exists(),
    ~_RELATED.where(_OWN.c.ended.is_(None)).exists(),
)
"""Was a customer or supplier, and is none any more; who never was one is not former."""

_OFFICE: Final = ZoneInfo("Europe/Stockholm")


def day_of(now: int) -> date:
    """Return the day at the office of an instant in UTC microseconds."""
    return datetime.fromtimestamp(now // 1_000_000, UTC).astimezone(_OFFICE).date()
