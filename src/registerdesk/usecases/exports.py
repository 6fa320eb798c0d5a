"""Lists are taken out of the office: counted first, made as one logged act, by two above twenty."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
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
    ExportedPerson,
    ExportFormat,
    ExportPreview,
    ExportState,
    ExportWish,
    LeftOut,
    ids_from_bytes,
    ids_to_bytes,
    readable_columns,
)
from registerdesk.domain.four_eyes import Act, expires_on
from registerdesk.domain.plain_text import clean
from registerdesk.domain.sources import Channel, Source
from registerdesk.domain.staff import Permission, Role
from registerdesk.domain.tasks import TaskKind
from registerdesk.domain.texts import _
from registerdesk.storage.exports import taken_alone
from registerdesk.storage.offices import next_number
from registerdesk.usecases.desk import Visit, local_day, refusal, use_case
from registerdesk.usecases.export_documents import ExportDocuments
from registerdesk.usecases.export_files import made
from registerdesk.usecases.export_people import Leaving
from registerdesk.usecases.four_eyes import FourEyes
from registerdesk.usecases.purposes import usable_purposes
from registerdesk.usecases.tasks import Tasks

_RECIPIENT_LIMIT: Final = 200
_DAY: Final = 24 * 3600 * 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    """A finished file, in memory until it is written or printed; its hash is kept."""

    number: str
    content: bytes
    format: ExportFormat
    people: int

    @property
    def file_name(self) -> str:
        """Return the name that is proposed: the export number, nothing of anybody."""
        ending = "pdf" if self.format is ExportFormat.PAPER else self.format.value
        return f"{self.number}.{ending}"


@use_case(Permission.EXPORT_LIST)
def preview_export(visit: Visit, wish: ExportWish) -> ExportPreview:
    """Say in numbers who would leave and who stays behind, and why."""
    leaving, left_out = _resolved(visit, wish)
    visit.note("export.previewed", count=len(leaving), purpose=wish.purpose.value)
    return ExportPreview(
        people=len(leaving),
        left_out=MappingProxyType(left_out),
        columns=_readable(visit),
        purposes=usable_purposes(visit),
        needs_second=_needs_second(visit, leaving),
    )


@use_case(Permission.EXPORT_LIST)
def take_out(visit: Visit, wish: ExportWish, language: str) -> ExportedFile:
    """Make the file of at most twenty people in a day; Conflict above, which takes a second."""
    leaving, left_out = _resolved(visit, wish)
    _refuse(visit, wish, leaving)
    if _needs_second(visit, leaving):
        raise Conflict(_("More than 20 people in a day need the approval of a second person."))
    export = _asked(visit, wish, leaving, left_out)
    visit.office.exports.add(export)
    return _make(visit, export, leaving, language)


@use_case(Permission.EXPORT_LIST)
def propose_export(visit: Visit, wish: ExportWish) -> str:
    """Ask the data protection officer for a longer list; return the export's number."""
    leaving, left_out = _resolved(visit, wish)
    _refuse(visit, wish, leaving)
    export = _asked(visit, wish, leaving, left_out)
    visit.office.exports.add(export)
    FourEyes(visit).propose(Act.EXPORT, export.id, parameters_of(export))
    Tasks(visit).ask(TaskKind.APPROVE_EXPORT, export.id, role=Role.DATA_PROTECTION_OFFICER)
    visit.note(
        "export.proposed",
        export.id,
        fields=_columns_of(export),
        count=export.count,
        purpose=export.purpose.value,
        digest=sha256(export.people).hexdigest(),
    )
    return export.number


@use_case(Permission.EXPORT_LIST)
def fetch_export(visit: Visit, export_id: UUID, language: str) -> ExportedFile:
    """Make the file that another has approved, once, for who asked; fewer people if some stay."""
    export = visit.office.exports.get(export_id)
    if export.asked_by != visit.actor:
        raise refusal()
    _refuse_late(visit, export)
    FourEyes(visit).execute(Act.EXPORT, export.id, parameters_of(export))
    if not set(_columns_of(export)) <= set(_readable(visit)):
        raise refusal()
    people = ids_from_bytes(export.people)
    behind = Leaving(visit).behind(people, export.purpose)
    leaving = tuple(one for one in people if one not in behind)
    Tasks(visit).close(TaskKind.FETCH_EXPORT, export.id)
    more = export.left_out + len(behind)
    return _make(visit, dataclasses.replace(export, left_out=more), leaving, language)


def _refuse_late(visit: Visit, export: Export) -> None:
    """Stop a list whose approval has lapsed: the fifth working day after it is the last."""
    proposal = FourEyes(visit).check(Act.EXPORT, export.id, parameters_of(export))
    approved = local_day(proposal.approved_at or proposal.proposed_at)
    if visit.today > expires_on(approved):
        raise Conflict(_("The proposal has expired. Make a new one."))


def _needs_second(visit: Visit, leaving: Sequence[UUID]) -> bool:
    """Tell whether the list, with those that the person took out alone in a day, is a long one."""
    earlier = taken_alone(visit.office.connection, visit.actor, visit.now - _DAY)
    return len(earlier | set(leaving)) > ALONE_UP_TO


def parameters_of(export: Export) -> dict[str, str]:
    """Return what an approval is bound to: who, what, why, for whom, as what."""
    return {
        "people": sha256(export.people).hexdigest(),
        "columns": export.columns,
        "purpose": export.purpose.value,
        "recipient": export.recipient,
        "format": export.format.value,
    }


def _columns_of(export: Export) -> tuple[ExportColumn, ...]:
    """Return the columns of an export."""
    return tuple(ExportColumn(code) for code in export.columns.split(","))


def _readable(visit: Visit) -> tuple[ExportColumn, ...]:
    """Return the columns within the person's reach."""
    return readable_columns(visit.office.reader.areas, visit.keys.holds)


def _resolved(visit: Visit, wish: ExportWish) -> tuple[tuple[UUID, ...], dict[LeftOut, int]]:
    """Return who would leave, and how many stay behind for which reason."""
    lists = visit.office.party_lists
    wanted = tuple(dict.fromkeys(wish.marked or lists.party_ids(wish.query, MOST_PEOPLE + 1)))
    if len(wanted) > MOST_PEOPLE:
        raise InvalidInput(
            _("The list is longer than {most} people. Narrow it first."), most=MOST_PEOPLE
        )
    behind = Leaving(visit).behind(wanted, wish.purpose)
    return tuple(one for one in wanted if one not in behind), dict(Counter(behind.values()))


def _refuse(visit: Visit, wish: ExportWish, leaving: Sequence[UUID]) -> None:
    """Refuse a list of nobody, of nothing, or of what the person may not read."""
    if not wish.columns:
        raise InvalidInput(_("Choose at least one column."), field="columns")
    if not set(wish.columns) <= set(_readable(visit)):
        raise refusal()
    if not leaving:
        raise InvalidInput(_("Nobody in the list may leave for this purpose."), field="purpose")


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


def _make(visit: Visit, export: Export, leaving: Sequence[UUID], language: str) -> ExportedFile:
    """Make the file, keep its hash and who stood in it, and leave the trace."""
    if not leaving:
        raise InvalidInput(_("Nobody in the list may leave for this purpose."), field="purpose")
    columns = _columns_of(export)
    document = ExportDocuments(visit, language).of(export, leaving, columns)
    content = made(document, export.format)
    digest = sha256(content)
    done = dataclasses.replace(
        export,
        people=b"",
        count=len(leaving),
        state=ExportState.MADE,
        made_at=visit.now,
        sha256=digest.digest(),
    )
    visit.office.exports.replace(done)
    for party_id in leaving:
        visit.office.exported_people.add(_told(visit, export, party_id))
    few = leaving if len(leaving) <= ALONE_UP_TO else ()
    visit.note(
        "export.printed" if export.format is ExportFormat.PAPER else "export.exported",
        export.id,
        *few,
        fields=columns,
        count=len(leaving),
        purpose=export.purpose.value,
        digest=digest.hexdigest(),
    )
    visit.signs_log = True
    return ExportedFile(
        number=export.number, content=content, format=export.format, people=len(leaving)
    )


def _told(visit: Visit, export: Export, party_id: UUID) -> ExportedPerson:
    """Return what a person's own answer will tell of the export."""
    return ExportedPerson(
        id=visit.new_id(),
        party_id=party_id,
        source=Source.OWN_NOTE,
        channel=Channel.FILE,
        collected_on=visit.today,
        purpose=export.purpose,
        recorded_by=visit.actor,
        recorded_at=visit.now,
        export_id=export.id,
        export_number=export.number,
        given_on=visit.today,
        recipient=export.recipient,
    )
