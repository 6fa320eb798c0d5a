"""Nothing of the register lies open: no file, no log row, no temporary folder, no error text."""

from __future__ import annotations

import logging
import sqlite3
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from registerdesk.domain.errors import NotAllowed
from registerdesk.domain.imports import ImportKind
from registerdesk.domain.parties import Protection
from registerdesk.usecases.contacts import NewContact, record_contact
from registerdesk.usecases.drafts import save_draft
from registerdesk.usecases.imports import ImportOptions, import_file
from registerdesk.usecases.letter_sending import show_letter
from registerdesk.usecases.offices import sign_in
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.places import Places
from registerdesk.usecases.protection import mark_protected
from registerdesk.usecases.search import find, find_in_notes, settle, settle_in_notes
from tests.faults.folders import entered, station_of
from tests.makers import PASSWORD, TODAY, Clock, SmallOffice, a_person, an_office
from tests.usecases.cases import a_customer, answered

SENTINELS = (
    "Lindqvist", "Sundholm", "Qvarnstedt", "19780412-2385", "197804122385", "7804122385",
    "070-174 06 05", "0701740605", "+46701740605", "anna.lindqvist@example.com", "Björkvägen",
    "K-10482", "UC-778", "Betalar i tid", "jämför med beställning", "Vill se.", "utkastets ord",
    "Ekbacken 77", "Hemlige Hemliksson", "sökordet", "felskrivet lösenord", "anteckningsordet",
)  # fmt: skip
"""What is stored, searched, drafted or typed by mistake; no test's own file has another use."""
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the program put its temporary files where they can be looked at."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


@pytest.fixture
def office(tmp_path: Path, temporary: Path) -> Iterator[SmallOffice]:
    """Return an office in which a whole story is told, still open."""
    made = an_office(tmp_path)
    tell_a_story(made, tmp_path)
    yield made
    made.close()


def tell_a_story(office: SmallOffice, tmp_path: Path) -> None:
    """Import, search, draft, protect, answer a request, and mistype a password."""
    customer = a_customer(office)
    _request, letter = answered(office, customer)
    office.do("handl", show_letter, letter.id)
    with tempfile.TemporaryDirectory(dir=tmp_path.parent) as place:
        path = Path(place) / "kunder.csv"
        path.write_text(
            "Kundnr;Namn;Adress1;Telefon\r\n7;Viola Qvarnstedt;Ekbacken 77;0701740605\r\n",
            encoding="cp1252",
        )
        options = ImportOptions(kind=ImportKind.CUSTOMERS, source="Kundfilen")
        import_file(office.desk("handl"), path, options, today=TODAY)
    for typed in ("Lindqvist", "070-174 06 05", "197804122385", "sökordet"):
        office.do("handl", find, typed)
        office.do("handl", settle, typed, count=1)
    spoken = NewContact(party_id=customer, note="Här står anteckningsordet.")
    office.do("handl", record_contact, spoken)
    assert office.do("handl", find_in_notes, "anteckningsord").persons
    office.do("handl", settle_in_notes, "anteckningsordet", count=1)
    office.do("handl", save_draft, "call", "Här står utkastets ord.")
    hidden = a_person(name="Hemlige Hemliksson", identity_number="", number="K-9", phones=())
    party_id = office.do("handl", register_party, hidden)
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    with pytest.raises(NotAllowed):
        sign_in(
            office.folder,
            "handl",
            "felskrivet lösenord",
            clock=Clock(),
            station=station_of(office.folder),
        )


def found_in(data: bytes) -> list[str]:
    """Return the sentinels that stand in some bytes, in whatever encoding and case."""
    folded = data.lower()
    return [
        word
        for word in SENTINELS
        if any(word.lower().encode(encoding) in folded for encoding in ENCODINGS)
    ]


def leaks(*places: Path) -> dict[str, list[str]]:
    """Return each file that a sentinel stands in or is named by."""
    files = [path for place in places for path in place.rglob("*") if path.is_file()]
    found = {path.name: found_in(path.read_bytes() + path.name.encode()) for path in files}
    return {name: words for name, words in found.items() if words}


def test_the_search_for_sentinels_finds_what_lies_open(tmp_path: Path) -> None:
    for encoding in ENCODINGS:
        place = tmp_path / encoding
        place.mkdir()
        (place / "leak").write_bytes("x Anna LINDQVIST".encode(encoding))
        assert leaks(place) == {"leak": ["Lindqvist"]}


def test_no_file_says_anything_of_the_register(
    office: SmallOffice, temporary: Path, own_home: Path
) -> None:
    folder = office.folder
    names = {path.name for path in folder.iterdir()}
    assert {"office.db", "office.db-wal", "office.db-shm", "office.keys.failed"} <= names
    places = (folder, folder.parent / "state", temporary, own_home)
    assert leaks(*places) == {}
    office.close()
    with entered(folder):
        assert (folder / "office.who").exists()
        assert leaks(*places) == {}
    assert leaks(*places) == {}


def test_no_row_of_the_log_holds_a_value(office: SmallOffice) -> None:
    with office.database.reading() as connection:
        entries = connection.exec_driver_sql("SELECT entry FROM audit_log").scalars().all()
    assert len(entries) > len(SENTINELS)
    assert [entry for entry in entries if found_in(entry)] == []


def test_plain_sqlite_opens_nothing(office: SmallOffice) -> None:
    office.close()
    for name in ("office.db", "office.keys"):
        path = Places(office.folder).folder / name
        assert not path.read_bytes().startswith(b"SQLite format")
        plain = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        with pytest.raises(sqlite3.DatabaseError, match="not a database"):
            plain.execute("SELECT * FROM sqlite_master").fetchall()
        plain.close()


def test_an_error_of_the_database_names_no_value(office: SmallOffice) -> None:
    with pytest.raises(DatabaseError) as failed, office.database.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO series VALUES (?, ?)", ("Lindqvist", None))
    told = "".join(traceback.format_exception_only(failed.value)) + repr(failed.value)
    assert found_in(told.encode()) == []
    assert "hidden" in told


def test_what_is_logged_for_developers_names_no_value(
    tmp_path: Path, temporary: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        made = an_office(tmp_path)
        tell_a_story(made, tmp_path)
        made.close()
    assert found_in(caplog.text.encode()) == []


def test_what_keys_and_sessions_say_of_themselves_names_nobody(office: SmallOffice) -> None:
    folder, keys = office.folder, repr(office.keys("handl"))
    office.close()
    with entered(folder, "handl") as session:
        said = keys + repr(session) + repr(session.keys) + repr(session.desk)
    assert "Handl Ek" not in said
    assert PASSWORD not in said
