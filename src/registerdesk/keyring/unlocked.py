"""What one signed-in person can open, seal, sign and look up."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from registerdesk.domain.errors import Conflict, NotAllowed
from registerdesk.domain.texts import _
from registerdesk.keyring import cases
from registerdesk.keyring.bunch import Bunch, open_bunch
from registerdesk.keyring.cells import Place, epoch_of, seal_blind
from registerdesk.keyring.file import read
from registerdesk.keyring.primitives import bytes_of, damaged, derive, pack, text_of
from registerdesk.keyring.records import ADMINISTRATOR, State
from registerdesk.keyring.trust import fingerprint, is_recovery

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from registerdesk.keyring.cells import CellKeys
    from registerdesk.keyring.records import Document, Member
    from registerdesk.keyring.slots import Secret

OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One user as the keyring knows them; `held` are the compartments really granted."""

    user_id: UUID
    user_name: str
    display_name: str
    roles: tuple[str, ...]
    compartments: tuple[str, ...]
    held: tuple[str, ...]
    state: State


class Unlocked:
    """An open keyring in one person's hands, until `lock` is called."""

    def __init__(self, path: Path, bunch: Bunch) -> None:
        """Take the bunch of keys that a slot opened."""
        self.path = path
        self._bunch: Bunch | None = bunch

    def __repr__(self) -> str:
        """Show no key and no name."""
        return f"<Unlocked {'locked' if self._bunch is None else 'open'}>"

    @property
    def bunch(self) -> Bunch:
        """The keys themselves, for the keyring's own modules; raises NotAllowed once locked."""
        if self._bunch is None:
            raise NotAllowed(_("The program is locked."))
        return self._bunch

    @property
    def user_id(self) -> UUID:
        """Who is signed in; the recovery key has the nil UUID."""
        return UUID(self.bunch.secret.user_id)

    @property
    def is_recovery(self) -> bool:
        """Whether the recovery key opened this, and no person's password."""
        return is_recovery(self.bunch.secret.user_id)

    @property
    def user_name(self) -> str:
        """What the person types to sign in."""
        return self.bunch.me.user_name

    @property
    def display_name(self) -> str:
        """The person's name as shown."""
        return self.bunch.me.display_name

    @property
    def roles(self) -> tuple[str, ...]:
        """The person's roles as the owner key vouches for them."""
        return self.bunch.me.roles

    @property
    def office_id(self) -> UUID:
        """The office this keyring belongs to."""
        return UUID(self.bunch.document.office_id)

    @property
    def office_name(self) -> str:
        """The office's name as the sign-in page shows it."""
        return self.bunch.document.office_name

    @property
    def generation(self) -> int:
        """The file's generation; a database that knows a higher one was given an old keyring."""
        return self.bunch.document.generation

    @property
    def owner_fingerprint(self) -> str:
        """The owner key's fingerprint as printed on the recovery sheet: 16 hex digits by fours."""
        digits = fingerprint(bytes_of(self.bunch.trusted.roster.owner))[:16].upper()
        return " ".join(digits[at : at + 4] for at in range(0, 16, 4))

    @property
    def administers(self) -> bool:
        """Whether the person holds the owner key."""
        return self.bunch.owner_seed is not None

    def database_keys(self) -> tuple[bytes, ...]:
        """Return the database's raw keys of 32 bytes, newest first; several while a rekey runs."""
        return self.bunch.core.database

    @property
    def rekey_pending(self) -> bool:
        """Whether the database may still be under an older key and `finish_rekey` is due."""
        return len(self.bunch.core.database) > 1

    def people(self) -> list[Person]:
        """Return every user there is or was, by display name."""
        members = self.bunch.trusted.members.values()
        people = [self._person(each) for each in members if not is_recovery(each.user_id)]
        return sorted(people, key=lambda person: (person.display_name, person.user_name))

    def _person(self, member: Member) -> Person:
        granted = self.bunch.trusted.grants
        held = tuple(c for c in member.compartments if (c, member.user_id) in granted)
        return Person(
            user_id=UUID(member.user_id),
            user_name=member.user_name,
            display_name=member.display_name,
            roles=member.roles,
            compartments=member.compartments,
            held=held,
            state=self._state(member, held),
        )

    def _state(self, member: Member, held: tuple[str, ...]) -> State:
        if member.state != State.ACTIVE:
            return State(member.state)
        owns = member.user_id in self.bunch.trusted.private.owner_boxes
        complete = set(held) == set(member.compartments)
        return (
            State.ACTIVE
            if complete and (owns or ADMINISTRATOR not in member.roles)
            else State.AWAITING
        )

    def holds(self, compartment: str) -> bool:
        """Tell whether the person can open what is sealed to the compartment."""
        return compartment in self.bunch.held

    def seal(self, compartment: str, seal_name: str, row_id: UUID, plaintext: bytes) -> bytes:
        """Return a cell; who does not hold the compartment seals without being able to read."""
        place = self._place(compartment, seal_name, row_id)
        keys = self.bunch.held.get(compartment)
        if keys:
            return keys[-1].seal(place, len(keys), plaintext)
        latest = self.bunch.trusted.latest(compartment)
        if latest is None:
            raise Conflict(
                _("Nobody holds this part of the register yet, so nothing can be sealed in it.")
            )
        return seal_blind(latest.x, place, latest.number, plaintext)

    def open(self, compartment: str, seal_name: str, row_id: UUID, cell: bytes) -> bytes:
        """Return a cell's plaintext; raises NotAllowed without the key, Damaged if tampered."""
        keys, epoch = self._keys(compartment), epoch_of(cell)
        if not 1 <= epoch <= len(keys):
            raise damaged()
        return keys[epoch - 1].open(self._place(compartment, seal_name, row_id), cell)

    def seal_own(self, seal_name: str, row_id: UUID, plaintext: bytes) -> bytes:
        """Return a cell that only this user opens (drafts)."""
        return self.bunch.own.seal(self._place(OWN, seal_name, row_id), 1, plaintext)

    def open_own(self, seal_name: str, row_id: UUID, cell: bytes) -> bytes:
        """Return what this user sealed for themselves; raises Damaged, also after a reset."""
        epoch_of(cell)
        return self.bunch.own.open(self._place(OWN, seal_name, row_id), cell)

    def blind_index(self, compartment: str, seal_name: str, value: str) -> bytes:
        """Return 32 bytes that find an equal sealed value; raises NotAllowed for non-holders."""
        keys = self._keys(compartment)
        return self._index(
            keys[self.bunch.trusted.epochs[compartment][-1].index - 1], seal_name, value
        )

    def next_blind_index(self, compartment: str, seal_name: str, value: str) -> bytes:
        """Return the index under the newest key, for an index that is being made anew."""
        return self._index(self._keys(compartment)[-1], seal_name, value)

    def index_renewal_due(self, compartment: str) -> bool:
        """Tell whether somebody who lost the compartment still knows its index key."""
        trusted = self.bunch.trusted
        latest, lost = trusted.latest(compartment), trusted.roster.renew.get(compartment, 0)
        return latest is not None and latest.index <= lost < latest.number

    @staticmethod
    def _index(keys: CellKeys, seal_name: str, value: str) -> bytes:
        return hmac.digest(keys.index_key, pack(seal_name, value), "sha256")

    def keyed_hash(self, purpose: str, value: str) -> bytes:
        """Return HMAC-SHA256 under a key that every user holds; it survives rekey and restore."""
        key = derive(self.bunch.core.hashing, "keyed hash", purpose)
        return hmac.digest(key, value.encode(), "sha256")

    def sign(self, data: bytes) -> bytes:
        """Return the person's Ed25519 signature, 64 bytes."""
        return self.bunch.pair.signing.sign(pack("signed", self.office_id, data))

    def verify(self, user_id: UUID, data: bytes, signature: bytes) -> bool:
        """Tell whether that user signed the data, now or before a reset or before leaving."""
        statement = pack("signed", self.office_id, data)
        return self.bunch.trusted.vouches(str(user_id), text_of(signature), statement)

    def make_case_key(self, case_id: UUID, holders: Iterable[UUID]) -> cases.CaseKey:
        """Return a new case's key pair, granted to the holders; ombud and recovery key keep it."""
        return cases.make(self.bunch, case_id, [str(holder) for holder in holders])

    def seal_to_case(
        self, public: bytes, case_id: UUID, seal_name: str, row_id: UUID, plaintext: bytes
    ) -> bytes:
        """Return a cell for a case's holders; raises Damaged when `public` is not the case's."""
        return cases.seal(self.bunch, public, case_id, seal_name, row_id, plaintext)

    def open_case(self, case_id: UUID, public: bytes, grant: bytes | None) -> cases.OpenCase:
        """Return the case's opened key, by own grant or as ombud; raises NotAllowed or Damaged."""
        return cases.open_case(self.bunch, case_id, public, grant)

    def refresh(self) -> None:
        """Read the file again; raises NotAllowed when the person was disabled meanwhile."""
        document, _fallen_back = read(self.path)
        self.adopt(self.opened(document))

    def adopt(self, bunch: Bunch) -> None:
        """Go on with the keys of another generation (for the keyring's own modules)."""
        self._bunch = bunch

    def opened(
        self, document: Document, secret: Secret | None = None, slot_id: str | None = None
    ) -> Bunch:
        """Return the person's keys in another generation; raises NotAllowed when they are out."""
        bunch = self.bunch
        for slot in document.slots:
            if slot.id == (slot_id or bunch.slot.id):
                return open_bunch(document, slot, secret or bunch.secret)
        raise NotAllowed(_("This user may no longer sign in."))

    def lock(self) -> None:
        """Overwrite what can be overwritten and drop every key."""
        if self._bunch is not None:
            self._bunch.wipe()
            self._bunch = None

    def _keys(self, compartment: str) -> tuple[CellKeys, ...]:
        keys = self.bunch.held.get(compartment)
        if keys is None:
            raise NotAllowed(_("This part of the register is sealed for you."))
        return keys

    def _place(self, compartment: str, seal_name: str, row_id: UUID) -> Place:
        return Place(
            office_id=self.office_id, compartment=compartment, seal_name=seal_name, row_id=row_id
        )
