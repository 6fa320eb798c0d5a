"""The gate before every new row about a person: no purpose in use, no row."""

from __future__ import annotations

from datetime import date
from functools import cache, cached_property
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.fields import Category, Purpose, fields_of
from registerdesk.domain.processing import (
    HOLDS,
    LEDGERS,
    PurposeSetting,
    RegisterCode,
    from_codes,
    why_always,
)
from registerdesk.domain.selections import Segment
from registerdesk.domain.sources import Recorded, ValueOrigin
from registerdesk.domain.texts import _
from registerdesk.storage.processing import (
    PURPOSE_SWITCH,
    REGISTER_SETTING,
    purposes_settled,
)

_REGISTERS: Final = select(REGISTER_SETTING.c.register, REGISTER_SETTING.c.purposes)
_OFF: Final = (
    select(PURPOSE_SWITCH.c.id)
    .where(PURPOSE_SWITCH.c.switched == bindparam("purpose"), PURPOSE_SWITCH.c.is_on.is_(False))
    .limit(1)
)
_ASKED_TOO: Final[dict[type, tuple[Purpose, ...]]] = {Segment: (Purpose.PROFILING,)}
"""A selection is profiling, for whatever purpose it is made (GDPR Article 21(2))."""
_OFF_FOR: Final = _OFF.where(PURPOSE_SWITCH.c.party_id == bindparam("party"))


class PurposeGate:
    """Admits rows within one transaction; the settings are read once, at the first row."""

    def __init__(self, connection: Connection, today: date) -> None:
        """Bind to a transaction and a day in Stockholm."""
        self._connection = connection
        self._today = today
        self._admitted: dict[tuple[type, Purpose], tuple[Purpose, ...]] = {}

    def admit(self, record: object) -> None:
        """Refuse a row about a person whose purpose the settings do not allow (Article 5(1)(b))."""
        if not isinstance(record, Recorded | ValueOrigin):
            return
        place = type(record), record.purpose
        asked = self._admitted.get(place)
        if asked is None:
            asked = self._admitted[place] = self._asked(*place)
        for purpose in asked:
            self._refuse_switched_off(record.party_id, purpose)

    def _asked(self, kind: type, purpose: Purpose) -> tuple[Purpose, ...]:
        """Refuse what is not usable; return what each person is asked about: seldom anything."""
        self.refuse_unusable(kind, purpose)
        wanted = {purpose, *_ASKED_TOO.get(kind, ())}
        return tuple(p for p in wanted if self._is_switched(p) and self._somebody_said_no(p))

    def is_usable(self, kind: type, purpose: Purpose) -> bool:
        """Tell whether such a row may be kept for the purpose."""
        try:
            self.refuse_unusable(kind, purpose)
        except InvalidInput:
            return False
        return True

    def refuse_unusable(self, kind: type, purpose: Purpose) -> None:
        """Refuse a purpose that is not in use, has no legal basis, or not for this kind of row."""
        setting = self._settings.get(purpose)
        name = purpose.value if setting is None else setting.text_sv
        if setting is None or not setting.is_active or setting.valid_from > self._today:
            raise _refusal(_("The purpose {purpose} is not in use. Choose another."), name)
        if setting.basis is None:
            raise _refusal(_("The purpose {purpose} has no legal basis. Nothing is saved."), name)
        used = frozenset(from_codes(setting.categories, Category))
        told = kind is ValueOrigin or _categories(kind) <= LEDGERS
        if not told and not self._is_for(purpose, used & _categories(kind)):
            raise _refusal(_("This kind of data is not kept for the purpose {purpose}."), name)

    def _is_for(self, purpose: Purpose, categories: frozenset[Category]) -> bool:
        """Tell whether a register that holds such data is used for the purpose."""
        return any(
            purpose in purposes and HOLDS[register] & categories
            for register, purposes in self._registers.items()
        )

    def _refuse_switched_off(self, party_id: UUID, purpose: Purpose) -> None:
        """Refuse to keep for a purpose what the person has said no to."""
        place = {"purpose": purpose.value, "party": party_id}
        if self._connection.execute(_OFF_FOR, place).first() is not None:
            raise _refusal(
                _("The person has said no to the purpose {purpose}."),
                self._settings[purpose].text_sv,
            )

    @cached_property
    def _settings(self) -> dict[Purpose, PurposeSetting]:
        """The purposes as the office has settled them."""
        return purposes_settled(self._connection)

    @cached_property
    def _registers(self) -> dict[RegisterCode, frozenset[Purpose]]:
        """The purposes of each register."""
        rows = self._connection.execute(_REGISTERS)
        return {
            RegisterCode(row.register): frozenset(from_codes(row.purposes, Purpose)) for row in rows
        }

    def _is_switched(self, purpose: Purpose) -> bool:
        """Tell whether the person has a say on the purpose."""
        setting = self._settings.get(purpose)
        return setting is not None and not why_always(purpose, setting.basis)

    def _somebody_said_no(self, purpose: Purpose) -> bool:
        """Tell whether anybody has said no: only then are people looked up one by one."""
        return self._connection.execute(_OFF, {"purpose": purpose.value}).first() is not None


@cache
def _categories(kind: type) -> frozenset[Category]:
    """Return the categories of data that a type of record keeps."""
    return frozenset(field.about.category for field in fields_of(kind))


def _refusal(message: str, purpose: str) -> InvalidInput:
    """Return the refusal of a purpose by the office's own name for it."""
    return InvalidInput(message, field="purpose", purpose=purpose)
