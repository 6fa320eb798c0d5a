"""A list as it leaves: its file, its hash, and in everybody's own record that they stood in it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.exports import (
    ALONE_UP_TO,
    Export,
    ExportColumn,
    ExportedPerson,
    ExportFormat,
    ExportState,
    readable_columns,
)
from registerdesk.domain.sources import Channel, Source
from registerdesk.domain.texts import _
from registerdesk.storage.bulk import Bulk
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.export_people import batches
from registerdesk.usecases.slices import Slices


class ExportStage(StrEnum):
    """What is being done to a list."""

    READING = "reading"
    WRITING = "writing"
    NOTING = "noting"
    PRINTING = "printing"


Progress = Callable[[ExportStage, int, int], bool]
"""Told the stage, what is done and of how much; says no to stop, and then nothing is taken out."""
Put = Callable[[bytes], object]
"""Takes the whole file to where it is to lie, unseen as long as nothing says that it left."""


class ExportStopped(RegisterDeskError):
    """The person stopped the export; nothing left the office."""


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


def unheard(_stage: ExportStage, _done: int, _total: int) -> bool:
    """Go on whatever is told: nobody waits."""
    return True


def nowhere(_content: bytes) -> None:
    """Put the file nowhere: whoever asked has it in memory."""


def tell(progress: Progress, stage: ExportStage, done: int, total: int) -> None:
    """Tell how far a list has come; stop when the answer is no."""
    if not progress(stage, done, total):
        raise ExportStopped(_("The export was stopped. Nothing has left the office."))


def refuse_nobody(leaving: Sequence[UUID]) -> None:
    """Refuse a list of nobody."""
    if not leaving:
        raise InvalidInput(_("Nobody in the list may leave for this purpose."), field="purpose")


def columns_of(export: Export) -> tuple[ExportColumn, ...]:
    """Return the columns of an export."""
    return tuple(ExportColumn(code) for code in export.columns.split(","))


class ListMaking:
    """Makes lists leave, within one visit."""

    def __init__(self, visit: Visit) -> None:
        """Take the visit."""
        self._visit = visit

    def readable(self) -> tuple[ExportColumn, ...]:
        """Return the columns within the person's reach."""
        visit = self._visit
        return readable_columns(visit.office.reader.areas, visit.keys.holds)

    def keep(
        self,
        export: Export,
        leaving: Sequence[UUID],
        content: bytes,
        put: Put = nowhere,
        progress: Progress = unheard,
    ) -> Slices[ExportedFile]:
        """Keep the file's hash and who stands in it, leave the trace, and put it in its place."""
        visit, done = self._visit, 0
        bulk = Bulk(visit.office.connection, visit.office.reader)
        visit.office.exports.replace(_as_made(visit, export, leaving, content))
        for batch in batches(leaving):
            for party_id in batch:
                bulk.add(_told(visit, export, party_id))
            bulk.flush()
            done += len(batch)
            tell(progress, ExportStage.NOTING, done, len(leaving))
            yield
        self._leave_trace(export, leaving, content)
        put(content)
        return ExportedFile(
            number=export.number, content=content, format=export.format, people=len(leaving)
        )

    def _leave_trace(self, export: Export, leaving: Sequence[UUID], content: bytes) -> None:
        """Say in the log what left, and of a short list whom it names."""
        few = leaving if len(leaving) <= ALONE_UP_TO else ()
        self._visit.note(
            "export.printed" if export.format is ExportFormat.PAPER else "export.exported",
            export.id,
            *few,
            fields=columns_of(export),
            count=len(leaving),
            purpose=export.purpose.value,
            digest=sha256(content).hexdigest(),
        )
        self._visit.signs_log = True


def _as_made(visit: Visit, export: Export, leaving: Sequence[UUID], content: bytes) -> Export:
    """Return the export as it stands once its file is made."""
    return dataclasses.replace(
        export,
        people=b"",
        count=len(leaving),
        state=ExportState.MADE,
        made_at=visit.now,
        sha256=sha256(content).digest(),
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
