"""Staff: invited, given rights, confirmed by a second person, shut out; never deleted."""

from __future__ import annotations

import dataclasses
from uuid import UUID

from registerdesk.domain.errors import InvalidInput, NotAllowed
from registerdesk.domain.fields import Compartment
from registerdesk.domain.plain_text import NAME_LIMIT, clean
from registerdesk.domain.staff import Permission, Role, compartments_of, is_granted
from registerdesk.domain.tasks import TaskKind
from registerdesk.domain.texts import _
from registerdesk.keyring import administration, own_password
from registerdesk.keyring.administration import NewUser, Pending
from registerdesk.keyring.administration import Task as Waiting
from registerdesk.keyring.costs import Cost
from registerdesk.keyring.records import State
from registerdesk.keyring.unlocked import Person
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.index_renewal import make_indexes_anew, renew_due_indexes
from registerdesk.usecases.named_people import NamedPeople
from registerdesk.usecases.offices import Session
from registerdesk.usecases.protected_readers import LEAST_NAMED
from registerdesk.usecases.tasks import Tasks

PROPOSING_ACTS = ("staff.invited", "staff.access_changed")


@use_case(Permission.VIEW_STAFF)
def list_staff(visit: Visit) -> list[Person]:
    """Return everybody who is or was on the staff, with roles and compartments."""
    people: list[Person] = visit.keys.people()
    visit.note("staff.listed", count=len(people))
    return people


@use_case(Permission.OWN_PROFILE)
def names_of_staff(visit: Visit) -> dict[UUID, str]:
    """Return the names that stand behind the ids in lists; no rights, no user names."""
    visit.note("staff.names")
    return {person.user_id: person.display_name for person in visit.keys.people()}


@use_case(Permission.MANAGE_STAFF)
def invite_person(
    visit: Visit, user_name: str, display_name: str, roles: tuple[Role, ...], *,
    protected: frozenset[Compartment] = frozenset(),
) -> tuple[UUID, str]:  # fmt: skip
    """Enter a new user; return their id and the one-time code for their first password."""
    new = NewUser(
        user_id=visit.new_id(),
        user_name=clean(user_name, limit=60, field="user_name"),
        display_name=clean(display_name, limit=NAME_LIMIT, field="display_name"),
        roles=_some(roles),
        compartments=tuple(sorted(compartments_of(roles) | protected)),
    )
    visit.note("staff.invited", new.user_id, fields=new.roles)
    code = administration.invite(visit.keys, new)
    _remember_generation(visit)
    return new.user_id, code


def _some(roles: tuple[Role, ...]) -> tuple[str, ...]:
    """Return the roles' codes, in the order of the matrix; one at least."""
    if not roles:
        raise InvalidInput(_("Choose at least one role."), field="roles")
    return tuple(role.value for role in Role if role in roles)


@use_case(Permission.MANAGE_STAFF)
def issue_code(visit: Visit, user_id: UUID) -> str:
    """Return a one-time code for a forgotten password; sealed parts wait for a holder."""
    visit.note("staff.code_issued", user_id)
    code = administration.issue_code(visit.keys, user_id)
    _remember_generation(visit)
    return code


@use_case(Permission.CONFIRM_GRANT)
def waiting_for_me(visit: Visit) -> list[Pending]:
    """Return the grants and renewals that this person can carry out."""
    visit.note("grants.listed")
    return [each for each in administration.pending(visit.keys) if _can_do(visit, each)]


def _can_do(visit: Visit, waiting: Pending) -> bool:
    """Tell whether the person holds what the task asks for."""
    if waiting.task in (Waiting.OWNER, Waiting.FIRST):
        return bool(visit.keys.administers)
    return bool(visit.keys.holds(waiting.compartment))


@use_case(Permission.CONFIRM_GRANT)
def confirm_grant(visit: Visit, user_id: UUID, compartment: str) -> None:
    """Give a proposed compartment: by a holder who did not propose it, once there is another."""
    _refuse_own_proposal(visit, user_id, _other_holders(visit, compartment))
    visit.note("staff.grant_confirmed", user_id, fields=(compartment,))
    administration.confirm(visit.keys, user_id, compartment)
    _remember_generation(visit)


@use_case(Permission.MANAGE_STAFF)
def confirm_administrator(visit: Visit, user_id: UUID) -> None:
    """Give the owner key to a new administrator, by one who did not propose it."""
    others = [p for p in _active(visit) if Role.ADMINISTRATOR in p.roles]
    _refuse_own_proposal(visit, user_id, [p for p in others if p.user_id != user_id])
    visit.note("staff.administrator_confirmed", user_id)
    administration.confirm_administrator(visit.keys, user_id)
    _remember_generation(visit)


def _active(visit: Visit) -> list[Person]:
    """Return the people who can act now, without the one at the desk."""
    people: list[Person] = visit.keys.people()
    return [p for p in people if p.state is State.ACTIVE and p.user_id != visit.actor]


def _other_holders(visit: Visit, compartment: str) -> list[Person]:
    """Return the others who could confirm the grant."""
    return [person for person in _active(visit) if compartment in person.held]


def _refuse_own_proposal(visit: Visit, user_id: UUID, others: list[Person]) -> None:
    """Stop the proposer from confirming as long as somebody else can (DATA.md, Four eyes).

    Where a kill kept a proposal out of the log, any administrator counts as its proposer.
    """
    proposals = [
        row.actor for row in visit.office.log.about(user_id) if row.event.act in PROPOSING_ACTS
    ]
    proposed_it = proposals[-1] == visit.actor if proposals else bool(visit.keys.administers)
    if proposed_it and others:
        raise NotAllowed(_("You made the proposal. Someone else must approve it."))


@use_case(Permission.CONFIRM_GRANT)
def renew_compartment(visit: Visit, compartment: str) -> int:
    """Begin a new epoch after somebody lost the compartment; return how many indexes are new."""
    visit.note("compartment.renewed", fields=(compartment,))
    administration.renew(visit.keys, compartment)
    _remember_generation(visit)
    return make_indexes_anew(visit, compartment)


def change_access(
    session: Session, user_id: UUID, roles: tuple[Role, ...], *,
    protected: frozenset[Compartment] = frozenset(),
) -> str | None:  # fmt: skip
    """Give other roles; what is lost goes at once. A new recovery key if an administrator left."""
    code: str | None = session.desk.do(_change_access, user_id, roles, protected)
    _go_through_with_rekey(session)
    return code


@use_case(Permission.MANAGE_STAFF)
def _change_access(
    visit: Visit, user_id: UUID, roles: tuple[Role, ...], protected: frozenset[Compartment]
) -> str | None:
    """Write the new rights to the keyring."""
    if Compartment.PROTECTED not in protected or not is_granted(roles, Permission.OPEN_PROTECTED):
        NamedPeople(visit).refuse_fewer(user_id, least=LEAST_NAMED)
    visit.note("staff.access_changed", user_id, fields=_some(roles))
    Tasks(visit).close(TaskKind.GIVE_ACCESS, user_id)
    code = administration.set_access(
        visit.keys,
        user_id,
        roles=_some(roles),
        compartments=sorted(compartments_of(roles) | protected),
    )
    _remember_generation(visit)
    return code


def disable_person(session: Session, user_id: UUID) -> str | None:
    """Shut a person out: grants dropped, database rekeyed, new epochs; never deleted.

    Returns a new recovery key if the person was an administrator; print its sheet at once.
    """
    code: str | None = session.desk.do(_disable, user_id)
    _go_through_with_rekey(session)
    return code


@use_case(Permission.MANAGE_STAFF)
def _disable(visit: Visit, user_id: UUID) -> str | None:
    """Drop the person's grants and begin the rekey; who must leave at once leaves all but one."""
    NamedPeople(visit).refuse_fewer(user_id, least=1)
    visit.note("staff.disabled", user_id)
    code = administration.disable(visit.keys, user_id)
    _remember_generation(visit)
    return code


def replace_recovery_key(session: Session) -> str:
    """Return a new recovery key; the old sheet opens nothing newer."""
    code: str = session.desk.do(_replace_recovery_key)
    _go_through_with_rekey(session)
    return code


@use_case(Permission.MANAGE_STAFF)
def _replace_recovery_key(visit: Visit) -> str:
    """Write a new recovery key to the keyring."""
    visit.note("recovery_key.replaced")
    code = administration.new_recovery_key(visit.keys)
    _remember_generation(visit)
    return code


def _go_through_with_rekey(session: Session) -> None:
    """Put the database under the new key, then forget the old one (SECURITY.md 1)."""
    if not session.keys.rekey_pending:
        return
    session.desk.database.rekey(session.keys.database_keys()[0])
    session.desk.do(_finish_rekey)
    renew_due_indexes(session.desk, session.keys)


@use_case(Permission.OWN_PROFILE)
def _finish_rekey(visit: Visit) -> None:
    """Note that the database lies under its new key, and forget the old one."""
    visit.note("database.rekeyed")
    administration.finish_rekey(visit.keys)
    _remember_generation(visit)


@use_case(Permission.OWN_PROFILE)
def change_own_password(visit: Visit, old: str, new: str, cost: Cost | None = None) -> None:
    """Put the person's keys under a new password."""
    visit.note("password.changed", visit.actor)
    own_password.change_password(visit.keys, old, new, cost=cost or Cost.calibrated())
    _remember_generation(visit)


@use_case(Permission.OWN_PROFILE)
def confirm_own_password(visit: Visit, password: str) -> None:
    """Make sure that the person at the desk is the one signed in."""
    own_password.confirm_password(visit.keys, password)
    visit.note("password.confirmed", visit.actor)


@use_case(Permission.MANAGE_OFFICE)
def show_staff_list(visit: Visit, *, shown: bool) -> None:
    """Let the sign-in page list the staff, or hide their names from whoever has the file."""
    visit.note("staff.list_shown" if shown else "staff.list_hidden")
    administration.set_shown(visit.keys, list_shown=shown)
    _remember_generation(visit)


def _remember_generation(visit: Visit) -> None:
    """Let the database know the keyring's generation, in the act's own transaction."""
    profile = visit.office.profile.find()[0]
    if visit.keys.generation > profile.keyring_generation:
        visit.office.profile.replace(
            dataclasses.replace(profile, keyring_generation=visit.keys.generation)
        )


__all__ = ["Pending", "Person", "State", "Waiting"]
