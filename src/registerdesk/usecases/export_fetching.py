"""An approved list is fetched in slices: read, made, and only then, as one act, taken out."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from registerdesk.domain.errors import Conflict
from registerdesk.domain.exports import Export, ExportColumn, ListDocument, ids_from_bytes
from registerdesk.domain.four_eyes import Act
from registerdesk.domain.staff import Permission
from registerdesk.domain.tasks import TaskKind
from registerdesk.domain.texts import _
from registerdesk.usecases.desk import Desk, Visit, refusal, use_case
from registerdesk.usecases.export_approvals import last_day_of
from registerdesk.usecases.export_documents import ExportDocuments
from registerdesk.usecases.export_files import making
from registerdesk.usecases.export_making import (
    ExportedFile,
    ExportStage,
    ExportStopped,
    ListMaking,
    Progress,
    Put,
    columns_of,
    nowhere,
    refuse_nobody,
    tell,
    unheard,
)
from registerdesk.usecases.export_people import Leaving
from registerdesk.usecases.export_rows import ExportRows, Line
from registerdesk.usecases.exports import parameters_of
from registerdesk.usecases.four_eyes import FourEyes
from registerdesk.usecases.slices import Slices
from registerdesk.usecases.tasks import Tasks

IN_A_SLICE: Final = 100
"""So many people are read at a time."""


@dataclasses.dataclass(slots=True)
class Fetching:
    """One list on its way: whom it names, and what has been read of them."""

    export: Export
    people: tuple[UUID, ...]
    columns: tuple[ExportColumn, ...]
    language: str
    leaving: list[UUID] = dataclasses.field(default_factory=list)
    lines: list[Line] = dataclasses.field(default_factory=list, repr=False)


@use_case(Permission.EXPORT_LIST)
def begin_fetch(visit: Visit, export_id: UUID, language: str) -> Fetching:
    """Return the list that another has approved, if whoever asked for it may fetch it now."""
    export = visit.office.exports.get(export_id)
    _refuse_others(visit, export)
    _refuse_late(visit, export)
    visit.note("export.begun", export.id, count=export.count)
    return Fetching(export, ids_from_bytes(export.people), columns_of(export), language)


@use_case(Permission.EXPORT_LIST, leaves_trace=False)
def read_some(visit: Visit, fetching: Fetching, some: Sequence[UUID]) -> None:
    """Read those of some people who may leave today; the beginning left the trace."""
    behind = Leaving(visit).behind(some, fetching.export.purpose)
    leaving = [one for one in some if one not in behind]
    rows = ExportRows(visit, fetching.export.list_kind, fetching.language)
    fetching.lines += rows.read(leaving, fetching.columns)
    fetching.leaving += leaving


@use_case(Permission.EXPORT_LIST, leaves_trace=False)
def document_of(visit: Visit, fetching: Fetching) -> ListDocument:
    """Return the list with its facts, once everybody in it has been read."""
    refuse_nobody(fetching.leaving)
    documents = ExportDocuments(visit, fetching.language)
    return documents.of(fetching.export, fetching.lines, fetching.columns)


@use_case(Permission.EXPORT_LIST)
def finish_fetch(
    visit: Visit, fetching: Fetching, content: bytes, put: Put, progress: Progress
) -> Slices[ExportedFile]:
    """Take the list out, once; Conflict where somebody in it may no longer leave."""
    export = visit.office.exports.get(fetching.export.id)
    _refuse_others(visit, export)
    _refuse_late(visit, export)
    FourEyes(visit).execute(Act.EXPORT, export.id, parameters_of(export))
    if (yield from Leaving(visit).judging(fetching.leaving, export.purpose)):
        raise Conflict(_("Somebody in the list may no longer leave with it. Fetch it again."))
    Tasks(visit).close(TaskKind.FETCH_EXPORT, export.id)
    more = export.left_out + len(fetching.people) - len(fetching.leaving)
    now = dataclasses.replace(export, left_out=more)
    return (yield from ListMaking(visit).keep(now, fetching.leaving, content, put, progress))


@use_case(Permission.EXPORT_LIST)
def stop_fetch(visit: Visit, export_id: UUID) -> None:
    """Say in the log that a list was stopped before it left; it can be fetched again."""
    visit.note("export.stopped", export_id)


def fetching_list(
    desk: Desk,
    export_id: UUID,
    language: str,
    put: Put = nowhere,
    progress: Progress = unheard,
) -> Slices[ExportedFile]:
    """Make the file that another has approved, once, for who asked; fewer people if some stay.

    Stopped or broken off, nothing is taken out: no file, no number spent, nobody's record changed.
    """
    fetching = desk.do(begin_fetch, export_id, language)
    try:
        content = yield from _file_of(desk, fetching, progress)
        return (yield from desk.doing(finish_fetch, fetching, content, put, progress))
    except ExportStopped:
        desk.do(stop_fetch, export_id)
        raise


def _file_of(desk: Desk, fetching: Fetching, progress: Progress) -> Slices[bytes]:
    """Read the list and make its file; nothing is kept of it outside memory."""
    people = fetching.people
    for at in range(0, len(people), IN_A_SLICE):
        yield
        desk.do(read_some, fetching, people[at : at + IN_A_SLICE])
        tell(progress, ExportStage.READING, min(at + IN_A_SLICE, len(people)), len(people))
    yield
    document = desk.do(document_of, fetching)
    yield
    return (yield from making(document, fetching.export.format, progress))


def _refuse_late(visit: Visit, export: Export) -> None:
    """Stop a list whose approval has lapsed: the fifth working day after it is the last."""
    proposal = FourEyes(visit).check(Act.EXPORT, export.id, parameters_of(export))
    if visit.today > last_day_of(proposal):
        raise Conflict(_("The proposal has expired. Make a new one."))


def _refuse_others(visit: Visit, export: Export) -> None:
    """Stop whoever did not ask for the list, or may not, or no longer, read what is in it."""
    beyond = set(columns_of(export)) - set(ListMaking(visit).readable())
    if export.asked_by != visit.actor or beyond:
        raise refusal()
