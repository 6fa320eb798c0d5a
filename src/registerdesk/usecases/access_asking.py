"""Asking the administrators for access at a closed door; their looking at roles ends it."""

from __future__ import annotations

from registerdesk.domain.errors import Conflict, InvalidInput
from registerdesk.domain.staff import Permission, Role
from registerdesk.domain.tasks import DOORS, TaskKind
from registerdesk.domain.texts import _
from registerdesk.usecases.desk import Visit, local_day, use_case
from registerdesk.usecases.tasks import Tasks


@use_case(Permission.OWN_PROFILE, leaves_trace=False)
def ask_for_access(visit: Visit, wanted: Permission) -> bool:
    """Ask for a role that grants an act, once a day; tell whether the asking waits now.

    What waits already, or was answered today, makes neither a task nor a row in the log.
    """
    if wanted not in DOORS:
        raise InvalidInput(_("Nobody can ask for this here."), field="wanted")
    if visit.may(wanted):
        raise Conflict(_("You have access already."))
    kind, me = TaskKind.GIVE_ACCESS, visit.actor
    earlier = visit.office.tasks.find(kind=kind, object_id=me, permission=wanted)
    if any(task.done_at is None for task in earlier):
        return True
    if any(local_day(task.made_at) == visit.today for task in earlier):
        return False
    Tasks(visit).ask(kind, me, role=Role.ADMINISTRATOR, permission=wanted)
    visit.note("access.asked", me, fields=(wanted.value,))
    return True
