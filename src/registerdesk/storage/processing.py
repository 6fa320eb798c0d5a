"""The tables of purposes and registers, and the one answer to what may be used for what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    Connection,
    Date,
    ForeignKeyConstraint,
    Index,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    insert,
    not_,
    or_,
    select,
)
from sqlalchemy.sql.expression import ColumnElement

from registerdesk.domain.fields import LegalBasis, Purpose
from registerdesk.domain.party_states import adult_if_born_by
from registerdesk.domain.processing import (
    SWITCHED_BY_BASIS,
    PurposeSetting,
    PurposeSwitch,
    RegisterSetting,
    SettingChange,
)
from registerdesk.domain.retention import RetentionSetting
from registerdesk.storage.parties import PARTY
from registerdesk.storage.party_states import IS_FORMER, MAY_BE_MARKETED_TO
from registerdesk.storage.restrictions import is_restricted
from registerdesk.storage.retention import RETENTION_SETTING
from registerdesk.storage.tables import table_for

PURPOSE_SETTING: Final = table_for("purpose_setting", PurposeSetting)
Index(None, PURPOSE_SETTING.c.purpose, unique=True)
REGISTER_SETTING: Final = table_for("register_setting", RegisterSetting)
Index(None, REGISTER_SETTING.c.register, unique=True)
SETTING_CHANGE: Final = table_for("setting_change", SettingChange, indexed=("setting_id",))
PURPOSE_SWITCH: Final = table_for(
    "purpose_switch",
    PurposeSwitch,
    ForeignKeyConstraint(["party_id"], ["party.id"]),
    indexed=("party_id",),
)
Index(None, PURPOSE_SWITCH.c.switched, PURPOSE_SWITCH.c.party_id)
Index(None, PURPOSE_SWITCH.c.switched, PURPOSE_SWITCH.c.is_on)

_SWITCHED: Final = sorted(basis.value for basis in SWITCHED_BY_BASIS)
_AT_ONCE: Final = 400
ADVANCES: Final = frozenset({Purpose.MARKETING, Purpose.PROFILING})
"""Purposes that reach nobody who is deceased, under age, protected or a customer no longer."""


def may_be_used_for(purpose: Purpose) -> ColumnElement[bool]:
    """Return the predicate over `PARTY`: whose data may be used for the purpose on a day.

    Every list and export for a purpose narrows by it: the office has the purpose in use, the
    person is not restricted and has not said no, or, where the basis is consent, has said yes.
    It binds what `bound_on` returns.
    """
    setting = select(PURPOSE_SETTING.c.id).where(
        PURPOSE_SETTING.c.purpose == purpose.value,
        PURPOSE_SETTING.c.is_active.is_(True),
        PURPOSE_SETTING.c.basis.is_not(None),
        PURPOSE_SETTING.c.valid_from <= bindparam("today", type_=Date),
    )
    rules = [setting.exists(), PARTY.c.merged_at.is_(None), not_(is_restricted(PARTY.c.id))]
    if purpose is not Purpose.ENQUIRIES:
        always = setting.where(PURPOSE_SETTING.c.basis.not_in(_SWITCHED))
        rules.append(or_(always.exists(), _granted(purpose, setting)))
    if purpose in ADVANCES:
        rules += [MAY_BE_MARKETED_TO, ~IS_FORMER]
    return and_(*rules)


def _granted(purpose: Purpose, setting: Select[Any]) -> ColumnElement[bool]:
    """Return the predicate of those who have not said no, or have said yes where it is asked."""
    asks_first = setting.where(PURPOSE_SETTING.c.basis == LegalBasis.CONSENT.value)
    said = select(PURPOSE_SWITCH.c.id).where(
        PURPOSE_SWITCH.c.switched == purpose.value, PURPOSE_SWITCH.c.party_id == PARTY.c.id
    )
    said_no = said.where(PURPOSE_SWITCH.c.is_on.is_(False)).exists()
    said_yes = said.where(PURPOSE_SWITCH.c.is_on.is_(True)).exists()
    return and_(not_(said_no), or_(not_(asks_first.exists()), said_yes))


def bound_on(today: date) -> dict[str, date]:
    """Return what the predicate binds for a day."""
    return {"today": today, "adult_if_born_by": adult_if_born_by(today)}


def allowed_among(
    connection: Connection, purpose: Purpose, today: date, party_ids: Iterable[UUID]
) -> frozenset[UUID]:
    """Return those of the people whose data may be used for the purpose today."""
    rule = select(PARTY.c.id).where(may_be_used_for(purpose))
    wanted, found = sorted(party_ids), set[UUID]()
    for start in range(0, len(wanted), _AT_ONCE):
        some = rule.where(PARTY.c.id.in_(wanted[start : start + _AT_ONCE]))
        found.update(connection.execute(some, bound_on(today)).scalars())
    return frozenset(found)


def purposes_settled(connection: Connection) -> dict[Purpose, PurposeSetting]:
    """Return what the office has settled on each purpose, in the order of the purposes."""
    rows = connection.execute(select(PURPOSE_SETTING))
    settled = {Purpose(row.purpose): _setting(row) for row in rows}
    return {purpose: settled[purpose] for purpose in Purpose if purpose in settled}


def _setting(row: Row[Any]) -> PurposeSetting:
    """Return one row as its record."""
    basis = None if row.basis is None else LegalBasis(row.basis)
    values = {**row._mapping, "purpose": Purpose(row.purpose), "basis": basis}  # noqa: SLF001 - SQLAlchemy's public name
    return PurposeSetting(**values)


def write_settings(
    connection: Connection,
    purposes: Iterable[PurposeSetting],
    registers: Iterable[RegisterSetting],
    periods: Iterable[RetentionSetting],
) -> None:
    """Keep the settings with which an office begins."""
    tables: tuple[tuple[Table, Iterable[object]], ...] = (
        (PURPOSE_SETTING, purposes),
        (REGISTER_SETTING, registers),
        (RETENTION_SETTING, periods),
    )
    for table, rows in tables:
        values: list[dict[str, Any]] = [
            {column.name: getattr(row, column.name) for column in table.c} for row in rows
        ]
        connection.execute(insert(table), values)
