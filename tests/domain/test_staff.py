"""The role matrix against a copy of its own, written as the office would read it."""

from __future__ import annotations

import pytest

from registerdesk.domain.fields import Area, Compartment
from registerdesk.domain.staff import (
    COMPARTMENT_ROLES,
    GRANTED,
    MATRIX,
    NEEDS,
    Permission,
    Role,
    compartments_of,
    is_granted,
    may_read,
)

A, H, K, E, O, R = Role  # noqa: E741 - the ombud's column, as the table has it

# Who may do what, role by role: an independent reading of the one matrix.
MAY: dict[Permission, set[Role]] = {
    Permission.SEARCH: {H, K, E, O, R},
    Permission.SEARCH_NOTES: {H, K, E, O},
    Permission.VIEW_PARTY: {H, K, E, O, R},
    Permission.VIEW_REGISTER: {H, K, E, O},
    Permission.EDIT_PARTY: {H, K},
    Permission.EDIT_PAYMENT_TERMS: {E},
    Permission.REVEAL_IDENTITY_NUMBER: {H, K, O},
    Permission.MARK_PROTECTED: {H, K},
    Permission.OPEN_PROTECTED: {H, K, O},
    Permission.VIEW_DEALINGS: {H, K, E, O},
    Permission.RECORD_DEALING: {E},
    Permission.VIEW_CREDIT_CHECKS: {H, K, E, O},
    Permission.RECORD_CREDIT_CHECK: {K},
    Permission.VIEW_CONTACTS: {H, K, E, O, R},
    Permission.LOG_CALL: {H, K, E, O, R},
    Permission.RECORD_CONTACT: {H, K, E, O},
    Permission.OPEN_REQUEST: {H, K, E, O, R},
    Permission.VIEW_REQUESTS: {H, K, E, O},
    Permission.HANDLE_REQUEST: {H, K, E, O},
    Permission.PROPOSE_REFUSAL: {H, K, E, O},
    Permission.APPROVE_REFUSAL: {O},
    Permission.RELEASE_SEALED: {H, K, E, O},
    Permission.RESTRICT: {H, K, O},
    Permission.IMPORT: {H, K},
    Permission.EXPORT_LIST: {H, K, E, O},
    Permission.APPROVE_EXPORT: {O},
    Permission.VIEW_LOG: {O},
    Permission.VERIFY_OFFICE: {A, H, K, E, O, R},
    Permission.VIEW_STAFF: {A, O},
    Permission.MANAGE_STAFF: {A},
    Permission.CONFIRM_GRANT: {A, H, K, E, O, R},
    Permission.CONFIRM_CLOCK: {A, O},
    Permission.VIEW_OFFICE: {A, H, K, E, O, R},
    Permission.MANAGE_OFFICE: {A},
    Permission.EDIT_LETTER_TEXTS: {O},
    Permission.VIEW_POLICY: {H, K, E, O},
    Permission.EDIT_POLICY: {O},
    Permission.SWITCH_PURPOSE: {H, K, O},
    Permission.OWN_PROFILE: {A, H, K, E, O, R},
}

# Rows of the matrix: what each role reads in full.
READS: dict[Area, set[Role]] = {
    Area.CONTACT_DATA: {H, K, E, O, R},
    Area.REGISTER: {H, K, E, O},
    Area.PNR: {H, K, O},
    Area.PAYMENT_TERMS: {H, K, E, O},
    Area.PAYMENT: {E, O},
    Area.CREDIT_RESULT: {H, K, E, O},
    Area.CREDIT_CONTENT: {K, O},
    Area.PROTECTED: {H, K, O},
    Area.CONTACTS: {H, K, E, O},
    Area.REQUESTS: {H, K, O},
    Area.CONSENTS: {H, K, E, O},
    Area.LOG: {O},
    Area.STAFF: {A, O},
    Area.OFFICE: {A, H, K, E, O, R},
    Area.POLICY: {H, K, E, O},
    Area.OWN: {A, H, K, E, O, R},
}


@pytest.mark.parametrize("permission", Permission)
def test_each_act_is_granted_to_the_roles_of_the_table_and_no_other(
    permission: Permission,
) -> None:
    assert GRANTED[permission] == MAY[permission]
    assert {role for role in Role if is_granted([role], permission)} == MAY[permission]


@pytest.mark.parametrize("area", READS)
def test_each_area_is_read_by_the_roles_of_the_table_and_no_other(area: Area) -> None:
    assert {role for role in Role if may_read([role], area)} == READS[area]


def test_the_administrator_reads_nothing_about_people() -> None:
    about_people = set(Area) - {Area.BACKUP, Area.STAFF, Area.OFFICE, Area.OWN}
    assert [area for area in about_people if MATRIX[area][A]] == []


def test_nobody_without_a_role_may_do_anything() -> None:
    assert not any(is_granted([], permission) for permission in Permission)
    assert compartments_of([]) == frozenset()


def test_every_act_asks_for_something_and_every_area_has_a_row_for_each_role() -> None:
    assert set(NEEDS) == set(Permission)
    assert all(NEEDS[permission] for permission in Permission)
    assert {frozenset(row) for row in MATRIX.values()} == {frozenset(Role)}
    assert set(MATRIX) == set(Area)


def test_roles_hold_the_keys_that_they_need_and_no_other() -> None:
    held = {role: compartments_of([role]) for role in Role}
    assert held == {
        A: frozenset(),
        H: {Compartment.PNR},
        K: {Compartment.PNR, Compartment.CREDIT},
        E: {Compartment.PAYMENT},
        O: {
            Compartment.PNR,
            Compartment.CREDIT,
            Compartment.PAYMENT,
            Compartment.INCIDENT,
            Compartment.AUDIT,
        },
        R: frozenset(),
    }
    assert COMPARTMENT_ROLES[Compartment.PROTECTED] == frozenset()
