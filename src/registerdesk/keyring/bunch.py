"""The bunch of keys that one signed-in person holds, after everything in the file was checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from registerdesk.domain.errors import NotAllowed
from registerdesk.domain.texts import _
from registerdesk.keyring import making, slots
from registerdesk.keyring.cells import CellKeys
from registerdesk.keyring.primitives import Damaged, KeyPair, bytes_of, damaged, open_box
from registerdesk.keyring.records import State
from registerdesk.keyring.trust import check

if TYPE_CHECKING:
    from registerdesk.keyring.records import Document, Member, Slot
    from registerdesk.keyring.slots import Core, Secret
    from registerdesk.keyring.trust import Trusted


@dataclass(slots=True, kw_only=True)
class Bunch:
    """Everything one person holds; `wipe` takes it away again."""

    document: Document
    slot: Slot
    secret: Secret = field(repr=False)
    pair: KeyPair = field(repr=False)
    own: CellKeys = field(repr=False)
    core: Core = field(repr=False)
    trusted: Trusted = field(repr=False)
    held: dict[str, tuple[CellKeys, ...]] = field(repr=False)
    owner_seed: bytearray | None = field(repr=False)

    @property
    def me(self) -> Member:
        """The person's own entry in the roster."""
        return self.trusted.members[self.secret.user_id]

    def wipe(self) -> None:
        """Overwrite what can be overwritten and drop every key."""
        for keys in (*self.held.values(), (self.own,)):
            for each in keys:
                each.wipe()
        self.secret.seed[:] = bytes(len(self.secret.seed))
        self.held.clear()
        if self.owner_seed is not None:
            self.owner_seed[:] = bytes(len(self.owner_seed))
            self.owner_seed = None


def open_bunch(document: Document, slot: Slot, secret: Secret) -> Bunch:
    """Return the bunch behind an opened slot; raises Damaged or NotAllowed."""
    office_id, pair = document.office_id, secret.pair(document.office_id)
    bound = slots.core_bound(office_id, slot.id)
    core = slots.Core.from_bytes(open_box(pair, bytes_of(slot.core), bound))
    trusted = check(making.open_private(document, core), office_id, secret.pins)
    if not core.fits(trusted.roster.core):
        raise damaged()
    _refuse_stranger(trusted, secret.user_id, pair)
    return Bunch(
        document=document,
        slot=slot,
        secret=secret,
        pair=pair,
        own=CellKeys(bytes(secret.seed), "own", office_id, secret.user_id),
        core=core,
        trusted=trusted,
        held=_held(trusted, office_id, secret.user_id, pair),
        owner_seed=_owner_seed(trusted, office_id, secret.user_id, pair),
    )


def _refuse_stranger(trusted: Trusted, user_id: str, pair: KeyPair) -> None:
    member = trusted.members.get(user_id)
    if member is None or member.state == State.DISABLED or member.x != pair.x:
        raise NotAllowed(_("This user may no longer sign in."))


def _held(
    trusted: Trusted, office_id: str, user_id: str, pair: KeyPair
) -> dict[str, tuple[CellKeys, ...]]:
    held = {}
    for (compartment, holder), grant in trusted.grants.items():
        if holder != user_id:
            continue
        try:
            held[compartment] = making.open_grant(
                office_id, grant, trusted.epochs[compartment], pair
            )
        except Damaged:
            continue
    return held


def _owner_seed(trusted: Trusted, office_id: str, user_id: str, pair: KeyPair) -> bytearray | None:
    box = trusted.private.owner_boxes.get(user_id)
    if box is None:
        return None
    try:
        seed = making.open_owner_box(office_id, user_id, box, pair)
    except Damaged:
        return None
    owner = making.owner_pair(office_id, seed)
    return bytearray(seed) if owner.ed == trusted.roster.owner else None
