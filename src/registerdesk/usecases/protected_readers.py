"""Who is named for protected persons: two at least, so that no protection hangs on one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from registerdesk.domain.errors import Conflict
from registerdesk.domain.fields import Compartment
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.protected_watch import named_people

LEAST_NAMED: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedReaders:
    """Those named for protected persons, and how many persons that concerns."""

    names: tuple[str, ...]
    waiting: tuple[str, ...]
    """Named, and without the key until a holder has confirmed it."""
    people: int
    """How many protected persons there are."""

    @property
    def are_enough(self) -> bool:
        """Tell whether one can fall ill, and one can approve what another proposes."""
        return len(self.names) >= LEAST_NAMED


@use_case(Permission.VIEW_STAFF)
def view_named_readers(visit: Visit) -> NamedReaders:
    """Return who is named for protected persons."""
    visit.note("staff.named_viewed")
    named = set(named_people(visit, Permission.OPEN_PROTECTED))
    return NamedReaders(
        names=names_of_named(visit),
        waiting=tuple(
            person.display_name
            for person in visit.keys.people()
            if Compartment.PROTECTED in person.compartments
            and person.user_id not in named
            and person.state != "disabled"
        ),
        people=visit.office.protected_people.count(),
    )


def names_of_named(visit: Visit) -> tuple[str, ...]:
    """Return the names of those who can open a protected person."""
    named = set(named_people(visit, Permission.OPEN_PROTECTED))
    return tuple(p.display_name for p in visit.keys.people() if p.user_id in named)


def refuse_too_few(visit: Visit, user_id: UUID, *, least: int) -> None:
    """Stop a loss of rights that would leave fewer than so many to open protected persons."""
    named = set(named_people(visit, Permission.OPEN_PROTECTED))
    if user_id not in named or len(named) > least or not visit.office.protected_people.count():
        return
    raise Conflict(
        _("There are protected persons, and too few would be named for them. Name somebody else.")
    )
