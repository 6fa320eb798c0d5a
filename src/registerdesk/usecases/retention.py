"""How long each class of data is kept: settled by the ombud, counted before it is changed."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from uuid import UUID

from registerdesk.domain.retention import (
    RULES,
    Periods,
    RetentionSetting,
    amount_from,
    last_start_due,
)
from registerdesk.domain.staff import Permission
from registerdesk.storage.retention import begun_between
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.purposes import SettingKeeping


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodOutlook:
    """What another period would mean today, in numbers; one of the two is always nothing."""

    amount: int | None
    comes_due: int
    """How many are due for erasure at once, and are not now."""
    stays_longer: int
    """How many are due now, and would not be."""


@use_case(Permission.VIEW_POLICY, leaves_trace=False)
def list_periods(visit: Visit) -> tuple[RetentionSetting, ...]:
    """Return how long the office keeps each class; nothing in it is about a person."""
    found = {setting.data_class: setting for setting in visit.office.retention_settings.find()}
    return tuple(found[each] for each in RULES if each in found)


@use_case(Permission.IMPORT, leaves_trace=False)
def import_periods(visit: Visit) -> Periods:
    """Return the periods by which an import refuses what should be erased already."""
    return visit.office.periods


@use_case(Permission.EDIT_POLICY, leaves_trace=False)
def look_ahead(visit: Visit, setting_id: UUID, typed: str) -> PeriodOutlook:
    """Count what another period would make due; InvalidInput for one that cannot be settled."""
    setting = visit.office.retention_settings.get(setting_id)
    kind, amount = setting.data_class, amount_from(setting.data_class, typed)
    now, then = (last_start_due(kind, each, visit.today) for each in (setting.amount, amount))
    count = begun_between(visit.office.connection, kind, min(now, then), max(now, then))
    return PeriodOutlook(
        amount=amount,
        comes_due=count if then > now else 0,
        stays_longer=count if then < now else 0,
    )


@use_case(Permission.EDIT_POLICY)
def change_period(visit: Visit, setting_id: UUID, version: int, typed: str) -> RetentionSetting:
    """Settle how long a class is kept, from now on and for all that is kept; empty is no period.

    InvalidInput outside the limits of law and policy; what stood there before is kept.
    """
    register = visit.office.retention_settings
    before = register.get(setting_id)
    amount = amount_from(before.data_class, typed)
    after = dataclasses.replace(before, amount=amount, version=version)
    if amount != before.amount:
        after = dataclasses.replace(after, valid_from=visit.today)
    fields = SettingKeeping(visit).keep(register, before, after)
    visit.note("retention.changed", setting_id, fields=fields)
    return register.get(setting_id)
