"""Who is named for protected persons: two at least, so that no protection hangs on one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from registerdesk.domain.fields import Compartment
from registerdesk.domain.staff import Permission
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.named_people import NamedPeople

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
    named = NamedPeople(visit)
    return NamedReaders(
        names=named.names,
        waiting=tuple(
            person.display_name
            for person in visit.keys.people()
            if Compartment.PROTECTED in person.compartments
            and person.user_id not in named.readers
            and person.state != "disabled"
        ),
        people=visit.office.protected_people.count(),
    )
