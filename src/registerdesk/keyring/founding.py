"""The first generation of a keyring: owner key, first person, recovery key, compartments."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.texts import _
from registerdesk.keyring import codes, making, slots
from registerdesk.keyring.records import (
    ADMINISTRATOR,
    Document,
    Member,
    Private,
    Roster,
    SlotKind,
    State,
)

if TYPE_CHECKING:
    from uuid import UUID

    from registerdesk.keyring.costs import Cost
    from registerdesk.keyring.primitives import KeyPair
    from registerdesk.keyring.records import Slot

RECOVERY_NAME = "recovery"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """The first person of an office, who chooses their own password."""

    user_id: UUID
    user_name: str
    display_name: str
    password: str = field(repr=False)
    roles: tuple[str, ...]
    compartments: tuple[str, ...]


def first_generation(empty: Document, first: NewPerson, cost: Cost, code: str) -> Document:
    """Return a new office's document; the recovery key opens everything in it."""
    if ADMINISTRATOR not in first.roles:
        raise InvalidInput(_("The first person must be an administrator."), field="roles")
    office_id, user_id = empty.office_id, str(first.user_id)
    seeds = {user_id: slots.new_seed(), slots.recovery_id(): slots.new_seed()}
    owner_seed = slots.new_seed()
    owner = making.owner_pair(office_id, owner_seed)
    core = slots.Core(database=(slots.new_seed(),), hashing=slots.new_seed())
    members = tuple(_member(office_id, first, who, seed) for who, seed in seeds.items())
    roster = Roster(
        serial=0, office_id=office_id, owner=owner.ed, core=core.fingerprints, members=members
    )
    private = dataclasses.replace(
        _private(office_id, roster, owner, first.compartments),
        owner_boxes={m.user_id: making.owner_box(office_id, m, owner_seed) for m in members},
    )
    made = _slots(empty, private, first, cost, code, seeds)
    x_of = {made[m.user_id].id: m.x for m in members}
    document = dataclasses.replace(
        empty, slots=slots.with_core(office_id, made.values(), core, x_of)
    )
    slot_of = {who: slot.id for who, slot in made.items()}
    return making.seal_private(document, dataclasses.replace(private, slot_of=slot_of), core)


def _private(
    office_id: str, roster: Roster, owner: KeyPair, compartments: tuple[str, ...]
) -> Private:
    made = [making.first_epoch(office_id, each, owner, roster.members) for each in compartments]
    private = Private(
        links=(),
        roster=roster,
        roster_signature="",
        delegations=(),
        epochs=tuple(epoch for epoch, _grants in made),
        grants=tuple(grant for _epoch, grants in made for grant in grants),
        owner_boxes={},
        slot_of={},
    )
    return making.sign_roster(private, roster, owner)


def _member(office_id: str, first: NewPerson, who: str, seed: bytes) -> Member:
    pair = slots.user_pair(office_id, who, seed)
    person = who == str(first.user_id)
    return Member(
        user_id=who,
        user_name=first.user_name if person else RECOVERY_NAME,
        display_name=first.display_name if person else RECOVERY_NAME,
        roles=first.roles if person else (ADMINISTRATOR,),
        compartments=first.compartments,
        state=State.ACTIVE,
        x=pair.x,
        ed=pair.ed,
    )


def _slots(
    empty: Document, private: Private, first: NewPerson, cost: Cost, code: str,
    seeds: dict[str, bytes],
) -> dict[str, Slot]:  # fmt: skip
    office_id, user_id = empty.office_id, str(first.user_id)
    pins = making.pins_of(private, office_id)
    mine, recovery = (
        slots.Secret(user_id=who, seed=bytearray(seed), pins=pins) for who, seed in seeds.items()
    )
    tag = slots.name_tag(first.user_name, empty.name_salt, empty.name_cost)
    shown = first.display_name if empty.list_shown else ""
    secret = codes.read(codes.RECOVERY_KEY, code)
    return {
        user_id: slots.password_slot(office_id, mine, first.password, cost, tag=tag, shown=shown),
        recovery.user_id: slots.code_slot(office_id, recovery, secret, SlotKind.RECOVERY, tag=""),
    }
