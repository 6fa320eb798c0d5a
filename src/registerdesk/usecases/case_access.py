"""Who reaches a request: its header, its work, and the contents under the case's own key."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from registerdesk.domain.calendar import TARGET_DAYS
from registerdesk.domain.case_materials import CaseGrant, CaseMaterial, MaterialKind
from registerdesk.domain.contacts import Contact
from registerdesk.domain.errors import NotAllowed, NotFound
from registerdesk.domain.fields import Area
from registerdesk.domain.parties import Party
from registerdesk.domain.request_steps import check_open
from registerdesk.domain.rights_requests import (
    UNDO_MICROSECONDS,
    Deadline,
    RequestExtension,
    RequestPause,
    Right,
    RightsRequest,
    deadline_of,
)
from registerdesk.domain.staff import MATRIX, Access, Permission, Role, may_read
from registerdesk.domain.texts import _
from registerdesk.keyring.cases import OpenCase
from registerdesk.storage.office import Office
from registerdesk.usecases.desk import Visit

_ALL: Final = 100_000


class CaseFile:
    """A case's sealed pieces in the hands of one who holds its key."""

    def __init__(self, visit: Visit, request: RightsRequest) -> None:
        """Open the case by the person's grant, or as ombud; NotAllowed for anybody else."""
        if request.case_public is None:
            raise NotAllowed(_("The case has no owner yet."))
        grants = visit.office.case_grants.find(case_id=request.id, user_id=visit.actor)
        self._visit = visit
        self._case_id = request.id
        self._key = visit.keys.open_case(
            request.id, request.case_public, grants[0].grant if grants else None
        )

    @property
    def seal(self) -> OpenCase:
        """What closes and opens the parts of the case's files."""
        key: OpenCase = self._key
        return key

    def sealed(self, piece: CaseMaterial, content: bytes) -> bytes:
        """Return the cell for what a piece is to say from now on."""
        cell: bytes = self._key.seal(seal_name_of(piece.kind), piece.id, content)
        return cell

    def grant_to(self, user_id: UUID) -> None:
        """Give the case's key to another person as well."""
        grant = CaseGrant(
            id=self._visit.new_id(),
            case_id=self._case_id,
            user_id=user_id,
            grant=self._key.grant_to(user_id),
        )
        self._visit.office.case_grants.add(grant)

    def piece(self, kind: MaterialKind, name: str = "") -> CaseMaterial | None:
        """Return one sealed piece, or None."""
        found = self._visit.office.case_materials.find(case_id=self._case_id, kind=kind, name=name)
        return found[0] if found else None

    def open_piece(self, piece: CaseMaterial) -> bytes:
        """Return what a piece says."""
        opened: bytes = self._key.open(seal_name_of(piece.kind), piece.id, piece.cell)
        return opened

    def read(self, kind: MaterialKind, name: str = "") -> dict[str, Any] | None:
        """Return a piece's content as it was written, or None when there is none."""
        piece = self.piece(kind, name)
        if piece is None:
            return None
        content: dict[str, Any] = json.loads(self.open_piece(piece))
        return content

    def names(self, kind: MaterialKind) -> frozenset[str]:
        """Return the names of the pieces of one kind."""
        found = self._visit.office.case_materials.find(case_id=self._case_id, kind=kind)
        return frozenset(piece.name for piece in found)

    def remove(self, kind: MaterialKind, name: str = "") -> None:
        """Erase a piece, if there is one."""
        piece = self.piece(kind, name)
        if piece is not None:
            self._visit.office.case_materials.remove(piece.id)

    def write(self, kind: MaterialKind, content: Mapping[str, object], name: str = "") -> None:
        """Keep a piece, sealed to the case, in the place of the one before."""
        self.write_bytes(kind, json.dumps(content, ensure_ascii=False).encode(), name)

    def write_bytes(self, kind: MaterialKind, content: bytes, name: str = "") -> CaseMaterial:
        """Keep a piece of bytes as it is, and return it."""
        materials = self._visit.office.case_materials
        self.remove(kind, name)
        piece_id = self._visit.new_id()
        piece = CaseMaterial(
            id=piece_id,
            case_id=self._case_id,
            kind=kind,
            name=name,
            cell=self._key.seal(seal_name_of(kind), piece_id, content),
            made_at=self._visit.now,
        )
        materials.add(piece)
        return piece


def seal_name_of(kind: MaterialKind) -> str:
    """Return the permanent seal name of a kind of piece."""
    return f"case_material.{kind.value}"


class CaseAccess:
    """The requests as far as one person's role, ownership and keys reach."""

    def __init__(self, visit: Visit) -> None:
        """Bind the access to one visit."""
        self._visit = visit
        self._pauses: dict[UUID, list[RequestPause]] | None = None
        self._extensions: dict[UUID, RequestExtension] | None = None

    @cached_property
    def office(self) -> Office:
        """Return the registers with the requests' fields readable, for rows that are checked."""
        reader = self._visit.office.reader
        areas = reader.areas | {Area.REQUESTS}
        return Office(self._visit.office.connection, dataclasses.replace(reader, areas=areas))

    @property
    def sees_all(self) -> bool:
        """Whether the role reads every request's header, and not its own alone."""
        return may_read(self._visit.roles, Area.REQUESTS)

    @property
    def is_ombud(self) -> bool:
        """Whether the person at work is the data protection officer."""
        return Role.DATA_PROTECTION_OFFICER in self._visit.roles

    @property
    def works_on_all(self) -> bool:
        """Whether the role may take any case, and not the assigned ones alone."""
        granted = MATRIX[Area.REQUESTS]
        return any(Access.WRITE in granted[role] for role in self._visit.roles)

    def seen(self, request_id: UUID) -> RightsRequest:
        """Return a request whose header the person may see."""
        self._visit.require(Permission.VIEW_REQUESTS)
        request = self.office.requests.get(request_id)
        if not self.sees_all and request.owner != self._visit.actor:
            raise NotAllowed(_("You see only the cases that you are responsible for."))
        return request

    def handled(self, request_id: UUID) -> RightsRequest:
        """Return an open request that the person is responsible for."""
        self._visit.require(Permission.HANDLE_REQUEST)
        request = self.seen(request_id)
        if request.owner != self._visit.actor:
            raise NotAllowed(
                _("Only the person responsible for the case can do this: {name}."),
                name=self.name_of(request.owner),
            )
        check_open(request)
        return request

    def case_file(self, request: RightsRequest) -> CaseFile:
        """Return the sealed contents, for the owner and the ombud alone."""
        is_past = self._visit.now - (request.closed_at or self._visit.now) > UNDO_MICROSECONDS
        if (request.owner != self._visit.actor or is_past) and not self.is_ombud:
            raise NotAllowed(
                _("The contents are sealed to the person responsible and to the ombud.")
            )
        return CaseFile(self._visit, request)

    def give_key(self, request: RightsRequest, owner: UUID) -> RightsRequest:
        """Give a kept request its first owner and a key of its own; return it as it is now."""
        key = self._visit.keys.make_case_key(request.id, [owner])
        for user_id, grant in key.grants.items():
            self.office.case_grants.add(
                CaseGrant(id=self._visit.new_id(), case_id=request.id, user_id=user_id, grant=grant)
            )
        return self.save(dataclasses.replace(request, owner=owner, case_public=key.public))

    def save(self, request: RightsRequest) -> RightsRequest:
        """Keep a changed request; return it with its new version."""
        self.office.requests.replace(request)
        return dataclasses.replace(request, version=request.version + 1)

    def preload(self) -> None:
        """Read all pauses and extensions at once, for a list of many requests."""
        self._pauses, self._extensions = {}, {}
        for pause in self.office.pauses.find(limit=_ALL):
            self._pauses.setdefault(pause.case_id, []).append(pause)
        for extension in self.office.extensions.find(limit=_ALL):
            self._extensions[extension.case_id] = extension

    def pauses(self, request_id: UUID) -> list[RequestPause]:
        """Return a request's pauses, oldest first."""
        if self._pauses is not None:
            return self._pauses.get(request_id, [])
        return self.office.pauses.find(case_id=request_id)

    def extension(self, request_id: UUID) -> RequestExtension | None:
        """Return a request's extension, if there is one."""
        if self._extensions is not None:
            return self._extensions.get(request_id)
        found = self.office.extensions.find(case_id=request_id)
        return found[0] if found else None

    def deadline(self, request: RightsRequest) -> Deadline:
        """Return the request's days as they stand today."""
        return deadline_of(
            request,
            self.pauses(request.id),
            self.extension(request.id),
            today=self._visit.today,
            target_days=self._target_days,
        )

    @cached_property
    def _target_days(self) -> int:
        """The office's own goal, in days from the receipt."""
        profiles = self.office.profile.find(limit=1)
        return profiles[0].target_days if profiles else TARGET_DAYS

    def party(self, request: RightsRequest) -> Party | None:
        """Return the person as far as the reader reaches; None for an unknown caller."""
        if not request.known_party:
            return None
        try:
            return self._visit.office.parties.get(request.party_id)
        except NotFound:
            return None

    def contact(self, request: RightsRequest) -> Contact | None:
        """Return the contact by which the request came; its own fields are the owner's to read."""
        if request.contact_id is None:
            return None
        reader = self._visit.office.reader
        areas = reader.areas | {Area.CONTACTS}
        office = Office(self._visit.office.connection, dataclasses.replace(reader, areas=areas))
        found = office.contacts.find(id=request.contact_id)
        return found[0] if found else None

    def name(self, request: RightsRequest) -> str:
        """Return the person's name for lists; WITHHELD where it is kept from the reader."""
        if request.known_party:
            party = self.party(request)
            return party.display_name if party is not None else ""
        contact = self.contact(request)
        return contact.caller_name if contact is not None else ""

    def name_of(self, user_id: UUID | None) -> str:
        """Return a colleague's name."""
        return self._names.get(user_id, "–") if user_id else "–"

    @cached_property
    def _names(self) -> dict[UUID, str]:
        """The names of everybody who works or has worked here."""
        return {person.user_id: person.display_name for person in self._visit.keys.people()}

    def open_of(self, party_id: UUID, right: Right) -> RightsRequest | None:
        """Return the person's open request of the same kind, if there is one."""
        found = self.office.requests.find(party_id=party_id, right=right, state="open")
        return found[0] if found else None
