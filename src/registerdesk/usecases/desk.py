"""The one door: permission, transaction, act, log entry, commit."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, Protocol, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from registerdesk.domain.audit import Event, Head
from registerdesk.domain.errors import NotAllowed, RegisterDeskError
from registerdesk.domain.fields import Area
from registerdesk.domain.restrictions import STILL_DONE, ProcessingRestricted, RestrictedUse
from registerdesk.domain.restrictions import refusal as restricted
from registerdesk.domain.staff import Permission, Role, is_granted, may_read
from registerdesk.domain.texts import _
from registerdesk.storage.cells import Cells
from registerdesk.storage.database import Database
from registerdesk.storage.heads import Heads
from registerdesk.storage.office import Office
from registerdesk.storage.purpose_gate import PurposeGate
from registerdesk.storage.register import Reader
from registerdesk.usecases.slices import Slices, held

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

STOCKHOLM: Final = ZoneInfo("Europe/Stockholm")


class Keys(Cells, Protocol):
    """The signed-in person's keys, as the desk and its use cases need them."""

    @property
    def user_id(self) -> UUID:
        """The signed-in person."""

    @property
    def display_name(self) -> str:
        """The person's name as colleagues and letters show it."""

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles as they stand now, not as they stood at sign-in."""

    @property
    def office_id(self) -> UUID:
        """The office that the keys open."""

    def database_keys(self) -> tuple[bytes, ...]:
        """Return the database's keys, newest first."""


class NoTrace(Exception):
    """A use case ended without a word in the log."""


@dataclass(slots=True)
class Visit:
    """One act of one person: the moment, the registers, and the trace it leaves."""

    office: Office
    keys: Any
    """The signed-in person's `Keys`; the rooms of staff and cases use more of the keyring."""
    now: int
    actor: UUID
    roles: frozenset[Role]
    station: str
    events: list[Event] = field(default_factory=list)
    ids_made: int = 0
    signs_log: bool = False
    """The log is signed when the act is done: at each letter and report."""
    afterwards: list[Callable[[], None]] = field(default_factory=list)
    """What follows in the key file once the act is kept in the database."""
    handed_out: list[Callable[[Office], None]] = field(default_factory=list)
    """What leaves the database, read again once the act's row stands: no row, no file."""
    relies_on: RestrictedUse | None = None
    """The exception of Article 18(2) under which a restricted person's data is used."""

    @property
    def today(self) -> date:
        """Return the day at the office, Europe/Stockholm."""
        return local_day(self.now)

    def note(self, act: str, *objects: UUID, **more: Any) -> None:
        """Leave a trace: an act, the ids it touched, field names, counts; never values."""
        self.events.append(Event(act=act, objects=objects, **more))

    def new_id(self) -> UUID:
        """Return a fresh row id, in order of time and of making (RFC 9562, version 7)."""
        self.ids_made += 1
        return new_id(self.now, self.ids_made)

    def may(self, permission: Permission) -> bool:
        """Tell whether the person's roles grant the act."""
        return is_granted(self.roles, permission)

    def require(self, permission: Permission) -> None:
        """Refuse an act within an act that the person's roles do not grant."""
        if not self.may(permission):
            raise refusal()


def refusal() -> NotAllowed:
    """Return the error for an act that no role of the person grants."""
    return NotAllowed(_("Your role does not include this."))


def local_day(instant: int) -> date:
    """Return the day in Europe/Stockholm of an instant in UTC microseconds."""
    return datetime.fromtimestamp(instant // 1_000_000, UTC).astimezone(STOCKHOLM).date()


def new_id(now: int, turn: int | None = None) -> UUID:
    """Return a version 7 UUID for an instant in UTC microseconds; `turn` orders equal instants."""
    drawn = secrets.randbits(16) if turn is None else turn & 0xFFF
    value = (now // 1000 & (1 << 48) - 1) << 80 | drawn << 64 | secrets.randbits(64)
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)


class UseCase(Protocol[P, T_co]):
    """A public function of this floor, with the permission that it asks for."""

    permission: Permission
    leaves_trace: bool

    def __call__(self, visit: Visit, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
        """Carry out the act within the visit."""


def use_case(
    permission: Permission, *, leaves_trace: bool = True
) -> Callable[[Callable[Concatenate[Visit, P], T]], UseCase[P, T]]:
    """Declare an act with its permission; only search as one types leaves no trace at once."""

    def declare(act: Callable[Concatenate[Visit, P], T]) -> UseCase[P, T]:
        @wraps(act)
        def carried_out(visit: Visit, /, *args: P.args, **kwargs: P.kwargs) -> T:
            return act(visit, *args, **kwargs)

        # A function that carries two marks: the type system has no word for making one.
        carried_out.permission = permission  # type: ignore[attr-defined]  # what makes a function a use case
        carried_out.leaves_trace = leaves_trace  # type: ignore[attr-defined]  # what makes a function a use case
        return carried_out  # type: ignore[return-value]  # it has the attributes by now

    return declare


def _heed_restrictions(visit: Visit, permission: Permission) -> None:
    """Undo an act that names a restricted person, unless Article 18(2) leaves it open.

    Whoever an act concerns stands in its trace, so nothing that is done passes by here.
    """
    held = visit.office.restricted.among(one for event in visit.events for one in event.objects)
    if not held:
        return
    use = visit.relies_on or STILL_DONE.get(permission)
    if use is None:
        raise restricted()
    if use is not RestrictedUse.STORAGE:
        visit.note("restriction.relied_on", *sorted(held), purpose=use.value)


class Desk:
    """What one signed-in person can do in one office; used on one thread."""

    def __init__(
        self,
        database: Database,
        keys: Keys,
        *,
        clock: Callable[[], int],
        station: str,
        heads: Heads,
    ) -> None:
        """Take the open database, the person's keys, the clock, and the anchors of the log."""
        self._database = database
        self.keys = keys
        self._clock = clock
        self._station = station
        self._heads = heads

    @property
    def database(self) -> Database:
        """The open database, for the acts that concern the file itself."""
        return self._database

    def now(self) -> int:
        """Return the moment, UTC microseconds."""
        return self._clock()

    @property
    def heads(self) -> Heads:
        """The places where the end of the log is anchored."""
        return self._heads

    def do(self, act: UseCase[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Carry out an act if a role grants it; an act without a trace is undone."""
        with self._let_in(act) as visit:
            return act(visit, *args, **kwargs)

    def doing(self, act: UseCase[P, Slices[T]], /, *args: P.args, **kwargs: P.kwargs) -> Slices[T]:
        """Carry out an act in slices, all in one transaction; stopped, nothing of it is kept."""
        with (
            self._database.read_beside(self.keys.database_keys()),
            self._let_in(act) as visit,
        ):
            return (yield from held(act(visit, *args, **kwargs)))

    @contextmanager
    def _let_in(self, act: UseCase[..., object]) -> Iterator[Visit]:
        """Give the visit if a role grants the act; log what is refused."""
        roles = frozenset(Role(code) for code in self.keys.roles)
        if not is_granted(roles, act.permission):
            self._record_failure("denied", act.permission)
            raise refusal()
        try:
            with self._carried_out(act, roles) as visit:
                yield visit
        except (NotAllowed, ProcessingRestricted):
            self._record_failure("denied", act.permission)
            raise
        except RegisterDeskError:
            self._record_failure("failed", act.permission)
            raise

    @contextmanager
    def _carried_out(self, act: UseCase[..., object], roles: frozenset[Role]) -> Iterator[Visit]:
        """Let the act run in one transaction with its log entries, then anchor the head."""
        head: Head | None = None
        with self._begin(act) as connection:
            visit = self._visit(connection, roles)
            yield visit
            if act.leaves_trace and not visit.events:
                raise NoTrace(getattr(act, "__name__", "act"))
            _heed_restrictions(visit, act.permission)
            head = self._log(visit)
        if head is not None:
            self._heads.anchor(head, self.keys)
        for follow in visit.afterwards:
            follow()
        self._hand_out(visit, roles)

    def _hand_out(self, visit: Visit, roles: frozenset[Role]) -> None:
        """Write what leaves the database, now that nothing can undo the row that says so."""
        if not visit.handed_out:
            return
        with self._database.reading() as connection:
            office = self._visit(connection, roles).office
            for write in visit.handed_out:
                write(office)

    def _begin(self, act: UseCase[..., object]) -> AbstractContextManager[Any]:
        """Begin a writing transaction, or a reading one for what leaves no trace."""
        return self._database.transaction() if act.leaves_trace else self._database.reading()

    def _visit(self, connection: Any, roles: frozenset[Role]) -> Visit:
        """Return the visit: the registers as far as this person reaches."""
        now = self._clock()
        areas = frozenset(area for area in Area if may_read(roles, area))
        gate = PurposeGate(connection, local_day(now))
        actor = self.keys.user_id
        reader = Reader(self.keys, areas, now, actor, lambda: new_id(now), gate.admit)
        office = Office(connection, reader)
        return Visit(office, self.keys, now, self.keys.user_id, roles, self._station)

    def _log(self, visit: Visit) -> Head | None:
        """Append the visit's events to the chain; sign every hundredth row."""
        if not visit.events:
            return None
        log = visit.office.log
        head = log.head()
        for event in visit.events:
            head = log.append(visit.now, visit.actor, visit.station, event)
        if visit.signs_log or log.is_checkpoint_due():
            log.sign(self.keys.office_id, visit.actor, self.keys)
        return head

    def _record_failure(self, what: str, permission: Permission) -> None:
        """Log a refused or failed act in a transaction of its own."""
        with self._database.transaction() as connection:
            visit = self._visit(connection, frozenset())
            visit.note(f"{what}.{permission}")
            head = self._log(visit)
        if head is not None:
            self._heads.anchor(head, self.keys)

    def sign_log(self) -> None:
        """Sign the present end of the log: at lock, at each letter and report."""
        with self._database.transaction() as connection:
            log = Office(connection, self._visit(connection, frozenset()).office.reader).log
            log.sign(self.keys.office_id, self.keys.user_id, self.keys)
