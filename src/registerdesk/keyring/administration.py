"""Changes of users and keys: each by a signed-in person, each one new generation of the file."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from registerdesk.domain.errors import Conflict, NotAllowed
from registerdesk.domain.texts import _
from registerdesk.keyring import slots
from registerdesk.keyring.records import ADMINISTRATOR, Member, State
from registerdesk.keyring.revision import Revision
from registerdesk.keyring.trust import is_recovery

if TYPE_CHECKING:
    from collections.abc import Iterable

    from registerdesk.keyring.unlocked import Unlocked


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUser:
    """Somebody who shall be invited, and what they should hold once granted."""

    user_id: UUID
    user_name: str
    display_name: str
    roles: tuple[str, ...]
    compartments: tuple[str, ...]


class Task(StrEnum):
    """What waits: a grant, a compartment's first key, the owner key, or a new epoch."""

    GRANT = "grant"
    FIRST = "first"
    OWNER = "owner"
    RENEW = "renew"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """Something that waits for a holder (grant, renew) or an administrator (first, owner)."""

    task: Task
    compartment: str = ""
    user_id: UUID | None = None


def invite(acting: Unlocked, new: NewUser) -> str:
    """Enter a new user; return the one-time code with which they set their first password."""
    revision = Revision(acting)
    revision.change_roster()
    name = new.user_name.strip().casefold()
    taken = {member.user_name.casefold() for member in revision.members.values()}
    if name in taken or str(new.user_id) in revision.members:
        raise Conflict(_("There is a user with this user name already."))
    code, secret = revision.new_code(str(new.user_id), new.user_name)
    pair = secret.pair(revision.office_id)
    revision.put(
        Member(
            user_id=str(new.user_id),
            user_name=new.user_name.strip(),
            display_name=new.display_name.strip(),
            roles=new.roles,
            compartments=new.compartments,
            state=State.INVITED,
            x=pair.x,
            ed=pair.ed,
        )
    )
    revision.publish()
    return code


def issue_code(acting: Unlocked, user_id: UUID) -> str:
    """Return a one-time code for a forgotten password; grants follow the new password."""
    revision = Revision(acting)
    revision.change_roster()
    member = revision.person(str(user_id))
    _refuse_self(acting, user_id)
    code, secret = revision.new_code(member.user_id, member.user_name)
    pair = secret.pair(revision.office_id)
    for compartment in member.compartments:
        revision.grants.pop((compartment, member.user_id), None)
    revision.owner_boxes.pop(member.user_id, None)
    former = member.former if member.state == State.INVITED else (*member.former, member.ed)
    revision.put(
        dataclasses.replace(member, state=State.INVITED, x=pair.x, ed=pair.ed, former=former)
    )
    revision.publish()
    return code


def pending(acting: Unlocked) -> list[Pending]:
    """Return what waits for somebody, for the tasks of the day."""
    trusted = acting.bunch.trusted
    waiting = []
    for member in trusted.members.values():
        if member.state != State.ACTIVE:
            continue
        who = UUID(member.user_id)
        for name in member.compartments:
            if (name, member.user_id) not in trusted.grants:
                task = Task.GRANT if name in trusted.epochs else Task.FIRST
                waiting.append(Pending(task=task, compartment=name, user_id=who))
        owns = member.user_id in trusted.private.owner_boxes
        if ADMINISTRATOR in member.roles and not owns:
            waiting.append(Pending(task=Task.OWNER, user_id=who))
    due = [name for name in sorted(trusted.epochs) if trusted.renewal_due(name)]
    return waiting + [Pending(task=Task.RENEW, compartment=name) for name in due]


def confirm(acting: Unlocked, user_id: UUID, compartment: str) -> None:
    """Grant a compartment that the user should hold: by a holder, or its first by the owner."""
    revision = Revision(acting)
    member = _with_own_password(revision, user_id)
    if compartment not in member.compartments:
        raise NotAllowed(_("No administrator has proposed this right for the user."))
    if compartment in revision.epochs:
        revision.grant(compartment, member)
    else:
        revision.found(compartment, member)
    revision.publish()


def confirm_administrator(acting: Unlocked, user_id: UUID) -> None:
    """Give the owner key to a user whose role it is."""
    revision = Revision(acting)
    member = _with_own_password(revision, user_id)
    if ADMINISTRATOR not in member.roles:
        raise NotAllowed(_("No administrator has proposed this right for the user."))
    revision.give_owner(member)
    revision.publish()


def renew(acting: Unlocked, compartment: str) -> None:
    """Begin a new epoch of a compartment, by one who holds it, after somebody lost it."""
    revision = Revision(acting)
    revision.renew(compartment)
    revision.publish()


def finish_index_renewal(acting: Unlocked, compartment: str) -> None:
    """Switch to `next_blind_index`, once every stored index of the compartment was made anew."""
    revision = Revision(acting)
    revision.renew(compartment, reindexed=True)
    revision.publish()


def set_access(
    acting: Unlocked, user_id: UUID, *, roles: Iterable[str], compartments: Iterable[str]
) -> str | None:
    """Give other roles and compartments; return a new recovery key when an owner lost the role.

    What is added waits for a holder. What is taken goes at once: grant dropped, new epoch. With a
    new recovery key a rekey of the database has begun (`rekey_pending`), as in `disable`.
    """
    revision = Revision(acting)
    revision.change_roster()
    member = revision.person(str(user_id))
    roles, compartments = tuple(roles), tuple(compartments)
    lost = [name for name in member.compartments if name not in compartments]
    for name in lost:
        revision.withdraw(member.user_id, name)
    deposed = ADMINISTRATOR in member.roles and ADMINISTRATOR not in roles
    revision.put(dataclasses.replace(member, roles=roles, compartments=compartments))
    code = None
    if deposed:
        code = _depose(revision, member.user_id)
        revision.begin_rekey()
    revision.renew_due()
    revision.publish()
    return code


def narrow(acting: Unlocked, user_id: UUID, compartment: str) -> None:
    """Take one compartment from a user; their roles stay."""
    member = Revision(acting).person(str(user_id))
    kept = [name for name in member.compartments if name != compartment]
    set_access(acting, user_id, roles=member.roles, compartments=kept)


def rename(acting: Unlocked, user_id: UUID, display_name: str) -> None:
    """Give a user another name to be shown; the user name stays."""
    revision = Revision(acting)
    member = revision.person(str(user_id))
    revision.put(dataclasses.replace(member, display_name=display_name.strip()))
    revision.show_names()
    revision.publish()


def disable(acting: Unlocked, user_id: UUID) -> str | None:
    """Shut a user out and begin a rekey; return a new recovery key if it was an administrator.

    The keyring then holds the new database key and the old one: the database is rekeyed next,
    then `finish_rekey` forgets the old key.
    """
    revision = Revision(acting)
    revision.change_roster()
    _refuse_self(acting, user_id)
    member = revision.person(str(user_id))
    for name in member.compartments:
        revision.withdraw(member.user_id, name)
    del revision.slots[member.user_id]
    former = (*member.former, member.ed)
    gone = dataclasses.replace(
        member, state=State.DISABLED, roles=(), compartments=(), x="", ed="", former=former
    )
    revision.put(gone)
    owned = ADMINISTRATOR in member.roles or member.user_id in revision.owner_boxes
    code = _depose(revision, member.user_id) if owned else None
    revision.begin_rekey()
    revision.publish()
    return code


def new_recovery_key(acting: Unlocked) -> str:
    """Replace the recovery key and begin a rekey, so that the old sheet opens nothing newer."""
    revision = Revision(acting)
    code = revision.new_recovery_key()
    revision.begin_rekey()
    revision.publish()
    return code


def finish_rekey(acting: Unlocked) -> None:
    """Forget every older database key, once the database is under the newest."""
    revision = Revision(acting)
    revision.core = dataclasses.replace(revision.core, database=revision.core.database[:1])
    revision.publish()


def set_shown(
    acting: Unlocked,
    *,
    office_name: str | None = None,
    language: str | None = None,
    list_shown: bool | None = None,
) -> None:
    """Change what lies outside encryption: office name, language, whether staff are listed."""
    revision = Revision(acting)
    revision.change_roster()
    old = revision.document
    revision.document = dataclasses.replace(
        old,
        office_name=old.office_name if office_name is None else office_name,
        language=old.language if language is None else language,
        list_shown=old.list_shown if list_shown is None else list_shown,
    )
    revision.show_names()
    revision.publish()
    if list_shown is False:
        Revision(acting).publish()  # so that the generation kept beside it shows no names either


def _depose(revision: Revision, user_id: str) -> str:
    """Replace owner key and recovery key, which a former administrator has known or held."""
    revision.owner_boxes.pop(user_id, None)
    others = [who for who in revision.owner_boxes if not is_recovery(who)]
    if not others and not revision.acting.is_recovery:
        raise Conflict(_("This is the last administrator. Make somebody else one first."))
    revision.new_owner()
    return revision.new_recovery_key()


def _with_own_password(revision: Revision, user_id: UUID) -> Member:
    if is_recovery(str(user_id)):
        return revision.members[slots.recovery_id()]
    member = revision.person(str(user_id))
    if member.state != State.ACTIVE:
        raise Conflict(_("The user must set a password of their own first."))
    return member


def _refuse_self(acting: Unlocked, user_id: UUID) -> None:
    if user_id == acting.user_id:
        raise Conflict(_("You cannot do this to yourself. Ask another administrator."))
