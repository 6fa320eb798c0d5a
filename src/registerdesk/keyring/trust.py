"""Who vouches for whom: everything in the encrypted body is believed only after these checks."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from registerdesk.keyring.primitives import canonical, damaged, derive, pack, verifies
from registerdesk.keyring.records import OWNER, RECOVERY, State, to_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from registerdesk.keyring.records import Delegation, Epoch, Grant, Member, Private, Roster


@dataclass(frozen=True, slots=True, kw_only=True)
class Pins:
    """What a user's own secret remembers: the owner key and the first epoch of compartments."""

    owner: str
    first_epochs: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trusted:
    """The encrypted body after every signature in it was checked."""

    private: Private
    members: Mapping[str, Member]
    epochs: Mapping[str, tuple[Epoch, ...]]
    grants: Mapping[tuple[str, str], Grant]

    @property
    def roster(self) -> Roster:
        """The roster as the owner key signed it."""
        return self.private.roster

    def latest(self, compartment: str) -> Epoch | None:
        """The newest epoch of a compartment, if it has any."""
        return next(reversed(self.epochs.get(compartment, ())), None)

    def renewal_due(self, compartment: str) -> bool:
        """Tell whether someone lost the compartment and no holder has renewed it yet."""
        latest = self.latest(compartment)
        return latest is not None and latest.number <= self.roster.renew.get(compartment, 0)

    def vouches(self, user_id: str, signature: str, data: bytes) -> bool:
        """Tell whether a user signed the data, with the present key or a former one."""
        member = self.members.get(user_id)
        keys = (member.ed, *member.former) if member else ()
        return any(verifies(key, signature, data) for key in keys if key)


def fingerprint(data: bytes) -> str:
    """Return SHA-256 as hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def core_fingerprint(key: bytes) -> str:
    """Return what the roster keeps of a core key, so that no false one can be put in."""
    return fingerprint(derive(key, "core fingerprint"))


def roster_statement(roster: Roster) -> bytes:
    """Return what the owner key signs."""
    return pack("roster", canonical(to_json(roster)))


def link_statement(office_id: str, old: str, new: str) -> bytes:
    """Return what an owner key signs for its successor."""
    return pack("owner", office_id, old, new)


def delegation_statement(office_id: str, delegation: Delegation) -> bytes:
    """Return what a one-time code signs for the user's first own keys."""
    return pack("delegation", office_id, delegation.user_id, delegation.x, delegation.ed)


def check(private: Private, office_id: str, pins: Pins) -> Trusted:
    """Return the body with all that may be believed; raises Damaged where its roots are false."""
    _check_owner(private, office_id, pins)
    members = effective_members(private, office_id)
    believer = _Believer(office_id, private.roster, members)
    epochs = {
        compartment: believer.epochs(compartment, private.epochs)
        for compartment in {epoch.compartment for epoch in private.epochs}
    }
    for compartment, pinned in pins.first_epochs.items():
        if compartment not in epochs or pin_of(epochs[compartment][0], office_id) != pinned:
            raise damaged()
    grants = {
        (grant.compartment, grant.user_id): grant
        for grant in private.grants
        if believer.grant(grant, epochs.get(grant.compartment, ()))
    }
    return Trusted(private=private, members=members, epochs=epochs, grants=grants)


def pin_of(epoch: Epoch, office_id: str) -> str:
    """Return what a user's secret remembers of a first epoch."""
    return fingerprint(epoch.statement(office_id))


def _check_owner(private: Private, office_id: str, pins: Pins) -> None:
    owner = pins.owner
    for link in private.links:
        statement = link_statement(office_id, link.old, link.new)
        if link.old == owner and verifies(owner, link.signature, statement):
            owner = link.new
    roster = private.roster
    signed = verifies(owner, private.roster_signature, roster_statement(roster))
    if not signed or roster.owner != owner or roster.office_id != office_id:
        raise damaged()


def effective_members(private: Private, office_id: str) -> dict[str, Member]:
    """Return every member with the keys they hold now, also those set by a one-time code."""
    members = {member.user_id: member for member in private.roster.members}
    for delegation in private.delegations:
        member = members.get(delegation.user_id)
        statement = delegation_statement(office_id, delegation)
        if member is None or member.state != State.INVITED:
            continue
        if verifies(member.ed, delegation.signature, statement):
            members[member.user_id] = dataclasses.replace(
                member, state=State.ACTIVE, x=delegation.x, ed=delegation.ed
            )
    return members


@dataclass(frozen=True, slots=True)
class _Believer:
    office_id: str
    roster: Roster
    members: Mapping[str, Member]

    def epochs(self, compartment: str, everything: tuple[Epoch, ...]) -> tuple[Epoch, ...]:
        """Return the compartment's epochs in order; raises Damaged unless the chain holds."""
        chain = sorted(
            (epoch for epoch in everything if epoch.compartment == compartment),
            key=lambda epoch: epoch.number,
        )
        if [epoch.number for epoch in chain] != list(range(1, len(chain) + 1)):
            raise damaged()
        for earlier, later in itertools.pairwise(chain):
            statement = later.statement(self.office_id)
            if later.signer == OWNER or not verifies(earlier.ed, later.chain, statement):
                raise damaged()
        if chain[0].signer != OWNER or not self.signed(chain[0]):
            raise damaged()
        if not self.signed(chain[-1]):
            raise damaged()
        return tuple(chain)

    def grant(self, grant: Grant, epochs: tuple[Epoch, ...]) -> bool:
        """Tell whether a grant may be believed."""
        member = self.members.get(grant.user_id)
        if member is None or member.state == State.DISABLED or member.x != grant.x or not epochs:
            return False
        if grant.compartment not in member.compartments or grant.epoch != epochs[-1].number:
            return False
        first = grant.epoch == 1 and grant.user_id in epochs[0].holders
        if grant.signer == OWNER and not first:
            return False
        if not verifies(epochs[-1].ed, grant.chain, grant.statement(self.office_id)):
            return False
        return self.signed(grant)

    def signed(self, record: Epoch | Grant) -> bool:
        """Tell whether owner or a listed holder signed, or the roster attests the record."""
        statement = record.statement(self.office_id)
        if fingerprint(statement) in self.roster.attested:
            return True
        if record.signer == OWNER:
            return verifies(self.roster.owner, record.signature, statement)
        member = self.members.get(record.signer)
        if member is None or member.state == State.DISABLED:
            return False
        keys = (member.ed, *member.former)
        listed = record.compartment in member.compartments
        return listed and any(verifies(key, record.signature, statement) for key in keys)


def is_recovery(user_id: str) -> bool:
    """Tell whether this is the recovery key's own entry and no person's."""
    return user_id == str(RECOVERY)
