"""What data is used for: the office's settings, kept with their history, and what follows."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, TypeVar
from uuid import UUID

from registerdesk.domain.errors import Conflict, InvalidInput
from registerdesk.domain.fields import Category, LegalBasis, Purpose
from registerdesk.domain.parties import Party
from registerdesk.domain.plain_text import NAME_LIMIT, clean
from registerdesk.domain.processing import (
    PurposeSetting,
    RegisterSetting,
    SettingChange,
    check_purpose,
    check_register,
    to_codes,
)
from registerdesk.domain.retention import RetentionSetting
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.storage.office import Office
from registerdesk.storage.processing import allowed_among
from registerdesk.storage.purpose_gate import PurposeGate
from registerdesk.storage.register import Register
from registerdesk.usecases.desk import Visit, use_case

S = TypeVar("S", PurposeSetting, RegisterSetting, RetentionSetting)
TEXT_LIMIT: Final = 4000
_SHORT: Final = frozenset({"text_sv", "text_en"})


@use_case(Permission.VIEW_POLICY, leaves_trace=False)
def list_purposes(visit: Visit) -> tuple[PurposeSetting, ...]:
    """Return what the office has settled on each purpose; nothing in it is about a person."""
    found = {setting.purpose: setting for setting in visit.office.purposes.every()}
    return tuple(found[purpose] for purpose in Purpose if purpose in found)


@use_case(Permission.SEARCH, leaves_trace=False)
def usable_purposes(visit: Visit) -> tuple[PurposeSetting, ...]:
    """Return the purposes for which something about a person may be written down today."""
    gate = PurposeGate(visit.office.connection, visit.today)
    return tuple(
        setting for setting in list_purposes(visit) if gate.is_usable(Party, setting.purpose)
    )


def purpose_named(office: Office, purpose: Purpose) -> PurposeSetting:
    """Return what the office has settled on a purpose, its name among it."""
    return next(each for each in office.purposes.find() if each.purpose is purpose)


@use_case(Permission.EDIT_POLICY)
def change_purpose(
    visit: Visit, setting_id: UUID, version: int, given: Mapping[str, Any]
) -> PurposeSetting:
    """Change what is settled on a purpose; what stood there before is kept."""
    register = visit.office.purposes
    before = register.get(setting_id)
    after = dataclasses.replace(before, **_values(given, _PURPOSE_FIELDS), version=version)
    check_purpose(after)
    fields = SettingKeeping(visit).keep(register, before, after)
    visit.note("purpose.changed", setting_id, fields=fields, purpose=before.purpose.value)
    return register.get(setting_id)


@use_case(Permission.EDIT_POLICY)
def change_register(
    visit: Visit, setting_id: UUID, version: int, given: Mapping[str, Any]
) -> RegisterSetting:
    """Change what is settled on a register; what stood there before is kept."""
    register = visit.office.register_settings
    before = register.get(setting_id)
    after = dataclasses.replace(before, **_values(given, _REGISTER_FIELDS), version=version)
    check_register(after)
    fields = SettingKeeping(visit).keep(register, before, after)
    visit.note("register.changed", setting_id, fields=fields)
    return register.get(setting_id)


@use_case(Permission.VIEW_POLICY, leaves_trace=False)
def setting_history(visit: Visit, setting_id: UUID) -> tuple[SettingChange, ...]:
    """Return what a setting was before: who changed it and when, newest first."""
    changes = visit.office.setting_changes.find(setting_id=setting_id)
    return tuple(sorted(changes, key=lambda c: (c.changed_at, c.id), reverse=True))


class AllowedPeople:
    """Whose data may be used for what, for ids at hand; a list narrows by the same rule in SQL.

    `storage.processing.may_be_used_for` is that rule, as a predicate over `party`.
    """

    def __init__(self, visit: Visit) -> None:
        """Take the visit."""
        self._visit = visit

    def among(self, purpose: Purpose, party_ids: Iterable[UUID]) -> frozenset[UUID]:
        """Return those whose data may be used for the purpose today."""
        visit = self._visit
        return allowed_among(visit.office.connection, purpose, visit.today, party_ids)


class SettingKeeping:
    """Keeps a setting, and beside it what it said before."""

    def __init__(self, visit: Visit) -> None:
        """Take the visit."""
        self._visit = visit

    def keep(self, register: Register[S], before: S, after: S) -> tuple[str, ...]:
        """Keep the new setting and what each changed field said; return their names.

        Conflict where nothing changed, or where somebody else changed it meanwhile.
        """
        visit, names = self._visit, _changed(before, after)
        if not names:
            raise Conflict(_("Nothing was changed."))
        register.replace(after)
        for name in names:
            visit.office.setting_changes.add(
                SettingChange(
                    id=visit.new_id(),
                    setting_id=before.id,
                    field=name,
                    before=_words(getattr(before, name)),
                    changed_by=visit.actor,
                    changed_at=visit.now,
                )
            )
        return names


def _changed(before: S, after: S) -> tuple[str, ...]:
    """Return the names of the fields that differ."""
    names = [field.name for field in dataclasses.fields(before) if field.name != "version"]
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def _words(value: object) -> str:
    """Return an old value as the history keeps it: codes, texts, ISO dates, 1 or 0."""
    if isinstance(value, bool):
        return "1" if value else "0"
    return "" if value is None else str(value)


def _values(
    given: Mapping[str, Any], known: Mapping[str, Callable[[str, Any], Any]]
) -> dict[str, Any]:
    """Return the given fields as they are kept."""
    for name in given:
        if name not in known:
            raise InvalidInput(_("There is no such setting."), field=name)
    return {name: known[name](name, value) for name, value in given.items()}


def _text(name: str, value: object) -> str:
    """Return a text of the office's own."""
    short = name in _SHORT
    limit = NAME_LIMIT if short else TEXT_LIMIT
    return clean(str(value), limit=limit, field=name, lines=not short)


def _basis(_name: str, value: object) -> LegalBasis | None:
    """Return a legal basis, or that there is none."""
    return LegalBasis(str(value)) if value else None


def _day(name: str, value: object) -> date:
    """Return the first day."""
    if not isinstance(value, date):
        raise InvalidInput(_("Write the day as 2026-11-23."), field=name)
    return value


def _yes(_name: str, value: object) -> bool:
    """Return yes or no."""
    return value is True


def _categories(_name: str, value: Iterable[str]) -> str:
    """Return chosen categories of data."""
    return to_codes(Category(code) for code in value)


def _purposes(_name: str, value: Iterable[str]) -> str:
    """Return chosen purposes."""
    return to_codes(Purpose(code) for code in value)


_PURPOSE_FIELDS: Final = MappingProxyType(
    {
        "text_sv": _text,
        "text_en": _text,
        "basis": _basis,
        "balancing": _text,
        "categories": _categories,
        "is_active": _yes,
        "valid_from": _day,
    }
)
_REGISTER_FIELDS: Final = MappingProxyType(
    {
        **dict.fromkeys(("text_sv", "text_en", "recipients_sv", "recipients_en"), _text),
        **dict.fromkeys(("transfers_sv", "transfers_en"), _text),
        "purposes": _purposes,
    }
)
