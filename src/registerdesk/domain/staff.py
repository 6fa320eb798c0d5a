"""Who may do what: roles, permissions, and the one table that grants them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from registerdesk.domain.fields import Area, Compartment
from registerdesk.domain.texts import _


class Role(StrEnum):
    """What a member of staff is; one person may hold several."""

    ADMINISTRATOR = "administrator"
    CASE_OFFICER = "case_officer"
    CREDIT_OFFICER = "credit_officer"
    FINANCE = "finance"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    READER = "reader"


ROLE_LABELS: Final = MappingProxyType(
    {
        Role.ADMINISTRATOR: _("Administrator"),
        Role.CASE_OFFICER: _("Case officer"),
        Role.CREDIT_OFFICER: _("Credit officer"),
        Role.FINANCE: _("Finance"),
        Role.DATA_PROTECTION_OFFICER: _("Data protection officer"),
        Role.READER: _("Reader"),
    }
)


class Access(StrEnum):
    """How far a role reaches into an area; letters as in the role matrix (UX.md 2)."""

    READ = "R"
    READ_OWN = "r"
    WRITE = "W"
    WRITE_CALL = "w"
    WRITE_OWN = "●"
    PROPOSE = "P"
    APPROVE = "A"
    CREATE = "+"


def _row(
    *, a: str = "", h: str = "", k: str = "", e: str = "", o: str = "", r: str = ""
) -> Mapping[Role, frozenset[Access]]:
    """Spell one row of the matrix; one letter per access."""
    return MappingProxyType(
        {
            role: frozenset(Access(letter) for letter in letters)
            for role, letters in zip(Role, (a, h, k, e, o, r), strict=True)
        }
    )


MATRIX: Final[Mapping[Area, Mapping[Role, frozenset[Access]]]] = MappingProxyType(
    {
        Area.CONTACT_DATA: _row(h="RW", k="RW", e="R", o="R", r="R"),
        Area.REGISTER: _row(h="RW", k="RW", e="R", o="R"),
        Area.PNR: _row(h="RW", k="RW", o="R"),
        Area.PAYMENT_TERMS: _row(h="R", k="R", e="RW", o="R"),
        Area.PAYMENT: _row(e="RW", o="R"),
        Area.CREDIT_RESULT: _row(h="R", k="RW", e="R", o="R"),
        Area.CREDIT_CONTENT: _row(k="RW", o="R"),
        Area.PROTECTED: _row(h="RW", k="RW", o="R"),
        Area.CONTACTS: _row(h="RWw", k="RWw", e="RWw", o="RWw", r="wr"),
        Area.REQUESTS: _row(h="RW+", k="RW+", e="r●+", o="RWA+", r="+"),
        Area.CONSENTS: _row(h="RW", k="RW", e="R", o="RW"),
        Area.IMPORT: _row(h="W", k="W"),
        Area.EXPORT: _row(h="W", k="W", e="●", o="WA"),
        Area.LOG: _row(o="RA"),
        Area.BACKUP: _row(a="A", o="R"),
        Area.STAFF: _row(a="RA", o="R"),
        Area.OFFICE: _row(a="RA", h="R", k="R", e="R", o="R", r="R"),
        Area.LETTER_TEXTS: _row(h="R", k="R", e="R", o="RW"),
        Area.POLICY: _row(h="R", k="R", e="R", o="RWA"),
        Area.OWN: _row(a="RW", h="RW", k="RW", e="RW", o="RW", r="RW"),
    }
)


class Permission(StrEnum):
    """An act of staff; what it asks for stands in `NEEDS`."""

    SEARCH = "search"
    SEARCH_NOTES = "search_notes"
    VIEW_PARTY = "view_party"
    VIEW_REGISTER = "view_register"
    EDIT_PARTY = "edit_party"
    EDIT_PAYMENT_TERMS = "edit_payment_terms"
    REVEAL_IDENTITY_NUMBER = "reveal_identity_number"
    MARK_PROTECTED = "mark_protected"
    OPEN_PROTECTED = "open_protected"
    VIEW_DEALINGS = "view_dealings"
    RECORD_DEALING = "record_dealing"
    VIEW_CREDIT_CHECKS = "view_credit_checks"
    RECORD_CREDIT_CHECK = "record_credit_check"
    VIEW_CONTACTS = "view_contacts"
    LOG_CALL = "log_call"
    RECORD_CONTACT = "record_contact"
    OPEN_REQUEST = "open_request"
    VIEW_REQUESTS = "view_requests"
    HANDLE_REQUEST = "handle_request"
    PROPOSE_REFUSAL = "propose_refusal"
    APPROVE_REFUSAL = "approve_refusal"
    RELEASE_SEALED = "release_sealed"
    RESTRICT = "restrict"
    IMPORT = "import"
    EXPORT_LIST = "export_list"
    APPROVE_EXPORT = "approve_export"
    VIEW_LOG = "view_log"
    VERIFY_OFFICE = "verify_office"
    VIEW_STAFF = "view_staff"
    MANAGE_STAFF = "manage_staff"
    CONFIRM_GRANT = "confirm_grant"
    CONFIRM_CLOCK = "confirm_clock"
    VIEW_OFFICE = "view_office"
    MANAGE_OFFICE = "manage_office"
    EDIT_LETTER_TEXTS = "edit_letter_texts"
    VIEW_POLICY = "view_policy"
    EDIT_POLICY = "edit_policy"
    SWITCH_PURPOSE = "switch_purpose"
    OWN_PROFILE = "own_profile"


NEEDS: Final[Mapping[Permission, tuple[tuple[Area, Access], ...]]] = MappingProxyType(
    {
        Permission.SEARCH: ((Area.CONTACT_DATA, Access.READ),),
        Permission.SEARCH_NOTES: ((Area.REGISTER, Access.READ),),
        Permission.VIEW_PARTY: ((Area.CONTACT_DATA, Access.READ),),
        Permission.VIEW_REGISTER: ((Area.REGISTER, Access.READ),),
        Permission.EDIT_PARTY: ((Area.REGISTER, Access.WRITE),),
        Permission.EDIT_PAYMENT_TERMS: ((Area.PAYMENT_TERMS, Access.WRITE),),
        Permission.REVEAL_IDENTITY_NUMBER: ((Area.PNR, Access.READ),),
        Permission.MARK_PROTECTED: ((Area.PROTECTED, Access.WRITE),),
        Permission.OPEN_PROTECTED: ((Area.PROTECTED, Access.READ),),
        Permission.VIEW_DEALINGS: ((Area.PAYMENT_TERMS, Access.READ),),
        Permission.RECORD_DEALING: ((Area.PAYMENT, Access.WRITE),),
        Permission.VIEW_CREDIT_CHECKS: ((Area.CREDIT_RESULT, Access.READ),),
        Permission.RECORD_CREDIT_CHECK: ((Area.CREDIT_CONTENT, Access.WRITE),),
        Permission.VIEW_CONTACTS: (
            (Area.CONTACTS, Access.READ),
            (Area.CONTACTS, Access.READ_OWN),
        ),
        Permission.LOG_CALL: ((Area.CONTACTS, Access.WRITE_CALL),),
        Permission.RECORD_CONTACT: ((Area.CONTACTS, Access.WRITE),),
        Permission.OPEN_REQUEST: ((Area.REQUESTS, Access.CREATE),),
        Permission.VIEW_REQUESTS: (
            (Area.REQUESTS, Access.READ),
            (Area.REQUESTS, Access.READ_OWN),
        ),
        Permission.HANDLE_REQUEST: (
            (Area.REQUESTS, Access.WRITE),
            (Area.REQUESTS, Access.WRITE_OWN),
        ),
        Permission.PROPOSE_REFUSAL: (
            (Area.REQUESTS, Access.WRITE),
            (Area.REQUESTS, Access.WRITE_OWN),
        ),
        Permission.APPROVE_REFUSAL: ((Area.REQUESTS, Access.APPROVE),),
        Permission.RELEASE_SEALED: (
            (Area.CREDIT_CONTENT, Access.READ),
            (Area.PAYMENT, Access.READ),
            (Area.PNR, Access.READ),
            (Area.PROTECTED, Access.READ),
        ),
        Permission.RESTRICT: ((Area.REQUESTS, Access.WRITE),),
        Permission.IMPORT: ((Area.IMPORT, Access.WRITE),),
        Permission.EXPORT_LIST: (
            (Area.EXPORT, Access.WRITE),
            (Area.EXPORT, Access.WRITE_OWN),
        ),
        Permission.APPROVE_EXPORT: ((Area.EXPORT, Access.APPROVE),),
        Permission.VIEW_LOG: ((Area.LOG, Access.READ),),
        Permission.VERIFY_OFFICE: ((Area.OWN, Access.READ),),
        Permission.VIEW_STAFF: ((Area.STAFF, Access.READ),),
        Permission.MANAGE_STAFF: ((Area.STAFF, Access.APPROVE),),
        Permission.CONFIRM_GRANT: ((Area.OWN, Access.READ),),
        Permission.CONFIRM_CLOCK: (
            (Area.LOG, Access.APPROVE),
            (Area.STAFF, Access.APPROVE),
        ),
        Permission.VIEW_OFFICE: ((Area.OFFICE, Access.READ),),
        Permission.MANAGE_OFFICE: ((Area.OFFICE, Access.APPROVE),),
        Permission.EDIT_LETTER_TEXTS: ((Area.LETTER_TEXTS, Access.WRITE),),
        Permission.VIEW_POLICY: ((Area.POLICY, Access.READ),),
        Permission.EDIT_POLICY: ((Area.POLICY, Access.WRITE),),
        Permission.SWITCH_PURPOSE: ((Area.CONSENTS, Access.WRITE),),
        Permission.OWN_PROFILE: ((Area.OWN, Access.WRITE),),
    }
)
"""The accesses that an act asks for: any one of them is enough."""


def may_read(roles: Iterable[Role], area: Area) -> bool:
    """Tell whether one of the roles reads everything in the area."""
    return any(Access.READ in MATRIX[area][role] for role in roles)


def is_granted(roles: Iterable[Role], permission: Permission) -> bool:
    """Tell whether one of the roles grants the act; without a grant the answer is no."""
    return any(access in MATRIX[area][role] for role in roles for area, access in NEEDS[permission])


GRANTED: Final[Mapping[Permission, frozenset[Role]]] = MappingProxyType(
    {
        permission: frozenset(role for role in Role if is_granted([role], permission))
        for permission in Permission
    }
)

COMPARTMENT_ROLES: Final[Mapping[Compartment, frozenset[Role]]] = MappingProxyType(
    {
        Compartment.PNR: frozenset(
            {Role.CASE_OFFICER, Role.CREDIT_OFFICER, Role.DATA_PROTECTION_OFFICER}
        ),
        Compartment.CREDIT: frozenset({Role.CREDIT_OFFICER, Role.DATA_PROTECTION_OFFICER}),
        Compartment.PAYMENT: frozenset({Role.FINANCE, Role.DATA_PROTECTION_OFFICER}),
        Compartment.PROTECTED: frozenset(),
        Compartment.INCIDENT: frozenset({Role.DATA_PROTECTION_OFFICER}),
        Compartment.AUDIT: frozenset({Role.DATA_PROTECTION_OFFICER}),
    }
)
"""Which roles hold which key; `protected` is held by persons named one by one."""


def compartments_of(roles: Iterable[Role]) -> frozenset[Compartment]:
    """Return the compartments that the roles hold together."""
    held = set(roles)
    return frozenset(c for c, holders in COMPARTMENT_ROLES.items() if holders & held)
