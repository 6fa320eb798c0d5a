"""Things that wait for somebody: a release, a case to classify, a proposal to approve."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from registerdesk.domain.fields import Compartment
from registerdesk.domain.staff import Permission, Role
from registerdesk.domain.texts import _


class TaskKind(StrEnum):
    """What somebody is asked to do."""

    CLASSIFY_REQUEST = "classify_request"
    RELEASE_SEALED = "release_sealed"
    APPROVE_REFUSAL = "approve_refusal"
    TAKE_OVER_REQUEST = "take_over_request"
    POSSIBLY_PROTECTED = "possibly_protected"
    END_PROTECTION = "end_protection"
    APPROVE_EXPORT = "approve_export"
    FETCH_EXPORT = "fetch_export"
    TELL_BEFORE_LIFTING = "tell_before_lifting"
    GIVE_ACCESS = "give_access"


TASK_LABELS: Final = MappingProxyType(
    {
        TaskKind.CLASSIFY_REQUEST: _("Classify a request"),
        TaskKind.RELEASE_SEALED: _("Release sealed data to a case"),
        TaskKind.APPROVE_REFUSAL: _("Approve a refusal"),
        TaskKind.TAKE_OVER_REQUEST: _("Hand over a case"),
        TaskKind.POSSIBLY_PROTECTED: _("May be a person with protected identity"),
        TaskKind.END_PROTECTION: _("Approve the end of a protection"),
        TaskKind.APPROVE_EXPORT: _("Approve an export"),
        TaskKind.FETCH_EXPORT: _("The export is approved"),
        TaskKind.TELL_BEFORE_LIFTING: _("Tell the person before the restriction is lifted"),
        TaskKind.GIVE_ACCESS: _("Give access, or say no"),
    }
)

DOORS: Final = MappingProxyType(
    {
        Permission.SEARCH: _("Search"),
        Permission.VIEW_PARTY: _("Customers and suppliers"),
        Permission.EDIT_PARTY: _("Changes in the register"),
        Permission.VIEW_CREDIT_CHECKS: _("Credit checks"),
        Permission.VIEW_CONTACTS: _("Contacts"),
        Permission.VIEW_REQUESTS: _("Requests"),
        Permission.VIEW_POLICY: _("Policy"),
        Permission.VIEW_LOG: _("Log"),
        Permission.EXPORT_LIST: _("Exports"),
        Permission.IMPORT: _("Import"),
    }
)
"""The closed doors at which one can ask for access, by the act that they ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do, for a role, for the holders of a compartment, or for one person."""

    id: UUID
    kind: TaskKind
    object_id: UUID
    made_at: int
    made_by: UUID
    for_role: Role | None = None
    for_user: UUID | None = None
    compartment: Compartment | None = None
    permission: Permission | None = None
    """What somebody asks to be allowed."""
    done_at: int | None = None
    done_by: UUID | None = None
    version: int = 1
