"""The office's own name, address and settings."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.identity_numbers import IdentityNumber
from registerdesk.domain.office import DPO_TERMS, OfficeProfile
from registerdesk.domain.phones import PhoneNumber
from registerdesk.domain.plain_text import clean
from registerdesk.domain.postal import postal_code, town
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.keyring import administration
from registerdesk.usecases.desk import Visit, use_case

_RANGES: Final = {"target_days": (1, 30), "lock_minutes": (1, 15)}
_LIMITS: Final = {
    "forwarding": 200,
    "name": 200,
    "street": 200,
    "dpo_name": 200,
    "authority": 300,
    "envelope": 20,
}
_MAY_BE_EMPTY: Final = frozenset({"dpo_name", "forwarding"})


@use_case(Permission.VIEW_OFFICE, leaves_trace=False)
def view_office(visit: Visit) -> OfficeProfile:
    """Return the office's own row; there is nothing in it about any person on the registers."""
    return visit.office.profile.find()[0]


@use_case(Permission.MANAGE_OFFICE)
def change_office(visit: Visit, version: int, given: Mapping[str, Any]) -> OfficeProfile:
    """Change the office's own row; return it as it now stands."""
    profile = visit.office.profile.find()[0]
    values: dict[str, Any] = {
        name: _checked(name, value, visit.today) for name, value in given.items()
    }
    if values.get("name", profile.name) != profile.name:
        administration.set_shown(visit.keys, office_name=values["name"])
        values["keyring_generation"] = visit.keys.generation
    visit.office.profile.replace(dataclasses.replace(profile, **values, version=version))
    visit.note("office.changed", profile.id, fields=tuple(given))
    return visit.office.profile.get(profile.id)


def checked_setting(name: str, value: object, today: date) -> object:
    """Return one setting as it is kept; raises InvalidInput outside its rules."""
    return _checked(name, value, today)


def _checked(name: str, value: object, today: date) -> object:
    """Return one setting within its rules."""
    if name in _RANGES:
        return _whole(name, value)
    if name == "large_text":
        return value is True
    if not isinstance(value, str):
        raise InvalidInput(_("This value does not fit the field."), field=name)
    if name in _OWN_RULES:
        return _OWN_RULES[name](value, today) if value.strip() else ""
    if name not in _LIMITS:
        raise InvalidInput(_("There is no such setting."), field=name)
    text = clean(value, limit=_LIMITS[name], field=name)
    if not text and name not in _MAY_BE_EMPTY:
        raise InvalidInput(_("Fill in this field."), field=name)
    return text


def _whole(name: str, value: object) -> int:
    """Return a whole number within the setting's bounds."""
    least, most = _RANGES[name]
    if type(value) is not int or not least <= value <= most:
        raise InvalidInput(
            _("Write a whole number from {least} to {most}."), field=name, least=least, most=most
        )
    return value


def _term(text: str, _today: date) -> str:
    """Return one of the two titles that the office can give its ombud."""
    if text not in DPO_TERMS:
        raise InvalidInput(_("Choose one of the listed values."), field="dpo_term")
    return text


_OWN_RULES: Final[Mapping[str, Callable[[str, date], str]]] = {
    "org_number": lambda text, today: IdentityNumber.parse(text, today).canonical,
    "phone": lambda text, _today: PhoneNumber.parse(text, field="phone").typed,
    "dpo_phone": lambda text, _today: PhoneNumber.parse(text, field="dpo_phone").typed,
    "postal_code": lambda text, _today: postal_code(text),
    "town": lambda text, _today: town(text),
    "dpo_term": _term,
}
