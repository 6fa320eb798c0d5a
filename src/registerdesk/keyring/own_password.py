"""What a user does with their own password: set the first one, change it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from registerdesk.domain.errors import NotAllowed
from registerdesk.domain.texts import _
from registerdesk.keyring import codes, making, slots
from registerdesk.keyring.bunch import open_bunch
from registerdesk.keyring.costs import Cost
from registerdesk.keyring.passwords import refuse_weak
from registerdesk.keyring.primitives import Damaged, bytes_of
from registerdesk.keyring.records import Delegation, SlotKind
from registerdesk.keyring.revision import Revision
from registerdesk.keyring.trust import delegation_statement
from registerdesk.keyring.unlocked import Unlocked

if TYPE_CHECKING:
    from registerdesk.keyring.keyring import Keyring


def redeem(keyring: Keyring, code: str, password: str, *, cost: Cost) -> Unlocked:
    """Set a user's first own password with a one-time code; core is theirs at once.

    Raises InvalidInput for a typing error or a weak password, NotAllowed for a used code.
    """
    raw = codes.read(codes.ONE_TIME_CODE, code)
    acting = _with_code(keyring, raw)
    me = acting.bunch.me
    revision = Revision(acting)
    refuse_weak(password, (me.user_name, me.display_name, acting.office_name))
    secret = slots.Secret(
        user_id=me.user_id,
        seed=bytearray(slots.new_seed()),
        pins=making.pins_of(acting.bunch.trusted.private, revision.office_id),
    )
    pair = secret.pair(revision.office_id)
    delegation = Delegation(user_id=me.user_id, x=pair.x, ed=pair.ed, signature="")
    statement = delegation_statement(revision.office_id, delegation)
    signature = acting.bunch.pair.sign(statement)
    revision.delegate(dataclasses.replace(delegation, signature=signature))
    _set_slot(revision, secret, password, cost)
    revision.publish()
    return acting


def _with_code(keyring: Keyring, raw: bytes) -> Unlocked:
    office_id = keyring.document.office_id
    for slot in keyring.document.slots:
        if slot.kind != SlotKind.CODE:
            continue
        try:
            key = slots.code_key(office_id, slot.id, slot.kind, raw)
            secret = slots.open_slot(office_id, slot, key)
        except Damaged:
            continue
        return Unlocked(keyring.path, open_bunch(keyring.document, slot, secret))
    raise NotAllowed(_("This one-time code has been used or replaced. Ask for a new one."))


def change_password(acting: Unlocked, old: str, new: str, *, cost: Cost) -> None:
    """Put the person's keys under a new password; raises NotAllowed when the old one is wrong."""
    revision = Revision(acting)
    me = acting.bunch.me
    confirm_password(acting, old)
    refuse_weak(new, (me.user_name, me.display_name, acting.office_name))
    secret = dataclasses.replace(
        acting.bunch.secret,
        pins=making.pins_of(acting.bunch.trusted.private, revision.office_id),
    )
    _set_slot(revision, secret, new, cost)
    revision.publish()


def confirm_password(acting: Unlocked, password: str) -> None:
    """Make sure the person at the desk is the one signed in; raises NotAllowed otherwise."""
    slot, office_id = acting.bunch.slot, acting.bunch.document.office_id
    if slot.kind != SlotKind.PASSWORD:
        raise NotAllowed(_("The recovery key has no password."))
    salt, cost = bytes_of(slot.salt), Cost(*slot.cost)
    key = slots.password_key(office_id, slot.id, password, salt, cost)
    try:
        slots.open_slot(office_id, slot, key)
    except Damaged:
        raise NotAllowed(_("Wrong password.")) from None


def _set_slot(revision: Revision, secret: slots.Secret, password: str, cost: Cost) -> None:
    user_id = secret.user_id
    revision.slots[user_id] = slots.password_slot(
        revision.office_id, secret, password, cost, tag=revision.slots[user_id].tag, shown=""
    )
    revision.secret = secret
    revision.show_names()
