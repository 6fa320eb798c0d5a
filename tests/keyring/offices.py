"""Makers of small offices with a keyring, for the tests of the keyring."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

from registerdesk.keyring import administration, own_password
from registerdesk.keyring.administration import NewUser
from registerdesk.keyring.costs import Cost
from registerdesk.keyring.founding import NewPerson
from registerdesk.keyring.keyring import Keyring
from registerdesk.keyring.unlocked import Unlocked

PASSWORD = "korrekt häst batteri klammer"
OTHER_PASSWORD = "fjorton blöta grankottar sjunger"
COST = Cost.for_tests()
ADMINISTRATOR = ("administrator",)
ALL = ("pnr", "credit", "payment", "protected", "incident", "audit")


@dataclass
class Office:
    """A keyring on disk, its founder signed in, and its recovery key."""

    path: Path
    recovery_key: str
    founder: UUID
    people: dict[str, UUID] = field(default_factory=dict)

    def load(self) -> Keyring:
        """Read the key file again."""
        return Keyring.load(self.path)

    def sign_in(self, user_name: str = "anna", password: str = PASSWORD) -> Unlocked:
        """Load and unlock."""
        return self.load().unlock(user_name, password)

    def recover(self) -> Unlocked:
        """Load and unlock by the recovery key."""
        return self.load().unlock_with_recovery_key(self.recovery_key)

    def add(self, name: str, *compartments: str, roles: tuple[str, ...] = ()) -> Unlocked:
        """Invite somebody, let them set a password and have the founder grant everything."""
        joined = self.invite(name, *compartments, roles=roles)
        acting = self.sign_in()
        for compartment in compartments:
            administration.confirm(acting, self.people[name], compartment)
        if "administrator" in roles:
            administration.confirm_administrator(acting, self.people[name])
        joined.refresh()
        return joined

    def invite(self, name: str, *compartments: str, roles: tuple[str, ...] = ()) -> Unlocked:
        """Invite somebody and let them set a password; nothing is granted yet."""
        self.people[name] = uuid4()
        code = administration.invite(
            self.sign_in(),
            NewUser(
                user_id=self.people[name],
                user_name=name,
                display_name=name.title(),
                roles=roles,
                compartments=compartments,
            ),
        )
        return own_password.redeem(self.load(), code, PASSWORD, cost=COST)


def an_office(
    folder: Path, *compartments: str, list_shown: bool = True, office_name: str = "Kontoret"
) -> Office:
    """Make an office whose founder is the administrator Anna Ek."""
    founder = uuid4()
    path = folder / "office.keyring"
    _keyring, recovery_key = Keyring.create(
        path,
        office_id=uuid4(),
        office_name=office_name,
        first=NewPerson(
            user_id=founder,
            user_name="anna",
            display_name="Anna Ek",
            password=PASSWORD,
            roles=ADMINISTRATOR,
            compartments=compartments,
        ),
        cost=COST,
        list_shown=list_shown,
    )
    return Office(path, recovery_key, founder, {"anna": founder})
