"""A member of staff's own settings: theme, text size, columns, splitters."""

from __future__ import annotations

import dataclasses
from base64 import b64decode, b64encode
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from registerdesk.domain.office import Preference
from registerdesk.domain.plain_text import clean
from registerdesk.domain.preferences import known_key, may_name_people
from registerdesk.domain.staff import Permission
from registerdesk.keyring.primitives import Damaged
from registerdesk.usecases.desk import Visit, use_case

LARGEST: Final = 4_000


@use_case(Permission.OWN_PROFILE, leaves_trace=False)
def own_preferences(visit: Visit) -> Mapping[str, str]:
    """Return the person's own settings, by key; nothing about anybody else."""
    found = visit.office.preferences.find(user_id=visit.actor)
    values = {each.key: _opened(visit, each) for each in found}
    return MappingProxyType({key: value for key, value in values.items() if value is not None})


@use_case(Permission.OWN_PROFILE)
def set_preference(visit: Visit, key: str, value: str) -> None:
    """Keep one of the person's own settings; an empty value forgets it."""
    kept = clean(value, limit=LARGEST, field=known_key(key), lines=True)
    for earlier in visit.office.preferences.find(user_id=visit.actor, key=key):
        visit.office.preferences.remove(earlier.id)
    if kept:
        new = Preference(id=visit.new_id(), user_id=visit.actor, key=key, value=kept)
        visit.office.preferences.add(_sealed(visit, new))
    visit.note("preference.set", visit.actor, fields=(key,))


def _sealed(visit: Visit, given: Preference) -> Preference:
    """Return a setting as it is kept; what may name people is opened by its writer alone."""
    if not may_name_people(given.key):
        return given
    cell = visit.keys.seal_own(f"preference.{given.key}", given.id, given.value.encode())
    return dataclasses.replace(given, value=b64encode(cell).decode())


def _opened(visit: Visit, kept: Preference) -> str | None:
    """Return a setting's value; None of what was sealed before the password was reset."""
    if not may_name_people(kept.key):
        return kept.value
    try:
        cell = b64decode(kept.value, validate=True)
        opened: bytes = visit.keys.open_own(f"preference.{kept.key}", kept.id, cell)
    except (ValueError, Damaged):
        return None
    return opened.decode()
