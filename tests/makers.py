"""Makers: a real office on disk with its staff, and people who do not exist to register in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from threading import RLock
from typing import Any, ParamSpec, TypeVar
from uuid import UUID, uuid4

from registerdesk.domain.audit import LogRow
from registerdesk.domain.credit_checks import Bureau, Need, Outcome
from registerdesk.domain.fields import Compartment, Purpose, fields_of
from registerdesk.domain.office import OfficeProfile
from registerdesk.domain.parties import Party, PartyKind
from registerdesk.domain.sources import Channel, Origin, Source
from registerdesk.domain.staff import Permission, Role, compartments_of
from registerdesk.keyring import administration, own_password
from registerdesk.keyring.administration import NewUser
from registerdesk.keyring.costs import Cost
from registerdesk.keyring.keyring import Keyring
from registerdesk.keyring.unlocked import Unlocked
from registerdesk.storage.database import Database
from registerdesk.storage.heads import Heads
from registerdesk.usecases.credit_checks import NewCreditCheck
from registerdesk.usecases.desk import Desk, UseCase, Visit, use_case
from registerdesk.usecases.export_fetching import fetching_list
from registerdesk.usecases.export_making import ExportedFile
from registerdesk.usecases.new_parties import NewAddress, NewParty
from registerdesk.usecases.offices import FirstPerson, create_office
from registerdesk.usecases.places import Places
from registerdesk.usecases.slices import Slices, finished

P = ParamSpec("P")
T = TypeVar("T")

PASSWORD = "korrekt häst batteri klammer"
TODAY = date(2026, 11, 23)
NOON = int(datetime(2026, 11, 23, 11, 0, tzinfo=UTC).timestamp()) * 1_000_000
MINUTE = 60 * 1_000_000

STAFF: dict[str, Role] = {
    "admin": Role.ADMINISTRATOR,
    "handl": Role.CASE_OFFICER,
    "kredit": Role.CREDIT_OFFICER,
    "ekonomi": Role.FINANCE,
    "ombud": Role.DATA_PROTECTION_OFFICER,
    "lasare": Role.READER,
    "handl2": Role.CASE_OFFICER,
}
NAMED_FOR_PROTECTED = ("handl", "handl2", "ombud")


def an_origin(**changes: object) -> Origin:
    """Return the origin of something that the person said on the phone."""
    given: dict[str, Any] = {
        "source": Source.SUBJECT,
        "channel": Channel.PHONE,
        "collected_on": TODAY,
        "purpose": Purpose.CONTRACT,
    }
    return Origin(**(given | changes))


@dataclass
class Clock:
    """A clock that stands until it is set."""

    now: int = NOON

    def __call__(self) -> int:
        """Return the time, UTC microseconds."""
        return self.now

    def forward(self, **span: float) -> None:
        """Let time pass."""
        self.now += int(timedelta(**span).total_seconds()) * 1_000_000


class DeskInTurn(Desk):
    """A desk in an office that a test and the worker of a window use: one waits for the other."""

    def __init__(self, office: SmallOffice, user: str) -> None:
        """Sit down."""
        super().__init__(
            office.database, office.keys(user), clock=office.clock, station="desk-1",
            heads=office.heads,
        )  # fmt: skip
        self._turn = office.turn

    def do(self, act: UseCase[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Carry out an act when it is one's turn."""
        with self._turn:
            return super().do(act, *args, **kwargs)


@dataclass
class SmallOffice:
    """An office folder with its open database, its clock, and a desk for each role."""

    folder: Path
    database: Database
    clock: Clock
    recovery_key: str
    heads: Heads
    _keys: dict[str, Unlocked] = field(default_factory=dict)
    turn: RLock = field(default_factory=RLock)

    def keys(self, user: str) -> Unlocked:
        """Sign somebody in."""
        if user not in self._keys:
            keyring = Keyring.load(Places(self.folder).keyring)
            self._keys[user] = keyring.unlock(user, PASSWORD)
        return self._keys[user]

    def desk(self, user: str) -> Desk:
        """Return somebody's desk."""
        return DeskInTurn(self, user)

    def do(self, user: str, act: UseCase[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Carry out an act at somebody's desk."""
        return self.desk(user).do(act, *args, **kwargs)

    def finish(
        self, user: str, act: UseCase[P, Slices[T]], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Carry out an act in slices at somebody's desk, at a stretch."""
        return finished(self.desk(user).doing(act, *args, **kwargs))

    def fetch(self, user: str, export_id: UUID) -> ExportedFile:
        """Fetch an approved list in Swedish, at a stretch."""
        return finished(fetching_list(self.desk(user), export_id, "sv"))

    def log(self) -> list[LogRow]:
        """Return the whole log, newest first."""
        return self.inside("ombud", lambda visit: visit.office.log.rows(newest=1_000_000))

    def acts(self) -> list[str]:
        """Return what the log says was done, oldest first."""
        return [row.event.act for row in reversed(self.log())]

    def inside(self, user: str, look: Callable[[Visit], T]) -> T:
        """Look at what the registers hold, as far as somebody reaches; leaves no trace."""

        @use_case(Permission.OWN_PROFILE, leaves_trace=False)
        def looking(visit: Visit) -> T:
            return look(visit)

        return self.desk(user).do(looking)

    def close(self) -> None:
        """Close the database and drop all keys."""
        self.database.close()
        for keys in self._keys.values():
            keys.lock()


def _founded(folder: Path) -> str:
    """Create the office with its first person, who is its administrator."""
    profile = OfficeProfile(
        id=uuid4(), name="Ekbackens Handel AB", org_number="5560000167", street="Ekgatan 1",
        postal_code="123 45", town="Ekby", phone="08-465 004 00",
    )  # fmt: skip
    first = FirstPerson(
        user_name="admin", display_name="Admin Ek", password=PASSWORD, roles=(Role.ADMINISTRATOR,)
    )
    return create_office(folder, profile, first, cost=Cost.for_tests())


def join(folder: Path, user: str, role: Role, *named: str, also: Role | None = None) -> UUID:
    """Let somebody join an office with a role, or two, and its compartments, all granted."""
    path, user_id = Places(folder).keyring, uuid4()
    acting = Keyring.load(path).unlock("admin", PASSWORD)
    compartments = (*sorted(compartments_of([role])), *named)
    new = NewUser(
        user_id=user_id,
        user_name=user,
        display_name=f"{user.title()} Ek",
        roles=(role,) if also is None else (role, also),
        compartments=compartments,
    )
    code = administration.invite(acting, new)
    own_password.redeem(Keyring.load(path), code, PASSWORD, cost=Cost.for_tests()).lock()
    acting.lock()
    granter = Keyring.load(path).unlock("admin" if user == "ombud" else "ombud", PASSWORD)
    for compartment in compartments:
        administration.confirm(granter, user_id, compartment)
    granter.lock()
    return user_id


@cache
def _template() -> tuple[Path, str]:
    """Return a folder with a newly made office of seven people, made once for all tests."""
    folder = Path(mkdtemp(prefix="registerdesk-tests-")) / "office"
    recovery_key = _founded(folder)
    for user in sorted(STAFF, key=lambda name: name != "ombud"):  # who grants the others
        if user != "admin":
            named = (Compartment.PROTECTED.value,) if user in NAMED_FOR_PROTECTED else ()
            join(folder, user, STAFF[user], *named)
    return folder, recovery_key


def an_office(tmp_path: Path) -> SmallOffice:
    """Return an office with each role, and two case officers; three are named for the protected."""
    template, recovery_key = _template()
    folder = tmp_path / "office"
    shutil.copytree(template, folder)
    places = Places(folder)
    keys = Keyring.load(places.keyring).unlock("handl", PASSWORD)
    database = Database.open(places.database, keys.database_keys())
    heads = Heads(keys.office_id, [folder / "head.json", tmp_path / "state" / "head.json"])
    return SmallOffice(folder, database, Clock(), recovery_key, heads, {"handl": keys})


def a_person(**changes: object) -> NewParty:
    """Return a fictional customer with everything that is known of a customer."""
    given: dict[str, Any] = {
        "kind": PartyKind.PERSON,
        "name": "Anna Lindqvist",
        "origin": an_origin(),
        "given_name": "Anna",
        "family_name": "Lindqvist",
        "birth_date": date(1978, 4, 12),
        "identity_number": "19780412-2385",
        "number": "K-10482",
        "phones": ("070-174 06 05",),
        "emails": ("anna.lindqvist@example.com",),
        "address": NewAddress(street="Björkvägen 3", postal_code="12345", town="Ekby"),
        "note": "Vill ha faktura på papper.",
    }
    given |= changes
    own = {f.name for f in fields_of(Party)} & given.keys() - {"kind"}
    return NewParty(own={name: given.pop(name) for name in own}, **given)


def bare(name: str, **changes: object) -> NewParty:
    """Return a fictional person of whom only the name is known."""
    plain = {
        "given_name": "",
        "family_name": "",
        "birth_date": None,
        "identity_number": "",
        "number": "",
        "phones": (),
        "emails": (),
        "address": None,
        "note": "",
    }
    return a_person(**({"name": name} | plain | changes))


def a_credit_check(**changes: object) -> NewCreditCheck:
    """Return a credit check with all that it can say."""
    given: dict[str, Any] = {
        "bureau": Bureau.UC,
        "asked_on": TODAY,
        "outcome": Outcome.APPROVED,
        "need": Need.CREDIT_PURCHASE,
        "amount": 25_000,
        "report_number": "UC-778",
        "assessment": "Betalar i tid.",
        "limit": 30_000,
        "valid_until": date(2027, 11, 23),
    }
    return NewCreditCheck(**(given | changes))
