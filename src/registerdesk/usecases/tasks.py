"""Things that wait for somebody, as each person sees them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from uuid import UUID

from registerdesk.domain.errors import NotAllowed
from registerdesk.domain.fields import Compartment
from registerdesk.domain.staff import Permission, Role
from registerdesk.domain.tasks import Task, TaskKind
from registerdesk.domain.texts import _
from registerdesk.usecases.case_access import CaseAccess
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.protected_watch import OF_PEOPLE, ProtectedWatch


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One thing to do, with the number of its case and who asked."""

    task: Task
    case_number: str
    asked_by: str
    person: str = ""
    """The number of the person whom it is about, of a task that leads to a card."""
    same_as: tuple[str, ...] = ()
    """The numbers of protected people who bear the same identity number."""


class Tasks:
    """Makes and closes tasks within one act."""

    def __init__(self, visit: Visit) -> None:
        """Bind to the visit."""
        self._visit = visit

    def ask(
        self,
        kind: TaskKind,
        object_id: UUID,
        *,
        role: Role | None = None,
        user: UUID | None = None,
        compartment: Compartment | None = None,
        permission: Permission | None = None,
    ) -> Task:
        """Keep a task; the same one is not asked twice while it waits."""
        waiting = self.waiting(kind, object_id, compartment)
        same = [task for task in waiting if task.permission is permission]
        if same:
            return same[0]
        task = Task(
            id=self._visit.new_id(),
            kind=kind,
            object_id=object_id,
            made_at=self._visit.now,
            made_by=self._visit.actor,
            for_role=role,
            for_user=user,
            compartment=compartment,
            permission=permission,
        )
        self._visit.office.tasks.add(task)
        return task

    def waiting(
        self, kind: TaskKind, object_id: UUID, compartment: Compartment | None = None
    ) -> list[Task]:
        """Return the tasks of one kind that wait on one object."""
        return self._visit.office.tasks.find(
            kind=kind, object_id=object_id, compartment=compartment, done_at=None
        )

    def close(
        self, kind: TaskKind, object_id: UUID, compartment: Compartment | None = None
    ) -> None:
        """Mark what has been done as done, by the person at work."""
        for task in self.waiting(kind, object_id, compartment):
            done = dataclasses.replace(task, done_at=self._visit.now, done_by=self._visit.actor)
            self._visit.office.tasks.replace(done)

    def mine(self, task: Task) -> bool:
        """Tell whether a task is for the person at work."""
        visit = self._visit
        if task.compartment is not None:
            holds = bool(visit.keys.holds(task.compartment))
            return holds and ProtectedWatch(visit).concerns(task)
        return task.for_user == visit.actor or (
            task.for_role is not None and task.for_role in visit.roles
        )


_OF_CARDS = OF_PEOPLE | {TaskKind.TELL_BEFORE_LIFTING}
"""Tasks that lead to a person's card."""


@use_case(Permission.OWN_PROFILE)
def list_tasks(visit: Visit) -> tuple[TaskRow, ...]:
    """Return what waits for the person at work: by name, by role, by key; oldest first."""
    watch = ProtectedWatch(visit)
    doubles = watch.compare()
    waiting = visit.office.tasks.find(done_at=None)
    access, tasks = CaseAccess(visit), Tasks(visit)
    mine = [task for task in waiting if tasks.mine(task)]
    visit.note("tasks.listed", count=len(mine))
    return tuple(
        TaskRow(
            task=task,
            case_number=_number(visit, access, task),
            asked_by=access.name_of(task.made_by),
            person=watch.number(task) if task.kind in _OF_CARDS else "",
            same_as=doubles.get(task.object_id, ()) if task.kind in OF_PEOPLE else (),
        )
        for task in mine
    )


def _number(visit: Visit, access: CaseAccess, task: Task) -> str:
    """Return the number of the case or the export that a task is about."""
    if task.kind in (TaskKind.APPROVE_EXPORT, TaskKind.FETCH_EXPORT):
        return "".join(each.number for each in visit.office.exports.find(id=task.object_id))
    return "".join(each.number for each in access.office.requests.find(id=task.object_id))


@use_case(Permission.OWN_PROFILE)
def dismiss_task(visit: Visit, task_id: UUID) -> None:
    """Mark a task as done without doing it; only for whom it is."""
    task = visit.office.tasks.get(task_id)
    if not Tasks(visit).mine(task):
        raise NotAllowed(_("This task is somebody else's."))
    done = dataclasses.replace(task, done_at=visit.now, done_by=visit.actor)
    visit.office.tasks.replace(done)
    visit.note("task.dismissed", task_id, task.object_id)
