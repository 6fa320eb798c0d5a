"""The files of a case: sealed to the case's key, name and all, for its owner and the ombud."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from registerdesk.domain.attachments import REMOVED, UNDO_SECONDS, AttachmentUse
from registerdesk.domain.case_materials import CaseMaterial, MaterialKind
from registerdesk.domain.errors import Conflict, NotFound
from registerdesk.domain.file_kinds import FileKind
from registerdesk.domain.rights_requests import RightsRequest
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.usecases.attachments import HandingOut
from registerdesk.usecases.case_access import CaseAccess, CaseFile
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.guarded_files import GuardedFiles
from registerdesk.usecases.incoming_files import Tell, incoming
from registerdesk.usecases.private_files import refuse_place

_SECOND: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAttachment:
    """One file of a case, without its content."""

    id: UUID
    name: str
    kind: FileKind
    size: int
    use: AttachmentUse
    recorded_at: int

    def as_json(self) -> bytes:
        """Return what the sealed piece says of the file."""
        told = {
            "name": self.name,
            "kind": self.kind.value,
            "size": self.size,
            "use": self.use.value,
            "at": self.recorded_at,
        }
        return json.dumps(told, ensure_ascii=False).encode()


class CaseFiles:
    """A case's files in the hands of one who holds its key."""

    def __init__(self, visit: Visit, request: RightsRequest, file: CaseFile) -> None:
        """Take the opened case."""
        self._visit, self._request, self._file = visit, request, file

    def all(self) -> tuple[CaseAttachment, ...]:
        """Return the files that have not been removed, newest first."""
        pieces = [p for p in self._pieces() if not p.name.startswith(REMOVED)]
        return tuple(self.told(piece) for piece in reversed(pieces))

    def for_answer(self) -> tuple[CaseAttachment, ...]:
        """Return the files that go to the person, oldest first."""
        return tuple(f for f in reversed(self.all()) if f.use is AttachmentUse.ANSWER)

    def piece(self, file_id: UUID, *, is_removed: bool = False) -> CaseMaterial:
        """Return the sealed piece of a file; NotFound for one of another case."""
        for piece in self._pieces():
            if piece.id == file_id and piece.name.startswith(REMOVED) is is_removed:
                return piece
        raise NotFound(_("It is no longer in the register."))

    def told(self, piece: CaseMaterial) -> CaseAttachment:
        """Return what a piece says."""
        told = json.loads(self._file.open_piece(piece))
        return CaseAttachment(
            id=piece.id,
            name=told["name"],
            kind=FileKind(told["kind"]),
            size=told["size"],
            use=AttachmentUse(told["use"]),
            recorded_at=told["at"],
        )

    def add(self, path: Path, use: AttachmentUse, tell: Tell | None) -> UUID:
        """Keep a file; return its id."""
        name = str(self._visit.new_id())
        with incoming(path) as file:
            piece = self._file.write_bytes(MaterialKind.ATTACHMENT, b"", name)
            contents = self._visit.office.file_contents
            contents.write_to_case(piece.id, self._file.seal, file.parts(tell))
            kept = CaseAttachment(
                id=piece.id,
                name=file.name,
                kind=file.kind,
                size=file.size,
                use=use,
                recorded_at=self._visit.now,
            )
            self.write(piece, kept)
        return piece.id

    def write(self, piece: CaseMaterial, told: CaseAttachment) -> None:
        """Write anew what a piece says of its file; the content stays."""
        cell = self._file.sealed(piece, told.as_json())
        self._visit.office.case_materials.replace(dataclasses.replace(piece, cell=cell))

    def rename(self, piece: CaseMaterial, name: str) -> None:
        """Put a piece among the removed ones, or back; `made_at` says since when."""
        changed = dataclasses.replace(piece, name=name, made_at=self._visit.now)
        self._visit.office.case_materials.replace(changed)

    def hand_out(self, piece: CaseMaterial, place: Path) -> None:
        """Write a file once its row in the log stands; AttachmentDamaged if it was changed."""
        seal = self._file.seal
        HandingOut(self._visit).write(
            place, lambda office: office.file_contents.read_of_case(piece.id, seal)
        )

    def _pieces(self) -> list[CaseMaterial]:
        kind = MaterialKind.ATTACHMENT
        return self._visit.office.case_materials.find(case_id=self._request.id, kind=kind)


def _seen(visit: Visit, case_id: UUID) -> CaseFiles:
    """Return the files of a case that the person may read."""
    access = CaseAccess(visit)
    request = access.seen(case_id)
    return CaseFiles(visit, request, access.case_file(request))


def _handled(visit: Visit, case_id: UUID) -> CaseFiles:
    """Return the files of an open case that the person is responsible for."""
    access = CaseAccess(visit)
    request = access.handled(case_id)
    return CaseFiles(visit, request, access.case_file(request))


@use_case(Permission.VIEW_REQUESTS)
def list_case_files(visit: Visit, case_id: UUID) -> tuple[CaseAttachment, ...]:
    """Return a case's files, newest first, without their content."""
    kept = _seen(visit, case_id).all()
    visit.note("attachments.listed", case_id, case=case_id, count=len(kept))
    return kept


@use_case(Permission.HANDLE_REQUEST)
def add_case_file(
    visit: Visit,
    case_id: UUID,
    path: Path,
    *,
    use: AttachmentUse = AttachmentUse.ANSWER,
    tell: Tell | None = None,
) -> UUID:
    """Keep a file in a case, sealed to the case; return its id."""
    file_id = _handled(visit, case_id).add(path, use, tell)
    visit.note("attachment.added", file_id, case=case_id, purpose=use.value)
    return file_id


@use_case(Permission.VIEW_REQUESTS)
def open_case_file(visit: Visit, case_id: UUID, file_id: UUID, guarded: GuardedFiles) -> Path:
    """Write a file where another program can show it until the next lock; return the place."""
    files = _seen(visit, case_id)
    piece = files.piece(file_id)
    place = guarded.place(piece.id, files.told(piece).kind)
    files.hand_out(piece, place)
    visit.note("attachment.opened", file_id, case=case_id)
    return place


@use_case(Permission.HANDLE_REQUEST)
def save_case_copy(visit: Visit, case_id: UUID, file_id: UUID, place: Path, office: Path) -> None:
    """Write a copy that leaves the office, such as to print it for the answer."""
    files = _seen(visit, case_id)
    piece = files.piece(file_id)
    refuse_place(place, office)
    files.hand_out(piece, place)
    visit.note("attachment.exported", file_id, case=case_id, count=1)


@use_case(Permission.HANDLE_REQUEST)
def mark_case_file(visit: Visit, case_id: UUID, file_id: UUID, use: AttachmentUse) -> None:
    """Say whether a file is internal or goes with the answer."""
    files = _handled(visit, case_id)
    piece = files.piece(file_id)
    files.write(piece, dataclasses.replace(files.told(piece), use=use))
    visit.note("attachment.marked", file_id, case=case_id, purpose=use.value)


@use_case(Permission.HANDLE_REQUEST)
def remove_case_file(visit: Visit, case_id: UUID, file_id: UUID) -> None:
    """Take a file away; for a minute it can be brought back, then its content is erased."""
    files = _handled(visit, case_id)
    piece = files.piece(file_id)
    files.rename(piece, REMOVED + piece.name)
    visit.note("attachment.removed", file_id, case=case_id)


@use_case(Permission.HANDLE_REQUEST)
def restore_case_file(visit: Visit, case_id: UUID, file_id: UUID) -> None:
    """Bring a file back that was removed a moment ago."""
    files = _handled(visit, case_id)
    piece = files.piece(file_id, is_removed=True)
    if piece.made_at < visit.now - UNDO_SECONDS * _SECOND:
        raise Conflict(_("It is too late to bring the file back."))
    files.rename(piece, piece.name.removeprefix(REMOVED))
    visit.note("attachment.restored", file_id, case=case_id)
