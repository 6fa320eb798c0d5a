"""Makes the signed and sealed records of the keyring; trust.py is what later believes them."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from registerdesk.keyring.cells import CellKeys
from registerdesk.keyring.primitives import (
    KeyPair,
    bytes_of,
    canonical,
    damaged,
    decrypt,
    derive,
    encrypt,
    open_box,
    pack,
    seal_to,
    text_of,
)
from registerdesk.keyring.records import (
    OWNER,
    Document,
    Epoch,
    Grant,
    Private,
    from_json,
)
from registerdesk.keyring.slots import new_id, new_seed
from registerdesk.keyring.trust import Pins, pin_of, roster_statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from registerdesk.keyring.records import Member, Roster
    from registerdesk.keyring.slots import Core


def owner_pair(office_id: str, seed: bytes) -> KeyPair:
    """Return the office's owner key pair."""
    return KeyPair.from_seed(seed, OWNER, office_id)


def epoch_keys(office_id: str, compartment: str, number: int, seed: bytes) -> CellKeys:
    """Return the keys of one epoch of a compartment."""
    return CellKeys(seed, "compartment", office_id, compartment, number)


def first_epoch(
    office_id: str, compartment: str, owner: KeyPair, holders: Sequence[Member]
) -> tuple[Epoch, tuple[Grant, ...]]:
    """Return a new compartment: sealed to its first holder and the recovery key, owner-signed."""
    seed = new_seed()
    keys = epoch_keys(office_id, compartment, 1, seed)
    names = tuple(member.user_id for member in holders)
    epoch = Epoch(
        compartment=compartment, number=1, index=1, x=keys.pair.x, ed=keys.pair.ed,
        signer=OWNER, holders=names,
    )  # fmt: skip
    epoch = dataclasses.replace(epoch, signature=owner.sign(epoch.statement(office_id)))
    granter = Granter(office_id=office_id, user_id=OWNER, pair=owner)
    grants = tuple(granter.grant(epoch, (keys,), member) for member in holders)
    return epoch, grants


@dataclass(frozen=True, slots=True, kw_only=True)
class Granter:
    """Somebody who signs epochs and grants with their own key beside the compartment's."""

    office_id: str
    user_id: str
    pair: KeyPair

    def grant(self, epoch: Epoch, keys: Sequence[CellKeys], member: Member) -> Grant:
        """Return all keys of a compartment sealed to a member."""
        seeds = canonical([text_of(bytes(each.seed)) for each in keys])
        bound = grant_bound(self.office_id, epoch.compartment, member.user_id)
        grant = Grant(
            id=new_id(), compartment=epoch.compartment, epoch=epoch.number,
            user_id=member.user_id, x=member.x, signer=self.user_id,
            box=text_of(seal_to(member.x, seeds, bound)),
        )  # fmt: skip
        statement = grant.statement(self.office_id)
        return dataclasses.replace(
            grant, chain=keys[-1].pair.sign(statement), signature=self.pair.sign(statement)
        )

    def next_epoch(self, latest: Epoch, keys: CellKeys, *, index: int) -> tuple[Epoch, CellKeys]:
        """Return the epoch after the latest, vouched for by its key and by the granter."""
        number = latest.number + 1
        fresh = epoch_keys(self.office_id, latest.compartment, number, new_seed())
        epoch = Epoch(
            compartment=latest.compartment, number=number, index=index, x=fresh.pair.x,
            ed=fresh.pair.ed, signer=self.user_id,
        )  # fmt: skip
        statement = epoch.statement(self.office_id)
        signed = dataclasses.replace(
            epoch, chain=keys.pair.sign(statement), signature=self.pair.sign(statement)
        )
        return signed, fresh


def grant_bound(office_id: str, compartment: str, user_id: str) -> bytes:
    """Return what a grant's box is bound to."""
    return pack("grant box", office_id, compartment, user_id)


def open_grant(office_id: str, grant: Grant, epochs: Sequence[Epoch], pair: KeyPair) -> tuple[
    CellKeys, ...
]:  # fmt: skip
    """Return a compartment's keys by epoch; raises Damaged unless they are the public ones."""
    bound = grant_bound(office_id, grant.compartment, grant.user_id)
    seeds = json.loads(open_box(pair, bytes_of(grant.box), bound))
    keys = tuple(
        epoch_keys(office_id, grant.compartment, number, bytes_of(seed))
        for number, seed in enumerate(seeds, start=1)
    )
    if [(key.pair.x, key.pair.ed) for key in keys] != [(each.x, each.ed) for each in epochs]:
        raise damaged()
    return keys


def owner_box(office_id: str, member: Member, seed: bytes) -> str:
    """Return the owner key sealed to an administrator."""
    return text_of(seal_to(member.x, seed, pack("owner box", office_id, member.user_id)))


def open_owner_box(office_id: str, user_id: str, box: str, pair: KeyPair) -> bytes:
    """Return the owner key's seed; raises Damaged."""
    return open_box(pair, bytes_of(box), pack("owner box", office_id, user_id))


def sign_roster(private: Private, roster: Roster, owner: KeyPair) -> Private:
    """Return the body with a roster signed by the owner key, one serial number on."""
    roster = dataclasses.replace(roster, serial=roster.serial + 1, owner=owner.ed)
    signature = owner.sign(roster_statement(roster))
    return dataclasses.replace(private, roster=roster, roster_signature=signature)


def pins_of(private: Private, office_id: str) -> Pins:
    """Return what a user's secret shall remember from now on."""
    first = {e.compartment: pin_of(e, office_id) for e in private.epochs if e.number == 1}
    return Pins(owner=private.roster.owner, first_epochs=first)


def seal_private(document: Document, private: Private, core: Core) -> Document:
    """Return the document with its encrypted body, bound to everything that lies open."""
    key, bound = _private_key(document, core)
    sealed = encrypt(key, canonical(dataclasses.asdict(private)), bound)
    return dataclasses.replace(document, private=text_of(sealed))


def open_private(document: Document, core: Core) -> Private:
    """Return the encrypted body; raises Damaged when body or open part were altered."""
    key, bound = _private_key(document, core)
    return from_json(Private, json.loads(decrypt(key, bytes_of(document.private), bound)))


def _private_key(document: Document, core: Core) -> tuple[bytes, bytes]:
    key = derive(core.database[0], "private body", document.office_id)
    return key, canonical(document.open_part())
