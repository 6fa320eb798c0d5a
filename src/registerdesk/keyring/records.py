"""The keyring's own records: what lies open in the file, and what lies encrypted in it."""

from __future__ import annotations

import dataclasses
import typing
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from registerdesk.keyring.primitives import damaged, pack
from registerdesk.keyring.sign_in_list import PASSWORD

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

RECOVERY = UUID(int=0)
"""The user id under which the recovery key holds its grants."""
ADMINISTRATOR = "administrator"
OWNER = "owner"
"""Stands as the signer of a compartment's first epoch and first grants."""

R = TypeVar("R")
_HINTS: dict[object, dict[str, Any]] = {}


class State(StrEnum):
    """How far a person has come: invited, awaiting grants, active, or disabled."""

    INVITED = "invited"
    AWAITING = "awaiting"
    ACTIVE = "active"
    DISABLED = "disabled"


class SlotKind(StrEnum):
    """What opens a slot."""

    PASSWORD = PASSWORD
    CODE = "code"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One way in, outside encryption: nothing in it names a person unless the list is shown."""

    id: str
    kind: str
    shown: str
    tag: str
    salt: str
    cost: tuple[int, ...]
    secret: str
    core: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A user as the owner key vouches for it: names, roles, what they should hold, public keys."""

    user_id: str
    user_name: str
    display_name: str
    roles: tuple[str, ...]
    compartments: tuple[str, ...]
    state: str
    x: str
    ed: str
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Everything the owner key signs: members, the core keys' fingerprints, what is due."""

    serial: int
    office_id: str
    owner: str
    core: tuple[str, ...]
    members: tuple[Member, ...]
    attested: tuple[str, ...] = ()
    renew: dict[str, int] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A new owner key, vouched for by the one before."""

    old: str
    new: str
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """A user's first own keys, vouched for by the one-time code that the roster knows."""

    user_id: str
    x: str
    ed: str
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Epoch:
    """Public keys of one epoch of a compartment, signed by the epoch before and by a holder."""

    compartment: str
    number: int
    index: int
    x: str
    ed: str
    signer: str
    holders: tuple[str, ...] = ()
    chain: str = ""
    signature: str = ""

    def statement(self, office_id: str) -> bytes:
        """Return what is signed."""
        return pack(
            "epoch", office_id, self.compartment, self.number, self.index, self.x, self.ed,
            self.signer, pack(*self.holders),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A compartment's keys sealed to one user, signed by the compartment and by its granter."""

    id: str
    compartment: str
    epoch: int
    user_id: str
    x: str
    signer: str
    box: str
    chain: str = ""
    signature: str = ""

    def statement(self, office_id: str) -> bytes:
        """Return what is signed."""
        return pack(
            "grant", office_id, self.id, self.compartment, self.epoch, self.user_id, self.x,
            self.signer, self.box,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Private:
    """The encrypted body, open to every member of staff; every part of it is signed."""

    links: tuple[Link, ...]
    roster: Roster
    roster_signature: str
    delegations: tuple[Delegation, ...]
    epochs: tuple[Epoch, ...]
    grants: tuple[Grant, ...]
    owner_boxes: dict[str, str]
    slot_of: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The whole file: what the sign-in page shows, the slots, and the encrypted body."""

    format: int
    office_id: str
    generation: int
    office_name: str
    language: str
    list_shown: bool
    name_salt: str
    name_cost: tuple[int, ...]
    slots: tuple[Slot, ...]
    private: str = ""

    def open_part(self) -> dict[str, Any]:
        """Return everything but the encrypted body, to which the body is bound."""
        return to_json(dataclasses.replace(self, private=""))


def to_json(record: DataclassInstance) -> dict[str, Any]:
    """Return a record as plain JSON data."""
    return dataclasses.asdict(record)


def from_json(kind: type[R], data: object) -> R:
    """Return the record behind JSON data; raises Damaged when its shape differs."""
    if not isinstance(data, dict):
        raise damaged()
    hints = _HINTS.get(kind) or _HINTS.setdefault(kind, typing.get_type_hints(kind))
    if set(data) != set(hints):
        raise damaged()
    return kind(**{name: _value(hint, data[name]) for name, hint in hints.items()})


def _value(hint: object, data: object) -> object:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple and isinstance(data, list):
        return tuple(_value(arguments[0], item) for item in data)
    if origin is dict and isinstance(data, dict):
        return {str(key): _value(arguments[1], item) for key, item in data.items()}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return from_json(hint, data)
    if type(data) is hint:
        return data
    raise damaged()
