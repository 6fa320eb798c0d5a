"""An office is created, entered and left: keyring, database, desk and lock put together."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from registerdesk.domain.audit import Head
from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed
from registerdesk.domain.fields import Area, Compartment
from registerdesk.domain.office import OfficeProfile
from registerdesk.domain.staff import Permission, Role, compartments_of, may_read
from registerdesk.domain.texts import _
from registerdesk.keyring import administration, failed_sign_ins
from registerdesk.keyring.costs import Cost
from registerdesk.keyring.founding import NewPerson
from registerdesk.keyring.keyring import Keyring, NewKeyring
from registerdesk.keyring.unlocked import Unlocked
from registerdesk.storage.database import Database
from registerdesk.storage.heads import Heads
from registerdesk.storage.offices import write_profile
from registerdesk.storage.processing import write_settings
from registerdesk.usecases.clocks import ClockWatch
from registerdesk.usecases.desk import Desk, Visit, use_case
from registerdesk.usecases.index_renewal import renew_due_indexes
from registerdesk.usecases.passed_time import PassedTime
from registerdesk.usecases.places import Places, Station, one_instance, refuse_network
from registerdesk.usecases.sign_in_list import keyring_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPerson:
    """Who sets up the office; the roles default to all, with a word on separation of duties."""

    user_name: str
    display_name: str
    password: str = field(repr=False)
    roles: tuple[Role, ...] = tuple(Role)


@dataclass(slots=True, kw_only=True)
class Session:
    """One person signed in to one office, until they lock."""

    places: Places
    desk: Desk
    keys: Unlocked
    warnings: tuple[str, ...] = ()
    """Message ids of what the person must know at once."""
    previous_sign_in: int | None = None
    fell_back: bool = False
    """The newest key file was unreadable, and the one before it is in use."""
    _stack: ExitStack = field(repr=False, default_factory=ExitStack)

    def close(self) -> None:
        """Sign the log, close the database, drop the keys and let go of the office."""
        with self._stack:
            self.desk.do(note_signed_out)
            self.desk.sign_log()


@use_case(Permission.OWN_PROFILE)
def note_signed_out(visit: Visit) -> None:
    """Leave word in the log that the person locked or signed out."""
    visit.note("signed_out", visit.actor)


@use_case(Permission.OWN_PROFILE)
def note_signed_in(
    visit: Visit, *, failures: int, generation: int, expected: Head, rekeyed: bool = False
) -> tuple[tuple[str, ...], int | None]:
    """Enter the sign-in and the failed ones; return warnings and the previous sign-in's time."""
    warnings = tuple(_signs_of_tampering(visit, generation, expected))
    if failures:
        visit.note("sign_in.failed", count=failures)
    previous = visit.office.log.last_of(visit.actor, "signed_in")
    visit.note("signed_in", visit.actor)
    if rekeyed:
        visit.note("database.rekeyed")
    if ClockWatch(visit).waiting() is None:
        PassedTime(visit).clear()
    _remember_generation(visit, generation)
    return warnings, previous


def _signs_of_tampering(visit: Visit, generation: int, expected: Head) -> list[str]:
    """Compare log, anchors, keyring and clock; each mismatch is logged and told."""
    found = []
    log, profile = visit.office.log, visit.office.profile.find()[0]
    if generation > profile.keyring_generation:
        visit.note("keyring.ahead", count=generation)
    if not expected.number and log.is_signed():
        visit.note("head.missing")
        found.append(_("The log's anchors are gone. Tell the data protection officer now."))
    if log.hash_at(expected.number) != expected.hash and expected.number:
        visit.note("head.mismatch", digest=expected.short, count=expected.number)
        found.append(
            _("The database is older than the log's anchor. Tell the data protection officer now.")
        )
    if generation < profile.keyring_generation:
        visit.note("keyring.old", count=generation)
        found.append(
            _("The key file is older than the database. Tell the data protection officer now.")
        )
    last = log.last_time()
    if last is not None and visit.now < last:
        ClockWatch(visit).note_behind()
        found.append(_("The computer's clock is behind the log. Set the clock."))
    return found


def _remember_generation(visit: Visit, generation: int) -> None:
    """Keep the highest generation of the keyring that the database has seen."""
    profile = visit.office.profile.find()[0]
    if generation > profile.keyring_generation:
        visit.office.profile.replace(dataclasses.replace(profile, keyring_generation=generation))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOffice:
    """An office that is in memory alone: its recovery key can be printed before it is written."""

    profile: OfficeProfile
    recovery_key: str = field(repr=False)
    fingerprint: str
    """The owner key's, for the recovery sheet."""
    _keyring: NewKeyring = field(repr=False)


def prepare_office(
    profile: OfficeProfile, first: FirstPerson, *, cost: Cost | None = None, language: str = "sv"
) -> NewOffice:
    """Return a new office in memory; raises InvalidInput for a weak password."""
    keyring = Keyring.found(
        office_id=profile.id,
        office_name=profile.name,
        first=NewPerson(
            user_id=uuid4(),
            user_name=first.user_name,
            display_name=first.display_name,
            password=first.password,
            roles=tuple(first.roles),
            compartments=_first_compartments(first.roles),
        ),
        cost=cost or Cost.calibrated(),
        language=language,
    )
    unlocked = keyring.unlock()
    fingerprint = unlocked.owner_fingerprint
    unlocked.lock()
    key = keyring.recovery_key
    return NewOffice(profile=profile, recovery_key=key, fingerprint=fingerprint, _keyring=keyring)


def refuse_folder(folder: Path) -> None:
    """Raise a sentence unless a new office may lie in the folder; writes nothing."""
    places = Places(folder)
    refuse_network(folder)
    if places.keyring.exists() or places.database.exists():
        raise Conflict(_("There is an office in this folder already. Open it instead."))


def write_office(folder: Path, office: NewOffice) -> None:
    """Write a prepared office into a folder that has none; the key file comes last but one."""
    from registerdesk.usecases.processing_defaults import first_settings  # the whole catalogue

    refuse_folder(folder)
    _make_folder(folder)
    places = Places(folder)
    unfinished = places.database.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    unlocked = office._keyring.unlock()  # noqa: SLF001 - the two halves of one act
    with closing(Database.create(unfinished, unlocked.database_keys()[0])) as database:
        unlocked.lock()
        with database.transaction() as connection:
            write_profile(connection, office.profile)
            write_settings(connection, *first_settings())
    office._keyring.write(places.keyring)  # noqa: SLF001 - the two halves of one act
    unfinished.replace(places.database)


def create_office(
    folder: Path,
    profile: OfficeProfile,
    first: FirstPerson,
    *,
    cost: Cost | None = None,
    language: str = "sv",
) -> str:
    """Create an office in an empty folder and return its recovery key, which is kept nowhere."""
    refuse_folder(folder)
    office = prepare_office(profile, first, cost=cost, language=language)
    write_office(folder, office)
    return office.recovery_key


def _first_compartments(roles: tuple[Role, ...]) -> tuple[str, ...]:
    """Return what the first person's roles hold; the others are founded for their first holder."""
    held: set[str] = set(compartments_of(roles))
    if may_read(roles, Area.PROTECTED):
        held.add(Compartment.PROTECTED)
    return tuple(sorted(held))


def _make_folder(folder: Path) -> None:
    """Make the folder for this account alone, or say why it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        raise InvalidInput(
            _("The folder cannot be written to. Choose another one."), field="folder"
        ) from None


def sign_in(
    folder: Path,
    user: str,
    password: str,
    *,
    clock: Callable[[], int],
    station: Station,
) -> Session:
    """Open the office for one person; a wrong password is written down and delays the next."""
    places = Places(folder)
    keyring = keyring_of(places)
    slot = keyring.slot_of(user)
    wait = failed_sign_ins.delay_left(places.keyring, slot, clock())
    if wait > 0:
        raise NotAllowed(_("Wrong password. Next attempt in {n} seconds."), n=wait)
    try:
        keys = keyring.unlock(user, password)
    except NotAllowed:
        failed_sign_ins.record(places.keyring, slot, clock())
        wait = failed_sign_ins.delay_left(places.keyring, slot, clock())
        raise NotAllowed(_("Wrong password. Next attempt in {n} seconds."), n=wait) from None
    return enter(places, keyring, keys, slot, clock=clock, station=station)


def sign_in_with_recovery_key(
    folder: Path, text: str, *, clock: Callable[[], int], station: Station
) -> Session:
    """Open the office with the printed recovery key."""
    places = Places(folder)
    keyring = keyring_of(places)
    keys = keyring.unlock_with_recovery_key(text)
    return enter(places, keyring, keys, "", clock=clock, station=station)


def enter(
    places: Places,
    keyring: Keyring,
    keys: Unlocked,
    slot: str,
    *,
    clock: Callable[[], int],
    station: Station,
) -> Session:
    """Take the office for this process, open the database, compare the anchors, log the entry."""
    refuse_network(places.folder)
    with ExitStack() as stack:
        stack.callback(keys.lock)
        shown = keys.display_name if keyring.document.list_shown else ""
        stack.enter_context(one_instance(places, shown))
        database = Database.open(places.database, keys.database_keys())
        stack.callback(database.close)
        rekeyed = _finish_rekey(database, keys)
        heads = Heads(keys.office_id, [places.head, station.head(keys.office_id)])
        desk = Desk(database, keys, clock=clock, station=station.name, heads=heads)
        warnings, previous = desk.do(
            note_signed_in,
            failures=len(failed_sign_ins.fresh(places.keyring)),
            generation=keys.generation,
            expected=heads.newest(keys),
            rekeyed=rekeyed,
        )
        failed_sign_ins.take_all(places.keyring, slot)
        renew_due_indexes(desk, keys)
        return Session(
            places=places,
            desk=desk,
            keys=keys,
            warnings=warnings,
            previous_sign_in=previous,
            fell_back=keyring.fell_back,
            _stack=stack.pop_all(),
        )
    raise AssertionError


def _finish_rekey(database: Database, keys: Unlocked) -> bool:
    """Go through with a change of the database key that was interrupted; tell if there was one."""
    if not keys.rekey_pending:
        return False
    database.rekey(keys.database_keys()[0])
    administration.finish_rekey(keys)
    return True
