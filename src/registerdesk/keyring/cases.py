"""A case's own key: granted to its owner, kept by the ombud and under the recovery key."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from registerdesk.domain.errors import Conflict, NotAllowed
from registerdesk.domain.texts import _
from registerdesk.keyring.cells import CellKeys, Place, epoch_of, seal_blind
from registerdesk.keyring.primitives import (
    Damaged,
    bytes_of,
    canonical,
    damaged,
    open_box,
    pack,
    seal_to,
    text_of,
)
from registerdesk.keyring.records import State, from_json, to_json
from registerdesk.keyring.slots import new_seed, recovery_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from registerdesk.keyring.bunch import Bunch

ESCROW = "audit"
"""The ombud's compartment: who holds it opens every case, also after a change of ombud."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseKey:
    """A new case's key as storage keeps it: a public part for all, a grant for each holder."""

    public: bytes
    grants: Mapping[UUID, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Public:
    case_id: str
    x: str
    maker: str
    epoch: int
    escrow: str
    recovery: str
    signature: str = ""

    def statement(self, office_id: str) -> bytes:
        return pack(
            "case", office_id, self.case_id, self.x, self.maker, self.epoch, self.escrow,
            self.recovery,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grant:
    case_id: str
    user_id: str
    x: str
    granter: str
    box: str
    signature: str = ""

    def statement(self, office_id: str) -> bytes:
        return pack(
            "case grant", office_id, self.case_id, self.user_id, self.x, self.granter, self.box
        )


@dataclass(frozen=True, slots=True)
class OpenCase:
    """An opened case key in the hands of one who holds it."""

    case_id: UUID
    _bunch: Bunch = field(repr=False)
    _keys: CellKeys = field(repr=False)

    def seal(self, seal_name: str, row_id: UUID, plaintext: bytes) -> bytes:
        """Return a cell for the case's holders."""
        return self._keys.seal(_place(self._bunch, self.case_id, seal_name, row_id), 1, plaintext)

    def open(self, seal_name: str, row_id: UUID, cell: bytes) -> bytes:
        """Return a cell's plaintext; raises Damaged."""
        epoch_of(cell)
        return self._keys.open(_place(self._bunch, self.case_id, seal_name, row_id), cell)

    def grant_to(self, user_id: UUID) -> bytes:
        """Return the case's key sealed to another user, signed by the present one."""
        return _grant(self._bunch, self.case_id, str(user_id), self._keys)


def make(bunch: Bunch, case_id: UUID, holders: Sequence[str]) -> CaseKey:
    """Return a new case key."""
    office_id = bunch.document.office_id
    keys = _case_keys(office_id, case_id, new_seed())
    seed = bytes(keys.seed)
    latest = bunch.trusted.latest(ESCROW)
    recovery = bunch.trusted.members[recovery_id()]
    bound = _escrow_bound(office_id, case_id)
    public = _Public(
        case_id=str(case_id),
        x=keys.pair.x,
        maker=bunch.secret.user_id,
        epoch=latest.number if latest else 0,
        escrow=text_of(seal_to(latest.x, seed, bound)) if latest else "",
        recovery=text_of(seal_to(recovery.x, seed, bound)),
    )
    signed = _signed(bunch, public)
    grants = {UUID(holder): _grant(bunch, case_id, holder, keys) for holder in holders}
    return CaseKey(public=signed, grants=grants)


def seal(
    bunch: Bunch, public: bytes, case_id: UUID, seal_name: str, row_id: UUID, plaintext: bytes
) -> bytes:
    """Return a cell sealed to the case's public key."""
    known = _public(bunch, case_id, public)
    return seal_blind(known.x, _place(bunch, case_id, seal_name, row_id), 1, plaintext)


def open_case(bunch: Bunch, case_id: UUID, public: bytes, grant: bytes | None) -> OpenCase:
    """Return the opened case key."""
    known = _public(bunch, case_id, public)
    seed = _seed_from_grant(bunch, case_id, grant) if grant else None
    if seed is None:
        seed = _seed_from_escrow(bunch, case_id, known)
    if seed is None:
        raise NotAllowed(_("This case is sealed for you."))
    keys = _case_keys(bunch.document.office_id, case_id, seed)
    if keys.pair.x != known.x:
        raise damaged()
    return OpenCase(case_id, bunch, keys)


def _seed_from_grant(bunch: Bunch, case_id: UUID, data: bytes) -> bytes | None:
    grant = from_json(_Grant, _loaded(data))
    office_id = bunch.document.office_id
    mine = grant.user_id == bunch.secret.user_id and grant.case_id == str(case_id)
    if not mine or not bunch.trusted.vouches(
        grant.granter, grant.signature, grant.statement(office_id)
    ):
        raise damaged()
    if grant.x != bunch.pair.x:
        return None
    return open_box(bunch.pair, bytes_of(grant.box), _grant_bound(office_id, case_id))


def _seed_from_escrow(bunch: Bunch, case_id: UUID, public: _Public) -> bytes | None:
    bound = _escrow_bound(bunch.document.office_id, case_id)
    keys = bunch.held.get(ESCROW, ())
    if 1 <= public.epoch <= len(keys):
        return open_box(keys[public.epoch - 1].pair, bytes_of(public.escrow), bound)
    if bunch.secret.user_id != recovery_id():
        return None
    try:
        return open_box(bunch.pair, bytes_of(public.recovery), bound)
    except Damaged:
        return None


def _public(bunch: Bunch, case_id: UUID, data: bytes) -> _Public:
    public = from_json(_Public, _loaded(data))
    statement = public.statement(bunch.document.office_id)
    if public.case_id != str(case_id):
        raise damaged()
    if not bunch.trusted.vouches(public.maker, public.signature, statement):
        raise damaged()
    return public


def _grant(bunch: Bunch, case_id: UUID, user_id: str, keys: CellKeys) -> bytes:
    member = bunch.trusted.members.get(user_id)
    if member is None or member.state != State.ACTIVE:
        raise Conflict(_("Only a user who has set a password of their own can hold a case."))
    bound = _grant_bound(bunch.document.office_id, case_id)
    grant = _Grant(
        case_id=str(case_id),
        user_id=user_id,
        x=member.x,
        granter=bunch.secret.user_id,
        box=text_of(seal_to(member.x, bytes(keys.seed), bound)),
    )
    return _signed(bunch, grant)


def _signed(bunch: Bunch, record: _Public | _Grant) -> bytes:
    signature = bunch.pair.sign(record.statement(bunch.document.office_id))
    return canonical({**to_json(record), "signature": signature})


def _loaded(data: bytes) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise damaged() from None


def _case_keys(office_id: str, case_id: UUID, seed: bytes) -> CellKeys:
    return CellKeys(seed, "case", office_id, case_id)


def _grant_bound(office_id: str, case_id: UUID) -> bytes:
    return pack("case grant box", office_id, case_id)


def _escrow_bound(office_id: str, case_id: UUID) -> bytes:
    return pack("case escrow", office_id, case_id)


def _place(bunch: Bunch, case_id: UUID, seal_name: str, row_id: UUID) -> Place:
    return Place(
        office_id=UUID(bunch.document.office_id),
        compartment=f"case:{case_id}",
        seal_name=seal_name,
        row_id=row_id,
    )
