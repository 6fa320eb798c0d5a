"""One change of the keyring: worked out in memory, signed, and written as a new generation."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from registerdesk.domain.errors import Conflict, NotAllowed, NotFound
from registerdesk.domain.texts import _
from registerdesk.keyring import codes, file, making, slots
from registerdesk.keyring.records import OWNER, Link, Roster, SlotKind, State
from registerdesk.keyring.trust import effective_members, fingerprint, link_statement

if TYPE_CHECKING:
    from collections.abc import Callable

    from registerdesk.keyring.cells import CellKeys
    from registerdesk.keyring.records import Delegation, Epoch, Grant, Member, Private
    from registerdesk.keyring.unlocked import Unlocked


class Revision:
    """A change under way; nothing of it is seen by anybody before `publish`."""

    def __init__(self, acting: Unlocked) -> None:
        """Start from what the acting person was shown to be true."""
        bunch = acting.bunch
        self.acting = acting
        self.bunch = bunch
        self.office_id = bunch.document.office_id
        self.document = bunch.document
        self.core = bunch.core
        self.secret: slots.Secret | None = None
        private = bunch.trusted.private
        self.members = dict(bunch.trusted.members)
        self.grants = dict(bunch.trusted.grants)
        self.epochs = {name: list(epochs) for name, epochs in bunch.trusted.epochs.items()}
        self.keys = {name: list(keys) for name, keys in bunch.held.items()}
        self.links = private.links
        self.delegations = private.delegations
        self.owner_boxes = dict(private.owner_boxes)
        self.attested = set(private.roster.attested)
        self.due = dict(private.roster.renew)
        by_id = {slot.id: slot for slot in bunch.document.slots}
        self.slots = {who: by_id[slot] for who, slot in private.slot_of.items() if slot in by_id}
        self._owner_seed = bytes(bunch.owner_seed) if bunch.owner_seed else None
        self._signs_roster = False

    @property
    def granter(self) -> making.Granter:
        """The acting person as the one who signs grants and epochs."""
        return making.Granter(
            office_id=self.office_id, user_id=self.bunch.secret.user_id, pair=self.bunch.pair
        )

    @property
    def owner_seed(self) -> bytes:
        """The owner key, in the hands of an administrator; raises NotAllowed for others."""
        if self._owner_seed is None:
            raise NotAllowed(_("Only an administrator may change users and their rights."))
        return self._owner_seed

    def person(self, user_id: str) -> Member:
        """Return a person who may be changed; raises NotFound when there is none, or disabled."""
        member = self.members.get(user_id)
        if member is None or user_id == slots.recovery_id() or member.state == State.DISABLED:
            raise NotFound(_("There is no such user."))
        return member

    def put(self, member: Member) -> None:
        """Enter a new or changed member; the owner key will sign the roster."""
        self.change_roster()
        self.members[member.user_id] = member

    def change_roster(self) -> None:
        """Have the owner key sign the roster; raises NotAllowed without it."""
        _held = self.owner_seed
        self._signs_roster = True

    def delegate(self, delegation: Delegation) -> None:
        """Enter the first own keys of a user, vouched for by their one-time code."""
        self.delegations = (*self.delegations, delegation)

    def new_code(self, user_id: str, user_name: str) -> tuple[str, slots.Secret]:
        """Give a user a slot for a fresh one-time code; return code and the slot's secret."""
        code = codes.new_code(codes.ONE_TIME_CODE)
        secret = slots.Secret(
            user_id=user_id,
            seed=bytearray(slots.new_seed()),
            pins=making.pins_of(self.bunch.trusted.private, self.office_id),
        )
        tag = slots.name_tag(user_name, self.document.name_salt, self.document.name_cost)
        raw = codes.read(codes.ONE_TIME_CODE, code)
        self.slots[user_id] = slots.code_slot(self.office_id, secret, raw, SlotKind.CODE, tag=tag)
        return code, secret

    def withdraw(self, user_id: str, compartment: str) -> None:
        """Take a compartment from a user: their grant goes, what they signed in it stays valid."""
        self.grants.pop((compartment, user_id), None)
        if user_id == self.bunch.secret.user_id:
            self.keys.pop(compartment, None)  # who loses it does not make the next epoch's key
        if compartment in self.epochs:
            self.due[compartment] = self.epochs[compartment][-1].number
        self._attest(lambda record: (record.signer, record.compartment) == (user_id, compartment))

    def renew(self, compartment: str, *, reindexed: bool = False) -> None:
        """Begin a new epoch of a compartment that the acting person holds."""
        keys, latest = self.held(compartment), self.epochs[compartment][-1]
        index = latest.number if reindexed else latest.index
        epoch, fresh = self.granter.next_epoch(latest, keys[-1], index=index)
        self.epochs[compartment].append(epoch)
        keys.append(fresh)
        for holder in [who for name, who in self.grants if name == compartment]:
            self.grant(compartment, self.members[holder])

    def grant(self, compartment: str, member: Member) -> None:
        """Seal a compartment that the acting person holds to a member."""
        keys, latest = self.held(compartment), self.epochs[compartment][-1]
        self.grants[compartment, member.user_id] = self.granter.grant(latest, keys, member)

    def held(self, compartment: str) -> list[CellKeys]:
        """Return the compartment's keys; raises NotAllowed when the acting person has none."""
        if compartment not in self.keys:
            raise NotAllowed(_("Only someone who holds this part of the register can grant it."))
        return self.keys[compartment]

    def found(self, compartment: str, member: Member) -> None:
        """Make a compartment: for its first holder and the recovery key, owner-signed, once."""
        recovery = self.members[slots.recovery_id()]
        listed = tuple(dict.fromkeys((*recovery.compartments, compartment)))
        self.put(dataclasses.replace(recovery, compartments=listed))
        owner = making.owner_pair(self.office_id, self.owner_seed)
        holders = tuple({each.user_id: each for each in (member, recovery)}.values())
        epoch, grants = making.first_epoch(self.office_id, compartment, owner, holders)
        self.epochs[compartment] = [epoch]
        self.grants.update({(compartment, grant.user_id): grant for grant in grants})

    def give_owner(self, member: Member) -> None:
        """Seal the owner key to an administrator."""
        box = making.owner_box(self.office_id, member, self.owner_seed)
        self.owner_boxes[member.user_id] = box

    def new_owner(self) -> None:
        """Replace the owner key: the old one vouches for the new, which every owner is given."""
        old = making.owner_pair(self.office_id, self.owner_seed)
        self._attest(lambda record: record.signer == OWNER)
        self._owner_seed = slots.new_seed()
        new = making.owner_pair(self.office_id, self.owner_seed)
        signature = old.sign(link_statement(self.office_id, old.ed, new.ed))
        self.links = (*self.links, Link(old=old.ed, new=new.ed, signature=signature))
        for who in self.owner_boxes:
            self.give_owner(self.members[who])
        self.change_roster()

    def new_recovery_key(self) -> str:
        """Replace the recovery key; compartments that nobody present holds become tasks."""
        code, me = codes.new_code(codes.RECOVERY_KEY), slots.recovery_id()
        seed = slots.new_seed()
        pair = slots.user_pair(self.office_id, me, seed)
        old = self.members[me]
        member = dataclasses.replace(old, x=pair.x, ed=pair.ed, former=(*old.former, old.ed))
        for compartment in old.compartments:
            if self.grants.pop((compartment, me), None) is not None:
                self.due[compartment] = self.epochs[compartment][-1].number
            if compartment in self.keys:
                self.grant(compartment, member)
        self.put(member)
        self.give_owner(member)
        roster = dataclasses.replace(
            self.bunch.trusted.roster, owner=making.owner_pair(self.office_id, self.owner_seed).ed
        )
        private = dataclasses.replace(self.bunch.trusted.private, roster=roster)
        secret = slots.Secret(
            user_id=me, seed=bytearray(seed), pins=making.pins_of(private, self.office_id)
        )
        raw = codes.read(codes.RECOVERY_KEY, code)
        self.slots[me] = slots.code_slot(self.office_id, secret, raw, SlotKind.RECOVERY, tag="")
        if self.acting.is_recovery:
            self.secret = secret
        return code

    def begin_rekey(self) -> None:
        """Put a new database key before the present one and renew what was lost."""
        database = (slots.new_seed(), *self.core.database)
        self.core = dataclasses.replace(self.core, database=database)
        self.change_roster()
        self.renew_due()

    def renew_due(self) -> None:
        """Begin a new epoch of each compartment that is due and that the acting person holds."""
        for compartment in sorted(self.due):
            due = self.epochs[compartment][-1].number <= self.due[compartment]
            if due and compartment in self.keys:
                self.renew(compartment)

    def show_names(self) -> None:
        """Let each password slot show its owner's name, or none where the list is off."""
        for who, slot in self.slots.items():
            listed = self.document.list_shown and slot.kind == SlotKind.PASSWORD
            name = self.members[who].display_name if listed else ""
            self.slots[who] = dataclasses.replace(slot, shown=name)

    def publish(self) -> None:
        """Write the new generation, unless somebody else wrote one; the acting person goes on.

        It is opened and checked first, so that no generation is written that does not open.
        """
        private = self._private()
        members = effective_members(private, self.office_id)
        x_of = {slot.id: members[who].x for who, slot in self.slots.items()}
        document = dataclasses.replace(
            self.document,
            generation=self.document.generation + 1,
            slots=slots.with_core(self.office_id, self.slots.values(), self.core, x_of),
        )
        document = making.seal_private(document, private, self.core)
        mine = self.slots[self.bunch.secret.user_id].id
        checked = self.acting.opened(document, self.secret, mine)
        with file.writing(self.acting.path):
            present, _fallen_back = file.read(self.acting.path)
            if present != self.bunch.document:
                raise Conflict(_("The key file was changed meanwhile. Sign in again."))
            file.write(self.acting.path, document)
        self.acting.adopt(checked)

    def _private(self) -> Private:
        epochs = tuple(epoch for chain in self.epochs.values() for epoch in chain)
        grants = tuple(sorted(self.grants.values(), key=lambda grant: grant.id))
        private = dataclasses.replace(
            self.bunch.trusted.private,
            links=self.links,
            delegations=() if self._signs_roster else self.delegations,
            epochs=epochs,
            grants=grants,
            owner_boxes=self.owner_boxes,
            slot_of={who: slot.id for who, slot in self.slots.items()},
        )
        if not self._signs_roster:
            return private
        owner = making.owner_pair(self.office_id, self.owner_seed)
        return making.sign_roster(private, self._roster(epochs, grants), owner)

    def _roster(self, epochs: tuple[Epoch, ...], grants: tuple[Grant, ...]) -> Roster:
        records: tuple[Epoch | Grant, ...] = (*epochs, *grants)
        present = {fingerprint(each.statement(self.office_id)) for each in records}
        return dataclasses.replace(
            self.bunch.trusted.roster,
            core=self.core.fingerprints,
            members=tuple(self.members.values()),
            attested=tuple(sorted(self.attested & present)),
            renew=self.due,
        )

    def _attest(self, chosen: Callable[[Epoch | Grant], bool]) -> None:
        epochs = [epoch for chain in self.epochs.values() for epoch in chain]
        records: list[Epoch | Grant] = [*epochs, *self.grants.values()]
        for record in records:
            if chosen(record):
                self.attested.add(fingerprint(record.statement(self.office_id)))
