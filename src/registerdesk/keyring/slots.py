"""Slots: the ways in, each a secret under a password, a code or the recovery key."""

from __future__ import annotations

import dataclasses
import json
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from registerdesk.keyring.costs import Cost, stretch
from registerdesk.keyring.primitives import (
    KEY_BYTES,
    KeyPair,
    bytes_of,
    canonical,
    decrypt,
    derive,
    encrypt,
    pack,
    random_bytes,
    seal_to,
    text_of,
)
from registerdesk.keyring.records import RECOVERY, Slot, SlotKind
from registerdesk.keyring.trust import Pins, core_fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ID_BYTES = 8
SALT_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """What every signed-in person holds: database keys, newest first, and the hash seed."""

    database: tuple[bytes, ...] = field(repr=False)
    hashing: bytes = field(repr=False)

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """What the roster keeps of these keys: the hash seed's first, then the newest key's."""
        return tuple(core_fingerprint(key) for key in (self.hashing, *self.database))

    def fits(self, fingerprints: Sequence[str]) -> bool:
        """Tell whether the owner key vouches for these very keys."""
        mine = self.fingerprints
        return mine[:2] == tuple(fingerprints[:2]) and set(mine) <= set(fingerprints)

    def to_bytes(self) -> bytes:
        """Return the keys for sealing."""
        keys = [text_of(key) for key in self.database]
        return canonical({"database": keys, "hashing": text_of(self.hashing)})

    @classmethod
    def from_bytes(cls, data: bytes) -> Core:
        """Return the keys that were sealed."""
        raw = json.loads(data)
        keys = tuple(bytes_of(key) for key in raw["database"])
        return cls(database=keys, hashing=bytes_of(raw["hashing"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """What a password, code or recovery key opens: the user's seed and what they remember."""

    user_id: str
    seed: bytearray = field(repr=False)
    pins: Pins

    def pair(self, office_id: str) -> KeyPair:
        """Return the user's own key pair."""
        return user_pair(office_id, self.user_id, bytes(self.seed))

    def to_bytes(self) -> bytes:
        """Return the secret for sealing."""
        first = dict(self.pins.first_epochs)
        return canonical(
            {
                "user": self.user_id,
                "seed": text_of(bytes(self.seed)),
                "owner": self.pins.owner,
                "first": first,
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Secret:
        """Return the secret that was sealed."""
        raw = json.loads(data)
        pins = Pins(owner=raw["owner"], first_epochs=raw["first"])
        return cls(user_id=raw["user"], seed=bytearray(bytes_of(raw["seed"])), pins=pins)


def user_pair(office_id: str, user_id: str, seed: bytes) -> KeyPair:
    """Return a user's key pair."""
    return KeyPair.from_seed(seed, "user", office_id, user_id)


def new_seed() -> bytes:
    """Return 32 random bytes."""
    return random_bytes(KEY_BYTES)


def new_id() -> str:
    """Return a random id for a slot or a grant."""
    return random_bytes(ID_BYTES).hex()


def name_tag(user_name: str, salt: str, cost: Sequence[int]) -> str:
    """Return what finds a slot by its user name, at the price of a password guess."""
    folded = unicodedata.normalize("NFC", user_name.strip()).casefold()
    return text_of(derive(stretch(folded, bytes_of(salt), Cost(*cost)), "user name"))


def password_key(office_id: str, slot_id: str, password: str, salt: bytes, cost: Cost) -> bytes:
    """Return the key that a password gives for one slot."""
    return derive(stretch(password, salt, cost), SlotKind.PASSWORD, office_id, slot_id)


def code_key(office_id: str, slot_id: str, kind: str, code: bytes) -> bytes:
    """Return the key that a recovery key or one-time code gives for one slot."""
    return derive(code, kind, office_id, slot_id)


def password_slot(
    office_id: str, secret: Secret, password: str, cost: Cost, *, tag: str, shown: str
) -> Slot:
    """Return a new slot that the password opens; its core box is still empty."""
    salt = random_bytes(SALT_BYTES)
    slot = Slot(
        id=new_id(),
        kind=SlotKind.PASSWORD,
        shown=shown,
        tag=tag,
        salt=text_of(salt),
        cost=cost.numbers,
        secret="",
        core="",
    )
    key = password_key(office_id, slot.id, password, salt, cost)
    return _locked(office_id, slot, key, secret)


def code_slot(office_id: str, secret: Secret, code: bytes, kind: SlotKind, *, tag: str) -> Slot:
    """Return a new slot that a recovery key or one-time code opens; its core box is empty."""
    slot = Slot(id=new_id(), kind=kind, shown="", tag=tag, salt="", cost=(), secret="", core="")
    return _locked(office_id, slot, code_key(office_id, slot.id, kind, code), secret)


def _locked(office_id: str, slot: Slot, key: bytes, secret: Secret) -> Slot:
    sealed = encrypt(key, secret.to_bytes(), slot_bound(office_id, slot))
    return dataclasses.replace(slot, secret=text_of(sealed))


def open_slot(office_id: str, slot: Slot, key: bytes) -> Secret:
    """Return the secret in a slot; raises Damaged when the key does not fit."""
    return Secret.from_bytes(decrypt(key, bytes_of(slot.secret), slot_bound(office_id, slot)))


def slot_bound(office_id: str, slot: Slot) -> bytes:
    """Return what a slot's secret is bound to."""
    return pack("slot", office_id, slot.id, slot.kind, slot.salt, *slot.cost)


def with_core(office_id: str, slots: Iterable[Slot], core: Core, x_of: Mapping[str, str]) -> tuple[
    Slot, ...
]:  # fmt: skip
    """Return the slots with the core sealed anew to each slot's public key."""
    return tuple(
        dataclasses.replace(
            slot,
            core=text_of(seal_to(x_of[slot.id], core.to_bytes(), core_bound(office_id, slot.id))),
        )
        for slot in sorted(slots, key=lambda slot: slot.id)
    )


def core_bound(office_id: str, slot_id: str) -> bytes:
    """Return what a slot's core box is bound to."""
    return pack("core", office_id, slot_id)


def recovery_id() -> str:
    """Return the user id under which the recovery key holds its grants."""
    return str(RECOVERY)
