"""The table of retention periods, and how much of each class lies between two days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Date,
    Index,
    Select,
    bindparam,
    func,
    or_,
    select,
    union,
)
from sqlalchemy.sql.expression import ColumnElement

from registerdesk.domain.dealings import Original
from registerdesk.domain.fields import RetentionClass
from registerdesk.domain.retention import RetentionSetting
from registerdesk.storage.audit_log import AUDIT_LOG
from registerdesk.storage.contacts import CONTACT
from registerdesk.storage.credit_checks import CREDIT_CHECK
from registerdesk.storage.dealings import INVOICE, PAYMENT
from registerdesk.storage.offices import DRAFT
from registerdesk.storage.parties import RELATION
from registerdesk.storage.party_links import PARTY_LINK
from registerdesk.storage.rights_requests import RIGHTS_REQUEST
from registerdesk.storage.tables import table_for

RETENTION_SETTING: Final = table_for("retention_setting", RetentionSetting)
Index(None, RETENTION_SETTING.c.data_class, unique=True)
for _name, _clock, _beside in (
    ("relation_ended", RELATION.c.ended, (RELATION.c.party_id,)),
    ("party_link_ended", PARTY_LINK.c.ended, (PARTY_LINK.c.party_id,)),
    ("invoice_clock", INVOICE.c.financial_year_end, (INVOICE.c.original,)),
    ("payment_clock", PAYMENT.c.financial_year_end, ()),
    ("credit_check_clock", CREDIT_CHECK.c.valid_until, ()),
):
    _runs = _clock.is_not(None)
    Index(f"ix_{_name}", _clock, *_beside, sqlite_where=_runs, postgresql_where=_runs)

_OFFICE: Final = ZoneInfo("Europe/Stockholm")
_DAY: Final = timedelta(days=1)
_AFTER, _THROUGH = bindparam("after", type_=Date), bindparam("through", type_=Date)
_SINCE, _BEFORE = bindparam("since", type_=BigInteger), bindparam("before", type_=BigInteger)


def _on(column: Column[Any]) -> ColumnElement[bool]:
    """Return that a day lies after the one and not after the other."""
    return (column > _AFTER) & (column <= _THROUGH)


def _at(column: Column[Any]) -> ColumnElement[bool]:
    """Return that an instant lies on such a day."""
    return (column >= _SINCE) & (column < _BEFORE)


def _how_many(*rules: ColumnElement[bool]) -> Select[Any]:
    """Return the count of the rows that meet the rules."""
    return select(func.count()).where(*rules)


_ENDED: Final = union(
    select(RELATION.c.party_id).where(_on(RELATION.c.ended)),
    select(PARTY_LINK.c.party_id).where(_on(PARTY_LINK.c.ended)),
).subquery()
"""Whoever's relation, or whose acting for another, ended on such a day: read along an index."""


def _later(table: Any) -> ColumnElement[bool]:
    """Return that something of the person's runs, or ended later."""
    runs_on = or_(table.c.ended.is_(None), table.c.ended > _THROUGH)
    return select(table.c.id).where(table.c.party_id == _ENDED.c.party_id, runs_on).exists()


def _has(table: Any) -> ColumnElement[bool]:
    """Return that whoever made the contact has such a row: then it goes with the relation."""
    return select(table.c.id).where(table.c.party_id == CONTACT.c.party_id).exists()


_COUNTS: Final = MappingProxyType(
    {
        RetentionClass.RELATION: (
            _how_many(~_later(RELATION), ~_later(PARTY_LINK)).select_from(_ENDED),
        ),
        RetentionClass.BOOKKEEPING: (
            _how_many(_on(INVOICE.c.financial_year_end), INVOICE.c.original == Original.HERE.value),
            _how_many(_on(PAYMENT.c.financial_year_end)),
        ),
        RetentionClass.ENQUIRY: (_how_many(_at(CONTACT.c.at), ~_has(RELATION), ~_has(PARTY_LINK)),),
        RetentionClass.CREDIT_REPORT: (_how_many(_on(CREDIT_CHECK.c.asked_on)),),
        RetentionClass.CREDIT_OUTCOME: (_how_many(_on(CREDIT_CHECK.c.valid_until)),),
        RetentionClass.CASE: (_how_many(_on(RIGHTS_REQUEST.c.answered_on)),),
        RetentionClass.DRAFT: (_how_many(_at(DRAFT.c.updated_at)),),
        RetentionClass.LOG: (_how_many(_at(AUDIT_LOG.c.at)),),
    }
)


def statements() -> Iterator[Select[Any]]:
    """Yield the prebuilt statements."""
    for counts in _COUNTS.values():
        yield from counts


def begun_between(
    connection: Connection, data_class: RetentionClass, after: date, through: date
) -> int:
    """Return how many of a class began their period after the one day, and not after the other."""
    bound = {"after": after, "through": through, "since": _end(after), "before": _end(through)}
    return sum(connection.execute(each, bound).scalar_one() for each in _COUNTS[data_class])


def _end(day: date) -> int:
    """Return the instant at which a day at the office is over, UTC microseconds."""
    over = datetime.combine(day + _DAY, time(), _OFFICE)
    return int(over.timestamp()) * 1_000_000
