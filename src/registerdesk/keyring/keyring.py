"""The keyring of an office: made once, loaded at each start, unlocked by one person."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from registerdesk.domain.errors import Conflict, NotAllowed
from registerdesk.domain.texts import _
from registerdesk.keyring import codes, file, founding, frame, slots
from registerdesk.keyring.bunch import open_bunch
from registerdesk.keyring.costs import Cost
from registerdesk.keyring.passwords import refuse_weak
from registerdesk.keyring.primitives import Damaged, bytes_of, random_bytes, text_of
from registerdesk.keyring.records import Document, SlotKind
from registerdesk.keyring.sign_in_list import SignInList, lines
from registerdesk.keyring.unlocked import Unlocked

if TYPE_CHECKING:
    from uuid import UUID

    from registerdesk.keyring.founding import NewPerson
    from registerdesk.keyring.records import Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKeyring:
    """A new office's keyring while it is in memory alone, and its recovery key."""

    document: Document = field(repr=False)
    recovery_key: str = field(repr=False)

    def unlock(self) -> Unlocked:
        """Return it opened by its own recovery key."""
        return Keyring(Path(), self.document).unlock_with_recovery_key(self.recovery_key)

    def write(self, path: Path) -> Keyring:
        """Write the key file; raises Conflict where there is one already."""
        with file.writing(path):
            if path.exists() or frame.previous(path).exists():
                raise Conflict(_("There is a key file already in this folder."))
            file.write(path, self.document)
        return Keyring(path, self.document)


@dataclass(slots=True)
class Keyring:
    """A loaded key file, still locked."""

    path: Path
    document: Document = field(repr=False)
    fell_back: bool = False
    """True when the newest generation was unreadable and the one before it was taken."""

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        office_id: UUID,
        office_name: str,
        first: NewPerson,
        cost: Cost,
        language: str = "sv",
        list_shown: bool = True,
    ) -> tuple[Keyring, str]:
        """Write a new office's key file; return it and the recovery key, which is kept nowhere."""
        made = cls.found(
            office_id=office_id,
            office_name=office_name,
            first=first,
            cost=cost,
            language=language,
            list_shown=list_shown,
        )
        return made.write(path), made.recovery_key

    @classmethod
    def found(
        cls,
        *,
        office_id: UUID,
        office_name: str,
        first: NewPerson,
        cost: Cost,
        language: str = "sv",
        list_shown: bool = True,
    ) -> NewKeyring:
        """Return a new office's keyring, not yet written anywhere."""
        refuse_weak(first.password, (first.user_name, first.display_name, office_name))
        code = codes.new_code(codes.RECOVERY_KEY)
        empty = Document(
            format=frame.FORMAT,
            office_id=str(office_id),
            generation=1,
            office_name=office_name,
            language=language,
            list_shown=list_shown,
            name_salt=text_of(random_bytes(slots.SALT_BYTES)),
            name_cost=cost.numbers,
            slots=(),
        )
        document = founding.first_generation(empty, first, cost, code)
        return NewKeyring(document=document, recovery_key=code)

    @classmethod
    def load(cls, path: Path) -> Keyring:
        """Return the newest readable generation; raises NotFound or InvalidInput when none is."""
        file.sweep(path)
        return cls(path, *file.read(path))

    @property
    def generation(self) -> int:
        """The file's generation; the database remembers the highest it has seen."""
        return self.document.generation

    def sign_in_list(self) -> SignInList:
        """Return what the sign-in page shows before anybody has signed in."""
        document = self.document
        return SignInList(
            office_name=document.office_name,
            language=document.language,
            list_shown=document.list_shown,
            people=lines((slot.id, slot.kind, slot.shown) for slot in document.slots),
        )

    def slot_of(self, user_name_or_slot: str) -> str:
        """Return the slot a person means, by its id or user name; empty when there is none."""
        slot = self._slot(user_name_or_slot)
        return slot.id if slot else ""

    def unlock(self, user_name_or_slot: str, password: str) -> Unlocked:
        """Return the keyring in that person's hands; raises NotAllowed on a wrong password."""
        slot = self._slot(user_name_or_slot)
        if slot is not None and slot.kind == SlotKind.CODE:
            raise NotAllowed(_("This user has a one-time code waiting. Use it to set a password."))
        office_id, wrong = self.document.office_id, NotAllowed(_("Wrong password."))
        if slot is None:
            slots.name_tag(password, self.document.name_salt, self.document.name_cost)
            raise wrong
        cost, salt = Cost(*slot.cost), bytes_of(slot.salt)
        key = slots.password_key(office_id, slot.id, password, salt, cost)
        return self._open(slot, key, wrong)

    def unlock_with_recovery_key(self, text: str) -> Unlocked:
        """Return the keyring open in every part; raises InvalidInput on a typing error."""
        code = codes.read(codes.RECOVERY_KEY, text)
        slot = next(each for each in self.document.slots if each.kind == SlotKind.RECOVERY)
        key = slots.code_key(self.document.office_id, slot.id, slot.kind, code)
        wrong = NotAllowed(_("This recovery key does not belong to this office, or is an old one."))
        return self._open(slot, key, wrong)

    def _open(self, slot: Slot, key: bytes, wrong: NotAllowed) -> Unlocked:
        try:
            secret = slots.open_slot(self.document.office_id, slot, key)
        except Damaged:
            raise wrong from None
        return Unlocked(self.path, open_bunch(self.document, slot, secret))

    def _slot(self, user_name_or_slot: str) -> Slot | None:
        people = [each for each in self.document.slots if each.kind != SlotKind.RECOVERY]
        for slot in people:
            if slot.id == user_name_or_slot:
                return slot
        salt, cost = self.document.name_salt, self.document.name_cost
        tag = slots.name_tag(user_name_or_slot, salt, cost)
        return next((slot for slot in people if slot.tag == tag), None)
