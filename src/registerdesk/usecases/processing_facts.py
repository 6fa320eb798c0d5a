"""What the catalogue says of a register: its fields, their categories, who reads them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Final

from registerdesk.domain.fields import (
    CATEGORY_LABELS,
    Area,
    Compartment,
    Field,
    fields_of,
)
from registerdesk.domain.processing import HOLDS, RegisterCode
from registerdesk.domain.staff import MATRIX, ROLE_LABELS, Access
from registerdesk.domain.texts import _
from registerdesk.resources.language import translate
from registerdesk.usecases.person_data import personal_registers

_READS: Final = frozenset({Access.READ, Access.READ_OWN})
_STAFF_DATA: Final = _("Name, user name, roles, sign-ins, and the log of what each user does")
COMPARTMENT_LABELS: Final = MappingProxyType(
    {
        Compartment.PNR: _("personal identity numbers"),
        Compartment.CREDIT: _("the content of credit checks"),
        Compartment.PAYMENT: _("accounts and amounts"),
        Compartment.PROTECTED: _("people with a protected identity"),
    }
)


class RegisterFacts:
    """Facts derived from the catalogue and the role matrix, in one language."""

    def __init__(self, language: str) -> None:
        """Take the language."""
        self._language = language

    def fields(self, code: RegisterCode) -> tuple[Field, ...]:
        """Return the fields about people that the register holds, from the catalogue."""
        return tuple(f for f in self._catalogue if f.about.category in HOLDS[code])

    @cached_property
    def _catalogue(self) -> tuple[Field, ...]:
        """Every stored field about people."""
        kinds = personal_registers().values()
        return tuple(f for kind in kinds for f in fields_of(kind) if f.about.personal)

    def categories(self, fields: Sequence[Field]) -> str:
        """Return the categories with what each holds, a line each."""
        if not fields:
            return self._say(_STAFF_DATA)
        lines = []
        for category, label in CATEGORY_LABELS.items():
            names = [self._say(f.about.label) for f in fields if f.about.category is category]
            if names:
                shown = ", ".join(name.lower() for name in dict.fromkeys(names))
                lines.append(f"{self._say(label)}: {shown}")
        return "\n".join(lines)

    def readers(self, fields: Sequence[Field]) -> str:
        """Return the roles that read something of the register, from the role matrix."""
        areas = {f.about.area for f in fields} or {Area.STAFF, Area.LOG}
        roles = [role for role in ROLE_LABELS if any(MATRIX[area][role] & _READS for area in areas)]
        sealed = {f.about.sealed for f in fields} - {None}
        names = ", ".join(self._say(ROLE_LABELS[role]) for role in roles)
        kept_apart = [self._say(w) for c, w in COMPARTMENT_LABELS.items() if c in sealed]
        if not kept_apart:
            return names
        locked = self._say(
            _("Sealed apart, for those alone who hold the key: {what}."), what=", ".join(kept_apart)
        )
        return f"{names}.\n{locked}"

    def _say(self, message: str, **parameters: object) -> str:
        """Return a message in the language."""
        return translate(message, self._language, **parameters)
