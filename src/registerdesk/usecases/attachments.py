"""A person's files: added, listed, opened outside the program, marked, removed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from uuid import UUID

from registerdesk.domain.attachments import UNDO_SECONDS, Attachment, AttachmentUse
from registerdesk.domain.errors import Conflict, NotFound
from registerdesk.domain.fields import Compartment, Purpose
from registerdesk.domain.file_kinds import SUFFIXES
from registerdesk.domain.sources import Channel, Source
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.storage.attachments import drop_removed
from registerdesk.storage.office import Office
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.guarded_files import GuardedFiles
from registerdesk.usecases.incoming_files import Tell, incoming
from registerdesk.usecases.party_registers import Reach
from registerdesk.usecases.private_files import refuse_place, write_private

REPORT_NAME: Final = "kreditupplysning"
_SECOND: Final = 1_000_000


@use_case(Permission.EDIT_PARTY)
def add_attachment(
    visit: Visit,
    party_id: UUID,
    path: Path,
    *,
    use: AttachmentUse = AttachmentUse.ANSWER,
    is_report: bool = False,
    tell: Tell | None = None,
) -> UUID:
    """Keep a file about a person, sealed as strictly as the person is; return its id.

    A credit report is sealed to those who assess credit, and its name is not kept.
    """
    party = Reach(visit).party(party_id)
    if is_report:
        visit.require(Permission.RECORD_CREDIT_CHECK)
    attachment_id = visit.new_id()
    with incoming(path) as file:
        attachment = Attachment(
            id=attachment_id,
            party_id=party.id,
            source=Source.CREDIT_BUREAU if is_report else Source.FILE,
            channel=Channel.LOOKUP if is_report else Channel.FILE,
            collected_on=visit.today,
            purpose=Purpose.CREDIT if is_report else Purpose.CONTRACT,
            recorded_by=visit.actor,
            recorded_at=visit.now,
            is_protected=party.is_protected,
            name=REPORT_NAME + SUFFIXES[file.kind][0] if is_report else file.name,
            kind=file.kind,
            size=file.size,
            use=use,
            is_report=is_report,
        )
        visit.office.attachments.add(attachment)
        compartment = _compartment(attachment)
        visit.office.file_contents.write(attachment_id, compartment, file.parts(tell))
    visit.note("attachment.added", attachment_id, party.id, purpose=use.value)
    return attachment_id


def _compartment(attachment: Attachment) -> str:
    """Return where the content is sealed: at least as strictly as what it belongs to."""
    if attachment.is_report:
        return Compartment.CREDIT.value
    return Compartment.PROTECTED.value if attachment.is_protected else ""


@use_case(Permission.VIEW_REGISTER)
def list_attachments(visit: Visit, party_id: UUID) -> tuple[Attachment, ...]:
    """Return a person's files, newest first, without their content."""
    party = Reach(visit).party(party_id)
    RemovedFiles(visit).erase()
    kept = [a for a in visit.office.attachments.of(party.id) if a.removed_at is None]
    visit.note("attachments.listed", party.id, count=len(kept))
    return tuple(reversed(kept))


@use_case(Permission.VIEW_REGISTER)
def open_attachment(visit: Visit, attachment_id: UUID, guarded: GuardedFiles) -> Path:
    """Write a file where another program can show it until the next lock; return the place."""
    attachment = _kept(visit, attachment_id)
    place = guarded.place(attachment.id, attachment.kind)
    HandingOut(visit).write(place, lambda office: office.file_contents.read(attachment_id))
    visit.note("attachment.opened", attachment.id, attachment.party_id)
    return place


@use_case(Permission.EXPORT_LIST)
def save_copy(visit: Visit, attachment_id: UUID, place: Path, office: Path) -> None:
    """Write a copy that leaves the office: an export, with its trace."""
    attachment = _kept(visit, attachment_id)
    refuse_place(place, office)
    HandingOut(visit).write(place, lambda office: office.file_contents.read(attachment_id))
    visit.note("attachment.exported", attachment.id, attachment.party_id, count=1)


@use_case(Permission.EDIT_PARTY)
def mark_attachment(
    visit: Visit, attachment_id: UUID, version: int, use: AttachmentUse
) -> Attachment:
    """Say whether a file is internal or belongs to the answer; return it as it is now."""
    attachment = _kept(visit, attachment_id)
    _refuse_report(visit, attachment)
    changed = dataclasses.replace(attachment, use=use, version=version)
    visit.office.attachments.replace(changed)
    visit.note("attachment.marked", attachment.id, attachment.party_id, purpose=use.value)
    return dataclasses.replace(changed, version=version + 1)


@use_case(Permission.EDIT_PARTY)
def remove_attachment(visit: Visit, attachment_id: UUID) -> None:
    """Take a file away; for a minute it can be brought back, then its content is erased."""
    attachment = _kept(visit, attachment_id)
    _refuse_report(visit, attachment)
    visit.office.attachments.replace(dataclasses.replace(attachment, removed_at=visit.now))
    visit.note("attachment.removed", attachment.id, attachment.party_id)


@use_case(Permission.EDIT_PARTY)
def restore_attachment(visit: Visit, attachment_id: UUID) -> None:
    """Bring a file back that was removed a moment ago."""
    attachment = visit.office.attachments.get(attachment_id)
    Reach(visit).party(attachment.party_id)
    _refuse_report(visit, attachment)
    if attachment.removed_at is None or attachment.removed_at < _last_moment(visit):
        raise Conflict(_("It is too late to bring the file back."))
    visit.office.attachments.replace(dataclasses.replace(attachment, removed_at=None))
    visit.note("attachment.restored", attachment.id, attachment.party_id)


class RemovedFiles:
    """Everybody's removed files whose minute has passed."""

    def __init__(self, visit: Visit) -> None:
        """Take the visit."""
        self._visit = visit

    def erase(self) -> int:
        """Erase them with their content, say in the log how many, and return it."""
        visit = self._visit
        gone = drop_removed(visit.office.connection, _last_moment(visit))
        if gone:
            visit.note("attachments.erased", *gone, count=len(gone))
        return len(gone)


def _last_moment(visit: Visit) -> int:
    """Return the moment before which a removal is final."""
    return visit.now - UNDO_SECONDS * _SECOND


def _kept(visit: Visit, attachment_id: UUID) -> Attachment:
    """Return a file within the person's reach that has not been removed."""
    attachment = visit.office.attachments.get(attachment_id)
    Reach(visit).party(attachment.party_id)
    if attachment.removed_at is not None:
        raise NotFound(_("It is no longer in the register."))
    return attachment


def _refuse_report(visit: Visit, attachment: Attachment) -> None:
    """Stop who would mark or erase a credit report without being able to read it."""
    if attachment.is_report:
        visit.require(Permission.RECORD_CREDIT_CHECK)


class HandingOut:
    """Files on their way out of the database."""

    def __init__(self, visit: Visit) -> None:
        """Take the visit."""
        self._visit = visit

    def write(self, place: Path, content: Callable[[Office], Iterator[bytes]]) -> None:
        """Read a file to its end, and write it only when the act that let it out is kept.

        AttachmentDamaged where it is not what was added; NotAllowed where it is out of reach.
        """
        for _part in content(self._visit.office):
            pass
        self._visit.handed_out.append(
            lambda office: write_private(place, b"".join(content(office)))
        )
