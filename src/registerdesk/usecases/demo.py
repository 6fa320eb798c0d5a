"""The demo office: six colleagues, people who do not exist, and requests in every state."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from registerdesk.domain.demo_story import OFFICE, PEOPLE, STAFF, DemoMember
from registerdesk.domain.fictional import people
from registerdesk.domain.fields import Compartment
from registerdesk.domain.imports import ImportKind
from registerdesk.domain.staff import Role
from registerdesk.keyring.costs import Cost
from registerdesk.usecases.demo_purposes import settle
from registerdesk.usecases.demo_tales import Tales
from registerdesk.usecases.desk import STOCKHOLM, local_day
from registerdesk.usecases.first_password import set_first_password
from registerdesk.usecases.imports import ImportOptions, import_file
from registerdesk.usecases.offices import FirstPerson, Session, create_office, sign_in
from registerdesk.usecases.places import Station
from registerdesk.usecases.sign_in_list import who_can_sign_in
from registerdesk.usecases.staff import confirm_grant, invite_person, waiting_for_me

FIRST_DAY: Final = 40
"""So many days ago the demo office opened."""
HEADER: Final = "Kundnr;Namn;Orgnr/Personnr;Adress1;Adress2;Postnr;Ort;Telefon;E-post"
NAMED: Final = frozenset({Compartment.PROTECTED})
NAMED_PEOPLE: Final = frozenset({"eva", "karin"})
"""Who may open what is protected."""

Say = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class DemoOffice:
    """Where the demo office lies, and who can sign in."""

    office: Path
    staff: tuple[DemoMember, ...]

    def as_json(self) -> dict[str, Any]:
        """Return folder, users, roles and passwords, for programs that try the office."""
        return {
            "office": str(self.office),
            "staff": [
                {"user": m.user, "role": m.role.value, "password": m.password} for m in self.staff
            ],
        }


class PastClock:
    """A clock that is set to the days of the story, and runs a moment with each look."""

    def __init__(self, now: int) -> None:
        """Know the present, which the story never passes."""
        self._now = now
        self._present = now

    def set(self, days_ago: int, hour: int = 9, minute: int = 0) -> None:
        """Go to an hour of a day in the past; never back."""
        day = local_day(self._present) - timedelta(days=days_ago)
        at = datetime.combine(day, time(hour, minute), STOCKHOLM)
        wanted = min(int(at.timestamp() * 1_000_000), self._present - 60_000_000)
        self._now = max(self._now if self._now < self._present else 0, wanted)

    def __call__(self) -> int:
        """Return the story's moment, UTC microseconds."""
        self._now += 1_000
        return self._now


class DemoBuild:
    """Builds one demo office, a colleague at a time at the desk."""

    def __init__(self, folder: Path, clock: PastClock, station: Station, cost: Cost) -> None:
        """Know where, when and how dear a password guess shall be."""
        self.folder = folder
        self.clock = clock
        self.station = station
        self.cost = cost
        self._session: Session | None = None
        self._user = ""

    @contextmanager
    def at_desk(self, user: str) -> Iterator[Session]:
        """Let one colleague work; whoever sat there before signs out first."""
        if self._user != user:
            self.leave()
            member = next(m for m in STAFF if m.user == user)
            names = who_can_sign_in(self.folder).people
            slot = next(line.slot_id for line in names if line.display_name == member.name)
            self._session = sign_in(
                self.folder, slot, member.password, clock=self.clock, station=self.station
            )
            self._user = user
        if self._session is None:
            raise TypeError("nobody is at the desk")
        yield self._session

    def leave(self) -> None:
        """Let whoever is at the desk sign out."""
        session, self._session, self._user = self._session, None, ""
        if session is not None:
            session.close()

    def found(self) -> None:
        """Create the office by its administrator, who never holds a sealed key."""
        first, ombud = STAFF[0], STAFF[1]
        create_office(
            self.folder,
            dataclasses.replace(OFFICE, id=uuid4()),
            FirstPerson(
                user_name=first.user,
                display_name=first.name,
                password=first.password,
                roles=(Role.ADMINISTRATOR,),
            ),
            cost=self.cost,
        )
        self._invite(ombud)
        self._confirm_all(first)
        self._invite(*STAFF[2:])
        self._confirm_all(ombud)

    def _invite(self, *members: DemoMember) -> None:
        """Invite colleagues, and let each choose a password."""
        with self.at_desk(STAFF[0].user) as session:
            codes = [
                session.desk.do(
                    invite_person,
                    member.user,
                    member.name,
                    (member.role,),
                    protected=NAMED if member.user in NAMED_PEOPLE else frozenset(),
                )[1]
                for member in members
            ]
        self.leave()
        for member, code in zip(members, codes, strict=True):
            set_first_password(
                self.folder,
                code,
                member.password,
                clock=self.clock,
                station=self.station,
                cost=self.cost,
            ).close()

    def _confirm_all(self, holder: DemoMember) -> None:
        """Let a holder give everybody the keys that their role is to have."""
        with self.at_desk(holder.user) as session:
            for waiting in session.desk.do(waiting_for_me):
                if waiting.user_id is not None and waiting.compartment:
                    session.desk.do(confirm_grant, waiting.user_id, waiting.compartment)

    def fill(self, persons: int, seed: int, say: Say) -> None:
        """Take in the file of customers who do not exist."""
        with tempfile.TemporaryDirectory() as place, self.at_desk("karin") as session:
            file = Path(place) / "kunder.csv"
            file.write_text(_customer_file(persons, seed), encoding="cp1252", errors="replace")

            def told(done: int, total: int) -> bool:
                say(done, total)
                return True

            import_file(
                session.desk,
                file,
                ImportOptions(kind=ImportKind.CUSTOMERS, source="Bokföringsprogrammets kundfil"),
                today=local_day(self.clock()),
                progress=told,
            )


def _customer_file(persons: int, seed: int) -> str:
    """Return a customer file as bookkeeping programs write it."""
    rows = [
        f"K-{20_000 + index};{p.name};{p.identity};{p.street};;{p.postal_code};{p.town};"
        f"{p.phone};{p.email}"
        for index, p in enumerate(people(persons, seed=seed), 1)
    ]
    return "\r\n".join([HEADER, *rows, ""])


def make_demo_office(
    folder: Path,
    *,
    persons: int,
    seed: int,
    clock: Callable[[], int],
    station: Station,
    say: Say,
    cost: Cost | None = None,
) -> DemoOffice:
    """Make the demo office in an empty folder; nobody in it exists."""
    past = PastClock(clock())
    build = DemoBuild(folder, past, station, cost or Cost.normal())
    past.set(FIRST_DAY, 8)
    build.found()
    past.set(FIRST_DAY - 1, 8)
    others = max(persons - len(PEOPLE), 0)
    if others:
        build.fill(others, seed, say)
    Tales(build).tell()
    settle(build)
    build.leave()
    return DemoOffice(folder.absolute(), STAFF)
