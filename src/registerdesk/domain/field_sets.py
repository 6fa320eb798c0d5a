"""What may be collected about whom: one table of registers by the person's relation (P5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.fields import Purpose
from registerdesk.domain.parties import Relation
from registerdesk.domain.sources import Origin, Source
from registerdesk.domain.texts import _


class Standing(StrEnum):
    """What the person is to the office, by the words of the relations; a caller has none."""

    CALLER = "caller"
    CUSTOMER = "customer"
    SUPPLIER = "supplier"
    CONTACT_PERSON = "contact_person"


REACH: Final = frozenset(
    {"parties", "party_numbers", "former_names", "addresses", "phones", "emails", "notes"}
)
"""What is needed to know and to answer anybody who turns to the office."""
BUSINESS: Final = frozenset(
    {"relations", "purchases", "deliveries", "invoices", "payments", "payment_details"}
)

FIELD_SETS: Final[Mapping[Standing, frozenset[str]]] = MappingProxyType(
    {
        Standing.CALLER: REACH,
        Standing.CONTACT_PERSON: REACH,
        Standing.CUSTOMER: REACH | BUSINESS | {"agreements", "web_records", "segments"},
        Standing.SUPPLIER: REACH | BUSINESS | {"agreements"},
    }
)
"""The registers that may be collected; what stands nowhere here has rules of its own."""

GOVERNED: Final = frozenset().union(*FIELD_SETS.values())

BY_LAW: Final = frozenset({"invoices", "payments"})
"""What bookkeeping demands also after the relation has ended."""

PURPOSES: Final[Mapping[str, tuple[Purpose, ...]]] = MappingProxyType(
    {
        "segments": (Purpose.PROFILING, Purpose.MARKETING),
        "web_records": (
            Purpose.MARKETING,
            Purpose.STATISTICS,
            Purpose.DEVELOPMENT,
            Purpose.PROFILING,
        ),
        "invoices": (Purpose.BOOKKEEPING,),
        "payments": (Purpose.BOOKKEEPING,),
    }
)
"""The purposes that allow a register, the usual one first; the others take any."""

SOURCES: Final[Mapping[str, Source]] = MappingProxyType({"web_records": Source.WEB})
"""Registers with one source alone."""


def collectable(relations: Iterable[Relation], today: date) -> frozenset[str]:
    """Return the registers in which something new may be kept about the person."""
    found = set(REACH)
    for relation in relations:
        own = FIELD_SETS.get(_standing(relation), REACH)
        ended = relation.ended is not None and relation.ended <= today
        found |= own & BY_LAW if ended else own
    return frozenset(found)


def _standing(relation: Relation) -> Standing:
    """Return the standing that a relation gives."""
    codes = {standing.value: standing for standing in Standing}
    return codes.get(relation.kind.value, Standing.CALLER)


def refuse_outside(
    register: str, relations: Iterable[Relation], origin: Origin, today: date
) -> None:
    """Stop what may not be collected about this person, or not for this purpose."""
    if register in GOVERNED and register not in collectable(relations, today):
        raise InvalidInput(
            _("This may not be collected: the person's relation to the office does not need it.")
        )
    allowed = PURPOSES.get(register, (origin.purpose,))
    if origin.purpose not in allowed:
        raise InvalidInput(_("The purpose does not allow this to be kept."), field="purpose")
    if SOURCES.get(register, origin.source) is not origin.source:
        raise InvalidInput(_("This is kept with the website as its source."), field="source")
