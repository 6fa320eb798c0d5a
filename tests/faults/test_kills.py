"""Killed at any moment: what was acknowledged is there, nothing is half there, a key fits."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Connection

from registerdesk.domain.staff import Role
from registerdesk.keyring import administration
from registerdesk.keyring.keyring import Keyring
from registerdesk.keyring.records import State
from registerdesk.storage.audit_log import AuditLog
from registerdesk.storage.database import Database
from registerdesk.storage.moving import moving_tables
from registerdesk.usecases.offices import Session
from registerdesk.usecases.places import Places
from registerdesk.usecases.staff import invite_person, list_staff, replace_recovery_key
from registerdesk.usecases.verification import verify
from tests.faults.nursery import Child, Nursery, a_nursery
from tests.faults.stories import ROWS, entered
from tests.makers import an_office

FRESH_EVERY = 10
VERIFIED_EVERY = 5
STORIES = "tests.faults.stories"
ROUNDS = pytest.mark.parametrize("rounds", [75, pytest.param(2_000, marks=pytest.mark.long)])
"""Four stories make three hundred rounds in the ordinary run."""


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    """Start the process whose children are killed."""
    with a_nursery(STORIES) as started:
        yield started


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an office with everybody, in which nobody is signed in."""
    made = an_office(tmp_path)
    made.close()
    return made.folder


def count(connection: Connection, what: str) -> int:
    """Return how many rows there are: a table, with a condition."""
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {what}").scalar_one())  # noqa: S608 - our own words


def one_of(connection: Connection, table: str, row_id: str) -> int:
    """Return how many rows have the id: one or none."""
    statement = f"SELECT count(*) FROM {table} WHERE id = ?"  # noqa: S608 - our own words
    return int(connection.exec_driver_sql(statement, (UUID(row_id).bytes,)).scalar_one())


class Killing:
    """Rounds of one story: a child works, is killed, and the office is looked at."""

    def __init__(self, nursery: Nursery, folder: Path, story: str) -> None:
        self._nursery = nursery
        self._folder = folder
        self._fresh = folder.parent / "fresh"
        shutil.copytree(folder, self._fresh)
        self._story = story
        self.acknowledged = 0

    def rounds(
        self, number: int, longest: float, user: str, look: Callable[[Session, Child], None]
    ) -> None:
        """Kill so many children within so many seconds of their work; look after each."""
        chance = random.Random(number)
        for turn in range(1, number + 1):
            if turn % FRESH_EVERY == 0:
                self._start_again()
            after = chance.random() * longest
            child = self._nursery.killed(
                f"{STORIES}:{self._story}", self._folder, turn, after=after
            )
            assert child.status == -9, "the child ended by itself"
            self.acknowledged += len(child.said)
            session = entered(self._folder, user, turn)
            try:
                assert session.warnings == ()
                look(session, child)
                if turn % VERIFIED_EVERY == 0:
                    assert verify(session).findings == ()
            finally:
                session.close()

    def _start_again(self) -> None:
        """Put a fresh office in place of the one that has grown."""
        for folder in (self._folder, self._folder.parent / "state"):
            shutil.rmtree(folder)
        shutil.copytree(self._fresh, self._folder)


@ROUNDS
def test_one_of_the_keys_fits_whenever_a_change_of_keys_is_killed(
    nursery: Nursery, folder: Path, rounds: int
) -> None:
    def look(session: Session, child: Child) -> None:
        assert not session.keys.rekey_pending
        assert not session.fell_back
        people = {str(person.user_id): person for person in session.desk.do(list_staff)}
        for user_id in child.all("disabled"):
            assert people[user_id].state is State.DISABLED
        assert set(child.all("invited")) <= people.keys()
        recovery_key_still_fits(session, child)

    killing = Killing(nursery, folder, "keys_change")
    killing.rounds(rounds, 0.3, "admin", look)
    assert killing.acknowledged > rounds


def recovery_key_still_fits(session: Session, child: Child) -> None:
    """Open by the last acknowledged recovery key, unless the next one was on its way."""
    codes = child.all("recovery")
    if codes and "begins" not in child.said[-1]:
        keyring = Keyring.load(Places(session.places.folder).keyring)
        keyring.unlock_with_recovery_key(codes[-1]).lock()


@ROUNDS
def test_no_written_word_is_lost_or_torn(nursery: Nursery, folder: Path, rounds: int) -> None:
    def look(session: Session, child: Child) -> None:
        with session.desk.database.reading() as connection:
            for table in ("party", "contact", "draft"):
                for row_id in child.all(table):
                    assert one_of(connection, table, row_id) == 1
            parties = count(connection, "party")
            for table in ("relation", "phone", "address", "note"):
                assert count(connection, table) == parties
            assert count(connection, "audit_log WHERE act = 'party.registered'") == parties
            contacts = count(connection, "contact")
            assert count(connection, "audit_log WHERE act = 'contact.recorded'") == contacts
            assert count(connection, "party p WHERE NOT EXISTS (SELECT 1 FROM search_key s "
                         "WHERE s.party_id = p.id)") == 0  # fmt: skip
            words_are_whole(connection)

    killing = Killing(nursery, folder, "words_are_written")
    killing.rounds(rounds, 0.12, "admin", look)
    assert killing.acknowledged > rounds


def words_are_whole(connection: Connection) -> None:
    """Every open note is found by its words, and no word is left of another."""
    notes = (
        "(SELECT id, text FROM note WHERE text <> '' "
        "UNION ALL SELECT id, note FROM contact WHERE note <> '')"
    )
    found = "SELECT 1 FROM note_word w WHERE w.row_id = n.id"
    assert count(connection, f"{notes} n WHERE NOT EXISTS ({found})") == 0
    assert count(connection, f"note_word WHERE row_id NOT IN (SELECT id FROM {notes})") == 0  # noqa: S608 - our own words


@ROUNDS
@pytest.mark.parametrize(
    ("story", "longest"), [("files_come_in", 0.15), ("letters_are_sent", 0.45)]
)
def test_a_file_comes_in_whole_and_a_letter_is_sent_whole(
    nursery: Nursery, folder: Path, rounds: int, story: str, longest: float
) -> None:
    def look(session: Session, child: Child) -> None:
        with session.desk.database.reading() as connection:
            for table in ("request", "letter"):
                for row_id in child.all(table):
                    assert one_of(connection, table.replace("request", "rights_request"), row_id)
            for prefix in child.all("imported"):
                where = f"relation WHERE number LIKE '{prefix}%'"
                assert count(connection, where) == ROWS
            imports_are_whole(connection)
            cases_are_whole(connection, child)

    killing = Killing(nursery, folder, story)
    killing.rounds(rounds, longest, "admin", look)
    assert killing.acknowledged > rounds


@pytest.mark.parametrize("rounds", [20, pytest.param(500, marks=pytest.mark.long)])
def test_a_person_is_protected_whole_or_not_at_all(
    nursery: Nursery, folder: Path, rounds: int
) -> None:
    def look(session: Session, child: Child) -> None:
        with session.desk.database.reading() as connection:
            protections_are_whole(connection)
            for party_id in child.all("protected"):
                assert one_of(connection, "party", party_id) == 1

    killing = Killing(nursery, folder, "people_are_protected")
    killing.rounds(rounds, 0.3, "admin", look)
    assert killing.acknowledged > rounds


def protections_are_whole(connection: Connection) -> None:
    """Of nobody does one value lie open and another sealed; who is protected has no search key."""
    torn = "NOT EXISTS (SELECT 1 FROM party p WHERE p.id = t.party_id AND p.is_protected = "
    for table, shape in moving_tables():
        assert count(connection, f"{table.name} t WHERE {torn}t.is_protected)") == 0
        kept = " OR ".join(f"coalesce({name}, '') <> ''" for name in shape.identifying)
        assert count(connection, f"{table.name} WHERE is_protected AND ({kept})") == 0
    assert count(connection, f"protected_value t WHERE {torn}1)") == 0
    assert count(connection, f"search_key t WHERE {torn}0)") == 0
    words_are_whole(connection)
    assert count(connection, f"protected_lookup t WHERE {torn}1)") == 0
    marked = count(connection, "audit_log WHERE act = 'party.protected'")
    released = count(connection, "audit_log WHERE act = 'party.unprotected'")
    assert count(connection, "party WHERE is_protected") == marked - released


def imports_are_whole(connection: Connection) -> None:
    """No file is in the register in part."""
    files = count(connection, "audit_log WHERE act = 'import.taken_in'")
    assert count(connection, "party") == count(connection, "relation") == files * ROWS


def cases_are_whole(connection: Connection, child: Child) -> None:
    """Every request has its contact, its checks and its key; every letter its sealed bytes."""
    requests = count(connection, "rights_request")
    assert count(connection, "contact") == requests
    assert count(connection, "identity_check") == 2 * requests
    assert count(connection, "audit_log WHERE act = 'request.opened'") == requests
    letters = count(connection, "letter")
    assert count(connection, "case_material WHERE kind = 'letter'") == letters
    assert count(connection, "audit_log WHERE act = 'letter.made'") == letters
    prints = count(connection, "letter_print")
    assert count(connection, "audit_log WHERE act = 'letter.printed'") == prints
    answered = count(connection, "rights_request WHERE state = 'answered'")
    assert count(connection, "audit_log WHERE act = 'request.answered'") == answered
    for request_id in child.all("posted"):
        assert one_of(connection, "rights_request", request_id) == 1
    assert answered >= len(child.all("posted"))


class PowerCut(Exception):
    """The computer stopped just there."""


def cut(*_given: object) -> None:
    """Stop."""
    raise PowerCut


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_change_of_the_database_key_cut_short_is_finished_at_the_next_sign_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    session = entered(folder, "admin", 1)
    with monkeypatch.context() as patch:
        if where == "before":
            patch.setattr(Database, "rekey", cut)
        else:
            patch.setattr(administration, "finish_rekey", cut)
        with pytest.raises(PowerCut):
            replace_recovery_key(session)
    session.close()
    session = entered(folder, "handl", 2)
    assert not session.keys.rekey_pending
    assert len(session.keys.database_keys()) == 1
    with session.desk.database.reading() as connection:
        assert count(connection, "audit_log WHERE act = 'database.rekeyed'") == 1
    assert verify(session).is_whole
    session.close()
    entered(folder, "ombud", 3).close()


def test_a_change_of_the_key_file_that_the_log_never_heard_of_is_logged_at_the_next_sign_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = entered(folder, "admin", 1)
    with monkeypatch.context() as patch:
        patch.setattr(AuditLog, "append", cut)
        with pytest.raises(PowerCut):
            session.desk.do(invite_person, "ny", "Ny Person", (Role.READER,))
    session.close()
    session = entered(folder, "ombud", 2)
    with session.desk.database.reading() as connection:
        assert count(connection, "audit_log WHERE act = 'staff.invited'") == 0
        assert count(connection, "audit_log WHERE act = 'keyring.ahead'") == 2
    assert "Ny Person" in {person.display_name for person in session.keys.people()}
    session.close()
