"""Open requests by when they press: pure functions from rows to entries of the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from registerdesk.domain.calendar import Urgency
from registerdesk.domain.fields import is_withheld
from registerdesk.domain.formats import iso, weekday, with_weekday
from registerdesk.domain.rights_requests import RIGHT_LABELS, STEP_LABELS, Step
from registerdesk.domain.tasks import DOORS, TASK_LABELS, TaskKind
from registerdesk.domain.texts import _
from registerdesk.ui.kit.results import Entry, Heading
from registerdesk.ui.kit.signs import initials
from registerdesk.ui.kit.text import language, tr
from registerdesk.usecases.rights_requests import RequestRow
from registerdesk.usecases.tasks import TaskRow

_SHORT = 3
_ROOM_OF = {
    TaskKind.APPROVE_EXPORT: "exports",
    TaskKind.FETCH_EXPORT: "exports",
    TaskKind.POSSIBLY_PROTECTED: "customers",
    TaskKind.TELL_BEFORE_LIFTING: "customers",
    TaskKind.END_PROTECTION: "customers",
    TaskKind.GIVE_ACCESS: "settings",
}
"""The page on which a task is done, where that is not the page of requests."""


class Group(StrEnum):
    """When something presses."""

    URGENT = "urgent"
    TODAY = "today"
    THIS_WEEK = "this_week"
    NEXT_WEEK = "next_week"


GROUP_WORDS = {
    Group.URGENT: _("Urgent"),
    Group.TODAY: _("Today"),
    Group.THIS_WEEK: _("This week"),
    Group.NEXT_WEEK: _("Next week"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What the page shows: the grouped entries, and what comes after next week."""

    entries: tuple[Entry | Heading, ...]
    urgent: int
    count: int
    next_one: RequestRow | None


def due_on(row: RequestRow) -> date:
    """Return the day that counts: the office's own goal, at the latest the law's last day."""
    return min(row.plan_by, row.answer_by)


def group_of(row: RequestRow, today: date) -> Group | None:
    """Return when a request presses; None after next week, and while its clock stands still."""
    if row.urgency is Urgency.DANGER:
        return Group.URGENT
    if row.is_paused:
        return None
    monday = today - timedelta(days=today.weekday())
    due = due_on(row)
    if due <= today:
        return Group.TODAY
    if due < monday + timedelta(days=7):
        return Group.THIS_WEEK
    return Group.NEXT_WEEK if due < monday + timedelta(days=14) else None


def day_of(rows: Sequence[RequestRow], tasks: Sequence[TaskRow], today: date) -> Day:
    """Return the day: tasks stand under today, requests where they press."""
    grouped: dict[Group, list[Entry]] = {group: [] for group in Group}
    grouped[Group.TODAY] += [task_entry(task) for task in tasks]
    later = []
    for row in rows:
        group = group_of(row, today)
        if group is None:
            later.append(row)
        else:
            grouped[group].append(request_entry(row, today))
    entries: list[Entry | Heading] = []
    for group, found in grouped.items():
        if found:
            entries += [Heading(words=tr(GROUP_WORDS[group]), count=str(len(found))), *found]
    running = [row for row in later if not row.is_paused]
    return Day(
        entries=tuple(entries),
        urgent=len(grouped[Group.URGENT]),
        count=sum(len(found) for found in grouped.values()),
        next_one=min(running, key=due_on, default=None),
    )


def name_of(row: RequestRow) -> str:
    """Return whom a request is about, as far as the reader may see."""
    return tr(_("Protected personal data")) if is_withheld(row.name) else str(row.name)


def request_entry(row: RequestRow, today: date) -> Entry:
    """Return one request as a row of the list."""
    facts = [row.number, tr(STEP_LABELS[row.step])]
    last = tr(_("answer by {day}"), day=iso(row.answer_by))
    title, chip = f"{tr(RIGHT_LABELS[row.right])} – {name_of(row)}", chip_of(row, today)
    return Entry(
        id=f"request:{row.id}",
        title=title,
        line="  ·  ".join((*facts, last)),
        chip=chip,
        chip_kind={Urgency.DANGER: "danger", Urgency.WARN: "warn"}.get(row.urgency, "neutral"),
        icon="inbox",
        owner=initials(row.owner_name) if row.owner else "",
        spoken=", ".join(part for part in (title, chip, *facts, row.owner_name, last) if part),
        verb=tr(_("Open") if row.step is Step.IDENTITY else STEP_LABELS[row.step]),
    )


def chip_of(row: RequestRow, today: date) -> str:
    """Return how near it is: days left of the law's time, today, or a weekday with its date."""
    if row.days_left < 0:
        return tr(_("Time limit passed {day}"), day=iso(row.answer_by))
    if row.urgency is Urgency.DANGER:
        one = row.days_left == 1
        return tr(_("1 day left") if one else _("{n} days left"), n=row.days_left)
    due = due_on(row)
    if due <= today:
        return tr(_("Today"))
    return f"{weekday(due, language.code)[:_SHORT]} {iso(due)}"


def task_entry(row: TaskRow) -> Entry:
    """Return one task as a row of the list."""
    found = row.task.kind is TaskKind.POSSIBLY_PROTECTED
    asked = tr(_("asked by {name}"), name=row.asked_by) if row.asked_by and not found else ""
    others = ", ".join(row.same_as)
    same = tr(_("same personal identity number as {numbers}"), numbers=others) if others else ""
    door = tr(DOORS[row.task.permission]) if row.task.permission else ""
    facts = (row.case_number, row.person, door, same, asked)
    place = f"staff:{row.task.id}" if row.task.kind is TaskKind.GIVE_ACCESS else row.task.object_id
    return Entry(
        id=f"{_ROOM_OF.get(row.task.kind, 'task')}:{place}",
        title=tr(TASK_LABELS[row.task.kind]),
        line="  ·  ".join(fact for fact in facts if fact),
        chip=tr(_("Waiting for you")),
        chip_kind="info",
        icon="shield" if row.person else "check-circle",
        verb=tr(_("Open")),
    )


def next_words(day: Day) -> str:
    """Return what comes next, for an empty page."""
    row = day.next_one
    if row is None:
        return tr(_("No open request has a time limit before the end of next week."))
    return tr(
        _("Next time limit: {day}, {right} – {name}."),
        day=with_weekday(due_on(row), language.code),
        right=tr(RIGHT_LABELS[row.right]),
        name=name_of(row),
    )
