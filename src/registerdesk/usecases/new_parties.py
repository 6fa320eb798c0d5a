"""What is written down when a person or company is registered, and the rows it becomes."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from registerdesk.domain.parties import AddressKind, PartyKind, RelationKind
from registerdesk.domain.sources import Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAddress:
    """An address as it was given."""

    kind: AddressKind = AddressKind.POSTAL
    care_of: str = ""
    street: str = ""
    postal_code: str = ""
    town: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewParty:
    """A person or company to be registered; one origin holds for all of it."""

    kind: PartyKind
    name: str
    origin: Origin
    own: Mapping[str, Any] = field(default_factory=dict)
    """What else is known of the person, by the name of the field of `Party`."""
    identity_number: str = ""
    justification: str = ""
    relation: RelationKind | None = RelationKind.CUSTOMER
    number: str = ""
    """Customer or supplier number; the program makes one when it is empty."""
    started: date | None = None
    """The first day of the relation; today when it is not given."""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    address: NewAddress | None = None
    note: str = ""


def rows_beside(new: NewParty) -> list[tuple[str, dict[str, Any]]]:
    """Return the rows that stand beside the person's own: register and given values."""
    rows: list[tuple[str, dict[str, Any]]] = []
    if new.identity_number:
        rows.append(
            (
                "party_numbers",
                {"personal": new.identity_number, "justification": new.justification},
            )
        )
    rows += [("phones", {"typed": phone}) for phone in new.phones]
    rows += [("emails", {"address": email}) for email in new.emails]
    if new.address is not None:
        rows.append(("addresses", dataclasses.asdict(new.address)))
    if new.note:
        rows.append(("notes", {"text": new.note}))
    return rows


def own_row(new: NewParty) -> dict[str, Any]:
    """Return the values of the person's own row."""
    return {**new.own, "kind": new.kind, "display_name": new.name}
