"""Lists are taken out of the office: counted first, made as one logged act, by two above twenty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from types import MappingProxyType
from typing import Final
from uuid import UUID

from registerdesk.domain.errors import Conflict, InvalidInput
from registerdesk.domain.exports import (
    ALONE_UP_TO,
    MOST_PEOPLE,
    Export,
    ExportColumn,
    ExportPreview,
    ExportWish,
    LeftOut,
    ids_to_bytes,
)
from registerdesk.domain.four_eyes import Act
from registerdesk.domain.plain_text import clean
from registerdesk.domain.staff import Permission, Role
from registerdesk.domain.tasks import TaskKind
from registerdesk.domain.texts import _
from registerdesk.storage.exports import taken_alone
from registerdesk.storage.offices import next_number
from registerdesk.usecases.desk import Visit, refusal, use_case
from registerdesk.usecases.export_documents import ExportDocuments
from registerdesk.usecases.export_files import making
from registerdesk.usecases.export_making import (
    ExportedFile,
    ListMaking,
    Put,
    columns_of,
    nowhere,
    refuse_nobody,
)
from registerdesk.usecases.export_people import Leaving
from registerdesk.usecases.export_rows import ExportRows
from registerdesk.usecases.four_eyes import FourEyes
from registerdesk.usecases.purposes import usable_purposes
from registerdesk.usecases.slices import Slices
from registerdesk.usecases.tasks import Tasks

_RECIPIENT_LIMIT: Final = 200
_DAY: Final = 24 * 3600 * 1_000_000


@use_case(Permission.EXPORT_LIST)
def preview_export(visit: Visit, wish: ExportWish) -> Slices[ExportPreview]:
    """Say in numbers who would leave and who stays behind, and why."""
    leaving, left_out = yield from _resolving(visit, wish)
    visit.note("export.previewed", count=len(leaving), purpose=wish.purpose.value)
    return ExportPreview(
        people=len(leaving),
        left_out=MappingProxyType(left_out),
        columns=ListMaking(visit).readable(),
        purposes=usable_purposes(visit),
        needs_second=_needs_second(visit, leaving),
    )


@use_case(Permission.EXPORT_LIST)
def take_out(
    visit: Visit, wish: ExportWish, language: str, put: Put = nowhere
) -> Slices[ExportedFile]:
    """Make the file of at most twenty people in a day; Conflict above, which takes a second."""
    leaving, left_out = yield from _resolving(visit, wish)
    _refuse(visit, wish, leaving)
    if _needs_second(visit, leaving):
        raise Conflict(_("More than 20 people in a day need the approval of a second person."))
    export = _asked(visit, wish, leaving, left_out)
    visit.office.exports.add(export)
    columns = columns_of(export)
    lines = ExportRows(visit, export.list_kind, language).read(leaving, columns)
    document = ExportDocuments(visit, language).of(export, lines, columns)
    content = yield from making(document, export.format)
    return (yield from ListMaking(visit).keep(export, leaving, content, put))


@use_case(Permission.EXPORT_LIST)
def propose_export(visit: Visit, wish: ExportWish) -> Slices[str]:
    """Ask the data protection officer for a longer list; return the export's number."""
    leaving, left_out = yield from _resolving(visit, wish)
    _refuse(visit, wish, leaving)
    export = _asked(visit, wish, leaving, left_out)
    visit.office.exports.add(export)
    FourEyes(visit).propose(Act.EXPORT, export.id, parameters_of(export))
    Tasks(visit).ask(TaskKind.APPROVE_EXPORT, export.id, role=Role.DATA_PROTECTION_OFFICER)
    visit.note(
        "export.proposed",
        export.id,
        fields=columns_of(export),
        count=export.count,
        purpose=export.purpose.value,
        digest=sha256(export.people).hexdigest(),
    )
    return export.number


def _needs_second(visit: Visit, leaving: Sequence[UUID]) -> bool:
    """Tell whether the list, with those that the person took out alone in a day, is a long one."""
    earlier = taken_alone(visit.office.connection, visit.actor, visit.now - _DAY)
    return len(earlier | set(leaving)) > ALONE_UP_TO


def parameters_of(export: Export) -> dict[str, str]:
    """Return what an approval is bound to: who, what, why, for whom, as what."""
    return {
        "people": sha256(export.people).hexdigest(),
        "list_kind": export.list_kind.value,
        "columns": export.columns,
        "purpose": export.purpose.value,
        "recipient": export.recipient,
        "format": export.format.value,
    }


def _resolving(
    visit: Visit, wish: ExportWish
) -> Slices[tuple[tuple[UUID, ...], dict[LeftOut, int]]]:
    """Return who would leave, and how many stay behind for which reason."""
    named = wish.marked or visit.office.party_lists.party_ids(wish.query, MOST_PEOPLE)
    wanted = tuple(dict.fromkeys(named or ()))
    if named is None or len(wanted) > MOST_PEOPLE:
        raise InvalidInput(
            _("The list is longer than {most} people. Narrow it first."), most=MOST_PEOPLE
        )
    yield
    behind = yield from Leaving(visit).judging(wanted, wish.purpose)
    return tuple(one for one in wanted if one not in behind), dict(Counter(behind.values()))


def _refuse(visit: Visit, wish: ExportWish, leaving: Sequence[UUID]) -> None:
    """Refuse a list of nobody, of nothing, or of what the person may not read."""
    if not wish.columns:
        raise InvalidInput(_("Choose at least one column."), field="columns")
    if not set(wish.columns) <= set(ListMaking(visit).readable()):
        raise refusal()
    refuse_nobody(leaving)


def _asked(
    visit: Visit, wish: ExportWish, leaving: Sequence[UUID], left_out: dict[LeftOut, int]
) -> Export:
    """Return the record of a list that somebody wants, its number from the year's series."""
    year = visit.today.year
    serial = next_number(visit.office.connection, f"export.{year}")
    return Export(
        id=visit.new_id(),
        number=f"E-{year}-{serial:04}",
        list_kind=wish.query.kind,
        format=wish.format,
        purpose=wish.purpose,
        recipient=clean(wish.recipient, limit=_RECIPIENT_LIMIT, field="recipient"),
        columns=",".join(column for column in ExportColumn if column in wish.columns),
        people=ids_to_bytes(leaving),
        count=len(leaving),
        left_out=sum(left_out.values()),
        asked_by=visit.actor,
        asked_at=visit.now,
    )
