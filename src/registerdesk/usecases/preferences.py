"""A member of staff's own settings: theme, text size, columns, splitters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.office import Preference
from registerdesk.domain.plain_text import clean
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.usecases.desk import Visit, use_case

LARGEST: Final = 4_000
_KEY: Final = re.compile(r"[a-z0-9_.]{1,60}", re.ASCII)


@use_case(Permission.OWN_PROFILE, leaves_trace=False)
def own_preferences(visit: Visit) -> Mapping[str, str]:
    """Return the person's own settings, by key; nothing about anybody else."""
    found = visit.office.preferences.find(user_id=visit.actor)
    return MappingProxyType({preference.key: preference.value for preference in found})


@use_case(Permission.OWN_PROFILE)
def set_preference(visit: Visit, key: str, value: str) -> None:
    """Keep one of the person's own settings; an empty value forgets it."""
    if not _KEY.fullmatch(key):
        raise InvalidInput(_("There is no such setting."), field=key)
    kept = clean(value, limit=LARGEST, field=key, lines=True)
    for earlier in visit.office.preferences.find(user_id=visit.actor, key=key):
        visit.office.preferences.remove(earlier.id)
    if kept:
        visit.office.preferences.add(
            Preference(id=visit.new_id(), user_id=visit.actor, key=key, value=kept)
        )
    visit.note("preference.set", visit.actor, fields=(key,))
