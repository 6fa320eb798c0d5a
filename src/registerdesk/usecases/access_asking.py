"""Asking the administrators for access at a closed door; their looking at roles ends it."""

from __future__ import annotations

from registerdesk.domain.errors import Conflict, InvalidInput
from registerdesk.domain.staff import Permission, Role
from registerdesk.domain.tasks import DOORS, TaskKind
from registerdesk.domain.texts import _
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.tasks import Tasks


@use_case(Permission.OWN_PROFILE)
def ask_for_access(visit: Visit, wanted: Permission) -> None:
    """Ask for a role that grants an act; while one asking waits there is no second of it."""
    if wanted not in DOORS:
        raise InvalidInput(_("Nobody can ask for this here."), field="wanted")
    if visit.may(wanted):
        raise Conflict(_("You have access already."))
    role, me = Role.ADMINISTRATOR, visit.actor
    Tasks(visit).ask(TaskKind.GIVE_ACCESS, me, role=role, permission=wanted)
    visit.note("access.asked", me, fields=(wanted.value,))
