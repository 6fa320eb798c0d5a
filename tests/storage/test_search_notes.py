"""Search in notes finds what a plain walk over every note finds, and reads no note for it."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest

from registerdesk.domain.contacts import Contact
from registerdesk.domain.notes import Note, NoteStage
from registerdesk.domain.parties import Party, PartyKind
from registerdesk.domain.search_hits import excerpt, spans
from registerdesk.domain.search_keys import KeyClass
from registerdesk.domain.staff import Permission
from registerdesk.storage.note_words import as_kept
from registerdesk.storage.search_notes import Notes
from registerdesk.usecases.desk import Visit, use_case
from tests.makers import SmallOffice, an_office, an_origin

FORE, AFTER = ("Anna", "Bo", "Ärla", "René"), ("Ek", "Alm", "Faktura", "Åås")
WORDS = (
    *("Ringde", "faktura", "fakturan", "försenad", "café", "CAFE", "ål", "al", "O’Hara", "070-174"),
    *("vill", "ha", "saft,", "saften", "(Anna)", "köp/avtal", "2026-11-23", "Øl", "öl", "über"),
)


@dataclass
class Told:
    """What the walk knows of one person."""

    party_id: UUID
    name: str
    notes: list[str]


@use_case(Permission.RECORD_CONTACT)
def tell(visit: Visit) -> list[Told]:
    """Write down some people, and notes of random words about each."""
    chance, made = Random(4), []
    for at in range(60):
        party_id = visit.new_id()
        common: dict[str, Any] = {
            "party_id": party_id,
            **dataclasses.asdict(an_origin()),
            "recorded_by": visit.actor,
            "recorded_at": visit.now,
        }
        name = f"{chance.choice(FORE)} {chance.choice(AFTER)}"
        party = Party(id=party_id, **common, kind=PartyKind.PERSON, display_name=name)
        visit.office.parties.add(party)
        told = [_some(chance) for _at in range(chance.randrange(4))]
        for text in told[::2]:
            visit.office.notes.add(Note(id=visit.new_id(), **common, text=text))
        for text in told[1::2]:
            contact = Contact(id=visit.new_id(), **common, at=visit.now - at, note=text)
            visit.office.contacts.add(contact)
        hidden = Note(id=visit.new_id(), **common, text="Utkastets ord", stage=NoteStage.DRAFT)
        visit.office.notes.add(dataclasses.replace(hidden, recorded_by=UUID(int=1)))
        visit.office.search.refresh(party_id)
        made.append(Told(party_id, name, told))
    visit.note("made", count=len(made))
    return made


def _some(chance: Random) -> str:
    return " ".join(chance.choice(WORDS) for _at in range(chance.randrange(1, 6)))


@dataclass(frozen=True)
class Filled:
    """The office, and what was written down in it."""

    office: SmallOffice
    told: list[Told]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """Return an office with notes."""
    made = an_office(tmp_path_factory.mktemp("notes"))
    yield Filled(made, made.do("handl", tell))
    made.close()


# The walk: no index, no keys, only letters compared with letters.


def letters(text: str) -> list[str]:
    """Return the words without accents, but with å, ä and ö."""
    text = text.casefold().replace("ø", "ö").replace("’", "").replace("'", "")
    out = ""
    for letter in text:
        plain = letter if letter in "åäö" else unicodedata.normalize("NFD", letter)[0]
        out += plain if plain.isalnum() else " "
    return out.split()


def has(text: str, word: str) -> bool:
    return any(each.startswith(word) for each in letters(text))


def walked(told: list[Told], typed: str) -> set[UUID]:
    """Return who has a note in which, or in whose name, every word stands, one in the note."""
    wanted = letters(typed)
    return {
        each.party_id
        for each in told
        for note in each.notes
        if any(has(note, word) for word in wanted)
        and all(has(note, word) or has(each.name, word) for word in wanted)
    }


def found(filled: Filled, typed: str) -> set[UUID]:
    """Return whom the notes find."""

    def look(visit: Visit) -> set[UUID]:
        office = visit.office
        notes = Notes(office.connection, office.reader, typed, (KeyClass.NAME, KeyClass.WORD))
        return {UUID(bytes=party) for party in notes.parties(10_000, ()).texts}

    return filled.office.inside("handl", look)


def queries() -> Iterator[str]:
    """Yield one to three words or beginnings of words, in any order."""
    chance = Random(9)
    for _at in range(250):
        chosen = chance.sample([*WORDS, *FORE, *AFTER], chance.randrange(1, 4))
        yield " ".join(word[: chance.randrange(1, len(word) + 1)] for word in chosen)


def test_every_query_finds_whom_a_walk_over_the_notes_finds(filled: Filled) -> None:
    hits = 0
    for typed in queries():
        expected = walked(filled.told, typed) if letters(typed) else set()
        assert found(filled, typed) == expected, typed
        hits += len(expected)
    assert hits > 500
    assert found(filled, "utkastets") == set()


def test_the_database_keeps_words_as_they_are_compared(filled: Filled) -> None:
    with filled.office.database.reading() as connection:
        kept = set(connection.exec_driver_sql("SELECT word FROM note_word").scalars())
    pieces = {piece for each in filled.told for note in each.notes for piece in note.split()}
    kept_here = {word for piece in pieces for word in as_kept(piece).split()}
    assert kept == kept_here | {"utkastets", "ord"}


def test_no_note_and_no_person_is_read_to_find_a_word(filled: Filled) -> None:
    said: list[str] = []

    def look(visit: Visit) -> list[str]:
        driver: Any = visit.office.connection.connection.driver_connection
        driver.set_trace_callback(said.append)
        classes = tuple(KeyClass)
        for typed in ("faktura", "anna faktura", "foer fak 10482"):
            Notes(visit.office.connection, visit.office.reader, typed, classes).parties(9, ())
        driver.set_trace_callback(None)
        asked = [text for text in said if text.startswith("SELECT")]
        plans = [driver.execute(f"EXPLAIN QUERY PLAN {text}").fetchall() for text in asked]
        return [str(step[3]) for plan in plans for step in plan]

    steps = filled.office.inside("handl", look)
    assert len(steps) > 40
    read_whole = [
        s for s in steps if s.startswith("SCAN") and s not in {"SCAN found", "SCAN CONSTANT ROW"}
    ]
    assert not [s for s in read_whole if not s.startswith("SCAN (subquery")]
    assert not [s for s in steps if s.startswith("SEARCH") and "USING" not in s]


@pytest.mark.parametrize(
    ("text", "starts", "shown"),
    [
        ("Kort.", ("kort",), "Kort."),
        ("Två\nrader  här", ("rader",), "Två rader här"),
        ("ord " * 30 + "hallon" + " ord" * 40, ("hallon",), "…ord ord ord hallon ord"),
        ("x" * 10_000, ("x" * 40,), "x" * 90 + "…"),
        ("x" * 100 + " hallon", ("hallon",), "…hallon"),
        ("ord " * 40, ("hallon",), ("ord " * 22).strip() + "…"),
        ("", ("hallon",), ""),
    ],
)
def test_an_excerpt_is_a_short_line_around_the_first_word(
    text: str, starts: tuple[str, ...], shown: str
) -> None:
    short = excerpt(text, starts)
    assert short.startswith(shown)
    assert len(short) <= 92
    assert "\n" not in short
    assert bool(spans(short, starts)) is bool(spans(text, starts))


def test_words_leave_the_file_with_their_note(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    office.do("handl", tell)
    with office.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE note SET text = NULL")
        connection.exec_driver_sql("UPDATE contact SET note = ''")
        assert connection.exec_driver_sql("SELECT count(*) FROM note_word").scalar() == 0
    office.close()
