"""The people named for protected persons, one by one: whoever holds the key and may use it."""

from __future__ import annotations

from functools import cached_property
from uuid import UUID

from registerdesk.domain.errors import Conflict
from registerdesk.domain.fields import Compartment
from registerdesk.domain.staff import Permission, Role, is_granted
from registerdesk.domain.texts import _
from registerdesk.usecases.desk import Visit


class NamedPeople:
    """Who is named, as the keyring says within one visit."""

    def __init__(self, visit: Visit) -> None:
        """Take the visit."""
        self._visit = visit

    def who_may(self, permission: Permission) -> tuple[UUID, ...]:
        """Return who works here, holds the key to protected persons and may do the act."""
        return tuple(
            person.user_id
            for person in self._visit.keys.people()
            if person.state == "active"
            and Compartment.PROTECTED in person.held
            and is_granted([Role(code) for code in person.roles], permission)
        )

    @cached_property
    def readers(self) -> frozenset[UUID]:
        """Those who can open a protected person."""
        return frozenset(self.who_may(Permission.OPEN_PROTECTED))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of those who can open a protected person."""
        people = self._visit.keys.people()
        return tuple(p.display_name for p in people if p.user_id in self.readers)

    def refuse_fewer(self, user_id: UUID, *, least: int) -> None:
        """Stop a loss of rights that leaves fewer than so many while there are protected people."""
        too_few = user_id in self.readers and len(self.readers) <= least
        if too_few and self._visit.office.protected_people.count():
            raise Conflict(
                _(
                    "There are protected persons, and too few would be named for them. "
                    "Name somebody else."
                )
            )
